"""No part of the database's address is shown: not at the start, not by a command, not by an error or a setting."""

from __future__ import annotations

import traceback

import pytest
from click.testing import CliRunner

from app import main
from bot.cli.diagnostics.environment import secrets, secrets_beside
from bot.settings.settings import Settings
from bot.store import StoreError
from bot.store.url import parse

PIECES = ("Winter", "2026", "Geheim", "s3cr3t")
WITH_AT_SIGNS = [
    "postgresql://bot:Winter@2026-Geheim@127.0.0.1:1/bot",
    "postgres://bot:Winter@2026@Geheim@127.0.0.1:1/bot?sslmode=disable",
    "postgresql+asyncpg://bot:Winter@2026-Geheim:s3cr3t@127.0.0.1:1/bot",
    "postgresql://bot:Win@ter?2026-Geheim@127.0.0.1:1/bot",
    "postgresql://bot@Winter:2026-Geheim@127.0.0.1:1/bot",
    "postgresql://Winter/2026-Geheim@127.0.0.1:1/bot",
    "postgresql://bot:Win/ter@2026/Geheim@127.0.0.1:1/bot",
]
UNREACHABLE = [
    "postgresql://bot:Winter%402026-Geheim@127.0.0.1:1/bot",
    "postgresql://bot:s3cr3t@Winter.invalid:1/2026",
    "postgresql://127.0.0.1:1/bot?user=bot&password=Winter2026",
    "postgresql://bot:Winter2026@127.0.0.1:port/bot",
    "Geheim2026://bot:Winter@127.0.0.1:1/bot",
    "Winter2026-Geheim",
    "postgresql://bot:s3cr3t@127.0.0.1:99999/Winter",
    "postgresql://bot:s3cr3t@/bot?host=127.0.0.1&port=99999",
    "sqlite:///Winter%002026.db",
]
COMMANDS = [
    ["serve"], ["check", "--seconds", "4"], ["check", "--json", "--logs", "--seconds", "4"],
    ["people", "forget", "--id", "x", "--yes"], ["audit", "export"], ["digests", "export"], ["jobs", "dead"], ["jobs", "wake", "--all"],
]  # fmt: skip


@pytest.mark.parametrize("url", WITH_AT_SIGNS)
def test_more_than_one_at_sign_is_an_unreadable_address(url):
    with pytest.raises(StoreError, match=r"cannot be read: .*@.* Percent-encode .*%40") as caught:
        parse(url)
    shown = "".join(traceback.format_exception(caught.value))
    assert [piece for piece in PIECES if piece in shown] == []


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:Winter%402026@db/bot",
        "postgresql:///bot?host=/run/postgresql",
        "postgresql://db/bot",
        "postgresql://bot@db/bot",
        "postgresql:///bot?user=bot&password=a@b",
        "sqlite:////var/lib/a@b@c.db",
    ],
)
def test_an_address_that_can_be_read_in_one_way_is_read(url):
    assert parse(url).render_as_string(hide_password=False)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("url", [WITH_AT_SIGNS[0], *UNREACHABLE])
def test_no_command_shows_a_part_of_the_address(url, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    environment = {"DATABASE_URL": url, "PORT": "0", "PERSONIO_BASE_URL": "http://127.0.0.1:1", "MicrosoftAppId": ""}
    told = CliRunner().invoke(main, command, env=environment)
    assert told.exit_code == 1
    assert [piece for piece in PIECES if piece in told.output] == []
    assert "Traceback" not in told.output
    assert "DATABASE_URL" in told.output


def test_check_names_the_way_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    environment = {"DATABASE_URL": WITH_AT_SIGNS[0], "PORT": "0", "PERSONIO_BASE_URL": "http://127.0.0.1:1"}
    told = CliRunner().invoke(main, ["check", "--seconds", "4"], env=environment)
    assert "database.address" in told.output
    assert "%40" in told.output


@pytest.mark.parametrize("url", WITH_AT_SIGNS + UNREACHABLE)
def test_no_settings_show_a_part_of_the_address(url):
    settings = Settings(_env_file=None, app_id=None, database_url=url, otlp_endpoint="http://u:s3cr3t@127.0.0.1:4318")
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert [piece for piece in PIECES if piece in shown] == []


@pytest.mark.parametrize(
    "name", ["PERSONIO_BASE_URL", "PERSONIO_WEB_URL", "TEAMS_TOKEN_URL", "TEAMS_TOKEN_ISSUER", "BotOpenIdMetadata"]
)
def test_an_address_that_is_shown_holds_no_password(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["serve"], env={name: "http://user:s3cr3t@127.0.0.1:1", "MicrosoftAppId": ""})
    assert told.exit_code == 1
    assert name in told.output
    assert "s3cr3t" not in told.output


def test_an_error_about_a_setting_never_holds_its_value():
    with pytest.raises(ValueError, match="validation error") as caught:
        Settings(_env_file=None, PORT="s3cr3t", PERSONIO_BASE_URL="http://user:s3cr3t@127.0.0.1")
    assert "s3cr3t" not in str(caught.value)


def test_what_check_hides_includes_passwords_in_an_address_however_written():
    settings = Settings(_env_file=None, database_url="postgresql://h/bot?user=bot&password=Winter%402026")
    assert {"Winter@2026", "Winter%402026"} <= secrets(settings)
    broken = Settings(_env_file=None, database_url=WITH_AT_SIGNS[0])
    assert {"Winter", "2026-Geheim", WITH_AT_SIGNS[0]} <= secrets(broken)


def test_what_check_hides_includes_what_libraries_read_by_themselves():
    beside = {
        "HTTPS_PROXY": "http://bot:Winter%402026@proxy:3128",
        "https_proxy": "http://proxy:3128",
        "OTEL_EXPORTER_OTLP_HEADERS": "api-key=s3cr3t-key,authorization=Bearer%20s3cr3t-token",
        "PATH": "/usr/bin",
    }
    assert {"Winter@2026", "Winter%402026", "s3cr3t-key", "s3cr3t-token"} <= secrets_beside(beside)
    assert not {"Bearer", "/usr/bin", "proxy"} & secrets_beside(beside)
