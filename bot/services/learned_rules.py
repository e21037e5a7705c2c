"""What Personio's answers have taught of the absence types, kept in memory for a minute.

Every form asks for it, and it changes a few times in the life of a company. What another process has learned meanwhile
counts a minute later: until then a request goes the way on which that process learned it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.clock import Clock

FRESH = timedelta(minutes=1)


class KeptRules(Protocol):
    """Where rules are kept: absence type id -> ``none``, ``optional``, ``required`` or ``comment``."""

    async def all(self) -> dict[str, str]:
        """Return them all."""

    async def learn(self, type_id: str, rule: str) -> None:
        """Keep one, in place of an earlier one of its type."""


class LearnedRules:
    """The rules of one store."""

    def __init__(self, kept: KeptRules, clock: Clock) -> None:
        self._kept, self._clock = kept, clock
        self._read: tuple[datetime, Mapping[str, str]] | None = None
        self._learned = 0  # how often this process has

    async def all(self) -> Mapping[str, str]:
        """Return absence type id -> rule."""
        now = self._clock()
        if self._read and timedelta() <= now - self._read[0] < FRESH:  # the clock may have been set back
            return self._read[1]
        learned = self._learned
        rules = await self._kept.all()
        if learned == self._learned:  # else it may be from before what was just learned
            self._read = now, rules
        return rules

    async def learn(self, type_id: str, rule: str) -> None:
        """Keep a rule; it counts at once."""
        await self._kept.learn(type_id, rule)
        self._learned += 1
        self._read = None
