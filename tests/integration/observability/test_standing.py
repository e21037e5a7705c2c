"""How things stand: read from the database when somebody asks, and not more often than that."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.core.jobs import Again, Backlog, Dead, Done
from bot.core.records import NewJob
from bot.observability import Exposition, Meters
from bot.store import open_store
from tests.support.fakes import NOW, Clock
from tests.support.scraping import Scrape, parsed


class Bot:
    """What is asked at a scrape."""

    def __init__(self) -> None:
        self.rows: list[Backlog] = [Backlog("request.file", due=2, later=1, dead=3, oldest=61.0)]
        self.problem: str | None = None
        self.calendars: dict[str, str] = {}
        self.reads = 0
        self.now = 0.0
        self.hangs = False
        self.meters = Meters({"request.file"})
        self.exposition = Exposition(
            self.meters, backlog=self.backlog, ready=self.ready, ages=lambda: {"people": 12.0, "types": None},
            holidays=lambda: self.calendars, clock=lambda: self.now,
        )  # fmt: skip

    async def backlog(self) -> Sequence[Backlog]:
        self.reads += 1
        if self.hangs:
            raise TimeoutError
        return self.rows

    async def ready(self) -> str | None:
        return self.problem

    async def scrape(self) -> Scrape:
        return parsed((await self.exposition.text()).decode())


async def test_a_scrape_tells_how_the_jobs_stand() -> None:
    seen = await Bot().scrape()
    assert [seen("bot_jobs", kind="request.file", state=state) for state in ("due", "later", "dead")] == [2, 1, 3]
    assert seen("bot_jobs_oldest_seconds", kind="request.file") == 61
    assert (seen("bot_ready"), seen("bot_directory_age_seconds", of="people")) == (1, 12)
    assert {s.labels["of"] for s in seen.samples if s.name == "bot_directory_age_seconds"} == {"people"}


async def test_a_scrape_tells_where_each_calendar_s_holidays_come_from() -> None:
    bot = Bot()
    bot.calendars = {"2": "personio", "17": "package", "name:Berlin": "package", "Anna Jansen": "package"}
    seen = await bot.scrape()
    assert seen("bot_holiday_calendars", calendar="2", source="personio") == 1
    assert seen("bot_holiday_calendars", calendar="17", source="package") == 1
    assert seen("bot_holiday_calendars", calendar="other", source="package") == 2  # what is no id may be a name
    bot.calendars = {"2": "package"}
    seen = await bot.scrape()
    assert [s.labels for s in seen.samples if s.name == "bot_holiday_calendars"] == [
        {"calendar": "2", "source": "package"}
    ]
    bot.calendars = {str(n): "personio" for n in range(500)}
    seen = await bot.scrape()
    assert len([s for s in seen.samples if s.name == "bot_holiday_calendars"]) == 101


async def test_many_scrapes_at_once_read_the_database_once() -> None:
    bot = Bot()
    await asyncio.gather(*(bot.scrape() for _ in range(50)))
    assert bot.reads == 1
    bot.now = 4.9
    await bot.scrape()
    assert bot.reads == 1
    bot.now = 5.0
    bot.rows = []
    seen = await bot.scrape()
    assert bot.reads == 2
    assert seen("bot_jobs") == 0


async def test_jobs_of_an_older_version_come_together_as_other() -> None:
    bot = Bot()
    bot.rows = [Backlog("old.one", due=1, oldest=5.0), Backlog("old.two", due=2, oldest=3.0)]
    seen = await bot.scrape()
    assert seen("bot_jobs", kind="other", state="due") == 3
    assert seen("bot_jobs_oldest_seconds", kind="other") == 5


async def test_a_database_that_is_away_is_not_ready_and_has_no_figures() -> None:
    bot = Bot()
    await bot.scrape()
    bot.hangs, bot.now = True, 60.0
    seen = await bot.scrape()
    assert seen("bot_ready") == 0
    assert "bot_jobs" not in seen.names()
    bot.hangs, bot.now = False, 120.0
    assert (await bot.scrape())("bot_ready") == 1
    bot.problem, bot.now = "A worker has stopped.", 180.0
    assert (await bot.scrape())("bot_ready") == 0


async def test_the_store_tells_due_planned_and_dead_apart(database_url: str) -> None:
    clock = Clock(NOW)
    async with await open_store(database_url, clock=clock) as store:
        assert await store.jobs.backlog() == []
        await store.jobs.enqueue(*(NewJob("file", key, {}) for key in "abcd"), NewJob("show", "s", {}))
        tried, planned, dead, _done = await store.jobs.claim({"file"}, 4)
        await store.jobs.settle(tried, Again(after=3600.0))
        await store.jobs.settle(planned, Again(after=3600.0, counted=False))
        await store.jobs.settle(dead, Dead("why"))
        await store.jobs.settle(_done, Done())
        found = {row.kind: row for row in await store.jobs.backlog()}
        assert {kind: (r.due, r.later, r.dead) for kind, r in found.items()} == {"file": (1, 1, 1), "show": (1, 0, 0)}
        if database_url.startswith("sqlite"):  # PostgreSQL's clock is its own
            clock.advance(minutes=6)
            found = {row.kind: row for row in await store.jobs.backlog()}
            assert {kind: round(row.oldest) for kind, row in found.items()} == {"file": 360, "show": 360}
            assert timedelta(seconds=found["file"].oldest) == timedelta(minutes=6)
        (show,) = await store.jobs.claim({"show"}, 1)
        await store.jobs.settle(show, Dead("why"))
        assert {row.kind: row.dead for row in await store.jobs.backlog()} == {"file": 1, "show": 1}
