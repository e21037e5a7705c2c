"""One run at a time of a piece of work, shared by everybody who asks meanwhile.

Rule: a caller that goes away does not take the work with it; a failure reaches all who waited, and is not kept.
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
        """Return what the run returns; raises what it raises."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
            self._task.add_done_callback(_seen)
        return await asyncio.shield(self._task)


def _seen(task: asyncio.Task[Any]) -> None:
    """Take note of a failure, for where everybody who waited has gone away meanwhile."""
    if not task.cancelled():
        task.exception()
