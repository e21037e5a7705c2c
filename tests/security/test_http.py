"""What is no activity at all, over raw HTTP, against the whole bot."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest

from tests.support.attacker import JSON, MessageEndpoint, watched
from tests.support.stage import Stage

pytestmark = pytest.mark.timeout(30)

NOT_UNDERSTOOD = [
    (b"", JSON, 400),
    (b"{", JSON, 400),
    (b"null", JSON, 400),
    (b"[]", JSON, 400),
    (b"{}", JSON, 400),
    (b"NaN", JSON, 400),
    (b'{"type":null}', JSON, 400),
    (b'{"type":["message"]}', JSON, 400),
    (b"\xff\xfe{\x00}\x00", JSON, 400),
    (b"[" * 100_000, JSON, 400),
    (b'{"a":' * 50_000, JSON, 400),
    (b'{"type":"message","n":' + b"9" * 5_000 + b"}", JSON, 400),
    (b'{"type":"message","text":"' + b"x" * 300_000 + b'"}', JSON, 413),
    (b'{"type":"message"}', {"Content-Type": "text/plain"}, 415),
    (b'{"type":"message"}', {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    (b'{"type":"message"}', {"Content-Type": ""}, 415),
]


async def test_what_is_no_activity_is_told_so(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    with watched() as trouble:
        for body, headers, status in NOT_UNDERSTOOD:
            assert (await http_endpoint.post(body, headers))[0] == status, body[:50]
        assert trouble.found() == []


async def test_a_body_without_an_announced_length_is_limited_too(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    async def endless() -> Any:
        for _ in range(64):
            yield b"x" * 16_384

    async with http_endpoint.client.post(http_endpoint.url, data=endless(), headers=JSON) as answer:
        assert answer.status == 413


async def test_a_small_body_that_unpacks_to_a_huge_one_is_refused(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    bomb = gzip.compress(b'{"type":"message","text":"' + b"x" * 50_000_000 + b'"}')
    assert len(bomb) < 256 * 1024
    status, _ = await http_endpoint.post(bomb, {"Content-Encoding": "gzip"})
    assert status == 415


async def test_a_body_in_a_broken_encoding_leaves_no_error_behind(stage: Stage) -> None:
    with watched() as trouble:
        status, _ = await _alone(stage.bot.url, b'{"type":"message"}', "Content-Encoding: gzip\r\n")
        assert status == 415
        await stage.say("hallo")  # by then the server is done with the broken one
        assert trouble.found() == []


async def test_other_methods_and_addresses_are_no_server_error(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    for method in ("GET", "PUT", "DELETE", "OPTIONS", "TRACE"):
        async with http_endpoint.client.request(method, http_endpoint.url) as answer:
            assert answer.status == 405, method
    for path in ("/", "/api/messages/", "/api/messages/../..//etc/passwd", "/%00", "/api%2fmessages"):
        async with http_endpoint.client.post(stage.bot.url + path, data=b"{}", headers=JSON) as answer:
            assert answer.status == 404, path


async def test_whoever_hangs_up_halfway_disturbs_nobody(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    with watched() as trouble:
        port = int(stage.bot.url.rpartition(":")[2])
        for _ in range(10):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n")
            writer.write(b"Content-Length: 5000\r\n\r\n{")
            await writer.drain()
            writer.close()
        await stage.say("hallo")
        assert stage.card()
        assert trouble.found() == []


async def test_an_invoke_of_an_unknown_name_is_not_implemented(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    for name in (None, "", "task/fetch", "composeExtension/submitAction", "signin/verifyState", "x" * 5_000):
        activity = stage.demo.teams.envelope("invoke", stage.user) | {"name": name, "value": {}}
        assert await http_endpoint.post(activity) == (501, None), name


async def test_an_invoke_whose_name_is_no_text_is_not_implemented(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    with watched() as trouble:
        for name in (7, [], {}, ["adaptiveCard/action"]):
            activity = stage.demo.teams.envelope("invoke", stage.user) | {"name": name, "value": {}}
            assert await http_endpoint.post(activity) == (501, None), name
        assert trouble.found() == []


async def test_a_press_that_cannot_be_read_gets_a_fresh_card(stage: Stage, http_endpoint: MessageEndpoint) -> None:
    for value in (None, [], "x", {}, {"action": None}, {"action": {"verb": 7, "data": []}}):
        activity = stage.demo.teams.envelope("invoke", stage.user) | {"name": "adaptiveCard/action", "value": value}
        status, body = await http_endpoint.post(activity)
        assert (status, body["statusCode"]) == (200, 200), value
        assert body["value"]["type"] == "AdaptiveCard"


async def _alone(bot_url: str, body: bytes, header: str) -> tuple[int, bytes]:
    """Post over a connection of its own; return status and the rest."""
    port = int(bot_url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{header}Content-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    status = int((await reader.readline()).split()[1])
    rest = await reader.read(2_000)
    writer.close()
    return status, rest
