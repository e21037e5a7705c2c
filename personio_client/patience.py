"""How long a caller can wait for a pause of the rate limit.

Rule: it bounds pauses only; how long an answer may take is the client's time-out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ends: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Have calls inside raise :class:`RateLimited` at once where a pause lasts longer than these seconds from now."""
    known, ends = _ends.get(), time.monotonic() + seconds
    token = _ends.set(ends if known is None else min(known, ends))
    try:
        yield
    finally:
        _ends.reset(token)


def patience_left() -> float | None:
    """Return the seconds that the caller still can wait, 0 or less: none; None where nothing bounds it."""
    ends = _ends.get()
    return None if ends is None else ends - time.monotonic()
