"""Work that other hands do is woken and waited for as one's own."""

from __future__ import annotations

import asyncio

from bot.worker import Workers


class Worker:
    """A worker that finishes one job when it is woken."""

    def __init__(self, key: str) -> None:
        self.key, self.done = key, asyncio.Event()

    def wake(self) -> None:
        self.done.set()

    async def settled(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 - as the worker has it
        if key != self.key:
            await asyncio.Event().wait()
        await self.done.wait()
        return True


async def test_work_of_any_worker_is_woken_and_waited_for():
    hands = Workers(Worker("people"), Worker("channels"))
    hands.wake()
    assert await hands.settled("channels", 60)
    assert await hands.settled("people", 60)


async def test_what_nobody_finishes_is_given_up():
    class Idle(Worker):
        async def settled(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 - as the worker has it
            return False

    assert not await Workers(Idle("a"), Idle("b")).settled("c", 0)
