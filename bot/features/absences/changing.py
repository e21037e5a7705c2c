"""*Wijzigen*: the known form with what the absence says now, the review, and the press that saves.

Rule: type and substitute stay as Personio has them, whatever a card says; only what still waits for a decision is
changed here, as its owner saw it: what has changed since is shown and asked once more.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from bot.events import Pressed, Reply, Show
from bot.features.absences.errand import confirm, known_errand, new_errand
from bot.features.absences.listing import seen_card, substitute_name
from bot.features.absences.reading import Seen, own_absence
from bot.identity import asker
from bot.requests.gathering import review, type_options
from bot.requests.in_personio import standing
from bot.requests.life import draft_of, typed, write_span
from bot.requests.ownership import as_shown
from bot.requests.possible import may_change
from bot.requests.wish import Objection, judge, period
from bot.router import Router
from bot.services import Refused, Turn
from cards import Card
from cards.actions import ChangeAbsence, Draft, EditChange, ReviewChange, SaveChange
from cards.request import FormView, Problem, ReviewView, SubstituteView, form_card, review_card
from personio_client import Person, PersonioError

router = Router()

_CHANGED = Problem("absences.changed_since")


@router.pressed(ChangeAbsence)
async def pressed_change(turn: Turn, action: ChangeAbsence, _press: Pressed) -> Reply:
    """Open the form with what the absence says now."""
    person = await asker(turn)
    seen = await own_absence(turn, person, action.absence_id)
    if not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    return Show(await _form(turn, uuid4(), seen, _draft(seen)))


@router.pressed(ReviewChange)
async def pressed_next(turn: Turn, action: ReviewChange, _press: Pressed) -> Reply:
    """*Volgende stap*: judge what was typed, show what would be changed."""
    person = await asker(turn)
    if known := await known_errand(turn, action.errand_id):
        return known
    seen = await own_absence(turn, person, action.changes)
    if not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    draft = _kept(seen, action.draft)
    if action.seen and action.seen != draft.seen:
        return Show(await _form(turn, action.errand_id, seen, draft, _CHANGED))
    wish = judge(draft, await turn.services.directory.types(), turn.today)
    if isinstance(wish, Objection):
        return Show(await _form(turn, action.errand_id, seen, wish.draft, wish.problem))
    view = await review(turn, wish, draft, person, request_id=action.errand_id, instead_of=seen.when)
    return _review(turn, view, seen)


@router.pressed(EditChange)
async def pressed_back(turn: Turn, action: EditChange, _press: Pressed) -> Reply:
    """*Terug*: the form, with everything as typed."""
    person = await asker(turn)
    if known := await known_errand(turn, action.errand_id):
        return known
    seen = await own_absence(turn, person, action.draft.changes)
    if not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    return Show(await _form(turn, action.errand_id, seen, _kept(seen, action.draft)))


@router.pressed(SaveChange)
async def pressed_save(turn: Turn, action: SaveChange, press: Pressed) -> Reply:
    """*Wijziging opslaan*: store the change and its job at once, wait a moment for Personio, say how it stands."""
    person = await asker(turn)
    if known := await known_errand(turn, action.errand_id):
        return known
    seen = await _seen(turn, person, action.draft)
    if seen and not may_change(seen.period.status):
        return Show(await seen_card(turn, person, seen))
    draft = _kept(seen, action.draft) if seen else action.draft
    if seen and action.draft.seen and action.draft.seen != draft.seen:
        return Show(await _form(turn, action.errand_id, seen, draft, _CHANGED))
    wish = judge(draft, await turn.services.directory.types(), turn.today)
    if isinstance(wish, Objection):
        if seen is None:
            raise Refused(wish.problem.key, **wish.problem.params)  # type: ignore[arg-type]  # of a form: no decimals
        return Show(await _form(turn, action.errand_id, seen, wish.draft, wish.problem))
    if seen and not action.draft.seen:  # a card of an older version
        old = Problem("absences.look_again")
        view = await review(turn, wish, draft, person, request_id=action.errand_id, problem=old, instead_of=seen.when)
        return _review(turn, view, seen)
    errand = new_errand(
        turn,
        press,
        person,
        errand_id=action.errand_id,
        deed="change",
        absence_id=str(draft.changes),
        when=wish.span,
        type_id=wish.type_id,
        saw=draft.seen,
        draft=draft.model_dump(),
        **({"before": write_span(seen.when)} if seen else {}),
    )
    return await confirm(turn, errand)


async def _seen(turn: Turn, person: Person, draft: Draft) -> Seen | None:
    """Return the absence; None where Personio is silent: then the work will look whether it is as the card showed."""
    try:
        return await own_absence(turn, person, draft.changes)
    except PersonioError:
        return None


def _review(turn: Turn, view: ReviewView, seen: Seen) -> Reply:
    """Show what would be changed, and how the absence is now."""
    changed = replace(
        view,
        before=period(seen.when),
        standing=standing(seen.period.status),
        substitute=SubstituteView("none"),
    )
    return Show(review_card(changed, turn.t))


async def _form(turn: Turn, errand_id: UUID, seen: Seen, draft: Draft, problem: Problem | None = None) -> Card:
    kinds = {seen.kind.id: seen.kind} if seen.kind else {}
    view = FormView(errand_id, type_options(kinds), draft, problem, substitute=await substitute_name(turn, seen))
    return form_card(view, turn.t)


def _draft(seen: Seen) -> Draft:
    """Return what the form shows of an absence. Pure."""
    asked = draft_of(seen.request).substitute if seen.request else None
    return Draft(
        type_id=seen.period.type_id,
        **typed(seen.when),
        comment=seen.period.comment,
        substitute=seen.period.substitute_id or asked,
        changes=seen.period.id,
        seen=as_shown(seen.period),
    )


def _kept(seen: Seen, typed: Draft) -> Draft:
    """Return what was typed, with type and substitute as they are and as the absence stands now. Pure."""
    return typed.model_copy(update=_draft(seen).model_dump(include={"type_id", "substitute", "changes", "seen"}))
