"""The weeks and weekdays that a sentence names, as tokens ``s``.

A week is Monday to Friday. A weekday belongs to the week that is named, else it is the next one to come, never today.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from itertools import product
from typing import Final

from bot.core.nlu.calendar_days import (
    AMBIGUOUS,
    DAY,
    FRIDAY,
    WEEK,
    checked,
    coming,
    dated,
    monday_of,
    month_end,
    one,
    several,
)
from bot.core.nlu.tokens import NamedDays, TokenSequence, Values

_DAYS: Final = 7  # of a week
_WEEKS: Final = 5  # that a month has at most
_SOON: Final = ("fr", "es", "it", "pt")  # whose *next Friday* is the one to come


def name_weeks(tokens: TokenSequence, today: date, monday: date) -> None:
    """Read week numbers, *de week van 7 december*, *die erste Augustwoche*, weekends, *de rest van de week*."""
    tokens.rewrite("Ok(?=o?M)", lambda v: ("Fk", [v[0], 0]))  # "1st week of Jan"
    tokens.rewrite("FU[oI]?M", lambda v: _first_weeks((v[0], v[1][0], *v[2:]), today) if v[1][1] == _DAYS else None)
    tokens.rewrite("FU[oI]?M", lambda v: _first_days(v[0], v[1][0], v[-1], today))
    tokens.rewrite("F[nw]Md", lambda v: _first_days(v[0], v[1], v[2], today))
    tokens.rewrite("[nw]Fd[oI]?M", lambda v: _first_days(v[1], v[0], v[-1], today))
    tokens.rewrite("[nw]Fk[oI]?M|F[nw]Mk|[nw]FMk", lambda v: _first_weeks(v, today))
    tokens.rewrite(
        "Fo?kIM|Fo?k?o?Mk?|Mk", lambda v: _first_week(v, today) if len(v) > 2 or isinstance(v[0], int) else None
    )
    tokens.rewrite("Ko?M|LMk|Lk[oI]*M|Fo?k[oI]*M", lambda v: _last_week(v, today))
    tokens.rewrite("ko[On](?![>u&,]*[nO])", lambda v: _week_of(v[-1], today))  # "la semaine du 14"
    tokens.rewrite("kO", lambda v: ("kn", v))
    tokens.rewrite("k(?=n[>u&,]+o?s)", lambda _: ("", []))  # "the whole week 18 to 22 January"
    tokens.rewrite("kn(?:[&,>u]n)+(?!o?M)", lambda v: several(_week(v[1], today)[0], _week(v[-1], today)[1]))
    tokens.rewrite("kn", lambda v: ("j", [_week(v[1], today)[0]]) if 0 < v[1] < 54 else None)
    tokens.rewrite("k[o<]*W?s", lambda v: several(monday_of(v[-1].first), monday_of(v[-1].first) + FRIDAY * DAY))
    tokens.rewrite("FJ[oI]*M", lambda v: _half_month(v[0], v[-1], today))
    tokens.rewrite("R", lambda _: several(today, max(today, monday + FRIDAY * DAY)))
    saturday = monday + 5 * DAY
    tokens.rewrite("u[HC]?e", lambda v: ("us", [0, NamedDays(saturday - DAY, saturday - DAY)]) if not v[0] else None)
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


def _half_month(half: int, month: int, today: date) -> tuple[str, Values] | None:
    """Return *primera quincena de agosto*: the days up to the 15th, or those after it."""
    first = dated(None, month, 1, today)
    if first is None or half not in (1, 2):
        return None
    middle = first.first + 14 * DAY
    return several(first.first, middle) if half == 1 else several(middle + DAY, month_end(first.first))


def _first_days(first: int, days: int, month: int, today: date) -> tuple[str, Values] | None:
    """Return the first so many working days of a month: *die ersten drei Märztage*."""
    start = dated(None, month, 1, today)
    if first != 1 or start is None or not 0 < days <= _DAYS:
        return None
    working = [day for n in range(2 * _DAYS) if (day := start.first + n * DAY).weekday() <= FRIDAY]
    return several(working[0], working[days - 1])


def _last_week(values: Values, today: date) -> tuple[str, Values] | None:
    month = max(values)
    first = dated(None, month, 1, today)
    if first is None or values[0] > 0:
        return None
    last = month_end(first.first)
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


def name_weekdays(tokens: TokenSequence, today: date, monday: date, language: str, *, past: bool) -> None:
    """Turn weekdays and weeks into tokens ``s``; where both are named, the weekdays are those of that week.

    ``past``: the message tells of the past, so that a weekday is the last one before today.
    """
    _spread(tokens)
    tokens.rewrite("t(?:N?k|kN|K)[,.]*l", lambda _: ("l", [0]))  # "not next week but the week after"
    tokens.rewrite("W>KW", lambda v: ("s>s", _over_weeks(v, today, monday)))
    tokens.rewrite("WuKW", lambda v: ("sus", _over_weeks(v, today, monday)))
    tokens.rewrite("(?:Nk|kN|Ck|kC)", lambda _: ("K", [1]))
    tokens.rewrite("Hk", lambda _: ("K", [0]))
    tokens.rewrite("Lk|kL", lambda _: ("K", [-1]))
    tokens.rewrite("KK", lambda v: ("K", [v[0]]))
    tokens.rewrite("W,?s", lambda v: checked(v[0], v[-1]))
    start = None
    if "j" in tokens.codes:
        start = tokens.values[tokens.codes.index("j")]
    elif found := re.search("K", tokens.codes) or re.search("i", tokens.codes):
        start = monday + tokens.values[found.start()] * WEEK
    if start is not None:
        _weekdays_of(tokens, start, today, monday)
        return
    tokens.rewrite("CHW|HCW|CW|WC", lambda v: one(coming(_day_of(v), today)))
    tokens.rewrite("[FO]W[oI]?M(?!k)", lambda v: _nth(v[0], v[1], v[-1], today))  # "the second Friday of May"
    tokens.rewrite("LW[oI]?M(?!k)", lambda v: _nth(0, v[1], v[-1], today))
    tokens.rewrite("W[oI]?M(?!k)", lambda v: _first_in(v[0], v[-1], today))  # "los viernes de diciembre"
    tokens.rewrite("HW", lambda v: one(coming(_day_of(v), today)))
    tokens.rewrite("LW|WL", lambda v: one(coming(_day_of(v), today) - WEEK))
    tokens.rewrite("NW|WN", lambda v: _next(_day_of(v), today, monday, language))
    if past:
        tokens.rewrite("W", lambda v: one(coming(v[0], today) - WEEK))
    tokens.rewrite("W", lambda v: ("s", [NamedDays(coming(v[0], today), coming(v[0], today), weekday=True)]))


def _weekdays_of(tokens: TokenSequence, start: date, today: date, monday: date) -> None:
    """Read weekdays as those of the week that begins on a day, and the week alone as a whole one."""
    named = "W" in tokens.codes
    tokens.rewrite("[HNCL]?W[NCL]?", lambda v: one(start + _day_of(v) * DAY))
    whole = "i" not in tokens.codes or "G" in tokens.codes
    this = start == monday
    first, last = (max(start, today), max(start + FRIDAY * DAY, today)) if this else (start, start + FRIDAY * DAY)
    week = ("", []) if named else several(first, last)
    tokens.rewrite("[KjI]", lambda _: week)
    tokens.rewrite("i", lambda v: week if named or whole else one(today + v[0] * WEEK))


def _first_in(weekday: int, month: int, today: date) -> tuple[str, Values] | None:
    first = dated(None, month, 1, today)
    if first is None:
        return None
    day = first.first + (weekday - first.first.weekday()) % 7 * DAY
    return one(day, marks=AMBIGUOUS) if day >= today else None


def _nth(number: int, weekday: int, month: int, today: date) -> tuple[str, Values] | None:
    """Return the weekday of that number in a month, 0 for its last one."""
    first = dated(None, month, 1, today)
    if first is None or not 0 <= number <= _WEEKS:
        return None
    last = month_end(first.first)
    day = first.first + (weekday - first.first.weekday()) % 7 * DAY + (number - 1) * WEEK
    if number == 0:
        day = last - (last.weekday() - weekday) % 7 * DAY
    return one(day) if today <= day <= last else None


def _over_weeks(values: Values, today: date, monday: date) -> Values:
    """Read *von Donnerstag bis nächste Woche Mittwoch*."""
    first, last = coming(values[0], today), monday + values[2] * WEEK + values[3] * DAY
    return [NamedDays(first, first), values[1], NamedDays(last, last)]


def _spread(tokens: TokenSequence) -> None:
    """Have *last* and *next* mean both weekdays: *afgelopen do en vr*, *jeudi et vendredi derniers*."""
    for which, sign in product("LN", "&,>u"):
        before, after = f"{which}W{sign}{which}W", f"W{which}{sign}W{which}"
        tokens.rewrite(f"{which}W{sign}W", partial(_put, before, (0, 1, 2, 0, 3)))
        tokens.rewrite(f"(?<!{which})W{sign}W{which}", partial(_put, after, (0, 3, 1, 2, 3)))


def _put(codes: str, order: tuple[int, ...], values: Values) -> tuple[str, Values]:
    return codes, [values[at] for at in order]


def _day_of(values: Values) -> int:
    day: int = max(values)
    return day  # the modifier carries 0


def _next(weekday: int, today: date, monday: date, language: str) -> tuple[str, Values]:
    """Return *next Friday*: where that may be this week's or the next one's, French means this one."""
    soon, later = coming(weekday, today), monday + WEEK + weekday * DAY
    if soon == later:
        return one(soon)
    return one(soon if language in _SOON else later, marks=AMBIGUOUS)
