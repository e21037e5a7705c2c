"""A card as the bot sends it to Teams: its JSON and the sentence that stands for it in notifications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Card:
    """One Adaptive Card.

    ``content`` is the Adaptive Card JSON (schema 1.5). ``summary`` is the activity's summary: what notifications,
    lock screens and screen readers say. It never names an absence type or a reason.
    """

    content: dict[str, Any]
    summary: str
