"""Names and prose of the code: one public name means one thing, and no part of the program is called by a metaphor."""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pages import ROOT

PACKAGES = ("bot", "cards", "personio_client", "manifest", "release", "sandbox")
SOURCES = [
    path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")) if "node_modules" not in path.parts
]
# The sandbox is another program: it has the vendors' words, as the product does.
PRODUCT = [path for path in SOURCES if path.relative_to(ROOT).parts[0] != "sandbox"]
TWICE = {
    "NotAllowed": "Teams and Personio both refuse; the name is stored as the reason of a job",
    "upgrade": "the name that Alembic calls",
    "downgrade": "the name that Alembic calls",
}
METAPHORS = {
    "house", "room", "rooms", "door", "doors", "hands", "stranger", "strangers", "errand", "errands", "wish", "wishes",
    "desk", "eyes", "doorman", "household", "ledger", "tape", "guess", "knock", "knocks", "floor", "storm", "town",
}  # fmt: skip
IN_STORED_CARDS = {"errand_id"}  # the data of buttons that were posted: it stays as it is


def is_command(node: ast.AST) -> bool:
    return any(re.search(r"attr='(command|group)'", ast.dump(each)) for each in getattr(node, "decorator_list", ()))


def test_one_public_name_means_one_thing():
    homes = defaultdict(list)
    for path in PRODUCT:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not is_command(node):
                homes[node.name].append(str(path.relative_to(ROOT)))
    twice = {name: where for name, where in homes.items() if len(where) > 1 and not name.startswith("_")}
    assert twice.keys() - TWICE.keys() == set(), twice
    assert TWICE.keys() - twice.keys() == set(), "an exception that is none any more"


def parts(name: str) -> set[str]:
    return {part.casefold() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def prose(path: Path) -> Iterator[str]:
    text = path.read_text()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            yield re.sub(r"``[^`]*``|\*[^*]*\*", "", token.string)  # names, and what people say


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_part_is_called_by_a_metaphor(path):
    tree = ast.parse(path.read_text())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names |= {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    names |= {path.stem}
    assert {name for name in names - IN_STORED_CARDS if parts(name) & METAPHORS} == set()
    words = {word.casefold() for text in prose(path) for word in re.findall(r"[A-Za-z]+", text)}
    assert words & (METAPHORS | {"whoever"}) == set()
