"""The real bot as a process of its own while something that it needs is silent, full, or set back."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import httpx

from sandbox.company import personas
from sandbox.demo import Demo
from tests.support.bot_process import BotProcess
from tests.support.own_postgres import own_postgres
from tests.support.plain_http import plain_http
from tests.support.stage import open_stage, words

__all__ = ["open_stage", "own_postgres"]

TODAY = date(2026, 11, 23)
BUSY = 3.0  # seconds that a machine may add which runs other tests meanwhile; without a deadline it would be far more
TOKEN = "a-token-that-nobody-guesses"
DAYS = {"first_day": "2027-06-07", "last_day": "2027-06-08"}

T = TypeVar("T")


@dataclass
class OutsideBot:
    """A bot in a process of its own, its Personio, its Teams, and one employee."""

    demo: Demo
    bot: BotProcess
    user: Any

    async def review(self) -> Any:
        """Bring a request to the last step, and return its message."""
        (message,) = (await self.demo.teams.say(self.user, "afwezigheid aanvragen")).messages
        answer = await self.demo.teams.press(self.user, message, "request.review", DAYS)
        assert answer.card, answer
        return message

    async def file(self, message: Any) -> str:
        """Press *Aanvragen*; return what the card says then."""
        return words((await self.demo.teams.press(self.user, message, "request.file")).card)

    def filed(self) -> int:
        """Return how many absences Personio has that it had not."""
        return len(list(self.demo.personio.absences)) - len(list(self.demo.company.absences))

    async def get(self, path: str) -> httpx.Response:
        async with plain_http(base_url=self.bot.url, timeout=60) as client:
            return await client.get(path)

    async def tell(self) -> int:
        """Post Personio's news of an absence; return the status."""
        body = {"event_name": "absence-period.updated.status", "payload": {"absence_period": {"id": "1"}}}
        async with plain_http(base_url=self.bot.url, timeout=60) as client:
            return (await client.post("/webhooks/personio", json=body, headers={"Authorization": TOKEN})).status_code


@asynccontextmanager
async def outside(database_url: str, folder: Path, **environment: str) -> AsyncIterator[OutsideBot]:
    """Start everything; the bot is killed at the end where it still runs."""
    async with Demo(today=TODAY) as demo:
        settings = {
            "DATABASE_URL": database_url,
            "PERSONIO_CLIENT_ID": "demo-client",
            "PERSONIO_CLIENT_SECRET": "demo-secret",
            "PERSONIO_BASE_URL": demo.personio.url,
            "PERSONIO_WEBHOOK_TOKEN": TOKEN,
            "LOG_LEVEL": "warning",
        }
        bot = BotProcess(settings | environment, log=folder / "bot.log")
        demo.play(bot.url)
        try:
            await bot.start()
            yield OutsideBot(demo, bot, demo.teams.world.user(personas(demo.company).employee.email))
        finally:
            await bot.kill()


async def timed(awaited: Awaitable[T]) -> tuple[T, float]:
    """Return what is awaited and the seconds that it took."""
    began = time.monotonic()
    return await awaited, time.monotonic() - began
