"""Dates, weeks and weekdays that a sentence names, as spans of days.

A date without a year is the next one to come, today included. A week is Monday to Friday. A weekday belongs to the week
that is named, else it is the next one to come, never today.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from bot.core.nlu.calendar_days import AMBIGUOUS, DAY, FRIDAY, WEEK, checked, coming, dated, monday_of, one, several
from bot.core.nlu.feasts import name_feasts
from bot.core.nlu.tokens import NamedDays, TokenSequence, Values, valid

_DAYS = 7  # of a week


def name_weeks(tokens: TokenSequence, today: date, monday: date) -> None:
    """Read week numbers, *de week van 7 december*, *die erste Augustwoche*, weekends, *de rest van de week*."""
    tokens.rewrite("Ok(?=o?M)", lambda v: ("Fk", [v[0], 0]))  # "1st week of Jan"
    tokens.rewrite("FU[oI]?M", lambda v: _first_weeks((v[0], v[1][0], *v[2:]), today) if v[1][1] == _DAYS else None)
    tokens.rewrite("[nw]Fk[oI]?M|F[nw]Mk|[nw]FMk", lambda v: _first_weeks(v, today))
    tokens.rewrite(
        "Fo?kIM|Fo?k?o?Mk?|Mk", lambda v: _first_week(v, today) if len(v) > 2 or isinstance(v[0], int) else None
    )
    tokens.rewrite("Ko?M|LMk|Lk[oI]*M|Fo?k[oI]*M", lambda v: _last_week(v, today))
    tokens.rewrite("ko[On](?![>u&,]*[nO])", lambda v: _week_of(v[-1], today))  # "la semaine du 14"
    tokens.rewrite("kO", lambda v: ("kn", v))
    tokens.rewrite("kn(?:[&,>u]n)+", lambda v: several(_week(v[1], today)[0], _week(v[-1], today)[1]))
    tokens.rewrite("kn", lambda v: ("j", [_week(v[1], today)[0]]) if 0 < v[1] < 54 else None)
    tokens.rewrite("k[o<]*W?s", lambda v: several(monday_of(v[-1].first), monday_of(v[-1].first) + FRIDAY * DAY))
    tokens.rewrite("R", lambda _: several(today, max(today, monday + FRIDAY * DAY)))
    saturday = monday + 5 * DAY
    tokens.rewrite("Ne|eN", lambda _: several(saturday + WEEK, saturday + WEEK + DAY))
    tokens.rewrite("[HC]?e", lambda _: several(max(saturday, today), saturday + DAY))


def _first_week(values: Values, today: date) -> tuple[str, Values] | None:
    month, nth = next((v for v in reversed(values) if v), 0), values[0]
    if not 0 < nth < 4 or len(values) < 3:
        return None
    first = dated(None, month, 1, today)
    if first is None:
        return None
    start = first.first + (-first.first.weekday() % 7 + 7 * (nth - 1)) * DAY
    return several(start, start + FRIDAY * DAY, AMBIGUOUS)


def _week_of(day: int, today: date) -> tuple[str, Values] | None:
    """Return the week of the next such day of a month."""
    for ahead in range(62):
        if (found := today + ahead * DAY).day == day:
            return several(monday_of(found), monday_of(found) + FRIDAY * DAY)
    return None


def _first_weeks(values: Values, today: date) -> tuple[str, Values] | None:
    """Return so many weeks from the first Monday of a month on: *the first two weeks of July*."""
    weeks, month = max(values[:2]), max(values[2:])
    first = dated(None, month, 1, today)
    if first is None or min(values[:2]) != 1 or not 0 < weeks < 5:
        return None
    start = first.first + -first.first.weekday() % 7 * DAY
    return several(start, start + (7 * weeks - 3) * DAY, AMBIGUOUS)


def _last_week(values: Values, today: date) -> tuple[str, Values] | None:
    month = max(values)
    first = dated(None, month, 1, today)
    if first is None or values[0] > 0:
        return None
    last = (first.first + 31 * DAY).replace(day=1) - DAY
    return several(monday_of(last), monday_of(last) + FRIDAY * DAY, AMBIGUOUS)


def _week(number: int, today: date) -> tuple[date, date]:
    """Return Monday and Friday of the ISO week of that number that is not over yet."""
    for year in (today.isocalendar().year, today.isocalendar().year + 1):
        try:
            first = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if first + 6 * DAY >= today:
            return first, first + FRIDAY * DAY
    return monday_of(today), monday_of(today) + FRIDAY * DAY


def name_weekdays(tokens: TokenSequence, today: date, monday: date, language: str) -> None:
    """Read weekdays, and weeks: where both are named, the weekdays are those of that week."""
    tokens.rewrite("(?:Nk|kN|Ck|kC)", lambda _: ("K", [1]))
    tokens.rewrite("Hk", lambda _: ("K", [0]))
    tokens.rewrite("Lk|kL", lambda _: ("K", [-1]))
    tokens.rewrite("KK", lambda v: ("K", [v[0]]))
    tokens.rewrite("W,?s", lambda v: checked(v[0], v[-1]))
    if "j" in tokens.codes:
        start = tokens.values[tokens.codes.index("j")]
    elif "K" in tokens.codes:
        start = monday + tokens.values[tokens.codes.index("K")] * WEEK
    elif "i" in tokens.codes:
        start = monday + tokens.values[tokens.codes.index("i")] * WEEK
    else:
        start = None
    if start is not None:
        named = "W" in tokens.codes
        tokens.rewrite("[HNCL]?W[NCL]?", lambda v: one(start + _day_of(v) * DAY))
        whole = "i" not in tokens.codes or "G" in tokens.codes
        this = start == monday
        week = (
            ("", [])
            if named
            else several(max(start, today) if this else start, max(start + FRIDAY * DAY, today if this else start))
        )
        tokens.rewrite("[KjI]", lambda _: week)
        tokens.rewrite("i", lambda v: week if named or whole else one(today + v[0] * WEEK))
        return
    tokens.rewrite("CHW|HCW|CW|WC", lambda v: one(coming(_day_of(v), today)))
    tokens.rewrite("HW", lambda v: one(coming(_day_of(v), today)))
    tokens.rewrite("LW|WL", lambda v: one(coming(_day_of(v), today) - WEEK))
    tokens.rewrite("NW|WN", lambda v: _next(_day_of(v), today, monday, language))
    tokens.rewrite("W", lambda v: ("s", [NamedDays(coming(v[0], today), coming(v[0], today), weekday=True)]))


def _day_of(values: Values) -> int:
    day: int = max(values)
    return day  # the modifier carries 0


def _next(weekday: int, today: date, monday: date, language: str) -> tuple[str, Values]:
    """Return *next Friday*: where that may be this week's or the next one's, French means this one."""
    soon, later = coming(weekday, today), monday + WEEK + weekday * DAY
    if soon == later:
        return one(soon)
    return one(soon if language == "fr" else later, marks=AMBIGUOUS)


MONTH: Final = 30  # stands for a month, however long, where days are counted
_LONGEST_LIST: Final = 8  # days; more is not a request
_FORTNIGHT: Final = {8: 7, 15: 14}  # French counts both ends: "dans quinze jours"


def name_days(tokens: TokenSequence, today: date, language: str) -> None:
    """Replace every token sequence that names days by a span (``s``), as far as they need no context."""
    monday = today - today.weekday() * DAY
    if language == "de":
        tokens.rewrite("WD", lambda v: ("Wa", [v[0], 0]) if v[1] == 1 else None)  # "Donnerstag Morgen"
    if "bx" in tokens.codes:
        name_feasts(tokens, today)
    while "b" in tokens.codes:  # "tussen 14 en 18 december"
        at = tokens.codes.index("b")
        tokens.put(at, "o", [0])
        if (other := tokens.codes.find("&", at)) > 0:
            tokens.put(other, ">", [0])
    _relative(tokens, today, language)
    name_feasts(tokens, today)
    tokens.rewrite("D&dZ", lambda v: ("D&D", [v[0], 0, v[0] + 1]))  # "tomorrow and the day after"
    tokens.rewrite("kZ", lambda _: ("K", [2]))  # "the week after"
    _dates(tokens, today)
    _week_on(tokens, today)
    name_weeks(tokens, today, monday)
    _lists(tokens)
    if "s" not in tokens.codes:
        tokens.rewrite("WO", lambda v: _agreed(v[0], _day_of_month(v[1], today, frozenset())))
    tokens.rewrite("W,?n(?![>u&hkdT])", lambda v: _agreeing(v, _day_of_month(v[-1], today, frozenset())))
    name_weekdays(tokens, today, monday, language)
    _partials(tokens, today)
    tokens.rewrite("D", lambda v: one(today + v[0] * DAY))


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


def _dates(tokens: TokenSequence, today: date) -> None:
    def date_of(year: int | None, month: int, day: int, *, month_first: bool = False) -> tuple[str, Values] | None:
        found = dated(year, month, day, today)
        return ("s", [found._replace(month_first=month_first)]) if found else None

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
    tokens.rewrite("Fo?M(?!k)", lambda v: date_of(None, v[-1], v[0]) if v[0] > 0 else None)
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


def _lists(tokens: TokenSequence) -> None:
    """Give numbers the month of the date they lead to: *24 t/m 31 december*."""
    tokens.rewrite("W,?s", lambda v: checked(v[0], v[-1]))
    for _ in range(_LONGEST_LIST):
        found = re.search(r"[nO](?=[ap]?(?:[,&|>u][<o]*)+W?s)", tokens.codes)
        if found is None:
            break
        owner: NamedDays = tokens.values[tokens.codes.index("s", found.start())]
        tokens.put(found.start(), *_lent(owner, tokens.values[found.start()]))
        tokens.rewrite("W,?s", lambda v: checked(v[0], v[-1]))


def _partials(tokens: TokenSequence, today: date) -> None:
    """Give numbers the month that is named that they follow: *Dec 3 and 8*."""
    for _ in range(_LONGEST_LIST):
        found = re.search(r"s(?:[,&|>u]+)([nO])(?![hdkT]|[>u]n)", tokens.codes)
        if found is None or not tokens.values[found.start()].month_first:
            break
        tokens.put(found.start(1), *_lent(tokens.values[found.start()], tokens.values[found.start(1)]))
    _in_the_month(tokens, today)
    tokens.rewrite("O", lambda v: _day_of_month(v[0], today, frozenset()))
    if "s" not in tokens.codes and "D" not in tokens.codes and "T" not in tokens.codes:  # otherwise these are hours
        tokens.rewrite("n(?=[>u]n)|(?<=s[>u])n", lambda v: _day_of_month(v[0], today, AMBIGUOUS))


def _in_the_month(tokens: TokenSequence, today: date) -> None:
    """Give days the one month that is named apart from them: *in februari, van de 8e tot de 12e*."""
    if tokens.codes.count("M") != 1 or "s" in tokens.codes or not re.search(r"O|n[>u]n", tokens.codes):
        return
    at = tokens.codes.index("M")
    month = tokens.values[at]

    def day_of(values: Values) -> tuple[str, Values] | None:
        found = dated(None, month, values[0], today)
        return ("s", [found]) if found else None

    tokens.rewrite("O", day_of)
    if "D" not in tokens.codes and "T" not in tokens.codes:  # otherwise these are hours
        tokens.rewrite("n(?=[>u]n)|(?<=s[>u])n", day_of)
    if "s" in tokens.codes:
        tokens.put(tokens.codes.index("M"), ".", [0])


def _lent(owner: NamedDays, day: int) -> tuple[str, Values]:
    if owner.weekday or not valid(owner.first.year, owner.first.month, day):
        return ".", [0]
    own = owner.first.replace(day=day)
    return "s", [NamedDays(own, own, month_first=owner.month_first, marks=owner.marks)]


def _day_of_month(day: int, today: date, marks: frozenset[str]) -> tuple[str, Values] | None:
    for months in range(3):
        year, month = divmod(today.month - 1 + months, 12)
        if valid(today.year + year, month + 1, day) and date(today.year + year, month + 1, day) >= today:
            found = date(today.year + year, month + 1, day)
            return "s", [NamedDays(found, found, marks=marks, floating=True)]
    return None
