"""The bill of materials: what is in the product, as CycloneDX JSON (https://cyclonedx.org/docs/1.6/json/).

The product's own packages alone, not the tools beside them; no address of a registry, no folder of this machine.
A component's hashes are those of all files of its version in ``requirements-lock.txt``: a wheel for each platform, and
the source archive. The image installs one of these files and no other.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name

from release.runtime import ROOT, needed

OUT: Final = ROOT / "build/sbom.json"
_WHERE: Final = {"externalReferences", "properties", "evidence"}  # keys that say where something was found


def locked(text: str) -> dict[tuple[str, str], list[str]]:
    """Return canonical name and version -> SHA-256 of each of its files, of a lock file."""
    found: dict[tuple[str, str], list[str]] = {}
    for block in re.split(r"\n(?=\w)", text):
        if match := re.match(r"([\w.-]+)==([^\s;]+)", block):
            found[canonicalize_name(match[1]), match[2]] = re.findall(r"--hash=sha256:([0-9a-f]{64})", block)
    return found


def clean(found: Any, packages: set[str], hashes: Mapping[tuple[str, str], Sequence[str]]) -> Any:
    """Return a bill with these packages only, their hashes, and without where they came from.

    Raises KeyError for a package whose version has no hashes.
    """
    kept = [
        {**each, "hashes": [{"alg": "SHA-256", "content": content} for content in hashes[_key(each)]]}
        for each in found["components"]
        if canonicalize_name(each["name"]) in packages
    ]
    root = found["metadata"].get("component", {}).get("bom-ref")
    known = {each["bom-ref"] for each in kept} | {root}
    edges = [
        {**each, "dependsOn": [to for to in each.get("dependsOn", ()) if to in known]}
        for each in found.get("dependencies", ())
        if each["ref"] in known
    ]
    return _nowhere({**found, "components": kept, "dependencies": edges})


def _key(component: Any) -> tuple[str, str]:
    return canonicalize_name(component["name"]), component["version"]


def _nowhere(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nowhere(inner) for key, inner in value.items() if key not in _WHERE}
    return [_nowhere(inner) for inner in value] if isinstance(value, list) else value


def bill() -> Any:
    """Return the bill of what is installed here. Raises CalledProcessError where cyclonedx-bom is not installed."""
    tool = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--pyproject"]
    said = subprocess.run([*tool, str(ROOT / "pyproject.toml")], check=True, capture_output=True, text=True)  # noqa: S603  # our own words
    return clean(json.loads(said.stdout), set(needed()), locked((ROOT / "requirements-lock.txt").read_text()))


if __name__ == "__main__":
    Path(OUT).parent.mkdir(exist_ok=True)
    Path(OUT).write_text(json.dumps(bill(), indent=2, sort_keys=True) + "\n")
