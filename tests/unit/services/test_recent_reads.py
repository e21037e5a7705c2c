"""One cause asks Personio one question once, as long as nothing was written and the answer is of a moment ago."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.core.telemetry import UNWATCHED, TrackedWork, track
from bot.services.recent_reads import FRESH, RecentReads

PRESS, ANOTHER = "a" * 32, "b" * 32


class Personio:
    """Answers with the number of the question; ``held``: not before that is set."""

    def __init__(self) -> None:
        self.reads = self.writes = 0
        self.held: asyncio.Event | None = None

    async def read(self) -> int:
        self.reads += 1
        answer = self.reads
        if self.held:
            await self.held.wait()
        return answer


@contextmanager
def caused_by(cause: str) -> Iterator[None]:
    with track(UNWATCHED, TrackedWork("job", "kind", cause)):
        yield


@pytest.fixture
def personio() -> Personio:
    return Personio()


@pytest.fixture
def reads(personio: Personio) -> RecentReads:
    return RecentReads(lambda: personio.writes)


async def test_one_cause_reads_once(reads: RecentReads, personio: Personio) -> None:
    with caused_by(PRESS):
        assert [await reads.read("q", personio.read) for _ in range(3)] == [1, 1, 1]
        assert await reads.read("another question", personio.read) == 2


async def test_another_cause_and_none_read_for_themselves(reads: RecentReads, personio: Personio) -> None:
    with caused_by(PRESS):
        await reads.read("q", personio.read)
    with caused_by(ANOTHER):
        assert await reads.read("q", personio.read) == 2
    assert [await reads.read("q", personio.read) for _ in range(2)] == [3, 4]


async def test_a_write_makes_an_answer_old(reads: RecentReads, personio: Personio) -> None:
    with caused_by(PRESS):
        await reads.read("q", personio.read)
        personio.writes += 1
        assert await reads.read("q", personio.read) == 2


async def test_an_answer_is_old_after_a_moment(reads: RecentReads, personio: Personio, monkeypatch) -> None:
    loop = asyncio.get_running_loop()
    with caused_by(PRESS):
        await reads.read("q", personio.read)
        later = loop.time() + FRESH
        monkeypatch.setattr(loop, "time", lambda: later)
        assert await reads.read("q", personio.read) == 2


async def test_who_comes_while_it_is_read_waits_for_it(reads: RecentReads, personio: Personio) -> None:
    personio.held = asyncio.Event()
    with caused_by(PRESS):
        both = [asyncio.ensure_future(reads.read("q", personio.read)) for _ in range(2)]
        await asyncio.sleep(0)
        personio.held.set()
        assert await asyncio.gather(*both) == [1, 1]


async def test_a_write_while_it_is_read_makes_who_waits_read_anew(reads: RecentReads, personio: Personio) -> None:
    personio.held = asyncio.Event()
    with caused_by(PRESS):
        both = [asyncio.ensure_future(reads.read("q", personio.read)) for _ in range(2)]
        await asyncio.sleep(0)
        personio.writes += 1
        personio.held.set()
        assert await asyncio.gather(*both) == [1, 2]


@pytest.mark.parametrize("cancelled", [False, True])
async def test_who_waits_reads_where_the_other_fails(reads: RecentReads, personio: Personio, cancelled: bool) -> None:
    held = asyncio.Event()

    async def fails() -> int:
        await held.wait()
        raise ValueError

    with caused_by(PRESS):
        first = asyncio.ensure_future(reads.read("q", fails))
        await asyncio.sleep(0)
        second = asyncio.ensure_future(reads.read("q", personio.read))
        await asyncio.sleep(0)
        if cancelled:
            first.cancel()
        held.set()
        assert await second == 1
        with pytest.raises(asyncio.CancelledError if cancelled else ValueError):
            await first


async def test_who_gives_up_leaves_the_reading_to_the_others(reads: RecentReads, personio: Personio) -> None:
    personio.held = asyncio.Event()
    with caused_by(PRESS):
        first, second = (asyncio.ensure_future(reads.read("q", personio.read)) for _ in range(2))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        personio.held.set()
        assert await first == 1
