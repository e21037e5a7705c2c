"""The clock of the machine is set back by two hours: what waits is late by at most a minute."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import bootstrap
from bot.core.events import Conversation, Origin, Sender
from bot.core.records import Account
from bot.services.members import Members
from bot.services.personio_cache import Directory
from tests.support.fakes import Clock, Source, person
from tests.support.outside_bot import DAYS
from tests.support.stage import Open, Stage

BACK = timedelta(hours=2)
LATE = 60.0  # seconds, as promised


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "CLOCK_EVERY", 0.5, raising=False)


async def waiting(stage: Stage) -> None:
    """Ask for an absence that Personio does not take yet."""
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "503", times=100)
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    assert stage.absences() == []


async def filed(stage: Stage) -> None:
    async with asyncio.timeout(LATE):
        while not stage.absences():  # noqa: ASYNC110 - the worker files it
            await asyncio.sleep(0.1)


async def test_a_waiting_request_is_filed_all_the_same(open_stage: Open) -> None:
    stage = await open_stage()
    await waiting(stage)
    stage.clock.now -= BACK
    stage.demo.personio.heal()
    await filed(stage)
    assert len(stage.absences()) == 1


async def test_a_request_that_waited_over_a_restart_is_filed_all_the_same(open_stage: Open) -> None:
    before = await open_stage()
    await waiting(before)
    for worker in before.bot.services.outbox._workers:
        await worker.drain(0.1)  # as good as ended
    after = await open_stage(demo=before.demo, back=BACK)
    after.demo.personio.heal()
    await filed(after)
    assert len(after.absences()) == 1


def test_people_and_members_are_read_again() -> None:
    async def read() -> None:
        clock, source = Clock(datetime(2026, 11, 23, 12, tzinfo=UTC)), Source([person()])
        directory = Directory(source, now=clock)
        await directory.people()
        clock.now -= BACK
        await directory.people(fresher_than=timedelta(minutes=1))
        assert source.calls == ["people", "people"]
        asked = []

        async def member(*_: object) -> object:
            asked.append(1)
            return SimpleNamespace()

        members = Members(SimpleNamespace(member=member), clock)  # type: ignore[arg-type]  # as much as it asks
        origin = Origin("1", Conversation("t", "a:1", "http://127.0.0.1/", "28:bot", "personal"), Sender("29:1", "o"))
        await members.of(origin, Account("t", "o"))
        clock.now -= BACK
        await members.of(origin, Account("t", "o"))
        assert asked == [1, 1]

    asyncio.run(read())


@given(st.lists(st.tuples(st.floats(0.1, 1e6), st.floats(-1e6, 1e6)), max_size=20))
def test_only_steps_back_are_told_and_by_how_much(steps: list[tuple[float, float]]) -> None:
    from bot.core.clock import SetBack

    wall, running = datetime(2026, 11, 23, tzinfo=UTC), 0.0
    telemetry = SetBack(lambda: wall, running=lambda: running)
    for seconds, step in steps:
        before = wall
        running += seconds
        wall += timedelta(seconds=seconds + step)
        told = telemetry.since()
        if wall >= before:
            assert told == timedelta()
        else:
            assert abs(told.total_seconds() + step) < 0.001
