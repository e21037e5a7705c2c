from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from aiohttp import web

from sandbox.teams import Channel, Command, Team, TeamsSandbox, User, World
from tests.support.plain_http import plain_http

CARD = "application/vnd.microsoft.card.adaptive"
EMMA = User(
    id="29:1emma", object_id="0000-emma", name="Emma de Vries", email="emma@example.com", upn="emma@corp.example"
)
BRAM = User(id="29:1bram", object_id="0000-bram", name="Bram Bakker", email="bram@example.com", upn="bram@corp.example")
GIJS = User(
    id="29:1gijs",
    object_id="0000-gijs",
    name="Gijs Gast",
    email="gijs@other.example",
    upn="gijs_other.example#EXT#@corp.example",
    guest=True,
    tenant_id="tenant-2",
    locale="en-GB",
    time_zone="Europe/London",
)
GENERAL = Channel(id="19:team@thread.tacv2", name="General")
UPDATES = Channel(id="19:updates@thread.tacv2", name="Aanwezigheid")
TEAM = Team(id=GENERAL.id, name="Product", aad_group_id="group-1", channels=[GENERAL, UPDATES])
WORLD = World(
    users=[EMMA, BRAM, GIJS],
    teams=[TEAM],
    commands={"nl": [Command("afwezigheid aanvragen")], "en": [Command("request absence")]},
)


@dataclass
class Bot:
    """A bot that keeps what it gets and answers what it is told to."""

    seen: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], Any] = lambda _: None
    status: int = 200

    async def take(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.seen.append(activity)
        self.headers.append(dict(request.headers))
        body = self.answer(activity)
        return web.Response(status=self.status) if body is None else web.json_response(body, status=self.status)


@dataclass
class Clock:
    at: datetime = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Wire:
    """The connector as a bot calls it."""

    teams: TeamsSandbox
    http: httpx.AsyncClient

    async def __call__(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return await self.http.request(method, f"{self.teams.service_url}v3{path}", json=body, **options)

    async def send(self, conversation: str, body: dict[str, Any]) -> httpx.Response:
        return await self("POST", f"/conversations/{quote(conversation, safe='')}/activities", body)

    async def update(self, conversation: str, message_id: str, body: dict[str, Any]) -> httpx.Response:
        return await self("PUT", f"/conversations/{quote(conversation, safe='')}/activities/{message_id}", body)


def _card_message(*body: dict[str, Any], **card: Any) -> dict[str, Any]:
    content = {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **card}
    return {"type": "message", "summary": "Kaart", "attachments": [{"contentType": CARD, "content": content}]}


@pytest.fixture
def cast() -> SimpleNamespace:
    return SimpleNamespace(emma=EMMA, bram=BRAM, gijs=GIJS, team=TEAM, general=GENERAL, updates=UPDATES, world=WORLD)


@pytest.fixture
def card_message() -> Callable[..., dict[str, Any]]:
    return _card_message


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
async def bot_url(bot: Bot) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/api/messages", bot.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
    await runner.cleanup()


@pytest.fixture
async def teams(bot_url: str, clock: Clock) -> AsyncIterator[TeamsSandbox]:
    async with TeamsSandbox(WORLD, tenant_id="tenant-1", bot_id="28:app", bot_url=bot_url, now=clock) as sandbox:
        yield sandbox


@pytest.fixture
async def wire(teams: TeamsSandbox) -> AsyncIterator[Wire]:
    async with plain_http(timeout=5) as http:
        yield Wire(teams, http)
