"""How a withdrawal or change ends that its owner confirmed.

It holds ids and days; a comment only until Personio has it.

``details``: ``absence_id``, ``type_id`` and ``when`` as far as known at the press, ``zone`` of the owner;
``saw``: how the absence stood on the card that was pressed; ``stands``: what is in Personio instead, once its owner has
to look at it. Of a change also ``draft``, ``before`` and ``old_comment`` (what to put back should Personio misread the
new days), ``tries`` at sending it, ``putting_back``. Of a withdrawal ``proven``: the absence was seen to be the
owner's; of one whose request was not filed yet ``request_id``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import structlog

from bot.core.as_in_personio import kept
from bot.core.jobs import Done, Outcome, show_job
from bot.core.ownership import as_shown
from bot.core.records import AbsenceRequest
from bot.core.request_status import write_span
from bot.core.verification import stored_problem
from bot.core.working_time import Span
from bot.services.context import Services
from bot.services.failures import FailurePolicy
from personio_client import AbsencePeriod, NotAllowed, Refused

log = structlog.get_logger(__name__)

PUT_OFF: Final = FailurePolicy("absences.put_off", not_set_up="absences.not_set_up", logged_as="errand")

_NEEDED_UNTIL_DONE: Final = frozenset({"draft", "before", "old_comment", "tries", "putting_back", "saw"})
_FINISHED: Final = {"withdraw": "absence.withdrawn", "change": "absence.changed"}  # for the audit trail


def operation_details(
    absence_id: str | None, type_id: str | None, when: Span | None, saw: str | None
) -> dict[str, Any]:
    """Return what is stored in the details of a change or a withdrawal.

    ``saw``: the absence's state on the card that was pressed, None where the card does not say.
    """
    known = {"absence_id": absence_id, "type_id": type_id, "saw": saw}
    return known | ({"when": write_span(when)} if when else {})


async def finish_operation(
    services: Services,
    operation: AbsenceRequest,
    state: str,
    *,
    problem: dict[str, Any] | None = None,
    status: str | None = None,
    also: str | None = None,
    **more: Any,
) -> Outcome:
    """Close an operation, delete its comment, update its card, and have the absence read again.

    ``also``: what else was done, for the audit trail. ``more``: details for the card.
    """
    absence_id, kind = operation.details["absence_id"], operation.kind
    if absence_id:
        await services.store.request_sync.add_news([absence_id])
    details = {key: value for key, value in operation.details.items() if key not in _NEEDED_UNTIL_DONE} | more
    closed = replace(operation, state=state, status=status, problem=problem, details=details)
    told = (
        f"absence.{kind}_declined"
        if state == "declined"
        else _FINISHED[kind]
        if state == "done" and absence_id
        else None
    )
    audit = [each for each in (also, told) if each]
    await services.store.requests.change(
        closed, expected="waiting", jobs=[show_job(closed)], audit=audit, actor=operation.object_id
    )
    return Done()


async def standing_there(services: Services, *found: AbsencePeriod) -> list[dict[str, Any]]:
    """Return absences in Personio as :func:`finish_operation` stores them (``stands``). Raises PersonioError."""
    return kept(found, await services.directory.types())


def unchanged(operation: AbsenceRequest, now: AbsencePeriod, at: Span) -> bool:
    """Tell whether an absence still stands as its owner saw it on the card that was pressed.

    ``at``: when it is. An operation of an older version stored the days alone.
    """
    if "saw" in operation.details:
        return bool(operation.details["saw"] == as_shown(now))
    return bool(_days_seen(operation) == write_span(at))


def asked_again(operation: AbsenceRequest) -> dict[str, Any]:
    """Return why its owner is asked again: it has changed since, or what they saw is not known."""
    known = operation.details["saw"] if "saw" in operation.details else _days_seen(operation)
    return {"key": "absences.changed_since" if known else "absences.look_again"}


def _days_seen(operation: AbsenceRequest) -> Any:
    """Return the days that the owner saw, as an operation of an older version stored them."""
    return operation.details.get("before" if operation.kind == "change" else "when")


NOT_DONE: Final[dict[str, object]] = {"key": "absences.not_done"}
_ABOUT_ABSENCES: Final = {"refused.generic": "absences.not_done", "refused.detail": "absences.not_done_detail"}


def stored_refusal(error: Refused | NotAllowed) -> dict[str, object]:
    """Return the stored form of a refusal: message key and parameters."""
    log.info("absences.declined", error=type(error).__name__, status=error.status, trace_id=error.trace_id)
    if isinstance(error, NotAllowed):
        return {"key": "absences.not_allowed"}
    problem = stored_problem(error)
    return {**problem, "key": _ABOUT_ABSENCES.get(str(problem["key"]), problem["key"])}
