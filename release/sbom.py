"""The bill of materials: what is in the product, as CycloneDX JSON (https://cyclonedx.org/docs/1.6/json/).

Rule: the product's own packages alone, not the tools beside them; no address of a registry, no folder of this machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name

from release.runtime import ROOT, needed

OUT: Final = ROOT / "build/sbom.json"
_WHERE: Final = {"externalReferences", "properties", "evidence"}  # keys that say where something was found


def clean(found: Any, packages: set[str]) -> Any:
    """Return a bill with these packages only, and without where they came from. Pure."""
    kept = [each for each in found["components"] if canonicalize_name(each["name"]) in packages]
    root = found["metadata"].get("component", {}).get("bom-ref")
    known = {each["bom-ref"] for each in kept} | {root}
    edges = [
        {**each, "dependsOn": [to for to in each.get("dependsOn", ()) if to in known]}
        for each in found.get("dependencies", ())
        if each["ref"] in known
    ]
    return _nowhere({**found, "components": kept, "dependencies": edges})


def _nowhere(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nowhere(inner) for key, inner in value.items() if key not in _WHERE}
    return [_nowhere(inner) for inner in value] if isinstance(value, list) else value


def bill() -> Any:
    """Return the bill of what is installed here. Raises CalledProcessError where cyclonedx-bom is not."""
    tool = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--pyproject"]
    said = subprocess.run([*tool, str(ROOT / "pyproject.toml")], check=True, capture_output=True, text=True)  # noqa: S603  # our own words
    return clean(json.loads(said.stdout), set(needed()))


if __name__ == "__main__":
    Path(OUT).parent.mkdir(exist_ok=True)
    Path(OUT).write_text(json.dumps(bill(), indent=2, sort_keys=True) + "\n")
