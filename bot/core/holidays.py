"""Public holidays of a Personio holiday calendar, as days off.

What counts is what is a day off, not what is merely official. An unknown region has its country's
holidays, an unknown country none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.core.country_calendars import country_calendar
from bot.core.holiday_regions import Region, region

# In the Netherlands Good Friday is a bank holiday, not a day off: https://www.rijksoverheid.nl/onderwerpen/arbeidsovereenkomst-en-cao/vraag-en-antwoord/officiele-feestdagen
_NOT_A_DAY_OFF = {"NL": ("Good Friday",)}


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An operator's correction: days off that the library does not know, and days worked that it calls free."""

    added: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()


Adjustments = Mapping[str, Adjustment]
"""By country (``NL``), by region (``DE-BY``) or by calendar (``calendar=17``, ``calendar=nederland kantoor``).

A calendar's word counts more than its region's, a region's more than its country's.
"""

_OF_CALENDAR = "calendar="


def adjustments(added: Iterable[str], removed: Iterable[str]) -> dict[str, Adjustment]:
    """Parse corrections to the public holidays, and return them by region or calendar.

    Each has a name and a date, such as ``NL:2026-12-24``, ``DE-BY:2026-08-15`` or ``calendar=17:2026-12-24``. Raises
    ValueError, with a sentence for the operator, where one cannot be read or is both added and removed.
    """
    found: dict[str, Adjustment] = {}
    for text in added:
        name, day = _corrected(text)
        known = found.get(name, Adjustment())
        found[name] = Adjustment(known.added | {day}, known.removed)
    for text in removed:
        name, day = _corrected(text)
        known = found.get(name, Adjustment())
        if day in known.added:
            raise ValueError(f"{text} is both added and removed")
        found[name] = Adjustment(known.added, known.removed | {day})
    return found


def calendar_keys(calendar_id: str, name: str) -> tuple[str, ...]:
    """Return what an operator may call a holiday calendar in a correction: its id, its name."""
    return tuple(f"{_OF_CALENDAR}{key.strip().casefold()}" for key in (calendar_id, name) if key.strip())


def _corrected(text: str) -> tuple[str, date]:
    name, _, written = text.rpartition(":")
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        name = ""
    key = _key(name.strip())
    if key is None:
        raise ValueError(
            f'"{text}" must be a country, a region or a calendar and a day, such as NL:2026-12-24, '
            "DE-BY:2026-08-15 or calendar=17:2026-12-24"
        )
    return key, day


def _key(name: str) -> str | None:
    """Return under which key a correction is kept; None where its name means nothing."""
    if name.casefold().startswith(_OF_CALENDAR):
        return next(iter(calendar_keys(name[len(_OF_CALENDAR) :], "")), None)
    place = region_named(name)
    return place.name if place.known else None


def region_named(name: str) -> Region:
    """Return the region of a name of ours: ``NL``, ``DE-BY``."""
    country, _, code = name.strip().partition("-")
    return region(country, code)


@lru_cache(maxsize=1024)
def public_holidays(where: Region, year: int) -> frozenset[date]:
    """Return a region's public holidays in a year; empty where the library ``holidays`` does not know the region."""
    try:
        found = country_calendar(where.country, subdiv=where.code, years=year, language="en_US")
    except NotImplementedError:
        return frozenset()
    not_off = _NOT_A_DAY_OFF.get(where.country, ())
    return frozenset(day for day, name in found.items() if day.year == year and name not in not_off)


@lru_cache(maxsize=1024)
def holiday_name(where: Region, day: date, language: str) -> str | None:
    """Return what a public holiday is called, in ``language`` or else as it is there; None for no holiday."""
    try:
        known = country_calendar(where.country, subdiv=where.code, years=day.year)
        wanted = [each for each in known.supported_languages if each.split("_")[0] == language]
        said = next(iter(wanted), known.default_language)
        found = country_calendar(where.country, subdiv=where.code, years=day.year, language=said)
    except NotImplementedError:
        return None
    name: str | None = found.get(day)
    return name


def holidays_of(
    where: Region, adjustments: Adjustments | None = None, *, calendar: Iterable[str] = ()
) -> Callable[[date], bool]:
    """Return a test for days off in a region, with the operator's corrections for it and its country.

    ``calendar``: the :func:`calendar_keys` of the calendar that the region was read from, if it was one.
    """
    known = adjustments or {}
    changes = [known[name] for name in dict.fromkeys((*calendar, where.name, where.country)) if name in known]

    def is_holiday(day: date) -> bool:
        for change in changes:
            if day in change.added or day in change.removed:
                return day in change.added
        return day in public_holidays(where, day.year)

    return is_holiday
