"""Setting the end of a sickness in Personio, durably: the newest report of recovery of an absence counts.

Each report is a job of its own, and the order in which they were stored is their order. Only the newest is set,
and only where the absence stands as its owner saw it, or as an earlier report of theirs left it. What comes of it is
answered to the press that waits for it; where none does any more, a failure is told in the chat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from math import inf
from typing import Any, Literal

import structlog

from bot.core.contact_hours import seconds_until_daytime
from bot.core.jobs import SICKNESS_END, Again, Done, Job, Outcome
from bot.core.ownership import as_shown
from bot.core.records import Account, NewJob, StaleRevision
from bot.features.sickness.status import can_end, is_sickness, last_day_of, read_last_day, view_of
from bot.services.context import Services, Turn, time_zone
from bot.services.deadline import WORKER_WAIT, optional, seconds_left
from bot.services.failures import FailurePolicy, not_gone_yet
from bot.services.requests.submission import set_owner_change_flag
from bot.services.router import Router
from cards import Card
from cards.i18n import best_language, translator
from cards.problem import Problem
from cards.sickness.recovered import LastDay, not_noted_card, recovered_card
from personio_client import AbsencePeriod, DayAmount, NewAbsence, NotAllowed, NotFound, Refused

log = structlog.get_logger(__name__)
router = Router()

Ending = Literal["done", "refused", "changed", "gone", "overtaken"]


_waiting: dict[str, list[asyncio.Future[Ending]]] = {}  # presses of this process that wait for the job with that key


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reported: that ``last_day`` was the last one ill, of an absence that was then as in ``seen``.

    ``press``: the id of the activity that brought it. Reports stored by older versions have None in some fields.
    """

    key: str
    absence_id: str
    person_id: str
    last_day: LastDay
    seen: str | None = None
    tenant_id: str | None = None
    object_id: str | None = None
    language: str | None = None
    press: str | None = None


def read_report(key: str, payload: dict[str, Any]) -> Report | None:
    """Return the report in a job's payload, None where it has no day."""
    last_day = read_last_day(payload["last_day"])
    if last_day is None:
        return None
    more = (payload.get(name) for name in ("seen", "tenant_id", "object_id", "language", "press"))
    return Report(key, payload["absence_id"], payload["person_id"], last_day, *more)


def step(
    reports: Sequence[Report], mine: Report, period: AbsencePeriod, now: LastDay | None, *, sick: bool
) -> Literal["set", "done", "changed", "overtaken"]:
    """Return what the job of ``mine`` does next, given all reports of the absence, oldest first.

    ``now``: the absence's last day; ``sick``: it is a sickness of the person's that stands. The newest report is what
    is set, whichever job it is: a try of an older one, of which nobody knew whether it arrived, may have done so after
    the newer one was set.
    """
    newest = reports[-1]
    if now == newest.last_day:
        return "done" if newest.last_day == mine.last_day else "overtaken"
    if mine.last_day not in (newest.last_day, now):
        return "overtaken"
    if not sick or not can_end(period, newest.last_day):
        return "changed"
    own = {each.last_day for each in reports[:-1]}
    return "set" if newest.seen in (None, as_shown(period)) or now in own else "changed"


async def report_end(turn: Turn, period: AbsencePeriod, last_day: LastDay, earlier: Sequence[Report]) -> Ending | None:
    """Store when somebody's sickness ended, and wait a moment for the outcome; None where that takes longer.

    ``earlier``: the reports of that absence so far. A press that Teams delivers twice is no new report.
    """
    services, press = turn.services, turn.origin.activity_id
    if any(each.press == press for each in earlier):
        return "overtaken"
    key = _new_key(period, last_day, {each.key for each in earlier})
    payload = {
        "absence_id": period.id,
        "person_id": period.person_id,
        "last_day": last_day.value,
        "seen": as_shown(period),
        "tenant_id": turn.account.tenant_id,
        "object_id": turn.account.object_id,
        "language": turn.t.language,
        "press": press,
    }
    future: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
    others = _waiting.setdefault(key, [])
    others.append(future)
    try:
        await services.store.jobs.enqueue(NewJob(SICKNESS_END, key, payload))
        services.outbox.wake()
        await asyncio.wait([future], timeout=seconds_left(WORKER_WAIT))
        return future.result() if future.done() else None
    finally:
        others.remove(future)
        if not others:
            _waiting.pop(key, None)


def _new_key(period: AbsencePeriod, last_day: LastDay, taken: Collection[str]) -> str:
    """Return a key that no report has yet: the same day may be said again after it was set, and means something."""
    key = f"recovered:{period.id}:{last_day.value}"
    return next(free for n in count(1) if (free := key if n == 1 else f"{key}:{n}") not in taken)


@router.job(SICKNESS_END, policy=FailurePolicy(not_set_up="sickness.end_not_allowed", unsure=Done()))
async def end(services: Services, job: Job) -> Outcome:
    """Set the end that was reported, unless a newer report came."""
    mine = read_report(job.key, job.payload)
    if mine is None:
        return Done()
    try:
        ending = await _end(services, job, mine)
    except Refused as error:
        log.warning("sickness.end_refused", error=type(error).__name__, trace_id=error.trace_id)
        ending = "refused"
    except NotFound as error:
        if again := not_gone_yet(job, error):
            return again
        log.warning("sickness.end_refused", error=type(error).__name__, trace_id=error.trace_id)
        ending = "gone"
    return await _answer(services, mine, ending)


async def _end(services: Services, job: Job, mine: Report) -> Ending:
    """Set the newest report, until no newer one has come meanwhile. Raises PersonioError."""
    acted = job.claims > 1  # perhaps
    while True:
        reports = await _all_with(services, mine)
        newest = reports[-1]
        overtaken = newest.last_day != mine.last_day
        if overtaken and not acted:
            return "overtaken"
        period = await services.personio.absence(mine.absence_id)
        now = last_day_of(period.settled(await _amounts(services, period)))
        next_step = step(reports, mine, period, now, sick=await _is_theirs(services, mine, period))
        if next_step != "set":
            await services.store.request_sync.add_news([period.id])
            return next_step
        try:
            await _set(services, period, newest.last_day)
        except Refused:
            if overtaken:
                return "overtaken"  # its own job tells
            raise
        acted = True
        if (await _all_with(services, mine))[-1].key == newest.key:
            await services.store.request_sync.add_news([period.id])
            return "overtaken" if overtaken else "done"


async def reports_of(services: Services, absence_id: str) -> list[Report]:
    """Return what was reported about an absence's end, oldest first, as long as the job is kept."""
    stored = await services.store.jobs.under(SICKNESS_END, f"recovered:{absence_id}:")
    return [each for job in stored if (each := read_report(job.key, job.payload))]


async def _all_with(services: Services, mine: Report) -> list[Report]:
    """Return all reports of an absence; its own alone where they were forgotten meanwhile, with the person."""
    return await reports_of(services, mine.absence_id) or [mine]


async def _amounts(services: Services, period: AbsencePeriod) -> list[DayAmount]:
    asked = services.personio.breakdowns(period.id) if period.last_day else None
    return (await optional(asked, "sickness.no_breakdowns", most=inf) if asked else None) or []


async def _is_theirs(services: Services, mine: Report, period: AbsencePeriod) -> bool:
    """Tell whether an absence is a sickness of the person's that stands. Raises PersonioError."""
    kind = (await services.directory.types()).get(period.type_id)
    return period.person_id == mine.person_id and is_sickness(period, kind)


async def _set(services: Services, period: AbsencePeriod, last_day: LastDay) -> None:
    """Set the end in Personio. Raises PersonioError."""
    with suppress(StaleRevision):  # a mark alone
        await set_owner_change_flag(services, period.id, "changing", on=True)
    new = NewAbsence(
        person_id=period.person_id,
        type_id=period.type_id,
        unit="day",
        first_day=period.first_day,
        last_day=last_day.day,
        first_half=period.first_half,
        last_half=last_day.half,
    )
    try:
        await services.personio.update_absence(period.id, new)
    except (Refused, NotAllowed):
        with suppress(StaleRevision):
            await set_owner_change_flag(services, period.id, "changing", on=False)
        raise


async def _answer(services: Services, mine: Report, ending: Ending) -> Outcome:
    """Tell the press that waits for it; where none does, tell a failure in the chat, for the newest report alone."""
    if presses := _waiting.get(mine.key):
        for press in presses:
            if not press.done():
                press.set_result(ending)
        return Done()
    if ending in ("done", "overtaken") or (await _all_with(services, mine))[-1].key != mine.key:
        return Done()
    return await _tell(services, mine, ending)


async def _tell(services: Services, mine: Report, ending: Ending) -> Outcome:
    account = await _account(services, mine)
    if account is None or account.conversation is None:
        return Done()
    if wait := seconds_until_daytime(services.clock(), time_zone(account.time_zone)):
        return Again(after=wait, counted=False, reason="quiet hours")
    await services.messenger.send(account.conversation, await _failure(services, mine, ending, account))
    return Done()


async def _account(services: Services, mine: Report) -> Account | None:
    if mine.tenant_id and mine.object_id:
        return await services.store.accounts.find(mine.tenant_id, mine.object_id)
    return await services.store.accounts.of_person(services.tenant_id, mine.person_id) if services.tenant_id else None


async def _failure(services: Services, mine: Report, ending: Ending, account: Account) -> Card:
    """Return the message: asked again where the absence stands otherwise than it was seen. Raises PersonioError."""
    language = account.language or mine.language
    t = translator(language or best_language(account.locale, default=services.default_language))
    if ending == "changed":
        period = await services.personio.absence(mine.absence_id)
        if await _is_theirs(services, mine, period):
            today = services.clock().astimezone(time_zone(account.time_zone)).date()
            return recovered_card(view_of(period, today, again=True, wanted=mine.last_day), t)
    problem = Problem("recovered.refused" if ending == "refused" else "sick.not_reported")
    return not_noted_card(mine.last_day, problem, t)
