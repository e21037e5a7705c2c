"""Changing an absence: the form, the review, and the press that saves.

A change is to the absence as its owner saw it; where it has changed since, that is shown, and asked again. Type and
substitute stay as Personio has them.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from bot.core.absence_request import InvalidDraft, period
from bot.core.as_in_personio import card_status
from bot.core.events import Pressed, Reply, Show
from bot.core.ownership import as_shown
from bot.core.request_status import draft_of, typed, write_span
from bot.features.absences.listing import seen_card, substitute_name
from bot.features.absences.lookup import OwnAbsence, judge_change, offers_halves, own_absence
from bot.features.absences.operation import operation_details
from bot.services.context import Refusal, Turn
from bot.services.identity import require_person_in_private
from bot.services.requests.allowed_operations import may_change
from bot.services.requests.review import review, type_options
from bot.services.requests.submission import existing_card, submit
from bot.services.router import Router
from cards import Card
from cards.actions import ChangeAbsence, Draft, EditChange, ReviewChange, SaveChange
from cards.request import FormView, Problem, ReviewView, SubstituteView, form_card, review_card
from personio_client import Person, PersonioError

router = Router()

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
    """*Next step*: judge what was typed, show what would be changed."""
    person = await require_person_in_private(turn)
    if known := await existing_card(turn, action.errand_id):
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
    """*Back*: the form, with everything as typed."""
    person = await require_person_in_private(turn)
    if known := await existing_card(turn, action.errand_id):
        return known
    seen = await own_absence(turn, person, action.draft.changes)
    if not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    return Show(await _form(turn, action.errand_id, seen, _kept(seen, action.draft)))


@router.pressed(SaveChange)
async def pressed_save(turn: Turn, action: SaveChange, press: Pressed) -> Reply:
    """*Save change*: store the change and its job at once, wait a moment for Personio, and show the outcome."""
    person = await require_person_in_private(turn)
    if known := await existing_card(turn, action.errand_id):
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
    when = requested_absence.span
    details = operation_details(str(draft.changes), requested_absence.type_id, when, draft.seen)
    details |= {"draft": draft.model_dump()} | ({"before": write_span(seen.when)} if seen else {})
    return await submit(turn, press, person, request_id=action.errand_id, kind="change", when=when, details=details)


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
