"""The reminder of the doctor's note, after so many days of sickness.

One reminder, by day, and only while the sickness lasts and the person wants reminders.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

import structlog

from bot.core.contact_hours import seconds_until_daytime
from bot.core.jobs import Again, Done, Job, Outcome
from bot.core.people import AWAY, OPEN
from bot.core.records import AbsenceRequest, NewJob
from bot.services.context import Services, time_zone
from bot.services.failures import FailurePolicy, not_gone_yet
from bot.services.fence import keep_lease
from bot.services.requests.receipt import stored_absence_of
from bot.services.router import Router
from cards.i18n import translator
from cards.sickness.report import note_card
from personio_client import NotFound

log = structlog.get_logger(__name__)
router = Router()

NOTE = "sickness.note"
_MORNING = time(9)
_LOOK_AGAIN = 60.0  # seconds, while the report itself still waits for Personio


def note_job(request_id: UUID) -> NewJob:
    """Return the job that reminds, one for each report of sickness."""
    return NewJob(NOTE, f"note:{request_id}", {"request_id": str(request_id)})


@router.job(NOTE, policy=FailurePolicy(unsure=Done("perhaps delivered")))
async def remind_of_note(services: Services, job: Job) -> Outcome:
    """Wait for the day, look whether the sickness lasts, and remind."""
    request = await services.store.requests.find(UUID(job.payload["request_id"]))
    if request is None or request.state == "refused" or not services.sick_note_after:
        return Done()
    try:
        return await _not_yet(services, request) or await _remind(services, request, job)
    except NotFound as error:
        return not_gone_yet(job, error) or Done("gone")  # taken back meanwhile


async def _not_yet(services: Services, request: AbsenceRequest) -> Outcome | None:
    """Return how long to wait for the morning on which the note is due; None where that has come."""
    requested_absence = await stored_absence_of(services, request)
    if requested_absence is None:
        return Done()
    here, now = time_zone(request.details.get("zone")), services.clock()
    day = requested_absence.first_day + timedelta(days=services.sick_note_after)
    wait = (datetime.combine(day, _MORNING, here) - now).total_seconds()
    if wait > 0 or request.state != "filed":
        return Again(after=max(wait, _LOOK_AGAIN), counted=False, reason="not yet")
    if wait := seconds_until_daytime(now, here):
        return Again(after=wait, counted=False, reason="quiet hours")
    period = await services.personio.absence(request.personio_id or "")
    over = period.last_day is not None and period.last_day < day
    return Done() if over or period.status not in AWAY | OPEN else None


async def _remind(services: Services, request: AbsenceRequest, job: Job) -> Outcome:
    account = await services.store.accounts.find(request.tenant_id, request.object_id)
    if account is not None and "reminder" not in account.muted:
        card = note_card(services.sick_note_after, translator(request.language))
        to = account.conversation or request.conversation
        await services.messenger.send(to, card, before=lambda: keep_lease(services, job))
    return Done()
