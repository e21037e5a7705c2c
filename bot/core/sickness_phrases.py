"""What people say of a sickness that they were reported with: that it goes on, or that it was a mistake."""

from __future__ import annotations

from typing import Literal

from bot.core.filler_words import RELATIVES
from bot.core.spoken_phrases import says


def about_sickness(padded: str) -> Literal["sick_undo", "still_sick"] | None:
    """Return what is said of somebody's own sickness, None where that is not what is spoken of.

    ``padded``: bare words, with a space at both ends.
    """
    if not RELATIVES.isdisjoint(padded.split()):
        return None
    if says(padded, "sick_undo"):
        return "sick_undo"
    if says(padded, "sick_report") and (says(padded, "undo") or says(padded, "change")):
        return "sick_undo"
    return "still_sick" if says(padded, "still_sick") else None
