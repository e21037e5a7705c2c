"""How a message may be read as a question about a person: the words around the name, in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.core.filler_words import BEFORE_A_QUESTION
from bot.core.plain_words import bare_words
from bot.core.spoken_phrases import GAP
from cards.i18n import phrases


@dataclass(frozen=True, slots=True)
class PersonFrame:
    """The words of a question in which a name stands, with the days that are named beside it.

    ``strong``: the rest of it is a question about a person, known or not. ``back``: it asks when they return.
    """

    words: str
    strong: bool
    back: bool


def person_frames(text: str) -> list[PersonFrame]:
    """Return how a message may be read as a question about a person, the most particular first."""
    words = bare_words(text).split()
    said = " ".join(words)
    starts = {said}
    while words and words[0] in BEFORE_A_QUESTION:
        words = words[1:]
        starts.add(" ".join(words))
    found = {
        (-len(head) - len(tail), head, found[1].strip() + (f" {found[2]}" if found[2] else ""), tail)
        for pattern, head, tail in _frames()
        for start in starts
        if (found := pattern.fullmatch(start))
    }
    return [
        PersonFrame(name, bool(head and (tail or " " in head)), head.startswith(_WHEN))
        for _, head, name, tail in sorted(found)
    ]


_WHEN = (
    "wanneer", "tot wanneer", "hoe lang", "hoelang", "when", "until when", "how long", "wann", "bis wann", "wie lange",
    "quand", "jusqu", "cuando", "hasta cuando", "quando", "fino a quando", "ate quando",
)  # fmt: skip


@lru_cache(maxsize=1)
def _frames() -> list[tuple[re.Pattern[str], str, str]]:
    """Return each frame as a pattern, with what stands before and after the name."""
    found = []
    for head, tail in sorted(
        {(bare_words(a), bare_words(b)) for _, p in phrases("person") for a, _, b in [p.partition(GAP)]}
    ):
        before, after = f"{re.escape(head)} " if head else "", f" {re.escape(tail)}(?: (.+))?" if tail else "()"
        found.append((re.compile(f"{before}(.+?){after}"), head, tail))
    return found
