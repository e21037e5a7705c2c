"""A Bot Framework connector that takes everything and counts it, in a process of its own.

Rule: it does as little as a connector can (201 with an id), so that what is measured is the bot. Bots talk to one port,
the driver to another, so that the count of connections is the bot's alone. Prints both ports as one JSON line.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from aiohttp import web


class Connector:
    """What was received: how many connections, messages and other calls, and the last message of each conversation."""

    def __init__(self, members: dict[str, Any], delay: float) -> None:
        self._members = members
        self._delay = delay
        self._ids = itertools.count(1_700_000_000_000)
        self._messages: dict[str, bytes] = {}
        self.connections = 0
        self._counts = {"sends": 0, "updates": 0, "reads": 0}

    def for_bots(self) -> web.Application:
        app = web.Application()
        conversation = "/v3/conversations/{conversation}"
        app.add_routes(
            [
                web.post(f"{conversation}/activities", self._send),
                web.post(f"{conversation}/activities/{{activity}}", self._send),
                web.put(f"{conversation}/activities/{{activity}}", self._update),
                web.get(f"{conversation}/members/{{member}}", self._member),
            ]
        )
        return app

    def for_driver(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.get("/counts", self._show_counts), web.get("/message", self._show_message)])
        return app

    async def _send(self, request: web.Request) -> web.Response:
        self._messages[request.match_info["conversation"]] = await request.read()
        self._counts["sends"] += 1
        await self._wait()
        return web.json_response({"id": str(next(self._ids))}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        await request.read()
        self._counts["updates"] += 1
        await self._wait()
        return web.json_response({"id": request.match_info["activity"]})

    async def _member(self, request: web.Request) -> web.Response:
        self._counts["reads"] += 1
        await self._wait()
        member = self._members.get(request.match_info["member"])
        if member is None:
            return web.json_response({"error": {"code": "MemberNotFoundInConversation", "message": ""}}, status=404)
        return web.json_response(member)

    async def _wait(self) -> None:
        if self._delay:
            await asyncio.sleep(self._delay)

    async def _show_counts(self, _: web.Request) -> web.Response:
        return web.json_response({"connections": self.connections, **self._counts})

    async def _show_message(self, request: web.Request) -> web.Response:
        return web.Response(
            body=self._messages.get(request.query["conversation"], b"null"), content_type="application/json"
        )


@contextlib.asynccontextmanager
async def listening(app: web.Application, connector: Connector | None) -> AsyncIterator[int]:
    """Serve ``app`` on a free loopback port and yield the port; count its connections for ``connector``, if given."""
    runner = web.AppRunner(app)
    await runner.setup()

    def accept() -> asyncio.BaseProtocol:
        if connector is not None:
            connector.connections += 1
        assert runner.server is not None
        return runner.server()

    server = await asyncio.get_running_loop().create_server(accept, "127.0.0.1", 0, backlog=1024)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await runner.cleanup()


async def serve(members: dict[str, Any], delay: float) -> None:
    connector = Connector(members, delay)
    async with listening(connector.for_bots(), connector) as port, listening(connector.for_driver(), None) as control:
        print(json.dumps({"port": port, "control": control}), flush=True)
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=Path, help="JSON file: member id -> member, as the connector answers it")
    parser.add_argument("--delay", type=float, default=0, metavar="MS", help="answer after this many milliseconds")
    arguments = parser.parse_args()
    members = json.loads(arguments.members.read_text(encoding="utf-8")) if arguments.members else {}
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(members, arguments.delay / 1000))


if __name__ == "__main__":
    main()
