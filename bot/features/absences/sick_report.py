"""*Withdraw my sick report*: leads to the sickness that somebody is reported with, and to what can be done to it."""

from __future__ import annotations

from bot.core.events import Reply, Said, Show
from bot.core.people import AWAY, OPEN, category
from bot.core.request_status import draft_of
from bot.features.absences.listing import own_periods, request_card, seen_card
from bot.features.absences.lookup import is_mine, own_absence
from bot.services.context import Refusal, Turn
from bot.services.identity import require_person_in_private
from bot.services.router import Router
from personio_client import AbsencePeriod, Unavailable

router = Router()


@router.said("sick_undo")
async def asked_to_take_it_back(turn: Turn, _event: Said) -> Reply:
    """Show the report that stands, with *Withdraw* where that is possible. Raises Refused where there is none."""
    person = await require_person_in_private(turn)
    types = await turn.services.directory.types()
    periods = await own_periods(turn, person)

    def stands(each: AbsencePeriod) -> bool:
        is_over = each.last_day is not None and each.last_day < turn.today
        return each.status in AWAY | OPEN and not is_over and category(types.get(each.type_id)) == "sick_leave"

    if ill := min(filter(stands, periods or ()), key=lambda each: each.first_day, default=None):
        return Show(await seen_card(turn, person, await own_absence(turn, person, ill.id)))
    for request in await turn.services.store.requests.of_owner(turn.account.tenant_id, turn.account.object_id):
        is_sickness = category(types.get(draft_of(request).type_id or "")) == "sick_leave"
        is_waiting = request.state == "waiting"
        if is_sickness and is_waiting and is_mine(turn, person, request):
            return Show(await request_card(turn, person, request))
    if periods is None:
        raise Unavailable("no answer in time")
    raise Refusal("sick.not_reported")
