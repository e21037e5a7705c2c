"""Every measure in docs/security.md is proven by a test that exists."""

import ast
import re
from functools import cache

import pytest

from tests.support.pages import ROOT, TEXT

PAGE = TEXT["docs/security.md"]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| [STRIDE] \|", line)]


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_named_test_exists(path, name):
    assert name in names_in(path)


def test_every_threat_has_a_proof():
    assert len(ROWS) > 20
    assert {row[2] for row in ROWS} == set("STRIDE")
    for row in ROWS:
        assert "::test_" in row, row
