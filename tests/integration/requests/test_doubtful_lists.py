"""One answer of Personio with an empty list of people or types decides nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta

import pytest

from bot.bootstrap import run_app
from bot.services.personio_cache import TYPES_FRESH
from sandbox.demo import Demo
from tests.integration.requests.test_ownership import the_request, withdraw_what_waits
from tests.support.stage import MONDAY, Stage, Ticking, bot_settings

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
TYPES, PEOPLE, PERIODS = "/v2/absence-types", "/v1/company/employees", "/v2/absence-periods"
FAR = 50  # failures that outlast a bot's open_company

OpenCompany = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture
async def open_company(tmp_path) -> AsyncIterator[OpenCompany]:
    """Start bots one after the other at one database: each lives as long as its context."""
    clock = Ticking(MONDAY)
    async with Demo(today=date(2026, 11, 23), now=clock) as demo:

        @asynccontextmanager
        async def start(**settings: object) -> AsyncIterator[Stage]:
            async with run_app(bot_settings(demo.personio.url, tmp_path / "bot.db", **settings), now=clock) as bot:
                demo.play(bot.url)
                yield Stage(demo, bot, clock)

        yield start


async def settled(stage: Stage) -> str:
    """Wait until the request is filed or refused, and return which."""
    [request] = await stage.bot.services.store.requests.of_owner(stage.demo.teams.tenant_id, stage.user.object_id)
    assert await stage.bot.services.outbox.settled(f"file:{request.id}", 60)
    [request] = await stage.bot.services.store.requests.of_owner(stage.demo.teams.tenant_id, stage.user.object_id)
    return request.state


async def test_a_request_that_waits_survives_an_empty_list_after_a_restart(open_company: OpenCompany) -> None:
    async with open_company() as first:
        await first.review(DAYS)
        first.demo.personio.fail_next(PERIODS, "POST", "503", times=FAR)
        await first.press("Aanvragen")
        assert "Je aanvraag is ontvangen" in first.words()
    first.demo.personio.heal()
    first.demo.personio.fail_next(TYPES, "GET", "empty", times=2)
    async with open_company() as second:
        assert await settled(second) == "filed"
        assert len(second.absences()) == 1


@pytest.mark.parametrize("withdrawn", [False, True])
async def test_what_was_made_is_not_denied_though_its_type_is_gone(open_company: OpenCompany, withdrawn: bool) -> None:
    """The absence is there, its answer was lost, and the company has taken the type away since."""
    async with open_company(personio_timeout=0.5) as first:
        await first.review(DAYS)
        personio = first.demo.personio
        personio.fail_next(PERIODS, "POST", "reset_after_work")
        personio.fail_next(PERIODS, "GET", "503", times=FAR)
        await first.press("Aanvragen")
        if withdrawn:
            await withdraw_what_waits(first)
    personio.heal()
    personio.world.unlisted_types.add(first.absences()[0].type_id)
    async with open_company() as second:
        request = await the_request(second)
        assert await second.bot.services.outbox.settled(f"file:{request.id}", 60)
        stored = await the_request(second)
        assert (stored.state, stored.personio_id) == ("filed", second.absences()[0].id)


async def test_an_empty_list_of_types_refuses_no_request_that_personio_has_made(open_company: OpenCompany) -> None:
    """The absence is there, its answer was lost, the bot starts anew, and Personio has no types for a moment."""
    async with open_company(personio_timeout=0.5) as first:
        await first.review(DAYS)
        first.demo.personio.fail_next(PERIODS, "POST", "timeout_after_work")
        first.demo.personio.fail_next(PERIODS, "GET", "503", times=FAR)
        await first.press("Aanvragen")
        assert len(first.absences()) == 1
    first.demo.personio.heal()
    first.demo.personio.fail_next(TYPES, "GET", "empty", times=2)
    async with open_company() as second:
        assert await settled(second) == "filed"
        assert len(second.absences()) == 1


async def test_types_that_vanish_for_a_moment_are_served_from_before(open_company: OpenCompany) -> None:
    async with open_company() as stage:
        await stage.review(DAYS)
        stage.clock.now += TYPES_FRESH + timedelta(seconds=1)
        stage.demo.personio.fail_next(TYPES, "GET", "empty")
        review = stage.last()
        await stage.say("saldo")  # has the empty list read, behind the answer
        await stage.say("saldo")
        await stage.demo.teams.press(stage.user, review, "Aanvragen")
        assert await settled(stage) == "filed"


async def test_a_company_without_types_is_believed_when_it_says_so_again(open_company: OpenCompany) -> None:
    async with open_company() as stage:
        await stage.bot.services.directory.types()
        stage.demo.personio.world.types.clear()
        stage.clock.now += TYPES_FRESH
        told = []
        for _ in range(4):
            await stage.say("ziek melden")
            told.append("Personio kent er geen soort" in stage.words())
            stage.clock.now += timedelta(seconds=15)
        assert told == [False, False, False, True]


async def test_one_empty_list_of_people_makes_nobody_unknown(open_company: OpenCompany) -> None:
    async with open_company() as stage:  # has the database know the person's account
        await stage.say("saldo")
    stage.demo.personio.fail_next(PEOPLE, "GET", "empty", times=3)
    async with open_company() as stage:
        told = []
        for _ in range(4):
            await stage.say("saldo")
            told.append(stage.words())
    assert not any("niet aan een medewerker" in words for words in told)
    assert "niet bereikbaar" in told[0]
    assert "Vakantie" in told[-1]


async def test_the_receipt_of_a_type_that_is_gone_still_is_a_receipt(open_company: OpenCompany) -> None:
    async with open_company() as stage:
        await stage.review(DAYS)
        await stage.press("Aanvragen")
        stage.demo.personio.world.unlisted_types.add(stage.absences()[0].type_id)
        stage.clock.now += TYPES_FRESH + timedelta(seconds=1)
        await stage.bot.services.directory._types.get(fresher_than=timedelta(seconds=1))
        await stage.demo.teams.refresh(stage.user, stage.last())
        assert "verlopen" not in stage.words()
        assert "Je afwezigheid · 4 werkdagen" in stage.words()
