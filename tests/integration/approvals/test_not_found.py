"""A 404 of Teams that does not say what is missing: tried again, because a gateway in between gives those, too."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.jobs import SHOW, TASKS, Again, Dead, Done, Job, Outcome
from bot.core.messaging import Blocked, Gone, SendError
from bot.features.approvals.sync import ASK, CARD_LOST
from bot.services.failures import (
    EDIT_REFUSED,
    LOOK_AGAIN,
    NOT_FOUND,
    NOT_THERE,
    not_gone_yet,
    not_sent,
    outcome_after,
    why,
)
from personio_client import NotFound
from tests.support.fakes import NOW


async def test_an_approver_is_asked_after_a_404_without_a_code(office: Any) -> None:
    office.stage.demo.teams.fail_next("404_no_code", operation="send", where=office.user("approver"))
    await office.request(substitute=False)
    await office.settled(ASK, NOT_FOUND)
    office.stage.clock.advance(minutes=1)
    office.stage.bot.services.outbox.wake()
    await office.until("approver", "Sanne Hagenaar vraagt afwezigheid aan")
    assert len(office.cards("approver")) == 1


@pytest.mark.parametrize(
    ("error", "before", "again"),
    [
        (Gone("?", status=404), 0, True),
        (Gone("?", status=404), 3, True),
        (Gone("?", status=404), 4, False),
        (Gone("?", code="SomethingNew", status=404), 0, True),
        (Gone("?", code="ConversationNotFound", status=404), 0, True),
        (Gone("?", code="ConversationNotFound", status=404), 1, False),
        (Blocked("?", code="BotDisabledByAdmin", status=403), 0, False),
    ],
)
def test_the_same_answer_several_times_is_taken_for_good(error: SendError, before: int, again: bool) -> None:
    job = Job(1, "ask", "a", {}, before + 1, before + 1, NOW, NOT_FOUND if before else None, before)
    assert not_sent(error, job) == (Again(LOOK_AGAIN, reason=NOT_FOUND) if again else Dead(why(error)))


async def test_a_receipt_is_put_right_after_a_404_without_a_code(office: Any) -> None:
    absence = await office.request(substitute=False)
    await office.until("approver", "vraagt afwezigheid aan")
    office.stage.demo.teams.fail_next("404_no_code", operation="update", where=office.user("employee"))
    await office.decide(absence, "approve")
    await office.settled(SHOW, NOT_FOUND)
    office.stage.clock.advance(minutes=1)
    office.stage.bot.services.outbox.wake()
    await office.settled(SHOW)
    receipts = [m for m in office.stage.demo.teams.messages(office.user("employee")) if m.edited]
    assert receipts[-1].summary == "Je aanvraag is goedgekeurd"


async def test_an_approvers_card_is_put_right_after_a_404_without_a_code(office: Any) -> None:
    absence = await office.request(substitute=False)
    await office.until("approver", "vraagt afwezigheid aan")
    office.stage.demo.teams.fail_next("404_no_code", operation="update", where=office.user("approver"))
    await office.decide(absence, "approve")
    await office.settled(TASKS, NOT_FOUND)
    office.stage.clock.advance(minutes=1)
    office.stage.bot.services.outbox.wake()
    await office.until("approver", "Afgehandeld: goedgekeurd")


@pytest.mark.parametrize(("before", "outcome"), [(3, Again(LOOK_AGAIN, reason=NOT_FOUND)), (4, Done("card lost"))])
def test_a_card_that_is_never_found_is_let_be(before: int, outcome: Outcome) -> None:
    job = Job(1, TASKS, "a", {}, before + 1, before + 1, NOW, NOT_FOUND, before)
    assert outcome_after(Gone("?", status=404), job, CARD_LOST) == outcome


async def test_a_reminder_comes_after_a_404_without_a_code(office: Any) -> None:
    await office.request(substitute=False)
    await office.until("approver", "vraagt afwezigheid aan")
    office.stage.demo.teams.fail_next("404_no_code", operation="send", where=office.user("approver"))
    office.at(2026, 11, 25, 9)
    await office.settled("approval.remind", NOT_FOUND)
    office.stage.clock.advance(minutes=1)
    office.stage.bot.services.outbox.wake()
    await office.until("approver", "Herinnering:")


async def test_a_card_that_may_not_be_edited_holds_up_nobody(office: Any) -> None:
    absence = await office.request()
    await office.until("substitute", "Sanne Hagenaar")
    office.stage.demo.teams.fail_next("403_no_code", operation="update", where=office.user("substitute"), times=9)
    await office.decide(absence, "accept")
    await office.until("approver", "vraagt afwezigheid aan")
    await office.settled(TASKS, EDIT_REFUSED)


NO_ENDPOINT = NotFound(title="Not Found", detail="The endpoint with /v2/absence-periods/7 was not found.")
NO_RESOURCE = NotFound(title="Resource not found", detail="The requested resource was not found.")


@pytest.mark.parametrize(("error", "looks"), [(NO_RESOURCE, 3), (NO_ENDPOINT, 7), (NotFound(), 7)])
def test_an_absence_is_gone_the_later_the_less_personio_speaks_of_it(error: NotFound, looks: int) -> None:
    for before in range(looks + 1):
        job = Job(1, "follow", "a", {}, 1, before + 1, NOW, NOT_THERE if before else None, before)
        assert (not_gone_yet(job, error) is None) == (before + 1 >= looks)
