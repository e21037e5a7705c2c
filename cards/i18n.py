"""What is said in which language: texts by key, and dates, numbers and plurals as CLDR has them.

Texts, dates and numbers that people see come from a :class:`Translator` alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias, overload

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal

from cards.amounts import Amount, Period
from cards.catalog import LANGUAGES, catalog, report_missing_text
from cards.plain_text import CatalogText, one_line

__all__ = ["LANGUAGES", "NAMES", "Shown", "Translator", "best_language", "phrases", "translator"]

_Clock: TypeAlias = time  # inside Translator, time is how one is written

Shown = str | int | date | Decimal
"""What a text may have in its braces: days and decimals are written as the language does, text is from outside."""

_Own = CatalogText | int | date | Decimal
"""What leaves a text the catalogs' own."""

NAMES: Final = {
    "nl": "Nederlands",
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pt": "Português (Portugal)",
}

_LOCALES: Final = {"en": "en_GB", "pt": "pt_PT"}  # a European company's: day before month, 24 hours
_ALL_DAY: Final = (_Clock.min, _Clock.min)
_YEAR = re.compile(r"\s*(?:,|'de')?\s*y+$")


class Translator:
    """Says everything in one language. Immutable; get one from :func:`translator`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalog = catalog(language)
        self._locale = Locale.parse(_LOCALES.get(language, language))
        self._day = self._locale.date_formats["full"].pattern
        self._day_of_year = _YEAR.sub("", self._day)

    @overload
    def __call__(self, key: str, **params: _Own) -> CatalogText: ...

    @overload
    def __call__(self, key: str, **params: Shown) -> str: ...

    def __call__(self, key: str, **params: Shown) -> str:
        """Return the text of ``key``; a CatalogText where nothing from outside is in it."""
        return self._fill(key, self._catalog.text(key), params)

    @overload
    def plural(self, key: str, n: int | Decimal, **params: _Own) -> CatalogText: ...

    @overload
    def plural(self, key: str, n: int | Decimal, **params: Shown) -> str: ...

    def plural(self, key: str, n: int | Decimal, **params: Shown) -> str:
        """Return the text of ``key`` in the plural form of ``n``, which its text shows as ``{n}``."""
        singular = self._locale.plural_form(abs(Decimal(n))) == "one"
        return self._fill(key, self._catalog.text(key, singular=singular), {"n": Decimal(n), **params})

    def day(self, day: date) -> CatalogText:
        """Return weekday, day, month and year: *vrijdag 27 november 2026*."""
        return self._first(day, format_date(day, self._day, locale=self._locale))

    def near_day(self, day: date, today: date) -> CatalogText:
        """Return weekday, day and month: *vrijdag 27 november*; the year only where it is not today's."""
        return self.day(day) if day.year != today.year else self._this_year(day)

    def short_day(self, day: date) -> str:
        """Return weekday, day and month in their short forms, in this language's order: *vr 27 nov* in Dutch."""
        return self._first(day, format_skeleton("MMMEd", day, locale=self._locale))

    def weekday(self, number: int) -> str:
        """Return the name of a day of the week, Monday being 0."""
        return str(self._locale.days["stand-alone"]["wide"][number])

    def country(self, code: str) -> str:
        """Return the name of a country by its ISO code: *Nederland*."""
        return str(self._locale.territories.get(code, code))

    def city(self, time_zone: str) -> str:
        """Return the city that an IANA time zone is named after, in this language: *New York*, or *Londen* in Dutch."""
        return get_timezone_location(time_zone, locale=self._locale, return_city=True)

    def time(self, at: _Clock) -> str:
        return format_time(at, "short", locale=self._locale)

    def number(self, value: Decimal) -> str:
        """Return a number with at most two decimals: *2,5*."""
        return format_decimal(value, format="#,##0.##", locale=self._locale)

    def listed(self, words: Sequence[str]) -> str:
        """Return words as a list in a sentence: *Monday, Tuesday and Wednesday*."""
        return format_list(words, locale=self._locale)

    def holidays(self, names: Sequence[str]) -> list[str]:
        """Return names of public holidays as they stand in a sentence that begins with the first of them.

        Dutch writes those with a number, and a few others, small: *eerste kerstdag*, *nieuwjaarsdag*.
        """
        if self.language != "nl":
            return list(names)
        small = ("Eerste ", "Tweede ", "Nieuwjaarsdag", "Hemelvaartsdag")
        return [*names[:1], *(f"{each[0].lower()}{each[1:]}" if each.startswith(small) else each for each in names[1:])]

    def amount(self, amount: Amount) -> str:
        return self.plural("amount.days", _plain(amount.value)) if amount.unit == "day" else self._hours(amount.value)

    def balance(self, amount: Amount) -> str:
        """Return *18,5 dagen* or *12 uur*; may be below zero."""
        return self.plural("balance.days", _plain(amount.value)) if amount.unit == "day" else self._hours(amount.value)

    def period(self, period: Period) -> str:
        """Return a period in words, in Dutch *vrijdag 27 november (vanaf de middag) t/m maandag 30 november 2026*."""
        first, last = period.first_day, period.last_day
        if last is None:
            return self("period.open", first=self._edge(first, period.first_half, period.first_time, year=True))
        if first == last:
            if period.first_time and period.last_time and (period.first_time, period.last_time) != _ALL_DAY:
                return self(
                    "period.hours", day=first, first=self.time(period.first_time), last=self.time(period.last_time)
                )
            if period.last_half and not period.first_half:
                return self("period.until_midday", day=first)
            return self._edge(first, period.first_half and not period.last_half, period.first_time, year=True)
        return self(
            "period.range_hours" if period.last_time and period.last_time != _Clock.min else "period.range",
            first=self._edge(first, period.first_half, period.first_time, year=first.year != last.year),
            last=self._edge(last, period.last_half, period.last_time, year=True, end=True),
        )

    def _this_year(self, day: date) -> CatalogText:
        return self._first(day, format_date(day, self._day_of_year, locale=self._locale))

    def _first(self, day: date, written: str) -> CatalogText:
        """Write the first of a month as French does, *1er décembre*: CLDR has no ordinals."""
        ordinal = self.language == "fr" and day.day == 1
        return CatalogText(re.sub(r"\b1\b", "1er", written, count=1) if ordinal else written)

    def _edge(self, day: date, half: bool, at: _Clock | None, *, year: bool, end: bool = False) -> str:
        written = self.day(day) if year else self._this_year(day)
        if at is not None and at != _Clock.min:  # a midnight begins or ends a whole day
            return self("period.at", day=written, time=self.time(at))
        if half:
            return self("period.until_midday" if end else "period.from_midday", day=written)
        return written

    def _hours(self, value: Decimal) -> str:
        hours, minutes = divmod(round(abs(value) * 60), 60)
        parts = [self.plural("amount.hours", hours)] if hours or not minutes else []
        if minutes:
            parts.append(self.plural("amount.minutes", minutes))
        return ("−" if value < 0 and (hours or minutes) else "") + " ".join(parts)

    def _fill(self, key: str, text: str, params: dict[str, Shown]) -> str:
        if "{" not in text:
            return CatalogText(text)
        shown = {name: self._show(value) for name, value in params.items()}
        try:
            filled = text.format_map(shown)
        except KeyError as missing:
            report_missing_text(f"{self.language}: {key} without {missing}")
            filled = text.format_map(_Blanks(shown))
        foreign = any(isinstance(value, str) and not isinstance(value, CatalogText) for value in params.values())
        return filled if foreign else CatalogText(filled)

    def _show(self, value: Shown) -> str:
        if isinstance(value, str):
            return one_line(value)
        return self.day(value) if isinstance(value, date) else self.number(Decimal(value))


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _plain(value: Decimal) -> Decimal:
    """Return the number without the zeros that would make CLDR call 1.0 a plural."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


@cache
def translator(language: str) -> Translator:
    """Return the translator of one of LANGUAGES. Raises OSError for any other."""
    return Translator(language)


def best_language(*tags: str | None, default: str = "en") -> str:
    """Return the first tag, such as ``nl-BE`` or ``de_AT``, whose language is one of LANGUAGES."""
    for tag in tags:
        language = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0] if tag else ""
        if language in LANGUAGES:
            return language
    return default


@cache
def phrases(name: str) -> tuple[tuple[str, str], ...]:
    """Return what people type for a command (``request``, ``help``, ``language``), with the language it is in."""
    return tuple(
        (language, phrase)
        for language in LANGUAGES
        for phrase in catalog(language).text(f"command.{name}.phrases").split("|")
    )
