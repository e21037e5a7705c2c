"""A storm of webhooks over real HTTP: shuffled, doubled, forged and broken, while Personio fails now and then.

The long form (``SOAK=1 pytest -m soak tests/resilience/webhooks/test_webhook_storm.py``) has 10,000 deliveries about 500 requests.
"""

from __future__ import annotations

import asyncio
import gc
import os

import psutil
import pytest
from sqlalchemy import text

from bot.teams.rate_limits import Limits
from personio_client.rate_limit import Pacer
from sandbox.personio.limits import Limiter
from tests.support.webhook_storm import FAULTS, event, storm


@pytest.fixture
def unlimited(monkeypatch):
    """Lift the rate limits, which would turn a storm into an hour."""

    async def admit(*_: object, **__: object) -> None:
        """Let everybody through."""

    monkeypatch.setattr(Limits, "admit", admit)
    monkeypatch.setattr(Pacer, "reserve", lambda *_: 0.0)
    monkeypatch.setattr(Limiter, "take", lambda *_: (True, {}))


async def test_after_a_storm_everything_is_as_in_personio_and_nothing_was_said_twice(tmp_path, unlimited):
    async with storm(tmp_path, people=8, seed=1) as here:
        await here.file(20, people=8)
        before = here.reads()
        here.demo.personio.faults(0.05, FAULTS, seed=1)
        await here.blow(300)
        here.demo.personio.heal()
        await here.idle()
        await here.all_is_right()
        assert here.reads() - before < 2 * here.answers[204]
        assert here.answers.keys() <= {204, 400, 401}


async def test_many_hints_about_one_absence_are_few_looks(tmp_path, unlimited):
    async with storm(tmp_path, people=4, seed=2) as here:
        await here.file(1, people=1)
        before = here.reads()
        here.demo.personio.world.faults.latency = 0.2
        for _ in range(10):
            await asyncio.gather(*(here._post(event(here.requests[0].absence_id)) for _ in range(30)))
        await here.idle()
        assert here.answers[204] == 300
        rows = await here.store._database.read(lambda c: c.execute(text("SELECT news, followed FROM request")).one())
        assert tuple(rows) == (300, 300)
        assert here.reads() - before <= 60


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not os.environ.get("SOAK"), reason="the long form: SOAK=1")
async def test_ten_thousand_deliveries_leave_memory_flat(tmp_path, unlimited):
    async with storm(tmp_path, people=100, seed=3) as here:
        await here.file(500, people=100)
        here.demo.personio.faults(0.03, FAULTS, seed=3)
        sizes, reads = [], []
        for _ in range(4):
            await here.blow(2_500)
            await here.idle()
            reads.append(here.reads())
            # What the stand-ins remember is not the bot's.
            here.demo.personio.world.requests.clear()
            here.demo.personio.hub.events.clear()
            here.demo.teams.calls.clear()
            gc.collect()
            sizes.append(psutil.Process().memory_info().rss / 2**20)
        here.demo.personio.heal()
        await here.idle()
        await here.all_is_right()
        print(f"\nanswers {dict(here.answers)}, reads {reads}, MB {[round(size) for size in sizes]}")  # noqa: T201 - for the report
        assert sum(reads) < 2 * here.answers[204]
        assert sizes[-1] - sizes[0] < 30
