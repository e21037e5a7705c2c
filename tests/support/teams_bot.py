"""A bot behind the fence over real HTTP: what it is told, what it answers, what the connector got."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.core.events import Event, Reply
from bot.teams import Teams, TeamsConfig, Timeouts
from tests.support.connector import Connector
from tests.support.issuer import APP_ID, Issuer

TENANT = "11111111-2222-3333-4444-555555555555"
PUBLIC = "https://smba.trafficmanager.net/emea/"


class BrowserBot:
    """The fence with a feature behind it: ``reply`` (or what it raises) answers every event."""

    def __init__(self, config: TeamsConfig, *, service_url: str, issuer: Issuer | None = None) -> None:
        self.events: list[Event] = []
        self.reply: Reply | Exception = None
        self.meanwhile: Callable[[Event], Awaitable[None]] | None = None  # what jobs do while an event is handled
        self.waits: list[float] = []
        self.ahead = timedelta()
        self.service_url = service_url
        self.issuer = issuer
        self.teams = Teams(
            config,
            clock=lambda: datetime.now(UTC) + self.ahead,
            patience=Timeouts(total=8.0, attempt=0.2, connect=0.2),
            sleep=self._sleep,
        )
        app = web.Application()
        self.endpoint = self.teams.endpoint(self._handle)
        app.router.add_post("/api/messages", self.endpoint.messages)
        self._server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> BrowserBot:
        await self._server.start_server()
        await self.teams.start()
        self.client = ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()
        await self.teams.close()
        await self._server.close()

    async def _handle(self, event: Event) -> Reply:
        self.events.append(event)
        if self.meanwhile:
            await self.meanwhile(event)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def activity(self, **changes: Any) -> dict[str, Any]:
        """Return a message in a personal chat, as Teams sends it, with ``changes`` (``from_`` is ``from``)."""
        right: dict[str, Any] = {
            "type": "message",
            "id": "1700000000000",
            "timestamp": "2026-11-22T09:00:00.123Z",
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": {"id": "29:jan", "aadObjectId": "aad-jan", "name": "Jan"},
            "recipient": {"id": f"28:{APP_ID}", "name": "Personio"},
            "conversation": {"conversationType": "personal", "id": "a:chat-1", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "entities": [{"type": "clientInfo", "locale": "nl-NL", "timezone": "Europe/Amsterdam", "country": "NL"}],
            "locale": "nl-NL",
            "text": "hallo",
            "textFormat": "plain",
        }
        changed = {name.rstrip("_"): value for name, value in changes.items()}
        return {name: value for name, value in {**right, **changed}.items() if value is not None}

    def invoke(self, name: str, value: Any, **changes: Any) -> dict[str, Any]:
        return self.activity(type="invoke", name=name, value=value, text=None, **{"replyToId": "card-1", **changes})

    def press(self, **action: Any) -> dict[str, Any]:
        right = {"type": "Action.Execute", "verb": "help.show", "data": {}}
        return self.invoke("adaptiveCard/action", {"action": {**right, **action}, "trigger": "manual"})

    async def post(self, activity: Any = None, **options: Any) -> tuple[int, Any]:
        """Post an activity as Teams does; return status and JSON (None where there is no body)."""
        activity = self.activity() if activity is None else activity
        headers = options.pop("headers", None)
        if headers is None:
            headers = {"Authorization": self.issuer.bearer(self.service_url)} if self.issuer else {}
        content = options or {"json": activity}
        async with self.client.post(self._server.make_url("/api/messages"), headers=headers, **content) as answer:
            text = await answer.text()
            return answer.status, await answer.json() if text else None

    async def settle(self) -> None:
        """Wait for what is sent behind the answers."""
        await self.teams.drain(10.0)


@pytest.fixture
async def connector() -> AsyncIterator[Connector]:
    async with Connector() as connector:
        yield connector


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with Issuer() as issuer:
        yield issuer


@pytest.fixture
async def built(connector: Connector) -> AsyncIterator[BrowserBot]:
    """Local mode."""
    async with BrowserBot(TeamsConfig(tenant_id=TENANT), service_url=connector.url) as built:
        yield built


@pytest.fixture
def production(connector: Connector, issuer: Issuer) -> TeamsConfig:
    """As in production, but that the addresses are on loopback and listed."""
    return TeamsConfig(
        app_id=APP_ID,
        app_password="a secret",
        tenant_id=TENANT,
        openid_metadata=issuer.metadata_url,
        service_hosts=("smba.trafficmanager.net", "127.0.0.1"),
        token_url=connector.token_url,
    )


@pytest.fixture
async def secured(production: TeamsConfig, connector: Connector, issuer: Issuer) -> AsyncIterator[BrowserBot]:
    """With an app id: tokens both ways."""
    async with BrowserBot(production, service_url=connector.url, issuer=issuer) as built:
        yield built
