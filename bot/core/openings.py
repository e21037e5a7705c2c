"""How a message begins before what it asks: *hello, I would like to know whether*; and whether its writer is meant.

Words are as :func:`bot.core.plain_words.bare_words` leaves them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.core.filler_words import BEFORE_A_QUESTION, KNOWING, OWN_WORDS

_ABOUT_ONESELF = frozenset({("je", "suis"), ("dois", "je"), ("i", "m"), ("i", "am"), ("should", "i"), ("do", "i"),
    ("can", "i"), ("j", "ai"), ("que", "ik"), ("puis", "je")})  # fmt: skip


def without_opening(words: Sequence[str]) -> list[str] | None:
    """Return the words after an opening such as *hello, I would like to know whether*.

    None where the opening is about the writer (*can I*), so that what follows is no question about others.
    """
    at = 0
    while at < len(words) and words[at] in BEFORE_A_QUESTION:
        at += 1
    opening = words[:at]
    if not OWN_WORDS.isdisjoint(opening) and KNOWING.isdisjoint(opening):
        return None if words[at:] else []
    return list(words[at:])


def speaks_of_oneself(words: Sequence[str]) -> bool:
    """Tell whether the writer speaks of their own doing."""
    return not OWN_WORDS.isdisjoint(words) or any(pair in _ABOUT_ONESELF for pair in pairwise(words))
