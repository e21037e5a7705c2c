"""The same again: delivered five times, out of order, all at once, days later, to another process. One absence."""

from __future__ import annotations

import asyncio
import copy
import random
from typing import Any
from uuid import uuid4

import pytest

from tests.support.attacker import (
    DAYS,
    Json,
    MessageEndpoint,
    Open,
    data_of,
    file_press,
    message_endpoint_of,
    recorded,
    watched,
)
from tests.support.stage import Stage

pytestmark = pytest.mark.timeout(60)


def anew(activity: Json) -> Json:
    """Return the same under an id of its own: a second press, not a second delivery."""
    return copy.deepcopy(activity) | {"id": f"f:{uuid4()}"}


@pytest.mark.parametrize("old_client", [False, True], ids=["invoke", "message"])
@pytest.mark.parametrize("again", [copy.deepcopy, anew], ids=["same activity id", "new activity ids"])
async def test_a_press_delivered_five_times_files_once(
    stage: Stage, http_endpoint: MessageEndpoint, again: Any, old_client: bool
) -> None:
    activity = await file_press(stage, as_submit=old_client)
    for _ in range(5):
        status, body = await http_endpoint.post(again(activity))
        assert status == 200
        assert (body is None) == old_client
    assert len(stage.absences()) == 1


async def test_twenty_presses_at_once_file_once(stage: Stage, http_endpoint: MessageEndpoint, unlimited: None) -> None:
    activity = await file_press(stage)
    submit = {"type": "message", "value": data_of(activity), "name": None}
    presses = [anew(activity) | (submit if n % 3 == 2 else {}) for n in range(20)]
    with watched() as trouble:
        answers = await asyncio.gather(*(http_endpoint.post(press) for press in presses))
        assert {status for status, _ in answers} == {200}
        assert trouble.found() == []
    assert len(stage.absences()) == 1
    posts = [r for r in stage.demo.personio.requests if (r.method, r.path) == ("POST", "/v2/absence-periods")]
    assert len(posts) == 1


async def test_presses_of_many_devices_in_any_order_file_once(
    stage: Stage, http_endpoint: MessageEndpoint, unlimited: None
) -> None:
    """Whatever of one form's presses comes when, nothing but *Aanvragen* files, and that once."""
    with recorded(stage) as sent:
        await stage.review(DAYS)
        await stage.press("request.edit")
        await stage.press("request.review")
        await stage.press("request.cancel")
    activity = await file_press(stage)
    request_id = data_of(activity)["request_id"]
    presses = [copy.deepcopy(each) for each in sent if isinstance(data := data_of(each), dict) and "request_id" in data]
    for press in presses:
        data_of(press)["request_id"] = request_id
    chance = random.Random(7)
    for _ in range(6):
        order = chance.sample([*presses, *presses, activity], 2 * len(presses) + 1)
        for press in order:
            assert (await http_endpoint.post(anew(press)))[0] == 200
        assert len(stage.absences()) == 1


async def test_a_press_from_before_a_restart_or_from_days_ago_files_nothing_more(open_stage: Open) -> None:
    first = await open_stage()
    activity = await file_press(first)
    async with message_endpoint_of(first.bot.url) as http_endpoint:
        await http_endpoint.post(activity)
    second = await open_stage(demo=first.demo)
    async with message_endpoint_of(second.bot.url) as http_endpoint:
        await http_endpoint.post(activity)
        second.clock.advance(days=3)
        _, body = await http_endpoint.post(anew(activity))
    assert "wacht op goedkeuring" in str(body)
    assert len(second.absences()) == 1


async def test_two_bots_on_one_database_file_once(open_stage: Open, unlimited: None) -> None:
    first = await open_stage()
    activity = await file_press(first)
    second = await open_stage(demo=first.demo)
    async with message_endpoint_of(first.bot.url) as one, message_endpoint_of(second.bot.url) as other:
        await asyncio.gather(*(http_endpoint.post(anew(activity)) for http_endpoint in (one, other) * 5))
    assert len(second.absences()) == 1


async def test_words_delivered_five_times_are_answered_once(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    message = stage.demo.teams.envelope("message", stage.user) | {"text": "help"}
    for _ in range(5):
        assert await http_endpoint.post(message) == (200, None)
    assert len([m for m in stage.demo.teams.messages(stage.user) if m.sender == stage.demo.teams.bot_id]) == 1


async def test_a_repeated_delivery_is_no_error(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    message = stage.demo.teams.envelope("message", stage.user) | {"text": "help"}
    with watched() as trouble:
        for _ in range(2):
            await http_endpoint.post(message)
        assert trouble.found() == []


async def test_an_installation_told_five_times_is_welcomed_once(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    with recorded(stage) as sent:
        await stage.demo.teams.install(stage.user)
    for _ in range(4):
        for activity in sent:
            await http_endpoint.post(anew(activity))
    assert len(stage.demo.teams.messages(stage.user)) == 1
