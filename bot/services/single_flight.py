"""One run of a piece of work at a time, shared by everybody who asks meanwhile.

A caller that goes away does not stop the work; a failure reaches all who waited. ``Flight`` keeps no result, ``Once``
keeps it for good.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Flight(Generic[T]):
    """Joins callers to the run that is under way, or starts one."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._work = work
        self._task: asyncio.Task[T] | None = None

    async def join(self) -> T:
        """Wait for the run under way, or start one; return its result, or raise its error."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
            self._task.add_done_callback(_seen)
        return await asyncio.shield(self._task)


def _seen(task: asyncio.Task[Any]) -> None:
    """Take note of a failure, for where everybody who waited has gone away meanwhile."""
    if not task.cancelled():
        task.exception()


class Once(Generic[T]):
    """Runs ``ask`` at most once: every caller waits for the same run, and gets its result or its error."""

    def __init__(self, ask: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._ask = ask
        self._task: asyncio.Task[T] | None = None

    async def __call__(self) -> T:
        """Return the answer, or raise what asking raised."""
        return await asyncio.shield(self.asked())

    def asked(self) -> asyncio.Task[T]:
        """Return the task that runs ``ask``; the first call starts it."""
        if self._task is None:
            self._task = asyncio.create_task(self._ask())
            self._task.add_done_callback(_once_seen)
        return self._task

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


def _once_seen(task: asyncio.Task[Any]) -> None:
    if not task.cancelled():
        task.exception()  # all callers have received it; asyncio need not report it as well
