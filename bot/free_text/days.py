"""The days that a message names.

Rule: pure. A date without a year is the next one to come, today included; days come first, then months.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from bot.free_text.calendar_days import (
    AMBIGUOUS,
    DAY,
    FRIDAY,
    WEEK,
    checked,
    coming,
    dated,
    monday_of,
    one,
    several,
)
from bot.free_text.feasts import name_feasts
from bot.free_text.sentence import valid
from bot.free_text.tape import Span, Tape, Values
from bot.free_text.weeks import name_weekdays, name_weeks

MONTH: Final = 30  # stands for a month, however long, where days are counted
_LONGEST_LIST: Final = 8  # days; more is no wish
_FORTNIGHT: Final = {8: 7, 15: 14}  # French counts both ends: "dans quinze jours"


def name_days(tape: Tape, today: date, language: str) -> None:
    """Turn everything on the tape that names days into spans (``s``), as far as they need nothing around them. Pure."""
    monday = today - today.weekday() * DAY
    if language == "de":
        tape.rewrite("WD", lambda v: ("Wa", [v[0], 0]) if v[1] == 1 else None)  # "Donnerstag Morgen"
    if "bx" in tape.codes:
        name_feasts(tape, today)
    while "b" in tape.codes:  # "tussen 14 en 18 december"
        at = tape.codes.index("b")
        tape.put(at, "o", [0])
        if (other := tape.codes.find("&", at)) > 0:
            tape.put(other, ">", [0])
    _relative(tape, today, language)
    name_feasts(tape, today)
    tape.rewrite("D&dZ", lambda v: ("D&D", [v[0], 0, v[0] + 1]))  # "tomorrow and the day after"
    tape.rewrite("kZ", lambda _: ("K", [2]))  # "the week after"
    _dates(tape, today)
    _week_on(tape, today)
    name_weeks(tape, today, monday)
    _lists(tape)
    if "s" not in tape.codes:
        tape.rewrite("WO", lambda v: _agreed(v[0], _day_of_month(v[1], today, frozenset())))
    tape.rewrite("W,?n(?![>u&hkdT])", lambda v: _agreeing(v, _day_of_month(v[-1], today, frozenset())))
    name_weekdays(tape, today, monday, language)
    _partials(tape, today)
    tape.rewrite("D", lambda v: one(today + v[0] * DAY))


def _week_on(tape: Tape, today: date) -> None:
    """Read *vrijdag vrij en de week erna ook*: the week after that of the day before it. Pure."""
    found = re.search(r"[Ws]\.?&[.]?K", tape.codes)
    if found is None or tape.values[found.end() - 1] != 2:
        return
    at = found.start()
    day = coming(tape.values[at], today) if tape.codes[at] == "W" else tape.values[at].last
    tape.put(at, *one(day))
    tape.put(found.end() - 1, *several(monday_of(day) + WEEK, monday_of(day) + WEEK + FRIDAY * DAY))


def _relative(tape: Tape, today: date, language: str) -> None:
    """Read *vrijdag over een week*, *heute in 14 Tagen*, *a week today*, *vendredi en huit*. Pure."""

    def day_in(days: int) -> Callable[[Values], tuple[str, Values]]:
        return lambda v: one(today + (v[0] + v[2] * days) * DAY)

    def in_days(values: Values) -> tuple[str, Values]:
        said: int = values[1]
        days = _FORTNIGHT.get(said, said) if language == "fr" else said
        return one(today + days * DAY)

    tape.rewrite("DI[nw]d", day_in(1))
    tape.rewrite("DI[nw]k", day_in(7))
    tape.rewrite(
        "WI[nw]k",
        lambda v: one(coming(v[0], today - DAY) + v[2] * WEEK, marks=AMBIGUOUS if v[2] > 1 else frozenset()),
    )
    tape.rewrite("WE", lambda v: one(coming(v[0], today - DAY) + v[1] * WEEK))
    tape.rewrite("I[nw]d", in_days)
    tape.rewrite("I[nw]k", lambda v: ("i", [v[1]]))
    if language == "en":
        tape.rewrite("[nw]k<?D", lambda v: one(today + v[0] * WEEK + v[-1] * DAY))
        tape.rewrite("[nw]kW", lambda v: one(coming(v[2], today - DAY) + v[0] * WEEK))
        tape.rewrite("Wk", lambda v: one(coming(v[0], today - DAY) + WEEK))


def _dates(tape: Tape, today: date) -> None:
    def date_of(year: int | None, month: int, day: int, *, month_first: bool = False) -> tuple[str, Values] | None:
        found = dated(year, month, day, today)
        return ("s", [found._replace(month_first=month_first)]) if found else None

    tape.rewrite("[nw]k", lambda v: ("U", [(v[0], 7)]))
    tape.rewrite("[nw]d", lambda v: ("U", [(v[0], 1)]))
    tape.rewrite("[nw]m", lambda v: ("U", [(v[0], MONTH)]))
    tape.rewrite("X", lambda v: date_of(*v[0]))
    tape.rewrite("kg", lambda v: ("kn>n", [0, v[1][0], 0, v[1][1]]))
    tape.rewrite("g(?=,?M)|(?<=M)g", lambda v: ("n>n", [v[0][0], 0, v[0][1]]))
    if not set("WDMX") & set(tape.codes):
        tape.rewrite("g(?!h)", lambda v: date_of(None, v[0][1], v[0][0]))
    tape.rewrite("g(?=[>u]g)|(?<=s[>u])g", lambda v: date_of(None, v[0][1], v[0][0]))
    tape.rewrite("W,?g(?!h)", lambda v: _agreeing(v, date_of(None, v[-1][1], v[-1][0])))
    tape.rewrite("Fo?M(?!k)", lambda v: date_of(None, v[-1], v[0]) if v[0] > 0 else None)
    tape.rewrite("[nO],?o?M(?:,?o?Y)?", lambda v: _written(v, date_of))
    tape.rewrite(
        "M[nO](?:,?Y)?(?![hT])", lambda v: date_of(v[-1] if v[-1] > 31 else None, v[0], v[1], month_first=True)
    )


def _agreed(weekday: int, found: tuple[str, Values] | None) -> tuple[str, Values] | None:
    return checked(weekday, found[1][0]) if found else None


def _agreeing(values: Values, found: tuple[str, Values] | None) -> tuple[str, Values] | None:
    """Return a date only where it falls on the weekday named: *vr 27-11*, but not *Freitag 10-12*. Pure."""
    return found if found and found[1][0].first.weekday() == values[0] else None


def _written(
    values: Values, date_of: Callable[[int | None, int, int], tuple[str, Values] | None]
) -> tuple[str, Values] | None:
    numbers = [each for each in values if each]  # signs and small words carry nothing
    if len(numbers) < 2:
        return None
    return date_of(numbers[2] if len(numbers) > 2 else None, numbers[1], numbers[0])


def _lists(tape: Tape) -> None:
    """Give numbers the month of the date they lead to: *24 t/m 31 december*. Pure."""
    tape.rewrite("W,?s", lambda v: checked(v[0], v[-1]))
    for _ in range(_LONGEST_LIST):
        found = re.search(r"[nO](?=[ap]?(?:[,&|>u][<o]*)+W?s)", tape.codes)
        if found is None:
            break
        owner: Span = tape.values[tape.codes.index("s", found.start())]
        tape.put(found.start(), *_lent(owner, tape.values[found.start()]))
        tape.rewrite("W,?s", lambda v: checked(v[0], v[-1]))


def _partials(tape: Tape, today: date) -> None:
    """Give numbers the month that is named that they follow: *Dec 3 and 8*. Pure."""
    for _ in range(_LONGEST_LIST):
        found = re.search(r"s(?:[,&|>u]+)([nO])(?![hdkT]|[>u]n)", tape.codes)
        if found is None or not tape.values[found.start()].month_first:
            break
        tape.put(found.start(1), *_lent(tape.values[found.start()], tape.values[found.start(1)]))
    tape.rewrite("O", lambda v: _day_of_month(v[0], today, frozenset()))
    if "s" not in tape.codes and "D" not in tape.codes and "T" not in tape.codes:  # otherwise these are hours
        tape.rewrite("n(?=[>u]n)|(?<=s[>u])n", lambda v: _day_of_month(v[0], today, AMBIGUOUS))


def _lent(owner: Span, day: int) -> tuple[str, Values]:
    if owner.weekday or not valid(owner.first.year, owner.first.month, day):
        return ".", [0]
    own = owner.first.replace(day=day)
    return "s", [Span(own, own, month_first=owner.month_first, marks=owner.marks)]


def _day_of_month(day: int, today: date, marks: frozenset[str]) -> tuple[str, Values] | None:
    for months in range(3):
        year, month = divmod(today.month - 1 + months, 12)
        if valid(today.year + year, month + 1, day) and date(today.year + year, month + 1, day) >= today:
            found = date(today.year + year, month + 1, day)
            return "s", [Span(found, found, marks=marks, floating=True)]
    return None
