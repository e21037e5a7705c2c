"""A small stand-in for the Teams connector, and for the token address, on loopback.

Rule: it records every call and answers 201 with an id unless a test put other answers in line.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

HANG = "hang"
RESET = "reset"


@dataclass
class Call:
    method: str
    path: str  # raw, still encoded
    headers: dict[str, str]
    body: Any


@dataclass
class Answer:
    status: int = 201
    json: Any = None
    text: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Connector:
    """``calls`` in order; ``answers`` are given first; ``token_calls`` counts requests for our own token."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: deque[Answer | str] = deque()
        self.token_calls = 0
        self.token_answer: Answer | str = Answer(
            200, {"token_type": "Bearer", "expires_in": 3600, "access_token": "ours"}
        )
        self.peers: set[Any] = set()
        self._hanging = asyncio.Event()
        app = web.Application()
        app.router.add_post("/token", self._token)
        app.router.add_route("*", "/{tail:.*}", self._call)
        self._server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> Connector:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._hanging.set()
        await self._server.close()

    @property
    def url(self) -> str:
        """The service URL; it has a path prefix as Teams' has."""
        return str(self._server.make_url("/emea/"))

    @property
    def token_url(self) -> str:
        return str(self._server.make_url("/token"))

    async def _token(self, request: web.Request) -> web.Response:
        self.token_calls += 1
        form = await request.post()
        assert form["grant_type"] == "client_credentials"
        assert form["scope"] == "https://api.botframework.com/.default"
        if isinstance(self.token_answer, str):
            await self._hanging.wait()
            return web.Response(status=503)
        return web.json_response(self.token_answer.json, status=self.token_answer.status)

    async def _call(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        self.calls.append(Call(request.method, request.rel_url.raw_path, dict(request.headers), body))
        assert request.transport is not None
        self.peers.add(request.transport.get_extra_info("peername"))
        answer = self.answers.popleft() if self.answers else Answer(json={"id": f"posted-{len(self.calls)}"})
        if answer == HANG:
            await self._hanging.wait()
            return web.Response(status=500)
        if answer == RESET:
            request.transport.abort()
            return web.Response(status=500)
        assert isinstance(answer, Answer)
        if answer.json is not None:
            return web.json_response(answer.json, status=answer.status, headers=answer.headers)
        return web.Response(status=answer.status, text=answer.text, headers=answer.headers)
