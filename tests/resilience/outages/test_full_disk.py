"""The disk under SQLite is full: the bot says that it is not ready, confirms nothing, and is itself again with space."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.support.outside_bot import BUSY, outside, timed

INVOKE = 5.0 + BUSY  # seconds: as promised, and what a busy machine adds


@contextmanager
def full(pid: int, log: Path) -> Iterator[None]:
    """Let no file of a process grow beyond what its database's log has now: what a full disk says, for one process."""
    bot = psutil.Process(pid)
    before = bot.rlimit(resource.RLIMIT_FSIZE)
    bot.rlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, before[1]))
    try:
        yield
    finally:
        bot.rlimit(resource.RLIMIT_FSIZE, before)


async def test_not_ready_while_the_disk_is_full_and_ready_with_space(tmp_path: Path) -> None:
    async with outside(f"sqlite:///{tmp_path / 'bot.db'}", tmp_path) as stage:
        message = await stage.review()
        assert (await stage.get("/readyz")).status_code == 200
        assert stage.bot.pid is not None
        with full(stage.bot.pid, tmp_path / "bot.db-wal"):
            ready = await stage.get("/readyz")
            assert ready.status_code == 503
            assert ready.json()["status"].startswith("The database cannot be used:")
            said, took = await timed(stage.file(message))
            assert "Reken er nog niet op dat het gelukt is" in said
            assert took < INVOKE
            assert stage.filed() == 0
        assert (await stage.get("/readyz")).status_code == 200
        assert "Reken er nog niet op" not in await stage.file(message)
        async with asyncio.timeout(30):
            while not stage.filed():  # noqa: ASYNC110 - another process works on it
                await asyncio.sleep(0.1)
        assert stage.filed() == 1
