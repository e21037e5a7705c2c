"""Personio's webhook over HTTP: without the token nothing is taken, and with it nothing is believed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.web import personio_webhook

TOKEN = "a-long-random-text-0123456789"
EVENT = {"event_name": "absence-period.updated.status", "payload": {"absence_period": {"id": "42"}}}
HINTS: list[str] = []


async def remember(absences: Collection[str]) -> int:
    HINTS.extend(absences)
    return 0


@pytest.fixture
async def http_endpoint(request) -> AsyncIterator[tuple[ClientSession, str]]:
    HINTS.clear()
    news = personio_webhook.WebhookActions(remember, lambda: None, lambda: None, lambda: None)
    app = web.Application()
    app.router.add_post(
        personio_webhook.PATH, personio_webhook.PersonioWebhook(getattr(request, "param", TOKEN), news).events
    )
    async with TestServer(app, host="127.0.0.1") as server, ClientSession() as client:
        yield client, str(server.make_url(personio_webhook.PATH))


async def status(http_endpoint, authorization: str | None, body: bytes = json.dumps(EVENT).encode()) -> int:
    client, url = http_endpoint
    headers = {"Content-Type": "application/json"} | ({"Authorization": authorization} if authorization else {})
    async with client.post(url, data=body, headers=headers) as answer:
        return answer.status


WRONG = [None, "", "wrong", TOKEN[:-1], f"{TOKEN}x", TOKEN.upper(), f"Bearer {TOKEN}", f"{TOKEN},{TOKEN}", "\xff"]


@pytest.mark.parametrize("authorization", WRONG)
async def test_without_the_token_it_is_401_and_nothing_is_kept(http_endpoint, authorization):
    assert await status(http_endpoint, authorization) == 401
    assert HINTS == []


@pytest.mark.parametrize("http_endpoint", [None, ""], indirect=True)
async def test_without_a_token_of_ours_there_is_no_such_door(http_endpoint):
    assert await status(http_endpoint, None) == 404
    assert await status(http_endpoint, "None") == 404
    assert HINTS == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"event_name": null}', b"\xff\xfe", b"[" * 5000])
async def test_garbage_with_the_token_is_400(http_endpoint, body):
    assert await status(http_endpoint, TOKEN, body) == 400
    assert HINTS == []


async def test_too_much_is_413(http_endpoint):
    assert await status(http_endpoint, TOKEN, b" " * (personio_webhook.MAX_BODY + 1)) == 413


async def test_with_the_token_an_event_is_a_hint_to_look_and_no_more(http_endpoint):
    lies = {"status": "approved", "person": {"id": "1"}, "absence_period": {"id": "42", "status": "approved"}}
    event = json.dumps({"event_name": "absence-period.updated.status", "payload": lies}).encode()
    assert await status(http_endpoint, TOKEN, event) == 204
    assert HINTS == ["42"]
