"""The one policy for durable work that met a failure of Teams or Personio, or a change by somebody else.

What may pass is tried again, without counting where Teams refuses the bot itself: that is the operator's to
mend, however long it takes. Only what this conversation will never take ends the work.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

import structlog

import personio_client
from bot.core.jobs import REFUSED, Again, Dead, Job, Outcome
from bot.core.messaging import EditForbidden, Gone, NotAllowed, PassingRefusal, SendError, TryLater, Unknown
from bot.core.records import StaleRevision
from personio_client import NotFound, PersonioError, RateLimited

log = structlog.get_logger(__name__)

NOT_FOUND: Final = "not_found"
"""The reason of a job that waits after a 404 that did not say what is missing."""

LOOK_AGAIN: Final = 60.0
"""Seconds until the next try after such an answer."""

UNEXPLAINED: Final = "refused_unexplained"
"""The reason of a job that waits after a refusal without Teams' code: a gateway in between gives those, too."""

_MOVED_ON: Final = 0.5  # seconds until the next look at a request that somebody else has changed meanwhile
_NOT_SET_UP: Final = 60.0  # seconds until the next try where the operator has to mend the credentials first
_FEW = 5  # such answers in a row, after which one is taken for good

REFUSED_FOR_NOW: Final = "refused_for_now"
"""The reason of a job that waits after a refusal that Teams is known to take back."""

_MOST: Final = 10  # such refusals in a row, minutes in all, after which one is taken for good

EDIT_REFUSED: Final = "edit_refused"
"""The reason of a job that waits, or was given up, after Teams forbade to edit a message: it may be deleted."""

NOT_THERE: Final = "not_there"
"""The reason of a job that waits after Personio's 404 about an absence that it knew to be there."""

_LOOKS: Final = 3  # such answers in a row, after which the absence is gone
_LOOKS_OF_OTHERS: Final = 7  # where they do not speak of the absence: a minute in all
_SAID = frozenset({"ActivityNotFoundInConversation", "BotNotInConversationRoster"})
_SAID_TWICE = "ConversationNotFound"  # said now and then of one that is there


def passes(error: SendError) -> bool:
    """Tell whether the same message may go out later: the failure is temporary, or about the bot's credential."""
    return isinstance(error, TryLater) or (isinstance(error, NotAllowed) and error.of_the_bot)


def may_be_wrong(error: SendError) -> bool:
    """Tell whether a failure may pass, or may be wrong about its cause, so that it is not taken as final."""
    return passes(error) or unexplained(error) or (isinstance(error, Gone) and error.code not in _SAID)


def unexplained(error: SendError) -> bool:
    """Tell whether Teams refused with a bare HTTP status that says nothing here (400, 405, a redirect)."""
    return type(error) is SendError and error.status is not None and error.code is None


def not_found(error: SendError, job: Job) -> Again | None:
    """Return when to try again after a 404 that may be wrong, as one from a gateway in between may be.

    None after any other failure, and where the 404 is final.
    """
    return passing(error, job) if isinstance(error, Gone) else None


def passing(error: SendError, job: Job) -> Again | None:
    """Return when to try again after an answer that may be temporary or wrong.

    None after any other failure, and where the same answer came several times in a row; for a conversation that is said
    not to exist, twice.
    """
    match error:
        case Gone(code=code) if code not in _SAID:
            most, again = 2 if code == _SAID_TWICE else _FEW, Again(LOOK_AGAIN, reason=NOT_FOUND)
        case EditForbidden():  # what the message showed stands; the next change is tried anew
            most, again = _FEW, Again(LOOK_AGAIN, counted=False, reason=EDIT_REFUSED)
        case PassingRefusal(retry_after=seconds):
            most, again = _MOST, Again(seconds, reason=REFUSED_FOR_NOW)
        case _ if unexplained(error):
            most, again = _FEW, Again(LOOK_AGAIN, reason=UNEXPLAINED)
        case _:
            return None
    return again if job.ended_with(again.reason) + 1 < most else None


def why(error: SendError) -> str:
    """Return why Teams took no message, for the operator: class, status and Teams' own code, nobody's data."""
    return " ".join(str(part) for part in (type(error).__name__, error.status, error.code) if part is not None)


def not_sent(error: SendError, job: Job, *, not_now: float | None = None) -> Again | Dead:
    """Return how a try ends whose message surely did not go out, or may be sent twice.

    ``job``: whose try it was, so that one answer that may pass ends nothing. ``not_now``: seconds until the next try
    where Teams is busy and does not say for how long; None: back off.
    """
    if again := passing(error, job):
        return again
    if isinstance(error, EditForbidden):
        return Dead(EDIT_REFUSED)
    if isinstance(error, TryLater) and not isinstance(error, PassingRefusal):
        return Again(after=error.retry_after or not_now, reason=type(error).__name__)
    if passes(error) and not isinstance(error, PassingRefusal):
        return Again(counted=False, reason=REFUSED)
    return Dead(why(error))


def not_gone_yet(job: Job, error: NotFound) -> Again | None:
    """Return when to look again after Personio's 404 about an absence; None where it said so often enough.

    A single 404 does not show that something is gone: a gateway in between gives such answers too, and Personio has
    said for a while of existing things that it knows no such endpoint. A 404 that does not speak of the absence has to
    be repeated more often. After a deletion of our own that succeeded it is expected, and this function is not needed.
    """
    looks = _LOOKS if error.speaks_of_it else _LOOKS_OF_OTHERS
    return None if job.ended_with(NOT_THERE) + 1 >= looks else Again(counted=False, reason=NOT_THERE)


@dataclass(frozen=True, slots=True)
class FailurePolicy:
    """What one kind of job makes of failures that its handler leaves alone, where that differs from the others.

    ``put_off``: the event logged, at ``level``, where Personio did not do or tell something. ``not_set_up``: of a job
    that writes to Personio: the event logged where a right is missing, for which the job then waits. ``logged_as``:
    under which name these events have the id of the job's request. ``gone``: how the job ends where the conversation or
    the message is gone for good. ``unsure``: how it ends where its message may have arrived, and must not come twice.
    """

    put_off: str | None = None
    level: int = logging.WARNING
    not_set_up: str | None = None
    logged_as: str | None = None
    gone: Outcome | None = None
    unsure: Outcome | None = None


TRIED_AGAIN: Final = FailurePolicy()
"""What most kinds of job make of them."""


def outcome_after(
    error: PersonioError | SendError | StaleRevision, job: Job, policy: FailurePolicy = TRIED_AGAIN
) -> Outcome:
    """Return the outcome of a job whose handler raised ``error``: nearly always another try."""
    match error:
        case StaleRevision():
            return Again(after=_MOVED_ON, counted=False, reason="moved on")
        case PersonioError():
            return _put_off(error, job, policy)
        case Unknown() if policy.unsure:
            return policy.unsure
        case Gone() if policy.gone:
            return passing(error, job) or policy.gone
    return not_sent(error, job)


def _put_off(error: PersonioError, job: Job, policy: FailurePolicy) -> Again:
    told = {policy.logged_as: job.payload["request_id"]} if policy.logged_as else {}
    told |= {"error": type(error).__name__, "trace_id": error.trace_id}
    if policy.not_set_up and isinstance(error, personio_client.NotAllowed):
        log.error(policy.not_set_up, **told)
        return Again(after=_NOT_SET_UP, reason="not_allowed")
    limited = isinstance(error, RateLimited)
    if policy.put_off and not (limited and policy.not_set_up):
        log.log(policy.level, policy.put_off, **told)
    if isinstance(error, RateLimited):
        return Again(after=error.retry_after, counted=False, reason="rate_limited")
    return Again(reason=type(error).__name__)
