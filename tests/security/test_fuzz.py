"""Thousands of broken activities against the whole bot: an answer to each, no defect, nothing filed unasked."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.company import personas
from tests.support.attacker import DAYS, MessageEndpoint, data_of, recorded, watched
from tests.support.mutation import Delivery, Mutator
from tests.support.stage import Stage

SOAK = bool(os.environ.get("SOAK"))
SAMPLE, IN_FULL, AT_ONCE = 1_500, 20_000, 8
INVOKES = ["adaptiveCard/action", "application/search"]
REFUSALS = {400, 403, 413, 415}


@pytest.mark.timeout(120)
async def test_no_activity_breaks_the_bot_or_files_what_nobody_pressed(
    stage: Stage, http_endpoint: MessageEndpoint, unlimited: None
) -> None:
    await _fuzz(stage, http_endpoint, SAMPLE, seed=1)


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="the long form, with SOAK=1")
@pytest.mark.timeout(900)
async def test_nor_do_twenty_thousand(stage: Stage, http_endpoint: MessageEndpoint, unlimited: None) -> None:
    await _fuzz(stage, http_endpoint, IN_FULL, seed=2)


@dataclass(frozen=True)
class Press:
    """What a press on *Aanvragen* asks for, read from its bytes by this test alone."""

    employee_id: int
    type_id: str
    first_day: str
    last_day: str


async def _fuzz(stage: Stage, http_endpoint: MessageEndpoint, count: int, *, seed: int) -> None:
    with watched() as trouble:
        activities = await captured(stage)
        own = {a.id for a in stage.absences()}
        mutator = Mutator(seed, activities, [(u.id, u.object_id, u.name) for u in stage.demo.teams.world.users])
        deliveries = itertools.islice(mutator, count)
        presses: list[Press] = []
        refused: set[int] = set()

        async def deliver() -> None:
            for delivery in deliveries:  # shared: each takes the next one
                if press := _press(stage, delivery):
                    presses.append(press)
                status, body = await http_endpoint.post(delivery.body, delivery.headers)
                _judge(delivery, status, body)
                refused.add(status)

        await asyncio.gather(*(deliver() for _ in range(AT_ONCE)))
        filed = [a for a in stage.absences() if a.id not in own]
        for absence in filed:
            presses.remove(Press(absence.employee_id, absence.type_id, str(absence.first_day), str(absence.last_day)))
        known = {a.id for a in stage.demo.company.absences}
        assert [a for a in stage.demo.personio.absences if a.id in known] == list(stage.demo.company.absences)
        assert trouble.found() == []
    assert len(filed) > count // 100, "a fuzzer that never gets anything filed tests little"
    assert REFUSALS | {200, 501} <= refused, "a fuzzer that never is refused, too"
    await stage.review({"first_day": "2026-12-14", "last_day": "2026-12-14"})  # and the bot is as it was


async def captured(stage: Stage) -> list[dict[str, Any]]:
    """Return at least one valid activity of each kind that Teams sends us."""
    teams, user = stage.demo.teams, stage.user
    with recorded(stage) as sent:
        for old_client in (False, True):
            day = {"first_day": f"2026-12-0{2 + old_client}", "last_day": f"2026-12-0{2 + old_client}"}
            await stage.say("afwezigheid aanvragen")
            await stage.press("request.review", day | {"comment": "Skiën"}, as_submit=old_client)
            await teams.search(user, stage.last(), "substitute", "thijs")
            await stage.press("request.edit", as_submit=old_client)
            await stage.press("request.review", as_submit=old_client)
            await stage.press("request.file", as_submit=old_client)
            await teams.refresh(user, stage.last())
            await stage.review(DAYS)
            await stage.press("request.cancel", as_submit=old_client)
            await stage.press("help.show", as_submit=old_client)
            await stage.press("request.open", as_submit=old_client)
            await stage.say("taal")
            await stage.press("language.choose", {"language": "nl"}, as_submit=old_client)
        other = teams.world.user(personas(stage.demo.company).approver.email)
        await stage.review({"first_day": "2027-01-11", "last_day": "2027-01-11"}, other)
        await stage.press("request.file", user=other)
        team = teams.world.teams[0]
        await teams.say(user, "help", team.channels[0])
        for action in ("add", "add-upgrade", "remove"):
            await teams.install(user, action=action)
            await teams.install(team, action=action)
        await teams.team_event(team, "channelRenamed", channel={"id": team.channels[1].id, "name": "Nieuws"})
    verbs = {data["verb"] for a in sent if isinstance(data := data_of(a), dict) and "verb" in data}
    assert len(verbs) >= 8, verbs
    return sent


def _press(stage: Stage, delivery: Delivery) -> Press | None:
    """Return what these bytes ask to be filed for whom, if that is what they do."""
    try:
        activity = json.loads(delivery.body)
        data, draft = data_of(activity), data_of(activity)["draft"]
        verb = data.get("verb") or activity["value"]["action"]["verb"]
        employee = _employees(stage)[activity["from"]["aadObjectId"].casefold()]
        asked = Press(employee, draft["type_id"].strip(), draft["first_day"].strip(), draft["last_day"].strip())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return asked if verb == "request.file" else None


def _employees(stage: Stage) -> dict[str, int]:
    company = stage.demo.company
    return {str(company.entra_object_id(e)): e.id for e in company.employees}


def _judge(delivery: Delivery, status: int, body: Any) -> None:
    sent = f"{delivery.body[:3000]!r} {delivery.headers}"
    assert status in REFUSALS | {200, 501}, f"{status} to {sent}"
    if status == 501:
        activity = json.loads(delivery.body)
        assert activity["type"] == "invoke", sent
        assert activity.get("name") not in INVOKES, sent
    if body is not None:
        assert body["statusCode"] in {200, 400}, f"{body} to {sent}"
