"""Personio says 429 and not for how long: what waits is filed soon afterwards, and nobody storms in the meantime."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from bot.core.jobs import work_job
from bot.core.records import AbsenceRequest
from cards.actions import Draft
from sandbox.demo import TENANT

CREATES = ("POST", "/v2/absence-periods")
PATIENCE = 60  # seconds until a state that comes at once is given up

pytestmark = pytest.mark.timeout(120)


def creates(stage: Any) -> int:
    return [(seen.method, seen.path) for seen in stage.demo.personio.requests].count(CREATES)


async def confirm(stage: Any, number: int) -> None:
    """Store so many confirmed requests, for a day each, with the jobs that file them."""
    await stage.demo.teams.install(stage.user)
    store, kind = stage.bot.services.store, stage.demo.company.type_named("Vakantie").id
    account = await store.accounts.find(TENANT, stage.user.object_id)
    for n in range(number):
        day = str(date(2027, 1, 4) + timedelta(weeks=n))
        confirmed = AbsenceRequest(
            id=uuid4(),
            tenant_id=TENANT,
            object_id=stage.user.object_id,
            person_id=str(stage.person.id),
            state="waiting",
            details={"draft": Draft(type_id=kind, first_day=day, last_day=day).model_dump(exclude_none=True)},
            conversation=account.conversation,
            card_id=None,
            language="nl",
            created_at=stage.clock(),
        )
        assert await store.requests.confirm(confirmed, work_job(confirmed), actor=stage.user.object_id)
    stage.bot.services.outbox.wake()


async def put_off(stage: Any) -> int:
    """Return how many filings wait for the pause to end."""
    query = "SELECT count(*) FROM job WHERE kind = 'request.file' AND reason = 'rate_limited' AND run_at > time_in(0)"

    found = await stage.bot.services.store._database.read(lambda c: c.execute(text(query)).scalar_one())
    return int(found)


async def test_fifty_requests_that_wait_ask_no_more_than_one_does(stage: Any) -> None:
    stage.demo.personio.fail_next(CREATES[1], CREATES[0], 429, times=1000)
    await confirm(stage, 50)
    async with asyncio.timeout(PATIENCE):
        while await put_off(stage) < 50:  # noqa: ASYNC110 - the bot's own table tells nobody
            await asyncio.sleep(0.02)
    assert creates(stage) <= 10, "those under way when the pause began"
    stage.demo.personio.heal()
    async with asyncio.timeout(PATIENCE):
        while not stage.absences():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_who_presses_or_writes_is_answered_in_time_while_the_pause_lasts(stage: Any) -> None:
    await stage.review({"first_day": "2026-12-01", "last_day": "2026-12-04"})
    await stage.press("Aanvragen")
    (absence,) = stage.absences()
    loop, personio = asyncio.get_running_loop(), stage.demo.personio
    personio.fail_next(CREATES[1], "GET", 429)
    started = loop.time()
    await stage.say("mijn afwezigheden")
    assert loop.time() - started < 8
    personio.fail_next(f"{CREATES[1]}/{absence.id}", "GET", 429, times=2)
    for button in ("absences.open", "Opnieuw proberen"):
        started = loop.time()
        await stage.press(button)
        assert loop.time() - started < 5
        assert "Personio is nu niet bereikbaar" in stage.words()


async def test_two_429s_in_a_row_and_the_request_is_filed_within_forty_seconds(stage: Any) -> None:
    await stage.review({"first_day": "2026-12-01", "last_day": "2026-12-04"})
    stage.demo.personio.fail_next(CREATES[1], CREATES[0], 429, times=2)
    await stage.press("Aanvragen")
    assert "Je aanvraag is ontvangen" in stage.words()
    await stage.demo.teams.until(lambda: "wacht op goedkeuring" in stage.words(), seconds=40)
    assert creates(stage) == 3
