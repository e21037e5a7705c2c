"""A new user's path, as the README has it: try it, set it up, look whether it is right, build the package, serve.

Rule: a fresh folder with the product's own files, an environment with nothing in it, settings from ``.env``; the
outside world is on loopback, and every token that goes either way is a real one.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from manifest import schema_errors
from sandbox.company import personas
from sandbox.demo import BOT, TENANT, Demo, world
from sandbox.teams import TeamsSandbox
from tests.support.app_package import schemas
from tests.support.bot_process import free_port
from tests.support.connector import Connector
from tests.support.issuer import Issuer
from tests.support.plain_http import plain_http

__all__ = ["schemas"]

ROOT = Path(__file__).parents[3]
PRODUCT = ("app.py", "bot", "cards", "manifest", "personio_client", "sandbox", "pyproject.toml", ".env.example")
APP_ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
OWN_TOKEN = "the-bots-own-token"
REMAIN = {"webhook.token_missing", "teams.no_team"}  # what only the company itself can do next

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What somebody has who cloned the repository and ran the installation."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *PRODUCT]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no checkout: what belongs to the product is not known")
    folder = tmp_path / "personio-for-teams"
    for name in listed:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    installed = ROOT / "sandbox/teams/node_modules"
    if installed.is_dir():  # else npm installs them
        (folder / "sandbox/teams/node_modules").symlink_to(installed)
    return folder


async def run(folder: Path, *words: str, **streams: Any) -> asyncio.subprocess.Process:
    """Start ``python app.py ...`` in the folder, with nothing in its environment."""
    environment = {"PATH": str(Path(sys.executable).parent) + ":/usr/bin:/bin", "TMPDIR": str(folder.parent)}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-u", "app.py", *words, cwd=folder, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=streams.get("stderr", asyncio.subprocess.STDOUT),
    )  # fmt: skip


async def said(folder: Path, *words: str) -> tuple[int, str]:
    """Run a command to its end; return its exit code and what it said."""
    process = await run(folder, *words)
    output = (await process.communicate())[0].decode()
    return process.returncode or 0, output


async def line_with(process: asyncio.subprocess.Process, stream: asyncio.StreamReader | None, wanted: str) -> str:
    """Read until a line has something in it. Raises AssertionError where the process ends before."""
    assert stream is not None
    read = ""
    while line := (await stream.readline()).decode():
        read += line
        if wanted in line:
            return line
    raise AssertionError(f"it ended: {read}")


async def end(process: asyncio.subprocess.Process) -> str:
    """SIGTERM; return the rest of its output, and see that nothing is left of it."""
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    ports = {c.laddr.port for each in family for c in each.net_connections("tcp") if c.status == psutil.CONN_LISTEN}
    assert ports
    process.send_signal(signal.SIGTERM)
    rest = b"".join(filter(None, await process.communicate())).decode()
    assert process.returncode == 0, rest
    assert "Traceback" not in rest
    assert [each for each in family if each.is_running()] == []
    listening = {c.laddr.port for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN}
    assert ports & listening == set(), "nothing is left listening"
    return rest


async def test_the_demo_starts_prints_its_address_and_answers(folder: Path) -> None:
    port = free_port()
    demo = await run(folder, "demo", "--port", str(port))
    address = (await line_with(demo, demo.stdout, "http://")).split()[-1]
    assert address == f"http://127.0.0.1:{port}"
    async with plain_http() as client:
        page = await client.get(address)
    assert page.status_code == 200
    assert "<html" in page.text.lower()
    await end(demo)


class OutsideBot:
    """The world on loopback: a Personio, Microsoft's keys and tokens, a Teams that lets nobody in without one."""

    def __init__(self, demo: Demo, issuer: Issuer, entra: Connector) -> None:
        self.demo, self.issuer, self.entra = demo, issuer, entra
        self.seen: list[str] = []
        staged = world(demo.company, {})
        self.teams = TeamsSandbox(
            staged, tenant_id=TENANT, bot_id=BOT, require_token=self._ours,
            authorization=lambda activity: issuer.bearer(activity["serviceUrl"]),
        )  # fmt: skip

    def _ours(self, token: str) -> bool:
        self.seen.append(token)
        return token == OWN_TOKEN


@pytest.fixture
async def outside() -> AsyncIterator[OutsideBot]:
    @asynccontextmanager
    async def started() -> AsyncIterator[OutsideBot]:
        async with Demo() as demo, Issuer(APP_ID) as issuer, Connector() as entra:
            entra.token_answer.json["access_token"] = OWN_TOKEN
            outside = OutsideBot(demo, issuer, entra)
            async with outside.teams:
                yield outside

    async with started() as outside:
        yield outside


def settings(outside: OutsideBot, port: int) -> dict[str, str]:
    """What the operator writes into ``.env``, beside what the template says."""
    return {
        "MicrosoftAppId": APP_ID,
        "MicrosoftAppPassword": "a-password-of-the-bot",
        "MicrosoftAppTenantId": TENANT,
        "BotOpenIdMetadata": outside.issuer.metadata_url,
        "TEAMS_TOKEN_URL": outside.entra.token_url,
        "TEAMS_SERVICE_HOSTS": "127.0.0.1",
        "PERSONIO_CLIENT_ID": "demo-client",
        "PERSONIO_CLIENT_SECRET": "demo-secret",
        "PERSONIO_BASE_URL": outside.demo.personio.url,
        "PERSONIO_WEB_URL": "https://voorbeeld.personio.com",
        "BOT_DOMAIN": "verlof.voorbeeld.nl",
        "APP_DEVELOPER_NAME": "Voorbeeld B.V.",
        "APP_WEBSITE_URL": "https://www.voorbeeld.nl",
        "APP_PRIVACY_URL": "https://www.voorbeeld.nl/privacy",
        "APP_TERMS_URL": "https://www.voorbeeld.nl/voorwaarden",
        "BOT_ADMINS": personas(outside.demo.company).admin.email,
        "DATABASE_URL": "sqlite:///personio-for-teams.db",
        "PORT": str(port),
    }


def filled_in(template: str, values: dict[str, str]) -> str:
    """Return ``.env`` as somebody has it who copied ``.env.example`` and filled it in."""
    left = dict(values)
    lines = []
    for line in template.splitlines():
        name, equals, _ = line.partition("=")
        lines.append(f"{name}={left.pop(name)}" if equals and name in left else line)
    assert left == {}, "the template has a line for each"
    return "\n".join(lines) + "\n"


async def test_own_settings_are_checked_packed_and_served(folder: Path, outside: OutsideBot, schemas: Path) -> None:
    port = free_port()
    env = folder / ".env"
    env.write_text(filled_in((folder / ".env.example").read_text(), settings(outside, port)))
    env.chmod(0o600)

    code, told = await said(folder, "check", "--json")
    found = json.loads(told)["findings"]
    assert code == 0, told
    assert {each["code"] for each in found if each["level"] == "warning"} == REMAIN
    assert outside.entra.token_calls == 1, "the bot's password was tried"
    code, told = await said(folder, "check")
    assert code == 0
    assert "0 problems" in told
    assert f"{len(REMAIN)} warnings" in told
    assert all(name in told for name in REMAIN)
    assert "demo-secret" not in told

    code, told = await said(folder, "manifest")
    assert code == 0, told
    package = (folder / "personio-for-teams.zip").read_bytes()
    assert schema_errors(package, schemas) == [], "Microsoft's own schema agrees"

    bot = await run(folder, stderr=asyncio.subprocess.PIPE)
    await line_with(bot, bot.stderr, "app.listening")
    where = f"http://127.0.0.1:{port}/api/messages"
    teams, user = outside.teams, outside.teams.world.user(personas(outside.demo.company).employee.email)
    teams.bot_url = where
    answer = await teams.say(user, "afwezigheid aanvragen")
    assert answer.status in {200, 201, 202}
    assert "request.review" in json.dumps([message.card for message in answer.messages]), "a card came"
    assert set(outside.seen) == {OWN_TOKEN}, "with the bot's own token"

    unsigned = teams.envelope("message", user) | {"text": "afwezigheid aanvragen"}
    posted = len(teams.calls)
    async with plain_http() as client:
        assert (await client.post(where, json=unsigned)).status_code == 401
        foreign = outside.issuer.bearer(unsigned["serviceUrl"], aud="somebody-else")
        assert (await client.post(where, json=unsigned, headers={"Authorization": foreign})).status_code == 401
    assert len(teams.calls) == posted, "and nothing came of it"
    log = await end(bot)
    assert "app.stopped" in log
    assert OWN_TOKEN not in log


def test_the_folder_runs_on_its_own_files(folder: Path) -> None:
    command = [sys.executable, "-c", "import bot, sandbox; print(bot.__file__, sandbox.__file__)"]
    found = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    assert found.count(str(folder)) == 2
