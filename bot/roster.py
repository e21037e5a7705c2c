"""Which teams have the app: Teams tells when it comes and goes, and every word from a channel proves it.

Rule: ids and a name, nothing of its people. Updates of a team that loses the app rest; they go on when it is back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import structlog

from bot.events import Conversation, Event, Ignored, Installed, Removed
from bot.services import Services, Team
from bot.subscriptions import Subscription
from bot.updates import save

log = structlog.get_logger(__name__)

REMOVED = "bot_removed"


async def note(services: Services, event: Event) -> None:
    """Remember or forget the team that an event comes from; nothing for a personal chat."""
    if isinstance(event, Ignored):
        return
    where = event.origin.conversation
    if where.scope != "team" or where.team_id is None:
        return
    if isinstance(event, Removed):
        await services.store.forget_team(where.tenant_id, where.team_id)
        async for each in _updates(services, where):
            await services.subscriptions.pause(each.id, REMOVED)
        return
    known = {team.id: team for team in await services.store.teams(where.tenant_id)}.get(where.team_id)
    if known is None or known.service_url != where.service_url:
        name = known.name if known else None
        await services.store.save_team(Team(where.tenant_id, where.team_id, where.service_url, name))
    if known is None or isinstance(event, Installed):
        async for each in _updates(services, where):
            if each.paused == REMOVED:
                await save(services.subscriptions, replace(each, paused=None), each, now=services.clock())
                log.info("digest.resumed", subscription=each.id)


async def _updates(services: Services, where: Conversation) -> AsyncIterator[Subscription]:
    for each in await services.subscriptions.subscriptions():
        if (each.tenant_id, each.team_id) == (where.tenant_id, where.team_id):
            yield each
