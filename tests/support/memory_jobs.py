"""Time that passes when a test says so, and a job table in memory that lives in it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.core.jobs import LEASE, Again, Job, Outcome


class Time:
    """Seconds since the start; whoever sleeps wakes up when ``pass_`` gets there."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, future))
        await future

    async def pass_(self, seconds: float) -> None:
        """Let so much time pass, alarm by alarm, each followed by all it sets off."""
        until = self.now + seconds
        await settle_down()
        while due := [at for at, future in self._sleepers if at <= until and not future.done()]:
            self.now = max(self.now, min(due))
            for at, future in self._sleepers:
                if at <= self.now and not future.done():
                    future.set_result(None)
            self._sleepers = [one for one in self._sleepers if not one[1].done()]
            await settle_down()
        self.now = until


async def settle_down() -> None:
    """Let everything run that can run without time passing."""
    for _ in range(50):
        await asyncio.sleep(0)


@dataclass
class Row:
    job: Job
    run_at: float
    ended: Outcome | None = None


class MemoryJobs:
    """The job table's contract without a database. ``away`` makes every call fail."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.rows: dict[str, Row] = {}
        self.away = False
        self.calls: list[str] = []

    def add(self, key: str, kind: str = "file") -> None:
        created = datetime(2025, 1, 1, tzinfo=UTC)
        self.rows[key] = Row(Job(len(self.rows) + 1, kind, key, {}, 0, 0, created), self.time.now)

    def steal(self, key: str) -> None:
        """Let another process claim it."""
        row = self.rows[key]
        row.job = replace(row.job, claims=row.job.claims + 1)

    def ended(self, key: str) -> Outcome | None:
        return self.rows[key].ended

    def pause(self, key: str) -> float:
        return self.rows[key].run_at - self.time.now

    async def claim(self, kinds: Collection[str], limit: int, *, lease: float = LEASE) -> list[Job]:
        self._called("claim")
        due = [row for row in self._waiting(kinds) if row.run_at <= self.time.now][:limit]
        for row in due:
            row.run_at = self.time.now + lease
            row.job = replace(row.job, attempts=row.job.attempts + 1, claims=row.job.claims + 1)
        return [row.job for row in due]

    async def extend(self, held: Sequence[Job], *, lease: float = LEASE) -> set[int]:
        self._called("extend")
        ours = [row for row in self.rows.values() if self._held(row, held)]
        for row in ours:
            row.run_at = self.time.now + lease
        return {row.job.id for row in ours}

    async def settle(self, job: Job, outcome: Outcome) -> bool:
        self._called("settle")
        row = self.rows[job.key]
        if not self._held(row, [job]):
            return False
        if isinstance(outcome, Again):
            row.run_at = self.time.now + (outcome.after or 0.0)
            repeats = row.job.ended_with(outcome.reason) + 1
            row.job = replace(
                row.job, attempts=row.job.attempts - (not outcome.counted), reason=outcome.reason, repeats=repeats
            )
        else:
            row.ended = outcome
        return True

    async def next_due(self, kinds: Collection[str]) -> float | None:
        self._called("next_due")
        return min((row.run_at - self.time.now for row in self._waiting(kinds)), default=None)

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.away:
            raise ConnectionError("the database is away")

    def _waiting(self, kinds: Collection[str]) -> list[Row]:
        return [row for row in self.rows.values() if row.ended is None and row.job.kind in kinds]

    @staticmethod
    def _held(row: Row, held: Sequence[Job]) -> bool:
        return row.ended is None and any((row.job.id, row.job.claims) == (job.id, job.claims) for job in held)
