"""Changing an absence: the form, the review and the press that saves, and the job that changes it in Personio.

The owner changes what they saw; what has changed since is shown and asked once more. Type and substitute stay as
Personio has them. The job sends the whole result, so sending it twice is harmless, and reads back what Personio made of
it: days that are provably our own writing, misread by Personio, are put back; any others are left, and the person is
told what is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog

from bot.core.absence_request import InvalidDraft, RequestedAbsence, new_absence, period, validate_draft
from bot.core.as_in_personio import card_status
from bot.core.events import Pressed, Reply, Show
from bot.core.jobs import Done, Job, Outcome
from bot.core.ownership import Try, as_shown, may_put_back, tries_of, with_tries
from bot.core.people import span, working_time
from bot.core.records import AbsenceRequest
from bot.core.request_status import draft_of, read_span, typed, write_span
from bot.core.verification import Verdict, comment_of, compare, same
from bot.core.working_time import Span
from bot.features.absences.listing import seen_card, substitute_name
from bot.features.absences.lookup import OwnAbsence, amounts_in_time, judge_change, offers_halves, own_absence
from bot.features.absences.operation import (
    CHANGE,
    MOVED_ON,
    NOT_DONE,
    asked_again,
    finish_operation,
    known_operation,
    new_operation,
    retry_operation,
    standing_there,
    stored_refusal,
    submit_operation,
    unchanged,
)
from bot.services.context import Refusal, Services, Turn
from bot.services.failures import not_gone_yet
from bot.services.identity import require_person_in_private
from bot.services.requests.allowed_operations import may_change
from bot.services.requests.review import review, type_options
from bot.services.requests.submission import set_owner_change_flag
from bot.services.router import Router
from cards import Card
from cards.actions import ChangeAbsence, Draft, EditChange, ReviewChange, SaveChange
from cards.request import FormView, Problem, ReviewView, SubstituteView, form_card, review_card
from personio_client import (
    AbsencePeriod,
    BadCredentials,
    DayAmount,
    NotAllowed,
    NotFound,
    Person,
    PersonioError,
    Refused,
)

log = structlog.get_logger(__name__)
router = Router()

_NOT_THERE: dict[str, object] = {"key": "absences.not_there"}


@router.job(CHANGE)
async def run_change(services: Services, job: Job) -> Outcome:
    """Change an absence in Personio; done when it says what was asked for, or surely will not."""
    operation = await services.store.request(UUID(job.payload["request_id"]))
    if operation is None or operation.state != "waiting":
        return Done()
    try:
        try:
            now = await services.personio.absence(str(operation.details["absence_id"]))
        except NotFound as error:
            return not_gone_yet(job, error) or await finish_operation(
                services, operation, "declined", problem=_NOT_THERE
            )
        return await _change(services, operation, now, job)
    except PersonioError as error:
        return retry_operation(error, operation)


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
    if moves and not await set_owner_change_flag(services, now.id, "changing", on=True):
        return MOVED_ON
    old = {"before": write_span(at), "old_comment": comment_of(now), "tries": []}
    return await _patch(services, replace(operation, details=old | operation.details), requested_absence, job)


async def _patch(
    services: Services, operation: AbsenceRequest, requested_absence: RequestedAbsence, job: Job
) -> Outcome:
    """Send the change, noted before it goes out and when the answer is there; see what Personio made of it."""
    absence_id, before, this = str(operation.details["absence_id"]), tries_of(operation.details), Try(services.clock())
    sent = await _with_tries(services, operation, (*before, this))
    if sent is None:
        return MOVED_ON
    try:
        await services.personio.update_absence(absence_id, new_absence(requested_absence, operation.person_id))
    except PersonioError as error:
        left = before if error.definite else (*before, replace(this, ended=services.clock()))
        tried = await _with_tries(services, sent, left)
        if isinstance(error, BadCredentials) or not isinstance(error, Refused | NotAllowed | NotFound):
            raise
        if tried is None:
            return MOVED_ON
        if isinstance(error, NotFound):
            return not_gone_yet(job, error) or await _not(services, tried, _NOT_THERE)
        return await _not(services, tried, stored_refusal(error))
    done = await _with_tries(services, sent, (*before, replace(this, ended=services.clock())))
    if done is None:
        return MOVED_ON
    now, amounts = await services.personio.absence(absence_id), await amounts_in_time(services, absence_id)
    return await _verify(services, done, requested_absence, now, amounts)


async def _with_tries(services: Services, operation: AbsenceRequest, tries: Sequence[Try]) -> AbsenceRequest | None:
    noted = replace(operation, details=with_tries(operation.details, tries))
    return await services.store.change_request(noted, expected="waiting")


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
    kept = await services.store.change_request(noted, expected="waiting")
    if kept is None:
        return MOVED_ON
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
    if not await set_owner_change_flag(services, str(operation.details["absence_id"]), "changing", on=False):
        return MOVED_ON
    stands: dict[str, Any] = {"stands": await standing_there(services, now)} if now else {}
    return await finish_operation(services, operation, "declined", problem=problem, also=also, **stands)


_CHANGED = Problem("absences.changed_since")


@router.pressed(ChangeAbsence)
async def pressed_change(turn: Turn, action: ChangeAbsence, _press: Pressed) -> Reply:
    """Open the form with what the absence says now."""
    person = await require_person_in_private(turn)
    seen = await own_absence(turn, person, action.absence_id)
    if not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    return Show(await _form(turn, uuid4(), seen, _draft(seen)))


@router.pressed(ReviewChange)
async def pressed_review_change(turn: Turn, action: ReviewChange, _press: Pressed) -> Reply:
    """*Volgende stap*: judge what was typed, show what would be changed."""
    person = await require_person_in_private(turn)
    if known := await known_operation(turn, action.errand_id):
        return known
    seen = await own_absence(turn, person, action.changes)
    if not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    draft = _kept(seen, action.draft)
    if action.seen and action.seen != draft.seen:
        return Show(await _form(turn, action.errand_id, seen, draft, _CHANGED))
    requested_absence = await judge_change(turn, draft, seen)
    if isinstance(requested_absence, InvalidDraft):
        return Show(await _form(turn, action.errand_id, seen, requested_absence.draft, requested_absence.problem))
    view = await review(turn, requested_absence, draft, person, request_id=action.errand_id, instead_of=seen.when)
    return _review(turn, view, seen)


@router.pressed(EditChange)
async def pressed_edit_change(turn: Turn, action: EditChange, _press: Pressed) -> Reply:
    """*Terug*: the form, with everything as typed."""
    person = await require_person_in_private(turn)
    if known := await known_operation(turn, action.errand_id):
        return known
    seen = await own_absence(turn, person, action.draft.changes)
    if not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    return Show(await _form(turn, action.errand_id, seen, _kept(seen, action.draft)))


@router.pressed(SaveChange)
async def pressed_save(turn: Turn, action: SaveChange, press: Pressed) -> Reply:
    """*Wijziging opslaan*: store the change and its job at once, wait a moment for Personio, say how it stands."""
    person = await require_person_in_private(turn)
    if known := await known_operation(turn, action.errand_id):
        return known
    seen = await _seen(turn, person, action.draft)
    if seen and not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    draft = _kept(seen, action.draft) if seen else action.draft
    if seen and action.draft.seen and action.draft.seen != draft.seen:
        return Show(await _form(turn, action.errand_id, seen, draft, _CHANGED))
    requested_absence = await judge_change(turn, draft, seen)
    if isinstance(requested_absence, InvalidDraft):
        if seen is None:
            raise Refusal(requested_absence.problem.key, **requested_absence.problem.params)  # type: ignore[arg-type]  # of a form: no decimals
        return Show(await _form(turn, action.errand_id, seen, requested_absence.draft, requested_absence.problem))
    if seen and not action.draft.seen:  # a card of an older version
        old = Problem("absences.look_again")
        view = await review(
            turn, requested_absence, draft, person, request_id=action.errand_id, problem=old, instead_of=seen.when
        )
        return _review(turn, view, seen)
    operation = new_operation(
        turn,
        press,
        person,
        errand_id=action.errand_id,
        deed="change",
        absence_id=str(draft.changes),
        when=requested_absence.span,
        type_id=requested_absence.type_id,
        saw=draft.seen,
        draft=draft.model_dump(),
        **({"before": write_span(seen.when)} if seen else {}),
    )
    return await submit_operation(turn, operation)


async def _seen(turn: Turn, person: Person, draft: Draft) -> OwnAbsence | None:
    """Return the absence; None where Personio is silent: then the work will look whether it is as the card showed."""
    try:
        return await own_absence(turn, person, draft.changes)
    except PersonioError:
        return None


def _review(turn: Turn, view: ReviewView, seen: OwnAbsence) -> Reply:
    """Show what would be changed, and how the absence is now."""
    before, standing = period(seen.when), card_status(seen.period.status)
    changed = replace(view, before=before, standing=standing, substitute=SubstituteView("none"))
    return Show(review_card(changed, turn.t))


async def _form(turn: Turn, errand_id: UUID, seen: OwnAbsence, draft: Draft, problem: Problem | None = None) -> Card:
    types, substitute = type_options({seen.kind.id: seen.kind} if seen.kind else {}), await substitute_name(turn, seen)
    halves = await offers_halves(turn, seen)
    return form_card(FormView(errand_id, types, draft, problem, substitute=substitute, half_days=halves), turn.t)


def _draft(seen: OwnAbsence) -> Draft:
    """Return what the form shows of an absence."""
    asked = draft_of(seen.request).substitute if seen.request else None
    return Draft(
        type_id=seen.period.type_id,
        **typed(seen.when),
        comment=seen.period.comment,
        substitute=seen.period.substitute_id or asked,
        changes=seen.period.id,
        seen=as_shown(seen.period),
    )


def _kept(seen: OwnAbsence, typed: Draft) -> Draft:
    """Return what was typed, with type and substitute as they are and as the absence stands now."""
    return typed.model_copy(update=_draft(seen).model_dump(include={"type_id", "substitute", "changes", "seen"}))
