"""Weeks and weekdays.

Rule: pure. A week is Monday to Friday; a weekday is that of the week named, else the next one to come, never today.
"""

from __future__ import annotations

from datetime import date

from bot.free_text.calendar_days import AMBIGUOUS, DAY, FRIDAY, WEEK, checked, coming, dated, monday_of, one, several
from bot.free_text.tape import Span, Tape, Values

_DAYS = 7  # of a week


def name_weeks(tape: Tape, today: date, monday: date) -> None:
    """Read week numbers, *de week van 7 december*, *die erste Augustwoche*, weekends, *de rest van de week*. Pure."""
    tape.rewrite("Ok(?=o?M)", lambda v: ("Fk", [v[0], 0]))  # "1st week of Jan"
    tape.rewrite("FU[oI]?M", lambda v: _first_weeks((v[0], v[1][0], *v[2:]), today) if v[1][1] == _DAYS else None)
    tape.rewrite("[nw]Fk[oI]?M|F[nw]Mk|[nw]FMk", lambda v: _first_weeks(v, today))
    tape.rewrite(
        "Fo?kIM|Fo?k?o?Mk?|Mk", lambda v: _first_week(v, today) if len(v) > 2 or isinstance(v[0], int) else None
    )
    tape.rewrite("Ko?M|LMk|Lk[oI]*M|Fo?k[oI]*M", lambda v: _last_week(v, today))
    tape.rewrite("ko[On](?![>u&,]*[nO])", lambda v: _week_of(v[-1], today))  # "la semaine du 14"
    tape.rewrite("kO", lambda v: ("kn", v))
    tape.rewrite("kn(?:[&,>u]n)+", lambda v: several(_week(v[1], today)[0], _week(v[-1], today)[1]))
    tape.rewrite("kn", lambda v: ("j", [_week(v[1], today)[0]]) if 0 < v[1] < 54 else None)
    tape.rewrite("k[o<]*W?s", lambda v: several(monday_of(v[-1].first), monday_of(v[-1].first) + FRIDAY * DAY))
    tape.rewrite("R", lambda _: several(today, max(today, monday + FRIDAY * DAY)))
    saturday = monday + 5 * DAY
    tape.rewrite("Ne|eN", lambda _: several(saturday + WEEK, saturday + WEEK + DAY))
    tape.rewrite("[HC]?e", lambda _: several(max(saturday, today), saturday + DAY))


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
    """Return the week of the next such day of a month. Pure."""
    for ahead in range(62):
        if (found := today + ahead * DAY).day == day:
            return several(monday_of(found), monday_of(found) + FRIDAY * DAY)
    return None


def _first_weeks(values: Values, today: date) -> tuple[str, Values] | None:
    """Return so many weeks from the first Monday of a month on: *the first two weeks of July*. Pure."""
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
    """Return Monday and Friday of the ISO week of that number that is not over yet. Pure."""
    for year in (today.isocalendar().year, today.isocalendar().year + 1):
        try:
            first = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if first + 6 * DAY >= today:
            return first, first + FRIDAY * DAY
    return monday_of(today), monday_of(today) + FRIDAY * DAY


def name_weekdays(tape: Tape, today: date, monday: date, language: str) -> None:
    """Read weekdays, and weeks: where both are named, the weekdays are those of that week. Pure."""
    tape.rewrite("(?:Nk|kN|Ck|kC)", lambda _: ("K", [1]))
    tape.rewrite("Hk", lambda _: ("K", [0]))
    tape.rewrite("Lk|kL", lambda _: ("K", [-1]))
    tape.rewrite("KK", lambda v: ("K", [v[0]]))
    tape.rewrite("W,?s", lambda v: checked(v[0], v[-1]))
    if "j" in tape.codes:
        start = tape.values[tape.codes.index("j")]
    elif "K" in tape.codes:
        start = monday + tape.values[tape.codes.index("K")] * WEEK
    elif "i" in tape.codes:
        start = monday + tape.values[tape.codes.index("i")] * WEEK
    else:
        start = None
    if start is not None:
        named = "W" in tape.codes
        tape.rewrite("[HNCL]?W[NCL]?", lambda v: one(start + _day_of(v) * DAY))
        whole = "i" not in tape.codes or "G" in tape.codes
        this = start == monday
        week = (
            ("", [])
            if named
            else several(max(start, today) if this else start, max(start + FRIDAY * DAY, today if this else start))
        )
        tape.rewrite("[KjI]", lambda _: week)
        tape.rewrite("i", lambda v: week if named or whole else one(today + v[0] * WEEK))
        return
    tape.rewrite("CHW|HCW|CW|WC", lambda v: one(coming(_day_of(v), today)))
    tape.rewrite("HW", lambda v: one(coming(_day_of(v), today)))
    tape.rewrite("LW|WL", lambda v: one(coming(_day_of(v), today) - WEEK))
    tape.rewrite("NW|WN", lambda v: _next(_day_of(v), today, monday, language))
    tape.rewrite("W", lambda v: ("s", [Span(coming(v[0], today), coming(v[0], today), weekday=True)]))


def _day_of(values: Values) -> int:
    day: int = max(values)
    return day  # the modifier carries 0


def _next(weekday: int, today: date, monday: date, language: str) -> tuple[str, Values]:
    """Return *next Friday*: where that may be this week's or the next one's, French means this one. Pure."""
    soon, later = coming(weekday, today), monday + WEEK + weekday * DAY
    if soon == later:
        return one(soon)
    return one(soon if language == "fr" else later, marks=AMBIGUOUS)
