"""``app.py webhooks``: as often as wanted with the same result, and sentences where it cannot."""

from __future__ import annotations

import asyncio

import pytest
from click.testing import CliRunner

from app import main
from bot.cli.webhooks import EVENTS
from sandbox.company import demo_company
from sandbox.personio import PersonioSandbox
from sandbox.personio.credentials import Credential
from tests.support.stage import MONDAY

TOKEN = "a-token-that-nobody-guesses"
URL = "https://leave.example.com/webhooks/personio"


@pytest.fixture
async def personio(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # no .env
    async with PersonioSandbox(demo_company(MONDAY.date()), now=lambda: MONDAY) as sandbox:
        for name, value in {
            "PERSONIO_BASE_URL": sandbox.url,
            "PERSONIO_CLIENT_ID": "demo-client",
            "PERSONIO_CLIENT_SECRET": "demo-secret",
            "PERSONIO_WEBHOOK_TOKEN": TOKEN,
            "BOT_DOMAIN": "leave.example.com",
        }.items():
            monkeypatch.setenv(name, value)
        yield sandbox


async def webhooks(*words: str) -> tuple[int, str]:
    done = await asyncio.to_thread(CliRunner().invoke, main, ["webhooks", *words])
    return done.exit_code, done.output


async def test_it_is_registered_once_however_often_it_is_asked_for(personio):
    code, said = await webhooks("register")
    assert (code, URL in said) == (0, True)
    (made,) = personio.hub.subscriptions.values()
    assert (made.url, made.status, made.token, made.auth_type) == (URL, "ENABLED", TOKEN, "TOKEN")
    assert set(made.enabled_events) == set(EVENTS)
    made.status, made.token, made.enabled_events = "DISABLED", "old", ["absence-period.created"]
    code, said = await webhooks("register")
    assert (code, "up to date" in said) == (0, True)
    (same,) = personio.hub.subscriptions.values()
    assert (same.status, same.token, set(same.enabled_events)) == ("ENABLED", TOKEN, set(EVENTS))
    assert TOKEN not in said


async def test_others_are_listed_and_left_alone(personio):
    other = {"url": "https://other.example.com/x", "description": "x", "status": "ENABLED", "auth_type": "NONE"}
    personio.hub.add(**other, token=None, enabled_events=["person.created"])
    await webhooks("register")
    code, said = await webhooks("list")
    assert code == 0
    assert "https://other.example.com/x (enabled)" in said
    assert f"{URL} (enabled, this bot's)" in said
    assert await webhooks("remove") == (0, "1 removed.\n")
    assert (await webhooks("remove"))[1].startswith("No webhook points to")
    assert [each.url for each in personio.hub.subscriptions.values()] == ["https://other.example.com/x"]


@pytest.mark.parametrize(
    ("name", "value", "way_out"),
    [
        ("BOT_DOMAIN", "", "Set BOT_DOMAIN"),
        ("PERSONIO_WEBHOOK_TOKEN", "", "Set PERSONIO_WEBHOOK_TOKEN"),
        ("PERSONIO_WEBHOOK_TOKEN", "short", "16 characters"),
        ("PERSONIO_CLIENT_ID", "", "Set PERSONIO_CLIENT_ID"),
    ],
)
async def test_what_is_missing_is_said(personio, monkeypatch, name, value, way_out):
    monkeypatch.setenv(name, value)
    code, said = await webhooks("register")
    assert code == 1
    assert way_out in said


async def test_a_missing_right_is_named(personio):
    personio.set_credential(Credential("demo-client", "demo-secret", scopes=frozenset({"personio:absences:read"})))
    code, said = await webhooks("register")
    assert code == 1
    assert "personio:webhooks" in said
    assert "Traceback" not in said
