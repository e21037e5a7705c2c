"""A process stands still for longer than its leases while it posts, and goes on: a paused virtual machine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.support.databases import _execute
from tests.support.digest_scenario import DigestScenario
from tests.support.own_postgres import OwnPostgres

CHANNELS = 80


@pytest.mark.timeout(240)
async def test_a_process_that_was_frozen_posts_nothing_that_another_has_posted(
    own_postgres: OwnPostgres, tmp_path: Path
) -> None:
    # As docs/operations.md advises: a transaction that stands still with its process keeps nobody else waiting.
    await asyncio.to_thread(
        _execute, own_postgres.url, "ALTER ROLE CURRENT_USER SET idle_in_transaction_session_timeout = '1s'"
    )
    async with DigestScenario(own_postgres.url, tmp_path, channels=CHANNELS, replicas=2, seed=20261127) as morning:
        morning.teams.gate.faults.latency = 0.05
        frozen, other = morning.replicas
        await morning.start(frozen)
        await morning.until(lambda: morning.requests("send") >= CHANNELS // 4)
        async with morning.frozen(frozen, 1.5):
            await morning.leases_over()
            await morning.start(other)
            await morning.finished()
        await asyncio.sleep(3.0)  # time in which it would send what it had in hand
        posts = {channel: len(morning.posts(channel)) for channel in morning.channels}
        in_flight = morning.in_flight()
        assert min(posts.values()) == 1, "every channel has its update"
        doubled = {channel: more - 1 for channel, more in posts.items() if more > 1}
        assert {channel: more for channel, more in doubled.items() if more > in_flight[channel]} == {}, in_flight
