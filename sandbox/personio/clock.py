"""The sandbox's own clock, which tests and demos can set.

Always aware and UTC. After it was set it runs on from there, unless its base clock stands still.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """A base clock and an offset."""

    def __init__(self, base: Callable[[], datetime] | None = None) -> None:
        self._base = base or (lambda: datetime.now(UTC))
        self._offset = timedelta()

    def now(self) -> datetime:
        return self._base().astimezone(UTC) + self._offset

    def put(self, moment: datetime) -> None:
        self._offset = moment - self._base()

    def advance(self, by: timedelta) -> None:
        self._offset += by

    def reset(self) -> None:
        self._offset = timedelta()


def stamp(moment: datetime) -> str:
    """Return an instant as Personio writes it: UTC, whole seconds, Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
