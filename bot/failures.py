"""What becomes of durable work that met a failure of Teams or Personio.

Rule: pure. What may pass is tried again, without counting where Teams refuses the bot itself: that is the operator's to
mend, however long it takes. Only what this conversation will never take ends the work.
"""

from __future__ import annotations

from typing import Final

from bot.messenger import Gone, NotAllowed, SendError, TryLater
from bot.outbox import REFUSED, Again, Dead, Job
from personio_client import PersonioError, RateLimited

NOT_FOUND: Final = "not_found"
"""The reason of a job that waits after a 404 that did not say what is missing."""

LOOK_AGAIN: Final = 60.0
"""Seconds until the next try after such an answer."""

_FEW = 5  # such answers in a row, after which one is taken for good

NOT_THERE: Final = "not_there"
"""The reason of a job that waits after Personio's 404 about an absence that it knew to be there."""

_LOOKS: Final = 3  # such answers in a row, after which the absence is gone
_SAID = frozenset({"ActivityNotFoundInConversation", "BotNotInConversationRoster", "ConversationNotFound"})


def passes(error: SendError) -> bool:
    """Tell whether the same message may go out later: nothing about the conversation stands against it. Pure."""
    return isinstance(error, TryLater) or (isinstance(error, NotAllowed) and error.of_the_bot)


def not_found(error: SendError, job: Job) -> Again | None:
    """Return when to try again after a 404 that does not say what is missing; None after any other failure. Pure.

    A gateway in between gives such answers, too. The same one several times in a row is taken for good.
    """
    if not isinstance(error, Gone) or error.code in _SAID or job.ended_with(NOT_FOUND) + 1 >= _FEW:
        return None
    return Again(LOOK_AGAIN, reason=NOT_FOUND)


def not_sent(error: SendError, *, job: Job | None = None, not_now: float | None = None) -> Again | Dead:
    """Return how a try ends whose message surely did not go out, or may be sent twice. Pure.

    ``job``: whose try it was, so that one 404 which does not say what is missing ends nothing. ``not_now``: seconds
    until the next try where Teams is busy and does not say for how long; None: back off.
    """
    if job is not None and (again := not_found(error, job)):
        return again
    if isinstance(error, TryLater):
        return Again(after=error.retry_after or not_now, reason=type(error).__name__)
    if passes(error):
        return Again(counted=False, reason=REFUSED)
    return Dead(type(error).__name__)


def not_gone_yet(job: Job) -> Again | None:
    """Return when to look again after Personio's 404 about an absence; None where it said so often enough. Pure.

    A gateway in between gives such answers, too: one alone is no reason to say that something is gone. Right after a
    deletion of our own that was answered well it is expected, and this needs not be asked.
    """
    return None if job.ended_with(NOT_THERE) + 1 >= _LOOKS else Again(counted=False, reason=NOT_THERE)


def not_read(error: PersonioError) -> Again:
    """Return when to try again what Personio did not do or tell. Pure."""
    if isinstance(error, RateLimited):
        return Again(after=error.retry_after, counted=False, reason="rate_limited")
    return Again(reason=type(error).__name__)
