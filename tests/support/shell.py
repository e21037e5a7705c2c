"""The command line over a real SQLite file, in a folder without .env."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result

from app import main
from bot.core.events import Conversation
from bot.core.records import AbsenceRequest, Account, NewJob
from bot.settings.settings import Settings
from bot.store import Store, open_store

SANNE = "0b5b7d4e-0000-4000-8000-000000000001"
CHAT = Conversation("tenant", "a:chat", "https://smba.example/emea/", "28:bot", "personal")


@dataclass
class Shell:
    """A terminal, and the database behind it."""

    url: str
    now: datetime = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def run(self, *words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, words, input=typed)

    def with_store(self, work: Callable[[Store], Awaitable[Any]]) -> Any:
        async def opened() -> Any:
            async with await open_store(self.url, clock=lambda: self.now) as store:
                return await work(store)

        return asyncio.run(opened())

    def confirmed(self, object_id: str = SANNE, person_id: str = "4711") -> UUID:
        """Have somebody confirm a request; return its id."""
        new = AbsenceRequest(
            id=uuid4(), tenant_id="tenant", object_id=object_id, person_id=person_id, state="waiting",
            details={}, conversation=CHAT, card_id=None, language="nl",
        )  # fmt: skip

        async def confirm(store: Store) -> None:
            await store.accounts.save(Account("tenant", object_id, person_id, "nl"))
            await store.requests.confirm(
                new, NewJob("request.file", f"file:{new.id}", {"request_id": str(new.id)}), actor=object_id
            )

        self.with_store(confirm)
        return new.id


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)
    monkeypatch.delenv("SECRETS_DIR", raising=False)
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return Shell(url)
