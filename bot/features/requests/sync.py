"""Keeping filed requests in step with Personio: the job that looks at one, and the poll that finds which to look at.

Personio decides. A look that fails changes nothing; one that meets another change looks again. The poll covers for
webhooks that are late, lost or not set up, and like a webhook it only says where to look. It costs at most per day: 720
lists of recent changes, one look at each changed absence that was requested here, and one look every half hour at each
open absence (so that a deleted one is noticed), at most 18,000. A company of five hundred with fifty open requests
makes about 3,200 calls a day, two a minute.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from bot.core.jobs import FOLLOW, POLL, Again, Done, Job, Outcome, show_job, tasks_job, tell_job
from bot.core.records import AbsenceRequest, NewJob, StaleRevision
from bot.core.request_status import FINAL, Change, apply_personio_state, moved
from bot.services.context import Services
from bot.services.deadline import FACT_WAIT, within
from bot.services.failures import FailurePolicy, not_gone_yet
from bot.services.router import Router
from personio_client import AbsencePeriod, DayAmount, NotAllowed, NotFound, PersonioError

log = structlog.get_logger(__name__)
router = Router()

_REFRESH_EVERY = 20.0  # seconds; Teams asks each time a card scrolls into view, Personio need not be
_LATELY = 2700.0  # seconds; with the net of looks below the webhooks, an open request is looked at every half hour
_LOOKS = 3  # at once, where somebody else keeps changing the request meanwhile


@router.job(FOLLOW, policy=FailurePolicy("request.not_followed", logging.INFO))
async def follow(services: Services, job: Job) -> Outcome:
    """Compare a filed request with Personio, store what changed and what follows from it.

    It notes how many hints that covers (``followed``).
    """
    request_id = UUID(job.payload["request_id"])
    request = await services.store.requests.find(request_id)
    if request is None:
        return Done()
    if request.state == "waiting":  # being filed at this moment
        return Again(after=1.0, counted=False, reason="not filed yet")
    upto, lately = request.news, await _lately(services, request)
    try:
        await _follow(services, request, lately=lately, sure=False)
    except NotFound as error:
        if again := not_gone_yet(job, error):
            return again
        await _follow(services, request, lately=lately, sure=True)
    await services.store.request_sync.mark_followed(request_id, upto)
    return Done()


async def refresh_request(services: Services, request: AbsenceRequest) -> AbsenceRequest:
    """Return a request as Personio has it, as far as Personio answers and was not asked a moment ago."""
    if request.state != "filed":
        return request
    lately = await _lately(services, request)  # before this look counts as one
    if not await services.store.request_sync.may_look(request.id, every=_REFRESH_EVERY):
        return request
    try:
        async with within(FACT_WAIT):
            await _follow(services, request, lately=lately, sure=False)
    except StaleRevision:
        pass  # what else changes it has looked, too
    except NotFound:
        await services.store.request_sync.add_news([request.personio_id or ""])  # the job looks until it is sure
        services.outbox.wake()
    except TimeoutError:
        log.info("request.not_followed", error="TimeoutError")
    except PersonioError as error:
        log.info("request.not_followed", error=type(error).__name__, trace_id=error.trace_id)
    return await services.store.requests.find(request.id) or request


async def _lately(services: Services, request: AbsenceRequest) -> bool:
    """Tell whether a request that waits for its substitute was looked at so lately that nothing came in between.

    Who rejects it after a longer silence, substitute or approver, Personio does not tell.
    """
    return request.status != "substitute_requested" or await services.store.request_sync.looked_at(
        request.id, within=_LATELY
    )


async def _follow(services: Services, request: AbsenceRequest, *, lately: bool, sure: bool) -> None:
    """Store what a look at Personio changes.

    Raises StaleRevision where others kept changing the request, and PersonioError: NotFound of it where the absence is
    missing and one such answer does not suffice (not ``sure``).
    """
    found: AbsenceRequest | None = request
    for _ in range(_LOOKS):
        if found is None or found.state != "filed" or not found.personio_id:
            return
        # In this order: a request read before Personio's answer is refused where a later answer came first.
        change = await _looked(services, found, found.personio_id, lately=lately, sure=sure)
        if change is None:
            return
        with suppress(StaleRevision):
            await _store(services, change)
            return
        found = await services.store.requests.find(found.id)
    raise StaleRevision


async def _looked(
    services: Services, request: AbsenceRequest, absence_id: str, *, lately: bool, sure: bool
) -> Change | None:
    try:
        period = await services.personio.absence(absence_id)
    except NotFound:
        if not (sure or request.status in FINAL or request.details.get("withdrawing")):
            raise
        return apply_personio_state(request, None)
    amounts = await _amounts(services, period) if moved(request, period) else ()
    return apply_personio_state(request, period, amounts=amounts, lately=lately)


async def _amounts(services: Services, period: AbsencePeriod) -> list[DayAmount]:
    try:
        return list(await services.personio.breakdowns(period.id))
    except (NotFound, NotAllowed) as error:  # then the last day is what the absence itself says
        log.info("request.no_breakdowns", error=type(error).__name__, trace_id=error.trace_id)
        return []


async def _store(services: Services, change: Change) -> None:
    request = change.request
    jobs: list[NewJob] = [show_job(request), tasks_job(request)] if change.shows else []
    if change.told:
        jobs.append(tell_job(request, change.told))
    word = "changed" if change.told == "changed" else request.status
    audit = f"request.{word}" if change.shows else None
    await services.store.requests.change(request, expected="filed", jobs=jobs, audit=audit, actor="personio")
    if jobs:
        services.outbox.wake()


EVERY: Final = 120.0  # seconds
_OVERLAP = timedelta(minutes=2)  # Personio's clock may be behind ours
_FIRST_LOOK_BACK = timedelta(days=1)  # where there was no poll yet
_AT_MOST_BACK = timedelta(days=7)  # after a long rest the open absences are looked at one by one anyway
_OPEN_AT_ONCE = 25
_OPEN_EVERY = 1800.0  # seconds
_SINCE_ENDED = timedelta(days=1)


async def ask_poll(services: Services) -> None:
    """Add the job in which one replica asks Personio for changes, unless one waits."""
    if await services.store.request_sync.add_poll_job(str(int(services.clock().timestamp() // EVERY))):
        services.outbox.wake()


@router.job(POLL, policy=FailurePolicy("personio.not_polled", logging.INFO))
async def poll(services: Services, job: Job) -> Outcome:
    """Ask Personio what has changed since the last poll, and count it as news of the requests it is about."""
    now = services.clock()
    last = job.payload.get("since")
    since = max(datetime.fromisoformat(last) - _OVERLAP if last else now - _FIRST_LOOK_BACK, now - _AT_MOST_BACK)
    changed = {period.id for period in await services.personio.absences(updated_since=since)}
    ended = (now - _SINCE_ENDED).date()
    open_ones = await services.store.request_sync.open_absence_ids(
        ending_after=ended, limit=_OPEN_AT_ONCE, rested=_OPEN_EVERY
    )
    if await services.store.request_sync.add_news([*changed, *(each for each in open_ones if each not in changed)]):
        services.outbox.wake()
    return Done()
