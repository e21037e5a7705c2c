"""Days of the calendar as spans.

What is named without a year or a week is the next one to come.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.core.nlu.tokens import NamedDays, Values, valid

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
FRIDAY: Final = 4
AMBIGUOUS: Final = frozenset({"free_text.two_readings"})
UNRELATED: Final = frozenset({"free_text.which_days"})
"""Days are named, and how they belong together is not known: they are asked for, never guessed."""
_FAR: Final = timedelta(days=300)  # a date without a year that is further off was probably just now


def one(day: date, *, weekday: bool = False, marks: frozenset[str] = frozenset()) -> tuple[str, Values]:
    return "s", [NamedDays(day, day, weekday, marks=marks)]


def several(first: date, last: date, marks: frozenset[str] = frozenset()) -> tuple[str, Values]:
    return "s", [NamedDays(first, last, marks=marks)]


def coming(weekday: int, today: date) -> date:
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def month_end(first: date) -> date:
    """Return the last day of a month that begins on that day."""
    return (first + 31 * DAY).replace(day=1) - DAY


def on_or_after(first: date, day: int) -> date | None:
    """Return that day of a month, on or after another day; None where neither month has it."""
    for later in (first, (first.replace(day=1) + 31 * DAY)):
        try:
            found = later.replace(day=day)
        except ValueError:
            continue
        if found >= first:
            return found
    return None


def dated(year: int | None, month: int, day: int, today: date) -> NamedDays | None:
    """Return a calendar date; the next one to come where no year is said."""
    if not valid(year, month, day):
        return None
    if year:
        return NamedDays(date(year, month, day), date(year, month, day))
    years = (each for each in range(today.year, today.year + 9) if valid(each, month, day))
    found = next(each for each in (date(y, month, day) for y in years) if each >= today)
    leap = (month, day) == (2, 29)
    return NamedDays(found, found, marks=AMBIGUOUS if found - today > _FAR and not leap else frozenset())


def checked(weekday: int, span: NamedDays) -> tuple[str, Values]:
    """Return a date as a token ``s``, marked as ambiguous where it is not the weekday (Monday 0) named with it."""
    right = span.first.weekday() == weekday
    return "s", [span if right else span._replace(marks=span.marks | AMBIGUOUS)]
