"""Whatever stands in a setting: ``check`` and the bot's start answer with sentences, never with a traceback.

Rule: nothing leaves this machine: names other than its own cannot be looked up here.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import app
import bot.bootstrap
from app import main
from bot.settings.settings import Settings
from tests.integration.diagnostics.test_mistakes import public
from tests.support.check_world import World

NAMES = [str(field.alias) for field in Settings.model_fields.values()] + ["SECRETS_DIR"]
GARBAGE = [
    "nonsense",
    "-1",
    "9" * 30,
    "1e999",
    "a,b,,c",
    "\udcff\udcfe",  # bytes that are no text
    "x" * 5000,
    "a..b",
    "~nobody-here/x",
    "http://[",
    "https://💥:port/%zz?#",
    "two\nlines",
]


def garbage_for(name: str) -> list[str]:
    """Return what to put into a setting: in the short form a third, each setting another one."""
    return GARBAGE if os.environ.get("SOAK") else GARBAGE[NAMES.index(name) % 3 :: 3]


@pytest.fixture(autouse=True)
def _this_machine_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = socket.getaddrinfo

    def found(host: Any, *arguments: Any, **options: Any) -> Any:
        if host in (None, "", "127.0.0.1", "localhost"):
            return real(host, *arguments, **options)
        str(host).encode("idna")  # raises what is raised for a name that cannot be one
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", found)
    # One authority: to read the usual hundred for each client takes longer than all the rest.
    (tmp_path / "authority.pem").write_bytes(public())
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def environment_of(world: World, name: str, garbage: str) -> dict[str, str]:
    """Return a registered bot's environment with one thing wrong in it."""
    nowhere = "http://127.0.0.1:1"
    return {
        "MicrosoftAppId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        "MicrosoftAppTenantId": "1b4e28ba-2fa1-41d2-883f-0016d3cca428",
        "BotOpenIdMetadata": f"{nowhere}/keys",
        "TEAMS_TOKEN_URL": f"{nowhere}/token",
        "PERSONIO_CLIENT_ID": "x",
        "PERSONIO_CLIENT_SECRET": "hush",
        "PERSONIO_BASE_URL": nowhere,
        "DATABASE_URL": world.database_url,
        "PORT": "0",
        "LOG_LEVEL": "error",
        name: garbage,
    }


def in_sentences(answer: Result, why: object) -> None:
    assert answer.exception is None or isinstance(answer.exception, SystemExit), (why, answer.exc_info)
    assert answer.exit_code in (0, 1), (why, answer.output)
    assert "Traceback" not in answer.output, (why, answer.output)
    assert "defect" not in answer.output, (why, answer.output)


def test_the_names_are_all_there():
    assert len(NAMES) > 35


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
async def test_check_answers_garbage_with_findings(world: World, name):
    for garbage in garbage_for(name):
        variables = environment_of(world, name, garbage)
        answer = await asyncio.to_thread(CliRunner().invoke, main, ["check", "--json"], env=variables)
        in_sentences(answer, garbage)
        codes = {each["code"] for each in json.loads(answer.stdout)["findings"]}
        assert not codes & {"check.failed", "check.timed_out"}, garbage
    assert not list(Path().iterdir())  # noqa: ASYNC240 - an empty folder of our own


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_the_start_answers_garbage_with_a_sentence(world: World, monkeypatch, name):
    stopped = asyncio.Event()
    stopped.set()
    monkeypatch.setattr(app, "stop_on_signals", lambda: stopped)
    monkeypatch.setattr(bot.bootstrap, "LEAVING", 0.0)
    monkeypatch.setattr(gc, "freeze", lambda: None)  # what a test leaves behind may go
    monkeypatch.setattr(gc, "collect", lambda: 0)  # all that the tests have imported is looked through else
    for garbage in garbage_for(name):
        answer = CliRunner().invoke(main, ["serve"], env=environment_of(world, name, garbage))
        in_sentences(answer, garbage)
        assert answer.exit_code == 0 or answer.stderr.startswith("Error: "), garbage
