"""Which teams have the app: Teams tells when it comes and goes, and every word from a channel proves it.

Rule: ids and a name, nothing of its people. Updates of a team that loses the app, or of a channel that is
deleted, rest, and the admin is told once; they go on when it is back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import structlog

from bot.events import Changed, Conversation, Event, Ignored, Installed, Removed
from bot.postings import TELL_ADMIN
from bot.services import NewJob, Services, Team
from bot.subscriptions import Subscription
from bot.updates import save

log = structlog.get_logger(__name__)

REMOVED = "bot_removed"
CHANNEL_GONE = "channel_gone"


async def note(services: Services, event: Event) -> None:
    """Remember or forget the team that an event comes from; nothing for a personal chat."""
    if isinstance(event, Ignored):
        return
    where = event.origin.conversation
    if where.scope != "team" or where.team_id is None:
        return
    what = event.what if isinstance(event, Changed) else None
    if isinstance(event, Removed):
        await services.store.forget_team(where.tenant_id, where.team_id)
        await _rest(services, where, REMOVED)
        return
    if what == "channel_deleted":
        await _rest(services, where, CHANNEL_GONE, where.channel_id)
        return
    if what == "channel_restored":
        await _go_on(services, where, CHANNEL_GONE, where.channel_id)
    known = {team.id: team for team in await services.store.teams(where.tenant_id)}.get(where.team_id)
    name = event.name if isinstance(event, Changed) and event.name else known.name if known else None
    team = Team(where.tenant_id, where.team_id, where.service_url, name)
    if team != known:
        await services.store.save_team(team)
    if known is None or what == "team_restored" or isinstance(event, Installed):
        await _go_on(services, where, REMOVED)


async def _rest(services: Services, where: Conversation, reason: str, channel_id: str | None = None) -> None:
    async for each in _updates(services, where):
        if channel_id in (None, each.channel_id) and await services.subscriptions.pause(each.id, reason):
            log.warning("digest.paused", subscription=each.id, reason=reason)
            await tell_admin(services, each, reason)


async def _go_on(services: Services, where: Conversation, reason: str, channel_id: str | None = None) -> None:
    async for each in _updates(services, where):
        if each.paused == reason and channel_id in (None, each.channel_id):
            await save(services.subscriptions, replace(each, paused=None), each, now=services.clock())
            log.info("digest.resumed", subscription=each.id)


async def tell_admin(services: Services, subscription: Subscription, reason: str) -> None:
    """Have the admin who set an update up told that it rests now, once for each time it begins to rest."""
    payload = {"subscription": subscription.id, "reason": reason}
    key = f"tell_admin:{subscription.id}:{services.clock().isoformat()}"
    await services.store.enqueue(NewJob(TELL_ADMIN, key, payload))
    services.outbox.wake()


async def _updates(services: Services, where: Conversation) -> AsyncIterator[Subscription]:
    for each in await services.subscriptions.subscriptions():
        if (each.tenant_id, each.team_id) == (where.tenant_id, where.team_id):
            yield each
