"""Every answer, whatever was asked: not stored, not framed, not guessed at, and silent about who answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.bootstrap import run_app
from bot.settings.settings import Settings
from bot.web.connection import SAFE

ROUTES = {
    "/api/messages": "POST",
    "/webhooks/personio": "POST",
    "/healthz": "GET,HEAD",
    "/readyz": "GET,HEAD",
    "/metrics": "GET,HEAD",
}
UNKNOWN = ["/", "/nothing", "/api/messages/", "/api/messages/../..//etc/passwd", "/%00", "/favicon.ico"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
RAW = {
    b"GARBAGE\r\n\r\n": b"400",
    b"GET / HTTP/9.9\r\n\r\n": b"400",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 20_000 + b"\r\n\r\n": b"400",
    b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n": b"400",
    b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n": b"400",
}


@pytest.fixture
async def url(tmp_path) -> AsyncIterator[str]:
    settings = Settings(
        _env_file=None, app_id=None, database_url=f"sqlite:///{tmp_path / 'bot.db'}", port=0, personio_base_url="http://127.0.0.1:9"
    )  # fmt: skip
    async with run_app(settings) as bot:
        yield bot.url


def safe(headers) -> bool:
    return all(headers.get(name) == value for name, value in SAFE.items()) and "Server" not in headers


async def test_every_route_path_and_method_answers_with_the_same_headers(url):
    async with ClientSession() as client:
        for path in (*ROUTES, *UNKNOWN):
            for method in METHODS:
                async with client.request(method, url + path, data=b"{}" if method == "POST" else None) as answer:
                    assert safe(answer.headers), (method, path, answer.headers)
                    assert answer.status < 500, (method, path)


async def test_an_unknown_path_is_404_and_a_wrong_method_405_that_says_which_are_right(url):
    async with ClientSession() as client:
        for path in UNKNOWN:
            async with client.get(url + path) as answer:
                assert answer.status == 404, path
        for path, allowed in ROUTES.items():
            for method in set(METHODS) - set(allowed.split(",")):
                async with client.request(method, url + path) as answer:
                    assert (answer.status, answer.headers["Allow"]) == (405, allowed), (method, path)


async def test_head_is_get_without_the_body(url):
    async with ClientSession() as client:
        for path in ("/healthz", "/readyz", "/metrics"):
            async with client.head(url + path) as answer:
                assert (answer.status, await answer.read()) == (200, b"")


async def test_what_is_no_http_is_400_without_a_word_of_it(url):
    host, port = url.removeprefix("http://").split(":")
    for sent, status in RAW.items():
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(sent)
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        assert head.split()[1] == status, sent[:50]
        assert body == b""
        assert b"\r\nServer:" not in head
        for name, value in SAFE.items():
            assert f"\r\n{name}: {value}".encode() in head
