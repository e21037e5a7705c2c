"""What Personio's refusals mean for an errand.

Rule: pure but for the log. What may pass is tried again; what will not becomes one sentence.
"""

from __future__ import annotations

from typing import Final

import structlog

from bot.outbox import Again, Outcome
from bot.requests.verdict import refusal
from bot.services import Request
from personio_client import NotAllowed, PersonioError, RateLimited, Refused

log = structlog.get_logger(__name__)

NOT_DONE: Final[dict[str, object]] = {"key": "absences.not_done"}
_NOT_SET_UP = 60.0  # seconds until the next try where the operator has to mend the credentials first
_ABOUT_ABSENCES: Final = {"refused.generic": "absences.not_done", "refused.detail": "absences.not_done_detail"}


def declined(error: Refused | NotAllowed) -> dict[str, object]:
    """Return the stored form of a refusal: message key and parameters."""
    log.info("absences.declined", error=type(error).__name__, status=error.status, trace_id=error.trace_id)
    if isinstance(error, NotAllowed):
        return {"key": "absences.not_allowed"}
    problem = refusal(error)
    return {**problem, "key": _ABOUT_ABSENCES.get(str(problem["key"]), problem["key"])}


def put_off(error: PersonioError, errand: Request) -> Outcome:
    """Return when to try again."""
    if isinstance(error, RateLimited):
        return Again(after=error.retry_after, counted=False, reason="rate_limited")
    told = {"errand": str(errand.id), "error": type(error).__name__, "trace_id": error.trace_id}
    if isinstance(error, NotAllowed):
        log.error("absences.not_set_up", **told)
        return Again(after=_NOT_SET_UP, reason="not_allowed")
    log.warning("absences.put_off", **told)
    return Again(reason=type(error).__name__)
