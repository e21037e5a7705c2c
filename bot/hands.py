"""Several workers as one outbox: whoever stores work need not know whose hands do it.

Rule: decides nothing; every worker is asked alike.
"""

from __future__ import annotations

import asyncio

from bot.worker import Worker


class Hands:
    """The :class:`bot.services.Outbox` of a process with more than one worker."""

    def __init__(self, *workers: Worker) -> None:
        self._workers = workers

    def wake(self) -> None:
        """Look for due jobs now: one was just stored."""
        for worker in self._workers:
            worker.wake()

    async def settled(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 - giving up is an answer, not an error
        """Wait until one of the workers has finished the job with that key; False after ``timeout`` seconds."""
        waiting = [asyncio.create_task(worker.settled(key, timeout)) for worker in self._workers]
        try:
            for first in asyncio.as_completed(waiting):
                if await first:
                    return True
            return False
        finally:
            for each in waiting:
                each.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
