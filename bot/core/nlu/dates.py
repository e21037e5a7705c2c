"""The days that a sentence names, as spans: dates, and what is counted from today.

A date without a year is the next one to come, today included.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from bot.core.nlu.calendar_days import AMBIGUOUS, DAY, FRIDAY, WEEK, checked, coming, dated, monday_of, one, several
from bot.core.nlu.feasts import name_feasts
from bot.core.nlu.lent_months import day_of_month, name_listed, name_partial, near
from bot.core.nlu.tokens import NamedDays, TokenSequence, Values
from bot.core.nlu.weeks import name_weekdays, name_weeks

_MONTHS = 12
_MARCH = 3  # "mar" is Tuesday as well


MONTH: Final = 30  # stands for a month, however long, where days are counted
_FORTNIGHT: Final = {8: 7, 15: 14}  # French counts both ends: "dans quinze jours"


def name_days(tokens: TokenSequence, today: date, language: str, *, past: bool = False) -> None:
    """Replace the tokens that name days by one token ``s`` (a :class:`NamedDays`), where that needs no context.

    ``past``: a weekday means the last one before today, not the next.
    """
    monday = today - today.weekday() * DAY
    if language == "de":
        tokens.rewrite("WD", lambda v: ("Wa", [v[0], 0]) if v[1] == 1 else None)  # "Donnerstag Morgen"
    if language in ("es", "it"):
        tokens.rewrite("M(?=[&,>]+W)|(?<=[&,>])M(?<=W[&,>]M)", lambda v: ("W", [1]) if v[0] == _MARCH else None)
    if "bx" in tokens.codes:
        name_feasts(tokens, today, language)
    if language == "it":
        tokens.rewrite("I(?=[OT][^&>]*&)", lambda _: ("b", [0]))  # "tra il 3 e il 5": here no *in three days*
    while "b" in tokens.codes:  # "tussen 14 en 18 december"
        at = tokens.codes.index("b")
        tokens.put(at, "o", [0])
        if (other := tokens.codes.find("&", at)) > 0:
            tokens.put(other, ">", [0])
    if language in ("es", "it", "pt"):
        tokens.rewrite("d[nO](?![hkm])", lambda v: ("O", [v[1]]))  # "viernes día 4"
    if language == "pt":
        tokens.rewrite("W(?=ko?M)", lambda v: ("F", [v[0] + 2]))  # "a segunda semana de fevereiro"
    _relative(tokens, today, language)
    name_feasts(tokens, today, language)
    tokens.rewrite("D&dZ", lambda v: ("D&D", [v[0], 0, v[0] + 1]))  # "tomorrow and the day after"
    tokens.rewrite("kZ", lambda _: ("K", [2]))  # "the week after"
    _dates(tokens, today, language)
    _week_on(tokens, today)
    name_weeks(tokens, today, monday)
    name_listed(tokens)
    if "s" not in tokens.codes:
        tokens.rewrite("WO", lambda v: _agreed(v[0], day_of_month(v[1], today, frozenset())))
    elif owners := [each for each in tokens.values if isinstance(each, NamedDays)]:
        tokens.rewrite("W,?(?:O|n(?![>uhkdT]|&(?!W)))", lambda v: near(owners[-1].first, v[0], v[-1]))
    tokens.rewrite("W,?n(?![>uhkdT]|&(?!W))", lambda v: _agreeing(v, day_of_month(v[-1], today, frozenset())))
    name_weekdays(tokens, today, monday, language, past=past)
    name_partial(tokens, today)
    tokens.rewrite("D", lambda v: one(today + v[0] * DAY))
    _day_on(tokens)


def _day_on(tokens: TokenSequence) -> None:
    """Read *op 12 april en de dag erna*: the day after the one named before it."""
    found = re.search(r"s[^s]*dZ", tokens.codes)
    if found is not None:
        named: NamedDays = tokens.values[found.start()]
        tokens.values[found.start()] = named._replace(last=named.last + DAY)
        tokens.codes = tokens.codes[: found.end() - 2] + "." + tokens.codes[found.end() :]
        tokens.values[found.end() - 2 : found.end()] = [0]


def _week_on(tokens: TokenSequence, today: date) -> None:
    """Read *vrijdag vrij en de week erna ook*: the week after that of the day before it."""
    found = re.search(r"[Ws]\.?&[.]?K", tokens.codes)
    if found is None or tokens.values[found.end() - 1] != 2:
        return
    at = found.start()
    day = coming(tokens.values[at], today) if tokens.codes[at] == "W" else tokens.values[at].last
    tokens.put(at, *one(day))
    tokens.put(found.end() - 1, *several(monday_of(day) + WEEK, monday_of(day) + WEEK + FRIDAY * DAY))


def _relative(tokens: TokenSequence, today: date, language: str) -> None:
    """Read *vrijdag over een week*, *heute in 14 Tagen*, *a week today*, *vendredi en huit*."""

    def day_in(days: int) -> Callable[[Values], tuple[str, Values]]:
        return lambda v: one(today + (v[0] + v[2] * days) * DAY)

    def in_days(values: Values) -> tuple[str, Values]:
        said: int = values[1]
        days = _FORTNIGHT.get(said, said) if language == "fr" else said
        return one(today + days * DAY)

    tokens.rewrite("DI[nw]d", day_in(1))
    tokens.rewrite("DI[nw]k", day_in(7))
    tokens.rewrite(
        "WI[nw]k",
        lambda v: one(coming(v[0], today - DAY) + v[2] * WEEK, marks=AMBIGUOUS if v[2] > 1 else frozenset()),
    )
    tokens.rewrite("WE", lambda v: one(coming(v[0], today - DAY) + v[1] * WEEK))
    tokens.rewrite("I[nw]d", in_days)
    tokens.rewrite("I[nw]k", lambda v: ("i", [v[1]]))
    if language == "en":
        tokens.rewrite("[nw]k<?D", lambda v: one(today + v[0] * WEEK + v[-1] * DAY))
        tokens.rewrite("[nw]kW", lambda v: one(coming(v[2], today - DAY) + v[0] * WEEK))
        tokens.rewrite("Wk", lambda v: one(coming(v[0], today - DAY) + WEEK))


_COUNTED_DAY: Final = "[wF](?=(?:(?:[&|>u<]|,(?!<))+[o<]*[wnOF])*,?o?M(?!k))"
"""A number word that is a day of the month: *tweede en derde december*, *vom zweiten bis zum vierten März*."""


def _dates(tokens: TokenSequence, today: date, language: str) -> None:
    def date_of(year: int | None, month: int, day: int, *, month_first: bool = False) -> tuple[str, Values] | None:
        found = dated(year, month, day, today)
        return ("s", [found._replace(month_first=month_first)]) if found else None

    if language == "de":
        tokens.rewrite("[FO]O(?!o?M|[>u&])", lambda v: date_of(None, v[1], v[0]) if v[1] <= _MONTHS else None)
    tokens.rewrite(_COUNTED_DAY, lambda v: ("O", v))
    tokens.rewrite("[nw]k", lambda v: ("U", [(v[0], 7)]))
    tokens.rewrite("[nw]d", lambda v: ("U", [(v[0], 1)]))
    tokens.rewrite("[nw]m", lambda v: ("U", [(v[0], MONTH)]))
    tokens.rewrite("X", lambda v: date_of(*v[0]))
    tokens.rewrite("kg", lambda v: ("kn>n", [0, v[1][0], 0, v[1][1]]))
    tokens.rewrite("g(?=,?M)|(?<=M)g", lambda v: ("n>n", [v[0][0], 0, v[0][1]]))
    if not set("WDMX") & set(tokens.codes):
        tokens.rewrite("g(?!h)", lambda v: date_of(None, v[0][1], v[0][0]))
    tokens.rewrite("g(?=[>u]g)|(?<=s[>u])g", lambda v: date_of(None, v[0][1], v[0][0]))
    tokens.rewrite("W,?g(?!h)", lambda v: _agreeing(v, date_of(None, v[-1][1], v[-1][0])))
    tokens.rewrite("[nO],?o?M(?:,?o?Y)?", lambda v: _written(v, date_of))
    tokens.rewrite(
        "M[nO](?:,?Y)?(?![hT])", lambda v: date_of(v[-1] if v[-1] > 31 else None, v[0], v[1], month_first=True)
    )


def _agreed(weekday: int, found: tuple[str, Values] | None) -> tuple[str, Values] | None:
    return checked(weekday, found[1][0]) if found else None


def _agreeing(values: Values, found: tuple[str, Values] | None) -> tuple[str, Values] | None:
    """Return a date only where it falls on the weekday named: *vr 27-11*, but not *Freitag 10-12*."""
    return found if found and found[1][0].first.weekday() == values[0] else None


def _written(
    values: Values, date_of: Callable[[int | None, int, int], tuple[str, Values] | None]
) -> tuple[str, Values] | None:
    numbers = [each for each in values if each]  # signs and small words carry nothing
    if len(numbers) < 2:
        return None
    return date_of(numbers[2] if len(numbers) > 2 else None, numbers[1], numbers[0])
