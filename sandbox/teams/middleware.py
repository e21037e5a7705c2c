"""What every request of the bot passes first: the check of its token, planned faults, rate limits, and the log.

A request is logged whatever becomes of it, and before the bot gets its answer.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from aiohttp import web

from sandbox.teams.faults import AFTER, DROPS, REFUSALS, Faults, failure, throttled
from sandbox.teams.limits import Limits

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request of the bot and its outcome; ``status`` 0: dropped on the line.

    ``done``: the platform did what was asked, whatever the answer said. ``port``: of the connection it came over.
    ``fault``: what went wrong on purpose. ``at``: seconds on the monotonic clock.
    """

    operation: str
    method: str
    path: str
    conversation: str
    body: Any
    status: int
    done: bool = False
    port: int = 0
    fault: str | None = None
    at: float = 0.0


class Refused(Exception):
    """The platform refuses; the argument is its error code."""


class Gate:
    """Lets requests in. ``token`` judges a bearer token; None: nothing is asked."""

    def __init__(self, limits: Limits | None, token: Callable[[str], bool] | None) -> None:
        self.limits, self.token = limits, token
        self.faults = Faults()
        self.calls: list[Call] = []
        self.closing = asyncio.Event()

    @property
    def middleware(self) -> Any:
        """The gate as a middleware for aiohttp."""

        @web.middleware
        async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._pass(request, handler)

        return gate

    async def _pass(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        operation = getattr(request.match_info.handler, "operation", "unknown")
        body = await read_json(request)
        where = request.match_info.get("conversation") or _target(body)
        fault = self.faults.take(operation, where)
        done = False
        try:
            response = self._refuse(request, operation, where, body, fault)
            if response is None and fault not in {"hang", "reset"}:
                response = await handler(request)
                done = True
                if fault and fault not in DROPS:
                    response = failure(fault)
        except Refused as refused:
            response = REFUSALS[str(refused)].response()
        dropped = fault in DROPS
        self.calls.append(
            Call(
                operation=operation,
                method=request.method,
                path=request.path,
                conversation=where,
                body=body,
                status=0 if dropped or response is None else response.status,
                done=done,
                port=_port(request),
                fault=fault,
                at=time.monotonic(),
            )
        )
        if self.faults.latency:
            await asyncio.sleep(self.faults.latency)
        if dropped or response is None:
            return await self._drop(request, hang=str(fault).startswith("hang"))
        response.headers["MS-CV"] = uuid4().hex[:16]
        response.headers["ContextId"] = f"tcid=0,server=sandbox,cv={uuid4().hex[:12]}"
        return response

    def _refuse(
        self, request: web.Request, operation: str, where: str, body: Any, fault: str | None
    ) -> web.StreamResponse | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if self.token and not (scheme == "Bearer" and self.token(token)):
            return web.json_response({"message": "Authorization has been denied for this request."}, status=401)
        if fault and not fault.endswith(AFTER) and fault not in DROPS:
            return failure(fault)
        if self.limits is None or fault:
            return None
        units = len(parts(body)) if operation == "send" and isinstance(body, dict) else 1
        wait = self.limits.charge(operation, where, units)
        return None if wait is None else throttled(wait)

    async def _drop(self, request: web.Request, *, hang: bool) -> web.StreamResponse:
        if hang:
            await self.closing.wait()
        if request.transport is not None:
            raw = request.transport.get_extra_info("socket")
            if raw is not None:  # close with RST instead of FIN
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.transport.abort()
        return web.Response(status=500)  # nobody reads it


def _port(request: web.Request) -> int:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return int(peer[1]) if peer else 0


async def read_json(request: web.Request) -> Any:
    """Return the body, or None where it is no JSON."""
    try:
        return json.loads(await request.read())
    except ValueError:
        return None


def parts(activity: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the messages Teams makes of one activity: the words, and every card (a carousel is one)."""
    cards = activity.get("attachments") or []
    groups = [cards] if activity.get("attachmentLayout") == "carousel" and cards else [[card] for card in cards]
    words = [{**activity, "attachments": []}] if activity.get("text") else []
    split = words + [{**activity, "text": "", "attachments": group} for group in groups]
    return split if len(split) > 1 else [activity]


def _target(body: Any) -> str:
    # Creating a conversation has no id in its path: the channel or the person stands in for it.
    if not isinstance(body, dict):
        return ""
    channel = (body.get("channelData") or {}).get("channel") or {}
    members = body.get("members") or [{}]
    return str(channel.get("id") or members[0].get("id") or "")
