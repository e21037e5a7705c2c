"""The clock of this machine, whether it was set back, and the times that others send.

Pure but for the two clocks that it compares. What waits is stored with the time at which it is due; where that
time is this machine's and is set back by two hours, all of it would wait two hours longer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic

Clock = Callable[[], datetime]
"""Tells the time, aware and in UTC."""


def http_date(text: str | None) -> datetime | None:
    """Return the instant in a header such as Date or Retry-After; None where it has none."""
    try:
        found = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class SetBack:
    """Tells by how much the clock was set back. ``seen``: the newest time that is known from before the start."""

    def __init__(self, clock: Clock, *, seen: datetime | None = None, running: Callable[[], float] = monotonic) -> None:
        self._clock, self._running = clock, running
        self._seen, self._at = seen or clock(), running()

    def since(self) -> timedelta:
        """Return by how much the clock was set back since the last call; nothing where it only went on, or ahead."""
        now, at = self._clock(), self._running()
        expected = self._seen + timedelta(seconds=at - self._at)
        back = expected - now if now < self._seen else timedelta()
        self._seen, self._at = now, at
        return back
