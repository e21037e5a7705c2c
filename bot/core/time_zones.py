"""Time zones by name: IANA's, or Windows' as CLDR translates them.

Personio and old clients of Teams say *W. Europe Standard Time* where others say *Europe/Berlin*.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

_NOON = time(12)


@cache
def named_zone(name: str | None) -> ZoneInfo | None:
    """Return the time zone of a name, None for a name that is none."""
    try:
        return ZoneInfo(get_global("windows_zone_mapping").get(name, name)) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown; not a key; a directory of zones
        return None


def differ(one: tzinfo | None, other: tzinfo | None, day: date) -> bool:
    """Tell whether clocks in two zones show another time on a day; not where a zone is unknown."""
    if one is None or other is None:
        return False
    return offset(one, day) != offset(other, day)


def offset(zone: tzinfo | None, day: date) -> timedelta | None:
    """Return how far the clocks of a zone are from UTC on a day; None where the zone is unknown."""
    return datetime.combine(day, _NOON, zone).utcoffset() if zone else None
