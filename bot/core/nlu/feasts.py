"""Feasts that people count days from: *kerst*, *zwischen den Jahren*, *la semaine après Pâques*.

The next one to come, and only where nothing else says when.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from bot.core.nlu.calendar_days import AMBIGUOUS, DAY, FRIDAY, WEEK, coming, monday_of, on_or_after, one, several
from bot.core.nlu.tokens import NamedDays, TokenSequence, Values

CHRISTMAS, BETWEEN_THE_YEARS, HOLY_WEEK = 0, 20, 23
_FIXED: Final = {
    0: (12, 25), 15: (12, 25), 1: (12, 24), 2: (12, 26), 3: (12, 31), 4: (1, 1), 12: (4, 27), 13: (5, 5), 14: (5, 1),
    24: (1, 6), 27: (3, 17), 28: (12, 8), 29: (8, 15), 30: (11, 1), 31: (10, 3), 32: (12, 5), 34: (10, 31),
    35: (11, 11), 36: (4, 25), 37: (12, 6), 38: (10, 12),
}  # fmt: skip
_FROM_EASTER: Final = {
    5: -2, 6: 0, 7: 1, 8: 39, 9: 49, 10: 50, 11: -48, 21: 40, 22: -47, 23: -6, 25: -3, 26: 60, 42: -6, 43: -5, 44: -4,
}  # fmt: skip
_SEASONS: Final = (0, 6, 9)  # said of the days around it: which ones is asked


def name_feasts(tokens: TokenSequence, today: date, language: str) -> None:
    """Read a feast (``x``) where it says when: alone, as an end of a period, or with a week or day beside it."""
    if "x" not in tokens.codes:
        return
    tokens.rewrite("bx[&>]x", lambda v: _between(v, today))
    tokens.rewrite("x", lambda v: _after_christmas(today) if v[0] == BETWEEN_THE_YEARS else None)
    tokens.rewrite("o?x", lambda v: ("j", [_day(v[-1], today)]) if v[-1] == HOLY_WEEK else None)
    tokens.rewrite("kyo?x", lambda v: _week(_day(v[-1], today) - WEEK))
    tokens.rewrite("kZo?x", lambda v: _week(_day(v[-1], today) + WEEK))
    tokens.rewrite("dZo?x", lambda v: one(_day(v[-1], today) + DAY))
    tokens.rewrite("dyo?x", lambda v: one(_day(v[-1], today) - DAY))
    tokens.rewrite("WZo?x", lambda v: one(coming(v[0], _day(v[-1], today))))
    tokens.rewrite(
        "W[yo]*x" if language == "nl" else "Wyo?x", lambda v: one(coming(v[0], _day(v[-1], today) - WEEK - DAY))
    )
    _lend_month(tokens, today)
    tokens.rewrite("(?<=[u<])x|(?<=[snOXM]>)x|x(?=[u>][<o]*[snOX])", lambda v: one(_day(v[0], today)))
    if not set("sWDkKMXOgjP") & set(tokens.codes):
        tokens.rewrite("x", lambda v: one(_day(v[0], today)) if v[0] not in _SEASONS else None)


def far_feast(tokens: TokenSequence, today: date, first: date) -> bool:
    """Tell whether a message names feasts, all of them more than two weeks from ``first``.

    Such as *pont de l'Ascension, le vendredi donc*, with ``first`` the next Friday.
    """
    feasts = [_day(tokens.values[at], today) for at in tokens.find("x") if tokens.values[at] not in _SEASONS]
    return bool(feasts) and all(abs(each - first) > 2 * WEEK for each in feasts)


def _lend_month(tokens: TokenSequence, today: date) -> None:
    """Give days without a month that of the feast they are said for: *pour Noël du 23 au 3*."""
    found = re.search(r"[nO](?=[>u][<o]*[nO])", tokens.codes)
    if found is None or set("MsX") & set(tokens.codes):
        return
    feast = _day(tokens.values[tokens.codes.index("x")], today)
    day: int = tokens.values[found.start()]
    try:
        first = feast.replace(day=day)
    except ValueError:
        return
    if first >= today:
        tokens.put(found.start(), "s", [NamedDays(first, first)])
        second = tokens.codes.index("O" if "O" in tokens.codes[found.start() + 1 :] else "n", found.start() + 1)
        end = on_or_after(first, tokens.values[second])
        if end:
            tokens.put(second, "s", [NamedDays(end, end)])


def easter(year: int) -> date:
    """Return Easter Sunday, by the algorithm of https://en.wikipedia.org/wiki/Date_of_Easter (Gregorian)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


def _day(feast: int, today: date) -> date:
    for year in (today.year, today.year + 1):
        if feast in _FIXED:
            found = date(year, *_FIXED[feast])
        else:
            found = easter(year) + timedelta(days=_FROM_EASTER.get(feast, 0))
        if found >= today:
            return found
    return found


def _between(values: Values, today: date) -> tuple[str, Values] | None:
    return _after_christmas(today) if values[1] in (0, 2) else None


def _after_christmas(today: date) -> tuple[str, Values]:
    """Return the working days from 27 to 31 December."""
    year = _day(CHRISTMAS, today).year
    days = [day for n in range(27, 32) if (day := date(year, 12, n)).weekday() <= FRIDAY]
    return several(days[0], days[-1])


def _week(day: date) -> tuple[str, Values]:
    return several(monday_of(day), monday_of(day) + FRIDAY * DAY, AMBIGUOUS)
