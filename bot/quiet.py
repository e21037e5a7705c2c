"""When people are left alone: no message by the bot itself in the evening and at night, where they are.

Rule: pure; the clock on the receiver's wall decides. Answers to one's own presses are not meant.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

EVENING: Final = time(20)
MORNING: Final = time(7, 30)


def until_polite(now: datetime, zone: tzinfo) -> float:
    """Return the seconds until somebody in ``zone`` may be written to; 0.0 where that is now. Pure.

    ``now`` is aware. The night when clocks change is as long as it is: what counts is 7:30 on the wall.
    """
    local = now.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return 0.0
    day = local.date() + timedelta(days=local.time() >= EVENING)
    morning = datetime.combine(day, MORNING, zone)
    # In UTC: between two times of one zone, Python counts the hours on the wall.
    return (morning.astimezone(UTC) - now.astimezone(UTC)).total_seconds()
