"""The pages that an admin, an operator or a newcomer reads, and what they name."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "deploy").rglob("*.md")),
    ROOT / "manifest/README.md",
]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
TEXT = {name: page.read_text() for name, page in zip(NAMES, PAGES, strict=True)}
ALL = "\n".join(TEXT.values())


def blocks(text: str) -> list[str]:
    """Return the lines of code blocks, a continued one as one."""
    found = re.findall(r"```sh\n(.*?)```", re.sub(r"^ {3}", "", text, flags=re.MULTILINE), re.DOTALL)
    return [line for block in found for line in block.replace("\\\n", " ").splitlines()]


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page."""
    without_code = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    return {anchor(line) for line in re.findall(r"^#+ (.+)$", without_code, re.MULTILINE)}
