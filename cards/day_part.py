"""A part of a day that was asked about: a half, the evening, a time, or from one time to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from cards.i18n import Translator
from cards.plain_text import CatalogText


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of a day. ``at``: the time that was named, None where only the part was; ``until``: where it ends."""

    name: Literal["morning", "afternoon", "evening"]
    at: time | None = None
    until: time | None = None


def on_part(day: CatalogText, part: DayPart | None, t: Translator) -> CatalogText:
    """Return the text of a day with its part, a time or *morning* and the like; without one, the day alone."""
    if part is None:
        return day
    if part.at and part.until:
        return CatalogText(f"{day}, {t('absent.hours', first=t.time(part.at), last=t.time(part.until))}")
    if part.at:
        return CatalogText(f"{day}, {t.time(part.at)}")
    names = {"morning": t("day_part.morning"), "afternoon": t("day_part.afternoon"), "evening": t("day_part.evening")}
    return CatalogText(f"{day}, {names[part.name]}")
