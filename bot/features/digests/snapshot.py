"""What Personio knows about one day, read and indexed once for all channels.

Rule: a day costs pages of people and pages of absences and a constant, however many channels ask. Nothing is kept
longer than :mod:`bot.directory` keeps what it is made of, except the slow scan for absences without an end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from bot.digest import DayIndex, Snapshot
from bot.directory import PEOPLE_FRESH, Directory
from bot.postings import Subscriptions
from personio_client import AbsencePeriod, PersonioClient, PersonioError

HORIZON = timedelta(days=60)
"""How far ahead absences are read: one that follows on moves the day of return."""

_LONG = timedelta(days=15)  # of the horizon's end: whoever returns later has what follows on read as well
_FARTHEST = timedelta(days=400)
_DAY_BEFORE = timedelta(days=1)  # Personio's list may leave out what ends on the first day asked for
_OPEN_ENDS_FRESH = timedelta(minutes=30)  # costs a scan of all absences so far
_DAYS_KEPT = 4  # of a world's time zones at once three, and one that somebody previews


class Sources(Protocol):
    """What a digest is made from; :class:`bot.services.Services` is one, and so is what a command without Teams has."""

    @property
    def directory(self) -> Directory:
        """Snapshots of Personio."""

    @property
    def personio(self) -> PersonioClient:
        """For what the directory has no snapshot of."""

    @property
    def subscriptions(self) -> Subscriptions:
        """For who has opted out."""

    @property
    def clock(self) -> Any:
        """The time: a :data:`bot.services.Clock`."""


@dataclass(slots=True)
class _Day:
    """An index and what it was made of; open ends with their age."""

    made_of: tuple[Any, ...] = ()
    index: DayIndex | None = None
    open_ended: Sequence[AbsencePeriod] = ()
    scanned_at: datetime | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # all channels of a morning ask at once


_days: WeakKeyDictionary[Directory, dict[date, _Day]] = WeakKeyDictionary()


async def day_index(sources: Sources, day: date) -> DayIndex:
    """Return the index of a day, made anew only where Personio's facts were read anew. Raises PersonioError."""
    kept = _days.setdefault(sources.directory, {})
    known = kept[day] = kept.pop(day) if day in kept else _Day()  # the newest asked for is the last
    while len(kept) > _DAYS_KEPT:
        kept.pop(next(iter(kept)))
    async with known.lock:
        directory = sources.directory
        people, types = await directory.people(fresher_than=PEOPLE_FRESH), await directory.types()
        near = await directory.absences(day - _DAY_BEFORE, day + HORIZON)
        far = await _later(directory, day, near)
        open_ended = await _open_ended(sources, known, day)
        made_of = (people, near, far, open_ended, types)
        if known.index is None or not _same(made_of, known.made_of):
            absences = {period.id: period for period in (*open_ended, *far, *near)}
            known.index = DayIndex(Snapshot(people.by_id.values(), absences.values(), types), day)
            known.made_of = made_of
        return known.index


async def _later(directory: Directory, day: date, near: Sequence[AbsencePeriod]) -> Sequence[AbsencePeriod]:
    """Read on where somebody who is away on the day returns about the horizon or later."""
    ends = [p.last_day for p in near if p.first_day <= day and p.last_day and p.last_day > day + HORIZON - _LONG]
    if not ends:
        return ()
    return await directory.absences(day + HORIZON, min(max(ends), day + _FARTHEST) + _LONG)


async def _open_ended(sources: Sources, known: _Day, day: date) -> Sequence[AbsencePeriod]:
    now = sources.clock()
    if known.scanned_at is None or now - known.scanned_at >= _OPEN_ENDS_FRESH:
        try:
            known.open_ended = tuple(await sources.personio.open_ended_absences(until=day))
        except PersonioError:
            if known.scanned_at is None:
                raise
        known.scanned_at = now
    return known.open_ended


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Tell whether two snapshots are the same objects; only the types are made anew each time. Pure."""
    return (
        len(one) == len(other) and all(a is b for a, b in zip(one[:-1], other, strict=False)) and one[-1] == other[-1]
    )
