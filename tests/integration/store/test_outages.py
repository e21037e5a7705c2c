"""A store that is silent, full, set back, or whose job has passed on; on both databases where both can be so."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core.jobs import LEASE, Again, Done
from bot.core.records import NewJob
from bot.core.subscriptions import Post
from bot.store import StoreError, open_store
from tests.support.own_postgres import OwnPostgres, own_postgres
from tests.support.stores import Kept, a_request

__all__ = ["own_postgres"]

KINDS = {"file"}
ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ONLY_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def job(key: str) -> NewJob:
    return NewJob("file", key, {"id": key})


@contextmanager
def full(path: Path) -> Iterator[None]:
    """Let no file of this process grow beyond what the database's log has, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name(path.name + "-wal").stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@ONLY_SQLITE
async def test_a_full_disk_is_found_by_a_ping_and_forgotten_with_space(kept: Kept) -> None:
    await kept.store.ping()
    with full(Path(kept.url.removeprefix("sqlite:///"))):
        with pytest.raises(StoreError, match=r"^The database cannot be used: .+\.$"):
            await kept.store.ping()
        new = a_request()
        with pytest.raises(StoreError):
            await kept.store.requests.confirm(new, job("a"), actor="object")
        assert await kept.store.requests.find(new.id) is None
    await kept.store.ping()
    assert await kept.store.requests.confirm(new, job("a"), actor="object")


@ONLY_SQLITE
async def test_a_ping_leaves_nothing_behind(kept: Kept) -> None:
    tables = await kept.rows("SELECT name, sql FROM sqlite_master")
    await kept.store._database.write(lambda c: c.execute(text("PRAGMA user_version = 7")))
    await kept.store.ping()
    assert await kept.rows("PRAGMA user_version") == [(7,)]
    assert await kept.rows("SELECT name, sql FROM sqlite_master") == tables


@ONLY_POSTGRES
async def test_a_replica_that_took_over_read_only_is_not_ready(kept: Kept) -> None:
    await kept.store.ping()
    await kept.store._database.write(
        lambda c: c.execute(
            text(f"ALTER ROLE CURRENT_USER IN DATABASE {_name(c)} SET default_transaction_read_only = on")
        )
    )
    try:
        again = await kept.another()
        with pytest.raises(StoreError, match="read-only"):
            await again.ping()
    finally:
        await kept.store._database.write(
            lambda c: c.execute(
                text(f"ALTER ROLE CURRENT_USER IN DATABASE {_name(c)} RESET default_transaction_read_only")
            )
        )


def _name(c: object) -> str:
    return str(c.execute(text("SELECT quote_ident(current_database())")).scalar_one())  # type: ignore[attr-defined]


async def test_giving_up_on_a_silent_server_takes_no_longer_than_that(own_postgres: OwnPostgres) -> None:
    store = await open_store(own_postgres.url, clock=None)  # type: ignore[arg-type]  # PostgreSQL has its own
    with own_postgres.stopped():
        for ask in (store.accounts.find("t", "o"), store.jobs.enqueue(job("a")), store.accounts.find("t", "o")):
            began = time.monotonic()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await ask
            assert time.monotonic() - began < 4.0
        began = time.monotonic()
        with pytest.raises(StoreError, match="does not answer"):
            await store.ping(within=0.2)
        await store.close()
        assert time.monotonic() - began < 4.0


async def test_a_job_is_held_until_it_has_passed_on(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    (mine,) = await kept.store.jobs.claim(KINDS, 1)
    await kept.pass_time(LEASE - 1)
    assert await kept.store.jobs.hold(mine.fence)
    await kept.pass_time(LEASE - 1)
    assert await kept.store.jobs.claim(KINDS, 1) == [], "holding it has renewed the lease"
    await kept.pass_time(2)
    (theirs,) = await kept.store.jobs.claim(KINDS, 1)
    assert not await kept.store.jobs.hold(mine.fence)
    assert await kept.store.jobs.hold(theirs.fence)
    await kept.store.jobs.settle(theirs, Done())
    assert not await kept.store.jobs.hold(theirs.fence)


async def test_a_post_is_written_down_only_by_who_holds_its_job(kept: Kept) -> None:
    day = date(2025, 3, 30)
    await kept.store.jobs.enqueue(job("a"))
    (mine,) = await kept.store.jobs.claim(KINDS, 1)
    assert await kept.store.posts.record(Post("s", day, "sending"), fence=mine.fence)
    await kept.pass_time(LEASE + 1)
    (theirs,) = await kept.store.jobs.claim(KINDS, 1)
    assert await kept.store.posts.record(Post("s", day, "sent", "m1"), fence=theirs.fence)
    assert not await kept.store.posts.record(Post("s", day, "claimed"), fence=mine.fence)
    kept_post = await kept.store.posts.find("s", day)
    assert kept_post is not None
    assert (kept_post.state, kept_post.activity_id) == ("sent", "m1")


@ONLY_SQLITE
async def test_what_waits_comes_forward_with_the_clock(kept: Kept) -> None:
    back = timedelta(hours=2)
    mine = a_request()
    await kept.store.requests.confirm(mine, job("now"), actor="object")
    await kept.store.jobs.enqueue(job("later"), job("taken"))
    taken = {each.key: each for each in await kept.store.jobs.claim(KINDS, 3)}
    await kept.store.jobs.settle(taken["now"], Again(after=0.0))
    await kept.store.jobs.settle(taken["later"], Again(after=300.0))
    assert await kept.store.request_sync.may_look(mine.id, every=20)
    kept.now -= back
    assert await kept.store.times.newest() == kept.now + back
    assert await kept.store.times.set_back(back) == 3
    due = {
        str(key): at
        for key, at in await kept.rows("SELECT key, (julianday(run_at) - julianday(created_at)) * 86400 FROM job")
    }
    assert {key: round(float(str(at))) for key, at in due.items()} == {"now": 0, "later": 300, "taken": 20}
    assert await kept.store.times.newest() == kept.now
    assert [each.key for each in await kept.store.jobs.claim(KINDS, 3)] == ["now"]
    assert not await kept.store.request_sync.may_look(mine.id, every=20)
    await kept.pass_time(20)
    assert await kept.store.request_sync.may_look(mine.id, every=20)


@ONLY_POSTGRES
async def test_a_server_has_its_own_clock(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    assert await kept.store.times.newest() is None
    assert await kept.store.times.set_back(timedelta(hours=2)) == 0


async def test_a_request_is_stored_with_all_its_jobs_or_not_at_all(kept: Kept) -> None:
    new = a_request()
    with pytest.raises(Exception, match=r".*"):
        await kept.store.requests.confirm(new, job("a"), NewJob("file", "b", {"no": object()}), actor="object")
    assert await kept.store.requests.find(new.id) is None
    assert await kept.store.requests.confirm(new, job("a"), job("b"), actor="object")
    assert {each.key for each in await kept.store.jobs.claim(KINDS, 5)} == {"a", "b"}
