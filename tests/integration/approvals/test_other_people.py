"""A task is its owner's: nobody else sees it, puts it off or learns whether there is one."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from bot.features.approvals import actions
from tests.support.attacker import message_endpoint_of, press

ROLES = ("substitute", "approver", "requester", "", None, "approver ", "APPROVER", ["approver"], {"a": 1}, 7, "x" * 500)
SECRETS = ("Sanne", "Hagenaar", "Vakantie", "Beatriz", "2026", "december", "Saldo")


@pytest.mark.parametrize("verb", ["approval.refresh", "approval.snooze"])
async def test_no_verb_with_any_role_or_id_shows_somebody_elses_task(office, verb):
    absence = await office.request()
    await office.until("substitute", "als vervanger")
    await office.decide(absence, "accept")
    await office.until("approver", "afwezigheid aan")
    await office.settled("approval.ask", count=2)
    request_id = str((await office.stored(absence)).id)
    before = await office.store.tasks.of_request((await office.stored(absence)).id)
    mine = {"substitute": "substitute", "approver": "approver"}
    async with message_endpoint_of(office.stage.bot.url) as http_endpoint:
        for name in ("employee", "substitute", "approver", "admin"):
            for role in ROLES:
                if mine.get(name) == str(role).strip():  # a space more makes it nobody else's
                    continue
                for wanted in (request_id, request_id.upper(), str(uuid4()), "no-uuid", None):
                    forged = {"role": role, "request_id": wanted, "person_id": str(office.people.approver.id)}
                    status, body = await http_endpoint.post(press(office.stage, office.user(name), verb, **forged))
                    said = json.dumps(body, ensure_ascii=False)
                    assert status == 200
                    assert not [secret for secret in SECRETS if secret in said], (name, role, said)
    assert await office.store.tasks.of_request((await office.stored(absence)).id) == before


async def test_the_owner_is_answered(office):
    await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    answer = await office.stage.demo.teams.refresh(office.user("approver"), office.cards("approver")[-1])
    assert "Sanne Hagenaar" in str(answer.card)


async def test_an_old_card_shows_what_became_of_it_and_its_press_changes_nothing(office):
    absence = await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    user, message = office.user("approver"), office.cards("approver")[-1]
    old = message.card
    await office.decide(absence, "approve")
    await office.until("approver", "Afgehandeld: goedgekeurd")
    message.views[user.id] = old
    answer = await office.stage.demo.teams.press(user, message, "Later herinneren")
    assert "Afgehandeld: goedgekeurd" in str(answer.card)
    (task,) = await office.store.tasks.of_request((await office.stored(absence)).id)
    assert task.state == "closed"


async def test_a_refresh_that_finds_news_brings_everybody_up_to_date(office):
    absence = await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    office.stage.demo.personio.approve(absence.id)
    answer = await office.stage.demo.teams.refresh(office.user("approver"), office.cards("approver")[-1])
    assert "Afgehandeld: goedgekeurd" in str(answer.card)
    await office.until("employee", "goedgekeurd")


async def test_nothing_that_pops_up_names_the_type(office):
    absence = await office.request()
    await office.until("substitute", "als vervanger")
    await office.decide(absence, "accept")
    await office.until("approver", "afwezigheid aan")
    for name in ("substitute", "approver"):
        for message in office.cards(name):
            aloud = (message.summary, message.card["speak"], message.card["fallbackText"])
            assert not any("Vakantie" in each for each in aloud)


async def test_getting_the_app_is_enough_to_be_known(open_office):
    office = await open_office("approver")
    account = await office.store.accounts.of_person(office.stage.demo.teams.tenant_id, str(office.people.approver.id))
    assert account.conversation.scope == "personal"
    assert account.locale == office.user("approver").locale


async def test_getting_the_app_while_personio_is_down_still_is_welcome(open_office):
    office = await open_office()
    office.stage.demo.personio.fail_next("*", "GET", 503, times=50)
    await office.install("approver")
    assert office.stage.demo.teams.messages(office.user("approver"))


async def test_a_task_that_is_closed_while_personio_thinks_does_not_open_again(office, monkeypatch):
    absence = await office.request(substitute=False)
    await office.until("approver", "afwezigheid aan")
    request = await office.stored(absence)
    services, real = office.stage.bot.services, actions.absences_of

    async def meanwhile(*asked):
        (task,) = await office.store.tasks.of_request(request.id)
        await services.store.tasks.save(replace(task, state="closed"))
        return await real(*asked)

    monkeypatch.setattr(actions, "absences_of", meanwhile)
    await office.stage.demo.teams.press(office.user("approver"), office.cards("approver")[-1], "Later herinneren")
    (task,) = await office.store.tasks.of_request(request.id)
    assert task.state == "closed"
