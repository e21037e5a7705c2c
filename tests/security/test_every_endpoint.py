"""Every address of the bot, with every method and any bytes: answered, and never with an error of ours."""

from __future__ import annotations

import random
from urllib.parse import quote

import pytest
from aiohttp import ClientSession

from tests.support.attacker import watched
from tests.support.stage import Stage

pytestmark = pytest.mark.timeout(120)

PATHS = (
    "/api/messages",
    "/webhooks/personio",
    "/healthz",
    "/readyz",
    "/metrics",
    "/",
    "/api",
    "/.env",
    "/..%2f..%2fetc",
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND")
TYPES = ("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "?")


@pytest.mark.parametrize("path", PATHS)
async def test_whatever_comes_is_answered_and_breaks_nothing(stage: Stage, path: str) -> None:
    chance = random.Random(path)
    with watched() as trouble:
        async with ClientSession() as client:
            for method in METHODS * 4:
                body = chance.choice(
                    (b"", b"{}", b"[]", b'{"type":"invoke"}', b"\xff\xfe", chance.randbytes(300), b"0" * 300_000)
                )
                query = f"?{quote(chance.randbytes(8).decode('latin-1'))}={chance.randrange(10**9)}"
                headers = {
                    "Content-Type": chance.choice(TYPES),
                    "Authorization": chance.choice(("", "Bearer x.y.z", "Basic YTpi", "\u00ff" * 20)),
                    "X-Forwarded-For": chance.choice(("", "1.2.3.4, ::1", "nobody")),
                }
                url = stage.bot.url + path + query
                async with client.request(method, url, data=body, headers=headers, allow_redirects=False) as answer:
                    await answer.read()
                    assert answer.status < 500, (method, body[:20], answer.status)
                    assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert trouble.found() == []
    await stage.say("hoi")
    assert "Hoi!" in stage.words()
