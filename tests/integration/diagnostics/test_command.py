"""The command: exit codes, both kinds of output, its time, and no secret in any of it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click import unstyle
from click.testing import CliRunner, Result

from app import main
from bot.cli.check import WIDTH, terminal_lines
from bot.cli.diagnostics import Finding
from tests.support.check_world import World

ROOT = Path(__file__).parents[3]
SECRETS = {
    "MicrosoftAppPassword": "s3cr3t-app-password",
    "PERSONIO_CLIENT_SECRET": "s3cr3t-client-secret",
    "PERSONIO_WEBHOOK_TOKEN": "s3cr3t-webhook-token",
    "DATABASE_URL": "postgresql://bot:s3cr3t-database@127.0.0.1:1/bot",
}
WRONG = SECRETS | {
    "MicrosoftAppId": "no-guid",
    "MicrosoftAppTenantId": "no-tenant",
    "MicrosoftAppType": "Whatever",
    "BotOpenIdMetadata": "http://127.0.0.1:1/keys",
    "TEAMS_TOKEN_URL": "http://user:s3cr3t-token-url@127.0.0.1:1/token",
    "PERSONIO_CLIENT_ID": "nobody",
    "PERSONIO_BASE_URL": "http://127.0.0.1:1",
    "PERSONIO_WEB_URL": "nonsense",
    "PERSONIO_TIMEOUT": "-1",
    "BOT_DOMAIN": "nonsense",
    "PORT": "many",
    "LOG_LEVEL": "loud",
    "PERSONIO_CLIENTSECRET": "s3cr3t-typo",
}


def right(world: World) -> dict[str, str]:
    return {
        "PERSONIO_CLIENT_ID": world.credential.client_id,
        "PERSONIO_CLIENT_SECRET": world.credential.secret,
        "PERSONIO_BASE_URL": world.personio.url,
        "DATABASE_URL": world.database_url,
        "PORT": "0",
    }


async def check(environment: dict[str, str], *options: str) -> Result:
    """Run the command in a thread of its own, while this one's loop serves."""
    return await asyncio.to_thread(CliRunner().invoke, main, ["check", *options], env=environment)


async def test_without_a_problem_the_exit_code_is_0(world):
    answer = await check(right(world))
    assert answer.exit_code == 0, answer.output
    assert "0 problems" in answer.output.splitlines()[-1]
    assert answer.stderr == ""


async def test_with_a_problem_the_exit_code_is_1(world):
    answer = await check(right(world) | {"PERSONIO_CLIENT_SECRET": "wrong"})
    assert answer.exit_code == 1
    assert "personio.bad_credentials" in answer.output


async def test_an_option_that_is_unknown_is_a_matter_of_usage():
    assert (await check({}, "--nonsense")).exit_code == 2


async def test_json_has_one_shape(world):
    answer = await check(right(world) | {"PERSONIO_CLIENT_SECRET": "wrong"}, "--json")
    told = json.loads(answer.stdout)
    assert set(told) == {"ok", "findings"}
    assert told["ok"] is False
    assert {level for each in told["findings"] for level in [each["level"]]} == {"ok", "warning", "problem"}
    for each in told["findings"]:
        assert set(each) == {"code", "level", "about", "message", "way_out"}
        assert all(isinstance(value, str) for value in each.values())
        assert bool(each["way_out"]) == (each["level"] != "ok")


@pytest.mark.parametrize("options", [(), ("--json",), ("--logs",), ("--json", "--logs")], ids=" ".join)
async def test_no_secret_is_in_any_output(options):
    answer = await check(WRONG, *options)
    assert answer.exit_code == 1, answer.output
    assert "s3cr3t" not in answer.output + answer.stderr
    assert "Traceback" not in answer.output + answer.stderr


async def test_settings_that_cannot_be_read_do_not_stop_the_check():
    told = json.loads((await check(WRONG, "--json")).stdout)
    unreadable = {each["about"] for each in told["findings"] if each["code"] == "settings.unreadable"}
    assert {"PORT", "LOG_LEVEL", "MicrosoftAppType", "PERSONIO_TIMEOUT"} <= unreadable
    assert {"personio", "database", "teams"} <= {each["code"].partition(".")[0] for each in told["findings"]}


async def test_it_fits_a_terminal_of_80_columns():
    answer = await check(WRONG)
    assert max(map(len, answer.output.splitlines())) <= 80


async def test_a_terminal_of_few_signs_gets_plain_ones(world):
    answer = await asyncio.to_thread(CliRunner(charset="ascii").invoke, main, ["check"], env=right(world))
    assert answer.exit_code == 0, answer.output
    assert "  + ok  " in answer.output


@pytest.mark.parametrize("everything", [right, lambda _: WRONG], ids=["right", "wrong"])
async def test_as_a_process_of_its_own(world, everything):
    environment: dict[str, Any] = {"PATH": os.environ["PATH"], **everything(world)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, ROOT / "app.py", "check", "--json", env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, logged = await process.communicate()
    told = json.loads(said)
    assert process.returncode == (0 if told["ok"] else 1)
    assert told["ok"] is (environment.get("PORT") == "0")
    assert b"s3cr3t" not in said + logged
    assert logged == b""


async def test_a_network_that_swallows_everything_is_told_in_time(world):
    """A process of its own, because a thread that looks up a name cannot be stopped, only left behind."""
    nothing = await world.server(None)
    script = (
        "import sys, socket, threading; sys.path.insert(0, sys.argv.pop(1)); real = socket.getaddrinfo\n"
        "def lost(host, *a, **k):\n"
        "    if str(host) in ('127.0.0.1', 'localhost', '0.0.0.0'): return real(host, *a, **k)\n"
        "    threading.Event().wait()\n"
        "socket.getaddrinfo = lost\n"
        "from app import main; main(['check', '--json', '--seconds', '4'])"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "MicrosoftAppId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        "MicrosoftAppPassword": "hush",
        "MicrosoftAppTenantId": "1b4e28ba-2fa1-41d2-883f-0016d3cca428",
        "PERSONIO_CLIENT_ID": "x",
        "PERSONIO_CLIENT_SECRET": "hush",
        "BotOpenIdMetadata": f"{nothing}/keys",
        "DATABASE_URL": world.database_url,
        "PORT": "0",
    }
    started = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        script,
        str(ROOT),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, logged = await process.communicate()
    assert time.monotonic() - started < 60  # it would wait for good
    codes = {each["code"] for each in json.loads(said)["findings"]}
    assert {"personio.timeout", "teams.token_unreachable", "teams.keys_unreachable", "database.empty"} <= codes
    assert "check.timed_out" not in codes
    assert process.returncode == 1
    assert logged == b""


def test_findings_with_the_same_way_out_are_told_together():
    alike = [
        Finding("personio.attribute_missing", "problem", key, f"{key} cannot be read.", "Tick it.") for key in "ab"
    ]
    lines = [unstyle(line) for line in terminal_lines(alike)]
    assert lines == [
        "Personio",
        "  ✗ !!  personio.attribute_missing",
        "        a cannot be read.",
        "        b cannot be read.",
        "        → Tick it.",
        "",
        "2 problems, 0 warnings, 0 ok. More about each: docs/troubleshooting.md",
    ]


def test_a_long_address_is_not_cut():
    url = "https://leave.example.com/" + "x" * 90
    found = Finding("webhook.missing", "warning", url, f"No webhook points to {url}.", "Make one.")
    assert any(url in line for line in terminal_lines([found]))
    assert max(len(unstyle(line)) for line in terminal_lines([found]) if url not in line) <= WIDTH
