"""The benchmark's command line: ``python -m benchmarks.turns`` (``make bench``).

Rule: only a full run of every bot may write figures into README.md, anything less is printed; what went wrong ends it
with status 1.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import report
from benchmarks.echo import AGENTS, STOCK, TEAMSPY
from benchmarks.measure import Round, Size, play
from benchmarks.memory import describe, telemetry
from benchmarks.ours import OURS
from benchmarks.stage import Contestant, UnfitError

EVERYBODY = (OURS, STOCK, AGENTS, TEAMSPY)
FULL = Size(rounds=4, warm=500, turns=1000, alone=200)
QUICK = Size(rounds=1, warm=60, turns=150, alone=40)


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.turns", description="Compare bots side by side.")
    parser.add_argument("--quick", action="store_true", help="one short round: does everything run? (a minute)")
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


async def grow(chosen: Sequence[Contestant], turns: int) -> str:
    """Watch the memory of each bot. Raises UnfitError."""
    grown = []
    for contestant in chosen:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            grown.append((contestant, await telemetry(contestant, turns, FULL.concurrency, Path(folder))))
    return describe(grown)


def ours_cannot(played: Sequence[tuple[Contestant, list[Round]]]) -> bool:
    """Return whether our bot failed at one of its own kinds of turn."""
    return any(
        isinstance(result, str)
        for contestant, rounds in played
        for one in rounds
        for result in one.rows.values()
        if contestant is OURS
    )


def main() -> None:
    options = parse()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that nothing is left running
    command = " ".join(["python -m benchmarks.turns", *sys.argv[1:]])
    heading = report.heading(command, os.getloadavg()[0])
    chosen = present(options.only or (["ours"] if options.memory else None))
    if not chosen:
        sys.exit("nothing to measure")
    try:
        if options.memory:
            marker, text = "memory", f"{heading}\n\n{asyncio.run(grow(chosen, options.memory))}"
            complete, healthy = OURS in chosen and options.memory >= 50_000, True
        else:
            size = QUICK if options.quick else FULL
            played = asyncio.run(compare(chosen, size, options.delay))
            marker, text = "table", report.tables(played, size, heading)
            complete = not options.quick and not options.delay and len(chosen) == len(EVERYBODY)
            healthy = not report.problems(played) and not ours_cannot(played)
    except UnfitError as problem:
        sys.exit(str(problem))
    print(text)
    if complete:
        report.write(marker, text)
    if not healthy:
        sys.exit(1)


if __name__ == "__main__":
    main()
