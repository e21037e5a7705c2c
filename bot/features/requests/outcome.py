"""How the filing of a request ends: filed as Personio has it, refused with a sentence, or withdrawn by its owner.

Each is one transaction with the job that has the card show it, and raises StaleRevision where the request has changed
since it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import structlog

from bot.core.absence_request import RequestedAbsence
from bot.core.as_in_personio import UNPROVEN, kept
from bot.core.jobs import Done, Outcome, show_job, tasks_job
from bot.core.people import span
from bot.core.records import AbsenceRequest
from bot.core.request_status import draft_of, ends_seen, write_span
from bot.core.telemetry import count_event
from bot.services.context import Services
from personio_client import AbsencePeriod, PersonioError

log = structlog.get_logger(__name__)

TAKEN_BACK: Final = "absence.taken_back"  # in the audit trail

_OF_FILING: Final = frozenset({"tries", "origin", "taking_back", "withdrawing"})  # of no use once the filing has ended


async def close_as_asked(
    services: Services, request: AbsenceRequest, requested_absence: RequestedAbsence, period: AbsencePeriod
) -> Outcome:
    """Mark a request filed with the days that were asked for."""
    details: dict[str, object] = {"seen": ends_seen(period)}  # as understood: from here on only other ends are a change
    filed = replace(request, last_day=requested_absence.span.last_day)
    return await close(services, filed, period.status or "unknown", details | _substitute(request, period))


async def close_as_it_stands(services: Services, request: AbsenceRequest, period: AbsencePeriod) -> Outcome:
    """Mark a request filed with the days that Personio has, and tell its owner that they are others.

    ``period`` is settled by its daily amounts.
    """
    kind = (await services.directory.types()).get(period.type_id)
    details: dict[str, object] = {
        "seen": ends_seen(period),
        "period": write_span(span(period, kind)),
        "differs": True,
        **_substitute(request, period),
    }
    return await close(services, replace(request, last_day=period.last_day), period.status or "unknown", details)


async def close(services: Services, request: AbsenceRequest, status: str, details: Mapping[str, object]) -> Outcome:
    """Mark a request filed, forget its comment and have its card show it."""
    filed = replace(request, state="filed", status=status, details={**_ended(request, comment=False), **details})
    jobs = [show_job(filed), tasks_job(filed)]
    await services.store.requests.change(filed, expected="waiting", jobs=jobs, audit="request.filed")
    count_event("request.filed")
    return Done()


async def refuse(
    services: Services,
    request: AbsenceRequest,
    problem: dict[str, object],
    error: PersonioError | None = None,
    *,
    stands: Iterable[AbsencePeriod] = (),
    taken_back: bool = False,
) -> Outcome:
    """Mark a request refused, and have its card say why, and what is in Personio instead (``stands``).

    ``taken_back``: the absence that Personio made was deleted again.
    """
    log.info(
        "filing.refused", request_id=str(request.id), problem=problem["key"], trace_id=getattr(error, "trace_id", None)
    )
    details = _ended(request, comment=True) | await _standing(services, stands)
    refused = replace(request, state="refused", problem=problem, details=details)
    audit = (TAKEN_BACK, "request.refused") if taken_back else ("request.refused",)
    await services.store.requests.change(refused, expected="waiting", jobs=[show_job(refused)], audit=audit)
    count_event("request.refused")
    return Done()


async def end_withdrawn(
    services: Services, request: AbsenceRequest, *, stands: Iterable[AbsencePeriod] = (), taken_back: bool = False
) -> Outcome:
    """End a request that its owner withdrew before it was filed.

    ``stands``: what is in Personio and may be it, or may not; it is left there.
    """
    standing = await _standing(services, stands)
    problem = {"key": UNPROVEN if standing else "refused.withdrawn"}
    details = _ended(request, comment=False) | standing
    ended = replace(request, state="refused", personio_id=None, problem=problem, details=details)
    audit = ((TAKEN_BACK,) if taken_back else ()) + (("request.withdrawn",) if standing else ("absence.withdrawn",))
    await services.store.requests.change(
        ended, expected="waiting", jobs=[show_job(ended)], audit=audit, actor=request.object_id
    )
    return Done()


def _substitute(request: AbsenceRequest, period: AbsencePeriod) -> dict[str, object]:
    substitute = draft_of(request).substitute  # as confirmed, even where they could only be named in the comment
    confirmed = period.status == "substitute_requested" or period.substitute_id == substitute
    return {"substitute_unconfirmed": True} if substitute and not confirmed else {}


def _ended(request: AbsenceRequest, *, comment: bool) -> dict[str, Any]:
    """Return the details without what only the filing needs, and without the comment where it is not needed."""
    details = {key: value for key, value in request.details.items() if key not in _OF_FILING}
    if comment:
        return details
    return details | {"draft": {key: value for key, value in details["draft"].items() if key != "comment"}}


async def _standing(services: Services, stands: Iterable[AbsencePeriod]) -> dict[str, object]:
    found = list(stands)
    return {"stands": kept(found, await services.directory.types())} if found else {}
