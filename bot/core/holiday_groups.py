"""Who speaks for whose holidays, and what their answers say together: one list for each calendar and office.

Somebody may have other days than those they are asked for: their office changed in the middle of the year, or they
came later. So a second one is asked as well, more where the two differ, and each date is as most of them have it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.holiday_calendars import GroupKey, ListedDay, ListedDays, ListedHolidays, group_of
from bot.core.person_region import holiday_region
from personio_client.models import DayPart, Holiday, Person

MORE = 3
"""How many more are asked where the first two differ."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who share a holiday calendar and an office; who stands best for them first."""

    key: GroupKey
    members: Sequence[Person]

    def asked(self, turn: int) -> list[Person]:
        """Return the representative and, where there is one, somebody to verify with, another one each turn."""
        first, *others = self.members
        return [first, *([others[turn % len(others)]] if others else [])]

    def more(self, asked: Sequence[Person]) -> list[Person]:
        """Return who else is asked where the answers differ."""
        known = {person.id for person in asked}
        return [person for person in self.members if person.id not in known][:MORE]


def groups(people: Iterable[Person], today: date) -> list[Group]:
    """Return the groups of who is in the company or is to come, in a fixed order.

    Who has been there longest, and is not to leave, stands best for a group: for them the most dates are known.
    """
    found: dict[GroupKey, list[Person]] = {}
    for person in people:
        gone = person.termination_date < today if person.termination_date else person.status == "inactive"
        if not gone:
            found.setdefault(group_of(person), []).append(person)
    return [Group(key, sorted(found[key], key=_how_well)) for key in sorted(found)]


def _how_well(person: Person) -> tuple[bool, date, int, str]:
    return (person.termination_date is not None, person.hire_date or date.min, len(person.id), person.id)


Answers = Mapping[str, Sequence[Holiday]]
"""By id of a person."""


def by_person(read: Iterable[Holiday]) -> dict[str, list[Holiday]]:
    found: dict[str, list[Holiday]] = defaultdict(list)
    for each in read:
        found[each.person_id].append(each)
    return dict(found)


def answers_differ(asked: Sequence[Person], answers: Answers, first: date, last: date) -> bool:
    """Tell whether those asked for a group have different days."""
    said = _said(asked, answers, first, last)
    if not said:
        return False
    common = (max(each.first for each in said), min(each.last for each in said))
    return len({frozenset(_parts(each, *common)) for each in said}) > 1 or len(said) < len(asked) > 1


def _parts(listed: ListedDays, first: date, last: date) -> Iterable[tuple[date, DayPart]]:
    return ((day, found.part) for day, found in listed.days.items() if first <= day <= last)


def _said(asked: Sequence[Person], answers: Answers, first: date, last: date) -> list[ListedDays]:
    """Return the days of everybody asked who has any: who has none has no calendar yet, or no more."""
    return [_days_of(person, answers[person.id], first, last) for person in asked if answers.get(person.id)]


def _days_of(person: Person, said: Sequence[Holiday], first: date, last: date) -> ListedDays:
    """Return somebody's days, known only for as long as they were in the company, unless there are others as well."""
    days: dict[date, ListedDay] = {}
    for each in sorted(said, key=lambda holiday: (holiday.date, holiday.part != "day")):  # a whole day counts more
        days.setdefault(each.date, ListedDay(each.part, each.name))
    hired, left = person.hire_date or first, person.termination_date or last
    begins = max(first, hired) if min(days) >= hired else first
    ends = min(last, left) if max(days) <= left else last
    return ListedDays(begins, ends, dict(sorted(days.items())))


def listed_holidays(
    asked: Mapping[GroupKey, Sequence[Person]], sizes: Mapping[GroupKey, int], answers: Answers, first: date, last: date
) -> ListedHolidays | None:
    """Return what all answers say together; None where they list nothing for anybody.

    ``asked``: by group, who stands best for it first. ``sizes``: how many people each group has.
    """
    found: dict[GroupKey, ListedDays] = {}
    people: dict[str, ListedDays] = {}
    for key, persons in asked.items():
        if said := _said(persons, answers, first, last):
            found[key] = together(said)
            for person in persons:
                if answers.get(person.id):
                    own = _days_of(person, answers[person.id], first, last)
                    if {*_parts(own, own.first, own.last)} != {*_parts(found[key], own.first, own.last)}:
                        people[person.id] = own
    if not found:
        return None
    return ListedHolidays(found, _calendars(found, sizes), _regions(found, sizes, asked), people)


def together(said: Sequence[ListedDays]) -> ListedDays:
    """Return each date as most have it who know it; as the first has it where they are at odds."""
    days: dict[date, ListedDay] = {}
    for day in sorted({day for each in said for day in each.days}):
        known = [each.days.get(day) for each in said if each.covers(day)]
        votes = Counter(found.part if found else None for found in known)
        part = max(votes, key=lambda part: votes[part], default=None)  # the first of equals: as it was put in
        if part is not None:
            days[day] = next(found for found in known if found and found.part == part)
    return ListedDays(min(each.first for each in said), max(each.last for each in said), days)


def _calendars(found: Mapping[GroupKey, ListedDays], sizes: Mapping[GroupKey, int]) -> dict[str, ListedDays]:
    """Return the days of each calendar in the office where most have it, for offices that are new."""
    by_size = sorted(found, key=lambda key: (-sizes.get(key, 0), key))
    return {key[0]: found[key] for key in reversed(by_size) if key[0]}


def _regions(
    found: Mapping[GroupKey, ListedDays], sizes: Mapping[GroupKey, int], asked: Mapping[GroupKey, Sequence[Person]]
) -> dict[str, ListedDays]:
    """Return the days off of each region: those that most people there have."""
    within: dict[str, list[GroupKey]] = {}
    for key in found:
        place = holiday_region(asked[key][0])
        if place and place.known:
            within.setdefault(place.name, []).append(key)
    return {name: _of_most([(found[key], sizes.get(key, 1)) for key in keys]) for name, keys in within.items()}


def _of_most(lists: Sequence[tuple[ListedDays, int]]) -> ListedDays:
    if len(lists) == 1:
        return lists[0][0]
    everybody, days = sum(size for _, size in lists), {}
    for day in sorted({day for listed, _ in lists for day in listed.days}):
        counts: Counter[ListedDay] = Counter()
        for listed, size in lists:
            if day in listed.days:
                counts[listed.days[day]] += size
        whole = sum(size for found, size in counts.items() if found.part == "day")
        if counts.total() * 2 > everybody:
            wanted = [found for found in counts if (found.part == "day") is (whole * 2 > everybody)]
            if wanted:
                days[day] = max(wanted, key=lambda found: counts[found])
    return ListedDays(max(listed.first for listed, _ in lists), min(listed.last for listed, _ in lists), days)
