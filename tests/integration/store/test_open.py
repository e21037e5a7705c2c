"""Opening, migrating, and the sentences an operator reads when it does not work."""

from __future__ import annotations

import asyncio
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.store import StoreError, migrate, open_store
from bot.store.tables import metadata
from bot.store.url import parse
from tests.support.stores import Kept

OPEN = """
import asyncio, sys
from datetime import UTC, datetime
from bot.store import open_store
async def main():
    async with await open_store(sys.argv[1], clock=lambda: datetime.now(UTC)) as store:
        await store.ping()
asyncio.run(main())
print([name for name in ("alembic", "sqlalchemy.ext.asyncio", "asyncpg") if name in sys.modules])
"""


def clock() -> datetime:
    return datetime(2025, 1, 1, tzinfo=UTC)


def start(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OPEN, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_processes_that_start_at_once_all_come_up(database_url: str) -> None:
    processes = [start(database_url) for _ in range(2)]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors


async def test_stores_that_open_at_once_all_come_up(database_url: str) -> None:
    stores = await asyncio.gather(*(open_store(database_url, clock=clock) for _ in range(4)))
    for store in stores:
        await store.ping()
        await store.close()


async def test_an_up_to_date_sqlite_file_costs_no_heavy_import(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    await (await open_store(url, clock=clock)).close()
    output, errors = start(url).communicate(timeout=60)
    assert output.strip() == "[]", errors


async def test_the_migrations_lead_to_the_tables_in_the_code(kept: Kept) -> None:
    def compare(c: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(c), metadata))

    assert await kept.store._database.read(compare) == []


async def test_down_to_nothing_and_up_again(kept: Kept) -> None:
    def down_and_up(c: Connection) -> set[str]:
        migrate.downgrade(c)
        left = set(inspect(c).get_table_names())
        migrate.upgrade(c)
        return left

    assert await kept.store._database.write(down_and_up) == {"alembic_version"}
    assert await kept.store.substitute_rules.all() == {}


def test_head_is_the_newest_revision() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == migrate.HEAD


async def test_a_database_of_a_newer_version_is_left_alone(kept: Kept) -> None:
    await kept.store._database.write(
        lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")) and None
    )
    with pytest.raises(StoreError, match="revision 9999"):
        await kept.another()


async def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    async with await open_store(f"sqlite:///{path}", clock=clock) as store:
        await store.substitute_rules.learn("1", "none")
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in os.scandir(tmp_path)}
    assert modes == {"bot.db": 0o600, "bot.db-wal": 0o600, "bot.db-shm": 0o600}


@pytest.mark.parametrize("spelling", ["sqlite:///bot.db", "sqlite+aiosqlite:///bot.db", " sqlite:///bot.db "])
def test_every_spelling_of_sqlite_is_read(spelling: str) -> None:
    assert str(parse(spelling)) == "sqlite:///bot.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_spelling_of_postgresql_is_read(scheme: str) -> None:
    read = parse(f"{scheme}://bot:p%40ss@db:5433/name?ssl=require")
    assert read.render_as_string(hide_password=False) == "postgresql://bot:p%40ss@db:5433/name?sslmode=require"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bot.db",
        "mysql://bot:hunter2@db/name",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:////no/such/folder/bot.db",
        "postgresql://bot:hunter2@127.0.0.1:1/name",
        "postgresql://bot:hunter2@127.0.0.1:1/name?sslmode=hunter2",
        "postgresql://bot:hunter2@127.0.0.1:port/name",
    ],
)
async def test_a_wrong_address_is_one_sentence_without_the_password(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        await open_store(url, clock=clock)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "hunter2" not in sentence


async def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_text("certainly no database " * 100)
    with pytest.raises(StoreError, match="not a database"):
        await open_store(f"sqlite:///{path}", clock=clock)


async def test_a_server_without_that_database_is_one_sentence(postgres: str) -> None:
    with pytest.raises(StoreError, match='database "nowhere" does not exist'):
        await open_store(parse(postgres).set(database="nowhere").render_as_string(hide_password=False), clock=clock)


async def test_a_ping_to_a_closed_store_says_so(kept: Kept) -> None:
    await kept.store.ping()
    if kept.url.startswith("sqlite"):
        await kept.store.close()
        with pytest.raises(StoreError, match="does not answer"):
            await kept.store.ping()
