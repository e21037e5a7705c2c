"""Does a bot's memory grow? Many turns, the resident memory sampled twenty times, and a verdict.

Rule: the first fifth is warm-up (caches, pools, the allocator) and is not judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression

from benchmarks.measure import run_load
from benchmarks.report import table
from benchmarks.stage import Contestant, staged

SAMPLES = 20
FLAT = 1.0  # MB in 10,000 turns; below the noise of the allocator over a run of 50,000


@dataclass(frozen=True, slots=True)
class Growth:
    """Memory in MB after so many turns, and how many turns failed."""

    turns: list[int]
    megabytes: list[float]
    failures: int

    @property
    def per_10_000(self) -> float:
        """Return the growth in MB per 10,000 turns after the warm-up."""
        judged = slice(SAMPLES // 5, None)
        return linear_regression(self.turns[judged], self.megabytes[judged]).slope * 10_000


async def telemetry(contestant: Contestant, turns: int, concurrency: int, folder: Path) -> Growth:
    """Run so many turns, its messages and card actions by turns, and sample the memory. Raises UnfitError."""
    seen: list[tuple[int, float]] = []
    failures = 0
    async with staged(contestant, folder, 0) as (stage, _):
        for sample in range(SAMPLES):
            workload = contestant.workloads[sample % 2]
            load = await run_load(stage, workload, turns // SAMPLES, concurrency)
            failures += load.failures.total()
            seen.append(((sample + 1) * (turns // SAMPLES), stage.bot.rss_megabytes()))
    return Growth([done for done, _ in seen], [megabytes for _, megabytes in seen], failures)


def describe(grown: Sequence[tuple[Contestant, Growth]]) -> str:
    """Return the samples and the verdicts as Markdown. Pure."""
    steps = grown[0][1].turns[:: SAMPLES // 5]
    last = grown[0][1].turns[-1]
    head = ["", "bot", *(f"{step:,} turns" for step in [*steps, last]), "MB per 10,000 turns", "failures"]
    rows = [
        [
            "RSS MB",
            contestant.title,
            *(f"{megabytes:.0f}" for megabytes in [*growth.megabytes[:: SAMPLES // 5], growth.megabytes[-1]]),
            f"{growth.per_10_000:+.1f} ({'flat' if growth.per_10_000 < FLAT else 'growing'})",
            str(growth.failures),
        ]
        for contestant, growth in grown
    ]
    return table(head, rows)
