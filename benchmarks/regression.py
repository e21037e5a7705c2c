"""Did it become dearer? Our figures as ratios to the Agents SDK's in the same run, beside those of an earlier table.

Rule: ratios alone are compared, of best rounds: a slow machine is slow for both bots, and a noisy minute only ever
makes a round dearer.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from benchmarks.echo import ACTION, AGENTS, MESSAGE
from benchmarks.measure import Figures, Footprint, Round
from benchmarks.ours import OURS
from benchmarks.report import README, git
from benchmarks.stage import Contestant

FULL_MARGIN = 0.15  # worse than the committed table by more than this fails a full run
QUICK_MARGIN = 0.3  # of a short run: twice the noise that was seen; the slips of November 2026 were 33 to 63 %
_MEMORY: Mapping[str, Callable[[Footprint], float]] = {
    "RSS ready": lambda footprint: footprint.rss_start,
    "RSS after messages": lambda footprint: footprint.rss_after,
}


def ratios(played: Sequence[tuple[Contestant, list[Round]]]) -> dict[str, float]:
    """Return our best CPU time of each workload, and memory, over the Agents SDK's; empty without either. Pure."""
    rounds = {contestant.name: each for contestant, each in played}
    ours, theirs = rounds.get(OURS.name), rounds.get(AGENTS.name)
    if not ours or not theirs:
        return {}
    bases = {row: value for row in (MESSAGE.row, ACTION.row) if (value := _best_cpu(theirs, row))}
    found = {
        workload.row: cpu / bases[base]
        for workload in OURS.workloads
        if (base := _base(workload.row)) in bases and (cpu := _best_cpu(ours, workload.row))
    }
    memory = {
        name: min(size(one.footprint) for one in ours) / min(size(one.footprint) for one in theirs)
        for name, size in _MEMORY.items()
    }
    return found | memory


def committed() -> dict[str, float]:
    """Return the ratios of the table in the last commit; outside of a repository of the one that lies here."""
    return read(git("show", f"HEAD:./{README.name}") or README.read_text(encoding="utf-8"))


def read(text: str) -> dict[str, float]:
    """Return the ratios of a README's table, as :func:`ratios` names them. Pure."""
    table = text.partition("<!-- table -->")[2].partition("<!-- /table -->")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:1] == "|"]
    ours, theirs = (
        {row[0]: row[2:] for row in cells if len(row) > 4 and row[1] == bot.title} for bot in (OURS, AGENTS)
    )
    found = {}
    for row, figures in ours.items():
        if row == "process":
            pairs = {name: (figures[at], theirs[row][at]) for at, name in enumerate(_MEMORY, 1) if row in theirs}
        else:
            pairs = {row: (figures[0], theirs[_base(row)][0])} if _base(row) in theirs else {}
        for name, (own, other) in pairs.items():
            if (numerator := _best(own)) and (denominator := _best(other)):
                found[name] = numerator / denominator
    return found


def worse(now: Mapping[str, float], before: Mapping[str, float], margin: float) -> dict[str, str]:
    """Return what became dearer by more than the margin, with a sentence each. Pure."""
    return {
        name: f"{name}: {now[name]:.2f} of the Agents SDK's, {before[name]:.2f} in the committed table"
        for name in now
        if name in before and now[name] > before[name] * (1 + margin)
    }


def _base(row: str) -> str:
    """Return the Agents SDK's workload that one of ours is compared with."""
    return ACTION.row if row.startswith(ACTION.row) else MESSAGE.row


def _best_cpu(rounds: Sequence[Round], row: str) -> float | None:
    return min((result.cpu for one in rounds if isinstance(result := one.rows.get(row), Figures)), default=None)


def _best(cell: str) -> float | None:
    """Return the best of a cell such as ``1.25 (1.16)``, which is its only value where there was one round."""
    found = re.fullmatch(r"([\d.]+)(?: \(([\d.]+)\))?", cell)
    return float(found[2] or found[1]) if found else None
