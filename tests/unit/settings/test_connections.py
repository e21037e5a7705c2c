"""The pool of connections to Personio: what it keeps, and what it notices."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.machinery import PathFinder

import httpx
import pytest

from bot.settings.connections import _Stream, pooled


class Server:
    """Answers everything with ``ok``, and counts connections; ``closing``: each is closed after one answer."""

    def __init__(self, *, closing: bool) -> None:
        self.connections, self._closing = 0, closing
        self.closed = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while await reader.readline():
            while await reader.readline() != b"\r\n":
                pass
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await writer.drain()
            if self._closing:
                break
        writer.close()
        await writer.wait_closed()
        self.closed.set()


@asynccontextmanager
async def client_of(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    transport = pooled(httpx.create_ssl_context(), None)
    async with listening, httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{port}") as client:
        yield client


async def test_a_connection_is_used_again_and_has_its_socket() -> None:
    server = Server(closing=False)
    async with client_of(server) as client:
        for _ in range(3):
            assert (await client.get("/")).text == "ok"
        transport = client._transport
        assert isinstance(transport, httpx.AsyncHTTPTransport)
        [connection] = transport._pool.connections
        assert isinstance(connection._connection._network_stream, _Stream)  # type: ignore[attr-defined]
        assert not connection.has_expired()
    assert server.connections == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_connection_that_the_other_side_closed_is_not_written_to(method: str) -> None:
    """A write into it would have an outcome that nobody knows."""
    server = Server(closing=True)
    async with client_of(server) as client:
        for n in range(3):
            server.closed.clear()
            assert (await client.request(method, "/")).text == "ok"
            await server.closed.wait()
            assert server.connections == n + 1


def test_a_package_that_is_not_there_is_not_searched_for() -> None:
    """httpcore imports it at each lock that it makes; where it is there, it is left as it is."""
    for _ in range(2):
        pooled(httpx.create_ssl_context(), None)
        refused = "sniffio" in sys.modules and sys.modules["sniffio"] is None
        assert refused == (PathFinder.find_spec("sniffio") is None)
