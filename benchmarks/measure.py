"""One round of one bot: start it, run each of its workloads, and take the figures.

Rule: work that a bot puts off is waited for and counted; CPU time is read only when the bot has become quiet.
"""

import asyncio
import itertools
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Load, drive
from benchmarks.stage import Contestant, Stage, Workload, staged

QUIET = 0.04  # of a core: pollers and timers are not work put off
TRIES = 3
GIVE_UP = 60.0  # seconds to wait for a bot to become quiet


@dataclass(frozen=True, slots=True)
class Size:
    """How much is run: rounds; turns to warm up, under load, and one at a time; turns at once under load."""

    rounds: int
    warm: int
    turns: int
    alone: int
    concurrency: int = 32


@dataclass(frozen=True, slots=True)
class Figures:
    """One workload in one round; times in milliseconds. ``problems`` is empty when every turn went well."""

    cpu: float
    per_second: float
    p95_loaded: float
    p50: float
    p95: float
    problems: str


@dataclass(frozen=True, slots=True)
class Footprint:
    """One bot in one round, before and after its message workload; memory in MB, size of its last message in KB."""

    ready_seconds: float
    rss_start: float
    rss_after: float
    connections: int
    kilobytes: float


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of one bot gave; in place of figures the reason why it cannot do a workload."""

    footprint: Footprint
    rows: dict[str, Figures | str]


async def play(contestant: Contestant, size: Size, folder: Path, delay: float) -> Round:
    """Start the bot afresh and run its workloads one after the other. Raises UnfitError where it does not start."""
    async with staged(contestant, folder, delay) as (stage, ready_seconds):
        await quiet(stage)
        rss_start = stage.bot.rss_megabytes()
        message, *others = contestant.workloads
        rows = {message.row: await _run(stage, message, size)}
        rss_after, counts = stage.bot.rss_megabytes(), await stage.counts()
        kilobytes = len(await stage.message(next(stage.numbers) - 1)) / 1000  # of the turn just done
        for workload in others:
            rows[workload.row] = await _run(stage, workload, size)
        return Round(Footprint(ready_seconds, rss_start, rss_after, counts["connections"], kilobytes), rows)


async def run_load(stage: Stage, workload: Workload, turns: int, concurrency: int) -> Load:
    """Run so many turns of a workload, each with an activity id of its own."""
    bodies = await workload.bodies(stage, list(itertools.islice(stage.numbers, turns)))
    return await drive(stage.session, stage.url, bodies, concurrency=concurrency, expects=workload.expects)


async def quiet(stage: Stage) -> bool:
    """Wait until the bot uses next to no CPU for half a second; False where it does not come to rest."""
    deadline = time.monotonic() + GIVE_UP
    while time.monotonic() < deadline:
        began, used = time.monotonic(), stage.bot.cpu_seconds()
        await asyncio.sleep(0.5)
        if stage.bot.cpu_seconds() - used <= QUIET * (time.monotonic() - began):
            return True
    return False


async def _run(stage: Stage, workload: Workload, size: Size) -> Figures | str:
    if reason := await _cannot(stage, workload):
        return reason
    await run_load(stage, workload, int(size.warm * workload.share), size.concurrency)
    await quiet(stage)
    turns = int(size.turns * workload.share)
    sends, used = (await stage.counts())["sends"], stage.bot.cpu_seconds()
    load = await run_load(stage, workload, turns, size.concurrency)
    rested = await quiet(stage)
    used, sends = stage.bot.cpu_seconds() - used, (await stage.counts())["sends"] - sends
    alone = await run_load(stage, workload, int(size.alone * workload.share), 1)
    problems = [f"{count} × {what}" for what, count in (load.failures + alone.failures).items()]
    if workload.posts and sends < turns:
        problems.append(f"{turns - sends} cards never posted")
    if not rested:
        problems.append(f"not at rest after {GIVE_UP:.0f} s")
    return Figures(
        cpu=used * 1000 / turns,
        per_second=load.per_second,
        p95_loaded=load.percentile(0.95),
        p50=alone.percentile(0.5),
        p95=alone.percentile(0.95),
        problems=", ".join(problems),
    )


async def _cannot(stage: Stage, workload: Workload) -> str | None:
    """Return why the bot cannot do this, or None; three tries, for a machine that is busy with something else."""
    reason = None
    for number in itertools.islice(stage.numbers, TRIES):
        [body] = await workload.bodies(stage, [number])
        status, answer = await stage.post(body)
        if status < 300 and workload.expects in answer:
            return None
        reason = f"cannot (HTTP {status})" if status >= 300 else "cannot (another answer)"
        print(f"{workload.row}: HTTP {status}, {answer[:500]!r}", file=sys.stderr)
    return reason
