"""A bot that is asked to end says so first, and goes on answering until whoever stands in front has heard."""

from __future__ import annotations

import asyncio

import pytest

from bot import bootstrap
from tests.support.plain_http import plain_http
from tests.support.stage import Open, open_stage

__all__ = ["open_stage"]


async def test_it_is_not_ready_any_more_and_still_answers(open_stage: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "LEAVING", 3600.0)
    stage = await open_stage()
    async with plain_http(base_url=stage.bot.url) as client:
        assert (await client.get("/readyz")).status_code == 200
        leaving = asyncio.create_task(stage.bot.leave())
        await asyncio.sleep(0)
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"status": "The bot is being stopped."})
        assert (await client.get("/healthz")).status_code == 200, "it is not to be killed"
        await stage.say("hulp")
        assert stage.card(), "who still comes here is served"
    leaving.cancel()
