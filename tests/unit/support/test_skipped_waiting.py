"""The loop in which tests wait for nothing: it skips time where nothing can happen, and only there."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
import time
from typing import Any

import pytest

from bot.store import sqlite
from tests.support.skipped_waiting import skip_waiting

HOUR = 3600.0


async def seconds(awaited: Any) -> float:
    """Return how long something took on the machine's own clock."""
    began = time.perf_counter()
    await awaited
    return time.perf_counter() - began


async def test_a_loop_that_is_not_told_to_skip_waits() -> None:
    assert await seconds(asyncio.sleep(0.05)) >= 0.04


async def test_an_hour_passes_at_once_on_every_monotonic_clock() -> None:
    skip_waiting()
    began, loop_began = time.monotonic(), asyncio.get_running_loop().time()
    assert await seconds(asyncio.sleep(HOUR)) < 60
    assert time.monotonic() - began >= HOUR
    assert asyncio.get_running_loop().time() - loop_began >= HOUR


async def test_timers_come_in_their_order() -> None:
    skip_waiting()
    order: list[float] = []

    async def note(after: float) -> None:
        await asyncio.sleep(after)
        order.append(after)

    await asyncio.gather(*map(note, (30.0, 0.5, 7.0, 31.0)))
    assert order == [0.5, 7.0, 30.0, 31.0]


async def test_what_comes_over_an_own_connection_is_not_overtaken_by_its_deadline() -> None:
    skip_waiting()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(line)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    began = time.monotonic()
    for number in range(200):
        writer.write(b"%d\n" % number)
        async with asyncio.timeout(HOUR):
            assert await reader.readline() == b"%d\n" % number
    assert time.monotonic() - began < HOUR  # no deadline was skipped to
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(HOUR):
            await reader.readline()
    writer.close()
    server.close()


async def test_a_thread_of_the_store_is_waited_for_as_long_as_it_works() -> None:
    skip_waiting()
    thread = sqlite._Thread("store")
    assert await seconds(thread.run(time.sleep, 0.1)) >= 0.09
    began = time.perf_counter()
    await asyncio.sleep(HOUR)
    assert time.perf_counter() - began < HOUR
    late = thread.run(time.sleep, 0.1)
    await asyncio.sleep(0)
    late.cancel()
    thread.end()


@pytest.mark.parametrize("kind", ["pool", "thread", "process", "server"])
async def test_what_is_done_outside_of_the_loop_is_waited_for(kind: str) -> None:
    skip_waiting()
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def work() -> None:
        time.sleep(0.1)
        loop.call_soon_threadsafe(done.set)

    async def outside() -> None:
        if kind == "pool":
            await asyncio.to_thread(time.sleep, 0.1)
        elif kind == "thread":
            threading.Thread(target=work).start()
            await done.wait()
        elif kind == "process":
            process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(0.1)")
            await process.wait()
        else:
            with socket.create_server(("127.0.0.1", 0)) as listening:
                _, writer = await asyncio.open_connection(*listening.getsockname())
                await asyncio.sleep(0.1)
                writer.close()

    async with asyncio.timeout(60):
        assert await seconds(outside()) >= 0.09
