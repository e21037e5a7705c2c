"""Whether a message asks for an absence of somebody else, or tells of it: *put Joost on holiday*, *Joost is ill*.

Everybody requests their own absences only. What is said of the writer's own absence is none of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from bot.core.asked import is_asked
from bot.core.filler_words import COLLEAGUES, word_set
from bot.core.openings import speaks_of_oneself
from bot.core.person_frames import written_out
from bot.core.plain_words import bare_words
from bot.features.whos_out.named_people import NAME
from cards.i18n import phrases

_IF: Final = word_set("of if whether ob si se")
_NOUNS_LIKE_NAMES: Final = "de"  # writes all nouns with a capital


def is_for_other(words: Sequence[str], text: str) -> bool:
    """Tell whether a message asks to have something done for somebody else, or about their data.

    ``words``: its words, with NAME for each name in them.
    """
    words = [word for word in words if word not in COLLEAGUES]
    if speaks_of_oneself(words) or not _IF.isdisjoint(words):
        return False
    said, pairs = set(words), set(pairwise(words))
    frames = _frames_of("for_other") if is_asked(text) else (*_frames_of("for_other"), *_frames_of("told"))
    return any(each.words <= said and (each.has_tail or (each.before, NAME) in pairs) for each in frames)


def is_for_unknown_person(words: Sequence[str], text: str) -> bool:
    """Tell whether something is asked for who is written like a name right after its verb, and is nobody here."""
    written = {bare_words(word) for word in text.split()[1:] if word[:1].isupper() and word[1:].islower()}
    if NAME in words or not written or speaks_of_oneself(words) or not _IF.isdisjoint(words):
        return False
    said, pairs = set(words), set(pairwise(words))
    return any(
        each.before is not None
        and each.words <= said
        and each.language != _NOUNS_LIKE_NAMES
        and any((each.before, name) in pairs for name in written)
        for each in _frames_of("for_other")
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Words that together ask something for somebody, in whatever order.

    ``before``: the one that the name follows; only where nothing comes after the name it has to (not ``has_tail``).
    """

    words: frozenset[str]
    before: str | None
    has_tail: bool
    language: str


@cache
def _frames_of(name: str) -> tuple[_Frame, ...]:
    found = []
    for language, listed in phrases(name):
        for phrase in written_out(listed):
            head, _, tail = (bare_words(each) for each in phrase.partition(NAME))
            before = head.split()[-1] if head else None
            found.append(_Frame(frozenset(f"{head} {tail}".split()), before, bool(tail), language))
    return tuple(dict.fromkeys(found))
