"""What is installed is what was tested: every package the product needs is pinned to one version."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.utils import canonicalize_name

from release.runtime import needed

ROOT = Path(__file__).parents[2]
PINS = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
}


def test_every_package_that_the_product_brings_is_pinned():
    assert set(needed()) - set(PINS) == set()
    assert {"cryptography", "botbuilder-core", "aiohttp", "httpx"} <= set(needed())


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


def locked(name: str) -> dict[str, tuple[str, list[str]]]:
    """Return package -> version and hashes of a lock file."""
    found = {}
    for block in re.split(r"\n(?=\w)", (ROOT / name).read_text()):
        package, version = re.match(r"([\w.-]+)==([^\s;]+)", block).groups()
        found[canonicalize_name(package)] = (version, re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
    return found


def test_every_file_that_the_image_installs_has_a_hash_and_the_pinned_version():
    lock, build = locked("requirements-lock.txt"), locked("requirements-build-lock.txt")
    assert set(needed()) - set(lock) == set(), "make lock"
    assert {name: PINS.get(name) for name in needed()} == {name: lock[name][0] for name in needed()}, "make lock"
    assert build["hatchling"][0] == PINS["hatchling"], "make lock"
    assert all(hashes for _, hashes in (*lock.values(), *build.values()))


def test_no_lock_says_where_its_files_come_from():
    for name in ("requirements-lock.txt", "requirements-build-lock.txt"):
        assert not re.search(r"://|--index|--find-links|@ ", (ROOT / name).read_text())


def test_the_image_installs_nothing_without_a_hash():
    installs = re.findall(
        r"pip (?:--python \S+ )?install (.*?)\s*(?:\\|$)", (ROOT / "Dockerfile").read_text(), re.MULTILINE
    )
    assert len(installs) == 3
    assert all("--require-hashes" in each or "--no-deps --no-index" in each for each in installs)
