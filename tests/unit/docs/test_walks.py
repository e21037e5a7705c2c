"""The walks in docs/architecture.md name the lines where things are defined.

``python -m tests.unit.docs.test_walks`` writes the numbers of the present code into the page.
"""

import ast
import re

import pytest

from tests.support.pages import ROOT

PAGE = ROOT / "docs" / "architecture.md"
STEP = re.compile(r"`([\w/]+\.py):(\d+)`(\s+)`([\w.]+)`")


def line_of(path: str, name: str) -> int:
    """Return the line on which a function, class or method is defined."""
    nodes: list[ast.stmt] = ast.parse((ROOT / path).read_text()).body
    found: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | None = None
    for part in name.split("."):
        found = next(
            each
            for each in nodes
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and each.name == part
        )
        nodes = found.body
    assert found is not None
    return found.lineno


def renumbered(text: str) -> str:
    return STEP.sub(lambda step: f"`{step[1]}:{line_of(step[1], step[4])}`{step[3]}`{step[4]}`", text)


def test_there_are_walks():
    assert len(STEP.findall(PAGE.read_text())) > 20


@pytest.mark.parametrize(("path", "line", "name"), [step[:2] + step[3:] for step in STEP.findall(PAGE.read_text())])
def test_a_step_names_the_line(path, line, name):
    assert line_of(path, name) == int(line), "python -m tests.unit.docs.test_walks"


if __name__ == "__main__":
    PAGE.write_text(renumbered(PAGE.read_text()))
