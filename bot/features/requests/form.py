"""The request form: opened empty or prefilled from a sentence; then review, back, cancel, and the press that files.

A sentence fills in the form and never files; what was read from it, and what is not certain, is said at the top.
Who presses is known from the verified activity alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from bot.core import nlu
from bot.core.absence_request import NEVER_OFFERED, InvalidDraft, RequestedAbsence, with_substitute, with_values
from bot.core.choices import doubtful_title
from bot.core.command_phrases import bare, command, in_passing
from bot.core.events import Pressed, Reply, Said, Show
from bot.core.nlu import ParsedSentence
from bot.core.people import category, display_name
from bot.core.request_status import draft_now, substitute_in_doubt
from bot.features.requests.sentences import SaidRequest, read_said, told_not_offered
from bot.features.requests.substitutes import AWAY, with_chosen
from bot.services.context import Refusal, Turn
from bot.services.identity import here_on, require_person, require_person_in_private
from bot.services.requests.receipt import next_id, receipt, require_owner
from bot.services.requests.review import available, comment_in_personio, review, substitute_rule, type_options
from bot.services.requests.submission import existing_card, filing_details, submit
from bot.services.router import Router
from bot.services.type_rules import Offers, judge_draft, read_offers
from cards import Card
from cards.actions import CancelRequest, ChooseSubstitute, Draft, EditRequest, FileRequest, OpenRequest, ReviewRequest
from cards.help import HelpView, help_card
from cards.request import FormView, Problem, cancelled_card, form_card, review_card, stale_card
from personio_client import AbsenceType, Person

router = Router()

_READ = "free_text.check"


@router.said("request")
async def open_form(turn: Turn, event: Said) -> Reply:
    """Open the form, with whatever else was said filled in; in a channel, say where it works."""
    await require_person_in_private(turn)
    offers = await read_offers(turn.services)
    types = offers.types
    said = await _read(turn, event.text, types)
    alone = bare(event.text)
    if said is None and not alone and (in_passing(event.text) or nlu.asks(event.text)):
        return Show(help_card(HelpView(unknown=True, is_channel=False), turn.t))
    if alone and said and not _names_another_type(said, types):
        said = None  # *request absence* asks for the form, and says nothing of what is in it
    tells = said and (said.parsed.first_day or said.parsed.type_id or said.not_offered)
    return Show(await _open(turn, offers, said if tells else None))


@router.heard
async def heard(turn: Turn, event: Said) -> Reply:
    """Open the form where a message that is no command asks for an absence: *next Friday off*.

    Returns None where it asks for none, or reports that somebody is sick.
    """
    offers = await read_offers(turn.services)
    types = offers.types
    said = await _read(turn, event.text, types)
    if said is None or _is_reported_sick(turn, event.text, said.parsed, types):
        return None
    await require_person_in_private(turn)
    return Show(await _open(turn, offers, said))


@router.pressed(OpenRequest)
async def pressed_new(turn: Turn, action: OpenRequest, _press: Pressed) -> Reply:
    """Open the form; pressed on a receipt, the receipt stays and the form is a message of its own."""
    await require_person(turn)
    opened = await _open(turn, await read_offers(turn.services))
    kept = await turn.services.store.requests.find(action.after) if action.after else None
    if kept is None:
        return Show(opened)
    return Show(
        await receipt(turn.services, require_owner(turn, kept), turn.t.language), everywhere=False, also=(opened,)
    )


async def form(
    turn: Turn,
    request_id: UUID,
    draft: Draft,
    problem: Problem | None = None,
    *,
    notes: Sequence[str] = (),
    offers: Offers | None = None,
) -> Card:
    """Return the form with a draft in it; ``offers`` where the turn has read them already. Raises PersonioError."""
    offers = offers or await read_offers(turn.services)
    types, halves = offers.types, offers.half_days(draft.type_id)
    if problem is None and not halves and "half" in (draft.first_half, draft.last_half):
        problem = Problem("form.no_half_days", {"type": types[draft.type_id].name if draft.type_id in types else ""})
    return form_card(FormView(request_id, type_options(types), draft, problem, notes=notes, half_days=halves), turn.t)


def prefilled(parsed: ParsedSentence, types: Mapping[str, AbsenceType]) -> Draft:
    """Return a draft of what was read from somebody's words; what they do not say is empty, and asked for."""
    kind = None if "free_text.which_type" in parsed.unclear else types.get(parsed.type_id or "")
    timed = bool(parsed.first_time or parsed.last_time)
    by_hour = kind.unit == "hour" if kind else timed  # a time that was said stays in sight
    known: dict[str, str | None] = {"type_id": kind.id if kind else None}
    known |= {name: day.isoformat() for name in ("first_day", "last_day") if (day := getattr(parsed, name))}
    known |= {name: f"{clock:%H:%M}" for name in ("first_time", "last_time") if (clock := getattr(parsed, name))}
    if parsed.first_day:
        known |= {name: "half" for name in ("first_half", "last_half") if getattr(parsed, name)}
    return Draft(unit="hour" if by_hour else "day", **known)


def _names_another_type(said: SaidRequest, types: Mapping[str, AbsenceType]) -> bool:
    kind = None if "free_text.which_type" in said.parsed.unclear else types.get(said.parsed.type_id or "")
    return said.not_offered is not None or (kind is not None and category(kind) != "paid_vacation")


async def _read(turn: Turn, text: str, offered: Mapping[str, AbsenceType]) -> SaidRequest | None:
    """Read a request in somebody's own words. Raises Refusal where sickness is named and not reported here."""
    types = await turn.services.directory.types()
    said = read_said(text, today=turn.today, types=types, offered=offered, language=turn.t.language)
    if said and said.not_offered and category(said.not_offered) == "sick_leave":
        await require_person_in_private(turn)
        raise Refusal("sick.not_offered")
    return said


def _is_reported_sick(turn: Turn, text: str, parsed: ParsedSentence, types: Mapping[str, AbsenceType]) -> bool:
    """Tell whether *report sick* is for it: from today on, or one more day."""
    kind = types.get(parsed.type_id or "")
    if kind is not None and category(kind) != "sick_leave":
        return False
    match command(text):
        case "sick":
            return {parsed.first_day, parsed.last_day} <= {None, turn.today}
        case "still_sick":
            return parsed.last_day is None or parsed.first_day == parsed.last_day
    return False


async def _open(turn: Turn, offers: Offers, said: SaidRequest | None = None) -> Card:
    types = offers.types
    last_used = types.get(turn.account.last_type_id or "")
    if last_used and category(last_used) in NEVER_OFFERED:
        last_used = None
    first = last_used or next((kind for kind in types.values() if category(kind) == "paid_vacation"), None)
    today = turn.today.isoformat()
    usual = Draft(
        type_id=first.id if first else None,
        unit="hour" if first and first.unit == "hour" else "day",
        first_day=today,
        last_day=today,
    )
    if said is None:
        return await form(turn, uuid4(), usual, offers=offers)
    problem = told_not_offered(said.not_offered, types.values()) if said.not_offered else None
    notes = (_READ, *said.parsed.unclear)
    return await form(turn, uuid4(), prefilled(said.parsed, types), problem, notes=notes, offers=offers)


@router.pressed(ReviewRequest)
async def pressed_next(turn: Turn, action: ReviewRequest, _press: Pressed) -> Reply:
    """*Next step*: check what was typed, and show the review, or the form again with what is wrong."""
    person = await require_person(turn)
    if filed := await existing_card(turn, action.request_id):
        return filed
    offers = await read_offers(turn.services)
    draft = with_values(action.draft, offers.types)
    requested_absence = await judge_draft(turn, draft, offers.types)
    if isinstance(requested_absence, InvalidDraft):
        return Show(await _returned(turn, action.request_id, requested_absence, offers))
    view = await review(turn, requested_absence, draft, person, request_id=action.request_id, rules=offers.rules)
    return Show(review_card(view, turn.t))


@router.pressed(EditRequest)
async def pressed_back(turn: Turn, action: EditRequest, _press: Pressed) -> Reply:
    """*Back* or *Change*: the form, with everything as typed."""
    person = await require_person(turn)
    if filed := await existing_card(turn, action.request_id):
        return filed
    draft = await with_chosen(turn, person, action.draft, action.substitute or action.draft.substitute)
    return Show(await form(turn, action.request_id, draft))


@router.pressed(ChooseSubstitute)
async def pressed_other_substitute(turn: Turn, action: ChooseSubstitute, _press: Pressed) -> Reply:
    """*Choose another substitute*: open the form with the values of a request that ended, for a new request."""
    await require_person(turn)
    request = await turn.services.store.requests.find(action.request_id)
    if request is None or request.kind != "create":
        return Show(stale_card(turn.t), everywhere=False)
    if filed := await existing_card(turn, next_id(require_owner(turn, request))):
        return filed
    if not substitute_in_doubt(request):
        return Show(await receipt(turn.services, request, turn.t.language), everywhere=False)
    comment = await comment_in_personio(turn.services, request)
    draft = draft_now(request).model_copy(update={"substitute": None, "comment": comment})
    return Show(await form(turn, next_id(request), draft, notes=("form.other_substitute",)))


@router.pressed(CancelRequest)
async def pressed_cancel(turn: Turn, action: CancelRequest, _press: Pressed) -> Reply:
    """*Annuleren*: nothing was asked, unless it was already."""
    return await existing_card(turn, action.request_id) or Show(cancelled_card(turn.t), everywhere=True)


@router.pressed(FileRequest)
async def pressed_file(turn: Turn, action: FileRequest, press: Pressed) -> Reply:
    """*Send request*: store the request and its job at once, wait a moment for Personio, show the receipt."""
    person = await require_person(turn)
    if filed := await existing_card(turn, action.request_id):
        return filed
    offers = await read_offers(turn.services)
    draft = await with_chosen(turn, person, with_values(action.draft, offers.types), action.substitute)
    requested_absence = await judge_draft(turn, draft, offers.types)
    if isinstance(requested_absence, InvalidDraft):
        return Show(await _returned(turn, action.request_id, requested_absence, offers))
    if problem := await _substitute_problem(turn, requested_absence, person, offers):
        again = draft if problem.key == "review.substitute_required" else with_substitute(draft, None)
        view = await review(
            turn,
            requested_absence,
            again,
            person,
            request_id=action.request_id,
            problem=problem,
            rules=offers.rules,
        )
        return Show(review_card(view, turn.t))
    details = filing_details(turn, draft)
    return await submit(turn, press, person, request_id=action.request_id, when=requested_absence.span, details=details)


async def _returned(turn: Turn, request_id: UUID, wrong: InvalidDraft, offers: Offers) -> Card:
    """Return the form with a draft that cannot be asked for, and why."""
    return await form(turn, request_id, wrong.draft, wrong.problem, offers=offers)


async def _substitute_problem(
    turn: Turn, requested_absence: RequestedAbsence, person: Person, offers: Offers
) -> Problem | None:
    """Say what is wrong with the substitute, if anything is."""
    rule = substitute_rule(offers.rules.get(requested_absence.type_id))
    if requested_absence.substitute_id is None:
        return Problem("review.substitute_required") if rule == "required" else None
    if doubtful_title([requested_absence.substitute_id]):
        return Problem("review.substitute_which")
    if requested_absence.substitute_id == person.id:
        return Problem("review.substitute_self")
    marked_away = requested_absence.substitute_id.startswith(AWAY)
    chosen = (await turn.services.directory.people()).by_id.get(requested_absence.substitute_id.removeprefix(AWAY))
    if chosen is None or not here_on(chosen, turn.today):
        return Problem("review.substitute_unknown")
    known = await available(turn.services, requested_absence.span)
    if marked_away or (known and chosen.id in known.away):
        return Problem("review.substitute_away", {"name": display_name(chosen)})
    return None
