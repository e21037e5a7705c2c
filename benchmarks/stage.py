"""A started bot with everything around it: a connector, its people and, for ours, a Personio.

Rule: everything is started afresh, on loopback, and nothing is left running; a bot counts as ready when it has
answered its first message, not when its port is open.
"""

import asyncio
import contextlib
import itertools
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks import process
from benchmarks.activities import PEOPLE, Wire, members
from benchmarks.environment import ROOT
from benchmarks.load import post

READY_WITHIN = 90.0  # seconds; a cold disk makes imports slow


class UnfitError(Exception):
    """A bot, or what it needs, did not start or does not do what is measured."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One started bot. ``ready_seconds`` is from its start to its first answer to a message."""

    bot: process.Program
    url: str
    wire: Wire
    session: aiohttp.ClientSession
    control: str
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    async def post(self, body: bytes) -> tuple[int, bytes]:
        return await post(self.session, self.url, body)

    async def counts(self) -> dict[str, int]:
        """Return the connector's counters: connections, sends, updates, reads."""
        async with self.session.get(f"{self.control}/counts") as answer:
            counted: dict[str, int] = await answer.json()
            return counted

    async def message(self, number: int) -> bytes:
        """Return the activity last posted to the person who did the number-th turn."""
        conversation = {"conversation": PEOPLE[number % len(PEOPLE)].conversation_id}
        async with self.session.get(f"{self.control}/message", params=conversation) as answer:
            return await answer.read()


@dataclass(frozen=True, slots=True)
class Workload:
    """One kind of turn.

    ``bodies`` writes the activities with the given numbers. A good answer contains ``expects``; a good message at the
    connector contains ``posts`` (empty: none is awaited). ``share`` scales how many turns are run.
    """

    row: str
    bodies: Callable[[Stage, Sequence[int]], Awaitable[list[bytes]]]
    expects: bytes = b""
    posts: bytes = b""
    share: float = 1.0


@contextlib.asynccontextmanager
async def nothing(folder: Path) -> AsyncIterator[dict[str, str]]:  # noqa: ARG001  # the signature of surroundings
    """Surround a bot with nothing."""
    yield {}


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot in the comparison. ``surroundings`` starts what it needs and yields environment variables for it."""

    name: str
    title: str
    workloads: tuple[Workload, ...]
    command: Callable[[], Sequence[str]]
    missing: Callable[[], str | None] = lambda: None
    emails: Callable[[], list[str]] = lambda: [f"person{seat}@example.com" for seat in range(100)]
    surroundings: Callable[[Path], AbstractAsyncContextManager[dict[str, str]]] = nothing


@contextlib.asynccontextmanager
async def running(program: process.Program) -> AsyncIterator[process.Program]:
    """Stop the program at the end, whatever happens."""
    try:
        yield program
    finally:
        await asyncio.to_thread(program.stop)


@contextlib.asynccontextmanager
async def staged(contestant: Contestant, folder: Path, delay: float) -> AsyncIterator[tuple[Stage, float]]:
    """Start a bot and its surroundings in ``folder``; yield the stage and the seconds until it was ready.

    ``delay`` is the connector's, in milliseconds. Raises UnfitError where the bot does not answer.
    """
    own, others = process.cores()
    people = folder / "members.json"
    people.write_text(json.dumps(members(contestant.emails())), encoding="utf-8")
    async with contextlib.AsyncExitStack() as stack:
        command = [sys.executable, "-m", "benchmarks.connector", "--members", str(people), "--delay", str(delay)]
        connector = await stack.enter_async_context(
            running(
                process.start(
                    command, env={}, cwd=ROOT, log=folder / "connector.log", on=others, stdout=subprocess.PIPE
                )
            )
        )
        assert connector.process.stdout is not None
        ports = json.loads(await asyncio.to_thread(connector.process.stdout.readline) or "{}")
        if not ports:
            raise UnfitError(connector.last_words())
        port = process.free_port()
        env = {
            "HOST": "127.0.0.1",
            "PORT": str(port),
            **await stack.enter_async_context(contestant.surroundings(folder)),
        }
        session = await stack.enter_async_context(
            aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=30, connect=5)
            )
        )
        command = [*contestant.command()]
        began = time.perf_counter()
        bot = await stack.enter_async_context(
            running(process.start(command, env=env, cwd=folder, log=folder / "bot.log", on=own))
        )
        stage = Stage(
            bot=bot,
            url=f"http://127.0.0.1:{port}/api/messages",
            wire=Wire(f"http://127.0.0.1:{ports['port']}/"),
            session=session,
            control=f"http://127.0.0.1:{ports['control']}",
        )
        await _ready(stage, contestant.workloads[0])
        yield stage, time.perf_counter() - began


async def _ready(stage: Stage, workload: Workload) -> None:
    """Post one message until it is answered with the card. Raises UnfitError after READY_WITHIN seconds."""
    deadline = time.monotonic() + READY_WITHIN
    problem: Any = None
    while time.monotonic() < deadline and stage.bot.alive():
        number = next(stage.numbers)
        [body] = await workload.bodies(stage, [number])
        try:
            status, _ = await stage.post(body)
        except (aiohttp.ClientError, TimeoutError) as error:
            problem = error
        else:
            message = await stage.message(number)
            if status < 300 and workload.posts in message:
                return
            problem = f"HTTP {status}, posted {message[:2000]!r}"
        await asyncio.sleep(0.02)
    raise UnfitError(f"the bot did not answer: {problem}\n{stage.bot.last_words()}")
