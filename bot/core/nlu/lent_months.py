"""Days of a month that are named without it, and take it from a date beside them.

*24 t/m 31 december*, *in februari, van de 8e tot de 12e*; alone, a day is the next such one to come.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.core.nlu.calendar_days import AMBIGUOUS, DAY, checked, dated, month_end, on_or_after, one
from bot.core.nlu.tokens import NamedDays, TokenSequence, Values, valid

_LONGEST_LIST: Final = 8  # days; more is not a request


def name_listed(tokens: TokenSequence) -> None:
    """Give numbers the month of the date that they come before: *24 t/m 31 december*."""
    tokens.rewrite("W,?s", lambda v: checked(v[0], v[-1]))
    for _ in range(_LONGEST_LIST):
        found = re.search(r"[nO](?=[ap]?(?:[,&|>u][<oz@]*)+W?s)", tokens.codes)
        if found is None:
            break
        owner: NamedDays = tokens.values[tokens.codes.index("s", found.start())]
        at, day = found.start(), tokens.values[found.start()]
        code, values = _lent(owner, day)
        if code == "s" and tokens.codes[at - 1 : at] == "W" and values[0].first.weekday() != tokens.values[at - 1]:
            code, values = _month_before(owner, day, tokens.values[at - 1]) or (code, values)
        tokens.put(at, code, values)
        tokens.rewrite("W,?s", lambda v: checked(v[0], v[-1]))


def _month_before(owner: NamedDays, day: int, weekday: int) -> tuple[str, Values] | None:
    """Return a day of the month before a date's, if it falls on its weekday: *lunedì 30 e giovedì 3 dicembre*."""
    month = owner.first.replace(day=1) - DAY
    right = valid(month.year, month.month, day) and month.replace(day=day).weekday() == weekday
    return one(month.replace(day=day)) if right else None


def name_partial(tokens: TokenSequence, today: date) -> None:
    """Give numbers the month that is named that they follow: *Dec 3 and 8*."""
    for _ in range(_LONGEST_LIST):
        found = re.search(r"s(?:[,&|>u]+)([nO])(?![hdkT]|[>u]n)", tokens.codes)
        if found is None or not tokens.values[found.start()].month_first:
            break
        tokens.put(found.start(1), *_lent(tokens.values[found.start()], tokens.values[found.start(1)]))
    _in_the_month(tokens, today)
    _same_month(tokens)
    tokens.rewrite("O", lambda v: day_of_month(v[0], today, frozenset()))
    if "s" not in tokens.codes and "D" not in tokens.codes and "T" not in tokens.codes:  # otherwise these are hours
        tokens.rewrite("n(?=[>u]n)|(?<=s[>u])n", lambda v: day_of_month(v[0], today, AMBIGUOUS))


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


def _same_month(tokens: TokenSequence) -> None:
    """Give an end or a beginning the month of the one date there is: *fino al 12 marzo, a partire dall'8*."""
    spans = tokens.find("s")
    owners = [tokens.values[at] for at in spans if not tokens.values[at].weekday]
    if len(owners) != 1 or len(spans) != 1 or {"T", "h"} & set(tokens.codes):
        return
    found = re.search(r"(?<!n)(?<!O)([u<>r])[o@.]{0,3}([nO])(?![hdkmMT>u])", tokens.codes)
    if found is None or (found[2] == "n" and found[1] == "r" and found.end() - found.start() > 3):
        return
    owner, day = owners[0], tokens.values[found.start(2)]
    code, values = _lent(owner, day)
    if code == "s" and found[1] in "u>r" and found.start() > spans[0] and values[0].first < owner.first:
        later = on_or_after(owner.first, day)
        values = [NamedDays(later, later, marks=owner.marks)] if later else values
    tokens.put(found.start(2), code, values)


def _lent(owner: NamedDays, day: int) -> tuple[str, Values]:
    if owner.weekday or not valid(owner.first.year, owner.first.month, day):
        return ".", [0]
    own = owner.first.replace(day=day)
    return "s", [NamedDays(own, own, month_first=owner.month_first, marks=owner.marks)]


def day_of_month(day: int, today: date, marks: frozenset[str]) -> tuple[str, Values] | None:
    for months in range(3):
        year, month = divmod(today.month - 1 + months, 12)
        if valid(today.year + year, month + 1, day) and date(today.year + year, month + 1, day) >= today:
            found = date(today.year + year, month + 1, day)
            return "s", [NamedDays(found, found, marks=marks, floating=True)]
    return None


def near(owner: date, weekday: int, day: int) -> tuple[str, Values] | None:
    """Return that day of the month of another date, or of the next month, where it falls on the weekday named."""
    for month in (owner, month_end(owner.replace(day=1)) + DAY):
        if valid(month.year, month.month, day) and month.replace(day=day).weekday() == weekday:
            return one(month.replace(day=day))
    return None
