"""What may be taken out of JSON from outside: ids, texts, what lies at a path.

Rule: pure, and nothing raises; what is missing, of another type or hostile is read as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MAX_ID = 1_000  # characters; Teams' longest ids are about 200


def identifier(value: Any) -> str | None:
    """Return an id or a name, or None where it is none: not text, empty, endless or not printable. Pure."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID:
        return None
    return value if value.isprintable() else None


def part(value: Any, *path: str) -> Any:
    """Return what lies at ``path`` inside JSON, or None. Pure."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def readable(value: Any, most: int) -> str:
    """Return a text as it may be stored and sent: without lone surrogates and NUL, which JSON may carry. Pure."""
    return value[:most].encode("utf-8", "replace").decode("utf-8").replace("\0", "") if isinstance(value, str) else ""


def items(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, nothing of anything else. Pure."""
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def count(value: Any, default: int, most: int) -> int:
    """Return a number that is not below zero, at most ``most``; ``default`` where it is none. Pure."""
    return min(value, most) if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default
