"""The daily update of a channel: from what Personio knows about a day to what the card shows.

Rule: pure. A day is indexed once for all channels; a channel then costs what it shows. Absences come without their
reason (:mod:`bot.privacy`), and nothing is said that is not known.

Who is away: everybody whose decided absence covers the day or a part of it. Somebody on a long holiday stays on the list
on their own day off or public holiday, because colleagues look there for the day of return; half a day or some hours on
a day off are nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from bot.calendar import NOON, Span, WorkingTime, away, days, first_working_time, stretches
from bot.people import display_name, employed_on, stands, working_time, works_in_shifts
from bot.privacy import Away, may_celebrate, type_shown, without_reason
from bot.schedule import Adjustments, days_told, posting_day
from bot.subscriptions import Subscription, Topic, UnitRef
from cards.digest import AbsentLine, DigestView, EventLine
from personio_client.models import AbsencePeriod, AbsenceType, Person

LATE = timedelta(days=7)
"""How long after their first day somebody who was entered late is still introduced."""

Group = tuple[str, str, str]  # kind of unit, "id" or "name", which
COMPANY: Group = ("company", "", "")
_EVERY_DAY = WorkingTime((480,) * 7)  # stands in for shifts that nobody here knows
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read from Personio.

    ``absences``: of any status, all that touch the day and as far ahead as they may follow on. ``types`` by id.
    """

    people: Collection[Person]
    absences: Collection[AbsencePeriod]
    types: Mapping[str, AbsenceType]


@dataclass(frozen=True, slots=True)
class _Told:
    line: AbsentLine
    why: tuple[Away, ...]


class DayIndex:
    """One day of a snapshot, by topic and unit. Takes one pass over people and absences; never changes."""

    def __init__(self, snapshot: Snapshot, day: date, adjustments: Adjustments | None = None) -> None:
        self.day, self.adjustments = day, adjustments
        self._names: dict[Group, str] = {}
        self._told: dict[tuple[Topic, Group, Hashable], list[Person]] = {}
        self._lines: dict[tuple[Topic, str], list[_Told]] = {}
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
        names, groups = [], []
        for unit in units:
            by_id, by_name = (unit.kind, "id", unit.id or ""), (unit.kind, "name", _folded(unit.name))
            group = by_name if unit.name and by_id not in self._names else by_id
            groups.append(group)
            names.append(self._names.get(group) or unit.name or unit.id or "")
        return names, groups or [COMPANY]

    def people(self, topic: Topic, groups: Iterable[Group], when: Hashable = None) -> list[Person]:
        """Return whom a topic is about on a day (month and day for what comes every year), by name, nobody twice."""
        found = {person.id: person for group in groups for person in self._told.get((topic, group, when), ())}
        return sorted(found.values(), key=lambda person: self._order[person.id])

    def lines(self, topic: Topic, groups: Iterable[Group], subscription: Subscription) -> list[AbsentLine]:
        """Return who is away (``absences``) or works elsewhere (``remote``), with types where the channel shows them."""
        told = [told for person in self.people(topic, groups) for told in self._lines[topic, person.id]]
        named = ((each.line, type_shown(each.why, subscription)) for each in told)
        return [replace(line, type_name=name) if name else line for line, name in named]

    def _by_person(self, snapshot: Snapshot) -> dict[str, list[Away]]:
        found: dict[str, list[Away]] = {}
        for period in snapshot.absences:
            if stands(period) and (period.last_day is None or period.last_day >= self.day):
                absence = without_reason(period, snapshot.types.get(period.type_id))
                found.setdefault(period.person_id, []).append(absence)
        return found

    def _groups(self, person: Person) -> list[Group]:
        groups = [COMPANY]
        for kind, unit in (("department", person.department), ("team", person.team), ("office", person.office)):
            if unit:
                named = [(kind, "id", unit.id)] + ([(kind, "name", _folded(unit.name))] if unit.name else [])
                self._names |= dict.fromkeys(named, unit.name)
                groups += named
        return groups

    def _topics(self, person: Person, absences: Sequence[Away]) -> Iterable[tuple[Topic, Hashable]]:
        if person.birthday:
            yield "birthdays", (person.birthday.month, person.birthday.day)
        if person.hire_date:
            yield "anniversaries", (person.hire_date.month, person.hire_date.day)
            yield "starters", person.hire_date
        if any(each.span.first_day <= self.day for each in absences):
            work = _EVERY_DAY if works_in_shifts(person) else working_time(person, self.adjustments)
            here = [each for each in absences if not each.elsewhere]
            elsewhere = [each for each in absences if each.elsewhere]
            if lines := _absent(person, here, work, self.day):
                self._lines["absences", person.id] = lines
                yield "absences", None
            if lines := _remote(person, elsewhere, here, work, self.day):
                self._lines["remote", person.id] = lines
                yield "remote", None


def build_digest(
    index: DayIndex,
    subscription: Subscription,
    *,
    opted_out: frozenset[str] = frozenset(),
    newcomers: frozenset[str] = frozenset(),
) -> DigestView:
    """Return what a channel is told on the day of the index; nothing where that is no posting day. Pure.

    ``opted_out``: Personio ids of those who want no post about their birthday and anniversary. ``newcomers``: ids that
    the caller had not seen before; who among them started in the days before (see :data:`LATE`) is introduced now.
    """
    units, groups = index.resolve(subscription.units)
    if not posting_day(subscription, index.day, index.adjustments):
        return DigestView(index.day, units=units)
    told = days_told(subscription, index.day, index.adjustments)
    wanted = subscription.topics
    return DigestView(
        day=index.day,
        units=units,
        absent=index.lines("absences", groups, subscription) if "absences" in wanted else (),
        remote=index.lines("remote", groups, subscription) if "remote" in wanted else (),
        birthdays=_birthdays(index, groups, told, opted_out) if "birthdays" in wanted else (),
        anniversaries=_anniversaries(index, groups, told, opted_out) if "anniversaries" in wanted else (),
        starters=_starters(index, groups, told, newcomers) if "starters" in wanted else (),
    )


def reason(
    view: DigestView, subscription: Subscription, adjustments: Adjustments | None = None
) -> Literal["nothing", "non_working_day"] | None:
    """Return why a view is not posted; None where it is. Pure."""
    if not posting_day(subscription, view.day, adjustments):
        return "non_working_day"
    return "nothing" if view.is_empty and subscription.empty == "skip" else None


def _absent(person: Person, absences: Sequence[Away], work: WorkingTime, day: date) -> list[_Told]:
    today = [each for each in absences if _touches(each.span, day)]
    if not work.works(day):
        today = [each for each in today if all(each.span.covers(day))]
    spans = [each.span for each in absences]
    found = _parts(person, today, work, day)
    return [replace(told, line=_with_return(told.line, person, spans, work, day)) for told in found]


def _remote(
    person: Person, elsewhere: Sequence[Away], absences: Sequence[Away], work: WorkingTime, day: date
) -> list[_Told]:
    """Return where somebody works elsewhere, without the time that they are away. When they return is not asked."""
    today = [each for each in elsewhere if _touches(each.span, day)]
    gone = away(day, [each.span for each in absences], work)
    return [] if all(gone) or not work.works(day) else _parts(person, today, work, day, gone)


def _parts(
    person: Person, today: Sequence[Away], work: WorkingTime, day: date, but: tuple[bool, bool] = (False, False)
) -> list[_Told]:
    """Return the whole day, or a half and the hours outside it: one line each, for a gap in between is no absence."""
    spans, line = [each.span for each in today], AbsentLine(person.id, display_name(person))
    covered = away(day, spans, work)
    morning, afternoon = covered[0] and not but[0], covered[1] and not but[1]
    if morning and afternoon:
        return [_Told(line, tuple(today))]
    found = []
    if morning or afternoon:
        why = tuple(each for each in today if any(each.span.covers(day)))
        found.append(_Told(replace(line, half="morning" if morning else "afternoon"), why))
    elsewhen = (covered[0] or but[0], covered[1] or but[1])
    for start, end in stretches(day, spans):
        if not _inside(start, end, elsewhen):
            found.append(_Told(replace(line, hours=(start, end)), tuple(e for e in today if e.span.within_a_day)))
    return found


def _inside(start: time, end: time, halves: tuple[bool, bool]) -> bool:
    return (halves[0] and start < end <= NOON) or (halves[1] and start >= NOON)


def _touches(span: Span, day: date) -> bool:
    return span.first_day <= day and (span.last_day is None or span.last_day >= day)


def _with_return(line: AbsentLine, person: Person, spans: Sequence[Span], work: WorkingTime, day: date) -> AbsentLine:
    """Add when somebody is back, as far as that is known: not in shifts, and not after their last day here."""
    if line.hours:
        return replace(line, back_on=day)
    back = first_working_time(day if line.half == "morning" else day + _ONE_DAY, spans, work)
    if back is None:
        return replace(line, open_end=any(span.last_day is None for span in spans))
    left = person.termination_date is not None and back.day > person.termination_date
    if left or (back.day != day and works_in_shifts(person)):
        return line
    return replace(line, back_on=back.day, back_at_noon=back.at_noon)


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


def _starters(index: DayIndex, groups: list[Group], told: list[date], newcomers: frozenset[str]) -> list[EventLine]:
    found = []
    for on in days(min(told[0], index.day - LATE), index.day):
        for person in index.people("starters", groups, on):
            if on >= told[0] or person.id in newcomers:
                unit = person.team or person.department or person.office
                name, position = unit.name if unit else "", (person.position or "").strip()
                found.append(
                    EventLine(person.id, display_name(person), on, position=position or None, unit=name or None)
                )
    return found


def _folded(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
