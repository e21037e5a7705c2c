"""When a channel's daily update is due: once per local date, on the channel's own days.

Nothing here raises for any configuration, so that one channel's settings never stop the other channels.
Instants are aware; an update is identified by its local date, so a change of the clocks repeats none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from bot.core.holidays import Adjustments, holidays_of, region_named
from bot.core.subscriptions import Subscription
from bot.core.time_zones import named_zone
from bot.core.working_time import days

CATCH_UP_UNTIL = time(15)
"""After an outage the update still comes until this local time; in the late afternoon it helps nobody any more."""

GRACE = timedelta(hours=1)  # for channels whose own time is later than that
LATE = timedelta(days=7)
"""How long after their first day somebody who was entered late is still introduced."""

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONE_DAY = timedelta(days=1)
_UTC = ZoneInfo("UTC")
_LOOK_BACK = 60  # days; the longest rest of a weekly channel with holidays in a row is far shorter

Verdict = Literal["post", "wait", "skip"]


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones; read from their files once, because that takes 12 ms."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """Return a time zone; UTC for a name that is none."""
    return named_zone(name) or _UTC


def local_day(subscription: Subscription, at: datetime) -> date:
    return at.astimezone(zone(subscription.timezone)).date()


def moment(day: date, at: time, of: ZoneInfo) -> datetime | None:
    """Return the instant (UTC) of a local time on a day: the first of two, or the first valid one after a gap.

    Where the gap lasts until the end of the day, its last valid second; None for a date that a zone has left out,
    as Samoa did with 2011-12-30.
    """
    wall = datetime.combine(day, at)
    early, late = (wall.replace(tzinfo=of, fold=fold).astimezone(UTC) for fold in (1, 0))
    if early >= late:  # the usual, or a repeated hour; in a gap the two readings swap: PEP 495
        return late
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        if middle.astimezone(of).replace(tzinfo=None) < wall:
            early = middle
        else:
            late = middle
    after = late.replace(microsecond=0)
    return next((found for found in (after, after - timedelta(seconds=1)) if found.astimezone(of).date() == day), None)


def next_at(subscription: Subscription, after: datetime) -> datetime:
    """Return the first instant (UTC) after ``after`` at which an update may be due. Weekdays count, holidays do not.

    One per local date. A channel without days has one every day, and gets no update.
    """
    here = zone(subscription.timezone)
    day = after.astimezone(here).date()
    while True:  # ends: every zone has each weekday again within two weeks
        if not subscription.days or WEEK[day.weekday()] in subscription.days:
            found = moment(day, subscription.time, here)
            if found is not None and found > after:
                return found
        day += _ONE_DAY


def due(subscription: Subscription, at: datetime, now: datetime, *, catch_up: time = CATCH_UP_UNTIL) -> Verdict:
    """Judge an update that was meant for ``at``: too early, right, or too late to be caught up.

    Never on another local date: what it says would be wrong.
    """
    if now < at:
        return "wait"
    day = local_day(subscription, at)
    until = moment(day, catch_up, zone(subscription.timezone)) or at
    in_time = now <= max(until, at + GRACE)
    return "post" if in_time and local_day(subscription, now) == day else "skip"


def posting_day(subscription: Subscription, day: date, adjustments: Adjustments | None = None) -> bool:
    """Tell whether a channel gets its update on a day: one of its weekdays, no public holiday of its region."""
    if WEEK[day.weekday()] not in subscription.days:
        return False
    return subscription.holidays is None or not holidays_of(region_named(subscription.holidays), adjustments)(day)


def next_posting(subscription: Subscription, after: datetime, adjustments: Adjustments | None = None) -> date:
    """Return the local date of the first update later than an instant, holidays left out."""
    at = next_at(subscription, after)
    for _ in range(_LOOK_BACK):
        if posting_day(subscription, local_day(subscription, at), adjustments):
            break
        at = next_at(subscription, at)
    return local_day(subscription, at)


def days_told(subscription: Subscription, day: date, adjustments: Adjustments | None = None) -> list[date]:
    """Return the days whose events the update of ``day`` reports, oldest first.

    They are the days without an update right before it, and ``day`` itself.
    """
    told = [day]
    while len(told) < _LOOK_BACK and not posting_day(subscription, told[-1] - _ONE_DAY, adjustments):
        told.append(told[-1] - _ONE_DAY)
    return told[::-1]


def days_ahead(subscription: Subscription, day: date, adjustments: Adjustments | None = None) -> list[date]:
    """Return the days that the week's first update looks ahead to, where the channel wants it; none on others.

    They end before the next week's first update, and six days on at the latest.
    """
    monday = day - timedelta(days=day.weekday())
    if not subscription.weekly_outlook or not posting_day(subscription, day, adjustments):
        return []
    if any(posting_day(subscription, monday + timedelta(days=n), adjustments) for n in range(day.weekday())):
        return []
    ahead = []
    for each in days(day + _ONE_DAY, day + timedelta(days=6)):
        if each >= monday + timedelta(days=7) and posting_day(subscription, each, adjustments):
            break
        ahead.append(each)
    return ahead


def introduced_late(
    subscription: Subscription, hired: date, entered: datetime | None, adjustments: Adjustments | None = None
) -> date | None:
    """Return the day whose update is the first to know of somebody who was entered too late for an earlier one.

    None where they were in time, where ``entered`` is not known, or no update within a week after ``hired`` knew.
    """
    if entered is None:
        return None
    in_time = True
    for day in days(hired, hired + LATE):
        at = moment(day, subscription.time, zone(subscription.timezone))
        if at is not None and posting_day(subscription, day, adjustments):
            if entered <= at:
                return None if in_time else day
            in_time = False
    return None
