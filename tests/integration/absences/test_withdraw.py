"""*Intrekken*: once, whatever happens, and told as Personio did it."""

import asyncio
import json
from uuid import UUID

import pytest

from personio_client import NotAllowed
from sandbox.personio.behaviour import Switches
from tests.support.own_absences import add, done, filed, find, opened, question
from tests.support.stage import words

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}


def there(stage, absence):
    return stage.demo.personio.absences.get(absence.id)


def deletes(stage):
    return [r for r in stage.demo.personio.requests if r.method == "DELETE"]


async def entries(stage):
    return [(e.action, e.actor) for e in await stage.bot.services.store.audit.entries()]


async def test_a_pending_absence_is_withdrawn_after_one_question(stage):
    absence = await filed(stage)
    card = await question(stage, absence)
    assert "nog niet beslist" in words(card)
    assert there(stage, absence)
    await stage.press("Ja, intrekken")
    assert "Je afwezigheid is ingetrokken" in stage.words()
    assert there(stage, absence) is None
    assert ("absence.withdrawn", stage.user.object_id) in await entries(stage)
    request = await stage.bot.services.store.requests.of_absence(absence.id)
    assert request.state == "filed"


async def test_the_request_knows_that_its_owner_withdrew_it(stage):
    absence = await filed(stage)
    await question(stage, absence)
    await stage.press("Ja, intrekken")

    async def status():
        return (await stage.bot.services.store.requests.of_absence(absence.id)).status

    for _ in range(300):
        if await status() == "withdrawn":
            break
        await asyncio.sleep(0.05)
    assert await status() == "withdrawn"


async def test_back_withdraws_nothing(stage):
    absence = await filed(stage)
    await question(stage, absence)
    await stage.press("Terug")
    assert "Wacht op goedkeuring" in stage.words()
    assert there(stage, absence)


async def test_an_absence_entered_by_hand_can_be_withdrawn(stage):
    absence = add(stage, "2027-03-01", "2027-03-02")
    card = await question(stage, absence)
    assert "dat bepaalt Personio" in words(card)
    await stage.press("Ja, intrekken")
    assert "ingetrokken" in stage.words()
    assert there(stage, absence) is None


async def test_where_somebody_must_agree_it_stands_and_that_is_said(open_stage):
    stage = await open_stage(switches=Switches(delete_approved="deletion_pending"))
    absence = add(stage, "2027-03-01", "2027-03-02")
    await question(stage, absence)
    await stage.press("Ja, intrekken")
    assert "leidinggevende moet nog akkoord gaan" in stage.words()
    assert there(stage, absence).status == "DELETION_PENDING"
    await opened(stage, absence)
    assert "al gevraagd" in stage.words()
    assert not find(stage.card(), "absences.withdraw")


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [("2026-11-23", "2026-11-23", "APPROVED"), ("2026-11-02", "2026-11-03", "APPROVED")],
)
async def test_what_has_started_is_not_withdrawn_even_by_an_old_card(stage, first, last, status):
    absence = add(stage, first, last, status=status)
    pending = await filed(stage)
    await question(stage, pending)
    button = find(stage.card(), "absences.withdraw")
    button["data"]["absence_id"] = absence.id
    answer = await stage.demo.teams.people.execute(stage.user, stage.last(), button)
    assert "ingetrokken" not in words(answer.card)
    assert there(stage, absence)


async def test_pressing_twice_at_once_and_again_later_is_one_withdrawal(stage):
    absence = await filed(stage)
    old = await question(stage, absence)
    message = stage.last()
    await asyncio.gather(*(stage.demo.teams.press(stage.user, message, "Ja, intrekken") for _ in range(3)))
    assert there(stage, absence) is None
    message.views[stage.user.id] = old
    answer = await stage.press("Ja, intrekken")
    assert "ingetrokken" in words(answer.card)
    assert [action for action, _ in await entries(stage)].count("absence.withdrawn") == 1


async def test_two_devices_with_two_questions_are_both_answered(stage):
    absence = await filed(stage)
    first = find(await question(stage, absence), "absences.withdraw")
    second = find(await question(stage, absence), "absences.withdraw")
    assert first["data"]["errand_id"] != second["data"]["errand_id"]
    people = stage.demo.teams.people
    answers = await asyncio.gather(*(people.execute(stage.user, stage.last(), each) for each in (first, second)))
    assert all(each.card for each in answers)
    assert there(stage, absence) is None


@pytest.mark.parametrize("kind", ["503", "reset", "500", "429", "timeout_after_work", "reset_after_work"])
async def test_a_delete_that_fails_or_whose_answer_is_lost_ends_well(open_stage, kind):
    stage = await open_stage(personio_timeout=0.5)
    absence = await filed(stage)
    await question(stage, absence)
    stage.demo.personio.fail_next("/v2/absence-periods/*", "DELETE", kind)
    await stage.press("Ja, intrekken")
    await done(stage, "Je afwezigheid is ingetrokken")
    assert there(stage, absence) is None


async def test_a_press_that_meets_a_404_about_the_endpoint_is_not_told_that_the_absence_is_gone(stage):
    absence = await filed(stage)
    await opened(stage, absence)
    stage.demo.personio.fail_next(f"/v2/absence-periods/{absence.id}", "GET", "404")
    await stage.press("Intrekken")
    assert "Personio is nu niet bereikbaar" in stage.words()
    await stage.press("Opnieuw proberen")
    await stage.press("Ja, intrekken")
    await done(stage, "Je afwezigheid is ingetrokken")


async def test_one_404_does_not_pass_for_a_withdrawal(stage):
    absence = await filed(stage)
    await question(stage, absence)
    path, personio = f"/v2/absence-periods/{absence.id}", stage.demo.personio
    personio.act_after(path, "GET", lambda: personio.fail_next(path, "GET", "404"))  # after the press has looked
    await stage.press("Ja, intrekken")
    await done(stage, "Je afwezigheid is ingetrokken")
    assert there(stage, absence) is None
    assert len(deletes(stage)) == 1


async def test_while_personio_is_down_it_is_stored_and_done_later(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    absence = await filed(stage)
    await question(stage, absence)
    stage.demo.personio.faults(1.0, ["503"], seed=1)
    await stage.press("Ja, intrekken")
    assert "zodra Personio antwoordt" in stage.words()
    assert there(stage, absence)
    stage.demo.personio.heal()
    await done(stage, "Je afwezigheid is ingetrokken")
    assert there(stage, absence) is None


async def test_a_restart_in_between_loses_nothing(open_stage):
    first = await open_stage(personio_timeout=0.5)
    absence = await filed(first)
    await question(first, absence)
    first.demo.personio.fail_next("/v2/absence-periods/*", "DELETE", "503", times=4)
    await first.press("Ja, intrekken")
    second = await open_stage(demo=first.demo)
    await done(second, "Je afwezigheid is ingetrokken")
    assert there(second, absence) is None


async def test_personio_saying_no_leaves_it_and_says_why(open_stage, monkeypatch):
    stage = await open_stage()
    absence = await filed(stage)
    await question(stage, absence)
    refuse_deletes(stage, monkeypatch)
    await stage.press("Ja, intrekken")
    await done(stage, "Je afwezigheid blijft staan")
    assert "Personio laat me dit niet doen" in stage.words()
    assert there(stage, absence)
    request = await stage.bot.services.store.requests.of_absence(absence.id)
    assert not request.details.get("withdrawing")


def refuse_deletes(stage, monkeypatch):
    async def refused(_absence_id):
        raise NotAllowed("closed", status=403)

    monkeypatch.setattr(stage.bot.services.personio, "delete_absence", refused)


async def test_a_request_that_is_not_filed_yet_never_gets_to_personio(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    await stage.review(DAYS)
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "503", times=3)
    await stage.press("Aanvragen")
    await stage.say("mijn afwezigheden")
    assert "Nog niet in Personio" in stage.words()
    await stage.press("absences.open")
    await stage.press("Intrekken")
    assert "dan dien ik hem niet meer in" in stage.words()
    await stage.press("Ja, intrekken")
    await done(stage, "Je afwezigheid is ingetrokken")
    assert not stage.absences()
    posts = [r for r in stage.demo.personio.requests if r.method == "POST" and r.path == "/v2/absence-periods"]
    assert len(posts) <= 3
    assert ("absence.withdrawn", stage.user.object_id) in await entries(stage)


async def test_a_request_whose_filing_got_lost_is_taken_back_from_personio(open_stage):
    stage = await open_stage(personio_timeout=0.5)
    await stage.review(DAYS)
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "timeout_after_work")
    stage.demo.personio.fail_next("/v2/absence-periods", "GET", "503", times=8)
    await stage.press("Aanvragen")
    assert len(stage.absences()) == 1
    tenant = (await stage.bot.services.store.audit.entries())[0].tenant_id
    (request,) = await stage.bot.services.store.requests.of_owner(tenant, stage.user.object_id)
    assert request.state == "waiting"
    button = withdrawal(stage, request.id)
    await stage.demo.teams.people.execute(stage.user, stage.last(), button)
    stage.demo.personio.heal()
    await stage.demo.teams.until(lambda: not stage.absences(), seconds=60)


def withdrawal(stage, request_id: UUID):
    data = {
        "verb": "absences.withdraw",
        "request_id": str(request_id),
        "sure": "yes",
        "errand_id": "7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6cff",
    }
    return {"type": "Action.Execute", "verb": "absences.withdraw", "data": data}


async def test_a_receipt_stays_the_receipt(stage):
    absence = await filed(stage)
    receipt = stage.last()
    people = stage.demo.teams.people
    ask = {"type": "Action.Execute", "verb": "absences.withdraw", "data": {"verb": "absences.withdraw"}}
    ask["data"]["absence_id"] = absence.id
    asked = (await people.execute(stage.user, receipt, ask)).card
    back = (await people.execute(stage.user, receipt, find(asked, "absences.open"))).card
    assert "wacht op goedkeuring" in words(back)
    await people.execute(stage.user, receipt, find(asked, "absences.withdraw"))
    assert there(stage, absence) is None
    await stage.demo.teams.until(lambda: "ingetrokken" in json.dumps(receipt.activity), seconds=30)
