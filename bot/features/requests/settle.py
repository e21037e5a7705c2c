"""What becomes of a request once its absence is in Personio: read back, then filed as it is, or deleted again.

An absence is only deleted where it is provably the bot's own, misread by Personio and not changed since
(:mod:`bot.core.ownership`). Any other stays, and its owner is told what is in Personio.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import structlog

from bot.core.absence_request import NEVER_OFFERED, RequestedAbsence
from bot.core.jobs import Again, Job, Outcome
from bot.core.ownership import Origin, may_take_back, may_withdraw_unseen, tries_of
from bot.core.people import category, working_time
from bot.core.records import AbsenceRequest, StaleRevision
from bot.core.verification import Verdict, compare
from bot.features.requests.lookup import amounts_of, as_confirmed, look_up
from bot.features.requests.outcome import close, close_as_asked, close_as_it_stands, end_withdrawn, refuse
from bot.services.context import Services
from bot.services.failures import not_gone_yet
from personio_client import AbsencePeriod, BadCredentials, NotAllowed, NotFound, Refused

log = structlog.get_logger(__name__)

_MISMATCH: dict[str, object] = {"key": "refused.mismatch"}


async def claim_absence(services: Services, request: AbsenceRequest, absence_id: str, origin: Origin) -> AbsenceRequest:
    """Store at once which absence is the request's own. Raises StaleRevision, also where another request has it."""
    if origin == "adopted":  # two requests for the same days may have looked at the same moment
        other = await services.store.requests.of_absence(absence_id)
        if other is not None and other.id != request.id:
            raise StaleRevision
    return await services.store.requests.change(held(request, absence_id, origin), expected="waiting")


def held(request: AbsenceRequest, absence_id: str, origin: Origin) -> AbsenceRequest:
    """Return a request with its absence's id, and ``origin``: whether the bot made the absence or adopted one."""
    return replace(request, personio_id=absence_id, details={**request.details, "origin": origin, "tries": []})


async def settle_request(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence | None, job: Job
) -> Outcome:
    """Read back what Personio made of a request; take back what it misread.

    ``requested_absence`` None: its type is gone from Personio, so that there is nothing to compare with.
    """
    absence_id = str(request.personio_id)
    try:
        period = await services.personio.absence(absence_id)
    except NotFound as error:
        return not_gone_yet(job, error) or await _not_there(services, request)
    amounts = await amounts_of(services, absence_id)
    if requested_absence is None:
        return await close_as_it_stands(services, request, period.settled(amounts))
    person = (await services.directory.people()).by_id.get(request.person_id)
    verdict = compare(
        requested_absence, period, amounts, working_time(person, services.directory.holidays) if person else None
    )
    if verdict is Verdict.MISUNDERSTOOD:
        return await _misunderstood(services, request, requested_absence, period, period.settled(amounts), job=job)
    if verdict is Verdict.UNSURE:
        log.warning("filing.not_verified", request_id=str(request.id), absence_id=absence_id)
    await _remember_type(services, request, requested_absence)
    return await close_as_asked(services, request, requested_absence, period)


async def _remember_type(services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence) -> None:
    """Keep the type that Personio took as the one to offer next time; never a sickness or what costs pay."""
    account = await services.store.accounts.find(request.tenant_id, request.object_id)
    kind = (await services.directory.types()).get(requested_absence.type_id)
    if account and kind and category(kind) not in NEVER_OFFERED and account.last_type_id != kind.id:
        await services.store.accounts.save(replace(account, last_type_id=kind.id))


async def withdraw_unfiled(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence | None, job: Job
) -> Outcome:
    """End a request that its owner withdrew while it waited; what was made of it meanwhile is deleted.

    What they did not see (other days, a decision), what Personio keeps, or wants the deletion decided of first, is
    filed as it stands. What is not provably theirs is left alone.
    """
    if request.personio_id is None:
        tries, now, confirmed = tries_of(request.details), services.clock(), as_confirmed(request)
        if not tries or confirmed is None:
            return await end_withdrawn(services, request)
        deadline = timedelta(seconds=services.personio.deadline)
        if (left := max(each.under_way(now, deadline) for each in tries)) > timedelta():
            return Again(after=left.total_seconds(), counted=False, reason="may arrive yet")
        found = await look_up(services, request, confirmed, tries)
        if found.adopted is None:
            return await end_withdrawn(services, request, stands=found.in_the_way)
        request = await claim_absence(services, request, found.adopted.id, "adopted")
    return await _withdraw(services, request, requested_absence, job)


async def _withdraw(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence | None, job: Job
) -> Outcome:
    absence_id = str(request.personio_id)
    try:
        period = await services.personio.absence(absence_id)
    except NotFound as error:
        return not_gone_yet(job, error) or await _not_there(services, request)
    now = period.settled(await amounts_of(services, absence_id))
    if requested_absence is None or not await _covered(services, request, requested_absence, now):
        return await settle_request(services, request, requested_absence, job)
    return await _delete(services, request, period, requested_absence, withdrawn=True, job=job)


async def _covered(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence, now: AbsencePeriod
) -> bool:
    """Tell whether what stands is what the owner withdrew: as they asked, or as Personio misread it, and undecided."""
    origin = request.details.get("origin")
    required = await services.directory.approval_required(requested_absence.type_id)
    unseen = may_withdraw_unseen(requested_absence, now, origin, approval_required=required)
    return unseen or await _may_take_back(services, request, requested_absence, now)


async def _may_take_back(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence, now: AbsencePeriod
) -> bool:
    return may_take_back(
        requested_absence,
        now,
        request.details.get("origin"),
        approval_required=await services.directory.approval_required(requested_absence.type_id),
        end_write=services.personio.end_write,
    )


async def _misunderstood(
    services: Services,
    request: AbsenceRequest,
    requested_absence: RequestedAbsence,
    period: AbsencePeriod,
    now: AbsencePeriod,
    *,
    job: Job,
) -> Outcome:
    """Take back what Personio misread; leave what somebody has touched, or may have."""
    told = {"request_id": str(request.id), "absence_id": period.id}
    if not await _may_take_back(services, request, requested_absence, now):
        log.warning("filing.differs", **told)
        return await close_as_it_stands(services, request, now)
    log.error("filing.misunderstood", **told, hint="PERSONIO_END_WRITE")
    return await _delete(services, request, period, requested_absence, withdrawn=False, job=job)


async def _delete(
    services: Services,
    request: AbsenceRequest,
    judged: AbsencePeriod,
    requested_absence: RequestedAbsence,
    *,
    withdrawn: bool,
    job: Job,
) -> Outcome:
    """Delete an absence of ours as it was ``judged``, and end its request; filed as it stands where it stays."""
    marked = await services.store.requests.change(
        replace(request, details={**request.details, "taking_back": True}), expected="waiting"
    )
    try:
        left = await _deleted(services, judged)
    except NotFound as error:
        return not_gone_yet(job, error) or await _not_there(services, marked)
    if left is None:
        return await _not_there(services, marked)
    if withdrawn:
        return await settle_request(services, marked, requested_absence, job)
    return await close_as_it_stands(services, marked, left.settled(await amounts_of(services, left.id)))


async def _deleted(services: Services, judged: AbsencePeriod) -> AbsencePeriod | None:
    """Delete an absence that still is as it was judged; return it where it is there afterwards.

    Raises NotFound where it is said to be gone before, or not to be there at all.
    """
    try:
        now = await services.personio.absence(judged.id)
        if now != judged:
            return now
        missing = await _delete_it(services, judged.id)
    except BadCredentials:
        raise
    except (Refused, NotAllowed) as error:
        log.warning("filing.not_taken_back", absence_id=judged.id, error=type(error).__name__, trace_id=error.trace_id)
        return judged
    try:
        return await services.personio.absence(judged.id)
    except NotFound:
        if missing:  # nothing says that it was our deletion: two such answers in one moment are one
            raise
        return None


async def _delete_it(services: Services, absence_id: str) -> bool:
    """Delete an absence; tell whether it was said not to be there, which the look that follows shows."""
    try:
        await services.personio.delete_absence(absence_id)
    except NotFound:
        return True
    return False


async def _not_there(services: Services, request: AbsenceRequest) -> Outcome:
    """End a request whose absence is gone: by our own deletion, or by somebody else's."""
    taken_back = bool(request.details.get("taking_back"))
    if request.details.get("withdrawing"):
        return await end_withdrawn(services, request, taken_back=taken_back)
    if taken_back:
        return await refuse(services, replace(request, personio_id=None), _MISMATCH, taken_back=True)
    return await close(services, request, "gone", {})
