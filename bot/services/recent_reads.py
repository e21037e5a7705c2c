"""What was read from Personio a moment ago, shared by what one cause shows: the answer to a press and its cards.

These would ask Personio the same question up to three times within a tenth of a second. What is shown may rest on one
answer to it. What decides reads for itself: about a write, and about whose turn it is, because an older answer after a
newer one would begin a turn that is over. An answer serves no other cause, such as another press or news from Personio.
It is dropped as soon as this process writes anything to Personio.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from bot.core.telemetry import correlation_id

FRESH: Final = 2.0  # seconds of the event loop: the work of a press is over within one

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Read:
    """One question under way, or answered: when it was asked, and how often this process had written by then."""

    asked_at: float
    writes: int
    answer: asyncio.Future[Any]


class RecentReads:
    """Answers by cause and question. ``writes``: how many writes to Personio this process has begun and ended."""

    def __init__(self, writes: Callable[[], int]) -> None:
        self._writes = writes
        self._reads: dict[tuple[str, Hashable], _Read] = {}

    async def read(self, question: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """Return what the same cause was answered a moment ago, or waits for; else read. Raises what ``read`` raises.

        Who waits for another's reading reads for themselves where that one fails.
        """
        known = self._reads.get((correlation_id() or "", question))
        if known and self._is_fresh(known):
            await asyncio.wait([known.answer])
            if self._is_fresh(known) and not known.answer.cancelled():
                answer: T = known.answer.result()
                return answer
        return await self._anew(question, read)

    async def _anew(self, question: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        cause = correlation_id()
        if not cause:
            return await read()
        loop = asyncio.get_running_loop()
        this = _Read(loop.time(), self._writes(), loop.create_future())
        self._drop_old()
        self._reads[cause, question] = this
        try:
            answer = await read()
        except BaseException:
            this.answer.cancel()
            raise
        this.answer.set_result(answer)
        return answer

    def _is_fresh(self, read: _Read) -> bool:
        return read.writes == self._writes() and asyncio.get_running_loop().time() - read.asked_at < FRESH

    def _drop_old(self) -> None:
        for name in [name for name, read in self._reads.items() if not self._is_fresh(read)]:
            del self._reads[name]
