"""Teams, Entra or the server of the signing keys is silent: what waits for an answer of ours has it in time."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

from bot.core.events import Tell
from bot.teams.authentication import KEPT, SigningKeys
from tests.support.connector import HANG, Connector
from tests.support.fakes import Clock
from tests.support.issuer import Issuer
from tests.support.outside_bot import BUSY, DAYS, timed
from tests.support.stage import Stage, stage
from tests.support.teams_bot import BrowserBot, connector, issuer, production, secured

__all__ = ["connector", "issuer", "production", "secured", "stage"]

INVOKE, MESSAGE = 5.0 + BUSY, 8.0 + BUSY  # seconds: as promised, and what a busy machine adds


async def test_a_press_is_answered_in_time_without_the_roster(stage: Stage) -> None:
    await stage.say("afwezigheid aanvragen")
    stage.bot.services.members._known.clear()  # type: ignore[attr-defined]  # as a quarter of an hour later
    stage.demo.teams.fail_next("hang", times=50, operation="member")
    answer, took = await timed(stage.press("request.review", DAYS))
    assert took < INVOKE
    assert "request.file" in str(answer.card), "who asks is known from the last time"


async def test_a_message_is_done_with_in_time_without_the_connector(stage: Stage) -> None:
    stage.demo.teams.fail_next("hang", times=50)
    answer, took = await timed(stage.demo.teams.say(stage.user, "saldo"))
    assert answer.status == 200
    assert took < MESSAGE


async def test_a_message_is_done_with_in_time_without_a_token(secured: BrowserBot, connector: Connector) -> None:
    connector.token_answer = HANG
    secured.reply = Tell("hoi")
    (status, _), took = await timed(secured.post())
    assert status == 200
    assert took < MESSAGE


async def test_known_keys_serve_while_the_server_of_new_ones_is_silent(issuer: Issuer) -> None:
    clock, hanging = Clock(), asyncio.Event()

    async def fetch(url: str) -> Any:
        if hanging.is_set():
            await asyncio.Event().wait()
        name = url.rpartition("/")[2]
        answer = await (issuer._metadata if name == "openidconfiguration" else issuer._keys)(None)  # type: ignore[arg-type]
        return json.loads(str(answer.text))

    keys = SigningKeys(issuer.metadata_url, fetch, clock)
    assert await keys.find("key-1")
    hanging.set()
    clock.now += timedelta(seconds=KEPT + 1)
    async with asyncio.timeout(INVOKE):
        assert await keys.find("key-1")
        assert await keys.find("key-1"), "and the next does not wait again"
