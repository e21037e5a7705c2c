"""What a release says of itself is true, complete, and tells nothing of where it was made."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from release import licences, sbom
from release.runtime import ROOT, dependency_reasons, needed

ELSEWHERE = re.compile(r"https?://|file:|/home/|/opt/|/root/|/tmp/|/usr/|site-packages")
ALLOWED: dict[str, str] = {}  # package under a GPL -> why that is all right


def test_every_package_is_on_the_page_with_its_licence():
    assert licences.PAGE.read_text() == licences.licences_page(), "make licences"
    assert all(f"| `{name}` |" in licences.licences_page() for name in needed())
    assert "| unknown |" not in licences.licences_page()


def test_no_package_is_under_a_licence_that_binds_the_product():
    for name in needed():
        assert not re.search(r"GPL|EUPL|SSPL|BUSL", licences.licence(name)) or name in ALLOWED, name


def test_the_text_of_every_licence_is_there():
    """Six packages of Microsoft bring none; MIT asks for its text in every copy."""
    without = {name for name in needed() if not licences.brings_text(name)}
    assert {name for name in without if licences.our_text(name) is None} == set()
    assert "| missing |" not in licences.licences_page()
    # No file of ours speaks for a package that brings its own text, or that is not there.
    named = {
        line for file in licences.TEXTS.glob("*.txt") for line in file.read_text().splitlines() if line in needed()
    }
    assert named == without


def test_our_texts_say_what_the_packages_say_and_nothing_else():
    for name in (name for name in needed() if not licences.brings_text(name)):
        assert licences.licence(name) == "MIT"
        files = [file for file in distribution(name).files or () if file.suffix == ".py"]
        notices = {
            line.strip("# \n") for file in files for line in file.read_text().splitlines() if "Copyright (c)" in line
        }
        text = licences.our_text(name).read_text()
        assert {line for line in text.splitlines() if line.startswith("Copyright")} == notices
        assert text.endswith((ROOT / "LICENSE").read_text().partition("authors\n")[2])


def test_every_direct_dependency_says_why():
    direct = {name for name, by in needed().items() if "" in by}
    assert {name for name in direct if not dependency_reasons().get(name)} == set()


def test_the_bill_names_our_packages_and_not_where_they_came_from():
    found = {
        "metadata": {
            "component": {"bom-ref": "root", "name": "personio-for-teams", "externalReferences": [{"url": "file:///x"}]},
            "tools": {"components": [{"name": "cyclonedx-py", "externalReferences": [{"url": "https://example.org"}]}]},
        },
        "components": [
            {"bom-ref": "a", "name": "Some_Package", "version": "1", "purl": "pkg:pypi/some-package@1"},
            {"bom-ref": "b", "name": "pytest", "properties": [{"name": "path", "value": "/opt/x"}]},
        ],
        "dependencies": [{"ref": "root", "dependsOn": ["a", "b"]}, {"ref": "a"}, {"ref": "b"}],
    }  # fmt: skip
    cleaned = sbom.clean(found, {"some-package"}, {("some-package", "1"): ["a" * 64, "b" * 64]})
    assert [each["name"] for each in cleaned["components"]] == ["Some_Package"]
    assert cleaned["dependencies"] == [{"ref": "root", "dependsOn": ["a"]}, {"ref": "a", "dependsOn": []}]
    assert not ELSEWHERE.search(json.dumps(cleaned))


def test_every_component_of_the_bill_has_the_hashes_of_its_files():
    """A bill without hashes says what somebody meant to install, not what it was."""
    hashes = sbom.locked((ROOT / "requirements-lock.txt").read_text())
    found = {
        "metadata": {},
        "components": [
            {"bom-ref": name, "name": name, "version": distribution(name).version} for name in sorted(needed())
        ],
    }
    components = sbom.clean(found, set(needed()), hashes)["components"]
    assert len(components) == len(needed())
    for each in components:
        assert each["hashes"], each["name"]
        assert {entry["alg"] for entry in each["hashes"]} == {"SHA-256"}
        assert len({entry["content"] for entry in each["hashes"]}) == len(each["hashes"])


def test_a_bill_of_another_version_than_the_locked_one_is_not_made():
    found = {"metadata": {}, "components": [{"bom-ref": "aiohttp", "name": "aiohttp", "version": "0.0.1"}]}
    with pytest.raises(KeyError):
        sbom.clean(found, {"aiohttp"}, sbom.locked((ROOT / "requirements-lock.txt").read_text()))


@pytest.mark.soak  # half a minute
@pytest.mark.skipif(not os.environ.get("SOAK") or not importlib.util.find_spec("cyclonedx_py"), reason="make sbom soak")
def test_the_real_bill_holds_every_package_and_no_address():
    found = sbom.bill()
    assert {each["name"].lower().replace("_", "-") for each in found["components"]} == set(needed())
    assert all(each["hashes"] for each in found["components"])
    text = json.dumps({key: value for key, value in found.items() if key != "$schema"})
    assert not ELSEWHERE.search(text), ELSEWHERE.search(text)


def test_no_wheel_is_offered_for_other_people_s_environments():
    """It would put names such as ``app`` and ``bot`` there."""
    recipe = (ROOT / "Makefile").read_text().partition("\nrelease:")[2].partition("\n\n")[0]
    assert "hatchling build -t sdist" in recipe
    assert ".whl" not in recipe
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "Private :: Do Not Upload" in project["classifiers"]


def test_two_builds_of_one_state_are_the_same_bytes(tmp_path: Path):
    def built(name: str) -> dict[str, str]:
        to = tmp_path / name
        tool = [sys.executable, "-m", "hatchling", "build", "-d", str(to)]
        subprocess.run(
            tool, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000"}, check=True, capture_output=True
        )
        return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in to.iterdir()}

    first = built("first")
    [wheel] = (tmp_path / "first").glob("*.whl")
    names = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if "." not in name} == {"bot", "cards", "manifest", "personio_client"}
    assert "sandbox" not in names
    assert sorted(name.rpartition(".")[2] for name in first) == ["gz", "whl"]
    assert built("second") == first
