"""The benchmark's command line: ``python -m benchmarks.turns`` (``make bench``).

Rule: only a full run of every bot may write figures into README.md, anything less is printed; what went wrong, or is
dearer than the committed table says, ends it with status 1.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import nan
from pathlib import Path

from benchmarks import regression, report
from benchmarks.echo import AGENTS, STOCK, TEAMSPY
from benchmarks.measure import Round, Size, play
from benchmarks.memory import describe, telemetry
from benchmarks.ours import OURS
from benchmarks.stage import Contestant, UnfitError

EVERYBODY = (OURS, STOCK, AGENTS, TEAMSPY)
FULL = Size(rounds=4, warm=500, turns=1000, alone=200)
QUICK = Size(rounds=1, warm=60, turns=150, alone=40)
GUARD = Size(rounds=2, warm=500, turns=400, alone=10)  # every person has written once before the clock runs
AGAIN = 3  # times that a guard plays what seems dearer once more: a noisy minute passes, a dearer turn does not


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turns", description="Compare bots side by side.")
    parser.add_argument("--quick", action="store_true", help="one short round: does everything run? (a minute)")
    parser.add_argument("--guard", action="store_true", help="ours beside the Agents SDK: dearer than the table says?")
    parser.add_argument("--memory", type=int, metavar="TURNS", help="instead: does ours grow over so many turns?")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in EVERYBODY], help="these bots only")
    parser.add_argument("--delay", type=float, default=0, metavar="MS", help="let the connector answer so late")
    return parser.parse_args(arguments)


def present(names: Sequence[str] | None) -> list[Contestant]:
    """Return the bots that can run, and make their environments; say why another cannot."""
    chosen = []
    for contestant in EVERYBODY:
        if names and contestant.name not in names:
            continue
        if reason := contestant.missing():
            print(f"without {contestant.name}: {reason}", file=sys.stderr)
            continue
        contestant.command()  # makes the environment, outside any clock
        chosen.append(contestant)
    return chosen


async def compare(chosen: Sequence[Contestant], size: Size, delay: float) -> list[tuple[Contestant, list[Round]]]:
    """Play all rounds, the bots taking turns so that a noisy minute hits all of them. Raises UnfitError."""
    played: list[tuple[Contestant, list[Round]]] = [(contestant, []) for contestant in chosen]
    for number in range(size.rounds):
        for contestant, rounds in played:
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                rounds.append(await play(contestant, size, Path(folder), delay))
            print(f"round {number + 1} of {size.rounds}: {contestant.name} done", file=sys.stderr)
    return played


async def guard(chosen: Sequence[Contestant], before: Mapping[str, float]) -> tuple[str, list[str]]:
    """Return the ratios of short rounds as a text, and what is dearer than before. Raises UnfitError."""
    played = await compare(chosen, GUARD, 0)
    for _ in range(AGAIN):
        if not regression.worse(regression.ratios(played), before, regression.QUICK_MARGIN):
            break
        for (_, rounds), (_, more) in zip(played, await compare(chosen, replace(GUARD, rounds=1), 0), strict=True):
            rounds.extend(more)
    now = regression.ratios(played)
    lines = [f"{name}: {now[name]:.2f} of the Agents SDK's (table: {before.get(name, nan):.2f})" for name in now]
    failed = [*report.problems(played), *cannot(played)]
    failed += regression.worse(now, before, regression.QUICK_MARGIN).values()
    return "\n".join(lines), failed


async def grow(chosen: Sequence[Contestant], turns: int) -> str:
    """Watch the memory of each bot. Raises UnfitError."""
    grown = []
    for contestant in chosen:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            grown.append((contestant, await telemetry(contestant, turns, FULL.concurrency, Path(folder))))
    return describe(grown)


def cannot(played: Sequence[tuple[Contestant, list[Round]]]) -> list[str]:
    """Return at which of its own kinds of turn our bot failed."""
    return [
        f"{row}: {result}"
        for contestant, rounds in played
        for one in rounds
        for row, result in one.rows.items()
        if contestant is OURS and isinstance(result, str)
    ]


def main() -> None:
    options = parse()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that nothing is left running
    command = " ".join(["python -m benchmarks.turns", *sys.argv[1:]])
    heading, before = report.heading(command, os.getloadavg()[0]), regression.committed()
    pair = [OURS.name, AGENTS.name]
    chosen = present(options.only or (["ours"] if options.memory else pair if options.guard else None))
    if not chosen:
        sys.exit("nothing to measure")
    failed: list[str] = []
    try:
        if options.guard:
            text, failed = asyncio.run(guard(chosen, before))
            marker, complete = "", False
        elif options.memory:
            marker, text = "memory", f"{heading}\n\n{asyncio.run(grow(chosen, options.memory))}"
            complete = OURS in chosen and options.memory >= 50_000
        else:
            size = QUICK if options.quick else FULL
            played = asyncio.run(compare(chosen, size, options.delay))
            marker, text = "table", report.tables(played, size, heading)
            complete = not options.quick and not options.delay and len(chosen) == len(EVERYBODY)
            failed = [*report.problems(played), *cannot(played)]
            if complete:
                failed += regression.worse(regression.ratios(played), before, regression.FULL_MARGIN).values()
    except UnfitError as problem:
        sys.exit(str(problem))
    print(text)
    if complete:
        report.write(marker, text)
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
