"""Two versions side by side: migrations only add, so the older one goes on, and the newer one reads what it wrote."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, insert, select

from bot.core.events import Conversation
from bot.core.jobs import FOLLOW, Again
from bot.store import Store, migrate, open_store
from bot.store.tables import account, job, request
from tests.support.bot_process import BotProcess

OLDER = "0003"
CHAT = {
    "tenant_id": "tenant", "id": "a:chat", "service_url": "https://smba.example/emea/", "bot_id": "28:bot",
    "scope": "personal", "team_id": None, "channel_id": None,
}  # fmt: skip
REQUEST_THEN = (
    "id", "tenant_id", "object_id", "person_id", "state", "details", "conversation", "card_id", "language", "status",
    "personio_id", "problem", "created_at", "updated_at",
)  # fmt: skip
ACCOUNT_THEN = ("tenant_id", "object_id", "person_id", "language", "locale", "last_type_id", "conversation")

pytestmark = pytest.mark.timeout(180)


def now() -> datetime:
    return datetime.now(UTC)


def write_as_then(c: Connection, request_id: UUID, details: dict[str, str] | None = None) -> None:
    """Store what revision 0003's code stored: its own columns and no others."""
    at = now()
    then = {
        "id": request_id, "tenant_id": "tenant", "object_id": "object", "person_id": "4711", "state": "filed",
        "details": details or {"type_id": "1"}, "conversation": CHAT, "card_id": "f:1", "language": "nl", "status": "pending",
        "personio_id": f"absence-{request_id}", "problem": None, "created_at": at, "updated_at": at,
    }  # fmt: skip
    assert tuple(then) == REQUEST_THEN
    c.execute(insert(request).values(then))
    known = ("tenant", str(request_id), "4711", "nl", "nl-NL", "1", CHAT)
    c.execute(insert(account).values(dict(zip(ACCOUNT_THEN, known, strict=True))))


def read_as_then(c: Connection, request_id: UUID) -> Any:
    return c.execute(select(*(request.c[name] for name in REQUEST_THEN)).where(request.c.id == request_id)).one()


async def older_database(url: str) -> UUID:
    """Make a database as revision 0003 left it, with a request in it."""
    request_id = uuid4()
    async with await open_store(url, clock=now) as store:
        await store._database.write(migrate.downgrade, OLDER)
        await store._database.write(write_as_then, request_id)
        assert await store._database.read(migrate.revision) == OLDER
    return request_id


async def is_whole(store: Store, request_id: UUID) -> None:
    """See that the present code reads an older row, and can follow it."""
    found = await store.requests.find(request_id)
    assert found is not None
    assert (found.state, found.status, found.conversation) == ("filed", "pending", Conversation(**CHAT))
    assert (found.revision, found.news, found.followed, found.last_day) == (0, 0, 0, None)
    someone = await store.accounts.find("tenant", str(request_id))
    assert someone is not None
    assert (someone.muted, someone.time_zone) == ((), None)
    assert await store.request_sync.add_news([found.personio_id or ""]) == 1
    (job,) = await store.jobs.claim({FOLLOW}, 1)
    assert job.payload["request_id"] == str(request_id)


async def test_two_bots_that_start_at_once_bring_an_older_database_up_to_date(
    database_url: str, tmp_path: Path
) -> None:
    request_id = await older_database(database_url)
    environment = {"DATABASE_URL": database_url, "PERSONIO_BASE_URL": "http://127.0.0.1:1", "LOG_LEVEL": "warning"}
    bots = [BotProcess(environment, log=tmp_path / f"bot-{number}.log") for number in range(2)]
    try:
        await asyncio.gather(*(bot.start() for bot in bots))
    finally:
        ended = await asyncio.gather(*(bot.stop() for bot in bots))
    assert ended == [0, 0]
    async with await open_store(database_url, clock=now) as store:
        assert await store._database.read(migrate.revision) == migrate.HEAD
        await is_whole(store, request_id)


async def test_what_the_older_version_writes_after_the_migration_is_whole_too(database_url: str) -> None:
    request_id = uuid4()
    async with await open_store(database_url, clock=now) as store:
        await store._database.write(write_as_then, request_id)
        await is_whole(store, request_id)
        found = await store.requests.find(request_id)
        assert found is not None
        changed = await store.requests.change(found, expected="filed")
        assert changed is not None
        assert changed.revision == 1
        row = await store._database.read(read_as_then, request_id)
        assert (row.state, row.card_id, row.personio_id) == ("filed", "f:1", found.personio_id)


@pytest.mark.parametrize("kind", ["change", "withdraw"])
async def test_an_operation_that_the_older_version_stores_after_the_migration_is_known(
    database_url: str, kind: str
) -> None:
    request_id = uuid4()
    async with await open_store(database_url, clock=now) as store:
        await store._database.write(write_as_then, request_id, details={"deed": kind, "absence_id": "1"})
        found = await store.requests.find(request_id)
        assert found is not None
        assert (found.kind, found.details) == (kind, {"absence_id": "1"})
        assert await store.requests.of_owner("tenant", "object") == []
        assert await store.requests.change(found, expected="filed")
        row = await store._database.read(read_as_then, request_id)
        assert row.details["deed"] == kind  # the older version goes on with it


JOB_THEN = ("kind", "key", "payload", "run_at", "attempts", "claims", "created_at", "finished_at", "dead", "reason")


def write_jobs_as_then(c: Connection) -> None:
    """Store what revision 0004's code stored of two jobs: one that waits after four failures, one that is dead."""
    at = now()
    waits = ("request.file", "file:1", {"request_id": "1"}, at, 4, 4, at, None, False, "NotFound")
    dead = ("request.tell", "tell:1:2", {"request_id": "1"}, at, 1, 1, at, at, True, "NotAllowed")
    c.execute(insert(job), [dict(zip(JOB_THEN, row, strict=True)) for row in (waits, dead)])


async def test_jobs_of_the_older_version_go_on_and_their_counting_begins(database_url: str) -> None:
    async with await open_store(database_url, clock=now) as store:
        await store._database.write(migrate.downgrade, "0004")
        await store._database.write(write_jobs_as_then)
    async with await open_store(database_url, clock=now) as store:
        (taken,) = await store.jobs.claim({"request.file", "request.tell"}, 5)
        assert (taken.key, taken.attempts, taken.reason, taken.repeats) == ("file:1", 5, "NotFound", 0)
        assert taken.ended_with("NotFound") == 0
        assert await store.jobs.settle(taken, Again(0.0, reason="NotFound"))


async def test_a_job_that_the_older_version_stores_after_the_migration_is_whole_too(database_url: str) -> None:
    async with await open_store(database_url, clock=now) as store:
        await store._database.write(write_jobs_as_then)
        (taken,) = await store.jobs.claim({"request.file"}, 5)
        assert taken.repeats == 0
