"""How a try of a job ends whose handler left a failure alone, and what is logged of it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from bot.core.jobs import REFUSED, Again, Dead, Done, Job, Outcome
from bot.core.messaging import Blocked, Gone, NotAllowed, SendError, TryLater, Unknown
from bot.core.records import StaleRevision
from bot.services.failures import TRIED_AGAIN, FailurePolicy, outcome_after
from personio_client import BadCredentials, PersonioError, RateLimited, Unavailable
from personio_client import NotAllowed as RightMissing

WRITES = FailurePolicy("filing.put_off", not_set_up="filing.not_allowed", logged_as="request_id")
READS = FailurePolicy("request.not_followed", logging.INFO)
ONCE = FailurePolicy(gone=Done("card lost"), unsure=Done("perhaps delivered"))
JOB = Job(1, "kind", "key", {"request_id": "r"}, 1, 1, datetime(2026, 11, 23, tzinfo=UTC))
MISSING = Gone("?", code="ActivityNotFoundInConversation", status=404)


def limited(seconds: float) -> RateLimited:
    error = RateLimited(trace_id="t")
    error.retry_after = seconds
    return error


@pytest.mark.parametrize(
    ("policy", "error", "outcome", "logged"),
    [
        (TRIED_AGAIN, StaleRevision(), Again(0.5, counted=False, reason="moved on"), []),
        (TRIED_AGAIN, Unavailable(), Again(reason="Unavailable"), []),
        (TRIED_AGAIN, RightMissing(), Again(reason="NotAllowed"), []),
        (TRIED_AGAIN, limited(7), Again(7, counted=False, reason="rate_limited"), []),
        (TRIED_AGAIN, TryLater("?", status=429, retry_after=3), Again(3, reason="TryLater"), []),
        (TRIED_AGAIN, NotAllowed("?", status=401), Again(counted=False, reason=REFUSED), []),
        (TRIED_AGAIN, Unknown("?", status=502), Again(reason="Unknown"), []),
        (TRIED_AGAIN, MISSING, Dead("Gone 404 ActivityNotFoundInConversation"), []),
        (ONCE, MISSING, Done("card lost"), []),
        (ONCE, Unknown("?", status=502), Done("perhaps delivered"), []),
        (ONCE, Blocked("?", status=403), Dead("Blocked 403"), []),
        (WRITES, limited(7), Again(7, counted=False, reason="rate_limited"), []),
        (WRITES, BadCredentials(), Again(60, reason="not_allowed"), [("error", "filing.not_allowed", "r")]),
        (WRITES, Unavailable(), Again(reason="Unavailable"), [("warning", "filing.put_off", "r")]),
        (READS, limited(7), Again(7, counted=False, reason="rate_limited"), [("info", "request.not_followed", None)]),
        (READS, RightMissing(), Again(reason="NotAllowed"), [("info", "request.not_followed", None)]),
    ],
)
def test_how_a_try_ends_after_a_failure(
    policy: FailurePolicy,
    error: PersonioError | SendError | StaleRevision,
    outcome: Outcome,
    logged: list[tuple[str, str, str | None]],
) -> None:
    with capture_logs() as lines:
        assert outcome_after(error, JOB, policy) == outcome
    assert [(line["log_level"], line["event"], line.get("request_id")) for line in lines] == logged
