"""Lines about absences: who is away or works elsewhere on a day and when they are back, and who will be away later.

Away is everybody whose approved absence covers the day or part of it. During a long holiday a person stays listed on
their own days off and on public holidays, because colleagues look here for the day of return. Nothing here can tell the
reason of an absence (:mod:`bot.core.privacy`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta, tzinfo

from bot.core.people import display_name, works_in_shifts
from bot.core.privacy import Away
from bot.core.time_zones import differ, named_zone, offset
from bot.core.working_time import NOON, Span, WorkingTime, away, first_working_time, stretches
from cards.digest import AbsentLine
from personio_client.models import Person

EVERY_DAY = WorkingTime((480,) * 7)
"""Stands in for shifts that nobody here knows."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the update, and the absences that it was made from (``why``)."""

    line: AbsentLine
    why: tuple[Away, ...]


def absence_line(person: Person, absences: Sequence[Away], work: WorkingTime, day: date) -> list[Told]:
    """Return what is told of somebody's absence on a day, nothing where they are there.

    ``absences``: all of theirs on that day and after, those that follow on move the return.
    """
    today = [each for each in absences if _touches(each.span, day)]
    if not work.works(day):
        today = [each for each in today if all(each.span.covers(day))]
    spans = [each.span for each in absences]
    found = _parts(person, today, work, day)
    return [replace(told, line=_with_return(told.line, person, spans, work, day)) for told in found]


def remote(
    person: Person, elsewhere: Sequence[Away], absences: Sequence[Away], work: WorkingTime, day: date
) -> list[Told]:
    """Return where somebody works elsewhere, without the time that they are away; a return is not asked."""
    today = [each for each in elsewhere if _touches(each.span, day)]
    gone = away(day, [each.span for each in absences], work)
    return [] if all(gone) or not work.works(day) else _parts(person, today, work, day, gone)


def _parts(
    person: Person, today: Sequence[Away], work: WorkingTime, day: date, but: tuple[bool, bool] = (False, False)
) -> list[Told]:
    """Return the whole day, or a half and the hours outside it: one line each, for a gap in between is no absence."""
    spans, line = [each.span for each in today], AbsentLine(person.id, display_name(person))
    covered = away(day, spans, work)
    morning, afternoon = covered[0] and not but[0], covered[1] and not but[1]
    if morning and afternoon:
        return [Told(line, tuple(today))]
    found = []
    if morning or afternoon:
        why = tuple(each for each in today if any(each.span.covers(day))) or tuple(today)
        found.append(Told(replace(line, half="morning" if morning else "afternoon"), why))
    elsewhen = (covered[0] or but[0], covered[1] or but[1])
    in_hours = [
        Told(replace(line, hours=hours, time_zone=why[0].time_zone), why)
        for why in _by_clock(today, day)
        for hours in stretches(day, [each.span for each in why])
        if not all(elsewhen) and not _inside(*hours, elsewhen)
    ]
    return found + sorted(in_hours, key=lambda told: told.line.hours or ())


def _by_clock(today: Sequence[Away], day: date) -> list[tuple[Away, ...]]:
    """Return the absences in hours by what clocks show in their time zones: hours of two clocks are no one stretch."""
    found: dict[timedelta | None, list[Away]] = {}
    for each in today:
        if each.span.on(day):
            found.setdefault(offset(named_zone(each.time_zone), day), []).append(each)
    return [tuple(why) for why in found.values()]


def read_in(line: AbsentLine, zone: tzinfo | None, day: date) -> AbsentLine:
    """Return a line for readers in a time zone: its own zone is named only where its clock differs on that day."""
    own = named_zone(line.time_zone)
    return replace(line, time_zone=own.key if own and differ(own, zone, day) else None) if line.time_zone else line


def _inside(start: time, end: time, halves: tuple[bool, bool]) -> bool:
    return (halves[0] and start < end <= NOON) or (halves[1] and start >= NOON)


def _touches(span: Span, day: date) -> bool:
    return span.first_day <= day and (span.last_day is None or span.last_day >= day)


def _with_return(line: AbsentLine, person: Person, spans: Sequence[Span], work: WorkingTime, day: date) -> AbsentLine:
    """Add when somebody is back, as far as that is known: not in shifts, and not after their last day here."""
    if line.hours and not _goes_on_after(line.hours, spans, day):
        return replace(line, back_on=day)
    back = first_working_time(day if line.half == "morning" else day + _ONE_DAY, spans, work)
    if back is None:
        return replace(line, open_end=any(span.last_day is None for span in spans))
    left = person.termination_date is not None and back.day > person.termination_date
    if left or (back.day != day and works_in_shifts(person)):
        return line
    return replace(line, back_on=back.day, back_at_noon=back.at_noon)


def _goes_on_after(hours: tuple[time, time], spans: Sequence[Span], day: date) -> bool:
    """Tell whether hours that end with the day are followed by a morning away."""
    return hours[1] == time.min and any(span.covers(day + _ONE_DAY)[0] for span in spans)


def later(today: Iterable[AbsentLine], days: Iterable[tuple[date, Sequence[AbsentLine]]]) -> list[AbsentLine]:
    """Return the absences that begin after today, by their first day, then as each day has them.

    ``days`` in a row, tomorrow first. An absence that goes on is told once; one after a return is another.
    """
    found: list[AbsentLine] = []
    before = _by_person(today)
    for day, lines in days:
        for line in lines:
            if not any(_goes_on(known, line, day) for known in before.get(line.person_id, ())):
                found.append(replace(line, from_day=day))
        before = _by_person(lines)
    return found


def _goes_on(before: AbsentLine, line: AbsentLine, day: date) -> bool:
    """Tell whether a day's line is the absence that the day before told of already."""
    if before.back_on is None:  # open end, in shifts, or leaving the company: people who were away are still
        return True
    return before.back_on > day or (before.back_on == day and before.back_at_noon and line.half == "morning")


def _by_person(lines: Iterable[AbsentLine]) -> dict[str, list[AbsentLine]]:
    found: dict[str, list[AbsentLine]] = {}
    for line in lines:
        found.setdefault(line.person_id, []).append(line)
    return found
