"""What a release says of itself is true, complete, and tells nothing of where it was made."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from release import licences, sbom
from release.runtime import ROOT, needed, reasons

ELSEWHERE = re.compile(r"https?://|file:|/home/|/opt/|/root/|/tmp/|/usr/|site-packages")
ALLOWED: dict[str, str] = {}  # package under a GPL -> why that is all right


def test_every_package_is_on_the_page_with_its_licence():
    assert licences.PAGE.read_text() == licences.page(), "make licences"
    assert all(f"| `{name}` |" in licences.page() for name in needed())
    assert "| unknown |" not in licences.page()


def test_no_package_is_under_a_licence_that_binds_the_product():
    for name in needed():
        assert not re.search(r"GPL|EUPL|SSPL|BUSL", licences.licence(name)) or name in ALLOWED, name


def test_every_direct_dependency_says_why():
    direct = {name for name, by in needed().items() if "" in by}
    assert {name for name in direct if not reasons().get(name)} == set()


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
    cleaned = sbom.clean(found, {"some-package"})
    assert [each["name"] for each in cleaned["components"]] == ["Some_Package"]
    assert cleaned["dependencies"] == [{"ref": "root", "dependsOn": ["a"]}, {"ref": "a", "dependsOn": []}]
    assert not ELSEWHERE.search(json.dumps(cleaned))


@pytest.mark.soak  # half a minute
@pytest.mark.skipif(not os.environ.get("SOAK") or not importlib.util.find_spec("cyclonedx_py"), reason="make sbom soak")
def test_the_real_bill_holds_every_package_and_no_address():
    found = sbom.bill()
    assert {each["name"].lower().replace("_", "-") for each in found["components"]} == set(needed())
    text = json.dumps({key: value for key, value in found.items() if key != "$schema"})
    assert not ELSEWHERE.search(text), ELSEWHERE.search(text)


def test_two_builds_of_one_state_are_the_same_bytes(tmp_path: Path):
    def built(name: str) -> dict[str, str]:
        to = tmp_path / name
        tool = [sys.executable, "-m", "hatchling", "build", "-d", str(to)]
        subprocess.run(
            tool, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000"}, check=True, capture_output=True
        )
        return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in to.iterdir()}

    first = built("first")
    assert sorted(name.rpartition(".")[2] for name in first) == ["gz", "whl"]
    assert built("second") == first
