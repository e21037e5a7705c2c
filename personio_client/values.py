"""Single values from JSON: text, days, wall times, instants.

A value that is not what it should be is None; what follows from that is decided by the code that reads the row.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any


class Unreadable(ValueError):
    """A row or an answer is not what it should be. The message is our own words, never a value."""


_A_LEAP_YEAR = 1904
_HOURS_OF_A_DAY = 24
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,99}")


def text(value: Any) -> str | None:
    """Return a non-empty string, or a whole number as string (the older API's ids)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def is_id(value: str) -> bool:
    """Say whether ``value`` can be an id of Personio: safe to be put into a path."""
    return _ID.fullmatch(value) is not None


def required_id(row: Any, key: str = "id") -> str:
    """Return the id of a row; raise ValueError where it has none."""
    found = text(row.get(key)) if isinstance(row, dict) else None
    if found is None:
        raise Unreadable("no id")
    return found


def ref(row: dict[str, Any], key: str) -> str | None:
    """Return the id in a reference such as ``{"person": {"id": "5005"}}``."""
    inner = row.get(key)
    return text(inner.get("id")) if isinstance(inner, dict) else None


def word(value: Any) -> str:
    """Return an open enum in lower case, empty where there is none."""
    return value.strip().lower() if isinstance(value, str) else ""


def day(value: Any) -> dt.date | None:
    """Return the date in a value's first ten characters, None for none. It is not converted to a time zone."""
    try:
        return dt.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def birthday(value: Any) -> dt.date | None:
    """Return a birthday: a date, also as ``27.11.1990``, or without a year (``--11-27``).

    Without a year it gets a leap year long ago, so that 29 February stands; nobody is told the age.
    """
    if (found := day(value)) or not isinstance(value, str):
        return found
    written = value.strip()
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ].*)?", written):
        parts = int(match[3]), int(match[2]), int(match[1])
    elif match := re.fullmatch(r"--(\d{2})-?(\d{2})", written):
        parts = _A_LEAP_YEAR, int(match[1]), int(match[2])
    else:
        return day(written)
    try:
        return dt.date(*parts)
    except ValueError:
        return None


def wall_time(value: Any) -> dt.datetime:
    """Read a naive local time; a ``Z`` or offset is dropped, not converted. Raises ValueError where it is none."""
    if not isinstance(value, str):
        raise Unreadable("no time")
    return dt.datetime.fromisoformat(value.strip()).replace(tzinfo=None)


def instant(value: Any) -> dt.datetime | None:
    """Return an aware instant (UTC where no offset is given)."""
    try:
        read = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read.replace(tzinfo=dt.UTC) if read and read.tzinfo is None else read


def number(value: Any) -> Decimal | None:
    """Return a finite number given as number or text."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        read = Decimal(str(value))  # by way of text: 0.1 stays 0.1
    except ArithmeticError:
        return None
    return read if read.is_finite() and abs(read.adjusted()) < 20 else None


def minutes(value: Any) -> int:
    """Return ``HH:MM``, or hours as ``8``, ``7.5``, ``7,5`` or ``8h``, as minutes; 0 where it is none."""
    if match := re.fullmatch(r"(\d{1,2}):(\d{2})(:\d{2})?", value.strip()) if isinstance(value, str) else None:
        return int(match[1]) * 60 + int(match[2])
    written = re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*h?", value.strip().lower()) if isinstance(value, str) else None
    hours = number(written[1].replace(",", ".") if written else None if isinstance(value, str) else value)
    return int(hours * 60) if hours is not None and 0 <= hours <= _HOURS_OF_A_DAY else 0
