"""The script that makes the secrets for compose: what it makes, asks, shows and leaves alone."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.bootstrap import teams_config
from bot.settings.settings import Settings
from tests.support.deployment_files import COMPOSE, DEPLOY

ENTRA, PERSONIO = "Ab8~entra.Secret_", "personio-secret=="


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(DEPLOY / "compose/secrets.sh", tmp_path)
    return tmp_path


def run(folder: Path, typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", folder / "secrets.sh"],
        cwd="/",
        input=typed,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def made(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in (folder / "secrets").iterdir() if file.is_file()}


def test_it_makes_every_secret_that_compose_wants(folder):
    done = run(folder, f"{ENTRA}\n{PERSONIO}\n")
    assert (done.returncode, done.stderr) == (0, "")
    found = made(folder)
    assert {f"secrets/{name}" for name in found} == {each["file"] for each in COMPOSE["secrets"].values()}
    assert (found["MicrosoftAppPassword"], found["PERSONIO_CLIENT_SECRET"]) == (ENTRA, PERSONIO)
    assert re.fullmatch(r"[0-9a-f]{64}", found["PERSONIO_WEBHOOK_TOKEN"])
    address = urlsplit(found["DATABASE_URL"])
    assert (address.hostname, address.username, address.path) == ("database", "bot", "/bot")
    assert address.password == found["POSTGRES_PASSWORD"]
    assert re.fullmatch(r"[0-9a-f]{48}", found["POSTGRES_PASSWORD"])  # nothing to percent-encode


def test_nobody_else_on_the_machine_gets_there_and_the_container_does(folder):
    run(folder, f"{ENTRA}\n{PERSONIO}\n")
    modes = {path.name: path.stat().st_mode & 0o777 for path in [folder / "secrets", *(folder / "secrets").iterdir()]}
    assert modes.pop("secrets") == 0o700
    assert modes.pop("certificate") == 0o755
    assert set(modes.values()) == {0o444}


def test_what_a_copied_value_brings_with_it_is_taken_off(folder):
    run(folder, f"  {ENTRA}\t\r\n\r\n \n{PERSONIO} \r\n")
    assert made(folder)["MicrosoftAppPassword"] == ENTRA
    assert made(folder)["PERSONIO_CLIENT_SECRET"] == PERSONIO


def test_with_a_certificate_the_password_stays_empty_and_the_bot_has_one_credential(folder, monkeypatch):
    """Compose asks for the file in any case, and an empty one counts as none."""
    done = run(folder, f"\n{PERSONIO}\n")
    assert "secrets/MicrosoftAppPassword stays empty." in done.stdout
    monkeypatch.setenv("SECRETS_DIR", str(folder / "secrets"))
    for name in ("MicrosoftAppPassword", "DATABASE_URL", "PERSONIO_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings(_env_file=None, app_id="a", tenant_id="t", app_certificate="/run/certificate/bot.pem")
    config = teams_config(settings)
    assert config.app_password is None
    assert config.certificate == Path("/run/certificate/bot.pem")
    assert settings.personio_client_secret.get_secret_value() == PERSONIO
    assert not Settings(_env_file=None, app_id="a", tenant_id="t").has_credential


def test_what_is_there_is_not_changed(folder):
    run(folder, f"{ENTRA}\n{PERSONIO}\n")
    before = made(folder)
    assert run(folder, "other\nother\n").returncode == 0
    assert made(folder) == before
    (folder / "secrets/PERSONIO_CLIENT_SECRET").unlink()
    run(folder, "the new one\n")
    assert made(folder) == {**before, "PERSONIO_CLIENT_SECRET": "the new one"}


def test_a_database_of_one_s_own_gets_no_password_of_ours(folder):
    (folder / "secrets").mkdir()
    (folder / "secrets/DATABASE_URL").write_text("postgresql://bot:w%40rd@db.example.com/bot")
    run(folder, f"{ENTRA}\n{PERSONIO}\n")
    assert "POSTGRES_PASSWORD" not in made(folder)
    assert made(folder)["DATABASE_URL"] == "postgresql://bot:w%40rd@db.example.com/bot"


def test_a_secret_that_is_needed_is_not_left_empty(folder):
    done = run(folder, f"{ENTRA}\n\n\n")
    assert done.returncode == 1
    assert "PERSONIO_CLIENT_SECRET is needed." in done.stderr
    assert "PERSONIO_CLIENT_SECRET" not in made(folder)


def test_what_is_typed_at_a_terminal_is_not_shown(folder):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["/bin/sh", folder / "secrets.sh"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
        start_new_session=True,
    )
    os.close(theirs)
    shown = ""
    for question, answer in (("Entra", ENTRA), ("Personio's", ""), ("Personio's", PERSONIO)):
        asked = ""
        while question not in asked or not asked.endswith(": "):  # by then the echo is off
            asked += os.read(ours, 1000).decode()
        shown += asked
        os.write(ours, f"{answer}\n".encode())
    rest = b""
    try:
        while part := os.read(ours, 1000):
            rest += part
    except OSError:  # how Linux tells that the other end is closed
        pass
    assert process.wait(30) == 0
    assert made(folder)["PERSONIO_CLIENT_SECRET"] == PERSONIO
    for secret in (ENTRA, PERSONIO, *made(folder).values()):
        assert secret not in shown + rest.decode()
    os.close(ours)
