"""The daily update of a channel: from what Personio knows about a day to what the card shows.

A day is indexed once for all channels; a channel then costs what it shows. Absences come without their
reason (:mod:`bot.core.privacy`), and nothing is said that is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import Literal

from bot.core.absence_lines import EVERY_DAY, Told, absence_line, later, read_in, remote
from bot.core.holidays import Adjustments
from bot.core.people import display_name, employed_on, has_name, is_approved, working_time, works_in_shifts
from bot.core.privacy import Away, may_celebrate, type_shown, without_reason
from bot.core.schedule import LATE, days_told, introduced_late, posting_day
from bot.core.subscriptions import Subscription, Topic, UnitRef
from bot.core.time_zones import named_zone
from bot.core.working_time import days
from cards.digest import AbsentLine, DigestView, EventLine, Week
from personio_client.models import AbsencePeriod, AbsenceType, Person

Group = tuple[str, str, str]  # kind of unit, "id" or "name", which
COMPANY: Group = ("company", "", "")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read from Personio.

    ``absences``: of any status, all that touch the day and as far ahead as they may follow on. ``types`` by id.
    """

    people: Collection[Person]
    absences: Collection[AbsencePeriod]
    types: Mapping[str, AbsenceType]


class DayIndex:
    """One day of a snapshot, by topic and unit. Takes one pass over people and absences; never changes."""

    def __init__(self, snapshot: Snapshot, day: date, adjustments: Adjustments | None = None) -> None:
        self.day, self.adjustments = day, adjustments
        self._names: dict[Group, str] = {}
        self._told: dict[tuple[Topic, Group, Hashable], list[Person]] = {}
        self._lines: dict[tuple[Topic, str], list[Told]] = {}
        self._order: dict[str, tuple[str, str]] = {}
        absences = self._by_person(snapshot)
        for person in snapshot.people:
            groups = self._groups(person)
            if employed_on(person, day):
                self._order[person.id] = (display_name(person).casefold(), person.id)
                for topic, when in self._topics(person, absences.get(person.id, ())):
                    for group in groups:
                        self._told.setdefault((topic, group, when), []).append(person)

    def resolve(self, units: Sequence[UnitRef]) -> tuple[list[str], list[Group]]:
        """Return the names and the groups that a channel's units mean today; no units are the whole company.

        An id finds a renamed unit; where nobody has the id any more, the name does, and else the unit is empty.
        """
        names: list[str] = []
        groups: list[Group] = []
        for unit in units:
            by_id, by_name = (unit.kind, "id", unit.id or ""), (unit.kind, "name", _folded(unit.name))
            group = by_id if unit.id and (by_id in self._names or not unit.name) else by_name
            groups.append(group)
            names.append(self._names.get(group) or unit.name or unit.id or "")
        return names, groups or [COMPANY]

    def people(self, topic: Topic, groups: Iterable[Group], when: Hashable = None) -> list[Person]:
        """Return the people of these groups that the update names under a topic, sorted by name, nobody twice.

        ``when``: the day that it is on, as (month, day) for what comes every year; None for a topic without one.
        """
        found = {person.id: person for group in groups for person in self._told.get((topic, group, when), ())}
        return sorted(found.values(), key=lambda person: self._order[person.id])

    def lines(self, topic: Topic, groups: Iterable[Group], subscription: Subscription) -> list[AbsentLine]:
        """Return who is away (``absences``) or works elsewhere (``remote``), by name."""
        told = [told for person in self.people(topic, groups) for told in self._lines[topic, person.id]]
        zone = named_zone(subscription.timezone)
        named = ((read_in(each.line, zone, self.day), type_shown(each.why, subscription)) for each in told)
        return [replace(line, type_name=name) if name else line for line, name in named]

    def absent_lines(self, person_id: str, zone: tzinfo | None = None) -> list[AbsentLine]:
        """Return one person's absences on the day, as lines of the update; empty where they are there.

        ``zone``: the readers' time zone. Hours are shown with their own zone only where its clock differs from theirs.
        """
        return [read_in(told.line, zone, self.day) for told in self._lines.get(("absences", person_id), ())]

    def _by_person(self, snapshot: Snapshot) -> dict[str, list[Away]]:
        found: dict[str, list[Away]] = {}
        for period in snapshot.absences:
            if is_approved(period) and (period.last_day is None or period.last_day >= self.day):
                absence = without_reason(period, snapshot.types.get(period.type_id))
                found.setdefault(period.person_id, []).append(absence)
        return found

    def _groups(self, person: Person) -> list[Group]:
        groups = [COMPANY]
        for kind, unit in person.units:
            named = [(kind, "id", unit.id)] + ([(kind, "name", _folded(unit.name))] if unit.name else [])
            self._names |= dict.fromkeys(named, unit.name)
            groups += named
        return list(dict.fromkeys(groups))

    def _topics(self, person: Person, absences: Sequence[Away]) -> Iterable[tuple[Topic, Hashable]]:
        if person.birthday and has_name(person):
            yield "birthdays", (person.birthday.month, person.birthday.day)
        if person.hire_date and has_name(person):
            yield "anniversaries", (person.hire_date.month, person.hire_date.day)
            yield "starters", person.hire_date
        if any(each.span.first_day <= self.day for each in absences):
            work = EVERY_DAY if works_in_shifts(person) else working_time(person, self.adjustments)
            here = [each for each in absences if not each.elsewhere]
            elsewhere = [each for each in absences if each.elsewhere]
            if lines := absence_line(person, here, work, self.day):
                self._lines["absences", person.id] = lines
                yield "absences", None
            if lines := remote(person, elsewhere, here, work, self.day):
                self._lines["remote", person.id] = lines
                yield "remote", None


def build_digest(
    index: DayIndex,
    subscription: Subscription,
    *,
    opted_out: frozenset[str] = frozenset(),
    ahead: Sequence[DayIndex] = (),
) -> DigestView:
    """Return what a channel is told on the day of the index; nothing where that is no posting day.

    ``opted_out``: Personio ids of those who want no post about their birthday and anniversary. ``ahead``: indexes of
    the days that follow, for the week's first update (:func:`bot.core.schedule.days_ahead` says which).
    """
    units, groups = index.resolve(subscription.units)
    if not posting_day(subscription, index.day, index.adjustments):
        return DigestView(index.day, units=units)
    told = days_told(subscription, index.day, index.adjustments)
    wanted = subscription.topics
    absent = index.lines("absences", groups, subscription) if "absences" in wanted else ()
    return DigestView(
        day=index.day,
        units=units,
        absent=absent,
        remote=index.lines("remote", groups, subscription) if "remote" in wanted else (),
        birthdays=_birthdays(index, groups, told, opted_out) if "birthdays" in wanted else (),
        anniversaries=_anniversaries(index, groups, told, opted_out) if "anniversaries" in wanted else (),
        starters=_starters(index, groups, told, subscription) if "starters" in wanted else (),
        week=_week(absent, ahead, groups, subscription, opted_out) if ahead else None,
        tells_absences="absences" in wanted,
    )


def _week(
    absent: Sequence[AbsentLine],
    ahead: Sequence[DayIndex],
    groups: list[Group],
    subscription: Subscription,
    opted_out: frozenset[str],
) -> Week:
    """Return what begins after today; people who start before those days are celebrated as well."""
    wanted = subscription.topics
    coming = ((day.day, day.lines("absences", groups, subscription)) for day in ahead)
    each = [(day, [day.day]) for day in ahead]
    births = [line for day, on in each for line in _birthdays(day, groups, on, opted_out)]
    jubilees = [line for day, on in each for line in _anniversaries(day, groups, on, opted_out)]
    starts = [_starter(person, day.day) for day in ahead for person in day.people("starters", groups, day.day)]
    return Week(
        last_day=ahead[-1].day,
        absent=later(absent, coming) if "absences" in wanted else (),
        birthdays=births if "birthdays" in wanted else (),
        anniversaries=jubilees if "anniversaries" in wanted else (),
        starters=starts if "starters" in wanted else (),
    )


def reason(
    view: DigestView, subscription: Subscription, adjustments: Adjustments | None = None
) -> Literal["nothing", "non_working_day"] | None:
    """Return why an update is not posted, None where it is: ``non_working_day``, or ``nothing`` to tell."""
    if not posting_day(subscription, view.day, adjustments):
        return "non_working_day"
    return "nothing" if view.is_empty and subscription.empty == "skip" else None


def _yearly(on: date) -> list[tuple[int, int]]:
    """Return the month and day of whom a date is told about: those of 29 February on the 28th in other years."""
    leap = (on.month, on.day) == (2, 28) and (on + _ONE_DAY).month == 3
    return [(on.month, on.day), *([(2, 29)] if leap else [])]


def _birthdays(index: DayIndex, groups: list[Group], told: list[date], opted_out: frozenset[str]) -> list[EventLine]:
    return [
        EventLine(person.id, display_name(person), on)
        for on in told
        for when in _yearly(on)
        for person in index.people("birthdays", groups, when)
        if may_celebrate(person.id, opted_out)
    ]


def _anniversaries(
    index: DayIndex, groups: list[Group], told: list[date], opted_out: frozenset[str]
) -> list[EventLine]:
    return [
        EventLine(person.id, display_name(person), on, years=years)
        for on in told
        for when in _yearly(on)
        for person in index.people("anniversaries", groups, when)
        if person.hire_date and (years := on.year - person.hire_date.year) > 0 and may_celebrate(person.id, opted_out)
    ]


def _starters(index: DayIndex, groups: list[Group], told: list[date], subscription: Subscription) -> list[EventLine]:
    """Return who started in the days told, and who did before and was entered since the last update."""
    found = []
    for on in days(min(told[0], index.day - LATE), index.day):
        for person in index.people("starters", groups, on):
            late = introduced_late(subscription, on, person.created_at, index.adjustments)
            if late == index.day if late else on >= told[0]:
                found.append(_starter(person, on))
    return found


def _starter(person: Person, on: date) -> EventLine:
    unit = person.team or person.department or person.office
    name, position = unit.name if unit else "", (person.position or "").strip()
    return EventLine(person.id, display_name(person), on, position=position or None, unit=name or None)


def _folded(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
