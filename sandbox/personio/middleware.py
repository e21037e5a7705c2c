"""What surrounds every API route: log, planned failures, token, rate limit, error bodies.

It applies to everything under /v1 and /v2, and not to the pages and control actions.
"""

from __future__ import annotations

import asyncio
import json
from typing import NoReturn

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.personio.call_log import Seen
from sandbox.personio.clock import stamp
from sandbox.personio.credentials import Credential, Token
from sandbox.personio.errors import (
    SERVER_ERRORS,
    ApiError,
    Problem,
    V1Error,
    missing_scope,
    problem_response,
    unauthorized,
    unknown_route,
    v1_response,
)
from sandbox.personio.faults import FEWER, Fault
from sandbox.personio.world import World, world_of

CLOSING = web.AppKey("closing", asyncio.Event)
TOKEN = web.RequestKey("token", Token)
CREDENTIAL = web.RequestKey("credential", Credential)
AUTH_PATHS = {"/v2/auth/token", "/v1/auth"}
JUNK = "<!doctype html><title>Wartung</title>{not json"


@web.middleware
async def check_request(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let an API call in, or not."""
    if not request.path.startswith(("/v1/", "/v2/")):
        return await handler(request)
    world, status = world_of(request), 0
    try:
        response = await _with_faults(request, handler)
        status = response.status
        return response
    finally:
        world.requests.append(Seen(request.method, request.path, request.query_string, status))


async def _with_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    world = world_of(request)
    if world.faults.latency:
        await asyncio.sleep(world.faults.latency)
    fault = world.faults.due(request.method, request.path)
    if fault is None:
        return await _remembered(request, handler)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        return await _remembered(request, handler)
    if fault.kind in FEWER:
        return _with_fewer_rows(await _answer(request, handler), third=fault.kind == "short")
    if fault.kind.endswith("_after_work"):
        await _answer(request, handler)
    else:
        world.faults.done(request.method, request.path)
    if fault.kind == "stale" and (kept := world.last_reads.get(request.path)):
        return web.Response(body=kept, content_type="application/json")
    return await _failure(request, fault)


async def _remembered(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer, and keep what a read says for a later one that lags behind."""
    response = await _answer(request, handler)
    if request.method == "GET" and response.status == 200 and isinstance(response, web.Response):
        world_of(request).last_reads[request.path] = response.body
    return response


def _with_fewer_rows(response: web.StreamResponse, *, third: bool) -> web.StreamResponse:
    """Return a list that ends early, told as if it were whole; what is no list is left as it is."""
    if not isinstance(response, web.Response) or response.status != 200:
        return response
    body = json.loads(response.text or "null")
    key = "_data" if "_data" in body else "data"
    if isinstance(rows := body.get(key), list):
        body[key] = rows[: len(rows) // 3] if third else []
        body.get("_meta", {}).get("links", {}).pop("next", None)
        if "metadata" in body:
            body["metadata"] |= {"total_elements": len(body[key]), "total_pages": 1}
        response.text = json.dumps(body)
    return response


async def _failure(request: web.Request, fault: Fault) -> web.Response:
    if fault.kind.startswith("timeout"):
        await request.app[CLOSING].wait()  # ends when the caller goes away, or with the sandbox
        _cut(request)
    if fault.kind.startswith("reset"):
        _cut(request)
    if fault.kind.startswith("garbage"):
        return web.Response(text=JUNK, content_type="application/json")
    if fault.kind == "html_502":
        return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
    if fault.kind == "429":
        return _too_many(request, {})
    if fault.kind in {"404", "stale"}:  # nothing was read before
        return _error(request, _not_there(request))
    status = int(fault.kind)
    title, detail = SERVER_ERRORS[status]
    if request.path.startswith("/v1/"):
        return _error(request, V1Error(status, detail))
    return _error(request, Problem(status, title, detail))


def _cut(request: web.Request) -> NoReturn:
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    world = world_of(request)
    headers: dict[str, str] = {}
    try:
        if request.match_info.http_exception is not None:
            raise _not_there(request)
        _alive(world, request)
        if request.path not in AUTH_PATHS:
            _let_in(world, request)
        allowed, headers = _limited(world, request)
        response = await handler(request) if allowed else _too_many(request, headers)
        world.faults.done(request.method, request.path)
    except ApiError as error:
        response = _error(request, error)
    if request.path.startswith("/v2/"):
        response.headers.update(headers)
    return response


def _not_there(request: web.Request) -> ApiError:
    return V1Error(404, "Not found") if request.path.startswith("/v1/") else unknown_route(request.path)


def _alive(world: World, request: web.Request) -> None:
    dead, path = world.switches.v1_alive, request.path
    balance = path.endswith("/absences/balance")
    employees = path.startswith("/v1/company/employees") and not balance
    if path.startswith("/v1/") and (
        dead == "none" or (dead == "no_employees" and employees) or (dead == "no_balance" and balance)
    ):
        raise V1Error(410, "This endpoint has been switched off.")


def _let_in(world: World, request: web.Request) -> None:
    v1 = request.path.startswith("/v1/")
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not value:
        raise V1Error(401, "Authorization is not provided") if v1 else unauthorized()
    token = world.registry.find(value, world.clock.now())
    fits = token is not None and (
        token.version == "v2" if not v1 else token.version == "v1" or world.switches.v1_accepts_v2_token
    )
    if token is None or not fits:
        raise V1Error(403, "Provided authorization is not valid") if v1 else unauthorized()
    request[TOKEN], request[CREDENTIAL] = token, world.registry.credentials[token.client_id]


def _limited(world: World, request: web.Request) -> tuple[bool, dict[str, str]]:
    resource = request.match_info.route.resource
    endpoint = resource.canonical if resource else request.path
    credential: Credential | None = request.get(CREDENTIAL)
    return world.limiter.take(endpoint, credential.client_id if credential else "", world.switches.burst)


def _too_many(request: web.Request, headers: dict[str, str]) -> web.Response:
    error = V1Error(429, "Too Many Requests")
    problem = Problem(429, "Too Many Requests", "The rate limit is exceeded.")
    response = _error(request, error if request.path.startswith("/v1/") else problem)
    if world_of(request).switches.retry_after == "present":
        response.headers["Retry-After"] = "1"
    response.headers.update(headers)
    return response


def _error(request: web.Request, error: ApiError) -> web.Response:
    world = world_of(request)
    if isinstance(error, Problem):
        return problem_response(error.status, error.entry, world.trace_id(), stamp(world.clock.now()))
    assert isinstance(error, V1Error)  # noqa: S101  # there are two kinds
    return v1_response(error.status, error.error)


def need(request: web.Request, scope: str) -> None:
    """Require a scope of the request's v2 token. Raises Problem 403, or 401 for the scopes of persons."""
    if scope in request[TOKEN].scopes:
        return
    if scope.startswith("personio:persons"):
        raise unauthorized()
    raise missing_scope(world_of(request).switches.missing_scope)


def need_v1(request: web.Request, scope: str) -> Credential:
    """Insist on a v1 right of the credential and return it; raises V1Error 403."""
    credential: Credential = request[CREDENTIAL]
    if scope not in credential.v1_scopes:
        raise V1Error(403, "Provided authorization is not valid")
    return credential


def need_beta(request: web.Request) -> None:
    """Insist on the beta header; raises the 404 of an unknown route."""
    if request.headers.get("Beta", "").lower() != "true":
        raise unknown_route(request.path)
