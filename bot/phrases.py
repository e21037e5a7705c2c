"""What somebody means by a message: command phrases of every language, forgiving small typos.

Rule: pure. The phrases themselves are words people see and use, so they live in the catalogs of :mod:`cards.i18n`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, get_args

from rapidfuzz import fuzz, process

from cards.i18n import phrases

Command = Literal[
    "request", "absences", "sick", "recovered", "balance", "whosout", "privacy", "notifications", "setup", "language",
    "help",
]  # fmt: skip

COMMANDS: tuple[Command, ...] = get_args(Command)
GAP = "…"  # in a phrase of the catalogs: other words may stand here
_LONGEST = 500  # characters read of a message; a command is short
_CLOSE = 86.0  # rapidfuzz ratio, 0-100: two letters wrong in "afwezigheid aanvragen", none in "taal"
_SHORT = 6  # phrases up to this length must be spelt right: "help" and "held" are one letter apart
_SPACES = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """Return lower-case words without accents and punctuation. Pure."""
    letters = unicodedata.normalize("NFKD", text[:_LONGEST]).casefold()
    return _SPACES.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


def command(text: str) -> Command | None:
    """Return the command that a message means, in whatever language, or None. Pure.

    The longest phrase found as whole words wins; then one whose words are found in order; else the nearest one, read
    word by word, forgives small typos.
    """
    said = plain(text)
    if not said:
        return None
    padded = f" {said} "
    exact = [(len(phrase), name) for phrase, name in _known().items() if f" {phrase} " in padded]
    if exact:
        return max(exact, key=lambda found: found[0])[1]
    return _spread(padded) or _nearest(said)


def bare(text: str) -> bool:
    """Tell whether a message is a command's phrase and nothing else. Pure."""
    return plain(text) in _known()


def _spread(padded: str) -> Command | None:
    """Return the command whose phrase is said with words in between: *wie is morgen afwezig*."""
    for parts, name in _with_gaps():
        at = 0
        for part in parts:
            at = padded.find(f" {part} ", at) + 1
            if not at:
                break
        else:
            return name
    return None


def _nearest(said: str) -> Command | None:
    words = said.split()
    best: tuple[float, Command] | None = None
    for phrase, name in _known().items():
        if len(phrase) <= _SHORT:
            continue
        size = len(phrase.split())
        windows = {" ".join(words[i : i + n]) for n in {size, max(1, size - 1)} for i in range(len(words) - n + 1)}
        found = process.extractOne(phrase, windows, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if found and (best is None or found[1] > best[0]):
            best = (found[1], name)
    return best[1] if best else None


@lru_cache(maxsize=1)
def _known() -> dict[str, Command]:
    return {plain(phrase): name for name in reversed(COMMANDS) for _, phrase in phrases(name) if GAP not in phrase}


@lru_cache(maxsize=1)
def _with_gaps() -> list[tuple[list[str], Command]]:
    return [
        ([plain(part) for part in phrase.split(GAP)], name)
        for name in COMMANDS
        for _, phrase in phrases(name)
        if GAP in phrase
    ]
