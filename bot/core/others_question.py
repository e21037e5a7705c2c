"""Whether a message asks who is away or here, or speaks of somebody else's absence at all; in every language.

What is said of the writer's own absence is none of these.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from bot.core.openings import speaks_of_oneself, without_opening
from bot.core.others_records import may_be_of_somebody
from bot.core.person_frames import frame_words, person_frames
from bot.core.plain_words import bare_words
from bot.core.spoken_phrases import gapped, in_order, phrases_of, says, spaced

_HOW = ("wie lange", "wie viel", "wie oft", "wie melde", "wie kann")  # German for how, Dutch for who


def asks_who(text: str) -> Literal["away", "here"] | None:
    """Return whether it is asked who is away or who is here; None where neither is."""
    words = without_opening(bare_words(text).split())
    if words is None:
        return None
    said = " ".join(words)
    padded, whole = f" {said} ", f" {bare_words(text)} "
    if said.startswith(_HOW) and not said.startswith(("wie viele sind", "wie viele fehlen", "wie viele leute")):
        return None
    away = says(padded, "away")
    if _begins(padded, "whosout") or _begins(whole, "whosout"):
        return "away" if away else "here"
    if not (_begins(padded, "who") or _begins(whole, "who")) or speaks_of_oneself(words):
        return None
    if away:
        return "away"
    return "here" if says(padded, "here") else None


def may_be_about_somebody(text: str) -> bool:
    """Tell whether a message may be about somebody by name, so that the names are worth a look."""
    if person_frames(text) or may_be_of_somebody(text):
        return True
    words = without_opening(bare_words(text).split())
    return words is not None and not speaks_of_oneself(words) and not _presence_words().isdisjoint(words)


def _begins(padded: str, name: str) -> bool:
    if padded.startswith(spaced(name)):
        return True
    return any(padded.startswith(f" {parts[0]} ") and in_order(padded, parts) for parts in gapped(name))


@lru_cache(maxsize=1)
def _presence_words() -> frozenset[str]:
    return frame_words() | presence_words()


@lru_cache(maxsize=1)
def presence_words() -> frozenset[str]:
    """Return the words of questions who is away or here."""
    listed = {phrase for name in ("who", "away", "here", "whosout") for phrase in phrases_of(name)}
    parts = {part for name in ("who", "away", "here", "whosout") for each in gapped(name) for part in each}
    return frozenset(word for phrase in listed | parts for word in phrase.split())
