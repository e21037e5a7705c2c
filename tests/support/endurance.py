"""Many turns and daily updates against one bot process, round after round, and what it costs after each.

Rule: the bot is a process of its own, measured from outside (/proc, the database file); the load comes from this one,
Teams and Personio are processes too. Limits are lifted on their side alone: the bot keeps its own.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import delete, func, select, text

from benchmarks.activities import TENANTS, Person
from benchmarks.environment import ROOT
from benchmarks.load import drive
from benchmarks.ours import OURS
from benchmarks.stage import Stage, staged
from bot.core.subscriptions import Subscription
from bot.store import Store, open_store
from bot.store.tables import job, post, subscription
from tests.support.digest_scenario import EVERY_DAY, nine_o_clock

AT_ONCE = 16  # turns side by side
PATIENCE = 600.0  # seconds for a round's updates
AT_MOST = 1_000  # updates that become due at the same moment
_COLUMNS = [column.name for column in subscription.c]
NOTHING = timedelta(days=-2)  # kept for less than no time: all that is over goes


@dataclass(frozen=True, slots=True)
class Cost:
    """What the bot holds after a round: memory in MB, open files, connections, and the database's pages in MB."""

    memory: float
    files: int
    connections: int
    file_size: float
    in_use: float  # of the database, after the purge


class Endurance:
    """A bot, its surroundings, its database."""

    def __init__(self, stage: Stage, store: Store) -> None:
        self.stage, self.store = stage, store
        self.turns = self.updates = 0
        self.failures: list[str] = []
        self.costs: list[Cost] = []
        self._process = psutil.Process(stage.bot.process.pid)
        self._zone, self._now = nine_o_clock()

    async def round(self, turns: int, updates: int) -> None:
        """Let people write and press while updates are due; see that each was posted once; purge; count."""
        before = (await self.stage.counts())["sends"]
        said = await self._people(turns, updates)
        after = (await self.stage.counts())["sends"]
        if after - before != said + updates:
            self.failures.append(f"{after - before} messages for {said} questions and {updates} updates")
        self.turns, self.updates = self.turns + turns, self.updates + updates
        await self.store._database.write(lambda c: c.execute(delete(subscription)))
        await self.store.purge(jobs=NOTHING, audit=NOTHING, requests=NOTHING)
        self.costs.append(await self._cost())

    async def _people(self, turns: int, updates: int) -> int:
        """Return how many messages were written; a third of the turns are presses."""
        pressing, writing = OURS.workloads[1], OURS.workloads[0]
        due = asyncio.create_task(self._channels(updates))
        said = 0
        for number, size in enumerate(_parts(turns, 6)):
            workload = pressing if number % 3 == 2 else writing
            asked = 1 if workload is pressing else size  # a press begins with one message, which shows the button
            bodies = await workload.bodies(self.stage, [next(self.stage.numbers) for _ in range(size)])
            load = await drive(
                self.stage.session, self.stage.url, bodies, concurrency=AT_ONCE, expects=workload.expects
            )
            self.failures += [f"{workload.row}: {kind}" for kind in load.failures.elements()]
            said += asked
        await due
        return said

    async def _channels(self, updates: int) -> None:
        """Let so many channels be due, some at a time, and wait until each has its update."""
        done = 0
        for size in _parts(updates, max(1, updates // AT_MOST)):
            now = datetime.now(UTC)
            await self.store._database.write(self._due, range(done, done + size), now)
            done += size
            end = time.monotonic() + PATIENCE
            while await self.store._database.read(_sent) < done:
                assert time.monotonic() < end, "an update is missing"
                await asyncio.sleep(0.25)

    def _due(self, c: Any, numbers: range, now: datetime) -> None:
        rows = [self._subscription(self.updates + number, now) for number in numbers]
        if rows:
            c.execute(subscription.insert(), rows)

    def _subscription(self, number: int, now: datetime) -> dict[str, Any]:
        channel = f"19:channel-{number}@thread.tacv2"
        wanted = Subscription(
            id=channel, tenant_id=Person(number % TENANTS, 0).tenant_id, team_id=f"19:team-{number // 100}",
            channel_id=channel, service_url=self.stage.wire.service_url, language="nl", time=self._now.time(),
            timezone=self._zone, days=EVERY_DAY, empty="post",
        )  # fmt: skip
        values = {name: getattr(wanted, name) for name in _COLUMNS if hasattr(wanted, name)}
        dated = {"next_at": now, "created_at": now, "updated_at": now, "configured_by": None, "units": []}
        return values | dated | {"topics": list(wanted.topics), "days": list(wanted.days)}

    async def _cost(self) -> Cost:
        pages = await self.store._database.read(_pages)
        return Cost(
            memory=self._process.memory_info().rss / 1e6,
            files=self._process.num_fds(),
            connections=len(self._process.net_connections("tcp")),
            file_size=pages[0] / 1e6,
            in_use=pages[1] / 1e6,
        )

    async def left(self) -> int:
        """Return how many jobs wait now, or died."""
        query = select(func.count()).select_from(job).where(job.c.finished_at.is_(None) | job.c.dead)
        query = query.where(job.c.kind.like("digest%"))
        return int(await self.store._database.read(lambda c: c.execute(query).scalar_one()))

    def story(self) -> str:
        """Return the figures, round by round."""
        rows = [
            f"  round {number}: {cost.memory:.1f} MB, {cost.files} files, {cost.connections} connections, "
            f"database {cost.file_size:.2f} MB, {cost.in_use:.2f} MB in use"
            for number, cost in enumerate(self.costs, 1)
        ]
        return "\n".join([f"{self.turns} turns, {self.updates} updates", *rows])


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[Endurance]:
    """Start everything in ``folder``."""
    ours = replace(OURS, command=lambda: [sys.executable, str(ROOT / "app.py")])  # nothing is installed for a test
    async with staged(ours, folder, 0) as (stage, _):
        address = f"sqlite:///{folder / 'bot.db'}"
        async with await open_store(address, clock=lambda: datetime.now(UTC)) as store:
            yield Endurance(stage, store)


def _parts(whole: int, count: int) -> list[int]:
    """Return a number in so many nearly equal parts. Pure."""
    return [whole * (n + 1) // count - whole * n // count for n in range(count)]


def _sent(c: Any) -> int:
    return int(c.execute(select(func.count()).select_from(post).where(post.c.state == "sent")).scalar_one())


def _pages(c: Any) -> tuple[int, int]:
    size, count, free = (
        int(c.execute(text(f"PRAGMA {name}")).scalar_one()) for name in ("page_size", "page_count", "freelist_count")
    )
    return size * count, size * (count - free)
