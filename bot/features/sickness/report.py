"""*Report sick*: from today on, until further notice, unless the person says otherwise.

A report is stored and filed like a request: once, and compared with Personio afterwards.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

import structlog

from bot.core.absence_request import InvalidDraft, with_values
from bot.core.absence_request import period as shown
from bot.core.as_in_personio import card_status
from bot.core.choices import in_every_language, value_of
from bot.core.events import Pressed, Reply, Said, Show
from bot.core.nlu import read_days
from bot.core.people import category, span
from bot.core.request_status import draft_of
from bot.core.request_status import when as span_of
from bot.core.working_time import Span
from bot.features.sickness.note_reminder import note_job
from bot.features.sickness.status import overlapping
from bot.services.context import Refusal, Turn
from bot.services.deadline import FACT_WAIT, within
from bot.services.identity import require_person_in_private
from bot.services.requests.receipt import receipt
from bot.services.requests.submission import existing_card, filing_details, submit
from bot.services.router import Router
from bot.services.type_rules import has_half_days, judge_draft, offered_types, type_rules
from cards import Card
from cards.actions import Draft, OpenSick, ReportSick
from cards.problem import Problem
from cards.sickness.report import AFTERNOON, LENGTHS, OPEN, ReportedView, SickView, reported_card, sick_card
from personio_client import AbsenceType, BadAnswer, Person, RateLimited, Unavailable

log = structlog.get_logger(__name__)
router = Router()

_ONE_DAY: Final = timedelta(days=1)


@router.said("sick")
async def asked_to_report(turn: Turn, _event: Said) -> Reply:
    """Show what would be reported; in a channel, say where it works."""
    return await _open(turn)


@router.said("still_sick")
async def asked_still_sick(turn: Turn, event: Said) -> Reply:
    """Say since when; where that report ends before the day that is named, offer one for what follows.

    None where nobody is reported sick today: then it is a first report.
    """
    person, today = await require_person_in_private(turn), turn.today
    first, last = read_days(event.text, today) or (today, today)
    last = max(last, today)
    if (known := await _reported(turn, person, Span(last, last))) or last == today:
        return known
    if await _reported(turn, person, Span(today, today)) is None:
        return None
    more = ReportSick(request_id=uuid4(), first_day=max(first, today + _ONE_DAY).isoformat())
    return Show(await _card(turn, await _kinds(turn), more.request_id, answers=more))


@router.pressed(OpenSick)
async def pressed_sick(turn: Turn, _action: OpenSick, _press: Pressed) -> Reply:
    return await _open(turn)


@router.pressed(ReportSick)
async def pressed_report(turn: Turn, action: ReportSick, press: Pressed) -> Reply:
    """Report it. Pressed twice, or from an old card, it is one absence."""
    person = await require_person_in_private(turn)
    if filed := await existing_card(turn, action.request_id):
        return filed
    action = action.model_copy(update={"length": value_of(action.length, in_every_language(LENGTHS))})
    kinds = await _kinds(turn)
    if action.length and action.length not in LENGTHS:
        return Show(await _card(turn, kinds, action.request_id, answers=action, problem=Problem("sick.which_length")))
    chosen = with_values(Draft(type_id=action.type_id), kinds).type_id
    type_id = chosen if chosen in kinds else next(iter(kinds)) if len(kinds) == 1 else None
    draft = Draft(
        type_id=type_id,
        first_day=action.first_day,
        first_half="half" if action.length == AFTERNOON else "whole",
        last_day=None if action.length == OPEN else action.first_day,
        open_end="true" if action.length == OPEN else None,
    )
    requested_absence = await judge_draft(turn, draft, kinds)
    if not isinstance(requested_absence, InvalidDraft) and (
        known := await _reported(turn, person, requested_absence.span)
    ):
        return known
    if isinstance(requested_absence, InvalidDraft):
        return Show(await _card(turn, kinds, action.request_id, answers=action, problem=requested_absence.problem))
    jobs = [note_job(action.request_id)] if turn.services.sick_note_after else []
    when, details = requested_absence.span, filing_details(turn, draft)
    return await submit(turn, press, person, request_id=action.request_id, when=when, details=details, jobs=jobs)


async def _open(turn: Turn) -> Reply:
    person, kinds = await require_person_in_private(turn), await _kinds(turn)
    return await _reported(turn, person, Span(turn.today, turn.today)) or Show(await _card(turn, kinds, uuid4()))


async def _reported(turn: Turn, person: Person, when: Span) -> Reply:
    """Say since when somebody is reported sick where that covers ``when``; None where it does not.

    Where Personio is silent, only what waits here is known; Personio then refuses what overlaps.
    """
    services, types = turn.services, await turn.services.directory.types()
    kept = await services.store.requests.of_owner(turn.account.tenant_id, turn.account.object_id)
    for each in kept:
        at = span_of(each) if each.state == "waiting" else None
        sick = category(types.get(draft_of(each).type_id or "")) == "sick_leave"
        if at and at.overlaps(when) and sick and each.person_id == person.id:
            return Show(await receipt(services, each, turn.t.language), everywhere=False)
    try:
        async with within(FACT_WAIT):
            found = await services.personio.absences(person_id=person.id, last_day=turn.today)
    except (Unavailable, RateLimited, BadAnswer, TimeoutError) as error:
        log.info("sickness.not_known", error=type(error).__name__)
        return None
    period = overlapping(found, types, when, person.id)
    if period is None:
        return None
    view = ReportedView(period.id, shown(span(period, None)), card_status(period.status))
    return Show(reported_card(view, turn.t))


async def _card(
    turn: Turn,
    kinds: dict[str, AbsenceType],
    request_id: UUID,
    *,
    answers: ReportSick | None = None,
    problem: Problem | None = None,
) -> Card:
    chosen = (answers.type_id if answers else None) or next(iter(kinds))
    view = SickView(
        request_id=request_id,
        types=[(kind.id, kind.name or kind.id) for kind in kinds.values()],
        first_day=answers.first_day if answers else turn.today.isoformat(),
        length=(answers.length if answers else None) or OPEN,
        type_id=chosen,
        half_days=await has_half_days(turn.services, chosen),
        certificate=any(rule.certificate for kind, rule in (await type_rules(turn.services)).items() if kind in kinds),
        note_after=turn.services.sick_note_after or None,
        problem=problem,
    )
    return sick_card(view, turn.t)


async def _kinds(turn: Turn) -> dict[str, AbsenceType]:
    """Return the company's kinds of sickness. Raises Refused where none in days can be reported here."""
    kinds = (await turn.services.directory.types()).values()
    sick = [kind for kind in kinds if category(kind) == "sick_leave" and kind.unit == "day"]
    if not sick:
        raise Refusal("sick.no_type")
    offered = await offered_types(turn.services)
    if shown := {kind.id: kind for kind in sick if kind.id in offered}:
        return shown
    raise Refusal("sick.not_offered")
