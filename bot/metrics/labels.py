"""The closed sets that labels come from.

Rule: pure. What is not in its set is ``other``: a label can neither grow without end nor tell of anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

TURNS: Final = frozenset({"said", "pressed", "searched", "composed", "installed", "removed", "ignored", "unread"})
TURN_OUTCOMES: Final = frozenset(
    {
        "answered",
        "silent",
        "refused",
        "not_set_up",
        "personio_failed",
        "slow",
        "failed",
        "lost",
        "repeated",
        "not_admitted",
    }
)
JOB_OUTCOMES: Final = frozenset({"done", "again", "dead", "failed", "lost", "not_settled"})
WEBHOOK_OUTCOMES: Final = frozenset({"kept", "ignored", "no_door", "not_admitted", "unreadable", "not_kept", "failed"})
CONNECTOR_OPERATIONS: Final = frozenset(
    {"post", "reply", "edit", "delete", "member", "members", "team", "channels", "token", "other"}
)
DIGEST_REASONS: Final = frozenset(
    {"", "nothing", "non_working_day", "paused", "late", "deleted", "bot_removed", "channel_gone", "not_allowed"}
)
STATUSES: Final = frozenset(
    map(str, (200, 201, 202, 204, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 415, 422, 429))
) | frozenset(map(str, (500, 501, 502, 503, 504)))
NO_ANSWER: Final = "none"
OTHER: Final = "other"

_OPERATION: Final = re.compile(r"(GET|POST|PATCH|PUT|DELETE) /v[12](/[a-z-]+|/\{id\})+")
_MOST_OPERATIONS: Final = 64


def one_of(known: Collection[str], value: str) -> str:
    """Return a value of the set, ``other`` for anything else. Pure."""
    return value if value in known else OTHER


def status_label(status: int | None) -> str:
    """Return the label of an HTTP status. Pure."""
    return NO_ANSWER if status is None else one_of(STATUSES, str(status))


class Operations:
    """Personio's operations as they are met: method and path without ids, so many at most."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def label(self, operation: str) -> str:
        """Return the operation; ``other`` where it does not look like one, or there are too many."""
        if operation in self._known:
            return operation
        if len(self._known) >= _MOST_OPERATIONS or not _OPERATION.fullmatch(operation):
            return OTHER
        self._known.add(operation)
        return operation
