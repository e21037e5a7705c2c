"""The HTTP server: Teams' endpoint, Personio's webhook, health and metrics.

No handler may let an error of ours become a 5xx; a request that cannot be read gets a 4xx. Metrics are for the
operator's network only: on a port of their own, or kept from the internet by the proxy in front.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import perf_counter

from aiohttp import web

from bot.observability import CONTENT_TYPE, Exposition, Meters
from bot.web import personio_webhook
from bot.web.connection import MAX_BODY, Port, add_security_headers, without_header_timeout

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Ready = Callable[[], Awaitable[str | None]]
Detail = Callable[[], str | None]

MESSAGES = "/api/messages"
FINISHING = 4.5  # seconds for requests under way at the end; aiohttp waits them twice, and then cancels


def server(
    messages: Handler,
    *,
    events: Handler,
    ready: Ready,
    detail: Detail,
    meters: Meters,
    exposition: Exposition | None,
) -> web.Application:
    """Return what the world reaches. ``ready`` says why the bot cannot work now, or None where it can.

    ``detail``: what is wrong although it can work, None where nothing is. ``exposition`` None: metrics are somewhere
    else.
    """
    app = _application(meters)
    app.router.add_post(MESSAGES, messages)
    app.router.add_post(personio_webhook.PATH, events)
    _add_health(app, ready, detail)
    if exposition is not None:
        _add_metrics(app, exposition)
    return app


def inside(*, ready: Ready, detail: Detail, meters: Meters, exposition: Exposition) -> web.Application:
    """Return the application for the operator's own network only: health and metrics.

    ``ready``, ``detail``: as :func:`server` takes them.
    """
    app = _application(meters)
    _add_health(app, ready, detail)
    _add_metrics(app, exposition)
    return app


def _application(meters: Meters) -> web.Application:
    @web.middleware
    async def measured(request: web.Request, handler: Handler) -> web.StreamResponse:
        route = request.match_info.route.resource.canonical if request.match_info.route.resource else "other"
        started, status = perf_counter(), 500
        try:
            response = await handler(request)
            status = response.status
            return response
        except web.HTTPException as answer:
            status = answer.status
            raise
        finally:
            meters.served(route, status, perf_counter() - started)

    @web.middleware
    async def at_ease(request: web.Request, handler: Handler) -> web.StreamResponse:
        with without_header_timeout(request):
            return await handler(request)

    app = web.Application(client_max_size=MAX_BODY, middlewares=[at_ease, measured])
    app.on_response_prepare.append(add_security_headers)
    return app


def _add_health(app: web.Application, ready: Ready, detail: Detail) -> None:
    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(_request: web.Request) -> web.Response:
        problem = await ready()
        # 503 is what a load balancer asks for; it is the one 5xx that tells the truth.
        more = {"detail": known} if (known := detail()) else {}
        return web.json_response({"status": problem or "ready", **more}, status=503 if problem else 200)

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)


def _add_metrics(app: web.Application, exposition: Exposition) -> None:
    async def scrape(_request: web.Request) -> web.Response:
        return web.Response(body=await exposition.text(), headers={"Content-Type": CONTENT_TYPE})

    app.router.add_get("/metrics", scrape)


def origin(host: str, port: int) -> str:
    """Return the address of a server, with brackets around an IPv6 address."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class CannotListen(Exception):
    """The address cannot be listened on; the message is a sentence for the operator."""


async def listen(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Serve on ``host``:``port`` (0: any free one); return the runner and the real port. Raises CannotListen."""
    runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=FINISHING)
    await runner.setup()
    site = Port(runner, host, port)
    try:
        await site.start()
    except (OSError, UnicodeError) as error:
        await runner.cleanup()
        why = error.strerror if isinstance(error, OSError) else "HOST is no address"
        raise CannotListen(f"Port {port} on {host} is taken or not allowed: {why}.") from error
    return runner, int(runner.addresses[0][1])
