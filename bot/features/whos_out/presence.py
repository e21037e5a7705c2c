"""Whether somebody is here on some days, or away and back on: from the same facts as every list.

What is not known is not claimed; of shifts and of several days only that no absence is known. On which weekdays
somebody never works is theirs to tell: a weekday that is free by their schedule alone is neither work nor a day off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal

from bot.core.people import display_name, working_time, works_in_shifts
from bot.core.working_time import DayOff, first_working_time
from bot.features.whos_out.absence_rows import absent_of
from bot.features.whos_out.dates import Days
from bot.features.whos_out.day_parts import hours_read, in_office_hours, lines_in
from bot.services.context import Turn, time_zone
from bot.services.digests import day_indexes
from cards.day_part import DayPart
from cards.people_list import AbsentLine
from cards.whos_out_person import PersonView
from personio_client import Person

_AHEAD: Final = timedelta(days=6)  # how far it is looked where it is asked when somebody is back
_WEEKEND: Final = (5, 6)
_ONE_DAY: Final = timedelta(days=1)


async def person_view(
    turn: Turn, person: Person, days: Days | None, *, back: bool, why: bool, part: DayPart | None = None
) -> PersonView:
    """Return what is told of somebody; today where no day was named. Raises PersonioError.

    ``part``: only that part of the day.
    """
    first, last = days or (turn.today, turn.today)
    indexes = await day_indexes(turn.services, first, first + _AHEAD if back and days is None else last)
    zone = turn.origin.time_zone
    part = part if first == last and not back else None
    if back and days is None:
        later = [line for line in absent_of(indexes, person.id, zone) if line.from_day and line.from_day != first]
        now = turn.services.clock().astimezone(time_zone(zone)).replace(tzinfo=None)
        lines = [*_until_back(absent_of(indexes[:1], person.id, zone), now, zone), *later]
    else:
        lines = lines_in(absent_of(indexes, person.id, zone), part, first, zone)
    unit = person.team or person.department or person.office
    work = working_time(person, turn.services.directory.holidays)
    present: Literal["works", "off", "not_away"] = "not_away"
    back_on = None
    if first == last and not works_in_shifts(person):
        free_for_all = first.weekday() in _WEEKEND or work.holidays(first) is DayOff.WHOLE
        if work.works(first):
            present = "works" if in_office_hours(part) else "not_away"
        else:
            present = "off" if free_for_all else "not_away"
        if present == "off" and not lines and (returns := first_working_time(first + _ONE_DAY, (), work)):
            back_on = returns.day
    name, named = display_name(person), unit.name if unit else None
    return PersonView(name, named, first, last, turn.today, lines, present, back_on, why, part)


def _until_back(lines: Sequence[AbsentLine], now: datetime, zone: str | None) -> Iterator[AbsentLine]:
    """Yield today's absences that are not over, those by the hour with the time when somebody is back from them."""
    day = now.date()
    hours = {line: hours_read(line.hours, line.time_zone, day, zone) for line in lines if line.hours}
    for line in lines:
        if line not in hours or line.back_on != day:  # by the day, or gone for the rest of it
            yield line
            continue
        _, end = hours[line]
        while later := max((until for begin, until in hours.values() if begin <= end < until), default=None):
            end = later
        if end > now:
            yield replace(line, back_at=end.time() if end.date() == day else None)
