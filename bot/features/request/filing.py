"""Filing with Personio, durably: from a confirmed request to an absence, exactly one.

Rule: an outcome that is not known is looked up before anything is tried again. What Personio definitely refuses goes
back to the employee with the way out; everything else is tried until it succeeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import structlog

from bot.outbox import Again, Done, Job, Outcome
from bot.people import display_name, working_time
from bot.requests.jobs import FILE, show_job, tasks_job
from bot.requests.life import draft_of, seen
from bot.requests.receipt import stored_wish
from bot.requests.verdict import Verdict, refusal, same_days, understood
from bot.requests.wish import Wish, new_absence, without_substitute
from bot.router import Router
from bot.services import Request, Services
from bot.watch import happened
from personio_client import (
    AbsencePeriod,
    Conflict,
    DayAmount,
    NotAllowed,
    NotFound,
    PersonioError,
    RateLimited,
    Refused,
    SubstituteNotAllowed,
    SubstituteRequired,
)

log = structlog.get_logger(__name__)
router = Router()

_CLOCKS_APART = timedelta(minutes=2)  # how far Personio's clock may be behind ours
_SURE = 5  # times in a row after which an answer that may pass is taken for good
_NO_SUCH_PATH = "create_not_found"
_NOT_LISTED = "conflict_not_found"
_MOVED_ON = Again(after=0.5, counted=False, reason="moved on")  # somebody else changed it: look again
_NOT_SET_UP = 60.0  # seconds until the next try where the operator has to mend the credentials first


@router.job(FILE)
async def file(services: Services, job: Job) -> Outcome:
    """File a confirmed request with Personio; done when it is filed or refused."""
    request = await services.store.request(UUID(job.payload["request_id"]))
    if request is None or request.state != "waiting":
        return Done()
    try:
        wish = await stored_wish(services, request)
        if request.details.get("withdrawing"):
            outcome = await _take_back(services, request, wish, job)
        elif wish is None:
            outcome = await _refuse(services, request, {"key": "form.unknown_type"})
        else:
            outcome = await _file(services, request, wish, job)
        return outcome
    except RateLimited as error:
        return Again(after=error.retry_after, counted=False, reason="rate_limited")
    except NotAllowed as error:
        log.error("filing.not_allowed", request_id=str(request.id), error=type(error).__name__, trace_id=error.trace_id)
        return Again(after=_NOT_SET_UP, reason="not_allowed")
    except PersonioError as error:
        log.warning("filing.put_off", request_id=str(request.id), error=type(error).__name__, trace_id=error.trace_id)
        return Again(reason=type(error).__name__)


async def _file(services: Services, request: Request, wish: Wish, job: Job) -> Outcome:
    """Get hold of the request's absence, note its id at once, and settle the request by what Personio made of it."""
    absence_id = request.personio_id or await _obtain(services, request, wish, job)
    if not isinstance(absence_id, str):
        return absence_id
    if request.personio_id is None:
        noted = await services.store.change_request(replace(request, personio_id=absence_id), expected="waiting")
        if noted is None:
            return _MOVED_ON
        request = noted
    return await _settle(services, request, wish, absence_id)


async def _take_back(services: Services, request: Request, wish: Wish | None, job: Job) -> Outcome:
    """End a request that its owner withdrew; what an earlier try has made of it in Personio is deleted.

    Where Personio keeps it, or wants the deletion decided first, it is filed after all, as it stands.
    """
    absence_id = request.personio_id
    if absence_id is None and wish and job.claims > 1 and (found := await _look_up(services, request, wish)):
        absence_id = found.id
    if absence_id and wish and not await _deleted(services, absence_id):
        return await _settle(services, replace(request, personio_id=absence_id), wish, absence_id)
    draft = {name: value for name, value in request.details["draft"].items() if name != "comment"}
    details = {**request.details, "draft": draft}
    ended = replace(request, state="refused", personio_id=None, problem={"key": "refused.withdrawn"}, details=details)
    kept = await services.store.change_request(
        ended, expected="waiting", jobs=[show_job(ended)], audit="absence.withdrawn", actor=request.object_id
    )
    return Done() if kept else _MOVED_ON


async def _deleted(services: Services, absence_id: str) -> bool:
    """Delete an absence; True where it is gone now."""
    try:
        await services.personio.delete_absence(absence_id)
        await services.personio.absence(absence_id)
    except NotFound:
        return True
    except (Refused, NotAllowed) as error:
        log.warning("filing.not_taken_back", absence_id=absence_id, error=type(error).__name__, trace_id=error.trace_id)
    return False


async def _obtain(services: Services, request: Request, wish: Wish, job: Job) -> str | Outcome:
    """Return the absence's id, found where an earlier try has made it, else created; or how the job ends without."""
    if job.claims > 1 and (found := await _look_up(services, request, wish)):
        return found.id
    try:
        return await _create(services, request, wish)
    except Conflict as error:
        return await _conflict(services, request, wish, job, error)
    except SubstituteRequired as error:
        await services.store.learn_substitute_rule(wish.type_id, "required")
        return await _refuse(services, request, refusal(error), error)
    except Refused as error:
        return await _refuse(services, request, refusal(error), error)
    except NotFound as error:
        return await _no_such_path(services, request, job, error)


async def _no_such_path(services: Services, request: Request, job: Job, error: NotFound) -> Outcome:
    """Try again: a stray 404 has been seen to pass. The same answer several times in a row is taken for good."""
    if job.ended_with(_NO_SUCH_PATH) + 1 < _SURE:
        log.warning("filing.put_off", request_id=str(request.id), error="NotFound", trace_id=error.trace_id)
        return Again(reason=_NO_SUCH_PATH)
    return await _refuse(services, request, {"key": "refused.generic"}, error)


async def _conflict(services: Services, request: Request, wish: Wish, job: Job, error: Conflict) -> str | Outcome:
    """Tell our own absence, made by a try whose answer was lost, from another one in the same period."""
    if found := await _look_up(services, request, wish):
        return found.id
    if job.claims > 1 and job.ended_with(_NOT_LISTED) + 1 < _SURE:
        return Again(reason=_NOT_LISTED)  # what did arrive may not be listed yet
    return await _refuse(services, request, refusal(error), error)


async def _create(services: Services, request: Request, wish: Wish) -> str:
    """Create the absence; where the type takes no substitute, name them in the comment instead."""
    rules = await services.store.substitute_rules()
    if wish.substitute_id and rules.get(wish.type_id) == "none":
        wish = await _name_in_comment(services, wish)
    try:
        return await services.personio.create_absence(new_absence(wish, request.person_id))
    except SubstituteNotAllowed:
        if wish.substitute_id is None:
            raise
        await services.store.learn_substitute_rule(wish.type_id, "none")
    except Refused as error:
        if not (wish.substitute_id and error.status == 400):  # Personio may not read a substitute as we send it
            raise
        log.warning("filing.substitute_not_read", request_id=str(request.id), trace_id=error.trace_id)
    wish = await _name_in_comment(services, wish)
    return await services.personio.create_absence(new_absence(wish, request.person_id))


async def _name_in_comment(services: Services, wish: Wish) -> Wish:
    person = (await services.directory.people()).by_id.get(wish.substitute_id or "")
    return without_substitute(wish, display_name(person) if person else None)


async def _look_up(services: Services, request: Request, wish: Wish) -> AbsencePeriod | None:
    """Find the absence that an earlier try may have created: same person, type and days, not older than the request."""
    since = (request.created_at or services.clock()) - _CLOCKS_APART
    taken = await services.store.filed_ids(request.person_id)
    around = timedelta(days=1)  # Personio's end convention may differ from ours by one day
    first = None if wish.open_end else wish.first_day - around  # a list by end may leave out what has none
    found = await services.personio.absences(
        person_id=request.person_id, first_day=first, last_day=wish.last_day + around
    )
    ours = [
        p for p in found if p.id not in taken and same_days(p, wish) and (p.created_at is None or p.created_at >= since)
    ]
    return ours[0] if ours else None


async def _settle(services: Services, request: Request, wish: Wish, absence_id: str) -> Outcome:
    """Read back what Personio made of it; take back what it understood differently."""
    try:
        period = await services.personio.absence(absence_id)
    except NotFound:
        return await _close(services, request, "gone", {})
    amounts = await _breakdowns(services, absence_id)
    person = (await services.directory.people()).by_id.get(request.person_id)
    verdict = understood(wish, period, amounts, working_time(person, services.adjustments) if person else None)
    if verdict is Verdict.MISUNDERSTOOD:
        log.error("filing.misunderstood", request_id=str(request.id), absence_id=absence_id, hint="PERSONIO_END_WRITE")
        await services.personio.delete_absence(absence_id)
        return await _refuse(services, replace(request, personio_id=None), {"key": "refused.mismatch"})
    if verdict is Verdict.UNSURE:
        log.warning("filing.not_verified", request_id=str(request.id), absence_id=absence_id)
    substitute = draft_of(request).substitute  # as confirmed, even where they could only be named in the comment
    confirmed = period.status == "substitute_requested" or period.substitute_id == substitute
    details: dict[str, object] = {"substitute_unconfirmed": True} if substitute and not confirmed else {}
    details["seen"] = seen(period)  # as understood: from here on only other ends are a change
    return await _close(services, replace(request, last_day=wish.span.last_day), period.status or "unknown", details)


async def _breakdowns(services: Services, absence_id: str) -> list[DayAmount]:
    try:
        return list(await services.personio.breakdowns(absence_id))
    except PersonioError as error:
        log.info("filing.no_breakdowns", error=type(error).__name__, trace_id=error.trace_id)
        return []


async def _close(services: Services, request: Request, status: str, details: Mapping[str, object]) -> Outcome:
    """Mark a request filed, forget its comment and have its card show it."""
    draft = {name: value for name, value in request.details["draft"].items() if name != "comment"}
    filed = replace(request, state="filed", status=status, details={**request.details, **details, "draft": draft})
    jobs = [show_job(filed), tasks_job(filed)]
    if not await services.store.change_request(filed, expected="waiting", jobs=jobs, audit="request.filed"):
        return _MOVED_ON
    happened("request.filed")
    return Done()


async def _refuse(
    services: Services, request: Request, problem: dict[str, object], error: PersonioError | None = None
) -> Outcome:
    """Mark a request refused and have its card say why."""
    log.info(
        "filing.refused", request_id=str(request.id), problem=problem["key"], trace_id=getattr(error, "trace_id", None)
    )
    refused = replace(request, state="refused", problem=problem)
    jobs = [show_job(refused)]
    if not await services.store.change_request(refused, expected="waiting", jobs=jobs, audit="request.refused"):
        return _MOVED_ON
    happened("request.refused")
    return Done()
