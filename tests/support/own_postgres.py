"""A PostgreSQL of the test's own, which it may stop and start."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psutil
import pytest

from tests.support import databases


class OwnPostgres:
    """A server in a folder of its own; the data survive its end."""

    def __init__(self) -> None:
        self._server: Any = databases._server.__wrapped__()  # not the one that all tests share

    @property
    def url(self) -> str:
        return str(self._server.get_uri())

    async def restart(self, away: float) -> None:
        """End it as an upgrade of the server does, be away for so many seconds, come back."""
        await asyncio.to_thread(self._server.stop)
        await asyncio.sleep(away)
        await asyncio.to_thread(self._server.ensure_postgres_running)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let every process of it stand still: connections are taken by the kernel, and nothing is ever answered."""
        postmaster = psutil.Process(int((self._server.pgdata / "postmaster.pid").read_text().split()[0]))
        processes = [postmaster, *postmaster.children(recursive=True)]
        try:
            for process in processes:
                process.suspend()
            yield
        finally:
            for process in processes:
                with suppress(psutil.NoSuchProcess):
                    process.resume()

    def end(self) -> None:
        with suppress(psutil.NoSuchProcess, subprocess.CalledProcessError):  # it may have ended by itself meanwhile
            self._server.stop()
        shutil.rmtree(self._server.pgdata.parent, ignore_errors=True)


@pytest.fixture
def own_postgres() -> Iterator[OwnPostgres]:
    server = OwnPostgres()
    yield server
    server.end()
