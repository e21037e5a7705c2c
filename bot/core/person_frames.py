"""The phrases of questions about a person, in every language, and how a message can be read as one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from bot.core.filler_words import BEFORE_A_QUESTION
from bot.core.openings import without_opening
from bot.core.plain_words import bare_words
from bot.core.spoken_phrases import GAP
from cards.i18n import phrases

_Words = tuple[str, ...]


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
    words = tuple(bare_words(text).split())
    starts = {words}
    if without_opening(words) is not None:
        while words and words[0] in BEFORE_A_QUESTION:
            words = words[1:]
            starts.add(words)
    found = {each for start in starts for each in _read(start)}
    return [
        PersonFrame(" ".join(name), bool(head and (tail or len(head) > 1)), " ".join(head).startswith(_WHEN))
        for _, head, name, tail in sorted(found)
    ]


def frame_words() -> frozenset[str]:
    """Return every word of the phrases that ask about a name: *when is ... back*."""
    return frozenset(word for head, tails in _frames().items() for words in (head, *tails) for word in words)


def written_out(phrase: str) -> Iterator[str]:
    """Yield the phrases that one of the catalogs stands for: ``a/b`` is either word, ``a+b`` two words."""
    for words in product(*(each.split("/") for each in phrase.split())):
        yield " ".join(words).replace("+", " ")


_WHEN: Final = (
    "wanneer", "vanaf wanneer", "tot wanneer", "tot en met wanneer", "sinds wanneer", "hoe lang", "hoelang", "when",
    "since when", "until when", "till when", "how long", "wann", "ab wann", "bis wann", "seit wann", "wie lange",
    "quand", "a partir de quand", "jusqu", "depuis quand", "cuando", "desde cuando", "hasta cuando", "quando",
    "da quando", "fino a quando", "ate quando", "desde quando",
)  # fmt: skip


def _read(words: _Words) -> Iterator[tuple[int, _Words, _Words, _Words]]:
    """Yield how often letters stand around the name (negative), what stands before it, the name, and what after."""
    frames = _frames()
    for start in range(min(_longest(), len(words)) + 1):
        for tail in frames.get(words[:start], ()):
            for at in range(start + 1, len(words) - len(tail) + 1):
                if words[at : at + len(tail)] == tail and (tail or at == len(words)):
                    name = words[start:at] + words[at + len(tail) :]
                    yield -sum(map(len, words[:start] + tail)), words[:start], name, tail
                    break


@lru_cache(maxsize=1)
def _frames() -> Mapping[_Words, frozenset[_Words]]:
    """Return what may stand after a name, by what stands before it."""
    found: dict[_Words, set[_Words]] = {}
    for _, phrase in phrases("person"):
        for each in written_out(phrase):
            head, _, tail = each.partition(GAP)
            found.setdefault(tuple(bare_words(head).split()), set()).add(tuple(bare_words(tail).split()))
    return {head: frozenset(tails) for head, tails in found.items()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _frames()))
