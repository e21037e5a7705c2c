"""What the pages have people paste works when it is pasted, and leaves nothing readable for others."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings.settings import Settings
from tests.support.pages import ALL, NAMES, ROOT, TEXT

GUIDES = ("docs/admin-guide.en.md", "docs/admin-guide.nl.md")
# Each of these reads what is typed at the terminal, so it would take the lines pasted after it.
READS = re.compile(
    r"^(?!.*<\s*\S)(?:sudo )?(?:cat >|read |sh secrets\.sh|docker compose (?:exec|run) |az containerapp exec|.*getpass"
    r"|.*app\.py people forget(?!.*--yes))"
)


def pasted(page: str) -> list[list[str]]:
    """Return the lines of each block of commands, a continued one as one."""
    found = re.findall(r"```sh\n(.*?)```", re.sub(r"^ {3}", "", TEXT[page], flags=re.MULTILINE), re.DOTALL)
    return [block.replace("\\\n", " ").splitlines() for block in found]


@pytest.mark.parametrize("page", NAMES)
def test_no_command_swallows_the_lines_that_are_pasted_after_it(page):
    for block in pasted(page):
        for line in block[:-1]:
            assert not READS.match(line), f"{line!r} must be the last of its block"


@pytest.mark.parametrize(("line", "reads"), [
    ("cat > secrets/MicrosoftAppPassword", True),
    ("docker compose exec bot python -m app check", True),
    ("docker compose exec -T database pg_dump bot > bot.dump", True),
    ("docker compose exec -T database pg_dump bot > bot.dump < /dev/null", False),
    ("docker compose up --detach", False),
    ("docker run --rm image check", False),
])  # fmt: skip
def test_what_reads_the_terminal_is_known(line, reads):
    assert bool(READS.match(line)) is reads


@pytest.mark.parametrize("page", GUIDES)
def test_the_guide_asks_for_a_setting_before_a_command_needs_it(page):
    text = TEXT[page]
    order = [
        text.index("cp .env.example .env"),
        text.index("`BOT_DOMAIN`", text.index("cp .env.example .env")),
        text.index("\nsh secrets.sh\n"),
        text.index("docker compose up --detach --build"),
        text.index("app webhooks register"),
        text.index("`APP_`", text.index("## 4.")),
        text.index("docker compose up --detach\n", text.index("## 4.")),  # else the container keeps the old settings
        text.index("bot manifest --out"),
    ]
    assert order == sorted(order)
    assert "docker compose up --detach --force-recreate" in text


@pytest.mark.parametrize("page", GUIDES)
def test_the_guide_says_what_a_tenant_id_looks_like_and_how_a_password_is_written(page):
    text = TEXT[page]
    assert re.search(r"GUID.{0,80}`[0-9a-f]{8}-[0-9a-f-]{27}`", text, re.DOTALL)
    assert "`Winter%402026`" in text
    assert "*Marketplace*, *Connected integrations*" in text
    assert "`MicrosoftAppCertificate=/run/certificate/bot.pem`" in text


def test_every_page_says_where_personio_has_its_credentials_nowadays():
    places = [ALL, *(path.read_text() for path in (ROOT / "bot/cli/diagnostics").glob("*.py"))]
    assert not any("Settings, Integrations" in text for text in places)
    assert ALL.count("*Connected integrations*") >= 4


def docker_values(path: Path) -> dict[str, str]:
    """Return an env file as ``docker run --env-file`` reads it: everything after the first = is the value."""
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize(
    "name", [".env.example", "deploy/compose/.env.example", "deploy/kubernetes/example/settings.env"]
)
def test_every_reader_of_an_example_reads_the_same(name):
    assert docker_values(ROOT / name) == dict(dotenv_values(ROOT / name))


@pytest.mark.parametrize("quote", ["'", '"'])
def test_quotes_around_a_value_make_no_difference_however_it_comes_in(quote, tmp_path, monkeypatch):
    """Docker hands them on, Compose and .env take them off."""
    env = tmp_path / ".env"
    env.write_text(f"APP_DEVELOPER_NAME={quote}Example Company B.V.{quote}\nBOT_ADMINS={quote}a@example.com{quote}\n")
    from_file = Settings(_env_file=env)
    for name, value in docker_values(env).items():
        monkeypatch.setenv(name, value)
    from_docker = Settings(_env_file=None)
    assert from_file.developer_name == from_docker.developer_name == "Example Company B.V."
    assert from_file.admins == from_docker.admins == ("a@example.com",)


def test_quotes_inside_a_value_stay(monkeypatch):
    monkeypatch.setenv("APP_DEVELOPER_NAME", "the 'Example' Company")
    assert Settings(_env_file=None).developer_name == "the 'Example' Company"


def test_a_container_that_is_published_listens_where_it_is_reached():
    """A .env made from the example says 127.0.0.1, which wins over the image's own HOST."""
    lines = [line for page in NAMES for block in pasted(page) for line in block if line.startswith("docker run")]
    published = [line for line in lines if "--publish" in line]
    assert published
    assert all("--env HOST=0.0.0.0" in line for line in published)


def backup_of(marker: str) -> str:
    """Return the block of the operations page that has ``marker`` in it."""
    [block] = [block for block in pasted("docs/operations.md") if any(marker in line for line in block)]
    return "\n".join(block)


@pytest.fixture
def running(tmp_path):
    """A database of the bot's with a change that is only in ``-wal`` yet, held open as a running bot does."""
    path = tmp_path / "personio-for-teams.db"
    bot = sqlite3.connect(path)
    bot.execute("pragma journal_mode=wal")
    bot.execute("pragma wal_autocheckpoint=0")
    bot.execute("create table request (id)")
    bot.execute("insert into request values (4711)")
    bot.commit()
    path.chmod(0o600)
    assert b"request" not in path.read_bytes()
    yield tmp_path
    bot.close()


def paste(commands: str, folder: Path) -> None:
    subprocess.run(["/bin/sh", "-c", f"umask 022\n{commands}"], cwd=folder, check=True, timeout=60)


@pytest.mark.parametrize("which", [".venv/bin/python -c", "docker exec BOT sh -c"])
def test_the_backup_of_sqlite_is_whole_and_its_owner_s_alone(which, running):
    commands = backup_of(which).replace(".venv/bin/python", sys.executable)
    # As in the container, where python is the image's.
    commands = re.sub(r"^docker exec BOT sh", "/bin/sh", commands, flags=re.MULTILINE).replace(
        "; python -c", f"; {sys.executable} -c"
    )
    commands = "\n".join(
        line for line in commands.splitlines() if not line.startswith(("docker cp", "docker exec BOT rm"))
    )
    paste(commands, running)
    copy = running / "copy.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as found:
        assert found.execute("select id from request").fetchall() == [(4711,)]
        assert found.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_backup_from_the_wrong_folder_fails_and_makes_no_empty_database(tmp_path):
    commands = backup_of(".venv/bin/python -c").replace(".venv/bin/python", sys.executable)
    with pytest.raises(subprocess.CalledProcessError):
        paste(f"{commands} 2> /dev/null", tmp_path)
    assert not (tmp_path / "personio-for-teams.db").exists()


def test_every_file_that_a_page_has_made_of_people_s_data_is_its_owner_s_alone():
    writes = re.compile(r"pg_dump|audit export .*>|\.backup\(|digests export >")
    for page in NAMES:
        for block in pasted(page):
            for number, line in enumerate(block):
                if writes.search(line):
                    assert "umask 077" in "\n".join(block[: number + 1]), f"{page}: {line}"


def test_no_page_asks_for_a_program_that_the_image_lacks():
    assert not re.search(r"\bsqlite3 \S+\.db", ALL)


def test_the_percent_encoding_that_deploy_shows_makes_an_address_the_bot_reads(tmp_path):
    from bot.store.url import parse

    [line] = [line for block in pasted("deploy/README.md") for line in block if "getpass" in line]
    program = re.search(r"python3 -c '([^']*)'", line)[1].replace("from getpass import getpass", "getpass = input")
    made = subprocess.run(
        [sys.executable, "-c", program], input="Winter@2026/#%é", capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    ).stdout  # fmt: skip
    assert parse(made).password == "Winter@2026/#%é"
    assert parse(made).host == "db.example.com"
