"""When somebody may be written to: not at night, not while away; reminders on their own working days.

Rule: pure. Days are the recipient's: their time zone, work schedule, public holidays and absences.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from bot.calendar import Span, WorkingTime, away, first_working_time
from bot.quiet import until_polite

MORNING: Final = time(9)  # when a reminder comes
AFTERNOON: Final = time(13)
MOST: Final = 2  # reminders of one task


def nth_working_day(after: date, n: int, work: WorkingTime, absences: Sequence[Span]) -> datetime | None:
    """Return the morning of the ``n``-th day at work after a day, without a zone; None where none is found. Pure."""
    day, moment = after, None
    for _ in range(n):
        found = first_working_time(day + timedelta(days=1), absences, work)
        if found is None:
            return None
        day = found.day
        moment = datetime.combine(day, AFTERNOON if found.at_noon else MORNING)
    return moment


def nth_working_date(after: date, n: int, work: WorkingTime) -> date | None:
    """Return the ``n``-th working day after a day, whoever is away; None where none is found. Pure."""
    moment = nth_working_day(after, n, work, ())
    return moment.date() if moment else None


def due(after: date, n: int, work: WorkingTime, absences: Sequence[Span], zone: tzinfo) -> datetime | None:
    """Return when to remind somebody: ``n`` of their working days after a day; None: never. Pure."""
    moment = nth_working_day(after, n, work, absences) if n > 0 else None
    return moment.replace(tzinfo=zone) if moment else None


def until_reachable(now: datetime, work: WorkingTime, absences: Sequence[Span], zone: tzinfo) -> float:
    """Return the seconds until somebody may be written to: in the daytime, not while they are away all day. Pure."""
    today = now.astimezone(zone).date()
    if all(away(today, absences, work)):
        return _until_back(now, work, absences, zone)
    return until_polite(now, zone)


def until_at_work(now: datetime, work: WorkingTime, absences: Sequence[Span], zone: tzinfo) -> float:
    """Return the seconds until somebody is at work in the daytime. Pure."""
    today = now.astimezone(zone).date()
    if not work.works(today) or all(away(today, absences, work)):
        return _until_back(now, work, absences, zone)
    return until_polite(now, zone)


def _until_back(now: datetime, work: WorkingTime, absences: Sequence[Span], zone: tzinfo) -> float:
    today = now.astimezone(zone).date()
    back = due(today, 1, work, absences, zone)
    # No end in sight (open end, nobody plans two years ahead): look again in a day.
    return (back - now).total_seconds() if back else timedelta(days=1).total_seconds()
