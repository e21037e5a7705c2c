"""Withdrawing with Personio, durably: from a confirmed wish to an absence that is gone, asked for, or stands.

Rule: look before acting, look again afterwards; whose it is, is checked here too, and that it still is as its owner saw
it. Whether it may be withdrawn is judged as of the moment it was confirmed: who asked in time does not lose by Personio
being down.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import structlog

from bot.failures import not_gone_yet
from bot.features.absences.errand import MOVED_ON, WITHDRAW, asked_again, finish, standing_there, unchanged
from bot.features.absences.problems import NOT_DONE, declined, put_off
from bot.features.absences.reading import amounts_of
from bot.outbox import Again, Done, Job, Outcome
from bot.people import span
from bot.requests.by_owner import mark
from bot.requests.in_personio import UNPROVEN
from bot.requests.life import VANISHED, moved
from bot.requests.possible import against_withdrawal, just_reported
from bot.router import Router
from bot.services import Request, Services, zone
from personio_client import AbsencePeriod, BadCredentials, NotAllowed, NotFound, PersonioError, Refused

log = structlog.get_logger(__name__)
router = Router()

_LOOK_AGAIN = 2.0  # seconds until the next look at a request that is being taken back
_SURE = 4  # looks in a row after which an absence that is still there is taken to stand
_STILL_THERE = "still there"


@router.job(WITHDRAW)
async def withdraw(services: Services, job: Job) -> Outcome:
    """Withdraw an absence in Personio; done when it is gone, asked for, or surely stands."""
    errand = await services.store.request(UUID(job.payload["request_id"]))
    if errand is None or errand.state != "waiting":
        return Done()
    try:
        return await _withdraw(services, errand, job)
    except PersonioError as error:
        return put_off(error, errand)


async def _withdraw(services: Services, errand: Request, job: Job) -> Outcome:
    if errand.details["absence_id"] is None:
        return await _unfiled(services, errand, job)
    absence_id = str(errand.details["absence_id"])
    found = await _look(services, absence_id, job)
    if isinstance(found, Again):
        return found
    if over := await _over(services, errand, found):
        return over
    if found and not await _as_seen(services, errand, found):
        return await _stands(services, errand, asked_again(errand), found)
    proven = await _proven(services, errand)
    if proven is None or not await mark(services, absence_id, "withdrawing", on=True):
        return MOVED_ON
    return await _delete(services, proven, job)


async def _delete(services: Services, errand: Request, job: Job) -> Outcome:
    """Delete an absence that is as its owner saw it, and look what Personio made of that."""
    absence_id, sure = str(errand.details["absence_id"]), True
    try:
        await services.personio.delete_absence(absence_id)
    except NotFound:
        sure = False  # of who or what has deleted it, if anybody has
    except BadCredentials:
        raise
    except (Refused, NotAllowed) as error:
        return await _stands(services, errand, declined(error))
    found = await _look(services, absence_id, None if sure else job)
    if isinstance(found, Again):
        return found
    over = await _gone_or_asked(services, errand, found)
    return over or await _still_there(services, errand, job)


async def _still_there(services: Services, errand: Request, job: Job) -> Outcome:
    """Look again; where it was seen as often in a row as that is sure, it stands."""
    if job.ended_with(_STILL_THERE) + 1 < _SURE:
        return Again(reason=_STILL_THERE)
    return await _stands(services, errand, NOT_DONE)


async def _unfiled(services: Services, errand: Request, job: Job) -> Outcome:
    """Wait until the work that files the request has taken it back; where it was filed after all, withdraw that."""
    request = await services.store.request(UUID(errand.details["request_id"]))
    if request and request.state == "waiting":
        return Again(after=_LOOK_AGAIN, counted=False, reason="request waits")
    if request is None or request.personio_id is None:
        return await _ended(services, errand, request)
    filed = replace(errand, details={**errand.details, "absence_id": request.personio_id, "proven": True})
    if request.status in VANISHED:
        return await finish(services, filed, "done")
    found = await _look(services, request.personio_id, job)
    if isinstance(found, Again):
        return found
    if over := await _gone_or_asked(services, filed, found):
        return over
    # Its owner has seen neither its days nor how it stands: they have to see them first.
    standing = await standing_there(services, *filter(None, [found]))
    return await finish(services, filed, "declined", problem={"key": "absences.filed_after_all"}, stands=standing)


async def _ended(services: Services, errand: Request, request: Request | None) -> Outcome:
    """Finish with a request that was not filed; where something stands that may be it, say so."""
    problem = (request.problem if request else None) or {}
    if request is None or problem.get("key") != UNPROVEN:
        return await finish(services, errand, "done")
    return await finish(services, errand, "declined", problem=problem, stands=request.details.get("stands", []))


async def _as_seen(services: Services, errand: Request, found: AbsencePeriod) -> bool:
    """Tell whether an absence still is as its owner saw it when they confirmed."""
    kinds, amounts = await services.directory.types(), await amounts_of(services, found.id)
    return unchanged(errand, found, span(found.settled(amounts), kinds.get(found.type_id)))


async def _over(services: Services, errand: Request, found: AbsencePeriod | None) -> Outcome | None:
    """End an errand for which nothing is to be done, or nothing can be; None where there is something."""
    if found is None and not errand.details.get("proven"):
        return await _not_there(services, errand)
    if found is not None and found.person_id != errand.person_id:
        log.warning("absences.not_the_owner", errand=str(errand.id))
        return await _not_there(services, errand)
    if found is None or found.status == "deletion_pending":
        return await _gone_or_asked(services, errand, found)
    kinds = await services.directory.types()
    asked_on = (errand.created_at or services.clock()).astimezone(zone(errand.details.get("zone"))).date()
    kind, made = kinds.get(found.type_id), await services.store.request_of_absence(found.id)
    report = just_reported(made, kind, asked_on, moved=bool(made and moved(made, found)))
    against = against_withdrawal(found.status, span(found, kind), asked_on, just_reported=report)
    return await _stands(services, errand, {"key": against}) if against else None


async def _gone_or_asked(services: Services, errand: Request, found: AbsencePeriod | None) -> Outcome | None:
    if found is None:
        return await finish(services, errand, "done")
    return await finish(services, errand, "asked") if found.status == "deletion_pending" else None


async def _look(services: Services, absence_id: str, job: Job | None) -> AbsencePeriod | Again | None:
    """Return an absence, None where it is gone, or when to look again (with a ``job``) before that is believed."""
    try:
        return await services.personio.absence(absence_id)
    except NotFound as error:
        return not_gone_yet(job, error) if job else None


async def _proven(services: Services, errand: Request) -> Request | None:
    """Note that the absence is the owner's, for a later look that finds it gone; None where the errand moved on."""
    if errand.details.get("proven"):
        return errand
    proven = replace(errand, details={**errand.details, "proven": True})
    return await services.store.change_request(proven, expected="waiting")


async def _not_there(services: Services, errand: Request) -> Outcome:
    return await finish(services, errand, "declined", problem={"key": "absences.not_there"})


async def _stands(
    services: Services, errand: Request, problem: dict[str, object], found: AbsencePeriod | None = None
) -> Outcome:
    if not await mark(services, str(errand.details["absence_id"]), "withdrawing", on=False):
        return MOVED_ON
    stands: dict[str, Any] = {"stands": await standing_there(services, found)} if found else {}
    return await finish(services, errand, "declined", problem=problem, **stands)
