"""A clock time as clients send it -> a time, or nothing.

Teams' own clients send ``HH:MM``; older ones on Android send what they show, ``9:00`` or ``9:00 AM``.
https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/input-time
"""

from __future__ import annotations

import re
from datetime import time

_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\s*([ap])\.?\s?m\.?)?", re.ASCII | re.IGNORECASE)
_NOON = 12


def read_time(text: str | None) -> time | None:
    """Read a time of day, to the minute."""
    written = _TIME.fullmatch(" ".join((text or "").split()))
    if written is None:
        return None
    hour, minute, half = int(written[1]), int(written[2]), (written[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def shown_time(typed: str | None) -> str | None:
    """Return what was typed as an input takes it, ``HH:MM``; None where it is no time."""
    read = read_time(typed)
    return f"{read:%H:%M}" if read else None
