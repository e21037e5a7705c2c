"""While Teams or Entra refuses the bot's credential nothing is lost: it is told when the credential is mended."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.jobs import SHOW, SHOW_OPERATION, TASKS, TELL
from tests.integration.sickness.test_newest_report import TUESDAY, better, day_off, down, ill
from tests.support.office import DAYS
from tests.support.stage import words

pytestmark = pytest.mark.timeout(120)
BOTH = pytest.mark.parametrize("who", ["entra", "teams"])


def told(office: Any) -> list[str]:
    """Return what the employee's messages say, without the newest of them being a form."""
    user = office.stage.user
    return [words(m.card_for(user)) for m in office.teams.messages(user) if m.card]


async def file_while_refused(office: Any, who: Any) -> None:
    """Press *Aanvragen* when the credential is refused: a press is answered without it."""
    await office.stage.review(DAYS)
    office.refuse(who)
    await office.stage.press("Aanvragen")
    await office.held_up("approval.ask")


@BOTH
async def test_the_approver_is_asked_once_the_credential_is_mended(open_registered: Any, who: Any) -> None:
    office = await open_registered()
    await file_while_refused(office, who)
    assert not office.cards("approver")
    office.mend()
    await office.all_done("approval.ask")
    assert "Sanne Hagenaar vraagt afwezigheid aan" in office.said("approver")
    assert len(office.cards("approver")) == 1


@BOTH
async def test_the_decision_reaches_receipt_employee_and_approver(open_registered: Any, who: Any) -> None:
    office = await open_registered()
    absence = await office.request(substitute=False)
    await office.until("approver", "vraagt afwezigheid aan")
    before = len(told(office))
    office.refuse(who)
    await office.decide(absence, "approve")
    await office.held_up(SHOW, TELL, TASKS)
    await office.later(seconds=90)
    await office.held_up(SHOW, TELL, TASKS)
    assert "goedgekeurd" not in told(office)[-1]
    office.mend()
    await office.all_done(SHOW, TELL, TASKS)
    assert "Afgehandeld: goedgekeurd" in office.said("approver")
    said = told(office)
    assert len(said) == before + 1, "one message, and no second one"
    assert all("goedgekeurd" in each for each in said[-2:]), "the receipt and the message"


async def test_a_bare_403_to_everything_gives_up_no_card(open_registered: Any) -> None:
    office = await open_registered()
    absence = await office.request(substitute=False)
    await office.until("approver", "vraagt afwezigheid aan")
    office.teams.gate.faults.at_random(1.0, ["403_no_code"], 0)
    await office.decide(absence, "approve")
    for times in range(1, 7):  # an edit that is forbidden for itself is given up after five
        await office.refused_times(times, SHOW, TELL, TASKS)
        await office.later(minutes=6)
    office.teams.gate.faults.at_random(0.0, [], 0)
    await office.all_done(SHOW, TELL, TASKS)
    assert "Afgehandeld: goedgekeurd" in office.said("approver")
    assert all("goedgekeurd" in each for each in told(office)[-2:])


@BOTH
async def test_the_card_of_a_withdrawal_is_put_right(open_registered: Any, who: Any) -> None:
    office = await open_registered("employee")
    absence = await office.request(substitute=False)
    stage = office.stage
    await stage.say("mijn afwezigheden")
    await stage.press("absences.open")
    await stage.press("Intrekken")
    office.refuse(who)
    stage.demo.personio.fail_next("/v2/absence-periods/*", "DELETE", "503", times=4)
    await stage.press("Ja, intrekken")
    await office.held_up(SHOW_OPERATION)
    office.mend()
    await office.all_done("absences.withdraw", SHOW_OPERATION)
    assert "Je afwezigheid is ingetrokken" in stage.words()
    assert stage.demo.personio.absences.get(absence.id) is None


@BOTH
async def test_the_doctors_note_is_reminded_of_later(open_registered: Any, who: Any) -> None:
    office = await open_registered("employee", sick_note_after_days=2)
    await office.stage.say("ziek melden")
    await office.stage.press("Ziek melden")
    await office.settled("sickness.note", "not yet")
    office.refuse(who)
    office.at(2026, 11, 25, 10)
    await office.settled("sickness.note", "teams_refuses")
    office.mend()
    await office.all_done("sickness.note")
    assert sum("doktersverklaring" in each for each in told(office)) == 1


@BOTH
async def test_a_reminder_that_was_refused_is_not_counted_as_sent(open_registered: Any, who: Any) -> None:
    office = await open_registered()
    await office.request(substitute=False)
    await office.until("approver", "vraagt afwezigheid aan")
    office.refuse(who)
    office.at(2026, 11, 25, 9)
    await office.settled("approval.remind", "teams_refuses")
    office.mend()
    await office.later(minutes=5)
    await office.until("approver", "Herinnering:")
    assert len(office.cards("approver")) == 2


async def test_the_operator_sees_it(open_registered: Any) -> None:
    office = await open_registered()
    assert (await office.get("/readyz")).json() == {"status": "ready"}
    assert "bot_teams_refuses 0.0" in (await office.get("/metrics")).text
    await file_while_refused(office, "entra")
    answer = await office.get("/readyz")
    assert answer.status_code == 200, "it goes on working"
    detail = "Teams refuses the bot's credential: no token: invalid_client AADSTS7000222."
    assert answer.json() == {"status": "ready", "detail": detail}
    metrics = (await office.get("/metrics")).text
    assert "bot_teams_refuses 1.0" in metrics
    office.mend()
    await office.all_done("approval.ask")
    assert (await office.get("/readyz")).json() == {"status": "ready"}


@BOTH
async def test_a_late_refusal_of_a_recovery_is_told(open_registered: Any, who: Any) -> None:
    office = await open_registered("employee")
    stage = office.stage
    await ill(stage, length="day")
    down(stage)
    assert "Ik geef het door" in await better(stage, TUESDAY)
    day_off(stage, TUESDAY)
    office.refuse(who)
    stage.demo.personio.heal()
    await office.settled("sickness.end", "teams_refuses")
    office.mend()
    await office.all_done("sickness.end")
    assert sum("Je betermelding staat niet in Personio" in each for each in told(office)) == 1
