"""``POST /api/messages``: what comes in over HTTP, and the status that goes back.

A request without a token of Teams is answered 401 (too often: 429), and its body is not read; then 415, 400, 401, 403,
408
or 413 where it is not as Teams sends it, 501 for an unknown invoke, else 200. No body of a refusal says why.
"""

from __future__ import annotations

import asyncio
import functools
import json
from typing import Any

import structlog
from aiohttp import web

from bot.core.telemetry import UNWATCHED, Telemetry, TrackedWork, new_cause, raised_at, set_outcome, track
from bot.core.throttle import FailedAuthThrottle
from bot.services.deadline import answering
from bot.teams.adapter import Adapter
from bot.teams.authentication import Inbound, RequestRejected
from bot.teams.turn_runner import Turns
from bot.teams.wire import json_body
from bot.web.connection import MAX_BODY, read_body, unauthorized

PATIENCE = 10.0  # seconds that a body may take

log = structlog.get_logger(__name__)


class Endpoint:
    """Takes activities."""

    def __init__(
        self,
        inbound: Inbound,
        adapter: Adapter,
        turns: Turns,
        telemetry: Telemetry = UNWATCHED,
        *,
        failed_auth: FailedAuthThrottle,
        patience: float = PATIENCE,
    ) -> None:
        self._inbound = inbound
        self._failed_auth = failed_auth
        self._patience = patience
        self._adapter = adapter
        self._turns = turns
        self._telemetry = telemetry

    async def messages(self, request: web.Request) -> web.Response:
        with track(self._telemetry, TrackedWork("turn", "unread", new_cause())):
            arrived = asyncio.get_running_loop().time()
            set_outcome("not_admitted")
            admitted = await self._admit(request)
            if isinstance(admitted, web.Response):
                return admitted
            activity, claims = admitted
            turn = functools.partial(self._turns.run, activity)
            try:
                with answering(arrived, invoke=activity["type"] == "invoke"):
                    status, body = await self._adapter.run(activity, claims, turn)
            except Exception as failure:  # a defect of ours: repeating the activity would not help Teams
                set_outcome("failed")
                log.error("endpoint_failed", error=type(failure).__name__, where=raised_at(failure))
                return web.Response(status=200)
        if body is None:
            return web.Response(status=status)
        return web.Response(status=status, body=json_body(body), headers=_JSON)

    async def _admit(self, request: web.Request) -> tuple[dict[str, Any], dict[str, Any]] | web.Response:
        """Return the activity and the claims of its token, or the answer to a request that is not let in."""
        authorization = request.headers.get("Authorization", "")
        try:
            await self._inbound.authenticate(authorization)
        except RequestRejected as refused:
            answer = unauthorized(request, self._failed_auth)
            if answer.status != 429:  # a client that goes on must not fill the log
                log.warning("activity_refused", status=answer.status, reason=refused.reason)
            return answer
        if request.content_type != "application/json" or "Content-Encoding" in request.headers:  # Teams sends none
            return web.Response(status=415)
        try:
            activity = await self._activity(request)
            return activity, await self._inbound.admit(authorization, activity)
        except RequestRejected as refused:
            log.warning("activity_refused", status=refused.status, reason=refused.reason)
            return web.Response(status=refused.status)

    async def _activity(self, request: web.Request) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self._patience):
                return await _activity(request)
        except TimeoutError:
            raise RequestRejected(408, "too slow") from None


_JSON = {"Content-Type": "application/json; charset=utf-8"}


async def _activity(request: web.Request) -> dict[str, Any]:
    """Return the activity in a request; raises RequestRejected."""
    try:
        found = json.loads(await read_body(request, MAX_BODY))
    except web.HTTPRequestEntityTooLarge:
        raise RequestRejected(413, "too large") from None
    except (ValueError, RecursionError, ConnectionError, web.RequestPayloadError) as failure:
        raise RequestRejected(400, type(failure).__name__) from None
    if not isinstance(found, dict) or not isinstance(found.get("type"), str) or not found["type"]:
        raise RequestRejected(400, "no activity")
    return found
