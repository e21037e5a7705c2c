"""What a call of the connector is called, where somebody counts.

Rule: pure; a name tells the kind of call, never of whom or where.
"""

from __future__ import annotations

from collections.abc import Sequence

_NAMES = {
    ("POST", "conversations", 3): "post",
    ("POST", "conversations", 4): "reply",
    ("PUT", "conversations", 4): "edit",
    ("DELETE", "conversations", 4): "delete",
    ("GET", "conversations", 4): "member",
    ("GET", "conversations", 3): "members",
    ("GET", "teams", 2): "team",
    ("GET", "teams", 3): "channels",
}


def operation_of(method: str, segments: Sequence[str]) -> str:
    """Return the name of a call, ``other`` where it has none. Pure.

    https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
    """
    return _NAMES.get((method, segments[0], len(segments)), "other")
