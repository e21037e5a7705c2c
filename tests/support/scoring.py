"""How well sentences are understood.

Rule: a guess that is wrong without saying so is the worst there is, and is counted by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.core.nlu import ParsedSentence, parse_request
from tests.support.corpus import TYPES, Case, cases

Reader = Callable[[str, date, str], ParsedSentence | None]
VERDICTS = ("exact", "marked", "missed", "silent")


def ours(text: str, today: date, language: str) -> ParsedSentence | None:
    """Read with the company's types of that language; the language itself is not told."""
    return parse_request(text, today=today, types=TYPES[language])


def verdict(got: ParsedSentence | None, want: ParsedSentence | None) -> str:
    """Return ``exact`` (days, halves, times, type and marks), ``marked``, ``missed`` or ``silent``."""
    if got is None or want is None:
        return "exact" if got is want else "missed" if got is None else "marked" if got.unclear else "silent"
    if replace(got, sure=True) == replace(want, sure=True):
        return "exact"
    return "marked" if got.unclear else "silent"


def score(name: str, reader: Reader = ours) -> tuple[Counter[str], list[tuple[str, Case, ParsedSentence | None]]]:
    """Return how often each verdict falls, and everything that is not exact."""
    counts: Counter[str] = Counter()
    misses = []
    for case in cases(name):
        got = reader(case.say, case.today, name[:2])
        found = verdict(got, case.want)
        counts[found] += 1
        if found != "exact":
            misses.append((found, case, got))
    return counts, misses
