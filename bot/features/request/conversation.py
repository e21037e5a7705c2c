"""The conversation once the form is open: review, go back, cancel, and the press that files.

Rule: each press gathers, decides (pure) and acts once; whoever presses is known from the verified activity alone.
"""

from __future__ import annotations

from bot.events import Pressed, Reply, Show
from bot.features.request.opening import form
from bot.features.request.substitutes import AWAY, SEVERAL, with_chosen
from bot.identity import here_on, who
from bot.people import display_name
from bot.requests.confirming import already, confirm
from bot.requests.gathering import available, comment_in_personio, review, substitute_rule
from bot.requests.life import draft_now, substitute_in_doubt
from bot.requests.receipt import mine, next_id, receipt
from bot.requests.wish import Objection, Wish, judge, with_substitute, with_type
from bot.router import Router
from bot.services import Turn
from cards.actions import CancelRequest, ChooseSubstitute, EditRequest, FileRequest, ReviewRequest
from cards.request import Problem, cancelled_card, review_card, stale_card
from personio_client import Person

router = Router()


@router.pressed(ReviewRequest)
async def pressed_next(turn: Turn, action: ReviewRequest, _press: Pressed) -> Reply:
    """*Volgende stap*: judge what was typed, show what would be asked."""
    person = await who(turn)
    if filed := await already(turn, action.request_id):
        return filed
    types = await turn.services.directory.types()
    draft = with_type(action.draft, types)
    wish = judge(draft, types, turn.today)
    if isinstance(wish, Objection):
        return Show(await form(turn, action.request_id, wish.draft, wish.problem))
    view = await review(turn, wish, draft, person, request_id=action.request_id)
    return Show(review_card(view, turn.t))


@router.pressed(EditRequest)
async def pressed_back(turn: Turn, action: EditRequest, _press: Pressed) -> Reply:
    """*Terug* or *Aanpassen*: the form, with everything as typed."""
    person = await who(turn)
    if filed := await already(turn, action.request_id):
        return filed
    draft = await with_chosen(turn, person, action.draft, action.substitute or action.draft.substitute)
    return Show(await form(turn, action.request_id, draft))


@router.pressed(ChooseSubstitute)
async def pressed_other_substitute(turn: Turn, action: ChooseSubstitute, _press: Pressed) -> Reply:
    """*Andere vervanger kiezen*: the form with what was asked, for a request of its own; the one before is over."""
    await who(turn)
    request = await turn.services.store.request(action.request_id)
    if request is None or "deed" in request.details:
        return Show(stale_card(turn.t), everywhere=False)
    if filed := await already(turn, next_id(mine(turn, request))):
        return filed
    if not substitute_in_doubt(request):
        return Show(await receipt(turn.services, request, turn.t.language), everywhere=False)
    comment = await comment_in_personio(turn.services, request)
    draft = draft_now(request).model_copy(update={"substitute": None, "comment": comment})
    return Show(await form(turn, next_id(request), draft, notes=("form.other_substitute",)))


@router.pressed(CancelRequest)
async def pressed_cancel(turn: Turn, action: CancelRequest, _press: Pressed) -> Reply:
    """*Annuleren*: nothing was asked, unless it was already."""
    return await already(turn, action.request_id) or Show(cancelled_card(turn.t), everywhere=True)


@router.pressed(FileRequest)
async def pressed_file(turn: Turn, action: FileRequest, press: Pressed) -> Reply:
    """*Aanvragen*: store the request and its job at once, wait a moment for Personio, show the receipt."""
    person = await who(turn)
    if filed := await already(turn, action.request_id):
        return filed
    types = await turn.services.directory.types()
    draft = await with_chosen(turn, person, with_type(action.draft, types), action.substitute)
    wish = judge(draft, types, turn.today)
    if isinstance(wish, Objection):
        return Show(await form(turn, action.request_id, wish.draft, wish.problem))
    if problem := await _substitute_problem(turn, wish, person):
        again = draft if problem.key == "review.substitute_required" else with_substitute(draft, None)
        view = await review(turn, wish, again, person, request_id=action.request_id, problem=problem)
        return Show(review_card(view, turn.t))
    return await confirm(turn, press, person, request_id=action.request_id, draft=draft, wish=wish)


async def _substitute_problem(turn: Turn, wish: Wish, person: Person) -> Problem | None:
    """Say what is wrong with the substitute, if anything is."""
    rule = substitute_rule(await turn.services.store.substitute_rules(), wish.type_id)
    if wish.substitute_id is None:
        return Problem("review.substitute_required") if rule == "required" else None
    if wish.substitute_id == SEVERAL:
        return Problem("review.substitute_which")
    if wish.substitute_id == person.id:
        return Problem("review.substitute_self")
    marked_away = wish.substitute_id.startswith(AWAY)
    chosen = (await turn.services.directory.people()).by_id.get(wish.substitute_id.removeprefix(AWAY))
    if chosen is None or not here_on(chosen, turn.today):
        return Problem("review.substitute_unknown")
    known = await available(turn.services, wish.span)
    if marked_away or (known and chosen.id in known.away):
        return Problem("review.substitute_away", {"name": display_name(chosen)})
    return None
