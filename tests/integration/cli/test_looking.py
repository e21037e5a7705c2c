"""Who only looks leaves the database as it is: neither created nor brought up to date."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection, inspect, text

from app import main
from bot.core.events import Conversation
from bot.core.records import AbsenceRequest, Account, NewJob
from bot.core.subscriptions import Subscription
from bot.settings.settings import Settings
from bot.store import Store, migrate, open_store
from bot.store.connect import open_database
from sandbox.personio import Credential, PersonioSandbox

LOOKING = [
    ("check", "--json"),
    ("audit", "export"),
    ("jobs", "dead", "--json"),
    ("digests", "export"),
    ("digests", "preview", "--date", "2026-11-23", "--json"),
]
WRITING = [
    ("digests", "import", "updates.yaml"),
    ("digests", "run-due"),
    ("people", "forget", "--id", "nobody", "--yes"),
    ("jobs", "wake", "--all"),
]
CHAT = Conversation("tenant", "a:chat", "https://smba.example/emea/", "28:bot", "personal")
UPDATE = Subscription("update-1", "local", "19:team", "19:channel")


def clock() -> datetime:
    return datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
async def environment(database_url: str, tmp_path: Path, monkeypatch) -> AsyncIterator[dict[str, str]]:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "updates.yaml").write_text("[]")
    for name in ("SECRETS_DIR", *(str(field.alias) for field in Settings.model_fields.values())):
        monkeypatch.delenv(name, raising=False)
    async with PersonioSandbox() as personio:
        credential = Credential()
        yield {
            "PERSONIO_CLIENT_ID": credential.client_id,
            "PERSONIO_CLIENT_SECRET": credential.secret,
            "PERSONIO_BASE_URL": personio.url,
            "DATABASE_URL": database_url,
            "PORT": "0",
        }


async def type_in(environment: dict[str, str], *words: str) -> Result:
    """Run a command in a thread of its own, while this one's loop serves."""
    return await asyncio.to_thread(CliRunner().invoke, main, words, env=environment)


async def at_revision(url: str, revision: str) -> None:
    """Fill a database, then take it back to an older revision."""
    async with await open_store(url, clock=clock) as store:
        await _fill(store)
        await store._database.write(migrate.downgrade, revision)


async def _fill(store: Store) -> None:
    await store.accounts.save(Account("tenant", "object", "4711", "nl"))
    await store.subscriptions.save(UPDATE, None)
    new = AbsenceRequest(
        id=uuid4(), tenant_id="tenant", object_id="object", person_id="4711", state="waiting", details={},
        conversation=CHAT, card_id=None, language="nl",
    )  # fmt: skip
    await store.requests.confirm(new, NewJob("request.file", f"file:{new.id}", {}), actor="object")


def _all_rows(c: Connection) -> Any:
    there = inspect(c)
    return {
        name: (
            [column["name"] for column in there.get_columns(name)],
            sorted(map(repr, c.execute(text(f"SELECT * FROM {name}")))),
        )
        for name in sorted(there.get_table_names())
    }


async def state(url: str) -> Any:
    """Return everything that is there: tables, columns and rows; SQLite's files to the byte, before they are opened."""
    path = Path(url.removeprefix("sqlite:///"))
    files = {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in path.parent.glob("bot.db*")}
    if url.startswith("sqlite") and not files:
        return {}
    database = await open_database(url, clock=clock)
    try:
        return files, await database.read(migrate.revision), await database.read(_all_rows)
    finally:
        await database.close()


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
@pytest.mark.parametrize("revision", ["-1", "head"])
async def test_a_look_changes_nothing(environment, database_url, words, revision):
    async with await open_store(database_url, clock=clock) as store:
        await _fill(store)
        if revision != "head":
            await store._database.write(migrate.downgrade, revision)
    before = await state(database_url)
    answer = await type_in(environment, *words)
    assert answer.exit_code == 0, answer.output
    assert await state(database_url) == before
    kept = {"audit": "request.confirmed", "digests": "update-1"}
    assert kept.get(words[0], "") in answer.stdout


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
async def test_a_look_at_nothing_makes_nothing(environment, database_url, words):
    before = await state(database_url)
    answer = await type_in(environment, *words)
    assert answer.exit_code == 0, answer.output
    assert await state(database_url) == before


async def test_a_look_at_nothing_is_an_empty_answer(environment):
    told = {words: (await type_in(environment, *words)).stdout for words in LOOKING if words[0] != "check"}
    assert told == {
        ("audit", "export"): "",
        ("jobs", "dead", "--json"): "[]\n",
        ("digests", "export"): "[]\n",
        ("digests", "preview", "--date", "2026-11-23", "--json"): "[]\n",
    }


@pytest.mark.parametrize("words", [words for words in LOOKING if words[0] != "check"], ids=" ".join)
async def test_a_database_too_old_to_be_read_is_said(environment, database_url, words):
    async with await open_store(database_url, clock=clock) as store:
        await store._database.write(_nothing_but_the_revision)
    answer = await type_in(environment, *words)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "older than this version of the bot (revision 0001" in answer.stderr
    assert "start the bot once" in answer.stderr


def _nothing_but_the_revision(c: Connection) -> None:
    migrate.downgrade(c)
    c.execute(text("INSERT INTO alembic_version (version_num) VALUES ('0001')"))


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
async def test_a_database_of_a_newer_version_is_said(environment, database_url, words):
    async with await open_store(database_url, clock=clock) as store:
        await store._database.write(
            lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")) and None
        )
    answer = await type_in(environment, *words)
    assert answer.exit_code == 1
    assert "revision 9999" in " ".join((answer.stdout + answer.stderr).split())
    assert "Traceback" not in answer.output


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
async def test_who_writes_brings_it_up_to_date(environment, database_url, words):
    await at_revision(database_url, "-1")
    answer = await type_in(environment, *words)
    assert answer.exit_code == 0, answer.output
    database = await open_database(database_url, clock=clock)
    try:
        assert await database.read(migrate.revision) == migrate.HEAD
    finally:
        await database.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_look_leaves_what_a_crash_has_left_in_the_log(environment, database_url, tmp_path):
    await at_revision(database_url, "-1")
    folder = tmp_path / "crashed"
    folder.mkdir()
    async with await open_store(database_url, clock=clock) as store:
        await store.accounts.save(Account("tenant", "another", "12", "nl"))
        for name in ("bot.db", "bot.db-wal"):
            (folder / name).write_bytes((tmp_path / name).read_bytes())
    before = {name: (folder / name).read_bytes() for name in ("bot.db", "bot.db-wal")}
    assert before["bot.db-wal"]
    answer = await type_in(environment | {"DATABASE_URL": f"sqlite:///{folder / 'bot.db'}"}, "audit", "export")
    assert [json.loads(line)["action"] for line in answer.stdout.splitlines()][-1] == "request.confirmed"
    assert {name: (folder / name).read_bytes() for name in before} == before
