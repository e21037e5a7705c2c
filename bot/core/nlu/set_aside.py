"""Days that are named and are no part of the absence, and those that stand in another order.

The day of return, a day that is denied, what is over, what another clause is about; the end before the beginning.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from bot.core.nlu.tokens import NamedDays, TokenSequence

_RECENT: Final = timedelta(days=90)  # what is told of was not long ago


def set_aside(tokens: TokenSequence, today: date, *, past: bool) -> NamedDays | None:
    """Leave only the days of the absence in the tokens, in their order; return the day of return where one is named."""
    back = take_return(tokens)
    remove_denied(tokens)
    put_beginning_first(tokens)
    if past:
        read_past(tokens, today)
    else:
        remove_past(tokens, today)
    remove_asides(tokens)
    return back


def not_meant(tokens: TokenSequence) -> bool:
    """Tell whether only a day is named that is not the one meant; remove it where others are.

    *non questo giovedì, quello dopo*, *faccio il ponte del 2 giugno*.
    """
    if found := re.search("Po+s", tokens.codes):
        tokens.put(found.end() - 1, ".", [0])
        return "s" not in tokens.codes
    return len(tokens.find("s")) == 1 and bool(re.match("ts,|st,", tokens.codes))


def take_return(tokens: TokenSequence) -> NamedDays | None:
    """Remove the day on which somebody is back from the tokens, and return it: *terug op maandag*, *Montag wieder
    da*."""
    found = re.search(r"r[.<>@oI]{0,4}(s)|(s)[.]{0,4}r", tokens.codes)
    if found is None:
        return None
    at = found.start(found.lastindex or 0)
    if tokens.codes[at + 1 : at + 2] == "v" and tokens.codes[at - 1] != "s":  # back in the evening: away that day
        tokens.put(found.start(), "u", [0])
        return None
    back: NamedDays = tokens.values[at]
    tokens.put(at, ".", [0])
    return back


def remove_denied(tokens: TokenSequence) -> None:
    """Remove a day that is said not to be meant: *niet woensdag maar donderdag*."""
    if found := re.search(r"ts[,.]*l[^s]*s", tokens.codes):
        tokens.put(found.start() + 1, ".", [0])


def remove_past(tokens: TokenSequence, today: date) -> None:
    """Remove what is over where days to come are named too: *wie letzten Mittwoch besprochen, am 4. Dezember*."""
    for at in tokens.find("s"):
        near = tokens.codes[max(0, at - 2) : at] + tokens.codes[at + 1 : at + 3]
        ahead = any(tokens.values[other].first >= today for other in tokens.find("s"))
        if ahead and tokens.values[at].last < today and not set("<>uS&") & set(near):
            tokens.put(at, ".", [0])


def read_past(tokens: TokenSequence, today: date) -> None:
    """Move a date without a year that is still to come to the year before, where the message tells of the past.

    Only where that is at most 90 days ago: *am 19.11. war ich krank*.
    """
    for at in tokens.find("s"):
        span: NamedDays = tokens.values[at]
        try:
            first, last = (day.replace(year=day.year - 1) for day in (span.first, span.last))
        except ValueError:
            continue
        if span.first > today and today - first <= _RECENT:
            tokens.put(at, "s", [NamedDays(first, last)])


def remove_asides(tokens: TokenSequence) -> None:
    """Remove bare weekdays of another clause than the one period: *nach dem Gespräch vom Freitag, vom 14. bis 16.*"""
    found = re.search(r"<[o@]*s[apvz]?[>u]+[o<@]*s", tokens.codes)
    if found is None:
        return
    others = [at for at in tokens.find("s") if not found.start() <= at < found.end()]
    for at in others:
        apart = tokens.codes[at : found.start()] if at < found.start() else tokens.codes[found.end() - 1 : at]
        if tokens.values[at].weekday and re.search("[,!]", apart) and re.search(r"\.", apart):
            tokens.put(at, ".", [0])


def put_beginning_first(tokens: TokenSequence) -> None:
    """Put the beginning before the end: *t/m 8 januari vrij vanaf kerst*."""
    found = re.search(r"(?<!<)(u>?|>u)([o@.]*s[apvz]?)([^s<u]*)<([o@>.]*s[apvz]?)", tokens.codes)
    if found is None or len(tokens.find("s")) != 2:
        return
    start, end = found.span()
    values = tokens.values[start:end]
    sizes = [len(each) for each in found.groups()]
    until, last, between = (values[sum(sizes[:n]) : sum(sizes[: n + 1])] for n in range(3))
    first = values[sum(sizes[:3]) + 1 :]
    tokens.values[start:end] = [*between, 0, *first, *until, *last]
    tokens.codes = tokens.codes[:start] + found[3] + "<" + found[4] + found[1] + found[2] + tokens.codes[end:]
