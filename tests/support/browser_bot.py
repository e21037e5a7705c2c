"""The whole product on this machine: the bot between the two sandboxes, restarted as often as a test likes.

Rule: real HTTP on loopback, a real database; nothing is stubbed. The clock stands still unless the bot is alive.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.bootstrap import run_app
from bot.features import ROUTER, digests
from bot.services.context import Services
from cards.commands import command_list
from sandbox.company import Absence, Personas, personas
from sandbox.demo import BOT, MORNING, TENANT, ZONE, Demo
from sandbox.teams import Channel, TeamsSandbox, User
from tests.support.fakes import Clock
from tests.support.stage import MONDAY, Ticking, bot_settings

TOKEN = "a-token-that-nobody-guesses"


@dataclass
class BrowserBot:
    """Everything a journey plays with."""

    demo: Demo
    clock: Clock
    database: Path
    bot: AsyncExitStack
    alive: bool = False
    services: Services = field(init=False)

    @property
    def people(self) -> Personas:
        """Sanne asks, Thijs substitutes, Annelies decides."""
        return personas(self.demo.company)

    async def start(self) -> None:
        """Start the bot, on the same database as before."""
        where = self.demo.personio.url
        settings = bot_settings(
            where,
            self.database,
            personio_web_url=where,
            personio_webhook_token=TOKEN,
            admins=(self.people.admin.email,),
        )
        bot = await self.bot.enter_async_context(run_app(settings, now=self.clock))
        self.demo.play(bot.url, token=TOKEN if self.alive else None)
        self.services = bot.services

    async def install(self) -> None:
        """Add the app to every team."""
        for team in self.demo.teams.world.teams:
            await self.demo.teams.install(team)

    async def set_up(self, *languages: str) -> None:
        """Let two channels be told every morning: the Dutch office, and the whole company."""
        for update, language in zip(self.demo.updates(), languages or ("nl", "en"), strict=True):
            told = re.sub(r"language: \w+", f"language: {language}", update)
            await digests.import_yaml(self.services.store.subscriptions, told, tenant_id=TENANT, now=self.clock())

    async def next_morning(self, *channels: Channel) -> None:
        """Move on to nine o'clock tomorrow and wait until these channels were told."""
        now, before = self.clock(), {channel.id: len(self.demo.teams.messages(channel)) for channel in channels}
        zone = ZoneInfo(ZONE)
        morning = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)
        self.clock.advance(seconds=(morning - now).total_seconds())
        await digests.tick(self.services)
        for channel in channels:
            told = partial(self.demo.teams.messages, channel)
            await self.demo.teams.until(lambda told=told, known=before[channel.id]: len(told()) > known, seconds=30)

    async def idle(self) -> None:
        """Wait until the bot has heard all of Personio's news and done what is due within ten minutes."""
        store = self.services.store
        await self.demo.personio.settle()
        async with asyncio.timeout(60):
            while (due := await store.jobs.next_due(set(ROUTER.jobs))) is not None and due < 600:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.02)

    async def restart(self) -> None:
        """Stop the bot and start it again; it remembers nothing but its database."""
        await self.bot.aclose()
        await self.start()

    def absences(self) -> list[Absence]:
        """Return what Personio has that it did not have at the start."""
        known = {absence.id for absence in self.demo.company.absences}
        return [absence for absence in self.demo.personio.absences if absence.id not in known]

    def absence(self) -> Absence:
        """Return the one absence that was filed; more or fewer are a failure."""
        (absence,) = self.absences()
        return absence

    def last_card(self, user: User) -> dict[str, Any]:
        """Return the newest card in somebody's chat as Teams keeps it: what a page that is opened now would show."""
        return self.demo.teams.messages(user)[-1].activity["attachments"][0]["content"]


@asynccontextmanager
async def open_house(
    folder: Path, failed_auth: Sequence[User] = (), *, alive: bool = False
) -> AsyncIterator[BrowserBot]:
    """Start the demo on a Monday morning in November.

    ``failed_auth`` have a Teams account as well. ``alive``: time goes on, and Personio tells the bot its news at once.
    """
    clock = (Ticking if alive else Clock)(MONDAY)
    demo = Demo(today=date(2026, 11, 23), now=clock, commands=command_list())
    if failed_auth:
        world = demo.teams.world
        everybody = replace(world, users=[*world.users, *failed_auth])
        demo.teams = TeamsSandbox(everybody, tenant_id=TENANT, bot_id=BOT, now=clock)
    async with demo, AsyncExitStack() as bot:
        built = BrowserBot(demo, clock, folder / "bot.db", bot, alive)
        await built.start()
        yield built
