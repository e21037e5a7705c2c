"""Two replicas are replaced one after the other while people work: nobody notices, nothing is lost, nothing doubled.

``make soak`` replaces one every 20 seconds for ten minutes, and PostgreSQL itself in the middle; CI three of them.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.support.load_scenario import LoadScenario
from tests.support.own_postgres import OwnPostgres

log = logging.getLogger(__name__)  # the figures of docs/quality.md: pytest --log-cli-level=info
SOAK = bool(os.environ.get("SOAK"))
SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
APART = 20.0  # seconds from one replacement to the next
AWAY = 3.0  # seconds without a database
RESTARTS = 3
MINUTE_LONG = 40  # channels of the short form
ONLY_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@ONLY_POSTGRES
@pytest.mark.timeout(240)
async def test_nobody_notices_that_replicas_are_replaced(database_url: str, tmp_path: Path) -> None:
    async with LoadScenario(database_url, tmp_path, channels=MINUTE_LONG, every=0.3) as scenario:
        await scenario.open()
        for number in range(RESTARTS):
            await scenario.restart(scenario.bots[number % 2])
        await scenario.close()
        log.info(scenario.story())
        nobody_noticed(scenario)
        assert scenario.posts() == Counter(dict.fromkeys(scenario.channels, 1)), "each channel has its update once"
        assert {delivery.status for delivery in scenario.personio.hub.deliveries} == {204}
        assert scenario.turns["presses"] > RESTARTS * 10, "people worked meanwhile"


def nobody_noticed(scenario: LoadScenario) -> None:
    assert scenario.errors == []
    assert scenario.proxy.seen.errors == []
    assert scenario.proxy.seen.cut == []
    assert scenario.sentences == {}, "people were told nothing but what they wanted to know"
    assert scenario.filed() == Counter(scenario.confirmed), "each confirmed request is one absence"


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="ten minutes: in make soak")
@pytest.mark.timeout(SECONDS + 600)
async def test_replaced_all_the_time_and_the_database_once(own_postgres: OwnPostgres, tmp_path: Path) -> None:
    channels = int(SECONDS)
    restarts, without = 0, Counter[str]()
    async with LoadScenario(own_postgres.url, tmp_path, channels=channels, every=0.95) as scenario:
        await scenario.open()
        began = time.monotonic()
        database_due, in_flight = SECONDS / 2, set[str]()
        while (at := time.monotonic() - began) < SECONDS:
            if at >= database_due:
                database_due = SECONDS * 2
                assert scenario.sentences == {}
                assert scenario.proxy.seen.errors == []
                await own_postgres.restart(AWAY)
                in_flight = await scenario.sending()
                await scenario.until(lambda: len(scenario.proxy._ready) == len(scenario.bots))  # by themselves
                without, scenario.sentences = scenario.sentences, Counter()
            await scenario.restart(scenario.bots[restarts % 2])
            restarts += 1
            await asyncio.sleep(max(0.0, began + restarts * APART - time.monotonic()))
        await scenario.close()
        posts, filed = scenario.posts(), scenario.filed()
        doubled = {channel for channel, count in posts.items() if count > 1}
        log.info(
            "%d restarts in %.0f s; in flight when the database went %d; sentences then %s; %s",
            restarts, time.monotonic() - began, len(in_flight), dict(without), scenario.story(),
        )  # fmt: skip
        assert scenario.errors == []
        assert scenario.proxy.seen.cut == []
        # Personio is told to send its news again where they could not be kept: the one other 5xx that is true.
        assert {error for error in scenario.proxy.seen.errors if not error.endswith("/webhooks/personio: 503")} == set()
        assert scenario.sentences == {}, "a sentence only while there was no database"
        assert set(filed.values()) == {1}
        assert set(scenario.confirmed) <= set(filed)
        assert min(posts.values()) == 1, "no update lost"
        assert doubled <= in_flight, "twice only what was in flight when the database went"
        assert all(count <= 2 for count in posts.values())
