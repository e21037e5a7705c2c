"""The days that a message names.

Rule: pure. A weekday is the next one to come, never today; a date without a year is the next one to come, today
included; days first, then months; a week is Monday to Friday.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from bot.free_text.sentence import valid
from bot.free_text.tape import Span, Tape, Values

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_FRIDAY: Final = 4
_LONGEST_LIST: Final = 8  # days; more is no wish
_FAR: Final = timedelta(days=300)  # a date without a year that is further off was probably just now
_FORTNIGHT: Final = {8: 7, 15: 14}  # French counts both ends: "dans quinze jours"
AMBIGUOUS: Final = frozenset({"free_text.two_readings"})
TOO_FAR: Final = frozenset({"form.too_far"})


def name_days(tape: Tape, today: date, language: str) -> None:
    """Turn everything on the tape that names days into spans (``s``), as far as they need nothing around them. Pure."""
    monday = today - today.weekday() * _DAY
    if language == "de":
        tape.rewrite("WD", lambda v: ("Wa", [v[0], 0]) if v[1] == 1 else None)  # "Donnerstag Morgen"
    _relative(tape, today, language)
    _dates(tape, today)
    _weeks(tape, today, monday)
    _weekdays(tape, today, monday, language)
    _partials(tape, today)
    tape.rewrite("D", lambda v: _one(today + v[0] * _DAY))


def _one(day: date, *, weekday: bool = False, marks: frozenset[str] = frozenset()) -> tuple[str, Values]:
    return "s", [Span(day, day, weekday, marks=marks)]


def _span(first: date, last: date, marks: frozenset[str] = frozenset()) -> tuple[str, Values]:
    return "s", [Span(first, last, marks=marks)]


def _relative(tape: Tape, today: date, language: str) -> None:
    """Read *vrijdag over een week*, *heute in 14 Tagen*, *a week today*, *vendredi en huit*. Pure."""

    def day_in(days: int) -> Callable[[Values], tuple[str, Values]]:
        return lambda v: _one(today + (v[0] + v[2] * days) * _DAY)

    def in_days(values: Values) -> tuple[str, Values]:
        days = _FORTNIGHT.get(values[1], values[1]) if language == "fr" else values[1]
        return _one(today + days * _DAY)

    tape.rewrite("DI[nw]d", day_in(1))
    tape.rewrite("DI[nw]k", day_in(7))
    tape.rewrite("WI[nw]k", lambda v: _one(_coming(v[0], today - _DAY) + v[2] * _WEEK))
    tape.rewrite("WE", lambda v: _one(_coming(v[0], today - _DAY) + v[1] * _WEEK))
    tape.rewrite("I[nw]d", in_days)
    tape.rewrite("I[nw]k", lambda v: ("i", [v[1]]))
    if language == "en":
        tape.rewrite("[nw]k<?D", lambda v: _one(today + v[0] * _WEEK + v[-1] * _DAY))
        tape.rewrite("[nw]kW", lambda v: _one(_coming(v[2], today - _DAY) + v[0] * _WEEK))
        tape.rewrite("Wk", lambda v: _one(_coming(v[0], today - _DAY) + _WEEK))


def _dates(tape: Tape, today: date) -> None:
    def date_of(year: int | None, month: int, day: int, *, month_first: bool = False) -> tuple[str, Values] | None:
        found = _dated(year, month, day, today)
        return ("s", [found._replace(month_first=month_first)]) if found else None

    tape.rewrite("[nw]k", lambda v: ("U", [(v[0], 7)]))
    tape.rewrite("[nw]d", lambda v: ("U", [(v[0], 1)]))
    tape.rewrite("X", lambda v: date_of(*v[0]))
    tape.rewrite("kg", lambda v: ("kn>n", [0, v[1][0], 0, v[1][1]]))
    tape.rewrite("g(?=,?M)|(?<=M)g", lambda v: ("n>n", [v[0][0], 0, v[0][1]]))
    if not set("WDMX") & set(tape.codes):
        tape.rewrite("g(?!h)", lambda v: date_of(None, v[0][1], v[0][0]))
    tape.rewrite("g(?=[>u]g)|(?<=s[>u])g", lambda v: date_of(None, v[0][1], v[0][0]))
    tape.rewrite("W,?g(?!h)", lambda v: _agreeing(v, date_of(None, v[-1][1], v[-1][0])))
    tape.rewrite("Fo?M(?!k)", lambda v: date_of(None, v[-1], v[0]) if v[0] > 0 else None)
    tape.rewrite("[nO],?o?M(?:,?o?Y)?", lambda v: _written(v, date_of))
    tape.rewrite("M[nO](?:,?Y)?(?![hT])", lambda v: date_of(v[-1] if v[-1] > 31 else None, v[0], v[1], month_first=True))


def _agreeing(values: Values, found: tuple[str, Values] | None) -> tuple[str, Values] | None:
    """Return a date only where it falls on the weekday named: *vr 27-11*, but not *Freitag 10-12*. Pure."""
    return found if found and found[1][0].first.weekday() == values[0] else None


def _written(values: Values, date_of: Callable[[int | None, int, int], tuple[str, Values] | None]) -> tuple[str, Values] | None:
    numbers = [each for each in values if each]  # signs and small words carry nothing
    return date_of(numbers[2] if len(numbers) > 2 else None, numbers[1], numbers[0])


def _dated(year: int | None, month: int, day: int, today: date) -> Span | None:
    """Return a calendar date; the next one to come where no year is said. Pure."""
    if not valid(year, month, day):
        return None
    if year:
        return Span(date(year, month, day), date(year, month, day))
    years = (each for each in range(today.year, today.year + 9) if valid(each, month, day))
    found = next(each for each in (date(y, month, day) for y in years) if each >= today)
    leap = (month, day) == (2, 29)
    return Span(found, found, marks=AMBIGUOUS if found - today > _FAR and not leap else frozenset())


def _weeks(tape: Tape, today: date, monday: date) -> None:
    """Read week numbers, *de week van 7 december*, *die erste Augustwoche*, weekends, *de rest van de week*. Pure."""
    tape.rewrite("Fo?kIM|Fo?k?o?Mk?|Mk", lambda v: _first_week(v, today) if len(v) > 2 or isinstance(v[0], int) else None)
    tape.rewrite("kO", lambda v: ("kn", v))
    tape.rewrite("kn(?:[&,>u]n)+", lambda v: _span(_week(v[1], today)[0], _week(v[-1], today)[1]))
    tape.rewrite("kn", lambda v: ("j", [_week(v[1], today)[0]]) if 0 < v[1] < 54 else None)
    tape.rewrite("k[o<]*W?s", lambda v: _span(_monday(v[-1].first), _monday(v[-1].first) + _FRIDAY * _DAY))
    tape.rewrite("R", lambda _: _span(today, max(today, monday + _FRIDAY * _DAY)))
    saturday = monday + 5 * _DAY
    tape.rewrite("Ne|eN", lambda _: _span(saturday + _WEEK, saturday + _WEEK + _DAY))
    tape.rewrite("[HC]?e", lambda _: _span(max(saturday, today), saturday + _DAY))


def _first_week(values: Values, today: date) -> tuple[str, Values] | None:
    month, nth = next((v for v in reversed(values) if v), 0), values[0]
    if not 0 < nth < 4 or len(values) < 3:
        return None
    first = _dated(None, month, 1, today)
    if first is None:
        return None
    start = first.first + (-first.first.weekday() % 7 + 7 * (nth - 1)) * _DAY
    return _span(start, start + _FRIDAY * _DAY, AMBIGUOUS)


def _week(number: int, today: date) -> tuple[date, date]:
    """Return Monday and Friday of the ISO week of that number that is not over yet. Pure."""
    for year in (today.isocalendar().year, today.isocalendar().year + 1):
        try:
            first = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if first + 6 * _DAY >= today:
            return first, first + _FRIDAY * _DAY
    return _monday(today), _monday(today) + _FRIDAY * _DAY


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _coming(weekday: int, today: date) -> date:
    """Return the next such day after today. Pure."""
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * _DAY


def _weekdays(tape: Tape, today: date, monday: date, language: str) -> None:
    """Read weekdays, and weeks: where both are named, the weekdays are those of that week. Pure."""
    tape.rewrite("(?:Nk|kN|Ck|kC)", lambda _: ("K", [1]))
    tape.rewrite("Hk", lambda _: ("K", [0]))
    tape.rewrite("Lk|kL", lambda _: ("K", [-1]))
    tape.rewrite("KK", lambda v: ("K", [v[0]]))
    tape.rewrite("W,?s", lambda v: _checked(v[0], v[-1]))
    if "j" in tape.codes:
        start = tape.values[tape.codes.index("j")]
    elif "K" in tape.codes:
        start = monday + tape.values[tape.codes.index("K")] * _WEEK
    elif "i" in tape.codes:
        start = monday + tape.values[tape.codes.index("i")] * _WEEK
    else:
        start = None
    if start is not None:
        named = "W" in tape.codes
        tape.rewrite("[HNCL]?W[NCL]?", lambda v: _one(start + _day_of(v) * _DAY))
        whole = "i" not in tape.codes or "G" in tape.codes
        this = start == monday
        week = ("", []) if named else _span(max(start, today) if this else start, max(start + _FRIDAY * _DAY, today if this else start))
        tape.rewrite("[KjI]", lambda _: week)
        tape.rewrite("i", lambda v: week if named or whole else _one(today + v[0] * _WEEK))
        return
    tape.rewrite("CHW|HCW|CW|WC", lambda v: _one(_coming(_day_of(v), today)))
    tape.rewrite("HW", lambda v: _one(_coming(_day_of(v), today)))
    tape.rewrite("LW|WL", lambda v: _one(_coming(_day_of(v), today) - _WEEK))
    tape.rewrite("NW|WN", lambda v: _next(_day_of(v), today, monday, language))
    tape.rewrite("W", lambda v: ("s", [Span(_coming(v[0], today), _coming(v[0], today), weekday=True)]))


def _day_of(values: Values) -> int:
    return max(values)  # the modifier carries 0


def _next(weekday: int, today: date, monday: date, language: str) -> tuple[str, Values]:
    """Return *next Friday*: where that may be this week's or the next one's, French means this one. Pure."""
    coming, later = _coming(weekday, today), monday + _WEEK + weekday * _DAY
    if coming == later:
        return _one(coming)
    return _one(coming if language == "fr" else later, marks=AMBIGUOUS)


def _checked(weekday: int, span: Span) -> tuple[str, Values]:
    right = span.first.weekday() == weekday
    return "s", [span if right else span._replace(marks=span.marks | AMBIGUOUS)]


def _partials(tape: Tape, today: date) -> None:
    """Give numbers the month that is named next to them: *24 t/m 31 december*, *Dec 3 and 8*. Pure."""
    for _ in range(_LONGEST_LIST):
        found = re.search(r"[nO](?=[ap]?(?:[,&|>u][<o]*)+s)", tape.codes)
        if found is None:
            break
        owner: Span = tape.values[tape.codes.index("s", found.start())]
        tape.put(found.start(), *_lent(owner, tape.values[found.start()]))
        tape.rewrite("W,?s", lambda v: _checked(v[0], v[-1]))
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
            return _one(date(today.year + year, month + 1, day), marks=marks)
    return None
