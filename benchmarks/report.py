"""The tables: figures of all rounds as Markdown, and their place in README.md.

Rule: medians, with the best round in brackets; what a bot cannot do, or did wrongly, stands in the table.
"""

import os
import platform
import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.measure import Figures, Footprint, Round, Size
from benchmarks.stage import Contestant

T = TypeVar("T")
README = Path(__file__).resolve().parent / "README.md"


def tables(played: Sequence[tuple[Contestant, list[Round]]], size: Size, heading: str) -> str:
    """Return both tables. Pure."""
    parts = [heading, _size(size), _turns(played), _footprints(played, size)]
    if wrong := problems(played):
        parts.append("Not every turn went well:\n\n" + "\n".join(f"- {problem}" for problem in wrong))
    return "\n\n".join(parts)


def problems(played: Sequence[tuple[Contestant, list[Round]]]) -> list[str]:
    """Return what went wrong in turns that a bot can do. Pure."""
    return sorted(
        {
            f"{contestant.title}, {row}: {result.problems}"
            for contestant, rounds in played
            for one in rounds
            for row, result in one.rows.items()
            if isinstance(result, Figures) and result.problems
        }
    )


def heading(command: str, load_before: float) -> str:
    """Return when, what, where and how: date, commit, machine, Python, command.

    ``load_before`` is the load average at the start.
    """
    now = datetime.now(UTC)
    return (
        f"{now:%Y-%m-%d %H:%M} UTC; commit {commit()}; {os.cpu_count()} × {_processor()}, Linux {platform.release()}, "
        f"Python {platform.python_version()}; load average before the run {load_before:.2f}.\n"
        f"Command: `{command}`"
    )


def git(*arguments: str) -> str:
    """Return what git says in this folder, nothing where it is no repository."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=README.parent, capture_output=True, text=True, check=False).stdout.strip()


def commit() -> str:
    """Return the commit that is measured; *with changes* where files other than the tables differ from it."""
    changed = git("status", "--porcelain", "--untracked-files=no", "--", ":/", f":(exclude){README.name}")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if changed else "")


def write(marker: str, text: str) -> None:
    """Put ``text`` between README.md's comments ``marker`` and ``/marker``. Raises ValueError without them."""
    pattern = re.compile(rf"(<!-- {marker} -->\n).*?(<!-- /{marker} -->)", re.DOTALL)
    old = README.read_text(encoding="utf-8")
    new, found = pattern.subn(lambda match: f"{match[1]}\n{text}\n\n{match[2]}", old)
    if not found:
        raise ValueError(f"README.md has no place for {marker}")
    README.write_text(new, encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the columns after the first two are aligned right. Pure."""
    lines = [head, ["---"] * 2 + ["---:"] * (len(head) - 2), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _size(size: Size) -> str:
    rounds = "one round" if size.rounds == 1 else f"{size.rounds} interleaved rounds, median of them, best in brackets"
    return (
        f"{rounds[0].upper()}{rounds[1:]}. In each: {size.warm} turns to warm up, {size.turns} at concurrency "
        f"{size.concurrency} (*CPU*, *turns/s*, *loaded*), {size.alone} one at a time (*alone*); "
        "a tenth of it for reviews, a quarter for filings."
    )


def _turns(played: Sequence[tuple[Contestant, list[Round]]]) -> str:
    head = ["turn", "bot", "CPU ms/turn", "turns/s", "p95 ms loaded", "p50 ms alone", "p95 ms alone"]
    names = dict.fromkeys(workload.row for contestant, _ in played for workload in contestant.workloads)
    return table(head, [row for name in names for row in _rows_of(name, played)])


def _rows_of(name: str, played: Sequence[tuple[Contestant, list[Round]]]) -> Iterable[list[str]]:
    for contestant, rounds in played:
        results = [one.rows[name] for one in rounds if name in one.rows]
        figures = [result for result in results if isinstance(result, Figures)]
        if figures:
            cells = [
                _cell(figures, lambda one: one.cpu, min, 2),
                _cell(figures, lambda one: one.per_second, max, 0),
                _cell(figures, lambda one: one.p95_loaded, min, 0),
                _cell(figures, lambda one: one.p50, min, 1),
                _cell(figures, lambda one: one.p95, min, 1),
            ]
            yield [name, contestant.title, *cells]
        elif results:
            yield [name, contestant.title, str(results[0]), *["–"] * 4]


def _footprints(played: Sequence[tuple[Contestant, list[Round]]], size: Size) -> str:
    after = size.warm + size.turns + size.alone
    head = [
        "",
        "bot",
        "s to first answer",
        "RSS MB ready",
        f"RSS MB after {after} messages",
        "connections for them",
        "KB each",
    ]
    rows = []
    for contestant, rounds in played:
        prints: list[Footprint] = [one.footprint for one in rounds]
        rows.append(
            [
                "process",
                contestant.title,
                _cell(prints, lambda one: one.ready_seconds, min, 1),
                _cell(prints, lambda one: one.rss_start, min, 0),
                _cell(prints, lambda one: one.rss_after, min, 0),
                _cell(prints, lambda one: one.connections, min, 0),
                _cell(prints, lambda one: one.kilobytes, min, 1),
            ]
        )
    return table(head, rows)


def _cell(results: Sequence[T], value: Callable[[T], float], best: Callable[..., float], digits: int) -> str:
    values = [value(result) for result in results]
    middle = f"{median(values):.{digits}f}"
    return f"{middle} ({best(values):.{digits}f})" if len(values) > 1 else middle


def _processor() -> str:
    names = re.findall(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return names[0] if names else platform.machine()
