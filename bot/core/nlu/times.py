"""The times of day that a message names.

A bare hour before seven is one of the afternoon: nobody asks for the night.
"""

from __future__ import annotations

from datetime import time
from typing import Final, NamedTuple

from bot.core.nlu.tokens import TokenSequence, Values, read_clock

_PM: Final = 2
_EARLIEST: Final = 7
_MIDDAY: Final = (time(11, 30), time(13, 30))
_START: Final = time(10)
_END: Final = time(16)
_DAWN, _DUSK = time(0), time(23, 59)


class Times(NamedTuple):
    """From when until when; None where it is not said."""

    first: time | None = None
    last: time | None = None


UNSAID: Final = Times()


def name_times(tokens: TokenSequence) -> Times:
    """Remove the times (``T``) from the tokens, and return them."""
    tokens.rewrite("q[nw](?:&f)?", lambda v: _clock((v[1] - 1) % 24 or 12, 30))
    tokens.rewrite("Q[nw]", lambda v: _clock(v[1], 30))
    tokens.rewrite("[nw]h&f", lambda v: _clock(v[0], 30))
    tokens.rewrite("A[nw]", lambda v: _clock(v[1], 15))
    tokens.rewrite("B[nw]", lambda v: _clock((v[1] - 1) % 24 or 12, 45))
    tokens.rewrite("[nw]hc", lambda v: _clock(v[0], 15))
    tokens.rewrite("gh", lambda v: _pair(*v[0]))
    tokens.rewrite("[nw](?:h|(?=[>u][nw]?[Th]))|(?<=T[>u])[nw](?![kdM])|(?<=@)[nw]", lambda v: _clock(v[0], 0))
    if "s" in tokens.codes or "T" in tokens.codes:
        tokens.rewrite("(?<=<)n(?![>u&])|(?<=s[u>])n", lambda v: _clock(v[0], 0))
        tokens.rewrite("n(?=[>u]n)|(?<=T[>u])n", lambda v: _clock(v[0], 0))
    tokens.rewrite("g", lambda v: _pair(*v[0]) if v[0][0] < v[0][1] else None)
    for at in range(len(tokens.codes) - 2):
        if tokens.codes[at] == "T" and tokens.codes[at + 1] in ">u&" and tokens.codes[at + 2] == "T":
            first, last = tokens.values[at], tokens.values[at + 2]
            if last[1] == _PM and not first[1] and first[0].hour + 12 <= last[0].hour and first[0].hour < 12:
                first = (first[0].replace(hour=first[0].hour + 12), _PM)
            if first[0] < last[0]:
                return Times(first[0], last[0])
    found = tokens.find("T")
    if not found:
        return Times()
    at = found[0]
    if len(found) > 1 and "s" in tokens.codes[at : found[1]]:  # "30 november 12:00 tot 1 december 12:00"
        return Times(tokens.values[at][0], tokens.values[found[1]][0])
    if at and tokens.codes[at - 1] == "u":
        return Times(None, tokens.values[at][0])
    return Times(tokens.values[at][0], None)


def halves(times: Times) -> tuple[bool, bool] | None:
    """Return whether the times are an afternoon, or a morning, (False, False) a whole day; None for less."""
    first, last = times.first or _DAWN, times.last or _DUSK
    late, early = first >= _MIDDAY[0], last <= _MIDDAY[1]
    if late and first <= _MIDDAY[1] and last >= _END:
        return True, False
    if early and last >= _MIDDAY[0] and first <= _START:
        return False, True
    return (False, False) if first <= _START and last >= _END else None


def _clock(hour: int, minute: int) -> tuple[str, Values] | None:
    found = read_clock(hour + 12 if 0 < hour < _EARLIEST else hour, minute)
    return ("T", [(found, 0)]) if found else None


def _pair(first: int, last: int) -> tuple[str, Values] | None:
    one, other = _clock(first, 0), _clock(last, 0)
    return ("T>T", [one[1][0], 0, other[1][0]]) if one and other else None
