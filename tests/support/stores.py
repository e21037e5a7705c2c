"""A store on each database, and a way to let its time pass."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Connection, text

from bot.core.events import Conversation
from bot.core.records import AbsenceRequest
from bot.store import Store, open_store
from tests.support.databases import database_url, postgres

__all__ = ["database_url", "postgres"]

CHAT = Conversation("tenant", "a:chat", "https://smba.example/emea/", "28:bot", "personal")


@dataclass
class Kept:
    """A store under test. SQLite takes its time from ``now``; for PostgreSQL everything is moved into the past."""

    url: str
    now: datetime = datetime(2025, 3, 30, 1, 30, tzinfo=UTC)
    stores: list[Store] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.stores[0]

    async def another(self) -> Store:
        """Open the same database once more, as a second process would."""
        self.stores.append(await open_store(self.url, clock=lambda: self.now))
        return self.stores[-1]

    async def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        if self.url.startswith("postgresql"):
            await self.store._database.write(_into_the_past, seconds)

    async def rows(self, sql: str) -> list[tuple[object, ...]]:
        return await self.store._database.read(lambda c: [tuple(row) for row in c.execute(text(sql))])


def _into_the_past(c: Connection, seconds: float) -> None:
    by = f"make_interval(secs => {seconds})"
    c.execute(text(f"UPDATE job SET run_at = run_at - {by}, finished_at = finished_at - {by}"))
    c.execute(text(f"UPDATE audit SET at = at - {by}"))


@pytest.fixture
async def kept(database_url: str) -> AsyncIterator[Kept]:
    kept = Kept(database_url)
    await kept.another()
    yield kept
    for store in kept.stores:
        await store.close()


def a_request(**changed: object) -> AbsenceRequest:
    values: dict[str, object] = {
        "id": uuid4(),
        "tenant_id": "tenant",
        "object_id": "object",
        "person_id": "4711",
        "state": "waiting",
        "details": {"type_id": "1", "comment": "für später"},
        "conversation": CHAT,
        "card_id": "f:1",
        "language": "nl",
    }
    return AbsenceRequest(**{**values, **changed})  # type: ignore[arg-type]  # a test names fields freely
