"""Posting a channel's daily update, and editing the posted card when facts change; both survive a crash.

One update is posted per local date. The row of the post gets the state ``sending`` right before the message goes out,
and only while the job's lease is this process's. What a crash interrupts then is sent again: a missing update is worse
than one that appears twice, and Teams cannot be asked whether it arrived.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

import structlog

from bot.core import schedule
from bot.core.events import Conversation
from bot.core.jobs import Again, Dead, Done, Job, Lost, Outcome
from bot.core.messaging import EditForbidden, Gone, PassingRefusal, SendError, TryLater, Unknown
from bot.core.subscriptions import EDIT, POST, POST_NOW, Post, State, Subscription
from bot.core.telemetry import count_event
from bot.services.context import Services
from bot.services.digests import BY_PERSONIO, update_of
from bot.services.failures import (
    LOOK_AGAIN,
    NOT_FOUND,
    REFUSED_FOR_NOW,
    UNEXPLAINED,
    FailurePolicy,
    not_sent,
    passing,
    unexplained,
)
from bot.services.installations import have_admin_told
from bot.services.router import Router
from cards.digest import digest_card
from cards.i18n import translator

log = structlog.get_logger(__name__)
router = Router()

ANYWHERE = "https://smba.trafficmanager.net/teams/"
"""Where Teams is reached before it has ever written to us (the default of Microsoft's SDK)."""

PUT_OFF = FailurePolicy("digest.put_off")
_UNHEARD = 30.0  # seconds until the next try after no answer at all: an overloaded Teams must not get it five times
_BLIND = 3  # tries in a row without any answer, after which it counts as posted
_NO_ANSWER = "no_answer"
_NO_HOLIDAYS = "no holidays of Personio's"
_LEFT_TO_OTHERS = 3  # tries of an edit that another replica asked for, which knows Personio's holidays
_CLOSED = frozenset(
    {
        "ConversationNotFound",
        "BotNotInConversationRoster",
        "BotDisabledByAdmin",
        "ConversationBlockedByUser",
        "MessageWritesBlocked",
        "ForbiddenOperationException",
        "NotEnoughPermissions",
    }
)
"""The codes that surely say that a channel takes no more posts of the bot:
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability"""


@router.job(POST, anywhere=True, policy=PUT_OFF)
async def post(services: Services, job: Job) -> Outcome:
    """Post a day's update; done when it is in the channel, or skipped with its reason."""
    subscription, kept = await _of(services, job)
    if kept.state in {"sent", "skipped"}:
        return Done(kept.state)
    if subscription is None:
        return await _skip(services, kept, "deleted", job)
    if outcome := await _enough(services, kept, job):
        return outcome
    if subscription.paused:
        return await _skip(services, kept, "paused", job)
    if too_late(subscription, kept.local_date, services.clock()):
        return await _skip(services, kept, "late", job)

    async def work() -> Outcome:
        return await _post(services, subscription, kept, job, was=kept.state, on_time=True)

    return await _guarded(services, subscription, job, work)


@router.job(POST_NOW, anywhere=True, policy=PUT_OFF)
async def post_at_once(services: Services, job: Job) -> Outcome:
    """Post today's update now, as an admin has asked. Pressed twice, or tried again, it is posted once."""
    subscription, kept = await _of(services, job)
    if subscription is None:
        return Done("deleted")
    if outcome := await _enough(services, kept, job):
        return outcome
    if kept.local_date != schedule.local_day(subscription, services.clock()):
        return Done(kept.state) if kept.state in {"sent", "skipped"} else await _skip(services, kept, "late", job)

    async def work() -> Outcome:
        await post_now(services, subscription, kept.local_date, job)
        return Done()

    return await _guarded(services, subscription, job, work)


async def _enough(services: Services, kept: Post, job: Job) -> Outcome | None:
    """Count it as posted where nobody answered several times in a row: each of these tries may be in the channel."""
    if kept.state != "sending" or kept.reason != _NO_ANSWER or job.ended_with(_NO_ANSWER) < _BLIND:
        return None
    log.error("digest.outcome_unknown", subscription=kept.subscription_id, day=str(kept.local_date))
    await _record(services, replace(kept, state="sent", sent_at=services.clock()), job)
    return Done()


async def post_now(services: Services, subscription: Subscription, day: date, job: Job | None = None) -> str:
    """Post a day's update whatever the hour, or bring the posted one up to date; ``job``: what it is done for.

    Returns ``sent``, ``edited``, ``unchanged`` or the reason why there is nothing to post. Raises SendError and
    PersonioError.
    """
    kept = await services.store.posts.find(subscription.id, day)
    was = kept.state if kept else None
    if kept and kept.state == "sent":
        try:
            return await _edit(services, subscription, kept)
        except MessageGone:
            kept = Post(subscription.id, day)  # taken away by hand, and now wanted again
    await _post(services, subscription, kept or Post(subscription.id, day), job, was=was)
    kept = await services.store.posts.find(subscription.id, day)
    return (kept.reason if kept else None) or "sent"


async def _post(
    services: Services,
    subscription: Subscription,
    kept: Post,
    job: Job | None,
    *,
    was: State | None,
    on_time: bool = False,
) -> Outcome:
    """Post; ``on_time``: at the channel's own time, so that being late counts.

    ``was``: the state that was read, None without any; who finds another one when it comes to it leaves it alone.
    """
    update = await update_of(services, subscription, kept.local_date)
    if update.reason:
        return await _skip(services, kept, update.reason, job, was=was)
    if kept.state == "sending":
        log.warning("digest.sent_again", subscription=subscription.id, day=str(kept.local_date))
    card = digest_card(update.view, translator(subscription.language))
    kept = replace(kept, state="sending", facts_hash=update.facts, reason=None)
    where = await channel(services, subscription)
    try:
        activity_id = await services.messenger.send(where, card, before=lambda: _record(services, kept, job, was=was))
    except Unknown as error:
        if error.status is None:
            await _record(services, replace(kept, reason=_NO_ANSWER), job)
        raise
    except SendError:
        await _record(services, replace(kept, state="claimed"), job)  # surely not in the channel
        raise
    sent = replace(kept, state="sent", activity_id=activity_id, sent_at=services.clock())
    await services.store.posts.record(sent)  # it is in the channel, whichever process has the job by now
    count_event("digest.posted", seconds=_late(subscription, kept.local_date, sent) if on_time else None)
    log.info("digest.posted", subscription=subscription.id, day=str(kept.local_date))
    return Done()


@router.job(EDIT, anywhere=True, policy=PUT_OFF)
async def edit(services: Services, job: Job) -> Outcome:
    """Edit today's post to show the present facts. Repeating it is harmless."""
    subscription, kept = await _of(services, job)
    if subscription is None or subscription.paused or kept.state != "sent":
        return Done("not posted" if subscription else "deleted")
    if kept.local_date != schedule.local_day(subscription, services.clock()):
        return Done("another day")  # it shows what was known on its day

    async def work() -> Outcome:
        update = await update_of(services, subscription, kept.local_date)
        with_personio = str(job.payload.get("facts", "")).startswith(BY_PERSONIO)
        if with_personio and not update.from_personio and job.ended_with(_NO_HOLIDAYS) < _LEFT_TO_OTHERS:
            return Again(LOOK_AGAIN, counted=False, reason=_NO_HOLIDAYS)
        await _edit(services, subscription, kept)
        return Done()

    try:
        return await _guarded(services, subscription, job, work)
    except MessageGone:
        await services.store.posts.record(replace(kept, activity_id=None))  # taken away by hand: let it be
        return Dead("message gone")


class MessageGone(Exception):
    """The posted message was deleted, while the channel still exists."""


async def _edit(services: Services, subscription: Subscription, kept: Post) -> str:
    update = await update_of(services, subscription, kept.local_date)
    if update.facts == kept.facts_hash or kept.activity_id is None:
        return "unchanged"
    now = services.clock().astimezone(schedule.zone(subscription.timezone))
    card = digest_card(update.view, translator(subscription.language), updated_at=now.time())
    try:
        await services.messenger.update(await channel(services, subscription), kept.activity_id, card)
    except Gone as error:
        if error.code == "ActivityNotFoundInConversation":
            raise MessageGone from error
        raise
    edited = replace(kept, facts_hash=update.facts, edits=kept.edits + 1)
    await services.store.posts.record(edited)
    count_event("digest.edited")
    log.info("digest.edited", subscription=subscription.id, day=str(kept.local_date))
    return "edited"


async def _guarded(
    services: Services, subscription: Subscription, job: Job, work: Callable[[], Awaitable[Outcome]]
) -> Outcome:
    """Do it; say how the job ends where it did not work, and why in the post's row where that is the end."""
    outcome = await _tried(services, subscription, job, work)
    if isinstance(outcome, Dead) and job.kind != EDIT:
        _, kept = await _of(services, job)
        if kept.state != "sent":
            await _record(services, replace(kept, state="failed", reason=outcome.reason), job)
    return outcome


async def _tried(
    services: Services, subscription: Subscription, job: Job, work: Callable[[], Awaitable[Outcome]]
) -> Outcome:
    try:
        return await work()
    except SendError as error:
        again = _again(error, job)
        if again is None and error.code in _CLOSED and not isinstance(error, EditForbidden):
            return await _pause(services, subscription, error)
        log.error("digest.not_posted", error=type(error).__name__, code=error.code, status=error.status)
        return again or not_sent(error, job)


def _again(error: SendError, job: Job) -> Again | None:
    """Return when to try again; None where that may be in vain.

    A post is tried until it is too late in the day, where nothing surely speaks against the channel.
    """
    on_its_day = job.kind == POST
    match error:
        case PassingRefusal(retry_after=seconds) if on_its_day:
            return Again(seconds, reason=REFUSED_FOR_NOW)
        case PassingRefusal():
            return passing(error, job)
        case TryLater(retry_after=seconds):
            unheard = isinstance(error, Unknown) and error.status is None
            after = seconds or (_UNHEARD if unheard else None)
            reason = _NO_ANSWER if unheard else type(error).__name__
            return Again(after, counted=isinstance(error, Unknown), reason=reason)
        case Gone(code=code) if on_its_day and code not in _CLOSED:
            return Again(LOOK_AGAIN, reason=NOT_FOUND)
        case _ if on_its_day and unexplained(error):
            return Again(LOOK_AGAIN, reason=UNEXPLAINED)
    return passing(error, job)


async def _pause(services: Services, subscription: Subscription, error: SendError) -> Outcome:
    """Pause a subscription whose channel takes no more posts, and tell the admin who set it up, once."""
    reason = "bot_removed" if error.code == "BotNotInConversationRoster" else "channel_gone"
    if not isinstance(error, Gone):
        reason = "not_allowed"
    if await services.store.subscriptions.pause(subscription.id, reason):
        count_event("digest.paused", reason)
        log.warning("digest.paused", subscription=subscription.id, reason=reason, code=error.code)
        await have_admin_told(services, subscription, reason)
    return Dead(reason)


async def channel(services: Services, subscription: Subscription) -> Conversation:
    """Return the conversation of a subscription's channel."""
    known = subscription.service_url or await services.store.accounts.service_url(subscription.tenant_id)
    return Conversation(
        tenant_id=subscription.tenant_id,
        id=subscription.channel_id,
        service_url=known or ANYWHERE,
        bot_id="",
        scope="team",
        team_id=subscription.team_id,
        channel_id=subscription.channel_id,
    )


def too_late(subscription: Subscription, day: date, now: datetime) -> bool:
    """Tell whether it is too late at ``now`` to post a day's update after an outage."""
    at = schedule.moment(day, subscription.time, schedule.zone(subscription.timezone))
    return at is not None and schedule.due(subscription, at, now) == "skip"


def _late(subscription: Subscription, day: date, sent: Post) -> float | None:
    """Return by how many seconds a post came after its time."""
    at = schedule.moment(day, subscription.time, schedule.zone(subscription.timezone))
    return (sent.sent_at - at).total_seconds() if at and sent.sent_at else None


async def _of(services: Services, job: Job) -> tuple[Subscription | None, Post]:
    subscription_id, day = job.payload["subscription"], date.fromisoformat(job.payload["day"])
    subscription = await services.store.subscriptions.find(subscription_id)
    kept = await services.store.posts.find(subscription_id, day)
    return subscription, kept or Post(subscription_id, day)


async def _record(
    services: Services, kept: Post, job: Job | None, *, was: State | Literal["any"] | None = "any"
) -> None:
    """Write down how a post stands, while the job is this process's, and it is as it ``was`` read.

    Raises Lost where the job has passed on, or another job has gone on with the same post.
    """
    if not await services.store.posts.record(kept, fence=job.fence if job else None, was=was):
        raise Lost


async def _skip(
    services: Services, kept: Post, reason: str, job: Job | None, *, was: State | Literal["any"] | None = "any"
) -> Outcome:
    await _record(services, replace(kept, state="skipped", reason=reason), job, was=was)
    count_event("digest.skipped", reason)
    log.info("digest.skipped", subscription=kept.subscription_id, day=str(kept.local_date), reason=reason)
    return Done()
