"""What a channel is to be told on a day: read from Personio once for all channels; and keeping what channels want.

A day costs pages of people and pages of absences and a constant, however many channels ask. Nothing is kept
longer than :mod:`bot.services.personio_cache` keeps what it is made of.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal
from weakref import WeakKeyDictionary

import structlog

from bot.core import schedule
from bot.core.digest import DayIndex, Snapshot, build_digest, reason
from bot.core.subscriptions import Subscription
from bot.core.working_time import days
from bot.services.context import Services
from bot.services.personio_cache import PEOPLE_FRESH, Directory
from bot.store.subscriptions import SubscriptionRepository
from cards.digest import DigestView
from personio_client import AbsencePeriod

log = structlog.get_logger(__name__)

HORIZON = timedelta(days=60)
"""How far ahead absences are read: one that follows on moves the day of return."""

BY_PERSONIO = "p"
"""The first letter of facts whose holidays are Personio's own; those of the package are hexadecimal."""

_LONG = timedelta(days=15)  # of the horizon's end: for those who return later, what follows on is read as well
_FARTHEST = timedelta(days=400)
_WEEK = timedelta(days=6)  # read beyond the first day asked for: what a week's outlook or a question about it needs
_DAY_BEFORE = timedelta(days=1)  # Personio's list may leave out what ends on the first day asked for
_KEPT = 8  # of a world's time zones at once three, and what people preview and ask for


@dataclass(slots=True)
class _Days:
    """A snapshot, what it was made of, and the indexes of its days so far."""

    made_of: tuple[Any, ...] = ()
    snapshot: Snapshot | None = None
    indexes: dict[date, DayIndex] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # all channels of a morning ask at once


_days: WeakKeyDictionary[Directory, dict[tuple[date, date], _Days]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Update:
    """What a channel is to be told on a day; ``reason`` why it is not posted, None where it is."""

    view: DigestView
    reason: Literal["nothing", "non_working_day"] | None
    from_personio: bool = False  # the holidays

    @property
    def facts(self) -> str:
        """Return what tells one view from another, and from which source its holidays are."""
        said = hashlib.sha256(repr(self.view).encode()).hexdigest()[:32]  # a fifth of the time that JSON takes
        return f"{BY_PERSONIO}{said[1:]}" if self.from_personio else said


async def update_of(services: Services, subscription: Subscription, day: date) -> Update:
    """Return the update of one channel for one day. Raises PersonioError.

    Where there is nothing to tell and the list of people was read once only, it is read again first: it may have been
    incomplete.
    """
    update, people = await _update_of(services, subscription, day), services.directory.last_people()
    if update.reason == "nothing" and await services.directory.people(compared=True) is not people:
        return await _update_of(services, subscription, day)
    return update


async def _update_of(services: Services, subscription: Subscription, day: date) -> Update:
    await services.directory.people(fresher_than=PEOPLE_FRESH)  # whose holidays are read
    ahead = schedule.days_ahead(subscription, day, await services.directory.holidays_known())
    index, *coming = await day_indexes(services, day, ahead[-1] if ahead else day)
    opted_out = await services.store.opt_outs.of_tenant(subscription.tenant_id)
    view = build_digest(index, subscription, opted_out=opted_out, ahead=coming)
    return Update(view, reason(view, subscription, index.holidays), index.holidays.from_personio)


async def day_index(services: Services, day: date) -> DayIndex:
    """Return the index of a day; a new one only where Personio was read anew. Raises PersonioError."""
    return (await day_indexes(services, day, day))[0]


async def day_indexes(services: Services, first: date, last: date) -> Sequence[DayIndex]:
    """Return the indexes of some days, both ends included, for the price of one reading. Raises PersonioError.

    A day and the week that begins with it are the same reading.
    """
    end = max(last, first + _WEEK)
    kept, asked = _days.setdefault(services.directory, {}), (first, end)
    known = kept[asked] = kept.pop(asked) if asked in kept else _Days()  # the newest asked for is the last
    while len(kept) > _KEPT:
        kept.pop(next(iter(kept)))
    async with known.lock:
        directory = services.directory
        people, types = await directory.people(fresher_than=PEOPLE_FRESH), await directory.types()
        near = await directory.absences(first - _DAY_BEFORE, end + HORIZON)
        far = await _later(directory, end, near)
        open_ended = await directory.open_ended()
        holidays = directory.holidays
        made_of = (people, near, far, open_ended, holidays, types)
        if known.snapshot is None or not _same(made_of, known.made_of):
            absences = {period.id: period for period in (*open_ended, *far, *near)}
            known.snapshot = Snapshot(people.by_id.values(), absences.values(), types)
            known.indexes.clear()
            known.made_of = made_of
        for day in days(first, last):
            if day not in known.indexes:
                # Seconds of work where there are 100,000 people: in a thread, so that a press is answered meanwhile.
                known.indexes[day] = await asyncio.to_thread(DayIndex, known.snapshot, day, holidays)
        return [known.indexes[day] for day in days(first, last)]


async def _later(directory: Directory, day: date, near: Sequence[AbsencePeriod]) -> Sequence[AbsencePeriod]:
    """Read on where somebody who is away on the day returns about the horizon or later."""
    ends = [p.last_day for p in near if p.first_day <= day and p.last_day and p.last_day > day + HORIZON - _LONG]
    if not ends:
        return ()
    return await directory.absences(day + HORIZON, min(max(ends), day + _FARTHEST) + _LONG)


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Tell whether two snapshots are the same objects; only the types are made anew each time."""
    return (
        len(one) == len(other) and all(a is b for a, b in zip(one[:-1], other, strict=False)) and one[-1] == other[-1]
    )


async def store_subscription(
    subscriptions: SubscriptionRepository,
    new: Subscription,
    old: Subscription | None,
    *,
    now: datetime,
    by: str | None = None,
) -> None:
    """Keep a subscription in place of what it was; ``by`` is the admin's object id."""
    await subscriptions.save(new, changed_next_at(new, old, now=now), by=by)


def changed_next_at(new: Subscription, old: Subscription | None, *, now: datetime) -> datetime | None:
    """Return when a changed subscription is due next; None where its schedule stayed and the known time holds."""
    same = old is not None and _schedule(old) == _schedule(new)
    return None if same else schedule.next_at(new, now)


def _schedule(of: Subscription) -> tuple[object, ...]:
    return (of.time, of.timezone, of.days, of.holidays, of.paused)
