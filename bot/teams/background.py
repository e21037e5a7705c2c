"""Work that goes on after an answer was given: edits of cards that were answered in place.

Rule: every task is tracked and awaited at the end; tasks with one key run one after the other, so that the last
edit of a card wins.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.services import SendError

log = structlog.get_logger(__name__)


class Background:
    """Runs coroutines behind the answers and drains them on close."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def start(self, key: str, work: Coroutine[Any, Any, object]) -> None:
        """Run ``work`` after whatever was started with the same key."""
        task = asyncio.create_task(self._run(self._tasks.get(key), work))
        self._tasks[key] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._forget(key, done))

    async def settled(self, key: str, within: float) -> None:
        """Wait until what was started with a key is done, at most so many seconds."""
        if task := self._tasks.get(key):
            await asyncio.wait([task], timeout=within)

    async def drain(self, within: float = 10.0) -> None:
        """Wait for what is under way, at most so many seconds (usually more than a call takes), then drop it."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _forget(self, key: str, done: asyncio.Task[None]) -> None:
        self._running.discard(done)
        if self._tasks.get(key) is done:
            del self._tasks[key]

    @staticmethod
    async def _run(before: asyncio.Task[None] | None, work: Coroutine[Any, Any, object]) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            await work
        except SendError as failure:
            log.warning("background_send_failed", error=type(failure).__name__, code=failure.code)
        except Exception as failure:  # nobody awaits this task, so nobody else could tell
            log.error("background_failed", error=type(failure).__name__)
