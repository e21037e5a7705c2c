"""Time comes in here: what is due is claimed, what has changed since it was posted is edited.

Any number of replicas may call these at any moment; the database says who does what.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.core import schedule
from bot.core.holidays import Adjustments
from bot.core.jobs import Again, Lost, backoff, tries
from bot.core.subscriptions import POST_NOW, Due, Subscription
from bot.core.telemetry import count_event
from bot.features.digests import posting, telling
from bot.services.context import Services
from bot.services.digests import update_of
from personio_client import PersonioError

log = structlog.get_logger(__name__)

_AT_ONCE = 200  # subscriptions in one transaction
_MOST_ROUNDS = 10_000  # a subscription that would never move on must not hold the process
_WIDEST = timedelta(hours=15)  # of all time zones: how far a local date may be behind UTC's


def advance(
    subscription: Subscription, next_at: datetime, now: datetime, adjustments: Adjustments | None = None
) -> Due:
    """Return what to do about a subscription that was due at ``next_at``, and when to look again."""
    day = schedule.local_day(subscription, next_at)
    then = schedule.next_at(subscription, next_at)
    if not schedule.posting_day(subscription, day, adjustments):
        return Due(day, "rest", then)
    late = schedule.due(subscription, next_at, now) == "skip"
    return Due(day, "skip" if late else "post", then)


async def tick(services: Services, now: datetime | None = None) -> int:
    """Claim the updates that are due, at ``now`` (None: the database's clock), and return how many are to be posted."""
    to_post = 0
    judge = partial(advance, adjustments=services.adjustments)
    for _ in range(_MOST_ROUNDS):
        claimed = await services.store.subscriptions.claim_due(judge, now=now, limit=_AT_ONCE)
        for one in claimed:
            if one.due.verdict == "skip":
                count_event("digest.skipped", "late")
                log.warning("digest.skipped", subscription=one.subscription.id, day=str(one.due.day), reason="late")
        to_post += sum(one.due.verdict == "post" for one in claimed)
        if not claimed:
            break
    if to_post:
        services.outbox.wake()
    return to_post


async def edits(services: Services) -> int:
    """Compare today's posts with the facts as they are now; return how many are to be edited."""
    now = services.clock()
    posts = await services.store.posts.sent_since((now - _WIDEST).date())
    if not posts:
        return 0
    known = {one.id: one for one in await services.store.subscriptions.all()}
    changed = 0
    for kept in posts:
        subscription = known.get(kept.subscription_id)
        if subscription is None or subscription.paused or kept.local_date != schedule.local_day(subscription, now):
            continue
        try:
            update = await update_of(services, subscription, kept.local_date)
        except PersonioError as error:
            log.info("digest.not_compared", error=type(error).__name__, trace_id=error.trace_id)
            break
        if update.facts != kept.facts_hash:
            await services.store.posts.add_edit_job(kept, update.facts)
            changed += 1
        await asyncio.sleep(0)  # a thousand channels must not hold up a press
    if changed:
        services.outbox.wake()
    return changed


async def run_due_jobs(services: Services) -> int:
    """Do what is due now without a worker, for the command line; return how many jobs were handled."""
    await tick(services, services.clock())
    jobs, handled = services.store.jobs, 0
    routes = {kind: route for kind, route in (posting.router.jobs | telling.router.jobs).items() if kind != POST_NOW}
    while claimed := await jobs.claim(routes, 1):
        for job in claimed:
            try:
                outcome = await routes[job.kind](services, job)
            except Lost:
                continue
            if isinstance(outcome, Again) and outcome.after is None:
                outcome = replace(outcome, after=backoff(tries(job, outcome), jitter=0.0))
            await jobs.settle(job, outcome)
            handled += 1
    return handled
