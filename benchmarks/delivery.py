"""A thousand channels due at once, through a connector that keeps Teams' limits and throttles one post in twenty.

Rule: the bot is a process of its own, as an operator starts it, measured by its own CPU time; Teams, Personio and the
employees who write meanwhile are in this one. What is delivered is counted by the sandbox, not by the bot.
"""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import aiohttp
from sqlalchemy import update

from benchmarks import process, report
from benchmarks.environment import ROOT, our_python
from benchmarks.stage import UnfitError, running
from bot.core.subscriptions import Subscription, UnitRef
from bot.store import Store, open_store
from bot.store.tables import subscription
from sandbox.company import Company, generate
from sandbox.demo import BOT, TENANT, world
from sandbox.personio import PersonioSandbox
from sandbox.teams import Channel, Team, TeamsSandbox, User
from sandbox.teams.middleware import Call

CHANNELS = 1_000
PEOPLE = 1_000
LIMIT = 50.0  # requests a second for an app in a tenant
THROTTLED = 0.05
LATENCY = 0.1  # seconds that Teams takes to answer; loopback alone would need no more than a few hands
TURNS_PER_SECOND = 3.0
WRITERS = 30
ASK = "afwezigheid aanvragen"
IN_A_TEAM = 100
LATEST = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery. ``seconds``: from the first post into a channel to the last.

    ``used``: all requests of the bot in that time, for the employees too, as a share of 50 a second. ``possible``:
    those that were carried out, as a share of 50 a second less the ones throttled by chance; ``steady``: the same
    until 95 of 100 channels had their update (the last ones wait for their Retry-After with nothing else to do).
    ``over``: refused because over the limit.
    """

    channels: int
    seconds: float
    used: float
    possible: float
    steady: float
    throttled: int
    over: int
    turns: list[float]
    alone: list[float]
    cpu: float
    megabytes: float

    def p95(self, of: Sequence[float]) -> float:
        """Return the milliseconds within which 95 of 100 turns were answered."""
        ordered = sorted(of)
        return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)] * 1000 if ordered else float("nan")


async def deliver(folder: Path, count: int) -> Delivered:
    """Start everything, let ``count`` channels be due, and measure until all have their update. Raises UnfitError."""
    zone, day = _working_zone()
    company = generate(PEOPLE, day.date())
    names = [f"19:channel-{number}@thread.tacv2" for number in range(count)]
    writers = _writers(company)
    teams = TeamsSandbox(
        replace(world(company, {}), users=writers, teams=_teams(names)), tenant_id=TENANT, bot_id=BOT, limits=True
    )
    address = f"sqlite:///{folder / 'bot.db'}"
    async with PersonioSandbox(company) as personio, teams:
        personio.switches = personio.switches.changed(burst=10_000)
        store = await open_store(address, clock=lambda: datetime.now(UTC))
        try:
            for wanted in _subscriptions(names, company, zone, day, teams.service_url):
                await store.subscriptions.save(wanted, datetime.now(UTC) + timedelta(days=1))
            return await _measure(folder, personio, teams, store, names)
        finally:
            await store.close()


async def _measure(
    folder: Path, personio: PersonioSandbox, teams: TeamsSandbox, store: Store, names: Sequence[str]
) -> Delivered:
    port, (own, _) = process.free_port(), process.cores()
    env = {
        "PORT": str(port), "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}", "PERSONIO_BASE_URL": personio.url,
        "PERSONIO_CLIENT_ID": "demo-client", "PERSONIO_CLIENT_SECRET": "demo-secret",
    }  # fmt: skip
    command = [str(our_python()), str(ROOT / "app.py")]
    bot = process.start(command, env=env, cwd=folder, log=folder / "bot.log", on=own)
    async with running(bot):
        await _ready(port, bot)
        teams.bot_url = f"http://127.0.0.1:{port}/api/messages"
        chance = random.Random(95)
        for user in teams.world.users:  # everybody is known; nothing is read for the first time
            await teams.say(user, ASK)
        teams.gate.faults.latency = LATENCY
        alone = [await _turn(teams, chance) for _ in range(40)]
        teams.gate.faults.at_random(THROTTLED, ("429",), 20, where="19:")
        first, used = len(teams.calls), bot.cpu_seconds()
        await store._database.write(lambda c: c.execute(update(subscription).values(next_at=datetime.now(UTC))))
        seen: list[asyncio.Task[float]] = []
        busy = asyncio.create_task(_employees(teams, chance, seen))
        try:
            await _all_posted(teams, names, bot)
        finally:
            busy.cancel()
            await asyncio.gather(busy, return_exceptions=True)
        turns = await asyncio.gather(*seen)
        used = bot.cpu_seconds() - used
        return _figures(teams, first, names, turns, alone, used, bot.rss_megabytes())


def _figures(
    teams: TeamsSandbox,
    first: int,
    names: Sequence[str],
    turns: list[float],
    alone: list[float],
    cpu: float,
    megabytes: float,
) -> Delivered:
    calls = teams.calls[first:]
    channels = set(names)
    posts = [call.at for call in calls if call.done and call.conversation in channels]
    began, ended, most = posts[0], posts[-1], posts[int(len(posts) * 0.95) - 1]
    asked = [call for call in calls if began <= call.at <= ended]
    return Delivered(
        channels=len(channels),
        seconds=ended - began,
        used=len(asked) / (LIMIT * (ended - began)),
        possible=_of_possible(asked, ended - began),
        steady=_of_possible([call for call in asked if call.at <= most], most - began),
        throttled=sum(call.fault is not None for call in asked),
        over=sum(call.status == 429 and call.fault is None for call in asked),
        turns=turns,
        alone=alone,
        cpu=cpu,
        megabytes=megabytes,
    )


def _of_possible(asked: Sequence[Call], seconds: float) -> float:
    """Return what was carried out as a share of what the limit allows, less what was throttled by chance. Pure."""
    return sum(call.done for call in asked) / (LIMIT * seconds - sum(call.fault is not None for call in asked))


async def _employees(teams: TeamsSandbox, chance: random.Random, seen: list[asyncio.Task[float]]) -> None:
    """Let employees write, some a second whatever the bot does (an open loop)."""
    while True:
        await asyncio.sleep(chance.expovariate(TURNS_PER_SECOND))
        seen.append(asyncio.create_task(_turn(teams, chance)))


async def _turn(teams: TeamsSandbox, chance: random.Random) -> float:
    """Ask for a form as somebody; return the seconds until it was there and Teams had its answer. Raises UnfitError."""
    began = time.perf_counter()
    answer = await teams.say(chance.choice(teams.world.users), ASK)
    if not answer.messages:
        raise UnfitError(f"no form: {answer}")
    return time.perf_counter() - began


async def _all_posted(teams: TeamsSandbox, names: Sequence[str], bot: process.Program) -> None:
    until = time.monotonic() + LATEST
    while not all(teams.messages(name) for name in names):
        if not bot.alive() or time.monotonic() > until:
            raise UnfitError(f"not every channel has its update\n{bot.last_words()}")
        await asyncio.sleep(0.25)


async def _ready(port: int, bot: process.Program) -> None:
    async with aiohttp.ClientSession() as session:
        for _ in range(600):
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            if not bot.alive():
                break
            await asyncio.sleep(0.05)
    raise UnfitError(f"the bot did not start\n{bot.last_words()}")


def _working_zone() -> tuple[str, datetime]:
    """Return a zone where it is the morning of a working day now, or at least some morning, and its time."""
    now = datetime.now(UTC)
    found = [(hours, now.astimezone(timezone(timedelta(hours=hours)))) for hours in range(-12, 15)]
    mornings = [(hours, local) for hours, local in found if 1 <= local.hour < 14]
    hours, local = min(mornings, key=lambda each: (each[1].weekday() > 4, abs(each[1].hour - 9)))
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT", local  # their signs are the other way round


def _writers(company: Company) -> list[User]:
    active = [each for each in company.employees if each.status == "active" and each.email][:WRITERS]
    return [
        User(id=f"29:{each.id}", object_id=str(company.entra_object_id(each)), name=each.name, email=each.email,
             upn=each.email)
        for each in active
    ]  # fmt: skip


def _teams(names: Sequence[str]) -> list[Team]:
    found = []
    for number, start in enumerate(range(0, len(names), IN_A_TEAM)):
        team = f"19:team-{number}@thread.tacv2"
        inside = [Channel(id=each, name=each) for each in names[start : start + IN_A_TEAM]]
        found.append(Team(id=team, name=team, aad_group_id=team, channels=[Channel(id=team, name=""), *inside]))
    return found


def _subscriptions(
    names: Sequence[str], company: Company, zone: str, now: datetime, service_url: str
) -> Iterator[Subscription]:
    units = list(dict.fromkeys(each.department.id for each in company.employees))
    for number, name in enumerate(names):
        yield Subscription(
            id=name, tenant_id=TENANT, team_id=f"19:team-{number // IN_A_TEAM}@thread.tacv2", channel_id=name,
            service_url=service_url, language="nl", time=now.time().replace(second=0, microsecond=0), timezone=zone,
            units=(UnitRef("department", id=str(units[number % len(units)])),), empty="post",
            days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        )  # fmt: skip


def table(delivered: Sequence[Delivered]) -> str:
    """Return the deliveries as Markdown, the median last. Pure."""
    head = ["", "channels", "s", "delivered/s", "of 50/s", "of possible", "of possible, steady", "throttled",
            "over the limit", "turns", "p95 ms of a turn", "p95 ms before", "CPU ms per update", "RSS MB"]  # fmt: skip
    rows = [[str(number), *_cells(one)] for number, one in enumerate(delivered, 1)]
    return report.table(head, rows)


def _cells(one: Delivered) -> list[str]:
    return [
        f"{one.channels:,}", f"{one.seconds:.1f}", f"{one.channels / one.seconds:.1f}", f"{one.used:.1%}",
        f"{one.possible:.1%}", f"{one.steady:.1%}", str(one.throttled), str(one.over), str(len(one.turns)),
        f"{one.p95(one.turns):.0f}", f"{one.p95(one.alone):.0f}", f"{one.cpu * 1000 / one.channels:.1f}",
        f"{one.megabytes:.0f}",
    ]  # fmt: skip
