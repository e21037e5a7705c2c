"""Control actions for failures, the request log and webhook replay.

Like all of ``/_sandbox/``: for tests and demos, never for the product.
"""

from __future__ import annotations

from dataclasses import asdict

from aiohttp import web

from sandbox.personio.faults import BAD_LUCK, KINDS
from sandbox.personio.routes.control import PREFIX, asked
from sandbox.personio.world import world_of


async def fail_next(request: web.Request) -> web.Response:
    """Let the next calls fail: ``path``, ``method``, ``kind``, ``times``, ``seconds``."""
    body = await asked(request)
    try:
        world_of(request).faults.fail_next(
            str(body.get("path", "*")),
            str(body.get("method", "*")),
            body.get("kind", "500"),
            times=int(body.get("times", 1)),
            seconds=float(body.get("seconds", 1.0)),
        )
    except (TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    return web.Response(status=204)


async def at_random(request: web.Request) -> web.Response:
    """Let a share of all calls fail: ``rate``, ``kinds``, ``seed``; and ``latency`` in seconds for every call."""
    faults, body = world_of(request).faults, await asked(request)
    kinds = body.get("kinds") or BAD_LUCK
    if not set(kinds) <= set(KINDS):
        raise web.HTTPBadRequest(text=f"kinds are {', '.join(KINDS)}")
    try:
        faults.at_random(float(body.get("rate", 0.0)), kinds, int(body.get("seed", 0)))
        faults.latency = float(body.get("latency", 0.0))
    except (TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    return web.Response(status=204)


async def heal(request: web.Request) -> web.Response:
    world_of(request).faults.clear()
    return web.Response(status=204)


async def requests(request: web.Request) -> web.Response:
    return web.json_response([asdict(seen) for seen in world_of(request).requests])


async def forget(request: web.Request) -> web.Response:
    world_of(request).requests.clear()
    return web.Response(status=204)


async def webhooks(request: web.Request) -> web.Response:
    hub = world_of(request).hub
    return web.json_response(
        {"events": [asdict(event) for event in hub.events], "deliveries": [asdict(row) for row in hub.deliveries]}
    )


async def replay(request: web.Request) -> web.Response:
    """Deliver an event again (``event_id``), or all of them."""
    hub, body = world_of(request).hub, await asked(request)
    chosen = [event for event in hub.events if body.get("event_id") in {None, event.id}]
    for event in chosen:
        hub.deliver(event)
    return web.json_response({"replayed": len(chosen)})


ROUTES = [
    web.post(f"{PREFIX}/faults", fail_next),
    web.put(f"{PREFIX}/faults", at_random),
    web.delete(f"{PREFIX}/faults", heal),
    web.get(f"{PREFIX}/requests", requests),
    web.delete(f"{PREFIX}/requests", forget),
    web.get(f"{PREFIX}/webhooks", webhooks),
    web.post(f"{PREFIX}/webhooks/replay", replay),
]
