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
    """Joins callers to the run that is under way, or starts one; ``failed`` is told the error of a run that fails."""

    def __init__(
        self, work: Callable[[], Coroutine[Any, Any, T]], failed: Callable[[BaseException], None] = lambda _: None
    ) -> None:
        self._work, self._failed = work, failed
        self._task: asyncio.Task[T] | None = None

    async def __call__(self) -> T:
        """Return what the run returns; raises what it raises."""
        return await asyncio.shield(self.start())

    def start(self) -> asyncio.Task[T]:
        """Return the run that is under way, started now where there is none."""
        if self._task is None or self._over(self._task):
            self._task = asyncio.create_task(self._work())
            self._task.add_done_callback(self._seen)
        return self._task

    def _over(self, task: asyncio.Task[T]) -> bool:
        return task.done()

    def _seen(self, task: asyncio.Task[T]) -> None:
        """Take note of a failure, for where everybody who waited has gone away meanwhile."""
        if not task.cancelled() and (error := task.exception()):
            self._failed(error)

    async def close(self) -> None:
        """Stop a run that is under way."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


class Once(Flight[T]):
    """One answer to one question: there is one run, whose result everybody gets."""

    def _over(self, _task: asyncio.Task[T]) -> bool:
        return False
