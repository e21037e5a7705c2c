"""A pool of connections that costs less: httpx's own asks the system much that it was told before.

For each call httpcore looks twice at every idle connection, whether its other side has closed it. To find the socket
for that, anyio asks the system for both addresses of the connection each time. And it looks by an import whether
``sniffio`` is installed: where it is not, that searches all folders of packages, several times a call. Together it was
a sixth of a filing's processor time.
"""

from __future__ import annotations

import select
import ssl
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

import httpx
from httpcore import SOCKET_OPTION, AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream


def pooled(ssl_context: ssl.SSLContext, proxy: str | None) -> httpx.AsyncHTTPTransport:
    """Return httpx's transport with such a pool."""
    if find_spec("sniffio") is None:
        sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # None: an import of it fails at once
    transport = httpx.AsyncHTTPTransport(verify=ssl_context, proxy=proxy)
    transport._pool._network_backend = _Backend()  # an argument of httpcore's that httpx does not pass on
    return transport


class _Stream(AsyncNetworkStream):
    """A connection that finds its socket once."""

    def __init__(self, inner: AsyncNetworkStream) -> None:
        self._inner = inner
        self._socket = inner.get_extra_info("socket")
        self._look = select.poll()
        self._look.register(self._socket, select.POLLIN)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
    ) -> AsyncNetworkStream:
        return _Stream(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks for; ``is_readable`` of an idle connection means that the other side closed it."""
        if info != "is_readable":
            return self._inner.get_extra_info(info)
        return self._socket.fileno() < 0 or bool(self._look.poll(0))


class _Backend(AsyncNetworkBackend):
    """httpcore's way to the network, with such streams."""

    def __init__(self) -> None:
        self._inner = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        return _Stream(await self._inner.connect_tcp(host, port, timeout, local_address, socket_options))

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
