"""The bot's own token, asked for with each kind of credential; the issuer and the identity service are on loopback."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from bot.core.events import Tell
from bot.core.messaging import NotAllowed, TryLater
from bot.teams.access_token import Tokens
from bot.teams.config import TeamsConfig
from tests.support.connector import Connector
from tests.support.issuer import APP_ID, Issuer
from tests.support.teams_bot import TENANT, BrowserBot

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Microsoft:
    """Hands out tokens to the app, and to the machine's identity."""

    url: str = ""
    forms: list[dict[str, str]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    identity_works: bool = True
    lifetime: object = 3600

    async def token(self, request: web.Request) -> web.Response:
        self.forms.append({key: str(value) for key, value in (await request.post()).items()})
        return web.json_response({"access_token": "ours", "expires_in": self.lifetime, "token_type": "Bearer"})

    async def identity(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        if not self.identity_works:
            return web.json_response({"statusCode": 400, "message": "no such identity"}, status=400)
        expires = str(int(dt.datetime.now(dt.UTC).timestamp()) + 3600)
        return web.json_response(
            {"access_token": "the machine's", "expires_on": expires, "resource": "x", "token_type": "Bearer"}
        )


@pytest.fixture
async def microsoft() -> AsyncIterator[Microsoft]:
    here = Microsoft()
    app = web.Application()
    app.router.add_post("/token", here.token)
    app.router.add_get("/identity", here.identity)
    async with TestServer(app, host="127.0.0.1") as server:
        here.url = str(server.make_url("")).rstrip("/")
        yield here


def config(microsoft: Microsoft, **credential) -> TeamsConfig:
    return TeamsConfig(app_id="app", tenant_id="tenant", token_url=f"{microsoft.url}/token", **credential)


async def token(microsoft: Microsoft, **credential) -> str | None:
    return await Tokens(config(microsoft, **credential), lambda: NOW).token()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(NOW - dt.timedelta(days=1))
        .not_valid_after(NOW + dt.timedelta(days=365))
        .sign(KEY, hashes.SHA256())
    )
    path = tmp_path / "bot.pem"
    private = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


async def test_a_certificate_signs_an_assertion_that_names_it(microsoft: Microsoft, certificate: Path) -> None:
    pem = certificate.read_bytes()  # noqa: ASYNC240 - a small file of our own
    assert await token(microsoft, certificate=certificate) == "ours"
    [form] = microsoft.forms
    assert "client_secret" not in form
    claims = jwt.decode(
        form["client_assertion"], KEY.public_key(), algorithms=["RS256", "PS256"], options={"verify_aud": False}
    )
    assert claims["iss"] == claims["sub"] == "app"
    thumbprint = x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256())
    named = jwt.get_unverified_header(form["client_assertion"])["x5t#S256"]
    assert base64.urlsafe_b64decode(named + "==") == thumbprint


async def test_a_certificate_s_assertion_is_for_the_address_that_it_goes_to(
    microsoft: Microsoft, certificate: Path
) -> None:
    """Entra refuses any other audience: https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials"""
    await token(microsoft, certificate=certificate)
    claims = jwt.decode(microsoft.forms[0]["client_assertion"], options={"verify_signature": False})
    assert claims["aud"] == f"{microsoft.url}/token".replace("http://", "https://")


@pytest.mark.parametrize(
    ("address", "audience"),
    [
        ("https://login.microsoftonline.com/t/oauth2/v2.0/token", "api://AzureADTokenExchange"),
        ("https://login.microsoftonline.us/t/oauth2/v2.0/token", "api://AzureADTokenExchangeUSGov"),
        ("https://login.partner.microsoftonline.cn/t/oauth2/v2.0/token", "api://AzureADTokenExchangeChina"),
        ("http://127.0.0.1:1/token", "api://AzureADTokenExchange"),
    ],
)
def test_what_an_identity_s_token_is_for_depends_on_the_cloud(address: str, audience: str) -> None:
    from bot.teams.access_token import _exchange

    assert _exchange(address) == audience


async def test_the_token_is_for_the_scope_that_is_set(microsoft: Microsoft) -> None:
    config_ = replace(config(microsoft, app_password="x"), token_scope="https://api.botframework.us/.default")
    await Tokens(config_, lambda: NOW).token()
    await token(microsoft, app_password="x")
    assert [form["scope"] for form in microsoft.forms] == [
        "https://api.botframework.us/.default",
        "https://api.botframework.com/.default",
    ]


@pytest.mark.parametrize("lifetime", [10**400, -1, 0, None, [], {}, "soon", "9" * 40, True, 1e300], ids=range(10))
async def test_a_lifetime_that_is_none_makes_a_token_that_is_used_once(microsoft: Microsoft, lifetime: object) -> None:
    """A number too large for a float was an error that no caller expects."""
    microsoft.lifetime = lifetime
    tokens = Tokens(config(microsoft, app_password="x"), lambda: NOW)
    for _ in range(2):
        try:
            assert await tokens.token() == "ours"
        except TryLater:  # what msal itself cannot read
            assert not isinstance(lifetime, int)
    assert len(microsoft.forms) == 2


async def test_a_federated_token_is_read_anew_each_time(microsoft: Microsoft, tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("first\n")
    tokens = Tokens(config(microsoft, federated_token_file=path), lambda: NOW)
    await tokens.token()
    path.write_text("second\n")
    tokens.forget()
    await tokens.token()
    assert [form["client_assertion"] for form in microsoft.forms] == ["first", "second"]


async def test_a_managed_identity_s_token_is_exchanged_for_the_bot_s(
    microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{microsoft.url}/identity")
    monkeypatch.setenv("IDENTITY_HEADER", "h")
    assert await token(microsoft, managed_identity="identity-1") == "ours"
    assert microsoft.forms[0]["client_assertion"] == "the machine's"
    assert microsoft.asked[0]["resource"] == "api://AzureADTokenExchange"
    assert microsoft.asked[0]["client_id"] == "identity-1"


async def test_an_identity_that_gives_nothing_is_told_without_its_words(
    microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{microsoft.url}/identity")
    monkeypatch.setenv("IDENTITY_HEADER", "h")
    microsoft.identity_works = False
    with pytest.raises(NotAllowed, match="managed identity gives no token"):
        await token(microsoft, managed_identity="system")


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----", b"\xff\xfe secret"])
async def test_a_certificate_that_cannot_be_read_is_said_so_and_nothing_of_it(
    microsoft: Microsoft, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "bot.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotAllowed) as caught:
        await token(microsoft, certificate=path)
    assert "certificate" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert str(path) not in str(caught.value)


async def test_a_sovereign_cloud_is_a_matter_of_settings(
    microsoft: Microsoft, issuer: Issuer, connector: Connector
) -> None:
    """Issuer and scope were the public cloud's, whatever was set."""
    from bot.bootstrap import teams_config
    from bot.settings.settings import Settings

    settings = Settings(
        _env_file=None, app_id=APP_ID, app_password="x", tenant_id=TENANT, openid_metadata=issuer.metadata_url,
        service_hosts="127.0.0.1", token_url=f"{microsoft.url}/token", token_issuer="https://api.botframework.us",
        token_scope="https://api.botframework.us/.default",
    )  # fmt: skip
    async with BrowserBot(teams_config(settings), service_url=connector.url, issuer=issuer) as built:
        built.reply = Tell("hoi")
        bearer = issuer.bearer(connector.url, iss="https://api.botframework.us")
        assert (await built.post(headers={"Authorization": bearer}))[0] == 200
        assert (await built.post())[0] == 401
        await built.settle()
    assert [form["scope"] for form in microsoft.forms] == ["https://api.botframework.us/.default"]
    assert [call.headers["Authorization"] for call in connector.calls] == ["Bearer ours"]


@pytest.mark.parametrize("hosts", ["https://smba.example.com", "smba.example.com/emea", "a b", "*.example.com", "."])
def test_a_service_host_that_is_no_host_name_is_refused(hosts: str) -> None:
    from bot.settings.settings import Settings

    with pytest.raises(ValueError, match="TEAMS_SERVICE_HOSTS"):
        Settings(_env_file=None, TEAMS_SERVICE_HOSTS=hosts)


def test_two_credentials_are_refused() -> None:
    with pytest.raises(ValueError, match="only one of"):
        TeamsConfig(app_id="a", tenant_id="t", app_password="x", managed_identity="system")


def test_secrets_come_from_files_where_the_environment_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.settings.settings import Settings

    monkeypatch.delenv("MicrosoftAppPassword", raising=False)
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path))
    (tmp_path / "MicrosoftAppPassword").write_text("from a file\n")
    (tmp_path / "DATABASE_URL").write_text("postgresql://u:p@db/bot\n")
    settings = Settings(_env_file=None)
    assert settings.app_password is not None
    assert settings.app_password.get_secret_value() == "from a file"
    assert settings.database_url.get_secret_value() == "postgresql://u:p@db/bot"
    assert "from a file" not in json.dumps(settings.model_dump(mode="json"), default=str)
