"""What the product is made of: every package that it needs, directly or not.

As installed here, for this platform; extras only where somebody asks for them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
_ENTRY = re.compile(r'^    "([\w.-]+)[^"]*",?\s*(?:# (.*))?$')


@cache
def needed() -> dict[str, set[str]]:
    """Return canonical name -> who needs it; the product itself is an empty name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    waiting = [(Requirement(each), "") for each in project["dependencies"]]
    seen: set[tuple[str, ...]] = set()
    found: dict[str, set[str]] = {}
    while waiting:
        requirement, by = waiting.pop()
        name, extras = canonicalize_name(requirement.name), ("", *sorted(requirement.extras))
        found.setdefault(name, set()).add(by)
        if (name, *extras) not in seen:
            seen.add((name, *extras))
            waiting += [(each, name) for each in _requires(name, extras)]
    return found


@cache
def dependency_reasons() -> dict[str, str]:
    """Return canonical name -> why we have it, from the comments in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text()
    block = text.partition("\ndependencies = [\n")[2].partition("\n]")[0]
    found: dict[str, str] = {}
    above = ""
    for line in block.splitlines():
        if line.lstrip().startswith("#"):
            above = line.lstrip(" #")
        elif entry := _ENTRY.match(line):
            found[canonicalize_name(entry[1])] = entry[2] or above
            above = above if not entry[2] else ""
    return found


def _requires(name: str, extras: tuple[str, ...]) -> list[Requirement]:
    """Return what a package needs here; nothing where it is not installed."""
    try:
        further = [Requirement(each) for each in distribution(name).requires or ()]
    except PackageNotFoundError:
        return []
    return [each for each in further if each.marker is None or any(each.marker.evaluate({"extra": x}) for x in extras)]
