"""The HTTP front: Teams' endpoint, Personio's webhook, health and metrics.

Rule: nothing behind these routes may answer with a 5xx of ours; a request that cannot be read is told so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import perf_counter

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest

from bot import webhooks
from bot.teams.endpoint import MAX_BODY

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Ready = Callable[[], Awaitable[str | None]]


class Metrics:
    """What an operator wants to see of the doors."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "bot_http_requests_total", "Requests by route and status.", ("route", "status"), registry=self.registry
        )
        self.seconds = Histogram("bot_http_request_seconds", "Time to answer.", ("route",), registry=self.registry)


def server(messages: Handler, *, events: Handler, ready: Ready, metrics: Metrics) -> web.Application:
    """Return the application. ``ready`` says why the bot cannot work now, or None where it can."""

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
            metrics.requests.labels(route, str(status)).inc()
            metrics.seconds.labels(route).observe(perf_counter() - started)

    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(_request: web.Request) -> web.Response:
        problem = await ready()
        # 503 is what a load balancer asks for; it is the one 5xx that tells the truth.
        return web.json_response({"status": problem or "ready"}, status=503 if problem else 200)

    async def scrape(_request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=MAX_BODY, middlewares=[measured])
    app.router.add_post("/api/messages", messages)
    app.router.add_post(webhooks.PATH, events)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", scrape)
    return app


class CannotListen(Exception):
    """The address is not ours to listen on; the message is for the operator."""


async def listen(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Serve on ``host``:``port`` (0: any free one); return the runner and the real port. Raises CannotListen."""
    # auto_decompress: nobody we serve compresses, and a small body must not become a large one.
    runner = web.AppRunner(app, access_log=None, handle_signals=False, auto_decompress=False)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError as error:
        await runner.cleanup()
        raise CannotListen(f"Port {port} on {host} is taken or not allowed: {error.strerror}.") from error
    return runner, int(runner.addresses[0][1])
