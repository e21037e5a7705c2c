"""Mistakes that were made while the bot was set up: each is one clear finding with the way out, no defect of the bot.

Where the bot cannot start with it, it says so at the start in one sentence as well.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from app import main
from bot.bootstrap import personio_client
from bot.cli.diagnostics import Finding
from bot.cli.diagnostics.http import PATH
from bot.observability.tracing_settings import tracing_faults
from bot.settings.outgoing_rules import outgoing_faults
from bot.settings.settings import Settings
from bot.web.personio_webhook import token_fault
from tests.support.check_world import DOMAIN, World, environment, named, secret
from tests.support.connector import Answer

GUID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
REGISTERED = {"MicrosoftAppId": GUID, "MicrosoftAppTenantId": GUID, "MicrosoftAppPassword": "a secret of ours"}
NOWHERE = "http://127.0.0.1:1"


def bad(findings: list[Finding]) -> list[str]:
    return [each.code for each in findings if each.level != "ok"]


async def serve(environment: dict[str, str]) -> Result:
    """Start the bot with settings that it cannot start with."""
    return await asyncio.to_thread(CliRunner().invoke, main, ["serve"], env=environment)


async def check(environment: dict[str, str]) -> tuple[int, list[dict[str, str]]]:
    answer = await asyncio.to_thread(CliRunner().invoke, main, ["check", "--json"], env=environment)
    assert "Traceback" not in answer.output
    return answer.exit_code, json.loads(answer.stdout)["findings"]


def registered(world: World) -> dict[str, str]:
    """Return settings of a bot with an app id, all of it on this machine."""
    return REGISTERED | {
        "BotOpenIdMetadata": f"{NOWHERE}/keys",
        "TEAMS_TOKEN_URL": f"{NOWHERE}/token",
        "PERSONIO_CLIENT_ID": world.credential.client_id,
        "PERSONIO_CLIENT_SECRET": world.credential.secret,
        "PERSONIO_BASE_URL": world.personio.url,
        "DATABASE_URL": world.database_url,
        "PORT": "0",
    }


# --- what the bot does not start with --------------------------------------------------------------------------------

REFUSED: dict[str, tuple[dict[str, str], str, str]] = {
    "a tenant by its domain": ({"MicrosoftAppTenantId": "contoso.onmicrosoft.com"}, "settings.tenant_form", "Directory (tenant) ID"),
    "a tenant that is none": ({"MicrosoftAppTenantId": "organizations"}, "settings.tenant_form", "Directory (tenant) ID"),
    "a secret and an identity": ({"MicrosoftAppManagedIdentity": "system"}, "settings.two_credentials", "Keep the one that you use"),
    "a secret and a certificate": ({"MicrosoftAppCertificate": "bot.pem"}, "settings.two_credentials", "Keep the one that you use"),
    "one port for everything": ({"PORT": "3978", "METRICS_PORT": "3978"}, "settings.metrics_port", "another number"),
    "the version in Personio's address": ({"PERSONIO_BASE_URL": "http://127.0.0.1:1/v2"}, "personio.address_wrong", "https://api.personio.de"),
    "the version and a slash": ({"PERSONIO_BASE_URL": "http://127.0.0.1:1/v1/"}, "personio.address_wrong", "https://api.personio.de"),
    "a path of the API": ({"PERSONIO_BASE_URL": "http://127.0.0.1:1/v2/auth/token"}, "personio.address_wrong", "https://api.personio.de"),
    "no address of Personio": ({"PERSONIO_BASE_URL": "api.personio.de"}, "personio.address_wrong", "https://api.personio.de"),
    "half an address": ({"PERSONIO_BASE_URL": "http://["}, "personio.address_wrong", "https://api.personio.de"),
    "keys over plain http": ({"BotOpenIdMetadata": "http://login.example.com/keys"}, "settings.address_form", "https://"),
    "a token over plain http": ({"TEAMS_TOKEN_URL": "http://login.example.com/token"}, "settings.address_form", "https://"),
    "a proxy in quotes": ({"HTTPS_PROXY": '"http://proxy.example.com:3128"'}, "settings.proxy_unusable", "without quotes"),
    "a proxy of another kind": ({"ALL_PROXY": "socks5://proxy.example.com:1080"}, "settings.proxy_unusable", "SOCKS is not spoken"),
    "a proxy with half a password": ({"https_proxy": "http://bot:a#secret@proxy.example.com:3128"}, "settings.proxy_unusable", "percent-encoded"),
    "no authorities": ({"SSL_CERT_FILE": "missing.pem"}, "settings.authorities_unusable", "PEM file"),
    "authorities that are none": ({"SSL_CERT_FILE": "a-file"}, "settings.authorities_unusable", "PEM file"),
    "no authorities for the sign-in": ({"REQUESTS_CA_BUNDLE": "missing.pem"}, "settings.authorities_unusable", "REQUESTS_CA_BUNDLE"),
    "no folder for secrets": ({"SECRETS_DIR": "no such folder"}, "settings.secrets_folder", "no such folder"),
    "a file for secrets": ({"SECRETS_DIR": "a-file"}, "settings.secrets_folder", "not a folder"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", REFUSED)
async def test_what_the_bot_cannot_start_with_is_one_finding(world: World, mistake):
    Path("a-file").touch()  # noqa: ASYNC240 - a file of our own
    changes, code, _ = REFUSED[mistake]
    exit_code, found = await check(registered(world) | changes)
    assert exit_code == 1
    (told,) = [each for each in found if each["code"] == code]
    assert told["level"] == "problem"
    assert told["way_out"]
    assert "check.failed" not in {each["code"] for each in found}
    assert "settings.unreadable" not in {each["code"] for each in found}


@pytest.mark.parametrize("mistake", REFUSED)
async def test_what_the_bot_cannot_start_with_is_said_at_the_start(world: World, mistake):
    Path("a-file").touch()  # noqa: ASYNC240 - a file of our own
    changes, _, sentence = REFUSED[mistake]
    answer = await serve(registered(world) | changes)
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: Wrong settings:\n")
    assert sentence in answer.stderr
    assert "a secret of ours" not in answer.stderr
    assert isinstance(answer.exception, SystemExit)


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "SSL_CERT_FILE"])
async def test_what_only_the_way_out_needs_keeps_nobody_from_trying_the_bot(world: World, monkeypatch, variable):
    monkeypatch.setenv(variable, "no such thing\x7f")
    settings = world.settings(app_id=None)
    assert list(outgoing_faults(settings)) == []
    assert [each.code for each in outgoing_faults(world.settings(personio_base_url="https://api.personio.de"))]
    async with personio_client(settings) as personio:
        assert await personio.absence_types()


@pytest.mark.parametrize("tenant", ["contoso", GUID.replace("-", "")])
async def test_a_tenant_that_is_no_id_is_a_problem(world: World, tenant):
    found = await world.look("the settings", **await world.registered(tenant_id=tenant))
    assert [each.level for each in named(found, "settings.tenant_form")] == ["problem"]


async def test_an_id_in_capitals_or_with_a_space_is_the_same_id(world: World):
    found = await world.look(
        "the settings", **await world.registered(tenant_id=f" {GUID.upper()} ", app_id=GUID.upper())
    )
    assert not [code for code in bad(found) if code.endswith("_form")]
    settings = world.settings(tenant_id=f" {GUID.upper()} ", app_id=GUID.upper(), personio_client_secret=" hush\n")
    assert (settings.tenant_id, settings.app_id) == (GUID, GUID)
    assert settings.personio_client_secret.get_secret_value() == "hush"


def test_a_setting_of_nothing_but_space_is_not_set(monkeypatch):
    for name in ("MicrosoftAppId", "MicrosoftAppManagedIdentity", "BOT_DOMAIN", "PORT"):
        monkeypatch.setenv(name, "  ")
    settings = Settings()
    assert (settings.app_id, settings.managed_identity, settings.bot_domain, settings.port) == (None, None, None, 3978)


# --- files -----------------------------------------------------------------------------------------------------------


def not_text(path: Path) -> None:
    path.write_bytes(b"hush\xff\xfe")


def a_folder(path: Path) -> None:
    path.mkdir()  # what Docker makes where the file to mount is missing


def a_loop(path: Path) -> None:
    path.symlink_to(path)  # nobody can read it, not even root


def closed(path: Path) -> None:
    path.write_text("hush")
    path.chmod(0)


def a_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


UNREADABLE = [not_text, a_folder, a_loop, a_pipe]
if os.geteuid() != 0:
    UNREADABLE.append(closed)


@pytest.mark.parametrize("spoil", UNREADABLE)
async def test_a_secret_that_cannot_be_read_is_named(world: World, monkeypatch, spoil: Callable[[Path], None]):
    spoil(secret(world, monkeypatch, "MicrosoftAppPassword"))
    everything = {name: value for name, value in registered(world).items() if name != "MicrosoftAppPassword"}
    exit_code, found = await check(everything)
    (told,) = [each for each in found if each["code"] == "settings.secret_unreadable"]
    assert (exit_code, told["about"]) == (1, "MicrosoftAppPassword")
    assert str(world.folder / "secrets" / "MicrosoftAppPassword") in told["message"]
    assert {"personio.token_given", "database.empty"} <= {each["code"] for each in found}
    answer = await serve(everything)
    assert answer.exit_code == 1
    assert "MicrosoftAppPassword: the file" in answer.stderr
    assert "hush" not in answer.output + told["message"]
    assert "Traceback" not in answer.output


@pytest.mark.parametrize("spoil", UNREADABLE)
async def test_a_file_of_settings_that_cannot_be_read_is_told(world: World, spoil: Callable[[Path], None]):
    spoil(Path(".env"))
    exit_code, found = await check(registered(world))
    assert exit_code == 1
    (told,) = [each for each in found if each["code"] == "settings.file_unreadable"]
    assert told["about"] == ".env"
    answer = await serve(registered(world))
    assert answer.exit_code == 1
    assert "the file .env cannot be read" in answer.stderr
    assert "Traceback" not in answer.output


def test_a_secret_behind_a_link_is_read(world: World, monkeypatch):
    """As Kubernetes mounts them; and out of the folder, as an agent that fetches secrets may."""
    elsewhere = world.folder / "elsewhere"
    elsewhere.write_text(" hush\n")
    secret(world, monkeypatch, "personio_client_secret").symlink_to(elsewhere)
    assert Settings().personio_client_secret.get_secret_value() == "hush"
    assert bad(environment()) == []


@pytest.mark.parametrize("text", [b"\xef\xbb\xbfhush\r\n", b'"hush"\n', b" 'hush'"])
def test_what_an_editor_puts_around_a_secret_does_not_count(world: World, monkeypatch, text):
    secret(world, monkeypatch, "MicrosoftAppPassword").write_bytes(text)
    assert Settings().app_password.get_secret_value() == "hush"


@pytest.mark.parametrize("text", ["hush".encode("utf-16-le"), b"hush\nanother\n", b"hush\r\n\r\nanother"])
def test_a_secret_of_more_than_one_line_or_in_another_encoding_is_told(world: World, monkeypatch, text):
    secret(world, monkeypatch, "PERSONIO_CLIENT_SECRET").write_bytes(text)
    (told,) = named(environment(), "settings.secret_unreadable")
    assert told.about == "PERSONIO_CLIENT_SECRET"
    assert "hush" not in told.message


def test_an_empty_secret_is_none(world: World, monkeypatch):
    secret(world, monkeypatch, "PORT").touch()
    secret(world, monkeypatch, "DATABASE_URL").write_text("\n")
    assert Settings().port == 3978
    assert Settings() == Settings(_env_file=None)


def test_a_variable_wins_over_a_file_and_both_are_told(world: World, monkeypatch):
    not_text(secret(world, monkeypatch, "PERSONIO_CLIENT_SECRET"))
    secret(world, monkeypatch, "PORT").write_text("3979")
    secret(world, monkeypatch, "HOST").write_text("0.0.0.0")
    monkeypatch.setenv("PERSONIO_CLIENT_SECRET", "another")
    Path(".env").write_text("PORT=3980\nHOST=\n")
    found = environment()
    assert [(each.about, each.level) for each in named(found, "settings.set_twice")] == [
        ("PERSONIO_CLIENT_SECRET", "warning"),
        ("PORT", "warning"),
    ]
    assert not named(found, "settings.secret_unreadable")
    assert (Settings().port, Settings().host) == (3980, "0.0.0.0")


def test_a_line_that_stands_in_the_file_twice_is_told():
    Path(".env").write_text("BOT_DOMAIN=a.example.com\nPORT=\nBOT_DOMAIN=b.example.com\nPORT=1\n")
    assert [each.about for each in named(environment(), "settings.set_twice")] == ["BOT_DOMAIN"]


def test_a_name_in_the_folder_that_is_nearly_ours_is_told(world: World, monkeypatch):
    secret(world, monkeypatch, "PERSONIO_CLIENTSECRET").write_text("hush")
    assert [each.about for each in named(environment(), "settings.unknown")] == ["PERSONIO_CLIENTSECRET"]


def test_a_folder_of_secrets_named_in_the_file_has_no_effect():
    Path(".env").write_text("SECRETS_DIR=/run/secrets\n")
    (told,) = named(environment(), "settings.secrets_folder")
    assert told.level == "warning"


@pytest.mark.parametrize(
    ("text", "mode", "secrets"),
    [
        (
            "PERSONIO_CLIENT_SECRET=hush\nMicrosoftAppPassword=hush\n",
            0o644,
            "MicrosoftAppPassword, PERSONIO_CLIENT_SECRET",
        ),
        ("personio_webhook_token=hush\n", 0o604, "personio_webhook_token"),
        ("PERSONIO_CLIENT_SECRET=hush\n", 0o600, None),
        ("PERSONIO_CLIENT_SECRET=hush\n", 0o640, None),
        ("PERSONIO_CLIENT_SECRET=\nBOT_LANGUAGE=nl\nDATABASE_URL=sqlite:///bot.db\n", 0o644, None),
    ],
)
def test_a_file_with_secrets_is_its_owners_alone(text, mode, secrets):
    Path(".env").write_text(text)
    Path(".env").chmod(mode)
    found = named(environment(), "settings.file_open_to_others")
    assert [each.level for each in found] == (["warning"] if secrets else [])
    assert all(secrets in each.message and "chmod 600" in each.way_out and "hush" not in repr(each) for each in found)


# --- the certificate and the like ------------------------------------------------------------------------------------

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = serialization.Encoding.PEM
PKCS8 = serialization.PrivateFormat.PKCS8


def private(key: Any = KEY, locked: bytes | None = None) -> bytes:
    how = serialization.BestAvailableEncryption(locked) if locked else serialization.NoEncryption()
    return bytes(key.private_bytes(PEM, PKCS8, how))


def public(key: Any = KEY) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot")])
    now = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now).not_valid_after(now + dt.timedelta(days=365))
    return made.sign(key, hashes.SHA256()).public_bytes(PEM)


CURVE = ec.generate_private_key(ec.SECP256R1())
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CERTIFICATES: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "no such file"),
    "empty": (b"", "needs both"),
    "garbage": (b"\xff\xfe hush", "not text"),
    "words": (b"certainly no certificate", "needs both"),
    "the certificate alone": (public(), "needs both"),
    "the key alone": (private(), "needs both"),
    "a damaged key": (private().replace(b"M", b"?", 5) + public(), "key cannot be read"),
    "a damaged certificate": (private() + public().replace(b"M", b"?", 5), "certificate cannot be read"),
    "a locked key": (private(locked=b"x") + public(), "passphrase"),
    "another key": (private() + public(OTHER), "do not belong together"),
    "a key of another kind": (private(CURVE) + public(CURVE), "no RSA key"),
}


@pytest.mark.parametrize("kind", CERTIFICATES)
async def test_a_certificate_that_cannot_be_used_is_told_for_what_it_is(world: World, kind):
    content, why = CERTIFICATES[kind]
    path = world.folder / "bot.pem"
    if content is not None:
        path.write_bytes(content)
    settings = await world.registered(app_password=None, app_certificate=path)
    (told,) = await world.look("the bot's registration", **settings)
    assert (told.code, told.level, told.about) == ("teams.credential_unusable", "problem", "MicrosoftAppCertificate")
    assert why in told.message
    assert "PEM" in told.way_out
    assert "hush" not in told.message


@pytest.mark.parametrize("content", [private() + public(), public() + private()], ids=["key first", "key last"])
async def test_a_certificate_of_either_order_is_used(world: World, content):
    path = world.folder / "bot.pem"
    path.write_bytes(content)
    settings = await world.registered(app_password=None, app_certificate=path)
    (told,) = await world.look("the bot's registration", **settings)
    assert told.code == "teams.token_given"


@pytest.mark.parametrize("spoil", [None, *UNREADABLE])
async def test_a_federated_token_that_cannot_be_read_is_told_for_what_it_is(world: World, spoil):
    path = world.folder / "token"
    if spoil:
        spoil(path)
    settings = await world.registered(app_password=None, federated_token_file=path)
    (told,) = await world.look("the bot's registration", **settings)
    assert (told.code, told.about) == ("teams.credential_unusable", "AZURE_FEDERATED_TOKEN_FILE")
    assert "federated token cannot be read" in told.message


async def test_whose_credential_is_refused_is_named(world: World):
    path = world.folder / "bot.pem"
    path.write_bytes(private() + public())
    settings = await world.registered(app_password=None, app_certificate=path)
    refusal = {"error": "invalid_client", "error_description": "AADSTS700027: no."}
    world.microsoft.token_answer = Answer(401, refusal)
    (told,) = await world.look("the bot's registration", **settings)
    assert (told.code, told.about) == ("teams.bad_credentials", "MicrosoftAppCertificate")
    assert "The certificate" in told.way_out


# --- Personio's address ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 301, 404, 405, 410, 501, 505])
async def test_another_web_server_is_told_as_one(world: World, status):
    page = await world.server(b"HTTP/1.1 %d No\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhey!" % status)
    found = await world.look("Personio's credentials", personio_base_url=page)
    assert bad(found) == ["personio.strange_answer"]
    assert "PERSONIO_BASE_URL" in found[0].way_out
    assert "again" not in found[0].way_out


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
async def test_a_server_that_may_be_personio_and_down_is_told_with_both(world: World, status):
    page = await world.server(b"HTTP/1.1 %d No\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhey!" % status)
    found = await world.look("Personio's credentials", personio_base_url=page)
    assert bad(found) == ["personio.down"]
    assert "another server" in found[0].way_out


async def test_a_path_before_the_api_is_a_proxys_own_affair(world: World):
    found = await world.look("Personio's credentials", personio_base_url=f"{NOWHERE}/personio/v2x")
    assert bad(found) == ["personio.unreachable"]


# --- listening -------------------------------------------------------------------------------------------------------


async def test_the_port_for_metrics_is_looked_at_too(world: World):
    url = await world.server(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    found = await world.look("the address to listen on", metrics_port=int(url.rpartition(":")[2]))
    assert [each.about for each in named(found, "settings.port_taken")] == ["METRICS_PORT"]


@pytest.mark.parametrize(
    ("trusted", "wide"),
    [
        (("0.0.0.0/0",), True),
        (("::/0",), True),
        (("0.0.0.0/1", "128.0.0.0/1"), True),
        (("10.0.0.0/7",), True),
        (("2000::/3",), True),
        (("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8", "fc00::/7", "fe80::/10"), False),
        (("104.16.0.0/13", "2400:cb00::/32", "192.0.2.7", "2001:db8::1"), False),
        ((), False),
    ],
)
async def test_a_network_of_everybody_is_no_proxy_of_ours(world: World, trusted, wide):
    found = named(await world.look("the settings", trusted_proxies=trusted), "settings.proxies_wide")
    assert [each.level for each in found] == (["problem"] if wide else [])
    assert all(network in found[0].message for network in trusted if wide)


# --- the webhook -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        ("abc", "fewer than 16"),
        ("123456789012345", "fewer than 16"),
        ("a" * 40, "pattern"),
        ("abcabcabcabcabcabcabc", "pattern"),
        ("wachtwoord-für-uns", "header"),
        ("two\nlines-of-a-token", "header"),
        ("0123456789abcdef", None),
        ("a long random text", None),
    ],
)
def test_a_token_that_can_be_guessed_is_told_apart(token, fault):
    assert (token_fault(token) or "").count(fault or "has") == bool(fault)


async def test_a_weak_token_is_a_problem_whatever_else_is_missing(world: World):
    for domain in (DOMAIN, None):
        found = await world.look("the webhook", personio_webhook_token="abc", bot_domain=domain)
        (told,) = named(found, "webhook.token_weak")
        assert (told.level, told.about) == ("problem", "PERSONIO_WEBHOOK_TOKEN")
        assert "openssl rand -hex 32" in told.way_out


@pytest.mark.parametrize("spoilt", ["missing", "disabled", "events"])
async def test_what_is_wrong_with_the_webhook_names_the_command(world: World, spoilt):
    async with personio_client(world.settings()) as client:
        if spoilt != "missing":
            url = f"https://{DOMAIN}{PATH}"
            await client.create_webhook(
                url, description="bot", events=["absence-period.created"], token="t", enabled=spoilt != "disabled"
            )
    (told,) = await world.look("the webhook", personio_webhook_token="a long random text")
    assert (
        told.code
        == {"missing": "webhook.missing", "disabled": "webhook.disabled", "events": "webhook.events_missing"}[spoilt]
    )
    assert "python app.py webhooks register" in told.way_out


# --- OpenTelemetry ---------------------------------------------------------------------------------------------------

COLLECTOR = "http://127.0.0.1:1"
NONSENSE = {
    "OTEL_BSP_SCHEDULE_DELAY": ["-1", "soon", "0", "1.5", "9" * 30],
    "OTEL_BSP_MAX_QUEUE_SIZE": ["-1", "many"],
    "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT": ["-1", "many"],
    "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT": ["long"],
    "OTEL_EXPORTER_OTLP_HEADERS": ["s3cr3t-token", "=s3cr3t", "a=b,s3cr3t"],
    "OTEL_RESOURCE_ATTRIBUTES": ["nonsense"],
    "OTEL_EXPORTER_OTLP_TIMEOUT": ["soon", "-1", "0", "nan"],
    "OTEL_EXPORTER_OTLP_COMPRESSION": ["zip"],
    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": ["grpc"],
    "OTEL_EXPORTER_OTLP_CERTIFICATE": ["/no/such/file"],
    "OTEL_TRACES_SAMPLER": ["sometimes"],
    "OTEL_TRACES_SAMPLER_ARG": ["half", "2"],
}
SENSE = {
    "OTEL_BSP_SCHEDULE_DELAY": "5000",
    "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT": "0",
    "OTEL_EXPORTER_OTLP_HEADERS": "Authorization=Bearer%20abc==, x-tenant=1,",
    "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment=prod",
    "OTEL_EXPORTER_OTLP_TIMEOUT": "2.5",
    "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip",
    "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    "OTEL_EXPORTER_OTLP_CERTIFICATE": __file__,
    "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
    "OTEL_TRACES_SAMPLER_ARG": "0.1",
    "OTEL_SERVICE_NAME": "Personio für Teams",
    "OTHER": "nonsense",
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in NONSENSE.items() for value in values])
async def test_nonsense_for_opentelemetry_is_told_by_name(world: World, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    found = await world.look("the traces", otlp_endpoint=COLLECTOR)
    assert [(each.code, each.about) for each in found] == [("settings.tracing_unreadable", name)]
    assert "s3cr3t" not in repr(found)


@pytest.mark.parametrize(
    "endpoint", ["nonsense", "collector:4318", "http://", "http://[", "ftp://x", "http://x:port", "http://a b"]
)
async def test_a_collector_that_is_no_address_is_told(world: World, endpoint):
    (told,) = await world.look("the traces", otlp_endpoint=endpoint)
    assert (told.code, told.about) == ("settings.tracing_unreadable", "OTEL_EXPORTER_OTLP_ENDPOINT")


def test_what_opentelemetry_understands_is_no_finding():
    assert not list(tracing_faults(COLLECTOR, SENSE))
    assert not list(tracing_faults(None, {name: values[0] for name, values in NONSENSE.items()}))
    assert list(tracing_faults(None, {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": COLLECTOR}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense"),
        ("OTEL_BSP_SCHEDULE_DELAY", "-1"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "many"),
        ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "many"),
        ("OTEL_PYTHON_EXPORTER_OTLP_HTTP_CREDENTIAL_PROVIDER", "nonsense"),  # none that we know of
    ],
)
async def test_nonsense_for_opentelemetry_keeps_nobody_from_starting(world: World, name, value):
    """A process of its own: the libraries read their variables while they are imported."""
    script = (
        "import sys, asyncio; sys.path.insert(0, sys.argv[1])\n"
        "from bot.bootstrap import run_app; from bot.cli.runtime import read_settings; from bot.observability.logs import log_to_stderr\n"
        "log_to_stderr('warning')\n"
        "async def main():\n"
        "    async with run_app(read_settings()): pass\n"
        "asyncio.run(main()); print('started')"
    )
    environment = {
        "PATH": os.environ["PATH"], "OTEL_EXPORTER_OTLP_ENDPOINT": COLLECTOR, "PERSONIO_BASE_URL": NOWHERE,
        "DATABASE_URL": world.database_url, "PORT": "0", name: value,
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(Path(__file__).parents[3]), env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, logged = await process.communicate()
    assert (process.returncode, said) == (0, b"started\n"), logged
    assert b"Traceback" not in logged
    (told,) = [line for line in map(json.loads, logged.splitlines()) if line["event"] == "tracing.not_started"]
    assert (name if "CREDENTIAL" not in name else "OTEL_") in told["message"]
