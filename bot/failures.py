"""What becomes of durable work that met a failure of Teams or Personio.

Rule: pure. What may pass is tried again, without counting where Teams refuses the bot itself: that is the operator's to
mend, however long it takes. Only what this conversation will never take ends the work.
"""

from __future__ import annotations

from bot.messenger import NotAllowed, SendError, TryLater
from bot.outbox import REFUSED, Again, Dead
from personio_client import PersonioError, RateLimited


def passes(error: SendError) -> bool:
    """Tell whether the same message may go out later: nothing about the conversation stands against it. Pure."""
    return isinstance(error, TryLater) or (isinstance(error, NotAllowed) and error.of_the_bot)


def not_sent(error: SendError, *, not_now: float | None = None) -> Again | Dead:
    """Return how a try ends whose message surely did not go out, or may be sent twice. Pure.

    ``not_now``: seconds until the next try where Teams is busy and does not say for how long; None: back off.
    """
    if isinstance(error, TryLater):
        return Again(after=error.retry_after or not_now, reason=type(error).__name__)
    if passes(error):
        return Again(counted=False, reason=REFUSED)
    return Dead(type(error).__name__)


def not_read(error: PersonioError) -> Again:
    """Return when to try again what Personio did not do or tell. Pure."""
    if isinstance(error, RateLimited):
        return Again(after=error.retry_after, counted=False, reason="rate_limited")
    return Again(reason=type(error).__name__)
