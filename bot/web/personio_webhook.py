"""Personio's webhook: it says that something happened, and a job is stored to read it.

Nothing is believed but the token; an event is a hint, so a doubled, late or foreign one is harmless. Answered in
time whatever happens, because Personio waits three seconds and then repeats:
https://developer.personio.de/v2.0/docs/event-driven-data-from-personio

==== ==================================================================================
204  the hint is kept, or it is about nothing of ours
400  not an event (too large: 413)
401  the token is missing or wrong (too often: 429); the body is not read
404  no token is set: there is no such endpoint
503  the database does not answer in time: the one other 5xx that tells the truth, and
     what makes Personio send it again
==== ==================================================================================
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot.core.telemetry import UNWATCHED, Telemetry, TrackedWork, new_cause, set_outcome, track
from bot.core.throttle import FailedAuthThrottle
from bot.web.connection import read_body, unauthorized
from personio_client import BadAnswer, WebhookEvent, is_from_personio, parse_webhook

PATH = "/webhooks/personio"
MAX_BODY = 64 * 1024  # bytes; a real event has a few hundred
PATIENCE = 2.0  # seconds; Personio gives up after 3, and the answer has to get there
SHORTEST_TOKEN = 16  # characters; fewer can be guessed
_FEWEST = 6  # different characters; a token of fewer is a pattern

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WebhookActions:
    """What the webhook does with events.

    ``absences`` stores hints about absences (by id) in the database; the others return at once and store nothing.
    """

    absences: Callable[[Collection[str]], Awaitable[int]]
    wake: Callable[[], None]
    absence_happened: Callable[[], None]
    person_happened: Callable[[], None]


class PersonioWebhook:
    """Handles Personio's webhook. ``token``: what Personio sends as the Authorization header.

    Without a token, every request gets 404.
    """

    def __init__(
        self,
        token: str | None,
        news: WebhookActions,
        *,
        patience: float = PATIENCE,
        telemetry: Telemetry = UNWATCHED,
        failed_auth: FailedAuthThrottle | None = None,
    ) -> None:
        self._token = token
        self._failed_auth = failed_auth or FailedAuthThrottle()
        self._news = news
        self._patience = patience
        self._telemetry = telemetry

    async def events(self, request: web.Request) -> web.Response:
        with track(self._telemetry, TrackedWork("webhook", "event", new_cause())):
            return await self._events(request)

    async def _events(self, request: web.Request) -> web.Response:
        if not self._token:
            set_outcome("no_door")
            return web.Response(status=404)
        if not is_from_personio(request.headers.get("Authorization"), self._token):
            set_outcome("not_admitted")
            answer = unauthorized(request, self._failed_auth)
            if answer.status != 429:  # a client that goes on must not fill the log
                log.warning("webhook.refused", status=answer.status)
            return answer
        try:
            async with asyncio.timeout(self._patience):
                await self._take(parse_webhook(await read_body(request, MAX_BODY)))
        except web.HTTPRequestEntityTooLarge:
            set_outcome("unreadable")
            return web.Response(status=413)
        except (BadAnswer, ConnectionError, web.RequestPayloadError):
            log.warning("webhook.refused", status=400)
            set_outcome("unreadable")
            return web.Response(status=400)
        except Exception as error:  # slow or away, whatever the driver calls it: it comes again
            log.error("webhook.not_kept", error=type(error).__name__)
            set_outcome("not_kept")
            return web.Response(status=503)
        return web.Response(status=204)

    async def _take(self, event: WebhookEvent) -> None:
        set_outcome("kept")
        if event.absence_id and event.name.startswith("absence-period."):
            if await self._news.absences([event.absence_id]):
                self._news.wake()
            self._news.absence_happened()
        elif event.name.startswith(("person.", "employment.")):
            self._news.person_happened()
        else:
            set_outcome("ignored")


def token_fault(token: str) -> str | None:
    """Return why a token is none that Personio and nobody else can send, None where it is one."""
    if not (token.isascii() and token.isprintable()):
        return "has characters that cannot be sent in a header"
    if len(token) < SHORTEST_TOKEN:
        return f"has fewer than {SHORTEST_TOKEN} characters"
    return "is a pattern of a few characters" if len(set(token)) < _FEWEST else None
