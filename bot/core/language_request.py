"""Which language somebody asks to be spoken to in: *speak English please*, *ik wil Engels*."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale

from bot.core.filler_words import IN_A_LANGUAGE, SPEAKING
from bot.core.plain_words import bare_words
from cards.i18n import LANGUAGES

_ALSO: Final = {
    "vlaams": "nl", "hollands": "nl", "flemish": "nl", "flamisch": "nl", "flamand": "nl", "castellano": "es",
    "brasileiro": "pt", "brazilian": "pt",
}  # fmt: skip
_ONE_WORD: Final = 3  # letters that the name of a language has at least


def wished_language(text: str) -> str | None:
    """Return the one of our languages that a message asks for, None where it says anything else besides."""
    words = bare_words(text).split()
    named = {ours[word] for word in words if word in (ours := _ours())}
    others = [word for word in words if word not in _ours()]
    return named.pop() if len(named) == 1 and all(word in IN_A_LANGUAGE for word in others) else None


def speaks_of_language(text: str) -> bool:
    """Tell whether a message speaks of speaking some language, ours or another."""
    words = set(bare_words(text).split())
    return bool(words & SPEAKING and words & _all())


@cache
def _ours() -> dict[str, str]:
    """Return the names of our languages, in each of them."""
    names = {bare_words(Locale.parse(each).languages[code]): code for each in LANGUAGES for code in LANGUAGES}
    return names | _ALSO


@cache
def _all() -> frozenset[str]:
    found = (bare_words(name) for each in LANGUAGES for name in Locale.parse(each).languages.values())
    return frozenset(name for name in found if " " not in name and len(name) > _ONE_WORD) | _ours().keys()
