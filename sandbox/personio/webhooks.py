"""Webhook subscriptions, the events that were published, and their deliveries.

Plain http is allowed on loopback only; a delivery carries ids, no data.
Source: https://developer.personio.de/reference/webhooks
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from itertools import count
from typing import Any

import aiohttp
from yarl import URL

from sandbox.personio.clock import Clock, stamp

TIMEOUT = aiohttp.ClientTimeout(total=3)  # seconds, as documented
ATTEMPTS = 6
DELAYS = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds; the real ones span three days


@dataclass(slots=True)
class Subscription:
    """A registered webhook. ``token`` is sent verbatim as the Authorization header."""

    id: str
    url: str
    description: str
    status: str
    auth_type: str
    token: str | None
    enabled_events: list[str]
    custom_headers: dict[str, str] = field(default_factory=dict)
    created_at: str = ""

    def headers(self) -> dict[str, str]:
        token = {"Authorization": self.token} if self.auth_type == "TOKEN" and self.token else {}
        return {**self.custom_headers, **token}


@dataclass(slots=True)
class Happened:
    """One event that was published."""

    id: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to deliver; ``status`` 0 where nothing answered in time."""

    webhook_id: str
    event_id: str
    event_name: str
    status: int


def allowed_url(text: str) -> bool:
    """Tell whether a webhook may point there: https anywhere, http on loopback."""
    url = URL(text)
    if url.scheme == "https":
        return bool(url.host)
    return url.scheme == "http" and loopback(url.host or "")


def loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Hub:
    """Subscriptions, events and deliveries. Only loopback is really called: the sandbox never talks to the outside."""

    def __init__(self, clock: Clock, delays: Sequence[float] = DELAYS) -> None:
        self.subscriptions: dict[str, Subscription] = {}
        self.events: list[Happened] = []
        self.deliveries: list[Delivery] = []
        self._clock = clock
        self._delays = tuple(delays)
        self._number = count(1)
        self._running: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def add(self, **values: Any) -> Subscription:
        new = Subscription(
            id=f"3b1f0000-0000-4000-8000-{next(self._number):012d}", created_at=stamp(self._clock.now()), **values
        )
        self.subscriptions[new.id] = new
        return new

    def publish(self, body: dict[str, Any]) -> None:
        event = Happened(f"e7e70000-0000-4000-8000-{next(self._number):012d}", body)
        self.events.append(event)
        self.deliver(event)

    def deliver(self, event: Happened) -> None:
        """Start the deliveries of an event to all that want it; also used to replay it."""
        for webhook in self.subscriptions.values():
            wanted = webhook.status == "ENABLED" and event.body["event_name"] in webhook.enabled_events
            if wanted and self._session and loopback(URL(webhook.url).host or ""):
                task = asyncio.get_running_loop().create_task(self._attempts(webhook, event))
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    async def _attempts(self, webhook: Subscription, event: Happened) -> None:
        for attempt in range(ATTEMPTS):
            status = await self._attempt(webhook, event)
            self.deliveries.append(Delivery(webhook.id, event.id, event.body["event_name"], status))
            if status and (status < 500 or status == 501):
                return
            if attempt < ATTEMPTS - 1:
                await asyncio.sleep(self._delays[min(attempt, len(self._delays) - 1)])

    async def _attempt(self, webhook: Subscription, event: Happened) -> int:
        assert self._session is not None  # noqa: S101  # deliveries start between open and close only
        try:
            async with self._session.post(
                webhook.url, json=event.body, headers=webhook.headers(), allow_redirects=False
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    async def settle(self) -> None:
        """Wait until every delivery is done or given up."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(timeout=TIMEOUT, trust_env=False)

    async def close(self) -> None:
        """Stop delivering; what is under way is dropped."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._session:
            await self._session.close()
        self._session = None
