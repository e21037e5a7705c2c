"""``docs/licences.md``: every package that the product brings, its licence and why it is there.

Read from the packages themselves, so that nobody has to maintain it; ``make licences`` writes it.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from release.runtime import ROOT, dependency_reasons, needed

PAGE: Final = ROOT / "docs/licences.md"
TEXTS: Final = ROOT / "licences"  # of packages that bring none; part of the wheel, and so of the image
_SHORT: Final = 40  # characters of a licence's name; more is its text
# Words of classifiers and old metadata -> SPDX, https://spdx.org/licenses/
_SPDX: Final = {
    "Python Software Foundation License": "PSF-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_HEAD: Final = """# Licences of what the product brings

Written by `make licences` from what the packages say of themselves; a test compares. The product itself is MIT.
None of these is under the GPL or AGPL. `certifi` (MPL-2.0) is used unchanged. Each package brings the text of its
licence into the image, but for those where the table names a file of ours.

| package | version | licence | text | why we have it |
|---|---|---|---|---|
"""
_FILES: Final = ("LICEN", "COPYING", "NOTICE")  # how names of files with a licence's text begin


def licence(name: str) -> str:
    """Return a package's licence as SPDX writes it, as far as it says."""
    about = distribution(name).metadata
    if said := about.get_all("License-Expression"):
        return str(said[0])
    classified = [
        each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License")
    ]
    name_or_text = str((about.get_all("License") or [""])[0])
    if not name_or_text or len(name_or_text) > _SHORT or name_or_text == "Dual License":
        return " OR ".join(_SPDX.get(each, each) for each in classified) or "unknown"
    return _SPDX.get(name_or_text, name_or_text)


def brings_text(name: str) -> bool:
    """Return whether a package brings the text of its licence."""
    files = distribution(name).files or ()
    return any(Path(file).name.upper().startswith(_FILES) and Path(file).suffix != ".py" for file in files)


def our_text(name: str) -> Path | None:
    """Return our file with the licence of a package that brings none, None where there is no such file."""
    found = (file for file in sorted(TEXTS.glob("*.txt")) if name in file.read_text().splitlines())
    return next(found, None)


def _text(name: str) -> str:
    if brings_text(name):
        return "its own"
    file = our_text(name)
    return f"[{file.name}](../{file.relative_to(ROOT)})" if file else "missing"


@cache
def licences_page() -> str:
    """Return the page."""
    why = dependency_reasons()
    rows = []
    for name, by in sorted(needed().items()):
        reason = why.get(name) or "needed by " + ", ".join(f"`{each}`" for each in sorted(by) if each)
        rows.append(f"| `{name}` | {distribution(name).version} | {licence(name)} | {_text(name)} | {reason} |\n")
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    Path(PAGE).write_text(licences_page())
