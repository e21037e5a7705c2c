"""The thread in which SQLite's queries run: one after the other, and what becomes of those that nobody wants any more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot.store.sqlite import _Thread


@pytest.fixture
def thread() -> Iterator[_Thread]:
    thread = _Thread("test")
    yield thread
    thread.end()


async def test_things_are_done_in_their_order_and_in_one_other_thread(thread: _Thread) -> None:
    done: list[int] = []
    names = await asyncio.gather(
        *(thread.run(lambda n=n: (done.append(n), threading.get_ident())[1]) for n in range(5))
    )
    assert done == list(range(5))
    assert len(set(names)) == 1
    assert names[0] != threading.get_ident()


async def test_an_error_goes_to_who_waits_and_ends_nothing(thread: _Thread) -> None:
    with pytest.raises(ZeroDivisionError):
        await thread.run(lambda: 1 // 0)
    assert await thread.run(lambda: 1) == 1


async def test_what_is_cancelled_before_it_began_is_not_done(thread: _Thread) -> None:
    free, done = threading.Event(), []
    busy = thread.run(free.wait, 10)
    unwanted, wanted = thread.run(done.append, "unwanted"), thread.run(done.append, "wanted")
    unwanted.cancel()
    free.set()
    await asyncio.gather(busy, wanted)
    assert done == ["wanted"]


async def test_what_was_cancelled_under_way_is_done_and_told_to_nobody(thread: _Thread) -> None:
    begun, free, done = threading.Event(), threading.Event(), []

    def work() -> None:
        begun.set()
        free.wait(10)
        done.append("done")

    cancelled = thread.run(work)
    assert await asyncio.to_thread(begun.wait, 10)
    cancelled.cancel()
    free.set()
    await thread.run(lambda: None)
    assert done == ["done"]
    assert cancelled.cancelled()


async def test_an_end_waits_for_nothing_and_begins_nothing() -> None:
    thread, begun, free, done = _Thread("test"), threading.Event(), threading.Event(), []
    busy = thread.run(lambda: (begun.set(), free.wait(10)))
    later = thread.run(done.append, "later")
    assert await asyncio.to_thread(begun.wait, 10)
    thread.end()
    free.set()
    await busy
    with pytest.raises(asyncio.CancelledError):
        await later
    with pytest.raises(RuntimeError):
        thread.run(done.append, "never")
    assert done == []
