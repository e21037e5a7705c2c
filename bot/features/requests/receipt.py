"""The living card: a request's present state in its message, and in the answer to a card that asks.

Shown as often as wanted with the same result; only its owner is answered.
"""

from __future__ import annotations

from uuid import UUID

from bot.core.events import Pressed, Reply, Show
from bot.core.jobs import SHOW, Done, Job, Outcome
from bot.core.records import AbsenceRequest
from bot.features.requests import sync
from bot.services.context import Services, Turn
from bot.services.fence import keep_lease
from bot.services.requests.receipt import receipt, require_owner
from bot.services.router import Router
from cards.actions import RefreshRequest
from cards.request import stale_card

router = Router()


@router.job(SHOW)
async def show_receipt(services: Services, job: Job) -> Outcome:
    """Put a request's present state into its card. Repeating it is harmless.

    Two of these may overtake each other on their way to Teams: the later finds that the request changed meanwhile,
    and shows it again.
    """
    request, shown = await services.store.requests.find(UUID(job.payload["request_id"])), None
    while request is not None and _face(request) != shown:
        shown = _face(request)
        await _put(services, request, job)
        request = await services.store.requests.find(request.id) if request.card_id else None
    return Done()


def _face(request: AbsenceRequest) -> tuple[object, ...]:
    """Return what of a request a card shows and a look at Personio may change."""
    return (request.state, request.status, request.details.get("period"))


async def _put(services: Services, request: AbsenceRequest, job: Job) -> None:
    card = await receipt(services, request, request.language)
    if request.card_id:
        await services.messenger.update(request.conversation, request.card_id, card)
    else:
        await services.messenger.send(request.conversation, card, before=lambda: keep_lease(services, job))


@router.pressed(RefreshRequest)
async def pressed_refresh(turn: Turn, action: RefreshRequest, _press: Pressed) -> Reply:
    """Answer a card that asks how its request stands."""
    request = await turn.services.store.requests.find(action.request_id)
    if request is None:
        return Show(stale_card(turn.t), everywhere=False)
    request = await sync.refresh_request(turn.services, require_owner(turn, request))
    return Show(await receipt(turn.services, request, turn.t.language), everywhere=False)
