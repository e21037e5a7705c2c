"""The times of day that a message names.

An hour before seven without am or pm is one of the afternoon: nobody asks for the night.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Final, NamedTuple

from bot.core.nlu.tokens import ANY_HALF, AS_WRITTEN, PM, TokenSequence, Values, read_clock

_EARLIEST: Final = 7
_NOON: Final = 12
_EVENING, _MORNING = 17, 9  # o'clock: between which a night is worked
MIDDAY: Final = (time(11, 30), time(13, 30))
_LATEST: Final = time(15)  # "free from three on" is an afternoon, as far as days go
_START: Final = time(10)
_END: Final = time(16)
_DAWN, _DUSK = time(0), time(23, 59)


class Times(NamedTuple):
    """When an absence by the hour begins and ends; None where the message does not say."""

    first: time | None = None
    last: time | None = None


UNSAID: Final = Times()


def name_times(tokens: TokenSequence) -> Times:
    """Turn what names a time of day into tokens ``T``, and return the times at which the absence begins and ends."""
    tokens.rewrite("q[nw](?:&f)?", lambda v: _clock((v[1] - 1) % 24 or 12, 30))
    tokens.rewrite("Q[nw]", lambda v: _clock(v[1], 30))
    tokens.rewrite("[nw]h&f", lambda v: _clock(v[0], 30))
    tokens.rewrite("A[nw]", lambda v: _clock(v[1], 15))
    tokens.rewrite("B[nw]", lambda v: _clock((v[1] - 1) % 24 or 12, 45))
    tokens.rewrite("(?<![snwTOd])>[nw](?=[cB]|&f)", lambda v: ("n", [v[1]]) if v[0] else None)
    tokens.rewrite("[nw]B(?![nw])", lambda v: _clock((v[0] - 1) % 24 or 12, 45))  # "cinco menos cuarto"
    tokens.rewrite("[nw]c", lambda v: _clock(v[0], 15))
    tokens.rewrite("[nw]&f", lambda v: _clock(v[0], 30))
    tokens.rewrite("(?<![snwTOd])>[nw](?![kdM&])", lambda v: _clock(v[1], 0) if v[0] else None)  # "a las tres"
    tokens.rewrite("[nw]hc", lambda v: _clock(v[0], 15))
    tokens.rewrite("gh", lambda v: _pair(*v[0]))
    tokens.rewrite("h[nw](?![>u&kd])", lambda v: _clock(v[1], 0))  # "ore 12"
    tokens.rewrite("[nw](?:h|(?=[>u][nw]?[Th]))|(?<=T[>u])[nw](?![kdM])|(?<=@)[nw]", lambda v: _clock(v[0], 0))
    if "s" in tokens.codes:
        tokens.rewrite("(?<=<)w[>u]w(?![dkmMO])", lambda v: _pair(v[0], v[2]))
    if "s" in tokens.codes or "T" in tokens.codes:
        tokens.rewrite("(?<=<)n(?![>u&])|(?<=s[u>])n", lambda v: _clock(v[0], 0))
        tokens.rewrite("n(?=[>u]n)|(?<=T[>u])n", lambda v: _clock(v[0], 0))
    tokens.rewrite("g", lambda v: _pair(*v[0]) if v[0][0] < v[0][1] else None)
    return _ranged(tokens) or _bounds(tokens)


_TO: Final = re.compile("T(?:[>u&@]?|[,.&]*u[o@]?|[^T]*r[.@u]{0,3})T")
"""From when until when: *10-12*, *das 14h 18h*, *9h30, jusqu'à 11h*, *8.30, back by 9.30*."""


def _ranged(tokens: TokenSequence) -> Times | None:
    """Return the two times that make a range, None where none do; of a night the second is before the first."""
    for found in _TO.finditer(tokens.codes):
        first, last = tokens.values[found.start()], tokens.values[found.end() - 1]
        firsts, lasts = _readings(first, tokens.codes), _readings(last, tokens.codes)
        if last[1] == PM and first[1] == ANY_HALF and first[0].hour < _NOON:
            firsts = (_later(first[0]), *firsts)  # "9-11pm"
        if firsts[0] < lasts[0] and first[1] != AS_WRITTEN:
            return Times(firsts[0], lasts[0])
        pairs = [Times(one, other) for one in firsts for other in lasts if one < other]
        if pairs:
            return min(pairs, key=lambda pair: _minutes(pair.last) - _minutes(pair.first))
        if first[0].hour >= _EVENING and last[0].hour <= _MORNING:
            return Times(first[0], last[0])
    return None


def _readings(clock: tuple[time, int], codes: str) -> tuple[time, ...]:
    """Return what times may be meant, the likeliest first: an hour before seven is one of the afternoon, unless the
    morning is named."""
    said, half = clock
    early = half == ANY_HALF and 0 < said.hour < _EARLIEST
    return (_later(said), said) if early and ("a" not in codes or "p" in codes) else (said,)


def _later(clock: time) -> time:
    return clock.replace(hour=clock.hour % _NOON + _NOON)


def _minutes(clock: time | None) -> int:
    return clock.hour * 60 + clock.minute if clock else 0


def _bounds(tokens: TokenSequence) -> Times:
    """Return the times that begin or end what is asked for."""
    found = tokens.find("T")
    if not found:
        return Times()
    at = found[0]
    first = _readings(tokens.values[at], tokens.codes)[0]
    if len(found) > 1 and "s" in tokens.codes[at : found[1]]:  # "30 november 12:00 tot 1 december 12:00"
        lasts = _readings(tokens.values[found[1]], tokens.codes)
        return Times(first, lasts[-1] if first.hour >= _EVENING else lasts[0])  # "vrijdag 22 uur tot zaterdag 6 uur"
    if at and tokens.codes[at - 1] == "u":
        return Times(None, first)
    return Times(first, None)


def by_night(times: Times) -> bool:
    """Tell whether hours end on the day after the one on which they begin: *van 22 tot 6 uur*."""
    return times.first is not None and times.last is not None and times.last < times.first


def halves(times: Times) -> tuple[bool, bool] | None:
    """Return whether the times are an afternoon, or a morning, (False, False) a whole day; None for less."""
    first, last = times.first or _DAWN, times.last or _DUSK
    late, early = first >= MIDDAY[0], last <= MIDDAY[1]
    if late and first <= (MIDDAY[1] if times.last else _LATEST) and last >= _END:
        return True, False
    if early and last >= MIDDAY[0] and first <= _START:
        return False, True
    return (False, False) if first <= _START and last >= _END else None


def _clock(hour: int, minute: int) -> tuple[str, Values] | None:
    found = read_clock(hour, minute)
    return ("T", [(found, ANY_HALF)]) if found else None


def _pair(first: int, last: int) -> tuple[str, Values] | None:
    one, other = _clock(first, 0), _clock(last, 0)
    return ("T>T", [one[1][0], 0, other[1][0]]) if one and other else None
