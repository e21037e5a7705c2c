"""What asks for nothing: thanks, a bare yes or no, excuses and goodbyes. Only where nothing else is said."""

from __future__ import annotations

from typing import Final, Literal

from bot.core.filler_words import FILLER, FRIENDLY, INTERJECTIONS, THANKS
from bot.core.plain_words import bare_words
from bot.core.spoken_phrases import phrases_of

SmallTalk = Literal["thanks", "yes_no", "small_talk"]

_SKINS: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


def small_talk(text: str) -> SmallTalk | None:
    """Return what kind of small talk a message is, None where it says anything else besides."""
    said = bare_words(text)
    if not said:
        return "thanks" if _friendly(text) else None
    goodbyes = {word for phrase in phrases_of("small_talk") for word in phrase.split()}
    if _nothing_but(said, "thanks", THANKS | goodbyes):
        return "thanks"
    if _nothing_but(said, "yes_no"):
        return "yes_no"
    beside = INTERJECTIONS | {word for phrase in phrases_of("yes_no") for word in phrase.split()}
    return "small_talk" if _nothing_but(said, "small_talk", beside) else None


def _nothing_but(said: str, name: SmallTalk, more: frozenset[str] = frozenset()) -> bool:
    """Tell whether a message is a phrase of a list, with nothing beside it but such words and fillers."""
    padded = f" {said} "
    named = max((phrase for phrase in phrases_of(name) if f" {phrase} " in padded), key=len, default=None)
    if named is None:
        return False
    alone = {word for phrase in phrases_of(name) for word in phrase.split()}
    rest = padded.replace(f" {named} ", " ", 1).split()
    return all(word in alone or word in more or word in FILLER for word in rest)


def _friendly(text: str) -> bool:
    """Tell whether a message is friendly pictures alone."""
    shown = [each for each in text if not each.isspace() and each not in "\ufe0f\u200d" and each not in _SKINS]
    return bool(shown) and all(each in FRIENDLY or each in "!.:;-)(" for each in shown)
