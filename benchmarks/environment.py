"""One virtual environment per bot, made by pip from the bot's own requirements and kept.

Rule: made again only when the requirements, or the Python, changed.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOTS = Path(__file__).resolve().parent / "bots"


def python_of(name: str) -> Path:
    """Return the Python of the bot's environment, made first where it is missing or stale.

    Raises CalledProcessError where pip cannot install what the requirements name.
    """
    requirements = BOTS / name / "requirements.txt"
    return _python(name, [requirements], ["-r", str(requirements)])


def our_python() -> Path:
    """Return the Python of an environment with this bot as an operator installs it: no extras.

    Raises CalledProcessError where pip cannot install it.
    """
    pins = ROOT / "constraints.txt"
    return _python("ours", [ROOT / "pyproject.toml", pins], ["-c", str(pins), "-e", str(ROOT)])


def _python(name: str, sources: Sequence[Path], install: Sequence[str]) -> Path:
    folder = ROOT / ".benchenv" / name
    stamp, python = folder / ".stamp", folder / "bin" / "python"
    read = b"".join(source.read_bytes() for source in sources)
    wanted = hashlib.sha256(read + platform.python_version().encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return python
    print(f"making .benchenv/{name} ...", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *install], check=True)
    stamp.write_text(wanted, encoding="ascii")
    return python
