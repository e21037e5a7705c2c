"""Telling the admin who set a daily update up that it rests now, or that people from outside read along; durably.

Once. Where nobody knows whether the message arrived it is not sent again; one that is out of date is dropped.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.core.jobs import Done, Job, Outcome
from bot.core.messaging import SendError, Team, Unknown
from bot.core.records import NewJob
from bot.core.subscriptions import OUTSIDERS, TELL_ADMIN, WARN_ADMIN, Subscription
from bot.features.digests.posting import channel
from bot.services.context import Services
from bot.services.failures import FailurePolicy
from bot.services.router import Router
from cards import Card
from cards.i18n import Translator, translator
from cards.setup import ChannelOption, channel_name, outsiders_card, paused_card, unlisted_name

log = structlog.get_logger(__name__)
router = Router()

_ONCE = FailurePolicy(unsure=Done("perhaps delivered"))


@router.job(TELL_ADMIN, policy=_ONCE)
async def tell_admin(services: Services, job: Job) -> Outcome:
    """Write to the admin that an update rests; done where it goes on already, or they cannot be reached."""
    reason = job.payload["reason"]
    subscription = await services.store.subscriptions.find(job.payload["subscription"])
    if subscription is None or subscription.paused != reason:
        return Done("out of date")
    return await _write(services, subscription, lambda place, t: paused_card(place, reason, t), job)


@router.job(OUTSIDERS)
async def count_outsiders(services: Services, job: Job) -> Outcome:
    """Count who reads a channel from outside, and have the admin warned at the first time that there is anybody."""
    subscription = await services.store.subscriptions.find(job.payload["subscription"])
    if subscription is None or subscription.paused:
        return Done("out of date")
    outside = await services.messenger.outsiders(await channel(services, subscription))
    if not outside:
        return Done("nobody from outside")
    await services.store.jobs.enqueue(NewJob(WARN_ADMIN, f"warn:{subscription.id}", {"subscription": subscription.id}))
    services.outbox.wake()
    return Done()


@router.job(WARN_ADMIN, policy=_ONCE)
async def warn(services: Services, job: Job) -> Outcome:
    """Write to the admin of a channel's update that people from outside have joined the channel."""
    subscription = await services.store.subscriptions.find(job.payload["subscription"])
    if subscription is None or subscription.paused:
        return Done("out of date")
    return await _write(services, subscription, outsiders_card, job)


async def _write(
    services: Services, subscription: Subscription, card: Callable[[str, Translator], Card], job: Job
) -> Outcome:
    object_id = await services.store.subscriptions.configured_by(subscription.id)
    admin = await services.store.accounts.find(subscription.tenant_id, object_id) if object_id else None
    if admin is None or admin.conversation is None:
        return Done("nobody to tell")
    t = translator(admin.language or subscription.language)
    place = await _place(services, subscription, job.payload.get("team"), t)
    try:
        await services.messenger.send(admin.conversation, card(place, t))
    except SendError as error:
        if not isinstance(error, Unknown):
            log.warning("digest.admin_not_told", subscription=subscription.id, error=type(error).__name__)
        raise
    return Done()


async def _place(services: Services, subscription: Subscription, team_was: str | None, t: Translator) -> str:
    """Return which channel an update is for, as far as Teams tells; ``team_was``: what its team was called."""
    known = {team.id: team for team in await services.store.teams.of_tenant(subscription.tenant_id)}
    there = await channel(services, subscription)
    team = known.get(subscription.team_id) or Team(subscription.tenant_id, subscription.team_id, there.service_url)
    name = None
    try:
        team_name = team.name or await services.messenger.team_name(team)
        for each in await services.messenger.channels(team):
            if each.id == subscription.channel_id:
                name = channel_name(each.name, t)
    except SendError:
        team_name = team.name or team_was or ""
    if name is None and subscription.paused is None:
        name = unlisted_name(t)
    return ChannelOption(subscription.channel_id, name, team_name).title if team_name and name else team_name
