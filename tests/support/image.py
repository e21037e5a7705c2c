"""What the Dockerfile does, without a container engine: ``.venv/bin/python -m tests.support.image``.

Rule: the same commands on the same files: what .dockerignore lets through becomes a wheel in an empty environment, which
is run from a folder of data as the image's user, with every other folder read-only where the machine lets us (root).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from pathlib import Path

from aiohttp.test_utils import unused_port

from tests.support.deployment_files import ROOT

USER = 65532
SETTLED = 5.0  # seconds after which memory is looked at


@dataclass(frozen=True)
class Figures:
    """What an operator asks of an image."""

    megabytes: int
    seconds_to_healthz: float
    idle_megabytes: int
    seconds_to_end: float
    read_only: bool


def context(to: Path) -> None:
    """Copy what .dockerignore lets through."""
    lines = (line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] not in "#*")
    rules = [*lines, "**/__pycache__"]
    away = [rule.removeprefix("**/") for rule in rules if rule.startswith("**/")]

    def ignored(_folder: str, names: list[str]) -> set[str]:
        return {name for name in names if any(fnmatch(name, pattern) for pattern in away)}

    for name in (rule[1:] for rule in rules if rule.startswith("!")):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=ignored)
        else:
            shutil.copy(source, to / name)


def installed(source: Path, prefix: Path) -> Path:
    """Install it as the build stage does; return its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", prefix], check=True)
    python = prefix / "bin/python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python]
    subprocess.run([*pip, "install", "--require-hashes", "-r", "requirements-lock.txt"], cwd=source, check=True)
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(prefix / "wheel")]
    subprocess.run(build, cwd=source, check=True)
    [wheel] = (prefix / "wheel").iterdir()
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    return python


def command(python: Path, data: Path, *words: str) -> tuple[list[str], bool]:
    """Return how the image would start the bot here, and whether all but ``data`` is read-only then."""
    ours = [str(python), "-m", "app", *words]
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return ours, False
    os.chown(data, USER, USER)
    ours = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *ours]
    sealed = 'mount --bind "$0" "$0" && mount -o remount,ro,bind / && cd "$0" && exec "$@"'
    wrapped = ["unshare", "--mount", "sh", "-c", sealed, str(data), *ours]
    tried = subprocess.run([*wrapped[:4], sealed.replace('"$@"', "true"), str(data)], capture_output=True, check=False)
    return (wrapped, True) if tried.returncode == 0 else (ours, False)


@contextmanager
def started(python: Path, data: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], bool]]:
    """Start the bot; kill it at the end where it still runs."""
    words, sealed = command(python, data)
    env = {
        "PATH": f"{python.parent}:{os.environ['PATH']}", "HOST": "0.0.0.0", "PORT": str(port),
        "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1", "LOG_LEVEL": "warning",
    }  # fmt: skip
    process = subprocess.Popen(words, cwd=data, env=env)
    try:
        yield process, sealed
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def alive(port: int) -> bool:
    """Ask /healthz."""
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        return bool(opener.open(f"http://127.0.0.1:{port}/healthz", timeout=2).status == 200)
    except OSError:
        return False


def measured() -> Figures:
    """Build, run and end it. Raises AssertionError where it does not come up or does not end well."""
    # Not pytest's folder: only who owns that may pass through it, and the image's user does not.
    with tempfile.TemporaryDirectory(prefix="image-", dir="/var/tmp") as folder:
        return _measured(Path(folder), unused_port())


def _measured(folder: Path, port: int) -> Figures:
    source, prefix, data = folder / "src", folder / "bot", folder / "data"
    for each in (source, data):
        each.mkdir()
    folder.chmod(0o755)
    context(source)
    python = installed(source, prefix)
    size = sum(file.lstat().st_size for file in prefix.rglob("*") if file.is_file())
    assert not list(prefix.rglob("site-packages/sandbox")), "the sandbox is no part of the product"
    begun = time.monotonic()
    with started(python, data, port) as (process, sealed):
        while not alive(port):
            assert process.poll() is None, "it ended by itself"
            assert time.monotonic() - begun < 60, "it does not come up"
            time.sleep(0.02)
        up = time.monotonic() - begun
        time.sleep(SETTLED)
        status = Path(f"/proc/{process.pid}/status").read_text()
        resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, "it did not end well"
    assert (data / "personio-for-teams.db").exists(), "the database is not where the volume is"
    return Figures(size // 1_000_000, round(up, 2), resident // 1024, round(time.monotonic() - asked, 2), sealed)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(measured()), indent=2) + "\n")
