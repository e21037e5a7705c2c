"""Which days a question names: a day, a week, or from one day to another, in every language.

A past day is only meant where its year is said; a day without a year is the next one. Words are as
:func:`bot.core.command_phrases.bare_words` leaves them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from babel import Locale

from bot.core.plain_words import bare_words
from cards.i18n import LANGUAGES

# The order decides: "pasado mañana" is not "mañana", and "heute Morgen" is today. A compound may go on: "morgenmiddag".
DAYS: Final = (
    (2, "overmorgen|day after tomorrow|ubermorgen|apres demain|pasado manana|dopodomani|depois de amanha"),
    (0, "vandaag|today|heute|aujourd hui|hoy|esta manana|oggi|hoje"),
    (1, "morgen|tomorrow|demain|manana|domani|amanha"),
)
WEEKS: Final = (
    (
        1,
        "volgende week|komende week|next week|coming week|nachste woche|nachsten woche|nachster woche|kommende woche|"
        "kommenden woche|kommender woche|"
        "semaine prochaine|prochaine semaine|proxima semana|semana proxima|semana que viene|prossima settimana|"
        "settimana prossima|semana que vem|para a semana",
    ),
    (0, "deze week|this week|diese woche|dieser woche|cette semaine|esta semana|questa settimana"),
)
MONTHS: Final = (
    (
        1,
        "volgende maand|komende maand|next month|coming month|nachsten monat|nachster monat|nachste monat|"
        "kommenden monat|mois prochain|prochain mois|proximo mes|mes proximo|mes que viene|mese prossimo|"
        "prossimo mese|proximo mes|mes que vem",
    ),
    (0, "deze maand|this month|diesen monat|dieser monat|diesem monat|ce mois|este mes|questo mese"),
)

UNTIL_WORDS: Final = (
    "t m|tot en met|tot|tm|to|until|till|through|thru|bis|au|jusqu au|jusqu a|a|al|hasta|hasta el|fino a|fino al|ate"
)
WEEK_WORDS: Final = "week|wk|kw|kalenderwoche|woche|semaine|semana|settimana"
NEXT: Final = (
    "volgende|komende|aanstaande|next|coming|nachste|nachsten|nachster|kommende|kommenden|kommender|prochain|prochaine|"
    "proximo|proxima|prossimo|prossima"
)
AND: Final = "en|of|and|or|und|oder|et|ou|y|o|u|e|ed|od"
_ARTICLE: Final = "(?:(?:de|the|le|el|il|o|den|dem|zum|dia) )?"
_ORDINAL: Final = "(?:ste|de|st|nd|rd|th|er|o|e)?"
_OF: Final = "(?:(?:of|de|d|di) )?"
_FEIRA: Final = " feira"
_YEAR: Final = r"(?: (?:de |del )?(?P<year{0}>\d{{4}}))?"


@cache
def date_patterns(language: str) -> tuple[str, ...]:
    """Return how one date is written."""
    named, english = "|".join(months(language)), "|".join(_month_names("en"))
    day, year = r"(?P<day>\d{1,2})", _YEAR.format("")
    return (
        rf" (?P<year>\d{{4}}) (?P<month>\d{{1,2}}) {day}(?= )",
        rf" {day}{_ORDINAL} {_OF}(?P<month>{named}){year}(?= )",
        rf" (?P<month>{english}) (?:the )?{day}(?:st|nd|rd|th)?{year}(?= )",
        rf" {day} (?P<month>\d{{1,2}}){year}(?= )",
    )


@cache
def range_pattern(language: str) -> str:
    """Return a regular expression for *from one day to another*; where there is no word between, there was a dash.

    Groups: ``one`` and ``two``, and inside each, with its number and the letter of a form to write it, ``year``,
    ``month``, ``day``, ``weekday`` or ``word``.
    """
    return rf" (?P<one>{_edge(1, language)}) (?:(?P<until>{UNTIL_WORDS}) )?(?P<two>{_edge(2, language)})(?= )"


def _edge(n: int, language: str) -> str:
    named, english = "|".join(months(language)), "|".join(_month_names("en"))
    weekday = rf"(?:{'|'.join(sorted((name.strip() for name in weekdays()), key=len, reverse=True))})\w*"
    words = "|".join(words for _, words in DAYS)
    ways = (
        rf"(?P<year{n}a>\d{{4}}) (?P<month{n}a>\d{{1,2}}) (?P<day{n}a>\d{{1,2}})",
        rf"(?P<day{n}b>\d{{1,2}}){_ORDINAL} {_OF}(?P<month{n}b>{named}){_YEAR.format(f'{n}b')}",
        rf"(?P<month{n}c>{english}) (?:the )?(?P<day{n}c>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR.format(f'{n}c')}",
        rf"(?P<day{n}d>\d{{1,2}}) (?P<month{n}d>\d{{1,2}}){_YEAR.format(f'{n}d')}",
        rf"(?P<day{n}e>\d{{1,2}}){_ORDINAL}",
    )
    return (
        f"{_ARTICLE}(?:(?:{weekday} )?{_ARTICLE}(?:{'|'.join(ways)})|(?P<weekday{n}f>{weekday})|(?P<word{n}g>{words}))"
    )


@cache
def months(language: str) -> dict[str, int]:
    """Return month name -> number: full names in every language, short ones in English and in ``language``."""
    full = {name: n for each in LANGUAGES for name, n in _month_names(each, short=False).items()}
    return _month_names("en") | full | _month_names(language)


def _month_names(language: str, *, short: bool = True) -> dict[str, int]:
    widths = ("abbreviated", "wide") if short else ("wide",)
    found = Locale.parse(language).months
    return {bare_words(name): n for form in found.values() for width in widths for n, name in form[width].items()}


@cache
def weekdays() -> dict[str, int]:
    """Return days of the week by their full name in every language; Monday is 0.

    Without *feira*, Portuguese ones end in a space: they are whole words, and *quarta* is not *Quartal*.
    """
    named = [(each, Locale.parse(each).days["format"]["wide"]) for each in LANGUAGES]
    full = {bare_words(name): n for _, names in named for n, name in names.items()}
    return full | {f"{name.removesuffix(_FEIRA)} ": n for name, n in full.items() if name.endswith(_FEIRA)}


Days = tuple[date, date]

LONGEST: Final = timedelta(days=20)
"""After the first day: three weeks are told at most, the rest is left out."""

_QUARTER: Final = timedelta(days=92)  # "28 to 24 December" is a slip, not a year
_YEARS: Final = range(2000, 2100)  # what a year in four digits may be
_ONE_DAY: Final = timedelta(days=1)
_ONE_WEEK: Final = timedelta(days=7)


def usual_days(today: date) -> list[Days]:
    """Return the periods that are asked for most: today, the next weekday, and the rest of this week.

    From Friday on: today, next Monday, and next week.
    """
    monday = today - today.weekday() * _ONE_DAY
    friday = 4
    soon = today + _ONE_DAY if today.weekday() < friday else monday + _ONE_WEEK
    week = (today, monday + 6 * _ONE_DAY) if today.weekday() < friday else (soon, soon + 6 * _ONE_DAY)
    return [(today, today), (soon, soon), week]


def month_ahead(ahead: int, today: date) -> Days:
    """Return the days of the month that is so many after this one: three weeks of it at most, from today on."""
    year, month = divmod(today.month - 1 + ahead, 12)
    first = date(today.year + year, month + 1, 1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    first = max(first, today)
    return first, min(last, first + LONGEST)


def month_of(name: str, today: date) -> Days:
    """Return the days of the next month of a name, this one too."""
    return month_ahead((full_months()[name] - today.month) % 12, today)


@cache
def full_months() -> dict[str, int]:
    """Return month name -> number, full names in every language."""
    return {name: n for each in LANGUAGES for name, n in _month_names(each, short=False).items()}


def weekday_of(word: str) -> int | None:
    """Return the day of the week that a word, with a space after it, begins with; Monday is 0."""
    return next((n for name, n in weekdays().items() if word.startswith(name)), None)


def _weekday(weekday: int, today: date, week: int | None) -> date:
    """Return that day of this week or of the one ``week`` later; the next one where it is over."""
    day = today + (weekday - today.weekday()) * _ONE_DAY + (week or 0) * _ONE_WEEK
    return day if day >= today else day + _ONE_WEEK


def date_of(parts: dict[str, str | None], today: date, language: str) -> date | None:
    """Return the day of a calendar date, the next one where the year is not said; None where there is none.

    ``parts``: the groups of :func:`date_patterns`.
    """
    return _Edge.of(parts, language).next(today)


@dataclass(frozen=True, slots=True)
class _Edge:
    """One day as it was written: a date (of which the month may be said elsewhere), a day of the week, or a word."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    ahead: int | None = None

    @classmethod
    def of(cls, parts: dict[str, str | None], language: str) -> _Edge:
        """Return what the groups of a pattern say, by their names without number and letter."""
        month, weekday, word = parts.get("month"), parts.get("weekday"), parts.get("word")
        return cls(
            year=int(year) if (year := parts.get("year")) else None,
            month=(int(month) if month.isdecimal() else months(language)[month]) if month else None,
            day=int(day) if (day := parts.get("day")) else None,
            weekday=next(n for name, n in weekdays().items() if f"{weekday} ".startswith(name)) if weekday else None,
            ahead=next(n for n, words in DAYS if word in words.split("|")) if word else None,
        )

    def next(self, today: date, week: int | None = None) -> date | None:
        """Return the day, the next one where the year is not said; None where there is no such day."""
        if self.ahead is not None:
            return today + self.ahead * _ONE_DAY
        if self.weekday is not None:
            return _weekday(self.weekday, today, week)
        if self.month is None:
            return None
        if self.year is not None:
            return self._in(self.year, self.month) if self.year in _YEARS else None
        found = (self._in(year, self.month) for year in range(today.year, today.year + 9))  # nine: of 29 February
        return next((day for day in found if day and day >= today), None)

    def before(self, last: date) -> date | None:
        """Return the day of a date that ends at ``last``, whose month and year it shares where it has none."""
        if self.year is not None:
            return self._in(self.year, self.month or last.month) if self.year in _YEARS else None
        found = (self._in(year, self.month or last.month) for year in (last.year, last.year - 1))
        return next((day for day in found if day and day <= last), None)

    def after(self, first: date) -> date | None:
        """Return the day of a date that begins at ``first``, whose month it shares, or the next such weekday."""
        if self.weekday is not None:
            return first + (self.weekday - first.weekday()) % 7 * _ONE_DAY
        return self._in(first.year, first.month)

    def _in(self, year: int, month: int) -> date | None:
        try:
            return date(year, month, self.day or 0)
        except ValueError:
            return None


def range_of(found: re.Match[str], text: str, today: date, week: int | None, language: str) -> Days | None:
    """Return the days of what :func:`range_pattern` found, None where they are none.

    ``text``: as it was written; ``week``: how many weeks ahead the days of the week are, None where it was not said.
    """
    if not found["until"] and not _dashed(found["one"], found["two"], text):
        return None
    one, two = (_Edge.of(_parts(found.groupdict(), n), language) for n in "12")
    days = _between(one, two, today, week)
    if days and days[0] <= days[1] <= days[0] + _QUARTER:
        first = days[0] if one.year else max(days[0], min(today, days[1]))
        return first, min(days[1], first + LONGEST)
    return None


def _between(one: _Edge, two: _Edge, today: date, week: int | None) -> Days | None:
    if two.month is None and two.ahead is None:
        first = one.next(today, week)
        last = two.after(first) if first else None
    else:
        last = two.next(today)
        first = one.next(today, week) if one.day is None else one.before(last) if last else None
    return (first, last) if first and last else None


def _parts(groups: dict[str, str | None], n: str) -> dict[str, str | None]:
    """Return the groups of one edge by their bare names: ``day1b`` is ``day``."""
    return {name[:-2]: value for name, value in groups.items() if value and name[-2:-1] == n}


def _dashed(one: str, two: str, text: str) -> bool:
    """Tell whether a dash stood between two words, which the reading leaves out."""
    last, first = re.escape(one.rsplit(maxsplit=1)[-1]), re.escape(two.split(maxsplit=1)[0])
    return bool(re.search(rf"{last}\.?\s*[-–—]\s*{first}", text.casefold()))
