"""Personio is silent, or tells everybody to come back in a minute, when the bot starts: people are answered in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import bootstrap
from tests.support.outside_bot import BUSY, timed
from tests.support.stage import Open, Stage, words

INVOKE, MESSAGE = 5.0 + BUSY, 8.0 + BUSY  # seconds: as promised, and what a busy machine adds
HELP, LATER = "Wat kan ik voor je doen?", ("Dit duurt langer dan normaal", "Personio is nu niet bereikbaar")


@pytest.fixture(params=["silent", "throttled"])
async def away(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, open_stage: Open
) -> AsyncIterator[Stage]:
    """A bot that has just started, with a Personio that gives it nothing."""
    monkeypatch.setattr(bootstrap, "ENDING", 1.0, raising=False)  # its work waits in vain: do not wait for it
    over = asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        if request.param == "silent":
            await over.wait()
        return web.json_response({"title": "Too many requests"}, status=429, headers={"Retry-After": "60"})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    yield await open_stage(personio_base_url=str(server.make_url("/")))
    over.set()
    await server.close()


@pytest.mark.parametrize("greeting", ["hulp", "hallo", "Hallo!", "hallo allemaal daar"])
async def test_who_greets_gets_the_help_card(away: Stage, greeting: str) -> None:
    _, took = await timed(away.say(greeting))
    assert took < MESSAGE
    assert HELP in away.words()


async def test_who_asks_for_what_personio_knows_hears_that_it_takes_longer(away: Stage) -> None:
    _, took = await timed(away.say("saldo"))
    assert took < MESSAGE
    assert any(told in away.words() for told in LATER)


async def test_presses_and_searches_are_answered_in_time(away: Stage) -> None:
    teams = away.demo.teams
    await away.say("hulp")
    answer, took = await timed(away.press("Afwezigheid aanvragen"))
    assert took < INVOKE
    assert any(told in words(answer.card) for told in LATER)
    query = {"text": "a", "dataset": "substitutes", "data": {}}
    answer, took = await timed(teams.people.find(away.user, away.last(), query))
    assert (answer.status, answer.error) == (200, None)
    assert took < INVOKE
    answer, took = await timed(teams.look_up(away.user, "vandaag"))
    assert (answer.status, answer.error) == (200, None)
    assert took < INVOKE
