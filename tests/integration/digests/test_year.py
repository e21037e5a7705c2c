"""A year goes by in seconds: every update comes on its day, once, whatever the clocks and the servers do."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.core.holiday_calendars import PACKAGE
from bot.core.subscriptions import Subscription
from bot.features.digests import store_subscription, tick
from bot.features.digests.scheduler import advance
from bot.store import Store, open_store
from tests.support.fakes import Clock

SOAK = bool(os.environ.get("SOAK"))
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CATCH_UP = time(15)
STEP = timedelta(minutes=170)
DUTCH = {date(2026, *day) for day in ((4, 6), (4, 27), (5, 14), (5, 25), (12, 25))} | {date(2027, 1, 1)}
ZONES = (
    "Pacific/Pago_Pago",  # UTC-11
    "America/St_Johns",  # half an hour off
    "America/New_York",
    "UTC",
    "Africa/Casablanca",  # the clocks change around Ramadan
    "Europe/Amsterdam",
    "Asia/Kathmandu",  # a quarter off
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",  # UTC+13
    "Pacific/Kiritimati",  # UTC+14
)


def channels() -> list[Subscription]:
    plain = Subscription(id="", tenant_id="t", team_id="19:t", channel_id="19:c")
    return [replace(plain, id=f"{name}", timezone=name, time=time(9)) for name in ZONES] + [
        replace(plain, id="the hour that is skipped", timezone="Europe/Amsterdam", time=time(2, 30), days=WEEK),
        replace(plain, id="the hour that comes twice", timezone="America/New_York", time=time(1, 30), days=WEEK),
        replace(plain, id="holidays", timezone="Europe/Amsterdam", time=time(9), holidays="NL"),
    ]


def outages(seed: int, start: datetime, end: datetime) -> list[datetime]:
    """Return when the bot is up to look, over and over, with whole days missing in between."""
    rng, now, looks = random.Random(seed), start, []
    while now < end:
        looks.append(now)
        now += STEP if rng.random() > 0.02 else timedelta(hours=rng.randint(3, 90))
    return looks


def expected(
    channel: Subscription, looks: list[datetime], start: datetime, end: datetime
) -> tuple[set[date], set[date]]:
    """Return the days that are to be posted and skipped, by a plain reading of the promise."""
    zone, posted, skipped = ZoneInfo(channel.timezone), set(), set()
    for n in range((end - start).days + 2):
        day = start.date() + timedelta(days=n - 1)
        due = datetime.combine(day, channel.time, zone).astimezone(UTC)
        until = max(datetime.combine(day, CATCH_UP, zone).astimezone(UTC), due + timedelta(hours=1))
        if WEEK[day.weekday()] not in channel.days or not start < due <= looks[-1]:
            continue
        if channel.holidays and day in DUTCH:
            continue
        first = next((look for look in looks if look >= due), None)
        if first:
            (posted if first <= until and first.astimezone(zone).date() == day else skipped).add(day)
    return posted, skipped


class Watched:
    """A store whose claims are judged as they are made: not before their time, on their own date, on a working day."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def claim_due(self, judge, *, now, limit):
        claimed = await self._store.subscriptions.claim_due(judge, now=now, limit=limit)
        for one in claimed:
            channel, due = one.subscription, one.due
            if due.verdict == "post":
                zone = ZoneInfo(channel.timezone)
                readings = [datetime.combine(due.day, channel.time, zone).replace(fold=fold) for fold in (0, 1)]
                assert now >= min(each.astimezone(UTC) for each in readings), (channel.id, now)
                assert now.astimezone(zone).date() == due.day
                assert WEEK[due.day.weekday()] in channel.days
                assert channel.holidays is None or due.day not in DUTCH
        return claimed


async def live(stores: list[Store], looks: list[datetime], clock: Clock) -> int:
    """Look whenever the bot is up, from all processes at once; return how many updates were claimed, none early."""
    posted = 0
    bots = [
        SimpleNamespace(
            store=SimpleNamespace(subscriptions=Watched(store)),
            outbox=SimpleNamespace(wake=lambda: None),
            directory=SimpleNamespace(settled_holidays=PACKAGE),
        )
        for store in stores
    ]
    for clock.now in looks:
        posted += sum(await asyncio.gather(*(tick(bot, clock.now) for bot in bots)))  # type: ignore[arg-type]
    return posted


async def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    return await store._database.read(lambda c: [tuple(row) for row in c.execute(text(sql))])


@pytest.fixture
async def life(database_url):
    """A year of one bot with SQLite, of two with PostgreSQL: in the short form weeks around a change of the clocks."""
    bots = 1 if database_url.startswith("sqlite") else 2
    if SOAK or bots == 1:
        start, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)
    else:
        start, end = datetime(2026, 10, 20, tzinfo=UTC), datetime(2026, 11, 12, tzinfo=UTC)
    clock = Clock(start)
    stores = [await open_store(database_url, clock=clock) for _ in range(bots)]
    yield SimpleNamespace(start=start, end=end, clock=clock, stores=stores)
    for store in stores:
        await store.close()


@pytest.mark.soak
@pytest.mark.timeout(600)
async def test_each_update_comes_once_and_on_its_day(life):
    store = life.stores[0]
    for channel in channels():
        await store_subscription(store.subscriptions, channel, None, now=life.start)
    looks = outages(7, life.start, life.end)
    claimed = await live(life.stores, looks, life.clock)

    jobs = Counter(key for (key,) in await rows(store, "SELECT key FROM job"))
    skips = {
        (str(a), str(b))
        for a, b in await rows(store, "SELECT subscription_id, local_date FROM post WHERE state = 'skipped'")
    }
    for channel in channels():
        posted, skipped = expected(channel, looks, life.start, life.end)
        if "hour" in channel.id:
            continue  # judged below: a plain reading does not know what half past two means on that day
        assert {key for key in jobs if key.startswith(f"digest:{channel.id}:")} == {
            f"digest:{channel.id}:{day}" for day in posted
        }
        assert {day for name, day in skips if name == channel.id} == {str(day) for day in skipped}
    assert max(jobs.values()) == 1
    assert claimed == sum(jobs.values())


@pytest.mark.soak
@pytest.mark.timeout(600)
async def test_without_outages_no_day_is_missing_and_none_comes_twice(life):
    store = life.stores[0]
    for channel in channels():
        await store_subscription(store.subscriptions, channel, None, now=life.start)
    looks = [life.start + n * timedelta(hours=1, minutes=50) for n in range(int((life.end - life.start).days * 13))]
    await live(life.stores, looks, life.clock)
    for channel in channels():
        days = await rows(store, f"SELECT local_date FROM post WHERE subscription_id = '{channel.id}' AND state = 'claimed'")  # fmt: skip
        posted, _ = expected(channel, looks, life.start, life.end)
        assert {str(day) for (day,) in days} == {str(day) for day in posted}, channel.id


def test_a_skipped_day_is_looked_at_once_and_the_next_is_awaited():
    channel = next(each for each in channels() if each.id == "Europe/Amsterdam")
    at = datetime(2026, 3, 27, 8, tzinfo=UTC)  # the Friday before the clocks go forward
    due = advance(channel, at, at + timedelta(days=2))
    assert (due.verdict, due.next_at) == ("skip", datetime(2026, 3, 30, 7, tzinfo=UTC))
