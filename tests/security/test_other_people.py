"""Somebody else's request, name or address: nothing is seen, changed or filed with it."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from sandbox.company import personas, roster
from sandbox.teams import User
from tests.security.test_every_verb import essence
from tests.support.attacker import DAYS, MessageEndpoint, choices, data_of, file_press, press
from tests.support.stage import Stage

pytestmark = pytest.mark.timeout(60)

SECRET = "Alleen voor mij bedoeld"
VERBS = ("request.review", "request.edit", "request.file", "request.cancel", "request.refresh")


def other_of(stage: Stage) -> User:
    return stage.demo.teams.world.user(personas(stage.demo.company).approver.email)


async def filed(stage: Stage) -> str:
    """File a request with a comment as the demo's employee; return its id."""
    activity = await file_press(stage, days=DAYS | {"comment": SECRET})
    await stage.demo.teams.deliver(activity)
    assert len(stage.absences()) == 1
    return data_of(activity)["request_id"]


async def test_nobody_elses_request_is_shown_or_changed_by_any_verb(
    stage: Stage, http_endpoint: MessageEndpoint
) -> None:
    request_id, stranger = await filed(stage), other_of(stage)
    before = await stage.bot.services.store.requests.find(UUID(request_id))
    absences = list(stage.demo.personio.absences)
    draft = {"type_id": stage.demo.company.type_named("Vakantie").id, **DAYS}
    for verb in VERBS:
        for spelling in (request_id, request_id.upper(), request_id.replace("-", ""), f"{{{request_id}}}"):
            activity = press(stage, stranger, verb, request_id=spelling, draft=draft, **draft)
            status, body = await http_endpoint.post(activity)
            said = json.dumps(body, ensure_ascii=False)
            assert status == 200
            for mine in (SECRET, "Vakantie", stage.person.last_name, "request.edit", "request.file"):
                assert mine not in said, (verb, mine)
    assert list(stage.demo.personio.absences) == absences
    after = await stage.bot.services.store.requests.find(UUID(request_id))
    assert before
    assert after
    assert essence(after) == essence(before)


async def test_a_request_under_a_strangers_id_is_filed_for_who_pressed_first_and_shown_to_nobody_else(
    stage: Stage, http_endpoint: MessageEndpoint
) -> None:
    """An id that was seen in somebody's card and used before them: theirs stays theirs, and neither sees the other's."""
    mine = await file_press(stage)
    stranger = other_of(stage)
    draft = data_of(mine)["draft"] | {"first_day": "2027-02-01", "last_day": "2027-02-01"}
    await http_endpoint.post(
        press(stage, stranger, "request.file", request_id=data_of(mine)["request_id"], draft=draft)
    )
    (theirs,) = stage.absences()
    assert theirs.employee_id == personas(stage.demo.company).approver.id
    _, body = await http_endpoint.post(mine)
    assert "2027" not in json.dumps(body)
    assert len(stage.absences()) == 1
    await stage.review(DAYS)  # and a fresh form of the victim's works
    await stage.press("Aanvragen")
    assert len(stage.absences()) == 2


async def test_a_forged_name_makes_nobody_of_anybody(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    stranger = other_of(stage)
    mine = await file_press(stage)
    mine["from"] |= {"name": stranger.name, "email": stranger.email, "userPrincipalName": stranger.upn, "role": "user"}
    await http_endpoint.post(mine)
    assert [a.employee_id for a in stage.absences()] == [stage.person.id]


async def test_the_teams_id_of_one_with_the_object_id_of_another_is_nobody(
    stage: Stage, http_endpoint: MessageEndpoint
) -> None:
    stranger = other_of(stage)
    forged = press(stage, stranger, "request.open")
    forged["from"]["id"] = stage.user.id  # an object id that Teams' roster does not give this Teams id
    _, body = await http_endpoint.post(forged)
    assert "type_id" not in json.dumps(body)


SMUGGLED = (
    "person_id",
    "personId",
    "object_id",
    "aadObjectId",
    "employee_id",
    "email",
    "upn",
    "from",
    "tenant_id",
    "viewer",
    "user",
)


async def test_who_asks_is_never_taken_from_a_card(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    victim = personas(stage.demo.company).approver
    user = other_of(stage)
    activity = await file_press(stage)
    values = (victim.id, str(victim.id), victim.email, user.object_id, {"id": user.id, "aadObjectId": user.object_id})
    for data in (
        data_of(activity),
        data_of(activity)["draft"],
        activity["value"]["action"],
        activity["value"],
        activity,
    ):
        for number, key in enumerate(SMUGGLED):
            data.setdefault(key, values[number % len(values)])
    await http_endpoint.post(activity)
    assert [a.employee_id for a in stage.absences()] == [stage.person.id]


async def test_an_approved_status_in_card_data_approves_nothing(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    activity = await file_press(stage)
    for data in (data_of(activity), data_of(activity)["draft"]):
        data |= {"status": "APPROVED", "skip_approval": True, "state": "filed", "personio_id": "1", "approved": "true"}
    await http_endpoint.post(activity)
    (absence,) = stage.absences()
    assert absence.status == "PENDING"


@pytest.mark.parametrize("value", ["self", "away", "inactive", "unknown", "path"])
async def test_a_substitute_who_cannot_be_picked_cannot_be_smuggled_in(
    stage: Stage, http_endpoint: MessageEndpoint, value: str
) -> None:
    people = {e.name: e for e in stage.demo.company.employees}
    away = next(
        a
        for a in stage.demo.company.absences
        if a.status == "APPROVED" and str(a.first_day) > "2026-11-27" and a.last_day
    )
    days = {"first_day": str(away.first_day), "last_day": str(away.first_day)}
    chosen = {
        "self": str(stage.person.id),
        "away": str(away.employee_id),
        "inactive": str(people[roster.INACTIVE].id),
        "unknown": "1",
        "path": "../persons/5001",
    }[value]
    activity = await file_press(stage, days=days)
    data_of(activity)["substitute"] = chosen
    _, body = await http_endpoint.post(activity)
    assert "request.file" in json.dumps(body)  # the review again, with a sentence
    assert not stage.absences()


async def test_the_type_ahead_does_find_colleagues_for_an_employee(
    stage: Stage, http_endpoint: MessageEndpoint
) -> None:
    assert [row["title"] for row in await choices(stage, http_endpoint, stage.user, "thijs")] == ["Thijs Wolvenkamp"]
    assert stage.person.name not in str(await choices(stage, http_endpoint, stage.user, "sanne"))


async def test_the_type_ahead_marks_who_is_away_and_that_row_cannot_be_filed(
    stage: Stage, http_endpoint: MessageEndpoint
) -> None:
    away = {"first_day": "2026-11-23", "last_day": "2026-11-23"}
    asked = {"queryText": "joost", "queryOptions": {"skip": 0, "top": 15}, "dataset": "substitutes", "data": away}
    activity = stage.demo.teams.envelope("invoke", stage.user) | {"name": "application/search", "value": asked}
    _, body = await http_endpoint.post(activity)
    (row,) = body["value"]["results"]
    assert row["title"].startswith("Joost Veldkamp ")
    pressed = await file_press(stage)
    data_of(pressed)["substitute"] = row["value"]
    await http_endpoint.post(pressed)
    assert not stage.absences()
