"""The log of calls to the sandbox, which tests read.

No bodies and no headers are in it, so that no secret is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """One answered call; ``status`` 0 where no answer was given."""

    method: str
    path: str
    query: str
    status: int
