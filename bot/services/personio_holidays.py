"""Reads the holidays that Personio lists, for each calendar and office once a day, and keeps them in memory.

A company of any size costs a few pages a day: one person is asked for everybody who has the same calendar and office,
and a second one to verify. Where Personio lists none, or cannot be asked at the start, the `holidays` package counts
(:mod:`bot.core.holiday_calendars`); what was read once serves on while Personio is down.
https://developer.personio.de/reference/listholidays
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Literal

import structlog

from bot.core.holiday_calendars import GroupKey, HolidayCalendars, ListedHolidays
from bot.core.holiday_groups import Group, answers_differ, by_person, groups, listed_holidays
from bot.services.deadline import seconds_left
from personio_client import (
    BadAnswer,
    Holiday,
    NotAllowed,
    NotFound,
    Person,
    PersonioClient,
    PersonioError,
    holiday_range,
    limit_pauses,
)

log = structlog.get_logger(__name__)

FRESH = timedelta(hours=24)
KEPT_AT_MOST = timedelta(days=7)
"""How long what was read counts while Personio does not answer any more: days off seldom change."""

AGAIN_AFTER: Mapping[str, timedelta] = {
    "not_found": timedelta(hours=1), "not_allowed": timedelta(hours=1), "empty": timedelta(hours=1),
    "unreadable": timedelta(hours=1), "failed": timedelta(minutes=5),
}  # fmt: skip
PATIENCE = 2.0  # seconds that the first who ask wait for the first answer
RESERVE = 2.5  # seconds that a wait leaves of the time in which somebody has to be answered

Why = Literal["not_read", "not_found", "not_allowed", "unreadable", "empty", "failed"]
"""Why Personio's days do not count, or were not read anew."""


class PersonioHolidays:
    """The days off that Personio lists, as last read. ``calendars``: what answers which days are free."""

    def __init__(self, source: PersonioClient, *, now: Callable[[], datetime], calendars: HolidayCalendars) -> None:
        self._source, self._now = source, now
        self.calendars = calendars
        self.why: Why | None = "not_read"
        self.error: PersonioError | None = None
        self._read_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._asked: frozenset[GroupKey] = frozenset()  # groups at the last try
        self._turn = -1
        self._seen: Mapping[str, Person] | None = None  # whose groups were looked at
        self._flight: asyncio.Task[None] | None = None
        self._first: asyncio.Task[None] | None = None
        self._began = 0.0  # the first reading, in the event loop's time
        self._settled = asyncio.Event()

    @property
    def settled(self) -> bool:
        """Whether it is known if Personio's days count, or the package's."""
        return self._settled.is_set()

    def age(self) -> float | None:
        """Return the age of Personio's days in seconds; None where they were never read."""
        return (self._now() - self._read_at).total_seconds() if self._read_at else None

    async def keep_up(self, people: Mapping[str, Person]) -> None:
        """Have the days read anew where they are due, in the background; the first reading is waited for, a moment.

        ``people``: everybody by id, the same object while nobody was read anew.
        """
        if (self._flight is None or self._flight.done()) and (self._due() or self._seen is not people):
            self._flight = asyncio.create_task(self._look(people))
            if self._first is None:
                self._first, self._began = self._flight, asyncio.get_running_loop().time()
        if not self.settled:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(self._left(PATIENCE), seconds_left(PATIENCE, reserve=RESERVE))):
                    await self._settled.wait()

    async def first_reading(self, *, within: float) -> None:
        """Wait for the end of the first reading, where one is under way: ``within`` seconds from when it began."""
        if self._first is not None and not self._first.done():
            await asyncio.wait({self._first}, timeout=self._left(within))

    def _left(self, within: float) -> float:
        return max(0.0, self._began + within - asyncio.get_running_loop().time())

    async def close(self) -> None:
        if self._flight and not self._flight.done():
            self._flight.cancel()
            await asyncio.gather(self._flight, return_exceptions=True)

    def _due(self) -> bool:
        if self._tried_at is None or self._tried_at > self._now():  # the clock was set back
            return True
        return self._now() - self._tried_at >= (AGAIN_AFTER[self.why] if self.why else FRESH)

    async def _look(self, people: Mapping[str, Person]) -> None:
        """Read the days where they are due, or where there are people of a new calendar or office."""
        due, self._seen, today = self._due(), people, self._now().date()
        # A moment of work where there are 100,000 people: in a thread, so that a press is answered meanwhile.
        wanted = await asyncio.to_thread(groups, list(people.values()), today)
        if due or (self.why is None and not {group.key for group in wanted} <= self._asked):
            await self._refresh(wanted, today)

    async def _refresh(self, wanted: Sequence[Group], today: date) -> None:
        """Read the days by one person of each group, and verify them with others.

        1. Who stands best for each group is asked; at the start their days count at once, because somebody waits.
        2. A second one is asked.
        3. Where the two differ, more are.
        """
        sizes = {group.key: len(group.members) for group in wanted}
        first, last = holiday_range(today)
        self._turn += 1
        asked: dict[GroupKey, list[Person]] = {group.key: [] for group in wanted}
        answers: dict[str, list[Holiday]] = {}

        async def ask(persons: Mapping[GroupKey, Sequence[Person]]) -> None:
            ids = [person.id for several in persons.values() for person in several]
            if ids:
                answers.update(by_person(await self._ask(ids, first, last)))
                for key, several in persons.items():
                    asked[key] += several

        with limit_pauses(None):  # it is read for everybody: who waits for it gives up by themselves
            try:
                await ask({group.key: group.asked(self._turn)[:1] for group in wanted})
                if self._tried_at is None and (listed := listed_holidays(asked, sizes, answers, first, last)):
                    self._settle(listed, None, None)
                await ask({group.key: group.asked(self._turn)[1:] for group in wanted})
                at_odds = [group for group in wanted if answers_differ(asked[group.key], answers, first, last)]
                await ask({group.key: group.more(asked[group.key]) for group in at_odds})
                listed = listed_holidays(asked, sizes, answers, first, last)
                self._settle(listed, None if listed else "empty", None)
            except PersonioError as error:
                self._settle(None, _why(error), error)
            except Exception as error:  # a defect of ours must not take everybody's answers with it
                log.exception("holidays.failed", error=type(error).__name__)
                self._settle(None, "failed", None)
        self._asked = frozenset(asked)

    def _settle(self, listed: ListedHolidays | None, why: Why | None, error: PersonioError | None) -> None:
        """Take what was read; where nothing was, what is known serves on for a week."""
        now, self.error = self._now(), error
        if listed:
            self._read_at = now
            self.calendars = self.calendars.with_listed(listed)
        elif self._read_at and not timedelta() <= now - self._read_at < KEPT_AT_MOST:
            self._read_at = None
            self.calendars = self.calendars.with_listed(None)
        self._tried_at = now
        self._settled.set()
        if why != self.why:
            self.why, source = why, "personio" if self.calendars.from_personio else "package"
            log.info("holidays.source", source=source, why=why, trace_id=error.trace_id if error else None)

    async def _ask(self, ids: Sequence[str], first: date, last: date) -> list[Holiday]:
        """Return the days off of persons. That the list is not there counts only when it is said twice."""
        try:
            return await self._source.holidays(ids, first_day=first, last_day=last)
        except NotFound:
            return await self._source.holidays(ids, first_day=first, last_day=last)


def _why(error: PersonioError) -> Why:
    match error:
        case NotFound():
            return "not_found"
        case NotAllowed():
            return "not_allowed"
        case BadAnswer():
            return "unreadable"
    return "failed"
