"""The job that changes an absence in Personio, and puts back what Personio misread.

It sends the whole result, so sending it twice is harmless, and reads back what Personio made of it: days that are
provably our own writing, misread by Personio, are put back; any others are left, and the person is told what is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import structlog

from bot.core.absence_request import InvalidDraft, RequestedAbsence, new_absence, validate_draft
from bot.core.jobs import CHANGE, Done, Job, Outcome
from bot.core.ownership import Try, may_put_back, tries_of, with_tries
from bot.core.people import span, working_time
from bot.core.records import AbsenceRequest
from bot.core.request_status import draft_of, read_span, write_span
from bot.core.verification import Verdict, comment_of, compare, same
from bot.core.working_time import Span
from bot.features.absences.lookup import amounts_in_time
from bot.features.absences.operation import (
    NOT_DONE,
    PUT_OFF,
    asked_again,
    finish_operation,
    standing_there,
    stored_refusal,
    unchanged,
)
from bot.services.context import Services
from bot.services.failures import not_gone_yet
from bot.services.requests.allowed_operations import may_change
from bot.services.requests.submission import set_owner_change_flag
from bot.services.router import Router
from personio_client import AbsencePeriod, BadCredentials, DayAmount, NotAllowed, NotFound, PersonioError, Refused

log = structlog.get_logger(__name__)
router = Router()

_NOT_THERE: dict[str, object] = {"key": "absences.not_there"}


@router.job(CHANGE, policy=PUT_OFF)
async def run_change(services: Services, job: Job) -> Outcome:
    """Change an absence in Personio; done when it says what was asked for, or surely will not."""
    operation = await services.store.requests.find(UUID(job.payload["request_id"]))
    if operation is None or operation.state != "waiting":
        return Done()
    try:
        now = await services.personio.absence(str(operation.details["absence_id"]))
    except NotFound as error:
        return not_gone_yet(job, error) or await finish_operation(services, operation, "declined", problem=_NOT_THERE)
    return await _change(services, operation, now, job)


async def _change(services: Services, operation: AbsenceRequest, now: AbsencePeriod, job: Job) -> Outcome:
    if now.person_id != operation.person_id:
        log.warning("absences.not_the_owner", operation=str(operation.id))
        return await finish_operation(services, operation, "declined", problem=_NOT_THERE)
    types = await services.directory.types()
    confirmed = (operation.created_at or services.clock()).date()
    requested_absence = validate_draft(
        draft_of(operation).model_copy(update={"type_id": now.type_id}), types, confirmed
    )
    if isinstance(requested_absence, InvalidDraft):
        return await _not(
            services, operation, {"key": requested_absence.problem.key, "params": requested_absence.problem.params}
        )
    amounts = await amounts_in_time(services, now.id)
    moves = not same(requested_absence, now, amounts)
    if not moves and comment_of(now) == comment_of(requested_absence):
        return await _done(services, operation, requested_absence, now)
    at, tries = span(now.settled(amounts), types.get(now.type_id)), tries_of({"tries": []} | operation.details)
    if not unchanged(operation, now, at):
        if tries:  # it may be what we have sent
            return await _verify(services, operation, requested_absence, now, amounts)
        return await _not(services, operation, asked_again(operation), now)
    return await _apply(services, operation, requested_absence, now, at, moves=moves, job=job)


async def _apply(
    services: Services,
    operation: AbsenceRequest,
    requested_absence: RequestedAbsence,
    now: AbsencePeriod,
    at: Span,
    *,
    moves: bool,
    job: Job,
) -> Outcome:
    """Change an absence that still is as its owner saw it, noting before what to put back."""
    if operation.details.get("putting_back"):
        return await _back(services, operation)
    if not may_change(now.status):
        return await _not(services, operation, {"key": "absences.not_changeable"})
    if moves:
        await set_owner_change_flag(services, now.id, "changing", on=True)
    old = {"before": write_span(at), "old_comment": comment_of(now), "tries": []}
    return await _patch(services, replace(operation, details=old | operation.details), requested_absence, job)


async def _patch(
    services: Services, operation: AbsenceRequest, requested_absence: RequestedAbsence, job: Job
) -> Outcome:
    """Send the change, noted before it goes out and when the answer is there; see what Personio made of it."""
    absence_id, before, this = str(operation.details["absence_id"]), tries_of(operation.details), Try(services.clock())
    sent = await _with_tries(services, operation, (*before, this))
    try:
        await services.personio.update_absence(absence_id, new_absence(requested_absence, operation.person_id))
    except PersonioError as error:
        left = before if error.definite else (*before, replace(this, ended=services.clock()))
        tried = await _with_tries(services, sent, left)
        if isinstance(error, BadCredentials) or not isinstance(error, Refused | NotAllowed | NotFound):
            raise
        if isinstance(error, NotFound):
            return not_gone_yet(job, error) or await _not(services, tried, _NOT_THERE)
        return await _not(services, tried, stored_refusal(error))
    done = await _with_tries(services, sent, (*before, replace(this, ended=services.clock())))
    now, amounts = await services.personio.absence(absence_id), await amounts_in_time(services, absence_id)
    return await _verify(services, done, requested_absence, now, amounts)


async def _with_tries(services: Services, operation: AbsenceRequest, tries: Sequence[Try]) -> AbsenceRequest:
    noted = replace(operation, details=with_tries(operation.details, tries))
    return await services.store.requests.change(noted, expected="waiting")


async def _verify(
    services: Services,
    operation: AbsenceRequest,
    requested_absence: RequestedAbsence,
    now: AbsencePeriod,
    amounts: list[DayAmount],
) -> Outcome:
    """Finish by what stands after the change was sent; put back what Personio surely misread."""
    verdict = await _judged(services, operation, requested_absence, now, amounts)
    told = {"errand": str(operation.id), "absence_id": now.id}
    if verdict is not Verdict.MISUNDERSTOOD:
        unsure = verdict is Verdict.UNSURE
        if unsure:
            log.warning("changing.not_verified", **told)
        return await _done(services, operation, requested_absence, now, unverified=unsure)
    settled, old = now.settled(amounts), _old(operation, requested_absence)
    if old and operation.details.get("putting_back") and same(old, settled):
        return await _back(services, operation)
    if old and may_put_back(
        requested_absence,
        settled,
        tries_of(operation.details),
        comments=(comment_of(requested_absence), str(operation.details.get("old_comment", ""))),
        end_write=services.personio.end_write,
        deadline=timedelta(seconds=services.personio.deadline),
    ):
        log.error("changing.misunderstood", **told, hint="PERSONIO_END_WRITE")
        return await _put_back(services, operation, old, requested_absence.last_day, settled)
    log.warning("changing.differs", **told)
    at = span(settled, (await services.directory.types()).get(now.type_id))
    undone = unchanged(operation, now, at)
    return await _not(services, operation, NOT_DONE if undone else {"key": "absences.otherwise"}, settled)


def _old(operation: AbsenceRequest, requested_absence: RequestedAbsence) -> RequestedAbsence | None:
    """Return what the absence was before, as it would be wished for; None where it is not known."""
    before = read_span(operation.details.get("before") or {})
    return (
        replace(requested_absence, span=before, comment=operation.details.get("old_comment") or None)
        if before
        else None
    )


async def _put_back(
    services: Services, operation: AbsenceRequest, old: RequestedAbsence, wished: date, now: AbsencePeriod
) -> Outcome:
    """Give an absence its old days again.

    Who understood the new end a day off understands the old end so, too: it is sent a day off the other way.
    """
    noted = replace(operation, details={**operation.details, "putting_back": True})
    kept = await services.store.requests.change(noted, expected="waiting")
    off = wished - now.last_day if now.last_day else timedelta()
    sent = replace(old, span=replace(old.span, last_day=old.last_day + off))
    try:
        await services.personio.update_absence(now.id, new_absence(sent, operation.person_id))
    except BadCredentials:
        raise
    except (Refused, NotAllowed, NotFound, ValueError) as error:
        log.error("changing.not_put_back", operation=str(operation.id), error=type(error).__name__)
        return await _not(services, kept, {"key": "absences.not_put_back"}, now)
    again, amounts = await services.personio.absence(now.id), await amounts_in_time(services, now.id)
    if await _judged(services, kept, old, again, amounts) is not Verdict.MISUNDERSTOOD:
        return await _back(services, kept)
    return await _not(services, kept, {"key": "absences.otherwise"}, again.settled(amounts))


async def _back(services: Services, operation: AbsenceRequest) -> Outcome:
    return await _not(services, operation, {"key": "absences.put_back"}, also="absence.put_back")


async def _judged(
    services: Services,
    operation: AbsenceRequest,
    requested_absence: RequestedAbsence,
    now: AbsencePeriod,
    amounts: list[DayAmount],
) -> Verdict:
    person = (await services.directory.people()).by_id.get(operation.person_id)
    return compare(requested_absence, now, amounts, working_time(person, services.adjustments) if person else None)


async def _done(
    services: Services,
    operation: AbsenceRequest,
    requested_absence: RequestedAbsence,
    now: AbsencePeriod,
    *,
    unverified: bool = False,
) -> Outcome:
    """Finish with the change; ``unverified``: Personio took it, and does not tell which days it counts."""
    comment_kept = comment_of(now) != comment_of(requested_absence)
    return await finish_operation(
        services,
        operation,
        "done",
        status=now.status,
        when=write_span(requested_absence.span),
        comment_kept=comment_kept,
        unverified=unverified,
    )


async def _not(
    services: Services,
    operation: AbsenceRequest,
    problem: dict[str, object],
    now: AbsencePeriod | None = None,
    *,
    also: str | None = None,
) -> Outcome:
    """Finish without the change; ``now``: what stands, for its owner to look at."""
    await set_owner_change_flag(services, str(operation.details["absence_id"]), "changing", on=False)
    stands: dict[str, Any] = {"stands": await standing_there(services, now)} if now else {}
    return await finish_operation(services, operation, "declined", problem=problem, also=also, **stands)
