"""YAML with line numbers, every scalar as it was typed.

Rule: pure. Nothing is guessed: ``NO`` is a country, not false, and ``10:30`` is a time, not 630; what a value means is
decided by who knows the key.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml  # type: ignore[import-untyped]  # ships no types

MAX_TEXT = 1_000_000  # characters
_MOST_NODES = 100_000  # aliases can make a short text endless
_DEEPEST = 10
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Unreadable(Exception):
    """The text is no YAML of ours; one sentence, with the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the list: its keys and values, and the line it begins on."""

    line: int
    values: Any


def entries(text: str) -> list[Entry]:
    """Return the items of a YAML list. Raises Unreadable. Pure."""
    if len(text) > MAX_TEXT:
        raise Unreadable(f"The file is longer than {MAX_TEXT:,} characters.")
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(f"Line {mark.line + 1 if mark else 1} is not YAML: {error.problem}.") from error
    except yaml.YAMLError as error:  # characters that YAML forbids
        raise Unreadable(f"The file is not YAML: {str(error).splitlines()[0]}.") from error
    except RecursionError as error:
        raise Unreadable("The file is nested too deeply.") from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise Unreadable("The file must be a list of subscriptions: each one begins with a dash.")
    reader = _Reader()
    return [Entry(node.start_mark.line + 1, reader.value(node, 0)) for node in root.value]


def _composed(text: str) -> Any:
    """Return the root node, None of an empty text. Raises YAMLError.

    libyaml, where the package was built with it, is ten times as fast; PyYAML's own parser names the right line.
    """
    if fast := getattr(yaml, "CSafeLoader", None):
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=fast)
    return yaml.compose(text, Loader=yaml.SafeLoader)


class _Reader:
    """Turns nodes into values, and counts them."""

    def __init__(self) -> None:
        self._seen = 0

    def value(self, node: Any, depth: int) -> Any:
        line = node.start_mark.line + 1
        self._seen += 1
        if self._seen > _MOST_NODES or depth > _DEEPEST:
            raise Unreadable(f"Line {line} is nested too deeply, or repeats too much.")
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if node.style is None and node.value in _NULLS:  # quoted, it is a text
            return None
        return str(node.value)

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise Unreadable(f"Line {key.start_mark.line + 1} says {name} a second time.")
            found[name] = self.value(value, depth + 1)
        return found
