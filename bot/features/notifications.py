"""*Notifications*: which messages the bot may send somebody by itself.

Answers to one's own presses always come; everything else can be switched off.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.core.events import Pressed, Reply, Said, Show
from bot.core.records import Notification
from bot.services.context import Turn
from bot.services.identity import require_person_in_private
from bot.services.router import Router
from cards.actions import OpenNotifications, SaveNotifications
from cards.profile.notifications import NotificationsView, notifications_card

router = Router()


@router.said("notifications")
async def asked_for_notifications(turn: Turn, _event: Said) -> Reply:
    return await _answer(turn)


@router.pressed(OpenNotifications)
async def pressed_notifications(turn: Turn, _action: OpenNotifications, _press: Pressed) -> Reply:
    return await _answer(turn)


@router.pressed(SaveNotifications)
async def saved_notifications(turn: Turn, action: SaveNotifications, _press: Pressed) -> Reply:
    """Keep the choice. A switch that did not come along stays as it is."""
    person = await require_person_in_private(turn)
    chosen = {name: getattr(action, name) for name in get_args(Notification)}
    muted = tuple(
        name
        for name in get_args(Notification)
        if chosen[name] == "false" or (chosen[name] != "true" and name in turn.account.muted)
    )
    await turn.services.store.accounts.save(replace(turn.account, person_id=person.id, muted=muted))
    return Show(notifications_card(NotificationsView(muted, saved=True), turn.t))


async def _answer(turn: Turn) -> Reply:
    await require_person_in_private(turn)
    return Show(notifications_card(NotificationsView(turn.account.muted), turn.t))
