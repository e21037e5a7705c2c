"""An admin in front of the whole bot, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from bot.features.digests import tick
from tests.support.stage import Stage, open_stage, stage, words
from tests.support.stage import inputs as inputs_of

__all__ = ["open_stage", "stage"]


class Admin:
    """The person of the stage, listed in BOT_ADMINS, and the two teams."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.demo, self.services = stage, stage.demo, stage.bot.services
        self.teams = stage.demo.teams.world.teams
        self.general, self.updates = self.teams[0].channels

    async def install(self) -> None:
        for team in self.teams:
            await self.demo.teams.install(team)

    async def press(self, title: str, **inputs: str) -> str:
        """Press and return what the new card says; a row that was told nothing else is about the whole company."""
        if title in {"setup.add", "setup.finish", "digest.preview"}:
            asked = inputs_of(self.stage.card())
            if "channel" in asked and not asked.get("units"):
                inputs = {"units": "company"} | inputs
        answer = await self.stage.press(title, inputs)
        assert answer.card, answer
        return words(answer.card)

    async def to_step_four(self, *teams: Any) -> str:
        await self.stage.say("instellen")
        await self.press("setup.personio")
        await self.press("setup.teams")
        return await self.press("setup.channels", teams=",".join(team.id for team in teams or self.teams))

    async def set_up(self, channel: Any = None) -> str:
        """Set up one channel."""
        await self.to_step_four()
        return await self.press("setup.finish", channel=(channel or self.updates).id)

    async def kept(self) -> list[Any]:
        return await self.services.store.subscriptions.all()

    async def next_morning(self) -> None:
        self.stage.clock.advance(days=1)
        await tick(self.services, self.stage.clock())


@pytest.fixture
async def admin(open_stage) -> Admin:
    first = await open_stage()
    stage = await open_stage(demo=first.demo, admins=(first.user.email.upper(),))
    admin = Admin(stage)
    await admin.install()
    return admin
