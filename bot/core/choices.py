"""Which value somebody chose, from what a client sent back.

Some clients of Teams send the title of a choice in place of its value. A title counts where only one choice has it;
one that several have is marked, so that the form asks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from bot.core.plain_words import bare_words
from cards.i18n import LANGUAGES, translator

Choices = Iterable[tuple[str, str]]
"""Value and title, as a card offers them; a value may have several titles."""

SEVERAL: Final = "several:"
"""Stands before a title that choices of several values have: no value begins so."""


def value_of(sent: str | None, choices: Choices) -> str | None:
    """Return the value of the choice that was sent back by value or by title; what was sent where it is neither."""
    offered = list(choices)
    if not sent or sent.startswith(SEVERAL) or any(sent == value for value, _ in offered):
        return sent
    found = _titled(sent, offered)
    return sent if not found else found.pop() if len(found) == 1 else f"{SEVERAL}{sent}"


def values_of(sent: Sequence[str], choices: Choices) -> tuple[str, ...]:
    """Return the values of what was ticked, each once; a title with commas in it came in several parts."""
    offered, found, at = list(choices), [], 0
    while at < len(sent):
        for end in range(len(sent), at, -1):
            value = value_of(", ".join(sent[at:end]), offered) or ""
            if value != ", ".join(sent[at:end]) or end == at + 1:
                found.append(value)
                at = end
                break
    return tuple(dict.fromkeys(found))


def doubtful_title(values: Iterable[str | None]) -> str | None:
    """Return the first title of these that several choices have."""
    return next((value.removeprefix(SEVERAL) for value in values if value and value.startswith(SEVERAL)), None)


def in_every_language(keys: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return (value, title) for choices whose titles are our own texts, in every language that a card may be in.

    ``keys``: the value of each choice, and the message key of its title.
    """
    return _texts(tuple(keys.items()))


@cache
def _texts(keys: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((value, translator(language)(key)) for value, key in keys for language in LANGUAGES)


def _titled(sent: str, offered: Sequence[tuple[str, str]]) -> set[str]:
    """Return the values of the choices with this title: as it is, or else its words alone."""
    found = {value for value, title in offered if title.strip() == sent}
    words = bare_words(sent)
    return found or ({value for value, title in offered if bare_words(title) == words} if words else set())
