"""When and how much: the two values that every card about an absence shows.

Plain data; how people in a language write it is cards.i18n's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Period:
    """When: days inclusive, halves of the first and last day or clock times (hour types).

    ``last_day`` None: open end. A midnight as an end is the end of ``last_day``.
    """

    first_day: date
    last_day: date | None
    first_half: bool = False  # from midday on
    last_half: bool = False  # until midday
    first_time: time | None = None
    last_time: time | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: a number of working days or of hours."""

    value: Decimal
    unit: Literal["day", "hour"]
