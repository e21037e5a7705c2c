"""What people say of a sickness that they were reported with: that it goes on, or that it was a mistake."""

from __future__ import annotations

from typing import Literal

from bot.core.filler_words import OWN_WORDS, RELATIVES, word_set
from bot.core.plain_words import bare_words
from bot.core.spoken_phrases import says


def about_sickness(padded: str) -> Literal["sick_undo", "still_sick"] | None:
    """Return what a message about the writer's own sickness says: to undo the report, or still sick; else None.

    ``padded``: bare words, with a space at both ends.
    """
    if not RELATIVES.isdisjoint(padded.split()):
        return None
    if says(padded, "sick_undo"):
        return "sick_undo"
    if says(padded, "sick_report") and (says(padded, "undo") or says(padded, "change")):
        return "sick_undo"
    return "still_sick" if says(padded, "still_sick") else None


def is_of_somebody_else(text: str, phrase: str) -> bool:
    """Tell whether a message with a phrase for a report of sickness says it of somebody else.

    A relative is named, or a verb in the third person stands where nobody speaks of themselves.
    """
    if not OWN_WORDS.isdisjoint(phrase.split()):
        return False
    words = bare_words(text).split()
    if not RELATIVES.isdisjoint(words):
        return True
    is_told = not _IS.isdisjoint(words) or "è" in text.casefold().split()
    return is_told and (OWN_WORDS - _MINE).isdisjoint(words)


_IS = word_set("is ist est esta heeft hat has a tem tiene ha")
_MINE = word_set("mijn my mein meine mon mi mio mia minha meu")
