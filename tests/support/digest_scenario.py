"""A morning: channels whose update is due, a Personio, a Teams with faults, and bots that are ended while they deliver.

Rule: what is true is read where nobody can be wrong about it: posts in the sandbox's channels, requests in its log,
and in the database only what a dead process had written down.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import psutil
from sqlalchemy import literal, update

from bot.core.subscriptions import Subscription
from bot.store import Store, open_store
from bot.store.tables import job, post, time_in
from sandbox.company import Employee, demo_company
from sandbox.demo import BOT, TENANT, world
from sandbox.personio import PersonioSandbox
from sandbox.teams import Channel, Message, Team, TeamsSandbox
from tests.support.bot_process import BotProcess

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PATIENCE = 240.0  # seconds for a state to come about, leases of 20 s and a busy machine included
IN_A_TEAM = 100


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that was killed: its connections to Teams, its part of the log, what it had not yet written down."""

    ports: frozenset[int]
    began: int
    ended: int
    sending: frozenset[str]  # channels


class Replica:
    """A bot, over several lives."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.bot = BotProcess(environment, log=log)
        self.began = 0  # length of the log when it was started
        self.ready = False


class DigestScenario:
    """Everything around the bots. ``seed`` decides all that is random."""

    def __init__(self, url: str, folder: Path, *, channels: int, replicas: int, seed: int) -> None:
        self.url, self.chance = url, random.Random(seed)
        self.zone, self.now = nine_o_clock()
        self.day: date = self.now.date()
        self.company = demo_company(self.day)
        self.personio = PersonioSandbox(self.company)
        self.channels = [f"19:channel-{number}@thread.tacv2" for number in range(channels)]
        staged = replace(world(self.company, {}), teams=list(_teams(self.channels)))
        self.teams = TeamsSandbox(staged, tenant_id=TENANT, bot_id=BOT)
        self.store: Store
        self.replicas: list[Replica] = []
        self.killed: list[Ended] = []
        self._wanted, self._folder = replicas, folder
        self._starting: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        await self.personio.start()
        await self.teams.start()
        self.store = await open_store(self.url, clock=lambda: datetime.now(UTC))
        for employee in self.company.employees:
            if employee.birthday and (employee.birthday.month, employee.birthday.day) == (self.day.month, self.day.day):
                self.personio.change_employee(employee.id, birthday=None)
        for number, channel in enumerate(self.channels):
            await self.store.subscriptions.save(self._subscription(channel, number // IN_A_TEAM), self.now)
        environment = {
            "DATABASE_URL": self.url,
            "PERSONIO_CLIENT_ID": "demo-client",
            "PERSONIO_CLIENT_SECRET": "demo-secret",
            "PERSONIO_BASE_URL": self.personio.url,
            "LOG_LEVEL": "warning",
        }
        self.replicas = [Replica(environment, self._folder / f"bot-{n}.log") for n in range(self._wanted)]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for replica in self.replicas:
            if replica.bot.pid is not None:
                await replica.bot.kill()
        await self.store.close()
        await self.teams.stop()
        await self.personio.stop()

    def _subscription(self, channel: str, team: int) -> Subscription:
        return Subscription(
            id=channel, tenant_id=TENANT, team_id=f"19:team-{team}@thread.tacv2", channel_id=channel,
            service_url=self.teams.service_url, language="nl", time=self.now.time(), timezone=self.zone,
            topics=("birthdays",), days=EVERY_DAY, empty="post",
        )  # fmt: skip

    def celebrates(self, number: int) -> Employee:
        """Give an employee a birthday today: a fact that every channel is to be told, on any weekday."""
        active = [each for each in self.company.employees if each.status == "active"]
        return self.personio.change_employee(active[number].id, birthday=self.day.replace(year=1990))

    async def start(self, *replicas: Replica) -> None:
        """Start bots and wait until they answer."""
        await asyncio.gather(*(self._start(each) for each in replicas or self.replicas))

    async def _start(self, replica: Replica) -> None:
        replica.began = len(self.teams.calls)
        await replica.bot.start()
        replica.ready = True

    async def kill_one(self, *, again: bool = True) -> Replica:
        """SIGKILL some bot that is up; ``again``: start it anew, without waiting for that."""
        await self.until(lambda: any(each.ready for each in self.replicas))
        replica = self.chance.choice([each for each in self.replicas if each.ready])
        await self.kill(replica)
        if again:
            self._starting.add(asyncio.create_task(self._start(replica)))
        return replica

    async def kill(self, replica: Replica) -> None:
        """SIGKILL, and note what was under way."""
        replica.ready = False
        ports = await replica.bot.kill()
        sending = await self._sending()
        await asyncio.sleep(0.1)  # what the kernel still had of it has reached the sandbox
        self.killed.append(Ended(ports, replica.began, len(self.teams.calls), sending))

    async def _sending(self) -> frozenset[str]:
        """Return the channels whose post was under way and is not written down as posted."""
        query = post.select().with_only_columns(post.c.subscription_id).where(post.c.state == "sending")
        return frozenset(await self.store._database.read(lambda c: list(c.execute(query).scalars())))

    @asynccontextmanager
    async def frozen(self, replica: Replica, seconds: float) -> AsyncIterator[None]:
        """SIGSTOP for as long as it lasts; note what was under way. ``seconds``: what its database session may take
        to end."""
        pid = replica.bot.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        try:
            ports = frozenset(each.laddr.port for each in psutil.Process(pid).net_connections("tcp"))
            await asyncio.sleep(seconds)
            sending = await self._sending()
            yield
            # Only now: whatever the kernel still had of it has long reached the sandbox.
            self.killed.append(Ended(ports, replica.began, len(self.teams.calls), sending))
        finally:
            os.kill(pid, signal.SIGCONT)

    async def stop_one(self) -> None:
        """SIGTERM some bot that is up, and start it anew."""
        await self.until(lambda: any(each.ready for each in self.replicas))
        replica = self.chance.choice([each for each in self.replicas if each.ready])
        replica.ready = False
        assert await replica.bot.stop() == 0
        self._starting.add(asyncio.create_task(self._start(replica)))

    async def all_up(self) -> None:
        """Wait for the bots that are being started."""
        await asyncio.gather(*self._starting)

    async def leases_over(self) -> None:
        """Let the 20 seconds pass for which dead processes hold jobs. Only while no bot runs."""
        held = update(job).where(job.c.finished_at.is_(None)).values(run_at=time_in(literal(0.0)))
        await self.store._database.write(lambda c: c.execute(held))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a state."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.005)
                for task in [each for each in self._starting if each.done()]:
                    task.result()  # a bot that did not start will never do what is waited for

    async def wait(self, seconds: float) -> None:
        """Let a random moment pass: that is what this is about."""
        await asyncio.sleep(seconds)

    async def finished(self) -> None:
        """Wait until every channel's update is looked after and no job waits."""
        async with asyncio.timeout(PATIENCE):
            while await self._left():  # noqa: ASYNC110 - another process works on it
                await asyncio.sleep(0.1)

    async def _left(self) -> int:
        def count(c: Any) -> int:
            waiting = c.execute(job.select().where(job.c.finished_at.is_(None))).all()
            posted = c.execute(post.select().where(post.c.state == "sent")).all()
            return len(waiting) + len(self.channels) - len(posted)

        return await self.store._database.read(count)

    def requests(self, operation: str) -> int:
        """Return how often Teams did what a bot asked."""
        return sum(call.operation == operation and call.done for call in self.teams.calls)

    def posts(self, channel: str) -> list[Message]:
        """Return what is in a channel."""
        return self.teams.messages(channel)

    def in_flight(self) -> Counter[str]:
        """Return, by channel, the posts that a killed bot had asked for and could not write down as posted.

        Teams' log says what was asked over the dead process's connections, the database what it had recorded.
        """
        return Counter(
            channel
            for life in self.killed
            for channel in life.sending
            if any(
                call.port in life.ports and call.done and call.operation == "send" and call.conversation == channel
                for call in self.teams.calls[life.began : life.ended]
            )
        )

    def ambiguous(self) -> Counter[str]:
        """Return, by channel, the posts that Teams made and then answered with 502."""
        return Counter(
            call.conversation
            for call in self.teams.calls
            if call.operation == "send" and call.done and call.status == 502
        )

    def report(self, doubled: int) -> str:
        """Return what happened, in figures."""
        kinds = ", ".join(f"{self.requests(name)} {name}s" for name in ("send", "update"))
        return (
            f"{self.url.partition(':')[0]}: {len(self.channels)} channels, {len(self.killed)} kills, {kinds}, "
            f"in flight at kills {self.in_flight().total()}, 502 though posted {self.ambiguous().total()}, "
            f"doubled {doubled}, {len(self.teams.calls)} requests of which failed "
            f"{sum(call.status >= 400 for call in self.teams.calls)}"
        )


def nine_o_clock() -> tuple[str, datetime]:
    """Return a zone in which it is between nine and ten in the morning (seven o'clock at the date line), and its now.

    The bots' clocks are the machine's: with that zone an update is due at any hour at which tests run.
    """
    utc = datetime.now(UTC)
    offset = (9 - utc.hour) if 9 - utc.hour >= -12 else 33 - utc.hour  # -12 .. 14
    local = utc + timedelta(hours=offset)
    at = local.replace(second=0, microsecond=0, tzinfo=None)
    zone = f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT"  # their signs are the other way round
    return zone, at.replace(tzinfo=ZoneInfo(zone))


def _teams(channels: list[str]) -> list[Team]:
    found = []
    for number, start in enumerate(range(0, len(channels), IN_A_TEAM)):
        team = f"19:team-{number}@thread.tacv2"
        inside = [Channel(id=each, name=each) for each in channels[start : start + IN_A_TEAM]]
        found.append(Team(id=team, name=team, aad_group_id=team, channels=[Channel(id=team, name=""), *inside]))
    return found
