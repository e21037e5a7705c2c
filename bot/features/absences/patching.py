"""Changing an absence with Personio, durably: from a confirmed wish to the days that were asked for.

Rule: what is sent is the whole result, so sending it twice is harmless. What Personio makes of it is read back; days it
understood otherwise are put back as they were, and the person is told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import structlog

from bot.calendar import Span
from bot.features.absences.comparing import comment_of, same, verdict
from bot.features.absences.errand import CHANGE, MOVED_ON, finish
from bot.features.absences.problems import declined, put_off
from bot.features.absences.reading import amounts_of
from bot.features.absences.standing import may_change
from bot.outbox import Done, Job, Outcome
from bot.people import span, working_time
from bot.requests.by_owner import mark
from bot.requests.life import draft_of, read_span, write_span
from bot.requests.verdict import Verdict
from bot.requests.wish import Objection, Wish, judge, new_absence
from bot.router import Router
from bot.services import Request, Services
from personio_client import (
    AbsencePeriod,
    BadCredentials,
    DayAmount,
    NotAllowed,
    NotFound,
    PersonioError,
    Refused,
)

log = structlog.get_logger(__name__)
router = Router()

_ONE_DAY = timedelta(days=1)


@router.job(CHANGE)
async def change(services: Services, job: Job) -> Outcome:
    """Change an absence in Personio; done when it says what was asked for, or surely will not."""
    errand = await services.store.request(UUID(job.payload["request_id"]))
    if errand is None or errand.state != "waiting":
        return Done()
    try:
        return await _change(services, errand)
    except NotFound:
        return await finish(services, errand, "declined", problem={"key": "absences.not_there"})
    except PersonioError as error:
        return put_off(error, errand)


async def _change(services: Services, errand: Request) -> Outcome:
    absence_id = str(errand.details["absence_id"])
    now = await services.personio.absence(absence_id)
    if now.person_id != errand.person_id:
        log.warning("absences.not_the_owner", errand=str(errand.id))
        return await finish(services, errand, "declined", problem={"key": "absences.not_there"})
    types = await services.directory.types()
    confirmed = (errand.created_at or services.clock()).date()
    wish = judge(draft_of(errand).model_copy(update={"type_id": now.type_id}), types, confirmed)
    if isinstance(wish, Objection):
        return await _not(services, errand, {"key": wish.problem.key, "params": wish.problem.params})
    amounts = await amounts_of(services, absence_id)
    moves = not same(wish, now, amounts)
    if not moves and comment_of(now) == comment_of(wish):
        return await _done(services, errand, wish, now)
    if not may_change(now.status):
        return await _not(services, errand, {"key": "absences.not_changeable"})
    noted = await _noted(services, errand, span(now.settled(amounts), types.get(now.type_id)))
    if noted is None or (moves and not await mark(services, absence_id, "changing", on=True)):
        return MOVED_ON
    return await _patch(services, noted, wish, comment_of(now))


async def _noted(services: Services, errand: Request, before: Span) -> Request | None:
    """Note the days to put back where the press did not see them; None where the errand moved on."""
    if "before" in errand.details:
        return errand
    noted = replace(errand, details={**errand.details, "before": write_span(before)})
    return await services.store.change_request(noted, expected="waiting")


async def _patch(services: Services, errand: Request, wish: Wish, old_comment: str) -> Outcome:
    absence_id = str(errand.details["absence_id"])
    try:
        await services.personio.update_absence(absence_id, new_absence(wish, errand.person_id))
    except BadCredentials:
        raise
    except (Refused, NotAllowed) as error:
        return await _not(services, errand, declined(error))
    return await _verify(services, errand, wish, old_comment)


async def _verify(services: Services, errand: Request, wish: Wish, old_comment: str) -> Outcome:
    absence_id = str(errand.details["absence_id"])
    now, amounts = await services.personio.absence(absence_id), await amounts_of(services, absence_id)
    found = await _judged(services, errand, wish, now, amounts)
    if found is Verdict.MISUNDERSTOOD:
        log.error("changing.misunderstood", errand=str(errand.id), absence_id=absence_id, hint="PERSONIO_END_WRITE")
        put_back = await _put_back(services, errand, wish, old_comment, now.settled(amounts))
        key = "absences.put_back" if put_back else "absences.not_put_back"
        return await _not(services, errand, {"key": key})
    if found is Verdict.UNSURE:
        log.warning("changing.not_verified", errand=str(errand.id), absence_id=absence_id)
    return await _done(services, errand, wish, now)


async def _put_back(services: Services, errand: Request, wish: Wish, old_comment: str, now: AbsencePeriod) -> bool:
    """Give an absence its old days again; True where they surely are back.

    Who understood the new end a day off understands the old end so, too: it is sent a day off the other way.
    """
    absence_id, before = str(errand.details["absence_id"]), read_span(errand.details["before"])
    if before is None:
        return False
    old = replace(wish, span=before, comment=old_comment or None)
    off = wish.last_day - now.last_day if now.last_day and wish.unit == "day" else timedelta()
    sent = before
    if abs(off) == _ONE_DAY and before.last_day:
        sent = replace(before, last_day=before.last_day + off)
    try:
        await services.personio.update_absence(absence_id, new_absence(replace(old, span=sent), errand.person_id))
    except (Refused, NotAllowed, NotFound, ValueError) as error:
        log.error("changing.not_put_back", errand=str(errand.id), error=type(error).__name__)
        return False
    again, amounts = await services.personio.absence(absence_id), await amounts_of(services, absence_id)
    return await _judged(services, errand, old, again, amounts) is not Verdict.MISUNDERSTOOD


async def _judged(
    services: Services, errand: Request, wish: Wish, now: AbsencePeriod, amounts: list[DayAmount]
) -> Verdict:
    person = (await services.directory.people()).by_id.get(errand.person_id)
    return verdict(wish, now, amounts, working_time(person, services.adjustments) if person else None)


async def _done(services: Services, errand: Request, wish: Wish, now: AbsencePeriod) -> Outcome:
    comment_kept = comment_of(now) != comment_of(wish)
    return await finish(
        services, errand, "done", status=now.status, when=write_span(wish.span), comment_kept=comment_kept
    )


async def _not(services: Services, errand: Request, problem: dict[str, object]) -> Outcome:
    if not await mark(services, str(errand.details["absence_id"]), "changing", on=False):
        return MOVED_ON
    return await finish(services, errand, "declined", problem=problem)
