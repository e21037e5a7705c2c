"""How much somebody works on a day, by work schedule and public holidays.

The sandbox counts on its own, so that it can disagree with the product.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays

from sandbox.company.model import Calendar, Employee


@cache
def _days_off(country: str, code: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=code, years=year))


def is_holiday(calendar: Calendar, day: date) -> bool:
    """Tell whether a day is a public holiday in a calendar."""
    return day in _days_off(calendar.country, calendar.code, day.year)


def hours_on(employee: Employee, day: date) -> float:
    """Return the hours a person works on a day, absences aside."""
    return 0.0 if is_holiday(employee.calendar, day) else employee.schedule.hours[day.weekday()]
