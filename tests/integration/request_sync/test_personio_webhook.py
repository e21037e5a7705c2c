"""``POST /webhooks/personio``: who may say what, how much, and how soon it is answered."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.web.personio_webhook import MAX_BODY, PATH, PersonioWebhook, WebhookActions
from tests.support.connected_webhooks import TOKEN

EVENT = {"event_name": "absence-period.updated.status", "payload": {"absence_period": {"id": "a-1"}}}


class Kept:
    """What came through the webhook."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.happened: list[str] = []
        self.slow: asyncio.Event | None = None
        self.broken = False

    async def absences(self, ids: Any) -> int:
        if self.slow:
            await self.slow.wait()
        if self.broken:
            raise RuntimeError("no database")
        self.ids += ids
        return len(ids)

    def news(self) -> WebhookActions:
        return WebhookActions(
            self.absences,
            lambda: self.happened.append("wake"),
            lambda: self.happened.append("absence"),
            lambda: self.happened.append("person"),
        )


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
async def webhook(kept, aiohttp_server):
    app = web.Application()
    app.router.add_post(PATH, PersonioWebhook(TOKEN, kept.news(), patience=0.2).events)
    server = await aiohttp_server(app)
    async with aiohttp.ClientSession(server.make_url("/")) as http:

        async def post(body: Any, token: str | None = TOKEN) -> tuple[int, bytes]:
            data = body if isinstance(body, bytes) else json.dumps(body)
            headers = {"Authorization": token} if token is not None else {}
            async with http.post(PATH, data=data, headers=headers) as answer:
                return answer.status, await answer.read()

        yield post


@pytest.mark.parametrize("key", ["absence_period", "absence-period"])
async def test_both_spellings_are_read(webhook, kept, key):
    assert await webhook({**EVENT, "payload": {key: {"id": "a-1"}}}) == (204, b"")
    assert kept.ids == ["a-1"]
    assert kept.happened == ["wake", "absence"]


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", TOKEN[:-1], f"Bearer {TOKEN}", "caf\udce9"])
async def test_without_the_token_nothing_is_read_and_nothing_said(webhook, kept, token):
    assert await webhook(EVENT, token) == (401, b"")
    assert await webhook(b"not even JSON", token) == (401, b"")
    assert kept.ids == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b"[]",
        b'"absence-period.created"',
        b"[" * 50_000,
        b"{}",
        b'{"event_name": "absence-period.created"}',
        b'{"event_name": "absence-period.created", "payload": {"absence_period": {"id": "../../people"}}}',
    ],
)
async def test_what_is_no_event_is_refused(webhook, kept, body):
    assert (await webhook(body))[0] == 400
    assert kept.ids == []


async def test_what_is_too_large_is_refused_before_it_is_read(webhook, kept):
    assert (await webhook(b" " * MAX_BODY + json.dumps(EVENT).encode()))[0] == 413
    assert kept.ids == []


async def test_events_about_people_have_them_read_again(webhook, kept):
    for name in ("person.updated", "employment.terminated"):
        assert await webhook({"event_name": name, "payload": {"person": {"id": "1"}}}) == (204, b"")
    assert (kept.ids, kept.happened) == ([], ["person", "person"])


async def test_other_events_are_taken_and_left(webhook, kept):
    assert await webhook({"event_name": "document.created", "payload": {"document": {"id": "1"}}}) == (204, b"")
    assert (kept.ids, kept.happened) == ([], [])


async def test_a_slow_database_is_admitted_in_time_so_that_personio_repeats(webhook, kept):
    kept.slow = asyncio.Event()
    assert await webhook(EVENT) == (503, b"")
    kept.slow = None
    assert await webhook(EVENT) == (204, b"")
    assert kept.ids == ["a-1"]


async def test_a_broken_database_is_admitted_too(webhook, kept):
    kept.broken = True
    assert await webhook(EVENT) == (503, b"")


async def test_without_a_token_in_the_settings_there_is_no_door(open_life):
    life = await open_life(personio_webhook_token=None)
    for token in (None, "", TOKEN):
        assert (await life.post(EVENT, token=token)).status == 404


async def test_only_post_is_known(life):
    async with life.http.get(life.stage.bot.url + PATH, headers={"Authorization": TOKEN}) as answer:
        assert answer.status == 405


async def test_events_about_absences_of_others_are_harmless(life):
    mine = await life.file()
    await life.idle()
    reads = life.reads(mine.absence_id)
    for each in ("not-ours", "00000000-0000-4000-8000-000000000001"):
        assert await life.say_happened(each) == 204
    await life.idle()
    assert life.reads(mine.absence_id) == reads


json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["event_name", "payload", "absence_period", "absence-period", "id", "person"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | json_like.map(lambda value: json.dumps(value).encode()))
async def test_whatever_is_posted_is_answered_and_never_with_an_error_of_ours(body):
    kept = Kept()
    app = web.Application()
    app.router.add_post(PATH, PersonioWebhook(TOKEN, kept.news()).events)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
        async with (
            aiohttp.ClientSession() as http,
            http.post(url, data=body, headers={"Authorization": TOKEN}) as answer,
        ):
            assert answer.status in {204, 400}
    finally:
        await runner.cleanup()
