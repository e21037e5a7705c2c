"""Connections: how long a client may take to say what it wants, and what every answer carries.

A head that is not complete in time ends the connection; nothing we answer is stored, framed, guessed at or tells
which server this is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from aiohttp import web

from bot.core.throttle import FailedAuthThrottle

HEAD = 10.0  # seconds from the first byte (or from connecting) to the end of a request's head
MAX_BODY = 256 * 1024  # bytes; Teams limits a message to about 100 KB
SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

log = structlog.get_logger(__name__)


async def add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Give an answer the headers that all have; a signal of aiohttp's, for 404 and 405 as well."""
    response.headers.update(SAFE)
    response.headers.pop("Server", None)


def unauthorized(request: web.Request, failed_auth: FailedAuthThrottle) -> web.Response:
    """Return what somebody without a valid token is answered: 401, or 429 where that was said too often."""
    wait = failed_auth.wait(request.remote, request.headers.getall("X-Forwarded-For", []))
    answer = web.Response(status=429, headers={"Retry-After": str(wait)}) if wait else web.Response(status=401)
    answer.force_close()  # a connection costs more than an answer
    return answer


async def read_body(request: web.Request, most: int) -> bytes:
    """Return a request's body. Raises HTTPRequestEntityTooLarge where it has more than ``most`` bytes."""
    body, size = bytearray(), request.content_length or 0
    if size <= most:
        async for chunk in request.content.iter_chunked(64 * 1024):
            body += chunk
            if (size := len(body)) > most:
                break
    if size > most:
        raise web.HTTPRequestEntityTooLarge(most, size)
    return bytes(body)


@contextmanager
def without_header_timeout(request: web.Request) -> Iterator[None]:
    """Stop the clock of a request's connection while it is dealt with."""
    connection = request.protocol
    if not isinstance(connection, Connection):  # aiohttp's own, in a test of one route
        yield
        return
    connection.begin()
    try:
        yield
    finally:
        connection.end()


class Connection(web.RequestHandler):
    """aiohttp's connection, with a limit on the time that a head may take."""

    __slots__ = ("_busy", "_late", "_patience")

    def __init__(self, manager: web.Server, *, patience: float = HEAD) -> None:
        # auto_decompress: nobody we serve compresses, and a small body must not become a large one.
        super().__init__(manager, loop=asyncio.get_running_loop(), access_log=None, auto_decompress=False)  # type: ignore[arg-type]  # None is how aiohttp turns the access log off
        self._patience = patience
        self._busy = False
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the clock: a client that connects must send a request."""
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        """Start the time limit of a request's head at its first byte; a body has none, its handler reads it."""
        if not self._busy:
            self._start()
        super().data_received(data)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def begin(self) -> None:
        self._busy = True
        self._stop()

    def end(self) -> None:
        self._busy = False

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002  # says what could not be read, byte by byte
    ) -> web.StreamResponse:
        """Answer a request that is no HTTP, or failed through a defect, with a bare status.

        aiohttp's own answer would repeat the bytes, and log them. Raises ConnectionError where half an answer is sent.
        """
        if status >= 500:
            log.error("server.failed", error=type(exc).__name__)
        if request.writer.output_size > 0:  # aiohttp's own rule: half an answer cannot be mended
            raise ConnectionError("half an answer is out")
        answer = _Bare(status=status, headers=SAFE)
        answer.force_close()
        return answer

    def _start(self) -> None:
        if self._late is None:
            self._late = asyncio.get_running_loop().call_later(self._patience, self.force_close)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class _Bare(web.Response):
    """An answer to what is not even a request, so that no signal of the application sees it."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        self.headers.pop("Server", None)


class Port(web.BaseSite):
    """Listens on one address for the server, with a limit on how long a request's head may take."""

    __slots__ = ("_host", "_patience", "_port")

    def __init__(self, runner: web.AppRunner, host: str, port: int, *, patience: float = HEAD) -> None:
        super().__init__(runner)
        self._host = host
        self._port = port
        self._patience = patience

    @property
    def name(self) -> str:
        return f"http://{self._host}:{self._port}"

    async def start(self) -> None:
        """Listen; raises OSError."""
        await super().start()
        manager = self._runner.server
        assert isinstance(manager, web.Server)  # noqa: S101  # BaseSite has refused a runner without one
        self._server = await asyncio.get_running_loop().create_server(
            lambda: Connection(manager, patience=self._patience), self._host, self._port, backlog=self._backlog
        )
