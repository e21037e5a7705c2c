"""Looking in Personio for what a try with an unknown outcome may have created, before anything is sent again.

It finds the request's own absence, or others that stand in the way, or nothing. The rules are in
:mod:`bot.core.ownership`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

import structlog

from bot.core.absence_request import RequestedAbsence, without_substitute
from bot.core.ownership import Try, adoptable, in_the_way
from bot.core.people import display_name, span
from bot.core.records import AbsenceRequest
from bot.core.request_status import draft_of, when
from bot.services.context import Services
from bot.services.deadline import optional
from personio_client import AbsencePeriod, DayAmount, NotAllowed, NotFound, Refused

log = structlog.get_logger(__name__)

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """``adopted``: what our try has made. ``in_the_way``: what may be it or not, so that nothing more is sent."""

    adopted: AbsencePeriod | None = None
    in_the_way: tuple[AbsencePeriod, ...] = ()


async def look_up(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence, tries: Sequence[Try]
) -> Found:
    """Return the absence in Personio that one of these tries made, or those that stand in its way.

    Raises PersonioError.
    """
    deadline, today = timedelta(seconds=services.personio.deadline), services.clock().date()
    sent = [(each, await as_sent(services, requested_absence, named=each.named)) for each in tries]
    taken = await services.store.requests.filed_ids(request.person_id)
    until = max(requested_absence.last_day, today) if requested_absence.open_end else requested_absence.last_day
    found = await _around(services, request.person_id, requested_absence, until)
    free = [period for period in found if period.id not in taken]
    ours = adoptable(sent, free, person_id=request.person_id, deadline=deadline)
    if ours is not None:
        return Found(adopted=ours)
    types = await services.directory.types()
    timed = [(period, span(period, types.get(period.type_id))) for period in found]
    return Found(in_the_way=tuple(in_the_way(requested_absence, timed, tries, deadline=deadline, today=today)))


def as_confirmed(request: AbsenceRequest) -> RequestedAbsence | None:
    """Return what was confirmed, though its type may be gone from Personio since; None if unreadable."""
    draft, at = draft_of(request), when(request)
    return RequestedAbsence(draft.type_id or "", "", draft.unit, at, draft.comment, draft.substitute) if at else None


async def as_sent(services: Services, requested_absence: RequestedAbsence, *, named: bool) -> RequestedAbsence:
    """Return a requested absence as it is sent; ``named``: with the substitute in the comment. Raises PersonioError."""
    if not named:
        return requested_absence
    person = (await services.directory.people()).by_id.get(requested_absence.substitute_id or "")
    return without_substitute(requested_absence, display_name(person) if person else None)


async def amounts_of(services: Services, absence_id: str) -> list[DayAmount]:
    """Return an absence's daily amounts, none where Personio does not tell."""
    return await optional(services.personio.breakdowns(absence_id), "filing.no_breakdowns", most=inf) or []


async def _around(
    services: Services, person_id: str, requested_absence: RequestedAbsence, until: date
) -> list[AbsencePeriod]:
    """Return a person's absences in and around the requested days, those that may be it settled."""
    # Personio's end convention may differ from ours by one day; a list by end may leave out what has none.
    first = None if requested_absence.open_end else requested_absence.first_day - _ONE_DAY
    listed = await services.personio.absences(person_id=person_id, first_day=first, last_day=until + _ONE_DAY)
    return [await _settled(services, requested_absence, period) for period in listed if period.person_id == person_id]


async def _settled(services: Services, requested_absence: RequestedAbsence, period: AbsencePeriod) -> AbsencePeriod:
    """Return an absence that may be the one with its last day as its daily amounts say. Raises PersonioError."""
    if requested_absence.unit == "hour" or period.last_day is None or period.first_day != requested_absence.first_day:
        return period
    try:
        return period.settled(await services.personio.breakdowns(period.id))
    except (NotFound, NotAllowed, Refused) as error:  # not to be had; what the absence itself says counts
        log.info("filing.no_breakdowns", error=type(error).__name__, trace_id=error.trace_id)
        return period
