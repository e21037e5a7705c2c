"""*Beter melden*: sets the end of the sickness that somebody is reported with.

Rule: only the asker's own absence, and only sickness; setting the same end twice is setting it once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import structlog

from bot.calendar import Span, return_day
from bot.deadline import left
from bot.events import Pressed, Reply, Said, Show
from bot.identity import asker
from bot.outbox import Again, Done, Job, Outcome
from bot.people import AWAY, OPEN, category, working_time
from bot.requests.by_owner import mark
from bot.requests.wish import read_day
from bot.router import Router
from bot.services import NewJob, Refused, Services, Turn
from cards.actions import OpenRecovered, ReportRecovered
from cards.sickness.recovered import LastDay, RecoveredView, recovered_card, well_card
from personio_client import (
    AbsencePeriod,
    AbsenceType,
    NewAbsence,
    NotAllowed,
    NotFound,
    Person,
    PersonioError,
)
from personio_client import Refused as PersonioRefused

log = structlog.get_logger(__name__)
router = Router()

END = "sickness.end"
_PATIENCE = 4.0  # seconds that a press waits for Personio before it is left to the worker
_OVER_SINCE = timedelta(days=3)  # an end that was set too late or too early can be put right for so long
_ONE_DAY = timedelta(days=1)


@router.said("recovered")
async def asked_to_recover(turn: Turn, _event: Said) -> Reply:
    """Ask for the last day ill."""
    return await _open(turn)


@router.pressed(OpenRecovered)
async def pressed_recovered(turn: Turn, _action: OpenRecovered, _press: Pressed) -> Reply:
    """Ask for the last day ill."""
    return await _open(turn)


@router.pressed(ReportRecovered)
async def pressed_end(turn: Turn, action: ReportRecovered, _press: Pressed) -> Reply:
    """Set the end; where Personio does not answer, the worker does it later."""
    person = await asker(turn)
    period = await _current(turn, person, action.absence_id)
    wanted = _read(action.last_day)
    if wanted is None or wanted not in choices(period, turn.today):
        return _question(turn, period)
    job = _end_job(period, wanted)
    try:
        async with asyncio.timeout(left(_PATIENCE)):
            await _end(turn.services, job.payload)
    except (PersonioRefused, NotAllowed) as error:
        log.info("sickness.end_refused", error=type(error).__name__, trace_id=error.trace_id)
        raise Refused("recovered.refused") from None
    except (PersonioError, TimeoutError):
        await turn.services.store.enqueue(job)
        turn.services.outbox.wake()
        return Show(well_card(None, turn.t, waits=True), everywhere=True)
    span = Span(period.first_day, wanted.day, period.first_half, wanted.half)
    back = return_day(span, working_time(person, turn.services.adjustments))
    return Show(well_card(back.day if back else None, turn.t), everywhere=True)


@router.job(END)
async def end(services: Services, job: Job) -> Outcome:
    """Set the end that was asked for while Personio did not answer."""
    try:
        await _end(services, job.payload)
    except PersonioRefused as error:
        log.warning("sickness.end_refused", error=type(error).__name__, trace_id=error.trace_id)
        return Done()  # the card of the absence shows how it stands
    except PersonioError as error:
        return Again(reason=type(error).__name__)
    return Done()


def choices(period: AbsencePeriod, today: date) -> list[LastDay]:
    """Return the days that may have been the last one ill, the likeliest first. Pure."""
    before = [LastDay(today - _ONE_DAY)] if period.first_day < today else []
    this_morning = [] if period.first_day == today and period.first_half else [LastDay(today, half=True)]
    earlier = [LastDay(today - n * _ONE_DAY) for n in (2, 3) if period.first_day <= today - n * _ONE_DAY]
    return [*before, *this_morning, LastDay(today), *earlier]


def running(found: Iterable[AbsencePeriod], types: dict[str, AbsenceType], today: date) -> AbsencePeriod | None:
    """Return the sickness that somebody is reported with, or just was; the latest of several. Pure."""
    ill = [
        each
        for each in found
        if each.status in AWAY | OPEN
        and category(types.get(each.type_id)) == "sick_leave"
        and each.first_day <= today
        and (each.last_day is None or each.last_day >= today - _OVER_SINCE)
    ]
    return max(ill, key=lambda each: each.first_day, default=None)


async def _open(turn: Turn) -> Reply:
    return _question(turn, await _current(turn, await asker(turn)))


def _question(turn: Turn, period: AbsencePeriod) -> Reply:
    view = RecoveredView(period.id, period.first_day, choices(period, turn.today), turn.today)
    return Show(recovered_card(view, turn.t))


async def _current(turn: Turn, person: Person, absence_id: str | None = None) -> AbsencePeriod:
    """Return the asker's sickness; with an id, that one. Raises Refused where there is none."""
    services = turn.services
    # By person alone: a list by end may leave out what has none.
    found = await services.personio.absences(person_id=person.id, last_day=turn.today)
    period = running(found, await services.directory.types(), turn.today)
    if period is None or period.person_id != person.id or (absence_id and period.id != absence_id):
        raise Refused("sick.not_reported")
    return period


def _end_job(period: AbsencePeriod, wanted: LastDay) -> NewJob:
    payload = {"absence_id": period.id, "person_id": period.person_id, "last_day": wanted.value}
    return NewJob(END, f"recovered:{period.id}:{wanted.value}", payload)


async def _end(services: Services, payload: dict[str, Any]) -> None:
    """Set the end in Personio, and have the absence's own card follow. Raises PersonioError."""
    wanted = _read(payload["last_day"])
    try:
        period = await services.personio.absence(payload["absence_id"])
    except NotFound:
        return  # taken back meanwhile
    if wanted is None or period.person_id != payload["person_id"]:
        return
    if (period.last_day, period.last_half) != (wanted.day, wanted.half):
        await mark(services, period.id, "changing", on=True)
        try:
            await services.personio.update_absence(period.id, _ended(period, wanted))
        except (PersonioRefused, NotAllowed):
            await mark(services, period.id, "changing", on=False)
            raise
    await services.store.news([period.id])


def _ended(period: AbsencePeriod, wanted: LastDay) -> NewAbsence:
    return NewAbsence(
        person_id=period.person_id,
        type_id=period.type_id,
        unit="day",
        first_day=period.first_day,
        last_day=wanted.day,
        first_half=period.first_half,
        last_half=wanted.half,
    )


def _read(text: str | None) -> LastDay | None:
    day, _, half = (text or "").partition("/")
    read = read_day(day)
    return LastDay(read, half == "half") if read and half in ("", "half") else None
