"""The whole bot between a Personio and a Teams of its own: real HTTP on loopback, real SQLite."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import RunningApp, run_app
from bot.settings.settings import Settings
from sandbox.company import personas
from sandbox.demo import Demo
from sandbox.personio.behaviour import Switches
from tests.support.fakes import Clock
from tests.support.skipped_waiting import monotonic

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Ticking(Clock):
    """A clock that starts on a fixed day and goes on: retries come due as in life."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self._started = monotonic()

    def __call__(self) -> datetime:
        return self.now + timedelta(seconds=monotonic() - self._started)


@dataclass
class Stage:
    """Everything a test plays with. ``person``: the demo's employee."""

    demo: Demo
    bot: RunningApp
    clock: Clock

    @property
    def person(self) -> Any:
        return personas(self.demo.company).employee

    @property
    def user(self) -> Any:
        return self.demo.teams.world.user(self.person.email)

    async def say(self, text: str, user: Any = None) -> None:
        await self.demo.teams.say(user or self.user, text)

    def last(self, user: Any = None) -> Any:
        """Return the newest message in the person's chat with the bot."""
        return self.demo.teams.messages(user or self.user)[-1]

    def card(self, user: Any = None) -> Any:
        """Return the newest card as the person sees it."""
        return self.last(user).card_for(user or self.user)

    def words(self, user: Any = None) -> str:
        """Return everything that the newest card says."""
        return words(self.card(user))

    async def press(self, title: str, inputs: dict[str, str] | None = None, user: Any = None, **how: Any) -> Any:
        """Press a button of the newest card; of the one before where a message of the bot's own came in between."""
        who = user or self.user
        *_, before, newest = (None, *self.demo.teams.messages(who))
        try:
            return await self.demo.teams.press(who, newest, title, inputs=inputs or {}, **how)
        except LookupError:
            if before is None:
                raise
            return await self.demo.teams.press(who, before, title, inputs=inputs or {}, **how)

    async def review(self, inputs: dict[str, str], user: Any = None) -> None:
        """Get to the review card."""
        await self.say("afwezigheid aanvragen", user)
        answer = await self.press("request.review", inputs, user)
        assert "request.file" in json.dumps(answer.card), words(answer.card)

    def absences(self) -> list[Any]:
        """Return the demo employee's absences in Personio that were made during the test."""
        known = {a.id for a in self.demo.company.absences}
        return [a for a in self.demo.personio.absences if a.id not in known]


def words(card: Any) -> str:
    """Return everything that a card says, one text a line."""
    match card:
        case dict():
            own = [
                str(card[key]) for key in ("text", "title", "label", "errorMessage") if isinstance(card.get(key), str)
            ]
            return "\n".join(filter(None, [*own, *(words(v) for v in card.values() if isinstance(v, dict | list))]))
        case list():
            return "\n".join(filter(None, map(words, card)))
    return ""


def inputs(card: Any) -> dict[str, str]:
    """Return what a card's inputs show, by id."""
    match card:
        case dict():
            own = {card["id"]: card.get("value", "")} if str(card.get("type")).startswith("Input.") else {}
            return own | {
                k: v for inner in card.values() if isinstance(inner, dict | list) for k, v in inputs(inner).items()
            }
        case list():
            return {k: v for inner in card for k, v in inputs(inner).items()}
    return {}


Open = Callable[..., Any]


@pytest.fixture
async def open_stage(tmp_path) -> AsyncIterator[Open]:
    """Open a stage; several calls share the database, as after a restart."""
    async with AsyncExitStack() as stack:

        async def start(
            *,
            switches: Switches | None = None,
            demo: Demo | None = None,
            back: timedelta = timedelta(),
            **settings: Any,
        ) -> Stage:
            clock = Ticking(MONDAY - back)
            if demo is None:
                demo = await stack.enter_async_context(Demo(today=date(2026, 11, 23), now=clock))
                demo.personio.switches = switches or demo.personio.switches
            bot = await stack.enter_async_context(
                run_app(bot_settings(demo.personio.url, tmp_path / "bot.db", **settings), now=clock)
            )
            demo.play(bot.url)
            return Stage(demo, bot, clock)

        yield start


@pytest.fixture
async def stage(open_stage: Open) -> Stage:
    return await open_stage()


def bot_settings(personio_url: str, database: Any, **changes: Any) -> Settings:
    values = {
        "_env_file": None,
        "app_id": None,
        "tenant_id": None,
        "personio_client_id": "demo-client",
        "personio_client_secret": "demo-secret",
        "personio_base_url": personio_url,
        "database_url": f"sqlite:///{database}",
        "port": 0,
    }
    return Settings(**(values | changes))
