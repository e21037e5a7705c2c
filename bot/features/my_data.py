"""*What do colleagues see about me?*: what others can see of the asker, what is kept, how to change or delete it.

It answers about the asker alone, from the same facts and rules as the daily update.
"""

from __future__ import annotations

from typing import Final

from bot.core.digest import COMPANY
from bot.core.events import Pressed, Reply, Said, Show
from bot.core.privacy import concerns
from bot.core.subscriptions import Subscription
from bot.services.context import Turn
from bot.services.digests import day_index
from bot.services.identity import require_person_in_private
from bot.services.router import Router
from cards.actions import ChooseCelebrations, DeleteMyData, ShowPrivacy
from cards.profile.my_data import PrivacyView, delete_card, deleted_card, privacy_card

router = Router()

_AS_COLLEAGUES_SEE: Final = Subscription(id="", tenant_id="", team_id="", channel_id="", show_absence_type=False)
_MOST_REQUESTS: Final = 1_000


@router.said("privacy")
async def asked_about_privacy(turn: Turn, _event: Said) -> Reply:
    return await _answer(turn)


@router.pressed(ShowPrivacy)
async def pressed_privacy(turn: Turn, _action: ShowPrivacy, _press: Pressed) -> Reply:
    return await _answer(turn)


@router.pressed(ChooseCelebrations)
async def chose_celebrations(turn: Turn, action: ChooseCelebrations, _press: Pressed) -> Reply:
    """Have birthday and anniversary posted, or not any more."""
    person = await require_person_in_private(turn)
    if action.posted in ("true", "false"):
        await turn.services.store.opt_outs.record(turn.account.tenant_id, person.id, out=action.posted == "false")
    return await _answer(turn)


@router.pressed(DeleteMyData)
async def pressed_delete(turn: Turn, action: DeleteMyData, _press: Pressed) -> Reply:
    """Ask for confirmation, then delete what is stored about the sender, except the choice not to be celebrated."""
    person = await require_person_in_private(turn)
    store, account = turn.services.store, turn.account
    if action.sure != "yes":
        known = await store.requests.of_owner(account.tenant_id, account.object_id, limit=_MOST_REQUESTS)
        waiting = sum(each.state == "waiting" for each in known)
        return Show(delete_card(waiting, turn.t))
    # The choice not to be celebrated stays: deleting it would publish what it hides.
    done = await store.forget(account.object_id, person.id, actor=account.object_id, keep_opt_out=True)
    turn.services.members.forget(done.ids)
    return Show(deleted_card(turn.t, under_way=bool(done.under_way)), everywhere=True)


async def _answer(turn: Turn) -> Reply:
    person, store, account = await require_person_in_private(turn), turn.services.store, turn.account
    index = await day_index(turn.services, turn.today)
    lines = index.lines("absences", [COMPANY], _AS_COLLEAGUES_SEE)
    updates = [
        each for each in await store.subscriptions.all() if each.tenant_id == account.tenant_id and not each.paused
    ]
    mine = [each for each in updates if concerns(each, person)]
    kept = await store.requests.of_owner(account.tenant_id, account.object_id, limit=_MOST_REQUESTS)
    view = PrivacyView(
        day=turn.today,
        today=tuple(each for each in lines if each.person_id == person.id),
        channels=len(mine),
        naming_type=sum(each.show_absence_type and "absences" in each.topics for each in mine),
        celebrated=person.id not in await store.opt_outs.of_tenant(account.tenant_id),
        requests=len(kept),
    )
    return Show(privacy_card(view, turn.t))
