"""The environment and what is written about it."""

import os
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.core.holidays import Adjustment
from bot.settings.files import UnreadableFile
from bot.settings.settings import Settings

ADDRESSES = ("TEAMS_TOKEN_ISSUER", "PERSONIO_WEB_URL", "APP_WEBSITE_URL", "APP_PRIVACY_URL", "APP_TERMS_URL")
EXAMPLE = Path(__file__).parents[3] / ".env.example"


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.casefold() in {field.alias.casefold() for field in Settings.model_fields.values()}:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def example() -> dict[str, str]:
    lines = [line for line in EXAMPLE.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_the_example_lists_every_setting_and_nothing_else():
    assert set(example()) == {field.alias for field in Settings.model_fields.values()}


def test_the_example_shows_the_defaults():
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)


def test_without_an_app_id_the_bot_is_local(monkeypatch):
    assert Settings().local
    monkeypatch.setenv("MicrosoftAppId", "00000000-0000-0000-0000-000000000001")
    assert not Settings().local


def test_admins_are_split_at_commas(monkeypatch):
    monkeypatch.setenv("BOT_ADMINS", "a@example.com, b@example.com,")
    assert Settings().admins == ("a@example.com", "b@example.com")


def test_secrets_are_not_shown(monkeypatch):
    monkeypatch.setenv("MicrosoftAppPassword", "hush")
    monkeypatch.setenv("PERSONIO_CLIENT_SECRET", "hush")
    assert "hush" not in repr(Settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("MicrosoftAppType", "Whatever"),
        ("BOT_LANGUAGE", "xx"),
        ("TEAMS_SERVICE_HOSTS", ".com"),
        *((name, "https://[") for name in ADDRESSES),
        *(("HOST", host) for host in ("*", ".", ".example.com", "http://127.0.0.1", "0.0.0.0:3978", "all of them")),
        ("PERSONIO_WEB_URL", "https://:8080/x"),
        ("PERSONIO_WEB_URL", "https://company.personio.de:many"),
    ],
)
def test_a_wrong_setting_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name):
        Settings()


def test_days_off_are_read_by_region(monkeypatch):
    monkeypatch.setenv("HOLIDAYS_ADDED", "NL:2026-12-24, DE-BY:2026-08-15")
    monkeypatch.setenv("HOLIDAYS_REMOVED", "NL:2027-05-05")
    assert Settings().adjustments == {
        "NL": Adjustment(frozenset({date(2026, 12, 24)}), frozenset({date(2027, 5, 5)})),
        "DE-BY": Adjustment(frozenset({date(2026, 8, 15)})),
    }


def test_a_day_off_that_is_none_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setenv("HOLIDAYS_REMOVED", "Holland:tomorrow")
    with pytest.raises(ValidationError, match="such as NL:2026-12-24"):
        Settings()


@pytest.mark.parametrize(
    ("written", "read"), [("", ()), ("ES, pt", ("ES", "PT")), ("Spanje,Deutschland", ("ES", "DE"))]
)
def test_countries_with_half_holidays_worked_in_the_afternoon_are_read(monkeypatch, written, read):
    monkeypatch.setenv("HALF_HOLIDAYS_AFTERNOON_WORK", written)
    assert Settings().half_holidays_afternoon_work == read


def test_a_country_that_is_none_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setenv("HALF_HOLIDAYS_AFTERNOON_WORK", "ES,Atlantis")
    with pytest.raises(ValidationError, match="must be countries such as ES,PT"):
        Settings()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "::1", "fe80::1%eth0", "localhost", "bot_1", "bot.example.com"])
def test_an_address_to_listen_on_is_taken(monkeypatch, host):
    monkeypatch.setenv("HOST", host)
    assert Settings().host == host


def test_a_day_off_added_and_removed_is_refused(monkeypatch):
    monkeypatch.setenv("HOLIDAYS_ADDED", "NL:2026-12-24")
    monkeypatch.setenv("HOLIDAYS_REMOVED", "NL:2026-12-24")
    with pytest.raises(ValidationError, match="both added and removed"):
        Settings()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes of Unix")
@pytest.mark.parametrize("name", ["PERSONIO_CLIENT_ID", "LOG_LEVEL"])
def test_a_pipe_among_the_secrets_is_refused_and_not_waited_for(monkeypatch, tmp_path, name):
    os.mkfifo(tmp_path / name)
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path))
    with pytest.raises((ValidationError, UnreadableFile), match="it is no file"):
        Settings()
