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

from tests.support.load_scenario import Town
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
    async with Town(database_url, tmp_path, channels=MINUTE_LONG, every=0.3) as town:
        await town.open()
        for number in range(RESTARTS):
            await town.restart(town.bots[number % 2])
        await town.close()
        log.info(town.story())
        nobody_noticed(town)
        assert town.posts() == Counter(dict.fromkeys(town.channels, 1)), "each channel has its update once"
        assert {delivery.status for delivery in town.personio.hub.deliveries} == {204}
        assert town.turns["presses"] > RESTARTS * 10, "people worked meanwhile"


def nobody_noticed(town: Town) -> None:
    assert town.errors == []
    assert town.proxy.seen.errors == []
    assert town.proxy.seen.cut == []
    assert town.sentences == {}, "people were told nothing but what they wanted to know"
    assert town.filed() == Counter(town.confirmed), "each confirmed request is one absence"


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="ten minutes: in make soak")
@pytest.mark.timeout(SECONDS + 600)
async def test_replaced_all_the_time_and_the_database_once(own_postgres: OwnPostgres, tmp_path: Path) -> None:
    channels = int(SECONDS)
    restarts, without = 0, Counter[str]()
    async with Town(own_postgres.url, tmp_path, channels=channels, every=0.95) as town:
        await town.open()
        began = time.monotonic()
        database_due, in_flight = SECONDS / 2, set[str]()
        while (at := time.monotonic() - began) < SECONDS:
            if at >= database_due:
                database_due = SECONDS * 2
                assert town.sentences == {}
                assert town.proxy.seen.errors == []
                await own_postgres.restart(AWAY)
                in_flight = await town.sending()
                await town.until(lambda: len(town.proxy._ready) == len(town.bots))  # by themselves
                without, town.sentences = town.sentences, Counter()
            await town.restart(town.bots[restarts % 2])
            restarts += 1
            await asyncio.sleep(max(0.0, began + restarts * APART - time.monotonic()))
        await town.close()
        posts, filed = town.posts(), town.filed()
        doubled = {channel for channel, count in posts.items() if count > 1}
        log.info(
            "%d restarts in %.0f s; in flight when the database went %d; sentences then %s; %s",
            restarts, time.monotonic() - began, len(in_flight), dict(without), town.story(),
        )  # fmt: skip
        assert town.errors == []
        assert town.proxy.seen.cut == []
        # Personio is told to send its news again where they could not be kept: the one other 5xx that is true.
        assert {error for error in town.proxy.seen.errors if not error.endswith("/webhooks/personio: 503")} == set()
        assert town.sentences == {}, "a sentence only while there was no database"
        assert set(filed.values()) == {1}
        assert set(town.confirmed) <= set(filed)
        assert min(posts.values()) == 1, "no update lost"
        assert doubled <= in_flight, "twice only what was in flight when the database went"
        assert all(count <= 2 for count in posts.values())
