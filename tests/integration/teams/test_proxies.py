"""An operator's proxy is used for everything that goes out, and for nothing on this machine."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import httpcore
import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.core.messaging import TryLater, Unknown
from bot.core.proxies import proxy_for
from bot.settings.outgoing import personio_transport
from bot.teams import TeamsConfig, Timeouts
from bot.teams.access_token import Tokens
from bot.teams.connector import Outbound
from personio_client import PersonioClient
from tests.support.bot_process import BotProcess
from tests.support.connector import Connector
from tests.support.forward_proxy import ForwardProxy, authority
from tests.support.issuer import APP_ID, ISSUER, Issuer
from tests.support.teams_bot import PUBLIC, TENANT

HOSTS = ("login.botframework.com", "login.microsoftonline.com", "smba.trafficmanager.net", "api.personio.de")
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, *map(str.upper, NAMES)):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({}, PUBLIC, None),
        ({"HTTPS_PROXY": "http://proxy.corp:3128"}, PUBLIC, "http://proxy.corp:3128"),
        ({"https_proxy": "proxy.corp:3128"}, PUBLIC, "http://proxy.corp:3128"),
        ({"HTTPS_PROXY": "http://user:word@proxy.corp:3128"}, PUBLIC, "http://user:word@proxy.corp:3128"),
        ({"ALL_PROXY": "http://proxy.corp:3128"}, PUBLIC, "http://proxy.corp:3128"),
        ({"HTTP_PROXY": "http://proxy.corp:3128"}, PUBLIC, None),
        ({"HTTPS_PROXY": "socks5://proxy.corp:1080"}, PUBLIC, None),
        ({"HTTPS_PROXY": "http://proxy.corp:many"}, PUBLIC, None),
        ({"HTTPS_PROXY": "http://proxy.corp:3128", "NO_PROXY": "trafficmanager.net"}, PUBLIC, None),
        ({"HTTPS_PROXY": "http://proxy.corp:3128", "NO_PROXY": "*"}, PUBLIC, None),
        ({"HTTPS_PROXY": "http://proxy.corp:3128", "NO_PROXY": "example.com"}, PUBLIC, "http://proxy.corp:3128"),
        ({"HTTP_PROXY": "http://proxy.corp:3128"}, "http://127.0.0.1:3979/emea/", None),
        ({"HTTP_PROXY": "http://proxy.corp:3128"}, "http://[::1]:3979/emea/", None),
        ({"HTTP_PROXY": "http://proxy.corp:3128"}, "http://localhost/", None),
    ],
)
def test_the_environment_names_the_proxy_and_its_exceptions(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], url: str, proxy: str | None
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(URL(url)) == (URL(proxy) if proxy else None)


async def test_a_proxy_that_lets_nothing_through_has_delivered_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """So a post that must not be repeated after an unknown outcome may be tried again."""
    async with ForwardProxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        outbound = Outbound(TeamsConfig(app_id=APP_ID, tenant_id=TENANT), now, patience=Timeouts(first_wait=0.0))
        outbound._tokens._token, outbound._tokens._until = "ours", now().timestamp() + 3600
        with pytest.raises(TryLater) as caught:
            await outbound.call("POST", PUBLIC, "conversations", tenant_id=TENANT, body={}, repeat=False)
        assert not isinstance(caught.value, Unknown)
        assert proxy.hosts() == {"smba.trafficmanager.net"}
        await outbound.close()


async def test_nothing_on_this_machine_is_asked_for_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch, connector: Connector, issuer: Issuer
) -> None:
    """Local mode, the demo and a proxy on the developer's machine."""
    async with ForwardProxy() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        config = TeamsConfig(
            app_id=APP_ID,
            tenant_id=TENANT,
            app_password="x",
            token_url=connector.token_url,
            service_hosts=("127.0.0.1",),
        )
        outbound = Outbound(config, now, patience=Timeouts(first_wait=0.0))
        await outbound.fetch(issuer.metadata_url)
        await outbound.call("POST", connector.url, "conversations", tenant_id=TENANT, body={})
        assert await Tokens(config, now).token() == "ours"
        personio = PersonioClient("id", "secret", base_url=connector.url, retries=0)
        connector.answers.clear()
        with pytest.raises(Exception, match="token"):  # the connector is no Personio
            await personio.absence_types()
        await personio.aclose()
        await outbound.close()
        assert proxy.asked == []


@pytest.mark.parametrize(
    ("no_proxy", "through"),
    [("fd00::/8,10.0.0.0/8,.svc.cluster.local", True), ("[::1],localhost", True), (".personio.de", False)],
)
def test_exceptions_are_read_for_personio_as_for_teams(
    monkeypatch: pytest.MonkeyPatch, no_proxy: str, through: bool
) -> None:
    """A cluster with IPv6 names networks there, which httpx takes for broken addresses."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.com:3128")
    monkeypatch.setenv("NO_PROXY", no_proxy)
    way = personio_transport("https://api.personio.de")
    assert isinstance(way, httpx.AsyncHTTPTransport)
    assert isinstance(way._pool, httpcore.AsyncHTTPProxy) is through


async def test_the_machine_s_identity_service_is_asked_directly(
    monkeypatch: pytest.MonkeyPatch, connector: Connector
) -> None:
    async def identity(_request: web.Request) -> web.Response:
        return web.json_response({"access_token": "a", "expires_on": "99999999999", "resource": "x"})

    app = web.Application()
    app.router.add_get("/identity", identity)
    async with ForwardProxy() as proxy, TestServer(app, host="127.0.0.1") as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("IDENTITY_ENDPOINT", str(server.make_url("/identity")))
        monkeypatch.setenv("IDENTITY_HEADER", "h")
        config = TeamsConfig(app_id=APP_ID, tenant_id=TENANT, managed_identity="system", token_url=connector.token_url)
        assert await Tokens(config, now).token() == "ours"
        assert proxy.asked == []


@pytest.mark.timeout(120)
async def test_a_bot_that_reaches_the_world_through_a_proxy_alone_answers(tmp_path: Path, issuer: Issuer) -> None:
    """The whole bot with Microsoft's and Personio's own addresses, which only the proxy can reach."""
    asked: list[str] = []
    answered = asyncio.Event()

    async def world(request: web.Request) -> web.Response:
        host = request.host.partition(":")[0]
        asked.append(f"{request.method} {host}{request.path}")
        if host == "login.botframework.com" and request.path.endswith("openidconfiguration"):
            return web.json_response({"issuer": ISSUER, "jwks_uri": f"https://{host}/v1/.well-known/keys"})
        if host == "login.botframework.com":
            return await issuer._keys(request)
        if host == "login.microsoftonline.com":
            return web.json_response({"token_type": "Bearer", "expires_in": 3600, "access_token": "ours"})
        if host == "smba.trafficmanager.net" and request.method == "POST":
            assert request.headers["Authorization"] == "Bearer ours"
            answered.set()
            return web.json_response({"id": "posted"}, status=201)
        return web.json_response({}, status=401)  # Personio's is refused, so that nothing is tried again

    ca, context = authority(tmp_path, *HOSTS)
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", world)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server(ssl=context)
    assert server.port
    async with ForwardProxy(dict.fromkeys(HOSTS, server.port)) as proxy:
        bot = BotProcess(
            {
                "MicrosoftAppId": APP_ID, "MicrosoftAppPassword": "a-password", "MicrosoftAppTenantId": TENANT,
                "PERSONIO_CLIENT_ID": "id", "PERSONIO_CLIENT_SECRET": "a-secret",
                "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}",
                "HTTPS_PROXY": proxy.url, "SSL_CERT_FILE": str(ca), "REQUESTS_CA_BUNDLE": str(ca),
            },
            log=tmp_path / "bot.log",
        )  # fmt: skip
        await bot.start()
        try:
            said = {
                "type": "message", "id": "1", "serviceUrl": PUBLIC, "channelId": "msteams", "text": "hallo",
                "from": {"id": "29:jan", "aadObjectId": "aad-jan"}, "recipient": {"id": f"28:{APP_ID}"},
                "conversation": {"conversationType": "personal", "id": "a:chat-1", "tenantId": TENANT},
                "channelData": {"tenant": {"id": TENANT}}, "locale": "nl-NL",
            }  # fmt: skip
            async with httpx.AsyncClient(trust_env=False) as teams:
                bearer = issuer.bearer(PUBLIC)
                told = await teams.post(
                    f"{bot.url}/api/messages", json=said, headers={"Authorization": bearer}, timeout=30
                )
            assert told.status_code == 200, (tmp_path / "bot.log").read_text()[-2000:]
            async with asyncio.timeout(30):
                await answered.wait()
        finally:
            assert await bot.stop() == 0
    await server.close()
    assert proxy.hosts() == set(HOSTS)
    assert f"POST login.microsoftonline.com/{TENANT}/oauth2/v2.0/token" in asked
    assert "POST api.personio.de/v2/auth/token" in asked


def now() -> datetime:
    return datetime.now(UTC)
