"""The living card: what was asked, as it stands, in its message and in the answer to a card that asks.

Showing it again gives the same result; only the request's owner is answered.
"""

from __future__ import annotations

from uuid import UUID

from bot.core.events import Pressed, Reply, Show
from bot.core.jobs import SHOW, SHOW_OPERATION, Done, Job, Outcome
from bot.core.records import AbsenceRequest
from bot.features.requests import sync
from bot.services.context import Services, Turn
from bot.services.fence import keep_lease
from bot.services.requests.receipt import require_owner
from bot.services.requests.submission import card_of
from bot.services.router import Router
from cards.actions import RefreshRequest
from cards.request import stale_card

router = Router()


@router.job(SHOW_OPERATION)
@router.job(SHOW)
async def show_card(services: Services, job: Job) -> Outcome:
    """Put the present state of what was asked into its card. Repeating it is harmless.

    Two of these may overtake each other on their way to Teams: the later finds that the request changed meanwhile,
    and shows it again.
    """
    request_id, shown = UUID(job.payload["request_id"]), None
    while (request := await _told_by_card(services, request_id)) and _face(request) != shown:
        shown = _face(request)
        await _put(services, request, job)
        if not request.card_id:
            break
    return Done()


def _face(request: AbsenceRequest) -> tuple[object, ...]:
    """Return what of a request a card shows and a look at Personio may change."""
    return (request.id, request.state, request.status, request.details.get("period"))


async def _put(services: Services, request: AbsenceRequest, job: Job) -> None:
    if not request.card_id and request.kind != "create":
        return
    card = await card_of(services, request, request.language)
    if request.card_id:
        await services.messenger.update(request.conversation, request.card_id, card)
    else:
        await services.messenger.send(request.conversation, card, before=lambda: keep_lease(services, job))


async def _told_by_card(services: Services, request_id: UUID) -> AbsenceRequest | None:
    """Return what a card tells of: what was asked with it, or the request whose receipt it is.

    The receipt says all there is to say of a change or a withdrawal that is done, because it follows Personio. It knows
    of no refusal, and of nothing that still waits.
    """
    requests = services.store.requests
    asked = await requests.find(request_id)
    if asked is None or asked.kind == "create" or asked.state in ("waiting", "declined"):
        return asked
    if ours := asked.details.get("request_id"):
        made_here = await requests.find(UUID(ours))
    else:
        made_here = await requests.of_absence(asked.details["absence_id"])
    return made_here if made_here and made_here.card_id and made_here.card_id == asked.card_id else asked


@router.pressed(RefreshRequest)
async def pressed_refresh(turn: Turn, action: RefreshRequest, _press: Pressed) -> Reply:
    """Answer a card that asks how its request stands."""
    request = await turn.services.store.requests.find(action.request_id)
    if request is None:
        return Show(stale_card(turn.t), everywhere=False)
    request = await sync.refresh_request(turn.services, require_owner(turn, request))
    return Show(await card_of(turn.services, request, turn.t.language), everywhere=False)
