"""``check``: what is wrong, and the way out, before users notice.

Standard output is for the findings alone; the exit code is 1 where a problem was found. Logs are quiet unless
asked for.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import textwrap
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import groupby
from typing import Final, NoReturn

import click

from bot.cli.diagnostics import PATIENCE, Finding, Level, inspect
from bot.cli.diagnostics.environment import Environment, read_environment
from bot.cli.diagnostics.finding import counted
from bot.observability.logs import log_to_stderr

WIDTH: Final = 79
_INDENT: Final = " " * 8
_GROUPS: Final = {
    "settings": "Settings",
    "personio": "Personio",
    "clock": "Clock",
    "database": "Database",
    "teams": "Microsoft Teams",
    "webhook": "Webhook",
    "check": "The check itself",
}
_WORST_FIRST: Final[tuple[Level, ...]] = ("problem", "warning", "ok")
_MARKS: Final[dict[Level, tuple[str, str]]] = {
    "ok": ("  ✓ ok  ", "green"),
    "warning": ("  ▲ !   ", "yellow"),
    "problem": ("  ✗ !!  ", "red"),
}
_PLAIN: Final = str.maketrans({"✓": "+", "▲": "*", "✗": "x", "→": ">"})


@click.command()
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=PATIENCE,
    show_default=True,
    help="What each check may take; they run side by side.",
)
@click.option("--quiet/--logs", default=True, show_default=True, help="Show the bot's logs, on standard error.")
def check(as_json: bool, seconds: float, quiet: bool) -> None:
    """Find what is wrong with settings, Personio, database, clock and Teams. Exit code 1: a problem was found."""
    log_to_stderr("critical")
    environment = read_environment()
    if not quiet:
        log_to_stderr(environment.settings.log_level)
    findings, unfinished = _looked(environment, seconds)
    well = all(found.level != "problem" for found in findings)
    if as_json:
        click.echo(json.dumps({"ok": well, "findings": [asdict(found) for found in findings]}, indent=2))
    else:
        for line in terminal_lines(findings):
            _write(line)
    if unfinished:
        _leave(0 if well else 1)
    if not well:
        raise SystemExit(1)


def terminal_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the findings as text lines for a terminal: by group, the worst first, then one line that sums up."""
    for group, title in _GROUPS.items():
        here = [found for found in findings if found.group == group]
        if not here:
            continue
        yield click.style(title, bold=True)
        here.sort(key=lambda found: _WORST_FIRST.index(found.level))
        for _, alike in groupby(here, key=lambda found: (found.level, found.code, found.way_out)):
            yield from _paragraph(list(alike))
        yield ""
    number = {level: sum(found.level == level for found in findings) for level in _WORST_FIRST}
    counts = f"{counted(number['problem'], 'problem')}, {counted(number['warning'], 'warning')}, {number['ok']} ok."
    worst: Level = next((level for level in _WORST_FIRST if number[level]), "ok")
    more = "" if worst == "ok" else " More about each: docs/troubleshooting.md"
    yield click.style(counts, fg=_MARKS[worst][1], bold=True) + more


def _paragraph(alike: list[Finding]) -> Iterator[str]:
    """Return findings that differ in what they say, but not in the way out."""
    mark, colour = _MARKS[alike[0].level]
    first = click.style(mark, fg=colour)
    if alike[0].level == "ok":
        for found in alike:
            start, *rest = _wrapped(found.message)
            yield first + start
            yield from (_INDENT + line for line in rest)
        return
    yield first + click.style(alike[0].code, bold=True)
    several = "  " if len(alike) > 1 else ""
    for found in alike:
        start, *rest = _wrapped(found.message, hanging=len(several))
        yield _INDENT + start
        yield from (_INDENT + several + line for line in rest)
    start, *rest = _wrapped(alike[0].way_out, hanging=2)
    yield f"{_INDENT}→ {start}"
    yield from (f"{_INDENT}  {line}" for line in rest)


def _wrapped(text: str, hanging: int = 0) -> list[str]:
    # An address or a path is copied: it is never cut.
    return textwrap.wrap(text, WIDTH - len(_INDENT) - hanging, break_long_words=False, break_on_hyphens=False)


def _write(line: str) -> None:
    """Print a line; where the terminal cannot show a sign, in plain ones."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        line = line.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    click.echo(line)


def _looked(environment: Environment, seconds: float) -> tuple[list[Finding], bool]:
    """Return the findings, and whether a thread is still waiting for a network that does not answer."""
    before = set(threading.enumerate())
    pool = ThreadPoolExecutor(thread_name_prefix="check")
    # Not asyncio.run: it would wait for every thread, and a name that cannot be looked up may take a minute.
    loop = asyncio.new_event_loop()
    loop.set_default_executor(pool)
    try:
        findings = loop.run_until_complete(inspect(environment, patience=seconds))
        loop.run_until_complete(_ended(asyncio.all_tasks(loop)))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        loop.close()
    mine = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in mine:
        thread.join(0.2)
    return findings, any(thread.is_alive() for thread in mine)


async def _ended(tasks: set[asyncio.Task[object]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _leave(code: int) -> NoReturn:
    """End the process without waiting for its threads, as Python would."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
