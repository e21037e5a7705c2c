"""A worker that runs in a time and on a table under the test's control."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.core.jobs import Done, Handler, Job, Outcome
from bot.worker import Periodic, Worker
from tests.support.memory_jobs import MemoryJobs, Time


class Bench:
    """A worker that runs, its time, its table, and a handler the test steers."""

    def __init__(self) -> None:
        self.time = Time()
        self.jobs = MemoryJobs(self.time)
        self.seen: list[Job] = []
        self.outcome: Outcome | Exception = Done()
        self.gate = asyncio.Event()
        self.gate.set()
        self.tasks: list[asyncio.Task[None]] = []

    async def handle(self, job: Job) -> Outcome:
        self.seen.append(job)
        await self.gate.wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def start(self, *, concurrency: int = 8, every: tuple[Periodic, ...] = (), **handlers: Handler) -> Worker:
        worker = Worker(
            self.jobs,
            {"file": self.handle, **handlers},
            concurrency=concurrency,
            every=every,
            sleep=self.time.sleep,
            jitter=lambda: 0.0,
        )
        self.tasks.append(asyncio.create_task(worker.run()))
        return worker

    @property
    def keys(self) -> list[str]:
        return [job.key for job in self.seen]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    for task in bench.tasks:
        task.cancel()
    await asyncio.gather(*bench.tasks, return_exceptions=True)
