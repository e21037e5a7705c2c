"""A value of Personio's with a maximum age: refreshed once for all who wait, and still used while Personio is down.

A list that is empty, or has lost most of its rows, counts as no answer until it was read twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import structlog

from bot.services.single_flight import Flight
from personio_client import PersonioError, Unavailable, limit_pauses

log = structlog.get_logger(__name__)

FIRST_FRESH = timedelta(minutes=1)
"""How long the first list of people or types is taken for whole: there is none to compare it with."""
STALE_AT_MOST = timedelta(hours=24)
EXPIRED_AT_MOST_EVERY = timedelta(seconds=10)  # many webhooks at once must not have us read everybody all day
BELIEVED_AFTER = timedelta(seconds=30)
"""Between two readings that say the same, until a doubtful list is believed."""

_DOUBTED_AT_MOST_EVERY = timedelta(seconds=10)  # while an older list serves, a doubtful one is not read at every press

T = TypeVar("T")
Pause = Callable[[], Awaitable[None]]


async def short_pause() -> None:
    """Wait before a doubtful list is read again, in a command that does its work once and ends."""
    await asyncio.sleep(2.0)


class DoubtfulAnswer(Unavailable):
    """Personio answered with a list that is empty, or has lost most of its rows: treated as no answer at all."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A list that is not believed yet: the ids of its rows, and when it was first read with these."""

    ids: frozenset[str]
    since: datetime


def doubted(ids: frozenset[str], *, known: int | None, before: Doubt | None, now: datetime) -> Doubt | None:
    """Return the doubt about a list that was just read, None where it is believed.

    Doubtful is a list without rows, or with less than half as many as were ``known`` (None: nothing is, so only an
    empty one counts). It is believed once it was read with the same ids :data:`BELIEVED_AFTER` after the first time.
    """
    lost = 2 * len(ids) < known if known is not None else not ids
    if not lost:
        return None
    if before is None or before.ids != ids or before.since > now:  # the clock may have been set back
        return Doubt(ids, now)
    return before if now - before.since < BELIEVED_AFTER else None


@dataclass(frozen=True, slots=True)
class Doubts(Generic[T]):
    """How a kind of list is doubted: its name in the log, the ids of its rows, and the pause of one-shot commands."""

    name: str
    ids: Callable[[T], frozenset[str]]
    pause: Pause | None


class CachedValue(Generic[T]):
    """One value, its age, and the single flight that refreshes it; ``doubts``: a list that is not believed at once."""

    def __init__(
        self,
        read: Callable[[], Awaitable[T]],
        fresh: timedelta,
        now: Callable[[], datetime],
        doubts: Doubts[T] | None = None,
    ) -> None:
        self._read, self._fresh, self._now, self._doubts = read, fresh, now, doubts
        self._value: T | None = None
        self._known: int | None = None  # rows of the value
        self._compared = doubts is None  # with an earlier list
        self._at: datetime | None = None
        self._expired_at: datetime | None = None
        self._doubt: Doubt | None = None
        self._doubted_at: datetime | None = None
        self._flight = Flight(self._refresh, _refresh_failed)

    def expire(self) -> None:
        """Note that the value is out of date; it is read anew by the next who asks."""
        self._expired_at = self._now()

    async def get(self, *, fresher_than: timedelta | None = None, compared: bool = False) -> T:
        """Return the value; wait for Personio only where there is none, or none fresh enough.

        ``compared``: a first list, with which no other was compared yet, is read a second time before it counts.
        Raises PersonioError where there is nothing to serve.
        """
        if compared and not self._compared:
            await self._get(fresher_than)
            if not self._compared:
                with suppress(PersonioError):  # what there is serves
                    await self._flight()
        return await self._get(fresher_than)

    async def _get(self, fresher_than: timedelta | None) -> T:
        age = self._now() - self._at if self._at else None
        if age is not None and age < timedelta():
            age = self._fresh  # the clock was set back: nobody knows how old it is, so it is read anew
        if self._value is not None and age is not None:
            fresh = self._fresh if self._compared else min(self._fresh, FIRST_FRESH)
            if age < min(fresher_than or fresh, fresh) and (self._expired_at is None or age < EXPIRED_AT_MOST_EVERY):
                return self._value
            if age < STALE_AT_MOST and self._doubted_lately():
                return self._value
            if fresher_than is None and age < STALE_AT_MOST:
                self._flight.start()  # serve the last one; the next caller gets the new one
                return self._value
        try:
            return await self._flight()
        except PersonioError:
            if self._value is not None and age is not None and age < STALE_AT_MOST:
                return self._value
            raise

    def last(self) -> T | None:
        """Return the value as last read, None while there is none."""
        return self._value

    def age(self) -> float | None:
        """Return its age in seconds, None before the first reading."""
        return (self._now() - self._at).total_seconds() if self._at else None

    def _doubted_lately(self) -> bool:
        if self._doubt is None or self._doubted_at is None:
            return False
        return (
            timedelta() <= self._now() - self._doubted_at < _DOUBTED_AT_MOST_EVERY
        )  # the clock may have been set back

    async def _refresh(self) -> T:
        asked_at = self._now()
        with limit_pauses(None):  # it is read for everybody: who waits for it gives up by themselves
            value = await self._read()
            if self._doubts is not None:
                value = await self._believed(value, self._doubts, asked_at)
        self._value, self._at = value, self._now()
        if self._expired_at is not None and not asked_at <= self._expired_at <= self._at:  # not while it was read
            self._expired_at = None
        return value

    async def _believed(self, value: T, doubts: Doubts[T], asked_at: datetime) -> T:
        """Return a list that may be believed: the one just read or, after a pause, the next. Raises DoubtfulAnswer."""
        ids = doubts.ids(value)
        doubt = doubted(ids, known=self._known, before=self._doubt, now=asked_at)
        if doubt and doubts.pause:
            await doubts.pause()
            value = await self._read()
            first, ids = ids, doubts.ids(value)
            doubt = doubted(ids, known=self._known, before=None, now=self._now()) if ids != first else None
        self._doubt, self._doubted_at = doubt, self._now()
        if doubt:
            log.warning("directory.doubtful", what=doubts.name, rows=len(ids), known=self._known)
            raise DoubtfulAnswer(f"a doubtful list of {doubts.name}")
        self._compared, self._known = self._known is not None, len(ids)
        return value

    async def close(self) -> None:
        await self._flight.close()


def _refresh_failed(error: BaseException) -> None:
    log.warning("directory.refresh_failed", error=type(error).__name__, trace_id=getattr(error, "trace_id", None))
