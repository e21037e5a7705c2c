"""Tokens: ``POST /v2/auth/token`` and ``POST /v1/auth``.

V2 takes a form only and answers 400 to bad credentials; the query string is never read.
Source: https://developer.personio.de/reference/post_v2-auth-token
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.personio.clock import stamp
from sandbox.personio.credentials import LIFETIME
from sandbox.personio.errors import ApiError, V1Error
from sandbox.personio.request_body import json_object
from sandbox.personio.world import world_of

FORM = "application/x-www-form-urlencoded"
UNKNOWN_CLIENT = (
    "Client authentication failed (e.g., unknown client, wrong secret, no client authentication included, "
    "or unsupported authentication method)."
)


def _refused(request: web.Request, error: str, description: str) -> web.Response:
    world = world_of(request)
    body = {
        "error": error,
        "error_description": description,
        "timestamp": stamp(world.clock.now()),
        "trace_id": world.trace_id(),
    }
    return web.json_response(body, status=400)


async def token(request: web.Request) -> web.Response:
    """Give out a v2 token for 24 hours."""
    world = world_of(request)
    if request.content_type != FORM:
        return _refused(request, "invalid_request", f"The content type must be {FORM}.")
    form = await request.post()
    if form.get("grant_type") != "client_credentials":
        return _refused(request, "unsupported_grant_type", "Only client_credentials is supported.")
    credential = world.registry.check(str(form.get("client_id", "")), str(form.get("client_secret", "")))
    if credential is None:
        return _refused(request, "invalid_client", UNKNOWN_CLIENT)
    scopes = frozenset(str(form.get("scope", "")).split()) or credential.scopes
    if not scopes <= credential.scopes:
        return _refused(request, "invalid_scope", "The requested scope is not granted.")
    issued = world.registry.issue(credential, "v2", scopes, world.clock.now())
    body = {
        "access_token": issued.value,
        "token_type": "Bearer",
        "expires_in": int(LIFETIME.total_seconds()),
        "scope": " ".join(sorted(scopes)),
        "refresh_token": None,
    }
    return web.json_response(body)


async def token_v1(request: web.Request) -> web.Response:
    """Give out a v1 token for 24 hours."""
    world = world_of(request)
    asked: dict[str, Any] = {}
    try:
        asked = dict(await request.post()) if request.content_type == FORM else await json_object(request)
    except ApiError:
        asked = {}
    credential = world.registry.check(str(asked.get("client_id", "")), str(asked.get("client_secret", "")))
    if credential is None:
        raise V1Error(403, "Wrong credentials")
    issued = world.registry.issue(credential, "v1", credential.v1_scopes, world.clock.now())
    data = {
        "token": issued.value,
        "expires_in": int(LIFETIME.total_seconds()),
        "scope": " ".join(sorted(credential.v1_scopes)),
    }
    return web.json_response({"success": True, "data": data})


ROUTES = [web.post("/v2/auth/token", token), web.post("/v1/auth", token_v1)]
