"""*Preview*: what a channel would be told, on any day.

Posts nothing and stores nothing.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from bot.core import schedule
from bot.core.events import Pressed, Reply, Show
from bot.core.subscriptions import Subscription
from bot.features.setup import options
from bot.features.setup.access import for_admins
from bot.features.setup.editor import editor, judge, outsiders, require_own_subscription, state, warned
from bot.services.context import Refusal, Turn
from bot.services.digests import update_of
from bot.services.router import Router
from cards import Card
from cards.actions import PreviewDigest, SetupDraft
from cards.problem import Problem
from cards.setup import PreviewView, preview_card

router = Router()


@router.pressed(PreviewDigest)
@for_admins
async def previewed(turn: Turn, action: PreviewDigest, _press: Pressed) -> Reply:
    """Show the update of a day, of an existing subscription or of the row in the editor, without posting it."""
    if action.subscription_id:
        found = await require_own_subscription(turn, action.subscription_id)
        if found is None:
            raise Refusal("setup.gone")
        return Show(await preview_of(turn, found, _day(action.day)))
    at = await state(turn, action.draft)
    verdict = judge(at.draft.row, at.known, at.old)
    if isinstance(verdict, Problem):
        return Show(editor(turn, at, verdict))
    place = at.known.places[verdict.channel_id].option.title
    outside = verdict.channel_id in at.outside
    draft = warned(at.draft, at.outside)
    return Show(await _card(turn, verdict, _day(action.day), place, draft=draft, outside=outside))


async def preview_of(turn: Turn, subscription: Subscription, day: date | None) -> Card:
    """Show what an existing update would say on a day, today where None. Raises PersonioError."""
    option = (await options.channel_names(turn, [subscription])).get(subscription.channel_id)
    team = next((each for each in await options.teams(turn) if each.id == subscription.team_id), None)
    outside = await options.outside(turn, [options.Place(option, team)]) if option and team else frozenset()
    name = option.title if option else subscription.channel_id
    return await _card(turn, subscription, day, name, outside=bool(outside))


async def _card(
    turn: Turn,
    subscription: Subscription,
    day: date | None,
    place: str,
    *,
    draft: SetupDraft | None = None,
    outside: bool = False,
) -> Card:
    day = day or schedule.local_day(subscription, turn.services.clock())
    update = await update_of(turn.services, subscription, day)
    view = PreviewView(
        day=day,
        place=place,
        digest=update.view if update.reason is None else None,
        reason=update.reason,
        subscription_id=None if draft else subscription.id,
        draft=draft,
        warnings=[outsiders(place)] if outside else (),
    )
    return preview_card(view, turn.t)


def _day(typed: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(typed) if typed else None
    return None
