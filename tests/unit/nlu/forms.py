"""What counts is the form that opens: ``python -m tests.unit.nlu.forms [nl de ...] [--locked] [--show]`` scores it.

Rule: each sentence of ``form/*.txt`` is said over HTTP to the bot of the demo, by a client in its language, and the
inputs of its answer are read.
An expectation is written as in :mod:`tests.support.corpus`; ``..?`` is an end that is asked for, ``10:00-`` a start
whose end is asked for; ``usual`` the form as the command alone opens it. Sick today may as well be answered by the card that reports it.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.bootstrap import run_app
from sandbox.demo import Demo
from tests.support.fakes import Clock
from tests.support.stage import MONDAY, Stage, bot_settings, inputs

FOLDER = Path(__file__).parent / "form"
LANGUAGES = ("nl", "de", "en", "fr", "es", "it", "pt")
VERDICTS = ("right", "asked", "missed", "wrong")
"""Every field right; some of them empty and the others right; no form for a wish; a field that says what was not meant."""

TODAY = date(2026, 11, 23)  # a Monday
_TYPES = {
    "vac": "Vakantie", "sick": "Ziek", "parental": "Ouderschapsverlof", "special": "Bijzonder verlof",
    "unpaid": "Onbetaald verlof", "home": "Thuiswerken", "over": "Overuren opnemen", "care": "Zorgverlof",
    "trip": "Dienstreis", "doctor": "Artsbezoek",
}  # fmt: skip
_BY_HOUR = ("over", "doctor")
_PAUSE = timedelta(seconds=20)  # nobody writes faster, and whoever does is slowed down
_NO_FORM: dict[str, str] = {}
_SICK_CARD = {"card": "sick"}


@dataclass(frozen=True)
class Row:
    """A sentence, and the form that is right for it; ``{}``: no form."""

    say: str
    want: dict[str, str]
    language: str = "nl"


def rows(name: str) -> list[Row]:
    """Return the sentences of ``nl``, ``nl_locked`` and so on."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" => ") for line in lines if line and not line.startswith("# "))
    return [Row(say, form(want), name[:2]) for say, want in pairs]


def form(want: str) -> dict[str, str]:
    """Return the values of the form's inputs that an expectation stands for."""
    if want == "none":
        return _NO_FORM
    if want == "usual":
        return form("23nov vac")
    days, *times, kind = want.split()
    clocks = times[0].split("-") if times else ("", "")
    head, _, tail = days.partition("..")
    first, last = head.partition("/"), (tail or head).partition("/")
    shown = {"type_id": _TYPES.get(kind, ""), "first_day": _day(first[0]), "last_day": _day(last[0])}
    if kind in _BY_HOUR or times:
        return shown | {"first_time": _time(clocks[0]), "last_time": _time(clocks[1])}
    return shown | {
        "first_half": "half" if first[2] == "pm" else "whole",
        "last_half": "half" if last[2] == "am" else "whole",
    }


def _day(word: str) -> str:
    if word in "-?":
        return ""
    return datetime.strptime(word if len(word) > 5 else f"{word}26", "%d%b%y").date().isoformat()  # noqa: DTZ007 — a day


def _time(word: str) -> str:
    return time.fromisoformat(word).strftime("%H:%M") if word else ""


def verdict(got: dict[str, str], want: dict[str, str]) -> str:
    """Return one of :data:`VERDICTS`. Pure."""
    if got == want or (got == _SICK_CARD and _sick_today(want)):
        return "right"
    if not want:
        return "wrong"
    if not got or got == _SICK_CARD:
        return "missed" if not got else "wrong"
    empty = {"", "whole"} if not got["first_day"] else {""}
    wrong = [name for name in want if got.get(name, "") not in {want[name], *empty}]
    unasked = [name for name in got if name not in want and got[name] not in ("", "whole")]
    return "wrong" if wrong or unasked else "asked"


def _sick_today(want: dict[str, str]) -> bool:
    return want.get("type_id") == _TYPES["sick"] and want["first_day"] in ("", TODAY.isoformat())


async def opened(stage: Stage, say: str, language: str = "nl") -> dict[str, str]:
    """Say a sentence, and return what the inputs of the form show that opens; ``{}`` where none does."""
    await stage.say(say, replace(stage.user, locale=language))
    card = stage.card()
    if "request.review" not in (drawn := str(card)):
        return _SICK_CARD if "sick.report" in drawn else _NO_FORM
    names = {str(kind.id): kind.name for kind in stage.demo.company.types}
    shown = inputs(card)
    del shown["comment"]
    return shown | {"type_id": names.get(shown["type_id"], shown["type_id"])}


async def score(stage: Stage, said: Iterable[Row]) -> tuple[Counter[str], list[tuple[str, Row, dict[str, str]]]]:
    """Return how often each verdict falls, and everything that is not right."""
    counts: Counter[str] = Counter()
    misses = []
    for row in said:
        stage.clock.now += _PAUSE
        got = await opened(stage, row.say, row.language)
        found = verdict(got, row.want)
        counts[found] += 1
        if found != "right":
            misses.append((found, row, got))
    return counts, misses


async def _main(names: list[str], *, show: bool) -> None:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        clock = Clock(MONDAY)
        demo = await stack.enter_async_context(Demo(today=TODAY, now=clock))
        bot = await stack.enter_async_context(
            run_app(bot_settings(demo.personio.url, Path(folder) / "bot.db"), now=clock)
        )
        demo.play(bot.url)
        stage = Stage(demo, bot, clock)
        await opened(stage, "hallo")  # everything is loaded
        _say("| | sentences | right | asked | missed | wrong |\n|---|---:|---:|---:|---:|---:|")
        for name in names:
            clock.now = MONDAY
            counts, misses = await score(stage, rows(name))
            size = sum(counts.values())
            _say(f"| {name} | {size} | {' | '.join(f'{counts[v]} ({counts[v] / size:.0%})' for v in VERDICTS)} |")
            for found, row, got in misses if show else ():
                _say(f"  {found}: {row.say}: {_brief(got)} instead of {_brief(row.want)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _brief(shown: dict[str, Any]) -> str:
    return " ".join(value or "_" for value in shown.values()) or "no form"


if __name__ == "__main__":
    chosen = [each for each in sys.argv[1:] if not each.startswith("--")] or list(LANGUAGES)
    locked = "--locked" in sys.argv
    asyncio.run(
        _main([f"{each}_locked" if locked else each for each in chosen], show="--show" in sys.argv and not locked)
    )
