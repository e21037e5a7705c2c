"""Polling: the safety net below Personio's webhooks, which may be late, lost or not set up.

Rule: a poll decides nothing; like a webhook it only hints where to look. It costs little and never more than this a
day: 720 lists of what was changed lately (one request each while fewer than a hundred absences change in a few
minutes), one look at each such absence that was asked for here, and one look every half hour at each open absence (so
that one that vanished is missed), at most 18,000. A company of five hundred, with fifty open requests, pays about
3,200 requests a day: two a minute.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.failures import not_read
from bot.outbox import Done, Job, Outcome
from bot.requests.jobs import POLL
from bot.router import Router
from bot.services import Services
from personio_client import PersonioError

log = structlog.get_logger(__name__)
router = Router()

EVERY: Final = 120.0  # seconds
_OVERLAP = timedelta(minutes=2)  # Personio's clock may be behind ours
_FIRST_LOOK_BACK = timedelta(days=1)  # where there was no poll yet
_AT_MOST_BACK = timedelta(days=7)  # after a long rest the open absences are looked at one by one anyway
_OPEN_AT_ONCE = 25
_OPEN_EVERY = 1800.0  # seconds
_SINCE_ENDED = timedelta(days=1)


async def ask_poll(services: Services) -> None:
    """Have Personio asked by one replica, unless a poll still waits."""
    if await services.store.ask_poll(str(int(services.clock().timestamp() // EVERY))):
        services.outbox.wake()


@router.job(POLL)
async def poll(services: Services, job: Job) -> Outcome:
    """Ask Personio what has changed since the last poll, and count it as news of the requests it is about."""
    now = services.clock()
    last = job.payload.get("since")
    since = max(datetime.fromisoformat(last) - _OVERLAP if last else now - _FIRST_LOOK_BACK, now - _AT_MOST_BACK)
    try:
        changed = {period.id for period in await services.personio.absences(updated_since=since)}
    except PersonioError as error:
        log.info("personio.not_polled", error=type(error).__name__, trace_id=error.trace_id)
        return not_read(error)
    ended = (now - _SINCE_ENDED).date()
    open_ones = await services.store.open_absence_ids(ending_after=ended, limit=_OPEN_AT_ONCE, rested=_OPEN_EVERY)
    if await services.store.news([*changed, *(each for each in open_ones if each not in changed)]):
        services.outbox.wake()
    return Done()
