"""Figures that are read when Prometheus asks: how many jobs wait, how old the directory is, whether the bot is ready.

Prometheus' requests cost the database one query in ``FRESH`` seconds, however many there are. Where the database
does not answer, the bot is not ready, and the figures that come from it are left out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from time import monotonic

from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from bot.core.jobs import Backlog
from bot.observability.metrics import Meters, one_of

CONTENT_TYPE = CONTENT_TYPE_LATEST
FRESH = 5.0  # seconds
PATIENCE = 2.0  # seconds for the database; Prometheus gives up after ten


class Exposition:
    """What ``/metrics`` says. ``ages`` are the directory's snapshots in seconds, None for one never read.

    ``refused``: whether Teams refuses the bot's credential.
    """

    def __init__(
        self,
        meters: Meters,
        *,
        backlog: Callable[[], Awaitable[Sequence[Backlog]]],
        ready: Callable[[], Awaitable[str | None]],
        ages: Callable[[], Mapping[str, float | None]],
        refused: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._meters, self._backlog, self._ready, self._ages, self._clock = meters, backlog, ready, ages, clock
        self._refused = refused
        self._reading = asyncio.Lock()
        self._read_at: float | None = None
        each = meters.registry
        self._jobs = Gauge(
            "bot_jobs", "Durable work by kind: due or tried, planned for later, dead.", ("kind", "state"), registry=each
        )
        self._oldest = Gauge(
            "bot_jobs_oldest_seconds",
            "How long the oldest job has been due or tried in vain.",
            ("kind",),
            registry=each,
        )
        self._is_ready = Gauge("bot_ready", "1 where /readyz says 200.", registry=each)
        self._refuses = Gauge("bot_teams_refuses", "1 where Teams refuses the bot's credential.", registry=each)
        self._age = Gauge("bot_directory_age_seconds", "Age of what is known of Personio.", ("of",), registry=each)

    async def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        async with self._reading:
            now = self._clock()
            if self._read_at is None or now - self._read_at >= FRESH:
                await self._read()
                self._read_at = now
        self._refuses.set(self._refused())
        for name, age in self._ages().items():
            if age is not None:
                self._age.labels(name).set(age)
        return generate_latest(self._meters.registry)

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                self._is_ready.set(await self._ready() is None)
                rows = list(await self._backlog())
        except Exception:  # whatever the driver calls it: the alert is about being not ready
            self._is_ready.set(0)
            rows = []
        self._jobs.clear()
        self._oldest.clear()
        for row in sorted(rows, key=lambda row: row.oldest):
            kind = one_of(self._meters.jobs, row.kind)
            for state, count in (("due", row.due), ("later", row.later), ("dead", row.dead)):
                self._jobs.labels(kind, state).inc(count)  # kinds of an older version come together as "other"
            self._oldest.labels(kind).set(row.oldest)
