"""Telling the admin who set a daily update up that it rests now, durably.

Rule: once. Where nobody knows whether the message arrived it is not sent again; one that is out of date is dropped.
"""

from __future__ import annotations

import structlog

from bot.failures import not_sent
from bot.outbox import Done, Job, Outcome
from bot.postings import TELL_ADMIN
from bot.router import Router
from bot.services import SendError, Services, Unknown
from cards.i18n import translator
from cards.notice import notice_card
from cards.problem import Problem

log = structlog.get_logger(__name__)
router = Router()


@router.job(TELL_ADMIN)
async def tell(services: Services, job: Job) -> Outcome:
    """Write to the admin; done where the update goes on already, or they cannot be reached."""
    reason = job.payload["reason"]
    subscription = await services.subscriptions.subscription(job.payload["subscription"])
    if subscription is None or subscription.paused != reason:
        return Done("out of date")
    object_id = await services.subscriptions.configured_by(subscription.id)
    admin = await services.store.account(subscription.tenant_id, object_id) if object_id else None
    if admin is None or admin.conversation is None:
        return Done("nobody to tell")
    t = translator(admin.language or subscription.language)
    try:
        await services.messenger.send(admin.conversation, notice_card(Problem(f"paused.{reason}"), t))
    except Unknown:
        return Done("perhaps delivered")
    except SendError as error:
        log.warning("digest.admin_not_told", subscription=subscription.id, error=type(error).__name__)
        return not_sent(error, job)
    return Done()
