"""How long a caller is ready to wait while a rate limit pauses requests.

It limits such pauses only; how long an answer may take is the client's time-out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ends: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def limit_pauses(seconds: float | None) -> Iterator[None]:
    """Have calls inside raise :class:`RateLimited` at once where a pause lasts longer than these seconds from now.

    The shorter of several counts. None lifts them all: for work that goes on for other callers as well.
    """
    known, ends = _ends.get(), None if seconds is None else time.monotonic() + seconds
    token = _ends.set(ends if known is None or ends is None else min(known, ends))
    try:
        yield
    finally:
        _ends.reset(token)


def pause_limit_left() -> float | None:
    """Return the seconds that the caller still can wait, 0 or less: none; None where nothing bounds it."""
    ends = _ends.get()
    return None if ends is None else ends - time.monotonic()
