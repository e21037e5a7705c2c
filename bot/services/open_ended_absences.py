"""Everybody's absences without an end, which Personio's lists of a range may leave out.

They are found by a scan of all absences so far, every half an hour; between two scans what has changed since the
last one is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from personio_client import AbsencePeriod, PersonioClient, Unavailable

_FRESH: Final = timedelta(minutes=30)
_AGAIN: Final = timedelta(minutes=1)  # after a scan that failed: soon, and not for everybody who asks
_AHEAD: Final = timedelta(days=400)  # how far ahead absences are asked for
_CLOCKS_APART: Final = timedelta(minutes=2)  # Personio's clock may be behind ours


class OpenEnded:
    """Reads the absences without an end, and remembers them between two scans."""

    def __init__(self, source: PersonioClient, now: Callable[[], datetime]) -> None:
        self._source, self._now = source, now
        self._known: tuple[AbsencePeriod, ...] = ()
        self._scanned_at: datetime | None = None  # when the last scan that succeeded began
        self._tried_at: datetime | None = None  # when the last scan began

    async def read(self) -> tuple[AbsencePeriod, ...]:
        """Return the open-ended absences; the same object as before where nothing has changed. Raises PersonioError."""
        now = self._now()
        until = now.date() + _AHEAD
        if self._is_due(now):
            self._tried_at = now
            found = tuple(await self._source.open_ended_absences(until=until))
            self._scanned_at = now
        elif self._scanned_at is None:
            raise Unavailable("the absences without an end could not be read just now")
        else:
            changed = await self._source.absences(updated_since=self._scanned_at - _CLOCKS_APART)
            found = renewed(self._known, changed, until)
        if found != self._known:
            self._known = found
        return self._known

    def _is_due(self, now: datetime) -> bool:
        if self._tried_at is not None and timedelta() <= now - self._tried_at < _AGAIN:
            return False
        return self._scanned_at is None or not timedelta() <= now - self._scanned_at < _FRESH  # less: clock set back


def renewed(
    known: tuple[AbsencePeriod, ...], changed: Sequence[AbsencePeriod], until: date
) -> tuple[AbsencePeriod, ...]:
    """Return the absences without an end that start until a day, after some have changed."""
    latest = {period.id: period for period in (*known, *changed)}.values()
    return tuple(each for each in latest if each.last_day is None and each.first_day <= until)
