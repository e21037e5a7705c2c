"""The whole bot with Personio's webhooks connected: real HTTP on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import aiohttp
import pytest

from bot.cli.webhooks import EVENTS
from bot.core.records import AbsenceRequest
from bot.features import ROUTER
from bot.web.personio_webhook import PATH
from sandbox.personio.behaviour import Switches
from tests.support.stage import Open, Stage, open_stage, words

__all__ = ["ConnectedStage", "Open", "life", "open_life", "open_stage"]

TOKEN = "a-token-that-nobody-guesses"
DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
PATIENCE = 60.0  # seconds; a state comes within one, on a machine that has time


@dataclass
class ConnectedStage:
    """A stage on which Personio tells the bot its news."""

    stage: Stage
    http: aiohttp.ClientSession
    known: set[str] = field(default_factory=set)

    @property
    def personio(self) -> Any:
        return self.stage.demo.personio

    @property
    def store(self) -> Any:
        return self.stage.bot.services.store

    def connect(self) -> None:
        """Have Personio post its events to the bot."""
        self.personio.hub.add(
            url=self.stage.bot.url + PATH,
            description="bot",
            status="ENABLED",
            auth_type="TOKEN",
            token=TOKEN,
            enabled_events=[*EVENTS, "person.updated", "employment.updated"],
        )

    async def file(self, **days: str) -> Filed:
        """File a request by pressing."""
        await self.stage.review(DAYS | days)
        await self.stage.press("Aanvragen")
        return await self.filed()

    async def filed(self) -> Filed:
        """Return what was filed by the last press."""
        (absence,) = (each for each in self.stage.absences() if each.id not in self.known)
        self.known.add(absence.id)
        request = await self.store.requests.of_absence(absence.id)
        return Filed(self, absence.id, request.id, self.stage.last())

    async def post(self, body: Any, *, token: str | None = TOKEN, **how: Any) -> aiohttp.ClientResponse:
        headers = {"Authorization": token} if token is not None else {}
        kind = "data" if isinstance(body, bytes | str) else "json"
        answer = await self.http.post(self.stage.bot.url + PATH, headers=headers, **{kind: body}, **how)
        await answer.read()
        return answer

    async def say_happened(self, absence_id: str, name: str = "updated.status") -> int:
        """Deliver an event by hand; return the status."""
        event = {"event_name": f"absence-period.{name}", "payload": {"absence_period": {"id": absence_id}}}
        return (await self.post(event)).status

    def messages(self) -> list[Any]:
        return self.stage.demo.teams.messages(self.stage.user)

    async def until(self, holds: Any) -> None:
        await self.stage.demo.teams.until(holds, seconds=PATIENCE)

    async def idle(self) -> None:
        """Wait until no job is waiting but those that wait for the morning."""
        await self.personio.settle()
        await until(self._idle)

    async def _idle(self) -> bool:
        due = await self.store.jobs.next_due(set(ROUTER.jobs))
        return due is None or due > 600

    def reads(self, absence_id: str) -> int:
        """Return how often Personio was asked for one absence."""
        path = f"/v2/absence-periods/{absence_id}"
        return sum(each.method == "GET" and each.path == path for each in self.personio.requests)


@dataclass
class Filed:
    """A request that was filed, and its receipt in the chat."""

    life: ConnectedStage
    absence_id: str
    request_id: UUID
    receipt: Any

    async def stored(self) -> AbsenceRequest:
        found = await self.life.store.requests.find(self.request_id)
        assert found is not None
        return found

    def card(self) -> Any:
        return self.receipt.card_for(self.life.stage.user)

    def words(self) -> str:
        return words(self.card())

    def told(self) -> list[Any]:
        """Return the messages that came after the receipt."""
        messages = self.life.messages()
        place = [message.id for message in messages].index(self.receipt.id)
        return messages[place + 1 :]

    async def shows(self, text: str) -> None:
        await self.life.until(lambda: text in self.words())


async def until(holds: Any, *, within: float = PATIENCE) -> None:
    """Wait until ``holds`` is true; for what no message announces."""
    async with asyncio.timeout(within):
        while not await holds():  # noqa: ASYNC110 - what is awaited happens in a database
            await asyncio.sleep(0.02)


@pytest.fixture
async def open_life(open_stage: Open) -> AsyncIterator[Any]:
    async with aiohttp.ClientSession() as http:

        async def start(*, switches: Switches | None = None, **settings: Any) -> ConnectedStage:
            stage = await open_stage(switches=switches, **({"personio_webhook_token": TOKEN} | settings))
            found = ConnectedStage(stage, http)
            found.connect()
            return found

        yield start


@pytest.fixture
async def life(open_life: Any) -> ConnectedStage:
    return await open_life()
