"""Who pretends to be Personio, or sends us elsewhere, gets nothing of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from personio_client import PersonioClient, PersonioError

SECRET = "a-secret-that-must-stay-here"


class Recorder:
    """A server that answers as told and remembers what it was sent."""

    def __init__(self, answer: web.Response | None = None) -> None:
        self.heard: list[str] = []
        self.location = ""
        self.status = 307
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._take)
        self.server = TestServer(app, host="127.0.0.1")

    async def _take(self, request: web.Request) -> web.Response:
        self.heard.append(f"{request.path_qs} {dict(request.headers)} {await request.text()}")
        if self.location:
            return web.Response(status=self.status, headers={"Location": self.location})
        return web.json_response({"access_token": "stolen", "expires_in": 86400})

    @property
    def url(self) -> str:
        return str(self.server.make_url("")).rstrip("/")


@pytest.fixture
async def pair() -> AsyncIterator[tuple[Recorder, Recorder]]:
    """A Personio that sends us elsewhere, and elsewhere."""
    here, elsewhere = Recorder(), Recorder()
    async with here.server, elsewhere.server:
        here.location = f"{elsewhere.url}/v2/auth/token"
        yield here, elsewhere


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed_so_no_secret_goes_elsewhere(pair, status):
    here, elsewhere = pair
    here.status = status
    async with PersonioClient("id", SECRET, base_url=here.url, retries=1) as client:
        with pytest.raises(PersonioError) as refused:
            await client.absence_types()
    assert here.heard
    assert elsewhere.heard == []
    assert SECRET not in str(refused.value)


async def test_the_address_is_the_operators_and_nobody_elses(pair):
    here, elsewhere = pair
    here.location = ""
    async with PersonioClient("id", SECRET, base_url=here.url, retries=1) as client:
        with pytest.raises(PersonioError):
            await client.absence_types()
    assert here.heard
    assert elsewhere.heard == []
