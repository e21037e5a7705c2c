"""How long nobody calls an endpoint that has answered 429.

Pure arithmetic on a clock that the caller reads, in seconds. An endpoint is a method and a path without ids. One
pause for all calls of it; when it is over, one call goes ahead and the others wait for its answer.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST = 5.0  # seconds, where Personio does not say: it never was seen to
LONGEST = 60.0
AHEAD = 2.0  # seconds that the others wait for the answer of the call that went ahead


@dataclass(slots=True)
class _Pause:
    length: float
    began: float
    until: float


class Pauses:
    """The pauses of one credential. ``scale`` stretches them; 0 takes them away."""

    def __init__(self, scale: float = 1.0) -> None:
        self._scale = scale
        self._pauses: dict[str, _Pause] = {}

    def left(self, endpoint: str, now: float) -> float:
        """Return the seconds until the endpoint may be called again."""
        pause = self._pauses.get(endpoint)
        return max(0.0, pause.until - now) if pause else 0.0

    def admit(self, endpoint: str, now: float) -> float:
        """Return 0 where a call may go out now, else the seconds to wait and ask again."""
        if left := self.left(endpoint, now):
            return left
        if pause := self._pauses.get(endpoint):
            pause.until = now + AHEAD * self._scale
        return 0.0

    def limited(self, endpoint: str, *, sent: float, now: float, told: float | None = None) -> None:
        """Note a 429, which pauses the endpoint; ignored where the call was sent before its present pause began.

        ``sent``, ``now``: seconds of the clock. ``told``: the seconds that the answer asks to wait, None for none.
        """
        known = self._pauses.get(endpoint)
        if known and sent < known.began:
            return  # it was on its way when the pause began
        own = min(LONGEST, 2 * known.length) if known else FIRST
        length = own if told is None else min(LONGEST, told)
        self._pauses[endpoint] = _Pause(own if told is None else FIRST, now, now + length * self._scale)

    def answered(self, endpoint: str, *, sent: float) -> None:
        """Note any other answer to a call that was ``sent`` then: the pause is over, and the next one short again."""
        known = self._pauses.get(endpoint)
        if known and sent >= known.began:
            del self._pauses[endpoint]
