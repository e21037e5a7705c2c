"""Runs durable jobs: claims what is due, runs the handlers concurrently, extends leases and stores outcomes.

A job whose process dies is claimed again when its lease ends. A handler that raises is retried: for ever where
something outside does not answer, else :data:`DEFECTS` times. ``Workers`` lets several workers, each for its own kinds
of job, be woken and awaited as one.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.core.jobs import DEFECT, HEARTBEAT, LEASE, Again, Dead, Done, Handler, Job, Jobs, Lost, Outcome, backoff, tries
from bot.core.messaging import SendError
from bot.core.records import StoreError
from bot.core.telemetry import UNWATCHED, Telemetry, TrackedWork, cause_of, raised_at, set_outcome, track
from personio_client import PersonioError

POLL = 1.0
"""Seconds between looks at the table while nothing wakes the worker: another process may have stored a job."""

REMEMBERED = 1000  # finished keys, so that a caller that asks a moment too late is told, too

DEFECTS = 20
"""Tries in a row that ended with the same error of our own, more than an hour in all, after which a job is dead."""

_GIVING_BACK = 2.0  # seconds for a database that may be silent; the process is about to end

_OUTSIDE = (PersonioError, SendError, StoreError, OSError)  # passes; a time-out is an OSError

_WORDS: dict[type[Outcome], str] = {Done: "done", Again: "again", Dead: "dead"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something to call every so many ``seconds``, first at the start. One that raises is called again next time."""

    name: str
    seconds: float
    call: Callable[[], Awaitable[object]]


class Worker:
    """Runs jobs; the :class:`bot.services.context.Outbox` of its process. ``run`` once, ``drain`` to end it.

    ``sleep`` and ``jitter`` (0 to 1) are what tests put in place of time and chance.
    """

    def __init__(
        self,
        jobs: Jobs,
        handlers: Mapping[str, Handler],
        *,
        concurrency: int = 8,
        every: Sequence[Periodic] = (),
        sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        telemetry: Telemetry = UNWATCHED,
    ) -> None:
        self._jobs = jobs
        self._handlers = dict(handlers)
        self._concurrency = concurrency
        self._every = every
        self._sleep = sleep
        self._jitter = jitter
        self._telemetry = telemetry
        self._woken = asyncio.Event()
        self._draining = False
        self._running: dict[asyncio.Task[None], Job] = {}
        self._settling: set[int] = set()  # ids of jobs whose lease is not extended any more
        self._taking: asyncio.Task[None] | None = None
        self._finished: deque[str] = deque(maxlen=REMEMBERED)
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}

    def wake(self) -> None:
        self._woken.set()

    async def settled(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 - giving up is an answer, not an error
        """Wait until this process has finished (done or dead) the job with that key; False after ``timeout`` seconds.

        True as well where it finished shortly before the call.
        """
        if key in self._finished:
            return True
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.setdefault(key, [])
        waiting.append(future)
        try:
            return await self._first(future, timeout)
        finally:
            waiting.remove(future)
            if not waiting:
                self._waiting.pop(key, None)

    async def run(self) -> None:
        """Work until drained. Cancelling it leaves the leases to run out; :meth:`drain` gives them back."""
        self._taking = asyncio.create_task(self._take_on(), name="worker")
        aside = [asyncio.create_task(self._beat(), name="worker-heartbeat")]
        aside += [asyncio.create_task(self._repeat(periodic), name=periodic.name) for periodic in self._every]
        try:
            await self._rest(self._taking)
        finally:
            await _end([self._taking, *aside, *self._running])

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 - the work is given back afterwards, nothing raises
        """Claim nothing more, let running jobs end within ``timeout`` seconds, give the others back uncounted."""
        self._draining = True
        self._woken.set()
        if self._taking is None:
            return
        await self._first(asyncio.create_task(self._rest(self._taking)), timeout)
        left = dict(self._running)
        await _end([self._taking, *left])
        await asyncio.gather(*map(self._give_back, left.values()))
        if left:
            log.info("jobs given back", count=len(left))

    async def _give_back(self, job: Job) -> None:
        with suppress(Exception):  # the lease runs out instead
            async with asyncio.timeout(_GIVING_BACK):
                await self._jobs.settle(job, Again(after=0.0, counted=False, reason="shutting down"))

    async def _rest(self, taking: asyncio.Task[None]) -> None:
        await asyncio.wait([taking])
        while self._running:
            await asyncio.wait(self._running)

    async def _take_on(self) -> None:
        while not self._draining:
            self._woken.clear()
            try:
                pause = await self._claim()
            except Exception as error:  # a database that is away comes back; work waits in it
                log.error("jobs not readable", error=type(error).__name__)
                pause = POLL
            if pause > 0 and not self._draining:
                await self._first(asyncio.ensure_future(self._woken.wait()), pause)

    async def _claim(self) -> float:
        """Start what is due, up to the limit of concurrent jobs; return the seconds for which there is nothing to
        do."""
        free = self._concurrency - len(self._running)
        if free <= 0:
            return POLL
        kinds = self._handlers.keys()
        due = await self._jobs.next_due(kinds)  # a plain read: an idle worker takes no write lock
        if due is None or due > 0:
            return POLL if due is None else min(due, POLL)
        claimed = await self._jobs.claim(kinds, free)
        for job in claimed:
            task = asyncio.create_task(self._tracked(job), name=f"job-{job.id}")
            self._running[task] = job
            task.add_done_callback(self._forget)
        return 0.0 if claimed else POLL

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._woken.set()

    async def _tracked(self, job: Job) -> None:
        with track(self._telemetry, _act(job)):
            await self._work(job)

    async def _work(self, job: Job) -> None:
        told = log.bind(job=job.id, kind=job.kind, attempts=job.attempts)
        with structlog.contextvars.bound_contextvars(job=job.id, kind=job.kind):  # for what the handler logs
            outcome = await self._handle(job, told)
        self._settling.add(job.id)
        try:
            held = await self._jobs.settle(job, outcome)
        except Exception as error:  # the lease runs out, and the job is done over: its handler looks first
            told.error("job not settled", error=type(error).__name__)
            set_outcome("not_settled")
            return
        finally:
            self._settling.discard(job.id)
        if not held:
            told.warning("job had passed on", claim=job.claims)
            set_outcome("lost")
        elif isinstance(outcome, Done | Dead):
            self._tell(job.key)

    async def _handle(self, job: Job, told: structlog.typing.FilteringBoundLogger) -> Outcome:
        try:
            outcome = await self._handlers[job.kind](job)
            set_outcome(_WORDS[type(outcome)])
        except Lost:
            outcome = Again(counted=False, reason="lost")  # in vain: the table knows another claim by now
        except Exception as error:  # the text of an error may name people; its class and place do not
            told.error("job failed", error=type(error).__name__, at=raised_at(error))
            outcome = _after_error(job, error)
            set_outcome("failed")
        if isinstance(outcome, Dead):
            told.error("job dead", reason=outcome.reason)
        if isinstance(outcome, Again) and outcome.after is None:
            return replace(outcome, after=backoff(tries(job, outcome), jitter=self._jitter()))
        return outcome

    def _tell(self, key: str) -> None:
        self._finished.append(key)
        for future in self._waiting.get(key, ()):
            if not future.done():
                future.set_result(None)

    async def _beat(self) -> None:
        while True:
            await self._sleep(HEARTBEAT)
            held = dict(self._running)
            if not held:
                continue
            try:
                ours = await self._jobs.extend(list(held.values()), lease=LEASE)
            except Exception as error:  # the next beat may still come in time
                log.error("leases not extended", error=type(error).__name__)
                continue
            for task, job in held.items():
                if job.id not in ours and job.id not in self._settling and not task.done():
                    log.warning("job lost", job=job.id, kind=job.kind, claim=job.claims)
                    task.cancel()  # somebody else has it: two of us would act twice

    async def _repeat(self, periodic: Periodic) -> None:
        while True:
            try:
                with track(self._telemetry, TrackedWork("tick", periodic.name, cause="")):
                    await periodic.call()
            except Exception as error:  # next time
                log.error("periodic call failed", name=periodic.name, error=type(error).__name__)
            await self._sleep(periodic.seconds)

    async def _first(self, awaited: asyncio.Future[Any], seconds: float) -> bool:
        """Wait for either; True where it was not the time. What lost is cancelled."""
        slept = asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait([awaited, slept], return_when=asyncio.FIRST_COMPLETED)
            return awaited.done()
        finally:
            await _end([awaited, slept])


def _act(job: Job) -> TrackedWork:
    """Return a run of a job, with the id of what has caused it; one of its own where nothing from outside has."""
    known = job.payload.get("cause")
    if isinstance(known, str):
        return TrackedWork("job", job.kind, known, first=False)
    return TrackedWork("job", job.kind, cause_of(job.key), first=job.claims == 1)


def _after_error(job: Job, error: Exception) -> Outcome:
    """Return how a try ends whose handler raised: dead where the same error of our own came too often in a row."""
    name = type(error).__name__
    if isinstance(error, _OUTSIDE) or job.ended_with(name) + 1 < DEFECTS:
        return Again(reason=name)
    return Dead(f"{DEFECT}{name} at {raised_at(error)}")


async def _end(tasks: Sequence[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Workers:
    """The :class:`bot.services.context.Outbox` of a process with more than one worker."""

    def __init__(self, *workers: Worker) -> None:
        self._workers = list(workers)

    def add(self, *workers: Worker) -> None:
        """Add workers: they need the services, which need the outbox."""
        self._workers += workers

    def wake(self) -> None:
        for worker in self._workers:
            worker.wake()

    async def settled(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 - giving up is an answer, not an error
        """Wait until one of the workers has finished the job with that key; False after ``timeout`` seconds."""
        waiting = [asyncio.create_task(worker.settled(key, timeout)) for worker in self._workers]
        try:
            for first in asyncio.as_completed(waiting):
                if await first:
                    return True
            return False
        finally:
            for each in waiting:
                each.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
