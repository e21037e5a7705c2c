"""Who is slow on purpose loses the connection; who is merely quiet keeps it. Over raw sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import web

from bot.core.throttle import FailedAuthThrottle
from bot.teams.authentication import Inbound
from bot.teams.config import TeamsConfig
from bot.teams.endpoint import Endpoint
from bot.web.connection import HEAD, Connection, Port, without_header_timeout

pytestmark = pytest.mark.timeout(60)

PATIENCE = 0.3  # seconds, instead of HEAD
BYTES = b"POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n"
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def served(patience: float) -> AsyncIterator[web.AppRunner]:
    @web.middleware
    async def at_ease(request, handler):
        with without_header_timeout(request):
            return await handler(request)

    async def slow(request: web.Request) -> web.Response:
        return web.Response(body=await request.read())

    inbound = Inbound(TeamsConfig(), None, None)  # type: ignore[arg-type]  # local mode asks for no keys
    endpoint = Endpoint(inbound, None, None, failed_auth=FailedAuthThrottle(), patience=PATIENCE)  # type: ignore[arg-type]
    app = web.Application(middlewares=[at_ease])
    app.router.add_post("/slow", slow)
    app.router.add_post("/api/messages", endpoint.messages)
    runner = web.AppRunner(app, handle_signals=False)
    await runner.setup()
    await Port(runner, "127.0.0.1", 0, patience=patience).start()
    yield runner
    await runner.cleanup()


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with served(PATIENCE) as runner:
        yield runner.addresses[0][1]


@pytest.fixture
async def calm() -> AsyncIterator[web.AppRunner]:
    """Return a server whose clocks can be looked at, and never run out here."""
    async with served(3600.0) as runner:
        yield runner


async def connected(port: int) -> Streams:
    return await asyncio.open_connection("127.0.0.1", port)


async def until(so: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not so():  # noqa: ASYNC110  # aiohttp has no event for it
            await asyncio.sleep(0)


async def answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split()[0])
    return await reader.readexactly(length)


async def test_who_says_nothing_is_hung_up_on(port):
    reader, _ = await connected(port)
    assert await reader.read() == b""


async def test_who_never_ends_the_head_is_hung_up_on(port):
    reader, writer = await connected(port)
    writer.write(b"POST /slow HTTP/1.1\r\nHost: x\r\n")
    assert await reader.read() == b""


async def test_a_byte_now_and_then_buys_no_time(port):
    reader, writer = await connected(port)
    gone = asyncio.create_task(reader.read())
    for byte in BYTES[:-4] * 1_000:  # never the end of a head
        if gone.done():
            break
        writer.write(bytes([byte]))
        await asyncio.wait([gone], timeout=PATIENCE / 20)
    with suppress(ConnectionResetError):  # a byte that arrives after the end is answered so
        assert b"200" not in await gone
    writer.close()


async def test_the_clock_runs_for_heads_alone_on_a_kept_connection_too(calm):
    reader, writer = await connected(calm.addresses[0][1])
    for _ in range(2):
        writer.write(BYTES[:20])
        await until(lambda: calm.server.connections and calm.server.connections[0]._late)
        [connection] = calm.server.connections
        writer.write(BYTES[20:] + b"bo")
        await until(lambda: calm.server.connections[0]._busy)
        assert connection._late is None  # a body has a limit of its own
        writer.write(b"dy")
        assert await answer(reader) == b"body"
        await until(lambda: not calm.server.connections[0]._busy)
        assert connection._late is None  # quiet between two requests, as a proxy is for hours
    writer.close()


async def test_an_activity_whose_body_never_ends_is_told_so(calm):
    reader, writer = await connected(calm.addresses[0][1])
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
    )
    assert (await reader.readline()).split()[1] == b"408"
    writer.close()


def test_the_real_limit_is_ten_seconds():
    assert HEAD == 10.0
    assert Connection.__init__.__kwdefaults__ == {"patience": HEAD}
