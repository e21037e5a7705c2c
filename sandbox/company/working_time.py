"""Public holidays of a calendar.

The sandbox counts on its own, so that it can disagree with the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays

from sandbox.company.model import Calendar


@cache
def _days_off(country: str, code: str | None, year: int) -> Mapping[date, str]:
    """Return the days with their names in the country's own language; none for a country that is none."""
    try:
        own = holidays.country_holidays(country, subdiv=code).default_language
        return dict(holidays.country_holidays(country, subdiv=code, years=year, language=own))
    except NotImplementedError:
        return {}


def public_holidays(calendar: Calendar, year: int) -> Mapping[date, str]:
    """Return the public holidays of a year in a calendar, with their names."""
    return _days_off(calendar.country, calendar.code, year)


def public_holiday(calendar: Calendar, day: date) -> str | None:
    """Return the name of a public holiday in a calendar, None for any other day."""
    return _days_off(calendar.country, calendar.code, day.year).get(day)


def is_holiday(calendar: Calendar, day: date) -> bool:
    """Tell whether a day is a public holiday in a calendar."""
    return public_holiday(calendar, day) is not None
