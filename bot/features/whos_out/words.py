"""How days are named in writing: words, months, days of the week and the patterns made of them.

Rule: pure. Words are as bot.phrases.plain leaves them, of every language at once.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale

from bot.plain_words import plain
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
        "settimana prossima|semana que vem",
    ),
    (0, "deze week|this week|diese woche|dieser woche|cette semaine|esta semana|questa settimana"),
)

UNTIL_WORDS: Final = (
    "t m|tot en met|tot|tm|to|until|till|through|thru|bis|au|jusqu au|jusqu a|a|al|hasta|hasta el|fino a|fino al|ate"
)
_ARTICLE: Final = "(?:(?:de|the|le|el|il|o|den|dem|zum|dia) )?"
_ORDINAL: Final = "(?:ste|de|st|nd|rd|th|er|o|e)?"
_OF: Final = "(?:(?:of|de|d|di) )?"
_FEIRA: Final = " feira"
_YEAR: Final = r"(?: (?:de |del )?(?P<year{0}>\d{{4}}))?"


@cache
def date_patterns(language: str) -> tuple[str, ...]:
    """Return how one date is written. Pure."""
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
    """Return how one day to another is written; without a word between, a dash stood there. Pure.

    Groups: ``one`` and ``two``, and in each, with its number and the letter of a way to write it, ``year``, ``month``,
    ``day``, ``weekday`` or ``word``.
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
    """Return months by their full name in every language, and by their short one in English and this. Pure."""
    full = {name: n for each in LANGUAGES for name, n in _month_names(each, short=False).items()}
    return _month_names("en") | full | _month_names(language)


def _month_names(language: str, *, short: bool = True) -> dict[str, int]:
    widths = ("abbreviated", "wide") if short else ("wide",)
    found = Locale.parse(language).months
    return {plain(name): n for form in found.values() for width in widths for n, name in form[width].items()}


@cache
def weekdays() -> dict[str, int]:
    """Return days of the week by their full name in every language; Monday is 0. Pure.

    Without *feira*, Portuguese ones end in a space: they are whole words, and *quarta* is not *Quartal*.
    """
    named = [(each, Locale.parse(each).days["format"]["wide"]) for each in LANGUAGES]
    full = {plain(name): n for _, names in named for n, name in names.items()}
    return full | {f"{name.removesuffix(_FEIRA)} ": n for name, n in full.items() if name.endswith(_FEIRA)}
