"""What is installed is what was tested: every package the product needs is pinned to one version."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PINS = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
}


def needed() -> set[str]:
    """Return every package that the product brings, directly or not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    waiting, seen = [Requirement(each) for each in project["dependencies"]], set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted = any(
            requirement.marker is None or requirement.marker.evaluate({"extra": extra})
            for extra in ("", *requirement.extras)
        )
        if not wanted or (name, *sorted(requirement.extras)) in seen:
            continue
        seen.add((name, *sorted(requirement.extras)))
        try:
            further = map(Requirement, distribution(name).requires or ())
        except PackageNotFoundError:
            continue
        for each in further:
            extras = ("", *requirement.extras)
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras):
                each.marker = None
                waiting.append(each)
    return {name for name, *_ in seen}


def test_every_package_that_the_product_brings_is_pinned():
    assert needed() - set(PINS) == set()
    assert {"cryptography", "botbuilder-core", "aiohttp", "httpx"} <= needed()


def test_no_pin_is_a_range_and_none_comes_from_elsewhere():
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and line[0] != "#"]
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!-]+", line) for line in lines)


def test_no_product_code_runs_text_or_unpacks_objects():
    forbidden = re.compile(
        r"\b(eval|exec)\(|\bpickle\b|\bmarshal\b|\bshelve\b|yaml\.load\(|os\.system|shell=True|subprocess"
    )
    for room in ("bot", "cards", "personio_client", "manifest"):
        for path in (ROOT / room).rglob("*.py"):
            assert not forbidden.search(path.read_text()), path
