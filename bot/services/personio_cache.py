"""The one place that reads people, types and absences from Personio; everybody else reads its snapshots.

How a snapshot ages, and when a list is doubted, is in :mod:`bot.services.cached_value`; holidays are in
:mod:`bot.services.personio_holidays`. Nothing of it is written to the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

import structlog

from bot.core.holiday_calendars import PACKAGE, HolidayCalendars
from bot.core.people import AWAY, OPEN, is_approved, is_elsewhere
from bot.core.person_region import with_office_countries, without_country
from bot.services.cached_value import CachedValue, Doubts, Pause
from bot.services.open_ended_absences import OpenEnded
from bot.services.personio_holidays import PersonioHolidays
from personio_client import (
    AbsencePeriod,
    AbsenceType,
    Balance,
    HolidayCalendar,
    NotAllowed,
    NotFound,
    Person,
    PersonioClient,
    PersonioError,
    TimeOffType,
    Unavailable,
)

log = structlog.get_logger(__name__)

PEOPLE_FRESH = timedelta(minutes=10)
TYPES_FRESH = timedelta(minutes=10)
ABSENCES_FRESH = timedelta(minutes=1)
_RANGES_KEPT = 64
_SAID_OFTEN_ENOUGH = 3  # in a row, that the older API's list of people is no more: a stray 404 comes now and then
ATTRIBUTES = (
    "first_name", "last_name", "email", "status", "position", "hire_date", "termination_date",
    "office", "department", "team", "supervisor", "holiday_calendar", "work_schedule", "created_at",
)  # fmt: skip
HOLIDAYS_AT_MOST = 10.0  # seconds that the first daily updates after a start wait for the first reading of them


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, by id and by e-mail (lower case; people may share one)."""

    by_id: dict[str, Person]
    by_email: dict[str, tuple[Person, ...]]
    unread_calendars: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    """By id of a holiday calendar whose country is not known: its people, as Personio sent them."""
    calendars: Mapping[str, HolidayCalendar] = field(default_factory=dict)
    """The holiday calendars of who is in the company, by id."""


HolidaySource = Literal["personio", "package"]


def _here(person: Person) -> bool:
    return person.status != "inactive"


def _ids(kinds: Sequence[AbsenceType] | Sequence[TimeOffType]) -> frozenset[str]:
    return frozenset(kind.id for kind in kinds)


class Directory:
    """Snapshots of Personio.

    ``pause``: for a command that does its work once and ends, which nobody asks a second time: what it awaits before
    it reads a doubtful list again. Without it the next who asks reads it again. ``calendars``: the operator's word on
    holidays.
    """

    def __init__(
        self,
        source: PersonioClient,
        *,
        now: Callable[[], datetime],
        pause: Pause | None = None,
        calendars: HolidayCalendars = PACKAGE,
    ) -> None:
        self._source, self._now = source, now
        self.listed_holidays = PersonioHolidays(source, now=now, calendars=calendars)
        people: Doubts[People] = Doubts("people", lambda people: frozenset(people.by_id), pause)
        types: Doubts[list[AbsenceType]] = Doubts("types", _ids, pause)
        joins: Doubts[list[TimeOffType]] = Doubts("time-off types", _ids, pause)
        self._people = CachedValue(self._read_people, PEOPLE_FRESH, now, people)
        self._types = CachedValue(source.absence_types, TYPES_FRESH, now, types)
        self._joins = CachedValue(source.time_off_types, TYPES_FRESH, now, joins)
        self._not_found: int | None = None
        """How often in a row the older API's people were not found; None: it never answered."""
        self._ranges: dict[tuple[date, date], CachedValue[list[AbsencePeriod]]] = {}
        self._open_ended = CachedValue(OpenEnded(source, now).read, ABSENCES_FRESH, now)

    async def close(self) -> None:
        """Stop refreshes that are under way."""
        snapshots: list[CachedValue[Any]] = [
            self._people,
            self._types,
            self._joins,
            self._open_ended,
            *self._ranges.values(),
        ]
        for snapshot in snapshots:
            await snapshot.close()
        await self.listed_holidays.close()

    @property
    def holidays(self) -> HolidayCalendars:
        """Return what answers which days are free, as it is now; waits for nothing."""
        return self.listed_holidays.calendars

    @property
    def settled_holidays(self) -> HolidayCalendars | None:
        """Return the same; None right after a start, while nobody knows yet what Personio lists."""
        return self.holidays if self.listed_holidays.settled else None

    def holiday_sources(self) -> dict[str, HolidaySource]:
        """Return, by id of a holiday calendar of the company, where its days come from; waits for nothing."""
        people, listed = self.last_people(), self.holidays.listed
        known = listed.calendars if listed else {}
        return {key: "personio" if key in known else "package" for key in (people.calendars if people else {})}

    async def holidays_known(self) -> HolidayCalendars:
        """Return the same; right after a start, when people were read, wait a while for what Personio lists."""
        await self.listed_holidays.first_reading(within=HOLIDAYS_AT_MOST)
        return self.holidays

    def ages(self) -> dict[str, float | None]:
        """Return the age of people, types and holidays, in seconds, by name; None where one was never read."""
        return {"people": self._people.age(), "types": self._types.age(), "holidays": self.listed_holidays.age()}

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
        await asyncio.gather(self.people(), self._types.get(), self._joins.get(), return_exceptions=True)

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
        calendars = {p.holiday_calendar.id: p.holiday_calendar for p in everybody if p.holiday_calendar and _here(p)}
        return People({person.id: person for person in with_office_countries(everybody)}, by_email, unread, calendars)

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
        people = await self._people.get(fresher_than=fresher_than, compared=compared)
        await self.listed_holidays.keep_up(people.by_id)
        return people

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

            snapshot = CachedValue(read, ABSENCES_FRESH, self._now)
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
