"""The one place that reads people, types and absences from Personio; everybody else reads its snapshots.

A snapshot is shared, bounded in age and refreshed once for everybody who waits; when Personio is down, the last
one serves on. A list of people or types that is empty, or has lost most of its rows, counts as no answer until it was
read twice. Nothing of it is written to the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar

import structlog

from bot.core.people import AWAY, OPEN, is_approved, is_elsewhere, with_office_countries, without_country
from bot.services.open_ended_absences import OpenEnded
from bot.services.single_flight import Flight
from personio_client import (
    AbsencePeriod,
    AbsenceType,
    Balance,
    NotAllowed,
    NotFound,
    Person,
    PersonioClient,
    PersonioError,
    TimeOffType,
    Unavailable,
    limit_pauses,
)

log = structlog.get_logger(__name__)

PEOPLE_FRESH = timedelta(minutes=10)
TYPES_FRESH = timedelta(minutes=10)
ABSENCES_FRESH = timedelta(minutes=1)
FIRST_FRESH = timedelta(minutes=1)
"""How long the first list of people or types is taken for whole: there is none to compare it with."""
STALE_AT_MOST = timedelta(hours=24)
EXPIRED_AT_MOST_EVERY = timedelta(seconds=10)  # many webhooks at once must not have us read everybody all day
BELIEVED_AFTER = timedelta(seconds=30)
"""Between two readings that say the same, until a doubtful list is believed."""

_DOUBTED_AT_MOST_EVERY = timedelta(seconds=10)  # while an older list serves, a doubtful one is not read at every press
_RANGES_KEPT = 64
_SAID_OFTEN_ENOUGH = 3  # in a row, that the older API's list of people is no more: a stray 404 comes now and then
ATTRIBUTES = (
    "first_name", "last_name", "email", "status", "position", "hire_date", "termination_date",
    "office", "department", "team", "supervisor", "holiday_calendar", "work_schedule", "created_at",
)  # fmt: skip

T = TypeVar("T")
Pause = Callable[[], Awaitable[None]]


async def short_pause() -> None:
    """Wait before a doubtful list is read again, in a command that does its work once and ends."""
    await asyncio.sleep(2.0)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, by id and by e-mail (lower case; people may share one)."""

    by_id: dict[str, Person]
    by_email: dict[str, tuple[Person, ...]]
    unread_calendars: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    """By id of a holiday calendar whose country is not known: its people, as Personio sent them."""


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
class _Doubts(Generic[T]):
    """How a kind of list is doubted: its name in the log, the ids of its rows, and the pause of one-shot commands."""

    name: str
    ids: Callable[[T], frozenset[str]]
    pause: Pause | None


class _CachedValue(Generic[T]):
    """One value, its age, and the single flight that refreshes it; ``doubts``: a list that is not believed at once."""

    def __init__(
        self,
        read: Callable[[], Awaitable[T]],
        fresh: timedelta,
        now: Callable[[], datetime],
        doubts: _Doubts[T] | None = None,
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

    async def _believed(self, value: T, doubts: _Doubts[T], asked_at: datetime) -> T:
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


def _ids(kinds: Sequence[AbsenceType] | Sequence[TimeOffType]) -> frozenset[str]:
    return frozenset(kind.id for kind in kinds)


def _refresh_failed(error: BaseException) -> None:
    log.warning("directory.refresh_failed", error=type(error).__name__, trace_id=getattr(error, "trace_id", None))


class Directory:
    """Snapshots of Personio.

    ``pause``: for a command that does its work once and ends, which nobody asks a second time: what it awaits before
    it reads a doubtful list again. Without it the next who asks reads it again.
    """

    def __init__(self, source: PersonioClient, *, now: Callable[[], datetime], pause: Pause | None = None) -> None:
        self._source, self._now = source, now
        people: _Doubts[People] = _Doubts("people", lambda people: frozenset(people.by_id), pause)
        types: _Doubts[list[AbsenceType]] = _Doubts("types", _ids, pause)
        joins: _Doubts[list[TimeOffType]] = _Doubts("time-off types", _ids, pause)
        self._people = _CachedValue(self._read_people, PEOPLE_FRESH, now, people)
        self._types = _CachedValue(source.absence_types, TYPES_FRESH, now, types)
        self._joins = _CachedValue(source.time_off_types, TYPES_FRESH, now, joins)
        self._not_found: int | None = None
        """How often in a row the older API's people were not found; None: it never answered."""
        self._ranges: dict[tuple[date, date], _CachedValue[list[AbsencePeriod]]] = {}
        self._open_ended = _CachedValue(OpenEnded(source, now).read, ABSENCES_FRESH, now)

    async def close(self) -> None:
        """Stop refreshes that are under way."""
        snapshots: list[_CachedValue[Any]] = [
            self._people,
            self._types,
            self._joins,
            self._open_ended,
            *self._ranges.values(),
        ]
        for snapshot in snapshots:
            await snapshot.close()

    def ages(self) -> dict[str, float | None]:
        """Return the age of the lists of people and of types, in seconds, by name; None where one was never read."""
        return {"people": self._people.age(), "types": self._types.age()}

    def expire_people(self) -> None:
        """Mark the list of people as out of date; it is read anew when it is next asked for."""
        self._people.expire()

    def expire_absences(self) -> None:
        """Note that an absence in Personio has changed: the next who asks has it read anew."""
        self._open_ended.expire()
        for snapshot in self._ranges.values():
            snapshot.expire()

    async def warm_up(self) -> None:
        """Read people and types ahead of the first question; failing is no harm."""
        await asyncio.gather(self._people.get(), self._types.get(), self._joins.get(), return_exceptions=True)

    async def _read_people(self) -> People:
        try:
            everybody = await self._older_people()
        except NotAllowed:
            everybody = await self._source.people_v2()
        except NotFound as error:  # the older API may be switched off one day: https://developer.personio.de
            if self._not_found is not None:
                self._not_found += 1
                if self._not_found < _SAID_OFTEN_ENOUGH:
                    raise Unavailable("the list of people was not found, and was before") from error
            everybody = await self._source.people_v2()
        by_email: dict[str, tuple[Person, ...]] = {}
        for person in everybody:
            if person.email:
                key = person.email.strip().casefold()
                by_email[key] = (*by_email.get(key, ()), person)
        unread: dict[str, tuple[Person, ...]] = {}
        for person in everybody:
            if person.holiday_calendar and without_country(person):
                unread[person.holiday_calendar.id] = (*unread.get(person.holiday_calendar.id, ()), person)
        return People({person.id: person for person in with_office_countries(everybody)}, by_email, unread)

    async def _older_people(self) -> list[Person]:
        """Return everybody from the older API, asked twice before its first 404 is believed."""
        try:
            everybody = await self._source.people()
        except NotFound:
            if self._not_found is not None:
                raise
            everybody = await self._source.people()
        self._not_found = 0
        return everybody

    async def people(self, *, fresher_than: timedelta | None = None, compared: bool = False) -> People:
        """Return everybody in Personio. Raises PersonioError.

        ``compared``: a first list is read twice before it is used, for callers that would refuse or hide something
        because a person is missing in it.
        """
        return await self._people.get(fresher_than=fresher_than, compared=compared)

    def last_people(self) -> People | None:
        """Return everybody as last read, None while nobody was; waits for nothing."""
        return self._people.last()

    async def types(self) -> dict[str, AbsenceType]:
        """Return the absence types by id, in Personio's order. Raises PersonioError."""
        return {kind.id: kind for kind in await self._types.get()}

    def older_types(self) -> Sequence[TimeOffType]:
        """Return the older API's types as last read, nothing while they were not; waits for nothing."""
        return self._joins.last() or ()

    async def approval_required(self, type_id: str) -> bool | None:
        """Tell whether somebody has to approve absences of a type; None where Personio does not say."""
        try:
            joins = await self._joins.get()
        except PersonioError as error:
            log.info("directory.no_type_rules", error=type(error).__name__, trace_id=error.trace_id)
            return None
        return next((join.approval_required for join in joins if join.id_v2 == type_id), None)

    async def absences(self, first: date, last: date) -> list[AbsencePeriod]:
        """Return everybody's absences that overlap a range, of any status. Raises PersonioError.

        Those without an end may be missing: :meth:`open_ended` has them.
        """
        key = (first, last)
        snapshot = self._ranges.pop(key, None)
        if snapshot is None:

            async def read() -> list[AbsencePeriod]:
                return await self._source.absences(first_day=first, last_day=last)

            snapshot = _CachedValue(read, ABSENCES_FRESH, self._now)
        self._ranges[key] = snapshot
        while len(self._ranges) > _RANGES_KEPT:
            self._ranges.pop(next(iter(self._ranges)))
        return await snapshot.get(fresher_than=ABSENCES_FRESH)

    async def open_ended(self) -> Sequence[AbsencePeriod]:
        """Return everybody's absences without an end; the same object while none has changed.

        Raises PersonioError where they were never read.
        """
        return await self._open_ended.get(fresher_than=ABSENCES_FRESH)

    async def away(self, first: date, last: date) -> list[AbsencePeriod]:
        """Return who is away in a range, without a known end too: approved or deletion pending, not working elsewhere.

        Raises PersonioError.
        """
        types, listed = await asyncio.gather(self.types(), self.listed(first, last))
        return [
            period for period in listed if is_approved(period) and not is_elsewhere(types.get(period.type_id or ""))
        ]

    async def listed(self, first: date, last: date) -> list[AbsencePeriod]:
        """Return everybody's absences in a range of days, of any status, with open-ended ones. Raises PersonioError."""
        near, endless = await asyncio.gather(self.absences(first, last), self.open_ended())
        found = {period.id: period for period in (*(each for each in endless if each.first_day <= last), *near)}
        return list(found.values())

    async def own_absences(self, person_id: str, first: date, last: date) -> list[AbsencePeriod]:
        """Return one person's absences in a range that stand or may come to stand. Raises PersonioError.

        Asked without a first day, with which Personio may leave out what has no end.
        """
        found = await self._source.absences(person_id=person_id, last_day=last)
        return [p for p in found if p.status in AWAY | OPEN and (p.last_day is None or p.last_day >= first)]

    async def balances(self, person_id: str) -> list[tuple[Balance, AbsenceType | None]]:
        """Return all balances of a person, each with its absence type as far as known. Raises PersonioError."""
        types, joins = await self.types(), {join.id: join.id_v2 for join in await self._joins.get()}
        return [(each, types.get(joins.get(each.id) or "")) for each in await self._source.balances(person_id)]

    async def balance(self, person_id: str, type_id: str) -> Decimal | None:
        """Return what is left of a type, planned absences deducted; None without a balance. Raises PersonioError."""
        old_ids = {join.id for join in await self._joins.get() if join.id_v2 == type_id}
        return next((b.available_balance for b in await self._source.balances(person_id) if b.id in old_ids), None)
