"""What stands in front of two replicas: a small reverse proxy, as an operator's load balancer does it.

Rule: round robin over the replicas whose ``/readyz`` is 200, and over all where none is (no balancer may invent an
outage). A request is repeated only where nobody can have seen it: the connection was refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, TCPConnector, web

LOOK_EVERY = 0.2  # seconds between two looks at /readyz
PATIENCE = 10.0  # seconds in which somebody must take a connection
_KEPT = ("Content-Type", "Authorization", "x-ms-tenant-id", "x-ms-conversation-id")


@dataclass(slots=True)
class Seen:
    """What passed: answers of ours that were a 5xx, cut connections, connections that were refused and tried again."""

    passed: int = 0
    errors: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    refused: int = 0
    unready: int = 0  # looks at /readyz that were answered with 503


class Proxy:
    """Listens on loopback; ``url`` has no path."""

    def __init__(self, replicas: Sequence[str]) -> None:
        self.seen = Seen()
        self.url = ""
        self._replicas = list(replicas)
        self._ready: set[str] = set()
        self._turn = 0
        self._out: ClientSession
        self._runner: web.AppRunner
        self._watching: asyncio.Task[None]

    async def __aenter__(self) -> Self:
        # force_close: a connection kept alive could be closed by a replica that ends just as we write to it.
        self._out = ClientSession(
            connector=TCPConnector(force_close=True, limit=0), timeout=ClientTimeout(total=60), auto_decompress=False
        )
        app = web.Application(client_max_size=2**20)
        app.router.add_route("*", "/{path:.*}", self._pass)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._watching = asyncio.create_task(self._telemetry())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._watching.cancel()
        await asyncio.gather(self._watching, return_exceptions=True)
        await self._runner.cleanup()
        await self._out.close()

    async def _telemetry(self) -> None:
        while True:
            await asyncio.gather(*(self._look(each) for each in self._replicas))
            await asyncio.sleep(LOOK_EVERY)

    async def _look(self, replica: str) -> None:
        status = 0
        try:
            async with self._out.get(f"{replica}/readyz", timeout=ClientTimeout(total=6)) as answer:
                status = answer.status
        except (ClientError, TimeoutError):
            pass
        self.seen.unready += status == 503
        (self._ready.add if status == 200 else self._ready.discard)(replica)

    def _next(self, passed_over: set[str]) -> str:
        """Return whose turn it is."""
        candidates = [each for each in self._replicas if each in self._ready and each not in passed_over]
        candidates = candidates or [each for each in self._replicas if each not in passed_over] or self._replicas
        self._turn += 1
        return candidates[self._turn % len(candidates)]

    async def _pass(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in _KEPT if name in request.headers}
        until = asyncio.get_running_loop().time() + PATIENCE
        refused: set[str] = set()
        while asyncio.get_running_loop().time() < until:
            replica = self._next(refused)
            try:
                async with self._out.request(
                    request.method, replica + request.path_qs, data=body, headers=headers
                ) as answer:
                    content = await answer.read()
            except ClientConnectorError:  # nobody has seen it
                self.seen.refused += 1
                self._ready.discard(replica)
                refused.add(replica)
                if len(refused) == len(self._replicas):
                    refused.clear()
                    await asyncio.sleep(LOOK_EVERY)
                continue
            except (ClientError, TimeoutError) as error:  # may have been handled: not ours to repeat
                self.seen.cut.append(f"{request.path}: {type(error).__name__}")
                return web.Response(status=502)
            self.seen.passed += 1
            if answer.status >= 500:
                self.seen.errors.append(f"{request.path}: {answer.status}")
            kind = {"Content-Type": answer.headers["Content-Type"]} if "Content-Type" in answer.headers else {}
            return web.Response(status=answer.status, body=content, headers=kind)
        self.seen.cut.append(f"{request.path}: nobody listens")
        return web.Response(status=503)
