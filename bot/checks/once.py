"""A question that several checks have, asked once.

Rule: the first who asks starts it, everybody gets its answer or its error; nobody's impatience stops it for others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """One answer to one question."""

    def __init__(self, ask: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._ask = ask
        self._task: asyncio.Task[T] | None = None

    async def __call__(self) -> T:
        """Return the answer, or raise what asking raised."""
        return await asyncio.shield(self.asked())

    def asked(self) -> asyncio.Task[T]:
        """Return the asking itself, started at the first call."""
        if self._task is None:
            self._task = asyncio.create_task(self._ask())
            self._task.add_done_callback(_seen)
        return self._task

    async def close(self) -> None:
        """Stop asking."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


def _seen(task: asyncio.Task[Any]) -> None:
    if not task.cancelled():
        task.exception()  # whoever asked has it; asyncio need not mention it a second time
