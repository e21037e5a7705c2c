"""What was asked of the sandbox: the log tests look at.

Never a body or a header, so that no secret gets in.
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
