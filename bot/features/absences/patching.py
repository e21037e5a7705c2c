"""Changing an absence with Personio, durably: from a confirmed wish to the days that were asked for.

Rule: changed is what its owner saw; what has changed since is told and asked again. What is sent is the whole result,
so sending it twice is harmless. What Personio makes of it is read back: days that are provably our own writing, misread
by Personio, are put back as they were; any others are left, and the person is told what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import structlog

from bot.calendar import Span
from bot.failures import not_gone_yet
from bot.features.absences.errand import CHANGE, MOVED_ON, asked_again, finish, standing_there, unchanged
from bot.features.absences.problems import NOT_DONE, declined, put_off
from bot.features.absences.reading import amounts_of
from bot.outbox import Done, Job, Outcome
from bot.people import span, working_time
from bot.requests.by_owner import mark
from bot.requests.life import draft_of, read_span, write_span
from bot.requests.ownership import Try, may_put_back, tries_of, with_tries
from bot.requests.possible import may_change
from bot.requests.verdict import Verdict, comment_of, same, understood
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

_NOT_THERE: dict[str, object] = {"key": "absences.not_there"}


@router.job(CHANGE)
async def change(services: Services, job: Job) -> Outcome:
    """Change an absence in Personio; done when it says what was asked for, or surely will not."""
    errand = await services.store.request(UUID(job.payload["request_id"]))
    if errand is None or errand.state != "waiting":
        return Done()
    try:
        try:
            now = await services.personio.absence(str(errand.details["absence_id"]))
        except NotFound as error:
            return not_gone_yet(job, error) or await finish(services, errand, "declined", problem=_NOT_THERE)
        return await _change(services, errand, now, job)
    except PersonioError as error:
        return put_off(error, errand)


async def _change(services: Services, errand: Request, now: AbsencePeriod, job: Job) -> Outcome:
    if now.person_id != errand.person_id:
        log.warning("absences.not_the_owner", errand=str(errand.id))
        return await finish(services, errand, "declined", problem=_NOT_THERE)
    types = await services.directory.types()
    confirmed = (errand.created_at or services.clock()).date()
    wish = judge(draft_of(errand).model_copy(update={"type_id": now.type_id}), types, confirmed)
    if isinstance(wish, Objection):
        return await _not(services, errand, {"key": wish.problem.key, "params": wish.problem.params})
    amounts = await amounts_of(services, now.id)
    moves = not same(wish, now, amounts)
    if not moves and comment_of(now) == comment_of(wish):
        return await _done(services, errand, wish, now)
    at, tries = span(now.settled(amounts), types.get(now.type_id)), tries_of({"tries": []} | errand.details)
    if not unchanged(errand, now, at):
        if tries:  # it may be what we have sent
            return await _verify(services, errand, wish, now, amounts)
        return await _not(services, errand, asked_again(errand), now)
    return await _apply(services, errand, wish, now, at, moves=moves, job=job)


async def _apply(
    services: Services, errand: Request, wish: Wish, now: AbsencePeriod, at: Span, *, moves: bool, job: Job
) -> Outcome:
    """Change an absence that still is as its owner saw it, noting before what to put back."""
    if errand.details.get("putting_back"):
        return await _back(services, errand)
    if not may_change(now.status):
        return await _not(services, errand, {"key": "absences.not_changeable"})
    if moves and not await mark(services, now.id, "changing", on=True):
        return MOVED_ON
    old = {"before": write_span(at), "old_comment": comment_of(now), "tries": []}
    return await _patch(services, replace(errand, details=old | errand.details), wish, job)


async def _patch(services: Services, errand: Request, wish: Wish, job: Job) -> Outcome:
    """Send the change, noted before it goes out and when the answer is there; see what Personio made of it."""
    absence_id, before, this = str(errand.details["absence_id"]), tries_of(errand.details), Try(services.clock())
    sent = await _with_tries(services, errand, (*before, this))
    if sent is None:
        return MOVED_ON
    try:
        await services.personio.update_absence(absence_id, new_absence(wish, errand.person_id))
    except PersonioError as error:
        left = before if error.definite else (*before, replace(this, ended=services.clock()))
        tried = await _with_tries(services, sent, left)
        if isinstance(error, BadCredentials) or not isinstance(error, Refused | NotAllowed | NotFound):
            raise
        if tried is None:
            return MOVED_ON
        if isinstance(error, NotFound):
            return not_gone_yet(job, error) or await _not(services, tried, _NOT_THERE)
        return await _not(services, tried, declined(error))
    done = await _with_tries(services, sent, (*before, replace(this, ended=services.clock())))
    if done is None:
        return MOVED_ON
    now, amounts = await services.personio.absence(absence_id), await amounts_of(services, absence_id)
    return await _verify(services, done, wish, now, amounts)


async def _with_tries(services: Services, errand: Request, tries: Sequence[Try]) -> Request | None:
    noted = replace(errand, details=with_tries(errand.details, tries))
    return await services.store.change_request(noted, expected="waiting")


async def _verify(
    services: Services, errand: Request, wish: Wish, now: AbsencePeriod, amounts: list[DayAmount]
) -> Outcome:
    """Finish by what stands after the change was sent; put back what Personio surely misread."""
    verdict = await _judged(services, errand, wish, now, amounts)
    told = {"errand": str(errand.id), "absence_id": now.id}
    if verdict is not Verdict.MISUNDERSTOOD:
        if verdict is Verdict.UNSURE:
            log.warning("changing.not_verified", **told)
        return await _done(services, errand, wish, now)
    settled, old = now.settled(amounts), _old(errand, wish)
    if old and errand.details.get("putting_back") and same(old, settled):
        return await _back(services, errand)
    if old and may_put_back(
        wish,
        settled,
        tries_of(errand.details),
        comments=(comment_of(wish), str(errand.details.get("old_comment", ""))),
        end_write=services.personio.end_write,
        deadline=timedelta(seconds=services.personio.deadline),
    ):
        log.error("changing.misunderstood", **told, hint="PERSONIO_END_WRITE")
        return await _put_back(services, errand, old, wish.last_day, settled)
    log.warning("changing.differs", **told)
    at = span(settled, (await services.directory.types()).get(now.type_id))
    undone = unchanged(errand, now, at)
    return await _not(services, errand, NOT_DONE if undone else {"key": "absences.otherwise"}, settled)


def _old(errand: Request, wish: Wish) -> Wish | None:
    """Return what the absence was before, as it would be wished for; None where it is not known. Pure."""
    before = read_span(errand.details.get("before") or {})
    return replace(wish, span=before, comment=errand.details.get("old_comment") or None) if before else None


async def _put_back(services: Services, errand: Request, old: Wish, wished: date, now: AbsencePeriod) -> Outcome:
    """Give an absence its old days again.

    Who understood the new end a day off understands the old end so, too: it is sent a day off the other way.
    """
    noted = replace(errand, details={**errand.details, "putting_back": True})
    kept = await services.store.change_request(noted, expected="waiting")
    if kept is None:
        return MOVED_ON
    off = wished - now.last_day if now.last_day else timedelta()
    sent = replace(old, span=replace(old.span, last_day=old.last_day + off))
    try:
        await services.personio.update_absence(now.id, new_absence(sent, errand.person_id))
    except BadCredentials:
        raise
    except (Refused, NotAllowed, NotFound, ValueError) as error:
        log.error("changing.not_put_back", errand=str(errand.id), error=type(error).__name__)
        return await _not(services, kept, {"key": "absences.not_put_back"}, now)
    again, amounts = await services.personio.absence(now.id), await amounts_of(services, now.id)
    if await _judged(services, kept, old, again, amounts) is not Verdict.MISUNDERSTOOD:
        return await _back(services, kept)
    return await _not(services, kept, {"key": "absences.otherwise"}, again.settled(amounts))


async def _back(services: Services, errand: Request) -> Outcome:
    """Finish with the old days put back."""
    return await _not(services, errand, {"key": "absences.put_back"}, also="absence.put_back")


async def _judged(
    services: Services, errand: Request, wish: Wish, now: AbsencePeriod, amounts: list[DayAmount]
) -> Verdict:
    person = (await services.directory.people()).by_id.get(errand.person_id)
    return understood(wish, now, amounts, working_time(person, services.adjustments) if person else None)


async def _done(services: Services, errand: Request, wish: Wish, now: AbsencePeriod) -> Outcome:
    comment_kept = comment_of(now) != comment_of(wish)
    return await finish(
        services, errand, "done", status=now.status, when=write_span(wish.span), comment_kept=comment_kept
    )


async def _not(
    services: Services,
    errand: Request,
    problem: dict[str, object],
    now: AbsencePeriod | None = None,
    *,
    also: str | None = None,
) -> Outcome:
    """Finish without the change; ``now``: what stands, for its owner to look at."""
    if not await mark(services, str(errand.details["absence_id"]), "changing", on=False):
        return MOVED_ON
    stands: dict[str, Any] = {"stands": await standing_there(services, now)} if now else {}
    return await finish(services, errand, "declined", problem=problem, also=also, **stands)
