"""Somebody else's absences: by no verb and no id are they listed, opened, withdrawn or changed."""

from __future__ import annotations

import asyncio
import json
from itertools import product
from uuid import UUID

import pytest

from sandbox.company import personas, roster
from tests.security.test_outsiders import Opened, open_with
from tests.support.attacker import MessageEndpoint, message_endpoint_of, press
from tests.support.own_absences import add, filed, find, opened
from tests.support.stage import Stage

__all__ = ["open_with"]  # a fixture

SECRET = "Alleen voor mij bedoeld"
ERRAND = "7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6c77"
OTHER_DAYS = {"first_day": "2026-12-14", "last_day": "2026-12-15", "unit": "day"}
VERBS = ("list", "open", "withdraw", "change", "review", "edit", "save")


@pytest.fixture
async def http_endpoint(stage: Stage):
    async with message_endpoint_of(stage.bot.url) as opened_door:
        yield opened_door


def stranger(stage: Stage):
    return stage.demo.teams.world.user(personas(stage.demo.company).approver.email)


def forged(stage: Stage, user, verb: str, absence_id: str | None, request_id: str | None, errand_id: str):
    draft = OTHER_DAYS | {"changes": absence_id, "comment": "gehackt"}
    data = {"absence_id": absence_id, "request_id": request_id, "sure": "yes", "errand_id": errand_id, "draft": draft}
    given = {key: value for key, value in (draft | data).items() if value is not None}
    return press(stage, user, f"absences.{verb}", **given)


def everything(stage: Stage):
    return list(stage.demo.personio.absences)


async def kept(stage: Stage):
    (tenant,) = {e.tenant_id for e in await stage.bot.services.store.audit.entries() if e.tenant_id}
    return await stage.bot.services.store.requests.of_owner(tenant, stage.user.object_id)


async def _as_owned(stage: Stage):
    """Return what is stored of the owner but for what Personio's news add to it."""
    return [(r.id, r.state, r.person_id, r.personio_id, r.details.get("draft")) for r in await kept(stage)]


async def scene(stage: Stage):
    """File one absence with a comment, and leave a half-made change of it; return what a stranger might know."""
    absence = await filed(stage, {"first_day": "2026-12-01", "last_day": "2026-12-04", "comment": SECRET})
    (request,) = await kept(stage)
    await opened(stage, absence)
    await stage.press("Wijzigen")
    await stage.press("Volgende stap", {"first_day": "2026-12-02", "comment": SECRET})
    errand_id = find(stage.card(), "absences.save")["data"]["errand_id"]
    await stage.press("Wijziging opslaan")
    return absence, str(request.id), errand_id


async def test_no_verb_shows_or_touches_another_persons_absence(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    absence, request_id, errand_id = await scene(stage)
    by_hand = add(stage, "2027-03-01", "2027-03-02")
    before, stored, user = everything(stage), await _as_owned(stage), stranger(stage)
    ids = product(
        VERBS, (absence.id, by_hand.id, absence.id.upper(), None), (request_id, errand_id, None), (errand_id, ERRAND)
    )
    for number, (verb, absence_id, theirs, operation) in enumerate(ids):
        fresh = operation if operation == errand_id else str(UUID(int=number + 1))
        status, body = await http_endpoint.post(forged(stage, user, verb, absence_id, theirs, fresh))
        said = json.dumps(body, ensure_ascii=False)
        assert status == 200
        for mine in (SECRET, stage.person.last_name, "1 december", "2 december", "1 maart"):
            assert mine not in said, (verb, absence_id, theirs, mine)
    assert everything(stage) == before
    assert await _as_owned(stage) == stored
    assert not [r for r in stage.demo.personio.requests if r.method == "DELETE"]


async def test_with_personio_silent_a_strangers_wish_is_stored_and_comes_to_nothing(
    stage: Stage, http_endpoint: MessageEndpoint
) -> None:
    absence, user = await filed(stage), stranger(stage)
    await stage.say("mijn afwezigheden", user)  # so that only the absence itself cannot be read
    stage.demo.personio.faults(1.0, ["503"], seed=1)
    for verb, operation in (("withdraw", UUID(int=1)), ("save", UUID(int=2))):
        activity = forged(stage, user, verb, absence.id, None, str(operation))
        activity["value"]["action"]["data"]["draft"] |= {"type_id": absence.type_id}
        await http_endpoint.post(activity)
        assert (await stage.bot.services.store.requests.find(operation)).state == "waiting"
    stage.demo.personio.heal()

    async def declined() -> bool:
        stored = [await stage.bot.services.store.requests.find(UUID(int=n)) for n in (1, 2)]
        return all(each.state == "declined" for each in stored)

    for _ in range(600):
        if await declined():
            break
        await asyncio.sleep(0.05)
    assert await declined()
    now = stage.demo.personio.absences[absence.id]
    assert (now.first_day, now.last_day, now.comment) == (absence.first_day, absence.last_day, absence.comment)
    assert not [r for r in stage.demo.personio.requests if r.method in ("DELETE", "PATCH")]
    assert "absence.withdrawn" not in [e.action for e in await stage.bot.services.store.audit.entries()]


async def test_somebody_elses_and_no_absence_are_answered_alike(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    absence = await filed(stage)
    answers = set()
    for known in (absence.id, "00000000-0000-4000-8000-000000000000", "../persons/5001", "x" * 2000):
        for verb in ("open", "withdraw", "change"):
            activity = press(stage, stranger(stage), f"absences.{verb}", absence_id=known)
            _, body = await http_endpoint.post(activity)
            answers.add(json.dumps(body))
    assert len(answers) == 1
    assert "vind ik niet bij jou" in next(iter(answers))


async def test_in_a_channel_no_verb_shows_anything_private(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    absence, request_id, errand_id = await scene(stage)
    before = everything(stage)
    team = stage.demo.teams.world.teams[0]
    place = {"conversationType": "channel", "isGroup": True, "tenantId": None, "id": team.channels[0].id}
    for verb in VERBS:
        activity = forged(stage, stage.user, verb, absence.id, request_id, errand_id)
        activity["conversation"] = activity["conversation"] | {k: v for k, v in place.items() if v}
        _, body = await http_endpoint.post(activity)
        said = json.dumps(body, ensure_ascii=False)
        assert "persoonlijke chat" in said
        assert SECRET not in said
        assert "december" not in said
    assert everything(stage) == before


async def test_a_guest_with_an_employees_address_gets_nothing_by_any_verb(open_with: Opened) -> None:
    stage, visitor = await open_with(
        roster.EMPLOYEE, "guest", upn="sanne.hagenaar_example.com#EXT#@host.onmicrosoft.com", guest=True
    )
    absence, request_id, errand_id = await scene(stage)
    before = everything(stage)
    async with message_endpoint_of(stage.bot.url) as http_endpoint:
        for verb in VERBS:
            _, body = await http_endpoint.post(forged(stage, visitor, verb, absence.id, request_id, errand_id))
            assert "Als gast" in json.dumps(body)
            assert "december" not in json.dumps(body)
    assert everything(stage) == before


async def test_somebody_unknown_to_teams_gets_nothing_by_any_verb(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    absence, request_id, errand_id = await scene(stage)
    before = everything(stage)
    for verb in VERBS:
        activity = forged(stage, stage.user, verb, absence.id, request_id, errand_id)
        activity["from"]["aadObjectId"] = "00000000-0000-0000-0000-00000000dead"
        _, body = await http_endpoint.post(activity)
        assert "december" not in json.dumps(body)
    assert everything(stage) == before
