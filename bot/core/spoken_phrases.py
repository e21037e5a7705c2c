"""What people type, from the catalogs of every language: whole phrases, and those with other words in between."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.core.plain_words import bare_words
from cards.i18n import phrases

GAP: Final = "…"
"""In a phrase of the catalogs: other words may stand here."""


@lru_cache
def phrases_of(name: str) -> frozenset[str]:
    """Return the phrases of a list in the catalogs, without those that have a gap (``…``), as :func:`bare_words`."""
    return frozenset(bare_words(phrase) for _, phrase in phrases(name) if GAP not in phrase)


@lru_cache
def spaced(name: str) -> tuple[str, ...]:
    """Return the phrases of :func:`phrases_of` with a space at both ends, to be looked for as whole words."""
    return tuple(sorted(f" {phrase} " for phrase in phrases_of(name)))


@lru_cache
def _by_first_word(name: str) -> dict[str, list[str]]:
    """Return the phrases of :func:`spaced` by their first word: a message has few words, a list many phrases."""
    found: dict[str, list[str]] = {}
    for phrase in spaced(name):
        found.setdefault(phrase.split(maxsplit=1)[0] if phrase.strip() else "", []).append(phrase)
    return found


@lru_cache
def gapped(name: str) -> list[list[str]]:
    """Return the phrases of a list that have gaps (``…``), each as the parts before, between and after them."""
    return [[bare_words(part) for part in phrase.split(GAP)] for _, phrase in phrases(name) if GAP in phrase]


def says(padded: str, name: str) -> bool:
    """Tell whether a text has a phrase of the list ``name``. ``padded``: bare words, with a space at both ends."""
    begun = _by_first_word(name)
    if any(phrase in padded for word in padded.split() for phrase in begun.get(word, ())):
        return True
    return any(in_order(padded, parts) for parts in gapped(name))


def in_order(padded: str, parts: Sequence[str]) -> bool:
    """Tell whether a text has all parts in it, in this order. ``padded``: bare words, with a space at both ends."""
    at = 0
    for part in parts:
        at = padded.find(f" {part} ", at) + 1
        if not at:
            return False
        at += len(part)
    return True
