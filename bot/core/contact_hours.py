"""When a person may be written to: in the daytime, and reminders on their own working days.

Days are the recipient's: time zone, work schedule, public holidays and absences. Answers to a person's own presses are
not restricted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from bot.core.working_time import Span, WorkingTime, away, first_working_time

DAY_ENDS: Final = time(20)
DAY_BEGINS: Final = time(7, 30)


def seconds_until_daytime(now: datetime, zone: tzinfo) -> float:
    """Return the seconds until somebody in ``zone`` may be written to; 0.0 where that is now.

    ``now`` is aware. The night when clocks change is as long as it is: what counts is 7:30 on the wall.
    """
    local = now.astimezone(zone)
    if DAY_BEGINS <= local.time() < DAY_ENDS:
        return 0.0
    day = local.date() + timedelta(days=local.time() >= DAY_ENDS)
    morning = datetime.combine(day, DAY_BEGINS, zone)
    # In UTC: between two times of one zone, Python counts the hours on the wall.
    return (morning.astimezone(UTC) - now.astimezone(UTC)).total_seconds()


REMINDER_MORNING: Final = time(9)  # when a reminder comes
REMINDER_AFTERNOON: Final = time(13)
MOST_REMINDERS: Final = 2  # reminders of one task


def nth_working_day(after: date, n: int, work: WorkingTime, absences: Sequence[Span]) -> datetime | None:
    """Return when to write to somebody on the ``n``-th day after ``after`` on which they work: a naive local datetime.

    It is in the morning, or in the afternoon where they are away until noon. None where no such day is found.
    """
    day, moment = after, None
    for _ in range(n):
        found = first_working_time(day + timedelta(days=1), absences, work)
        if found is None:
            return None
        day = found.day
        moment = datetime.combine(day, REMINDER_AFTERNOON if found.at_noon else REMINDER_MORNING)
    return moment


def nth_working_date(after: date, n: int, work: WorkingTime) -> date | None:
    """Return the ``n``-th working day after a day, absences disregarded; None where none is found."""
    moment = nth_working_day(after, n, work, ())
    return moment.date() if moment else None


def reminder_time(after: date, n: int, work: WorkingTime, absences: Sequence[Span], zone: tzinfo) -> datetime | None:
    """Return when to remind somebody, as an aware datetime: on the ``n``-th day after ``after`` on which they work.

    None where ``n`` is 0 or no such day is found.
    """
    moment = nth_working_day(after, n, work, absences) if n > 0 else None
    return moment.replace(tzinfo=zone) if moment else None


def until_reachable(now: datetime, work: WorkingTime, absences: Sequence[Span], zone: tzinfo) -> float:
    """Return the seconds until the bot may write to somebody: in the daytime, on a day when they are not fully away."""
    today = now.astimezone(zone).date()
    if all(away(today, absences, work)):
        return _until_back(now, work, absences, zone)
    return seconds_until_daytime(now, zone)


def until_at_work(now: datetime, work: WorkingTime, absences: Sequence[Span], zone: tzinfo) -> float:
    """Return the seconds until somebody is at work in the daytime."""
    today = now.astimezone(zone).date()
    if not work.works(today) or all(away(today, absences, work)):
        return _until_back(now, work, absences, zone)
    return seconds_until_daytime(now, zone)


def _until_back(now: datetime, work: WorkingTime, absences: Sequence[Span], zone: tzinfo) -> float:
    today = now.astimezone(zone).date()
    back = reminder_time(today, 1, work, absences, zone)
    # No end in sight (open end, nobody plans two years ahead): look again in a day.
    return (back - now).total_seconds() if back else timedelta(days=1).total_seconds()
