"""Public holidays of a Personio holiday calendar, as days off.

Rule: pure. What counts is what is a day off, not what is merely official; an unknown region falls back to its
country, an unknown country to no holidays at all, and both are told apart so that ``check`` can say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# In the Netherlands Good Friday is a bank holiday, not a day off: https://www.rijksoverheid.nl/onderwerpen/arbeidsovereenkomst-en-cao/vraag-en-antwoord/officiele-feestdagen
_NOT_A_DAY_OFF = {"NL": ("Good Friday",)}

# Personio's region names come in the account's language; the library knows only the native ones.
_ENGLISH_REGIONS = {
    "DE": {
        "bavaria": "BY", "hesse": "HE", "lower saxony": "NI", "north rhine-westphalia": "NW", "saxony": "SN",
        "rhineland-palatinate": "RP", "saxony-anhalt": "ST", "thuringia": "TH", "mecklenburg-western pomerania": "MV",
    },
    "ES": {
        "catalonia": "CT", "andalusia": "AN", "basque country": "PV", "community of madrid": "MD",
        "canary islands": "CN",
    },
    "AT": {"vienna": "9", "tyrol": "7", "styria": "6", "lower austria": "3", "upper austria": "4", "carinthia": "2"},
    "CH": {"geneva": "GE", "zurich": "ZH", "lucerne": "LU", "basel": "BS", "st. gallen": "SG"},
    "IT": {"rome": "RM", "milan": "MI", "turin": "TO", "florence": "FI", "venice": "VE", "naples": "NA"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A place with its own holidays. ``code`` is ISO 3166-2 without the country, None for the whole country."""

    country: str
    code: str | None = None
    known: bool = True  # False: the country or the region's name was not understood

    @property
    def name(self) -> str:
        """Our name for it: ``NL``, ``DE-BY``."""
        return f"{self.country}-{self.code}" if self.code else self.country


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An operator's correction: days off that the library does not know, and days worked that it calls free."""

    added: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()


Adjustments = Mapping[str, Adjustment]
"""By country (``NL``) or by region (``DE-BY``); the region's word counts more than its country's."""


def adjustments(added: Iterable[str], removed: Iterable[str]) -> dict[str, Adjustment]:
    """Read corrections such as ``NL:2026-12-24`` or ``DE-BY:2026-08-15``. Pure. Raises ValueError with a sentence."""
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


def _corrected(text: str) -> tuple[str, date]:
    name, _, written = text.partition(":")
    try:
        where, day = named(name), date.fromisoformat(written.strip())
    except ValueError:
        where, day = None, date.min
    if where is None or not where.known:
        raise ValueError(f'"{text}" must be a country or region and a day, such as NL:2026-12-24 or DE-BY:2026-08-15')
    return where.name, day


def named(name: str) -> Region:
    """Return the region of a name of ours: ``NL``, ``DE-BY``. Pure."""
    country, _, code = name.strip().partition("-")
    return region(country, code)


@lru_cache(maxsize=512)
def region(country: str | None, state: str | None) -> Region:
    """Find the region that Personio's names mean. Pure.

    Takes an ISO country code and a region's code or name in its own language or English.
    """
    import holidays  # lazy: not needed to start, and not before the first review

    code = (country or "").strip().upper()
    try:  # asking for the list of countries instead would load every one of them (14 MB)
        calendar = holidays.country_holidays(code)
    except NotImplementedError:
        return Region(code, known=False)
    name = (state or "").strip()
    if not name:
        return Region(code)
    by_name = {alias.casefold(): sub for alias, sub in getattr(calendar, "subdivisions_aliases", {}).items()}
    by_name |= _ENGLISH_REGIONS.get(code, {}) | {sub.casefold(): sub for sub in calendar.subdivisions}
    found = by_name.get(name.removeprefix(f"{code}-").casefold())
    return Region(code, found, known=found is not None)


@lru_cache(maxsize=1024)
def public_holidays(where: Region, year: int) -> frozenset[date]:
    """Return the days off of one year. Pure. Empty for an unknown country."""
    import holidays  # lazy: see region()

    try:
        found = holidays.country_holidays(where.country, subdiv=where.code, years=year, language="en_US")
    except NotImplementedError:
        return frozenset()
    not_off = _NOT_A_DAY_OFF.get(where.country, ())
    return frozenset(day for day, name in found.items() if day.year == year and name not in not_off)


def holidays_of(where: Region, adjustments: Adjustments | None = None) -> Callable[[date], bool]:
    """Return a test for days off in a region, with the operator's corrections for it and its country. Pure."""
    known = adjustments or {}
    changes = [known[name] for name in dict.fromkeys((where.name, where.country)) if name in known]

    def is_holiday(day: date) -> bool:
        for change in changes:
            if day in change.added or day in change.removed:
                return day in change.added
        return day in public_holidays(where, day.year)

    return is_holiday
