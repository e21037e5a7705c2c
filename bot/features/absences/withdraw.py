"""Withdrawing an absence: the question, the confirmation, and the job that withdraws it in Personio.

The owner withdraws what they saw; what has changed since is asked once more. The job reads the absence before and after
it acts, and checks whose it is. Whether it may be withdrawn is judged as of the moment of the press, so that an outage
of Personio costs nobody their right. A request that is not filed yet is only marked; the job that files it takes it
back, because only that job knows whether Personio has it already.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import structlog

from bot.core.as_in_personio import UNPROVEN
from bot.core.events import Pressed, Reply, Show
from bot.core.jobs import WITHDRAW, Again, Done, Job, Outcome, work_job
from bot.core.ownership import as_shown
from bot.core.people import span
from bot.core.records import AbsenceRequest, StaleRevision
from bot.core.request_status import VANISHED, draft_of, moved, when
from bot.features.absences.listing import request_card, row_context, seen_card
from bot.features.absences.lookup import OwnAbsence, amounts_in_time, is_mine, of_request, own_absence, own_request
from bot.features.absences.operation import (
    NOT_DONE,
    PUT_OFF,
    asked_again,
    finish_operation,
    operation_details,
    standing_there,
    stored_refusal,
    unchanged,
)
from bot.services.context import Refusal, Services, Turn, time_zone
from bot.services.deadline import WORKER_WAIT, seconds_left
from bot.services.failures import not_gone_yet
from bot.services.identity import require_person_in_private
from bot.services.requests.allowed_operations import against_withdrawal, just_reported
from bot.services.requests.submission import existing_card, set_owner_change_flag, submit
from bot.services.router import Router
from cards.absences import AbsenceRow, WithdrawView, withdraw_card
from cards.actions import WithdrawAbsence
from cards.request import Problem
from personio_client import AbsencePeriod, BadCredentials, NotAllowed, NotFound, Person, PersonioError, Refused

log = structlog.get_logger(__name__)
router = Router()

_LOOK_AGAIN = 2.0  # seconds until the next look at a request that is being taken back
_SURE = 4  # looks in a row after which an absence that is still there is taken to stand
_STILL_THERE = "still there"


@router.job(WITHDRAW, policy=PUT_OFF)
async def run_withdrawal(services: Services, job: Job) -> Outcome:
    """Withdraw an absence in Personio; done when it is gone, asked for, or surely stands."""
    operation = await services.store.requests.find(UUID(job.payload["request_id"]))
    if operation is None or operation.state != "waiting":
        return Done()
    if operation.details["absence_id"] is None:
        return await _after_filing(services, operation, job)
    absence_id = str(operation.details["absence_id"])
    found = await _look(services, absence_id, job)
    if isinstance(found, Again):
        return found
    if over := await _over(services, operation, found):
        return over
    if found and not await _as_seen(services, operation, found):
        return await _stands(services, operation, asked_again(operation), found)
    proven = await _proven(services, operation)
    await set_owner_change_flag(services, absence_id, "withdrawing", on=True)
    return await _delete(services, proven, job)


async def _delete(services: Services, operation: AbsenceRequest, job: Job) -> Outcome:
    """Delete an absence that is as its owner saw it, and look what Personio made of that."""
    absence_id, sure = str(operation.details["absence_id"]), True
    try:
        await services.personio.delete_absence(absence_id)
    except NotFound:
        sure = False  # of who or what has deleted it, if anybody has
    except BadCredentials:
        raise
    except (Refused, NotAllowed) as error:
        return await _stands(services, operation, stored_refusal(error))
    found = await _look(services, absence_id, None if sure else job)
    if isinstance(found, Again):
        return found
    over = await _gone_or_asked(services, operation, found)
    return over or await _still_there(services, operation, job)


async def _still_there(services: Services, operation: AbsenceRequest, job: Job) -> Outcome:
    """Look again; where it was seen as often in a row as that is sure, it stands."""
    if job.ended_with(_STILL_THERE) + 1 < _SURE:
        return Again(reason=_STILL_THERE)
    return await _stands(services, operation, NOT_DONE)


async def _after_filing(services: Services, operation: AbsenceRequest, job: Job) -> Outcome:
    """Wait until the work that files the request has taken it back; where it was filed after all, withdraw that."""
    request = await services.store.requests.find(UUID(operation.details["request_id"]))
    if request and request.state == "waiting":
        return Again(after=_LOOK_AGAIN, counted=False, reason="request waits")
    if request is None or request.personio_id is None:
        return await _ended(services, operation, request)
    filed = replace(operation, details={**operation.details, "absence_id": request.personio_id, "proven": True})
    if request.status in VANISHED:
        return await finish_operation(services, filed, "done")
    found = await _look(services, request.personio_id, job)
    if isinstance(found, Again):
        return found
    if over := await _gone_or_asked(services, filed, found):
        return over
    # Its owner has seen neither its days nor how it stands: they have to see them first.
    standing = await standing_there(services, *filter(None, [found]))
    return await finish_operation(
        services, filed, "declined", problem={"key": "absences.filed_after_all"}, stands=standing
    )


async def _ended(services: Services, operation: AbsenceRequest, request: AbsenceRequest | None) -> Outcome:
    """Finish with a request that was not filed; where something stands that may be it, say so."""
    problem = (request.problem if request else None) or {}
    if request is None or problem.get("key") != UNPROVEN:
        return await finish_operation(services, operation, "done")
    return await finish_operation(
        services, operation, "declined", problem=problem, stands=request.details.get("stands", [])
    )


async def _as_seen(services: Services, operation: AbsenceRequest, found: AbsencePeriod) -> bool:
    """Tell whether an absence still is as its owner saw it when they confirmed."""
    kinds, amounts = await services.directory.types(), await amounts_in_time(services, found.id)
    return unchanged(operation, found, span(found.settled(amounts), kinds.get(found.type_id)))


async def _over(services: Services, operation: AbsenceRequest, found: AbsencePeriod | None) -> Outcome | None:
    """Close an operation for which nothing is to be done, or nothing can be; None where there is something."""
    if found is None and not operation.details.get("proven"):
        return await _not_there(services, operation)
    if found is not None and found.person_id != operation.person_id:
        log.warning("absences.not_the_owner", operation=str(operation.id))
        return await _not_there(services, operation)
    if found is None or found.status == "deletion_pending":
        return await _gone_or_asked(services, operation, found)
    kinds = await services.directory.types()
    asked_on = (operation.created_at or services.clock()).astimezone(time_zone(operation.details.get("zone"))).date()
    kind, made = kinds.get(found.type_id), await services.store.requests.of_absence(found.id)
    report = just_reported(made, kind, asked_on, moved=bool(made and moved(made, found)))
    against = against_withdrawal(found.status, span(found, kind), asked_on, just_reported=report)
    return await _stands(services, operation, {"key": against}) if against else None


async def _gone_or_asked(services: Services, operation: AbsenceRequest, found: AbsencePeriod | None) -> Outcome | None:
    if found is None:
        return await finish_operation(services, operation, "done")
    return await finish_operation(services, operation, "asked") if found.status == "deletion_pending" else None


async def _look(services: Services, absence_id: str, job: Job | None) -> AbsencePeriod | Again | None:
    """Return an absence, None where it is gone, or when to look again (with a ``job``) before that is believed."""
    try:
        return await services.personio.absence(absence_id)
    except NotFound as error:
        return not_gone_yet(job, error) if job else None


async def _proven(services: Services, operation: AbsenceRequest) -> AbsenceRequest:
    """Note that the absence is the owner's, for a later look that finds it gone."""
    if operation.details.get("proven"):
        return operation
    proven = replace(operation, details={**operation.details, "proven": True})
    return await services.store.requests.change(proven, expected="waiting")


async def _not_there(services: Services, operation: AbsenceRequest) -> Outcome:
    return await finish_operation(services, operation, "declined", problem={"key": "absences.not_there"})


async def _stands(
    services: Services, operation: AbsenceRequest, problem: dict[str, object], found: AbsencePeriod | None = None
) -> Outcome:
    await set_owner_change_flag(services, str(operation.details["absence_id"]), "withdrawing", on=False)
    stands: dict[str, Any] = {"stands": await standing_there(services, found)} if found else {}
    return await finish_operation(services, operation, "declined", problem=problem, **stands)


_LOOKS = 5  # times a request is looked at again because it moved on meanwhile


@router.pressed(WithdrawAbsence)
async def pressed_withdraw(turn: Turn, action: WithdrawAbsence, press: Pressed) -> Reply:
    """Ask whether to withdraw, and do so once that is confirmed. What cannot be withdrawn is shown as it is now."""
    person = await require_person_in_private(turn)
    if action.errand_id and (known := await existing_card(turn, action.errand_id)):
        return known
    if action.request_id:
        request = await own_request(turn, person, action.request_id)
        if request.personio_id is None:
            return await _withdraw_unfiled(turn, action, press, person, request)
        action = action.model_copy(update={"absence_id": request.personio_id})
    return await _withdraw_filed(turn, action, press, person)


async def _withdraw_filed(turn: Turn, action: WithdrawAbsence, press: Pressed, person: Person) -> Reply:
    """Withdraw what Personio has. While it does not answer, a confirmed withdrawal is stored, and the job will read
    it."""
    seen: OwnAbsence | None = None
    try:
        seen = await own_absence(turn, person, action.absence_id)
    except PersonioError:
        if not _sure(action):
            raise
    report = bool(seen and seen.just_reported(turn.today))
    if seen and against_withdrawal(seen.period.status, seen.when, turn.today, just_reported=report):
        return Show(await seen_card(turn, person, seen))
    if seen and not (_sure(action) and action.seen == as_shown(seen.period)):
        row = (await row_context(turn, person)).of_absence(seen.period, seen.when)
        return _question(turn, row, as_shown(seen.period), _asked_again(action), report=report)
    if not action.absence_id or not action.errand_id:
        raise Refusal("absences.not_there")
    made = seen.request if seen else await _made_here(turn, person, action.absence_id)
    at = seen.when if seen else when(made) if made else None
    type_id = seen.period.type_id if seen else draft_of(made).type_id if made else None
    details = operation_details(action.absence_id, type_id, at, action.seen) | {"proven": bool(seen or made)}
    return await submit(turn, press, person, request_id=action.errand_id, kind="withdraw", when=at, details=details)


async def _withdraw_unfiled(
    turn: Turn, action: WithdrawAbsence, press: Pressed, person: Person, request: AbsenceRequest
) -> Reply:
    """Mark a request that waits to be filed, and give the work that files it a moment to take it back."""
    if of_request(request) != "waiting" or not action.errand_id or not _sure(action):
        row = (await row_context(turn, person)).of_request(request)
        if row is None or row.standing != "waiting":
            return Show(await request_card(turn, person, request))
        return _question(turn, row)
    store = turn.services.store
    for _ in range(_LOOKS):
        if of_request(request) != "waiting":
            break
        marked = replace(request, details={**request.details, "withdrawing": True})
        with suppress(StaleRevision):
            await store.requests.change(marked, expected="waiting")
        request = await own_request(turn, person, request.id)
    if request.state == "waiting":
        await turn.services.outbox.settled(work_job(request).key, seconds_left(WORKER_WAIT))
    at = when(request)
    details = operation_details(None, draft_of(request).type_id, at, None) | {"request_id": str(request.id)}
    return await submit(turn, press, person, request_id=action.errand_id, kind="withdraw", when=at, details=details)


def _question(
    turn: Turn, row: AbsenceRow, seen: str | None = None, problem: Problem | None = None, *, report: bool = False
) -> Reply:
    return Show(withdraw_card(WithdrawView(row, uuid4(), seen, problem, report=report), turn.t))


def _asked_again(action: WithdrawAbsence) -> Problem | None:
    """Return why it is asked again: the absence has changed since, or the card does not say what it showed."""
    if not _sure(action):
        return None
    return Problem("absences.changed_since" if action.seen else "absences.look_again")


def _sure(action: WithdrawAbsence) -> bool:
    return action.sure == "yes" and action.errand_id is not None


async def _made_here(turn: Turn, person: Person, absence_id: str) -> AbsenceRequest | None:
    request = await turn.services.store.requests.of_absence(absence_id)
    return request if request and is_mine(turn, person, request) else None
