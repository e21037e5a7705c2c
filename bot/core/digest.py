"""The daily update of a channel: from what Personio knows about a day to what the card shows.

A day is indexed once for all channels; a channel then costs what it shows. Absences come without their
reason (:mod:`bot.core.privacy`), and nothing is said that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import Any, Final, Literal

from bot.core.absence_lines import EVERY_DAY, Told, absence_line, later, read_in, remote
from bot.core.holidays import Adjustments
from bot.core.people import display_name, employed_on, has_name, is_approved, working_time, works_in_shifts
from bot.core.privacy import Away, may_celebrate, type_shown, without_reason
from bot.core.schedule import LATE, days_told, introduced_late, posting_day
from bot.core.subscriptions import Subscription, UnitRef
from bot.core.time_zones import named_zone
from bot.core.working_time import days
from cards.digest import AbsentLine, DigestView, EventLine, Week
from cards.digest_topics import TOPICS, TopicName
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
        self._told: dict[tuple[TopicName, Group, Hashable], list[Person]] = {}
        self._lines: dict[tuple[TopicName, str], list[Told]] = {}
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

    def people(self, topic: TopicName, groups: Iterable[Group], when: Hashable = None) -> list[Person]:
        """Return whom a topic is about on a day (month and day for what comes every year), by name, nobody twice."""
        found = {person.id: person for group in groups for person in self._told.get((topic, group, when), ())}
        return sorted(found.values(), key=lambda person: self._order[person.id])

    def lines(self, topic: TopicName, groups: Iterable[Group], subscription: Subscription) -> list[AbsentLine]:
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

    def _topics(self, person: Person, absences: Sequence[Away]) -> Iterable[tuple[TopicName, Hashable]]:
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
    day = _Asked(index, groups, subscription, opted_out, days_told(subscription, index.day, index.adjustments))
    lines = _lines(_TODAY, day)
    return DigestView(
        day=index.day,
        units=units,
        **lines,
        week=_week(lines.get("absent", ()), ahead, day) if ahead else None,
        tells_absences="absences" in subscription.topics,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a topic is to say: of a day, about some units, what belongs to the days ``told``."""

    index: DayIndex
    groups: list[Group]
    subscription: Subscription
    opted_out: frozenset[str]
    told: list[date]


def _lines(topics: Mapping[TopicName, Callable[[_Asked], Sequence[Any]]], asked: _Asked) -> dict[str, Any]:
    """Return the lines of the topics that a channel is told, by field of the views."""
    wanted = asked.subscription.topics
    return {TOPICS[name].field: lines(asked) for name, lines in topics.items() if name in wanted}


def _week(absent: Sequence[AbsentLine], ahead: Sequence[DayIndex], asked: _Asked) -> Week:
    """Return what begins after today; people who start before those days are celebrated as well."""
    days_ahead = [replace(asked, index=index, told=[index.day]) for index in ahead]
    coming: dict[str, Any] = {}
    for day in days_ahead:
        for field, lines in _lines(_COMING, day).items():
            coming.setdefault(field, []).extend(lines)
    if "absences" in asked.subscription.topics:
        coming["absent"] = later(absent, ((day.index.day, _absences(day)) for day in days_ahead))
    return Week(last_day=ahead[-1].day, **coming)


def reason(
    view: DigestView, subscription: Subscription, adjustments: Adjustments | None = None
) -> Literal["nothing", "non_working_day"] | None:
    """Return why a view is not posted; None where it is."""
    if not posting_day(subscription, view.day, adjustments):
        return "non_working_day"
    return "nothing" if view.is_empty and subscription.empty == "skip" else None


def _yearly(on: date) -> list[tuple[int, int]]:
    """Return the month and day of whom a date is told about: those of 29 February on the 28th in other years."""
    leap = (on.month, on.day) == (2, 28) and (on + _ONE_DAY).month == 3
    return [(on.month, on.day), *([(2, 29)] if leap else [])]


def _absences(asked: _Asked) -> Sequence[AbsentLine]:
    return asked.index.lines("absences", asked.groups, asked.subscription)


def _remote(asked: _Asked) -> Sequence[AbsentLine]:
    return asked.index.lines("remote", asked.groups, asked.subscription)


def _celebrated(asked: _Asked, topic: TopicName) -> Iterable[tuple[Person, date]]:
    """Return who is celebrated on the days told, unless they want no post, with the day."""
    for on in asked.told:
        for when in _yearly(on):
            for person in asked.index.people(topic, asked.groups, when):
                if may_celebrate(person.id, asked.opted_out):
                    yield person, on


def _birthdays(asked: _Asked) -> Sequence[EventLine]:
    return [EventLine(person.id, display_name(person), on) for person, on in _celebrated(asked, "birthdays")]


def _anniversaries(asked: _Asked) -> Sequence[EventLine]:
    return [
        EventLine(person.id, display_name(person), on, years=years)
        for person, on in _celebrated(asked, "anniversaries")
        if person.hire_date and (years := on.year - person.hire_date.year) > 0
    ]


def _starters(asked: _Asked) -> Sequence[EventLine]:
    """Return who started in the days told, and who did before and was entered since the last update."""
    found, index, told = [], asked.index, asked.told
    for on in days(min(told[0], index.day - LATE), index.day):
        for person in index.people("starters", asked.groups, on):
            late = introduced_late(asked.subscription, on, person.created_at, index.adjustments)
            if late == index.day if late else on >= told[0]:
                found.append(_starter(person, on))
    return found


def _starting(asked: _Asked) -> Sequence[EventLine]:
    day = asked.index.day
    return [_starter(person, day) for person in asked.index.people("starters", asked.groups, day)]


_TODAY: Final[Mapping[TopicName, Callable[[_Asked], Sequence[Any]]]] = {
    "absences": _absences,
    "remote": _remote,
    "birthdays": _birthdays,
    "anniversaries": _anniversaries,
    "starters": _starters,
}
_COMING: Final[Mapping[TopicName, Callable[[_Asked], Sequence[Any]]]] = {
    "birthdays": _birthdays,
    "anniversaries": _anniversaries,
    "starters": _starting,
}
"""What the outlook says of each of the days to come, beside who will be away."""


def _starter(person: Person, on: date) -> EventLine:
    unit = person.team or person.department or person.office
    name, position = unit.name if unit else "", (person.position or "").strip()
    return EventLine(person.id, display_name(person), on, position=position or None, unit=name or None)


def _folded(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
