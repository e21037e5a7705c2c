"""The real bot as a process of its own, to be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx
import psutil

from tests.support.plain_http import plain_http

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class BotProcess:
    """``python app.py`` with a given environment and nothing else."""

    def __init__(self, environment: Mapping[str, str], *, log: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "PORT": str(self.port),
            **environment,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                str(ROOT / "app.py"),
                env=self._environment,
                cwd=self._log.parent,
                stdout=log,
                stderr=log,
            )
        async with plain_http() as client:
            for _ in range(600):
                if self._process.returncode is not None:
                    raise RuntimeError(
                        f"the bot ended with {self._process.returncode}: {self._log.read_text()[-2000:]}"
                    )
                try:
                    if (await client.get(f"{self.url}/readyz")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.05)
        raise RuntimeError("the bot did not become ready")

    @property
    def pid(self) -> int | None:
        """The process, None where none runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def kill(self) -> frozenset[int]:
        """SIGKILL: no goodbye. Return the ports of the connections that it had, seen while it already stood still."""
        ports: frozenset[int] = frozenset()
        if self.pid is not None:
            os.kill(self.pid, signal.SIGSTOP)
            ports = frozenset(each.laddr.port for each in psutil.Process(self.pid).net_connections("tcp"))
        await self._end(signal.SIGKILL)
        return ports

    async def stop(self) -> int:
        """SIGTERM: it drains; return its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await self._process.wait()
