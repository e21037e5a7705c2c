"""Which teams have the app: Teams tells when it comes and goes, and every word from a channel proves it.

Ids and a name, nothing of its people. Updates of a team or channel that loses the app, or of a channel that is
deleted, rest, and the admin is told once; they go on when it is back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import structlog

from bot.core.events import Changed, Conversation, Event, Ignored, Installed, Removed
from bot.core.messaging import Team
from bot.core.records import NewJob
from bot.core.subscriptions import OUTSIDERS, TELL_ADMIN, Subscription
from bot.services.context import Services
from bot.services.digests import store_subscription

log = structlog.get_logger(__name__)

REMOVED = "bot_removed"
CHANNEL_GONE = "channel_gone"
_RESTING: dict[str | None, str] = {"channel_deleted": CHANNEL_GONE, "bot_left_channel": REMOVED}
_GOING_ON: dict[str | None, str] = {"channel_restored": CHANNEL_GONE, "bot_joined_channel": REMOVED}


async def remember_installation(services: Services, event: Event) -> None:
    """Store the team that an event came from, or forget it where the app was removed.

    Events of other conversations change nothing.
    """
    if isinstance(event, Ignored):
        return
    where = event.origin.conversation
    if where.scope != "team" or where.team_id is None:
        return
    what = event.what if isinstance(event, Changed) else None
    if isinstance(event, Removed):
        teams = await services.store.teams.of_tenant(where.tenant_id)
        await services.store.teams.forget(where.tenant_id, where.team_id)
        named = next((each.name for each in teams if each.id == where.team_id), None)
        await _rest(services, where, REMOVED, team=named)
        return
    if what in _RESTING:
        await _rest(services, where, _RESTING[what], where.channel_id)
        return
    if what in _GOING_ON:
        await _go_on(services, where, _GOING_ON[what], where.channel_id)
    if what == "readers_added":
        await _look_for_outsiders(services, event)
    known = {team.id: team for team in await services.store.teams.of_tenant(where.tenant_id)}.get(where.team_id)
    name = event.name if isinstance(event, Changed) and event.name else known.name if known else None
    team = Team(where.tenant_id, where.team_id, where.service_url, name)
    if team != known:
        await services.store.teams.save(team)
    if known is None or what == "team_restored" or isinstance(event, Installed):
        await _go_on(services, where, REMOVED)


async def _rest(
    services: Services, where: Conversation, reason: str, channel_id: str | None = None, *, team: str | None = None
) -> None:
    async for each in _updates(services, where, channel_id):
        if await services.store.subscriptions.pause(each.id, reason):
            log.warning("digest.paused", subscription=each.id, reason=reason)
            await have_admin_told(services, each, reason, team=team)


async def _go_on(services: Services, where: Conversation, reason: str, channel_id: str | None = None) -> None:
    async for each in _updates(services, where, channel_id):
        if each.paused == reason:
            await store_subscription(
                services.store.subscriptions, replace(each, paused=None), each, now=services.clock()
            )
            log.info("digest.resumed", subscription=each.id)


async def have_admin_told(
    services: Services, subscription: Subscription, reason: str, *, team: str | None = None
) -> None:
    """Have the admin who set an update up told that it rests now, once for each time it begins to rest.

    ``team``: what its team is called, where Teams may not say so later.
    """
    payload = {"subscription": subscription.id, "reason": reason, "team": team}
    key = f"tell_admin:{subscription.id}:{services.clock().isoformat()}"
    await services.store.jobs.enqueue(NewJob(TELL_ADMIN, key, payload))
    services.outbox.wake()


async def _look_for_outsiders(services: Services, event: Event) -> None:
    """Have looked whether people from outside read a channel now that gets a daily update."""
    if isinstance(event, Ignored):
        return
    where, activity_id = event.origin.conversation, event.origin.activity_id
    async for each in _updates(services, where, where.channel_id):
        if each.paused is None:
            key = f"outsiders:{each.id}:{activity_id or services.clock().isoformat()}"
            await services.store.jobs.enqueue(NewJob(OUTSIDERS, key, {"subscription": each.id}))
            services.outbox.wake()


async def _updates(services: Services, where: Conversation, channel_id: str | None) -> AsyncIterator[Subscription]:
    """Yield the updates of a channel, whichever team an event about it names; without one, those of the whole team."""
    for each in await services.store.subscriptions.all():
        of_team = each.team_id == where.team_id if channel_id is None else each.channel_id == channel_id
        if each.tenant_id == where.tenant_id and of_team:
            yield each
