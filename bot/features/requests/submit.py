"""Filing with Personio, durably: from a confirmed request to an absence, exactly one.

An outcome that is not known is looked up before anything is tried again. What Personio definitely refuses goes back to
the employee with the way out; everything else is tried until it succeeds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

import structlog

from bot.core.absence_request import RequestedAbsence, new_absence
from bot.core.as_in_personio import UNCLEAR
from bot.core.jobs import FILE, Again, Done, Job, Outcome
from bot.core.ownership import Try, noted_before, tries_of, with_tries
from bot.core.records import AbsenceRequest, StaleRevision
from bot.core.verification import stored_problem
from bot.features.requests.lookup import as_confirmed, as_sent, look_up
from bot.features.requests.outcome import refuse
from bot.features.requests.settle import claim_absence, held, settle_request, withdraw_unfiled
from bot.services.context import Services
from bot.services.failures import FailurePolicy
from bot.services.requests.receipt import stored_absence_of
from bot.services.router import Router
from bot.services.type_rules import type_rules
from personio_client import Conflict, NotFound, PersonioError, Refused, SubstituteNotAllowed, SubstituteRequired

log = structlog.get_logger(__name__)
router = Router()

_SURE = 5  # times in a row after which an answer that may pass is taken for good
_LOOKS = 5  # times a request is looked at again because its owner has changed it meanwhile
_NO_SUCH_PATH = "create_not_found"
_NOT_LISTED = "conflict_not_found"


@router.job(FILE, policy=FailurePolicy("filing.put_off", not_set_up="filing.not_allowed", logged_as="request_id"))
async def file(services: Services, job: Job) -> Outcome:
    """File a confirmed request with Personio; done when it is filed or refused."""
    request = await services.store.requests.find(UUID(job.payload["request_id"]))
    if request is None or request.state != "waiting":
        return Done()
    request, requested_absence = await _noted(services, request, job), await stored_absence_of(services, request)
    if request.personio_id is None and not request.details.get("withdrawing"):
        obtained = (
            await _obtain(services, request, requested_absence, job)
            if requested_absence
            else await _without_type(services, request)
        )
        if not isinstance(obtained, AbsenceRequest):
            return obtained
        request = obtained
    if request.details.get("withdrawing"):  # while it was being sent
        return await withdraw_unfiled(services, request, requested_absence, job)
    return await settle_request(services, request, requested_absence, job)


async def _without_type(services: Services, request: AbsenceRequest) -> AbsenceRequest | Outcome:
    """Return the request with what an earlier try has made, though its type is gone by now; else refuse it."""
    confirmed, unknown = as_confirmed(request), tries_of(request.details)
    known = await _known(services, request, confirmed, unknown) if confirmed and unknown else None
    return known or await refuse(services, request, {"key": "form.unknown_type"})


async def _noted(services: Services, request: AbsenceRequest, job: Job) -> AbsenceRequest:
    """Return a request with its tries noted, which an older version did not do."""
    if "tries" in request.details:
        return request
    now = services.clock()
    details = noted_before(request.details, tried=job.claims > 1, since=request.created_at or now, now=now)
    return await services.store.requests.change(replace(request, details=details), expected="waiting")


async def _obtain(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence, job: Job
) -> AbsenceRequest | Outcome:
    """Return the request with its absence noted: one that an earlier try has made, or a new one. Else how it ends."""
    unknown = tries_of(request.details)
    if unknown and (known := await _known(services, request, requested_absence, unknown)):
        return known
    answer = await _create(services, request, requested_absence)
    return (
        await _declined(services, answer, requested_absence, job, unknown=unknown) if answer.error else answer.request
    )


async def _declined(
    services: Services, answer: _Answer, requested_absence: RequestedAbsence, job: Job, *, unknown: Sequence[Try]
) -> AbsenceRequest | Outcome:
    """Return what follows from an error. Raises it where it may pass. ``unknown``: tries before this one."""
    request, error = answer.request, answer.error
    if isinstance(error, Conflict) and unknown:  # without them nothing of ours can be there
        # Tell our own absence, made by a try whose answer was lost, from another one in the same period.
        if known := await _known(services, request, requested_absence, unknown):
            return known
        if job.ended_with(_NOT_LISTED) + 1 < _SURE:
            return Again(reason=_NOT_LISTED)  # what did arrive may not be listed yet
    if isinstance(error, SubstituteRequired):
        await services.learned_rules.learn(requested_absence.type_id, "required")
    if isinstance(error, Refused):
        return await refuse(services, request, stored_problem(error), error)
    if isinstance(error, NotFound):
        if job.ended_with(_NO_SUCH_PATH) + 1 < _SURE:
            log.warning("filing.put_off", request_id=str(request.id), error="NotFound", trace_id=error.trace_id)
            return Again(reason=_NO_SUCH_PATH)  # a stray 404 has been seen to pass
        return await refuse(services, request, {"key": "refused.generic"}, error)
    raise error or AssertionError("an answer without an error is none to decline")


async def _known(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence, unknown: Sequence[Try]
) -> AbsenceRequest | Outcome | None:
    """Return the request with what an earlier try has made; refused where something is in the way; else None."""
    found = await look_up(services, request, requested_absence, unknown)
    if found.adopted:
        log.info("filing.adopted", request_id=str(request.id), absence_id=found.adopted.id)
        return await claim_absence(services, request, found.adopted.id, "adopted")
    if found.in_the_way:
        return await refuse(services, request, {"key": UNCLEAR}, stands=found.in_the_way)
    return None


@dataclass(frozen=True, slots=True)
class _Answer:
    """The request as it is noted after a try: with its absence, or with the ``error`` that came instead."""

    request: AbsenceRequest
    error: PersonioError | None = None


async def _create(services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence) -> _Answer:
    """Create the absence; where the type takes no substitute, name them in the comment instead."""
    rule = (await type_rules(services)).get(requested_absence.type_id)
    named = bool(requested_absence.substitute_id) and rule is not None and rule.substitute == "none"
    answer = await _send(services, request, requested_absence, named=named)
    if named or requested_absence.substitute_id is None:
        return answer
    if isinstance(answer.error, SubstituteNotAllowed):
        await services.learned_rules.learn(requested_absence.type_id, "none")
    elif isinstance(answer.error, Refused) and answer.error.status == 400:  # Personio may read a substitute otherwise
        log.warning("filing.substitute_not_read", request_id=str(request.id), trace_id=answer.error.trace_id)
    else:
        return answer
    return await _send(services, answer.request, requested_absence, named=True)


async def _send(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence, *, named: bool
) -> _Answer:
    """Send it once, noted before it goes out and when the answer is there.

    A try that Personio surely did not act on leaves no note; one whose outcome is not known keeps its own.
    """
    new = new_absence(await as_sent(services, requested_absence, named=named), request.person_id)
    before = tries_of(request.details)
    this = Try(services.clock(), named=named)
    sent = replace(request, details=with_tries(request.details, (*before, this)))
    under_way = await services.store.requests.change(sent, expected="waiting")
    try:
        absence_id = await services.personio.create_absence(new)
    except PersonioError as error:
        left = before if error.definite else (*before, replace(this, ended=services.clock()))
        tried = await _note(services, under_way, lambda now: replace(now, details=with_tries(now.details, left)))
        return _Answer(tried, error)
    try:
        return _Answer(await _note(services, under_way, lambda now: held(now, absence_id, "made")))
    except StaleRevision:  # the next run looks it up
        log.error("filing.not_noted", request_id=str(request.id), absence_id=absence_id)
        raise


async def _note(
    services: Services, request: AbsenceRequest, change: Callable[[AbsenceRequest], AbsenceRequest]
) -> AbsenceRequest:
    """Store how a try ended, whatever the owner pressed meanwhile.

    Raises StaleRevision where another run has taken the request on.
    """
    now: AbsenceRequest | None = request
    for _ in range(_LOOKS):
        if now is None or now.state != "waiting" or now.details.get("tries") != request.details["tries"]:
            break
        with suppress(StaleRevision):
            return await services.store.requests.change(change(now), expected="waiting")
        now = await services.store.requests.find(request.id)
    raise StaleRevision
