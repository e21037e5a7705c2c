"""Measure how the code is laid out, for revisions side by side: ``python -m benchmarks.structure 188380e HEAD``."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tarfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

PRODUCT = ("bot", "cards", "personio_client", "manifest", "release")


def measures(root: Path) -> dict[str, object]:
    """Return the measures of a tree, in the order in which they are shown."""
    files = sorted((root / "bot").rglob("*.py"))
    lengths = [len(path.read_text().splitlines()) for path in files]
    layers = _layers(root)
    return {
        "Python files in bot/": len(files),
        "median lines of a file": round(median(lengths)),
        "files and packages at the top of bot/": len(_parts(root)),
        "import layers in the contracts": len(layers),
        "modules named in the layers": sum(len(layer.replace("|", " ").replace(":", " ").split()) for layer in layers),
        "longest import chain between the top parts": _longest(_edges(root)),
        "lines in bot/": sum(lengths),
        "public names with two meanings": _twice(root),
    }


def _parts(root: Path) -> set[str]:
    return {path.relative_to(root / "bot").parts[0].removesuffix(".py") for path in (root / "bot").rglob("*.py")} - {
        "__init__"
    }


def _layers(root: Path) -> list[str]:
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    of_bot = [each["layers"] for each in contracts if each["type"] == "layers" and "bot" in str(each)]
    return max(of_bot, key=len, default=[])


def _edges(root: Path) -> dict[str, set[str]]:
    """Return which top part of bot/ imports which others, and which cards and personio_client."""
    edges: dict[str, set[str]] = defaultdict(set)
    for path in (root / "bot").rglob("*.py"):
        own = path.relative_to(root / "bot").parts[0].removesuffix(".py")
        for module in _imported(path):
            words = module.split(".")
            other = words[1] if words[0] == "bot" and len(words) > 1 else words[0]
            if words[0] in ("bot", "cards", "personio_client") and other not in (own, "bot"):
                edges[own].add(other)
    return edges


def _imported(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" if node.module == "bot" else node.module for alias in node.names)


def _longest(edges: dict[str, set[str]]) -> int:
    """Return the number of parts on the longest chain; a cycle counts once."""
    known: dict[str, int] = {}

    def depth(part: str, above: frozenset[str]) -> int:
        if part not in known:
            below = (depth(other, above | {part}) for other in edges.get(part, ()) if other not in above)
            known[part] = 1 + max(below, default=0)
        return known[part]

    return max((depth(part, frozenset()) for part in list(edges)), default=0)


def _twice(root: Path) -> int:
    homes: dict[str, set[Path]] = defaultdict(set)
    for path in (path for package in PRODUCT for path in (root / package).rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith(
                "_"
            ):
                homes[node.name].add(path)
    return sum(len(paths) > 1 for name, paths in homes.items() if name not in ("upgrade", "downgrade"))


def main(revisions: list[str]) -> None:
    columns = []
    for revision in revisions:
        with TemporaryDirectory() as folder:
            packed = subprocess.run(["git", "archive", revision], capture_output=True, check=True).stdout
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                archive.extractall(folder, filter="data")
            columns.append(measures(Path(folder)))
    print(f"| measure | {' | '.join(revisions)} |\n|---|{'---:|' * len(revisions)}")
    for name in columns[0]:
        print(f"| {name} | {' | '.join(f'{column[name]:,}' for column in columns)} |")


if __name__ == "__main__":
    main(sys.argv[1:] or ["HEAD"])
