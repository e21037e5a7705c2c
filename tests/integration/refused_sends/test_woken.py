"""A woken job is judged anew: sent where it still is wanted, dropped where it is out of date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.jobs import SHOW, TELL
from bot.core.request_status import mark_notified
from tests.support.stage import words

pytestmark = pytest.mark.timeout(120)
ASK = "approval.ask"
NIGHT, MORNING = datetime(2026, 11, 23, 22, tzinfo=UTC), datetime(2026, 11, 24, 8, tzinfo=UTC)


def kill(office: Any, kind: str, reason: str = "NotAllowed") -> int:
    """End the newest job of a kind as the version before did when Teams refused; return its id."""
    with closing(sqlite3.connect(office.database)) as db, db:
        ((job_id,),) = db.execute("SELECT id FROM job WHERE kind = ? ORDER BY id DESC LIMIT 1", [kind])
        db.execute(
            "UPDATE job SET dead = 1, finished_at = created_at, reason = ?, claims = claims + 1 WHERE id = ?",
            [reason, job_id],
        )
    return int(job_id)


async def killed_tell(office: Any) -> tuple[Any, int]:
    """Have a decision that was never told: the right to say it was given up, and the job was too."""
    absence = await office.request(substitute=False)
    office.stage.clock.now = NIGHT
    await office.decide(absence, "approve")
    await office.settled(TELL, "night")
    await office.settled("approval.tasks", count=2)
    job_id = kill(office, TELL)
    stored = await office.stored(absence)
    assert await office.store.requests.change(mark_notified(stored), expected="filed")
    office.stage.clock.now = MORNING
    return absence, job_id


def messages(office: Any) -> list[str]:
    user = office.stage.user
    return [words(m.card_for(user)) for m in office.teams.messages(user) if m.card]


async def test_a_decision_that_was_never_told_is_told_once_when_woken(open_registered: Any) -> None:
    office = await open_registered("employee")
    _, job_id = await killed_tell(office)
    before = len(messages(office))
    assert await office.store.jobs.wake(job_id) == [job_id]
    await office.all_done(TELL)
    assert await office.store.jobs.wake() == []
    said = messages(office)[before:]
    assert len(said) == 1
    assert "goedgekeurd" in said[0]
    kill(office, TELL)
    await office.store.jobs.wake()
    await office.all_done(TELL)
    assert len(messages(office)) == before + 1, "not a second time"


async def test_a_woken_message_whose_request_moved_on_is_dropped(open_registered: Any) -> None:
    office = await open_registered("employee")
    absence, job_id = await killed_tell(office)
    office.stage.demo.personio.request_deletion(absence.id)
    office.stage.demo.personio.confirm_deletion(absence.id)
    await office.hint(absence)
    await office.settled(TELL, count=2)
    before = len(messages(office))
    await office.store.jobs.wake(job_id)
    await office.all_done(TELL)
    assert len(messages(office)) == before


async def test_a_woken_message_that_may_have_arrived_is_not_sent_again(open_registered: Any) -> None:
    office = await open_registered("employee")
    _, job_id = await killed_tell(office)
    kill(office, TELL, "perhaps delivered")
    before = len(messages(office))
    await office.store.jobs.wake(job_id)
    await office.all_done(TELL)
    assert len(messages(office)) == before


async def test_an_approver_who_was_never_asked_is_asked_when_woken(open_registered: Any) -> None:
    office = await open_registered()
    job_id = await killed_ask(office)
    await office.store.jobs.wake(job_id)
    await office.all_done(ASK)
    assert "vraagt afwezigheid aan" in office.said("approver")
    assert len(office.cards("approver")) == 1


async def test_a_woken_question_that_was_answered_meanwhile_is_dropped(open_registered: Any) -> None:
    office = await open_registered()
    job_id = await killed_ask(office)
    absence = office.stage.absences()[0]
    await office.decide(absence, "approve")
    await office.settled("approval.tasks", count=2)
    await office.store.jobs.wake(job_id)
    await office.all_done(ASK)
    assert office.cards("approver") == []


async def killed_ask(office: Any) -> int:
    """Have a request whose approver was never asked."""
    office.stage.clock.now = NIGHT
    await office.request(substitute=False)
    await office.settled(ASK, "not now")
    job_id = kill(office, ASK)
    office.stage.clock.now = MORNING
    return job_id


async def test_a_woken_card_shows_how_it_stands_now(open_registered: Any) -> None:
    office = await open_registered("employee")
    absence = await office.request(substitute=False)
    await office.settled("approval.tasks")  # it notes that the approver does not use the app
    await office.settled(SHOW)
    job_id = kill(office, SHOW)
    stored = await office.stored(absence)
    assert await office.store.requests.change(replace(stored, status="rejected"), expected="filed")
    await office.store.jobs.wake(job_id)
    await office.all_done(SHOW)
    assert "afgewezen" in messages(office)[-1]
