"""The receipt: a confirmed request and how it stands, always rendered from what is stored.

Shown as often as wanted with the same result; only its owner sees it.
"""

from __future__ import annotations

from typing import Any, Literal, get_args
from uuid import UUID, uuid5

import structlog

from bot.core.absence_request import RequestedAbsence, validate_draft
from bot.core.as_in_personio import shown
from bot.core.name_search import label
from bot.core.people import category, working_time
from bot.core.records import AbsenceRequest
from bot.core.request_status import declined_by_substitute, draft_of, substitute_in_doubt, was_open, when
from bot.core.working_time import Span, return_day
from bot.services.context import Refusal, Services, Turn, time_zone
from bot.services.requests.allowed_operations import against_withdrawal, just_reported, may_change
from bot.services.requests.review import amount, back, back_at, from_its_end
from cards import Card
from cards.i18n import translator
from cards.request import Problem, ReceiptView, Status, receipt_card, stale_card
from personio_client import AbsenceType

__all__ = ["draft_of", "next_id", "receipt", "require_owner", "shown_absence_of", "status_word", "stored_absence_of"]

log = structlog.get_logger(__name__)
_KNOWN: frozenset[str] = frozenset(get_args(Status)) - {"waiting", "refused"}  # those are ours, not Personio's


def require_owner(turn: Turn, request: AbsenceRequest) -> AbsenceRequest:
    """Return the request if the sender made it. Raises Refused otherwise."""
    if (request.tenant_id, request.object_id) != (turn.account.tenant_id, turn.account.object_id):
        log.warning("request.not_the_owner", request_id=str(request.id))
        raise Refusal("request.someone_elses")
    return request


def next_id(request: AbsenceRequest) -> UUID:
    """Return the id of the request made in place of one that came to nothing: the same on every device."""
    return uuid5(request.id, "next")


def status_word(status: str | None) -> str:
    """Return Personio's status as one the cards know; anything else is in progress."""
    return status if status in _KNOWN else "unknown"


async def stored_absence_of(services: Services, request: AbsenceRequest) -> RequestedAbsence | None:
    """Return what was confirmed; None where the type is gone from Personio. Raises PersonioError."""
    confirmed = request.created_at or services.clock()
    judged = validate_draft(draft_of(request), await services.directory.types(), confirmed.date())
    return judged if isinstance(judged, RequestedAbsence) else None


async def shown_absence_of(services: Services, request: AbsenceRequest) -> RequestedAbsence | None:
    """Return what a request stands for: Personio's absence where it was changed there, else what was confirmed.

    None where Personio no longer has the absence type. Raises PersonioError.
    """
    kind = (await services.directory.types()).get(draft_of(request).type_id or "")
    return _as_stored(request, kind.name) if kind else None


def _as_stored(request: AbsenceRequest, type_name: str) -> RequestedAbsence | None:
    draft, span = draft_of(request), when(request)
    if span is None:
        return None
    unit: Literal["day", "hour"] = "hour" if span.in_hours else "day"
    return RequestedAbsence(draft.type_id or "", type_name, unit, span, draft.comment, draft.substitute)


async def receipt(services: Services, request: AbsenceRequest, language: str) -> Card:
    """Return a request's receipt as it stands now. Raises PersonioError where people or types cannot be read."""
    t = translator(language)
    requested_absence, people = await shown_absence_of(services, request), await services.directory.people()
    requested_absence = requested_absence or _as_stored(request, t("absences.one"))  # its type is gone from Personio
    person = people.by_id.get(request.person_id)
    if requested_absence is None or person is None:
        return stale_card(t)
    waits = request.state == "waiting"  # for Personio, so do not ask it
    work = working_time(person, services.adjustments)
    own = [] if waits else await from_its_end(services, requested_absence, person)
    returns = (
        return_day(requested_absence.span, work) if waits else await back(services, requested_absence, person, own)
    )
    request = await services.store.requests.find(request.id) or request  # gathering took its time: the newest counts
    substitute = people.by_id.get(requested_absence.substitute_id or "")
    kind = (await services.directory.types()).get(requested_absence.type_id)
    # Once Personio has it, the comment is kept there alone.
    comment = next((each.comment for each in own if each.id == request.personio_id), requested_absence.comment)
    return receipt_card(
        ReceiptView(
            request_id=request.id,
            draft=draft_of(request),
            type_name=requested_absence.type_name,
            period=requested_absence.period,
            amount=amount(requested_absence, work),
            back_on=returns.day if returns else None,
            back_at_noon=bool(returns and returns.at_noon),
            back_at=back_at(requested_absence.span, returns),
            status=_shown(request),
            substitute=label(substitute, people.by_id.values()) if substitute else None,
            substitute_unconfirmed=bool(request.details.get("substitute_unconfirmed")),
            sick=requested_absence.unit == "day" and category(kind) == "sick_leave",  # hours are a visit to the doctor
            problem=_problem(request.problem),
            unreachable=_unreachable(request),
            changed="period" in request.details,
            changed_here=bool(request.details.get("changed_here")),
            differs=bool(request.details.get("differs")),
            stands=shown(request.details.get("stands", ()), await services.directory.types(), t("absences.one")),
            undecided=was_open(request),
            given_up=bool(request.details.get("given_up")),
            filed_at=(request.created_at or services.clock()).astimezone(time_zone(request.details.get("zone"))),
            comment=comment,
            absence_id=request.personio_id,
            may_change=_may_change(request),
            may_withdraw=_may_withdraw(services, request, requested_absence.span, kind),
            personio_url=services.personio_web_url,
            next_request_id=next_id(request),
            declined=declined_by_substitute(request),
            substitute_in_doubt=substitute_in_doubt(request),
            viewer_ids=(request.details["viewer"],) if request.details.get("viewer") else (),
        ),
        t,
    )


def _shown(request: AbsenceRequest) -> Any:
    return {"waiting": "waiting", "refused": "refused"}.get(request.state) or status_word(request.status)


def _may_change(request: AbsenceRequest) -> bool:
    return request.state == "filed" and request.personio_id is not None and may_change(request.status)


def _may_withdraw(services: Services, request: AbsenceRequest, span: Span, kind: AbsenceType | None) -> bool:
    """Tell whether *Withdraw* is offered: what was pressed is judged again, by how it stands then."""
    if request.state == "waiting":
        return not request.details.get("withdrawing") and not request.details.get("given_up")
    if request.state != "filed" or request.personio_id is None or request.status is None:
        return False
    today = services.clock().astimezone(time_zone(request.details.get("zone"))).date()
    report = just_reported(request, kind, today, moved=False)
    return against_withdrawal(request.status, span, today, just_reported=report) is None


def _unreachable(request: AbsenceRequest) -> Literal["substitute", "approver"] | None:
    """Return who cannot be written to, as the approvals feature found; true for their turn only."""
    turn: dict[str | None, Literal["substitute", "approver"]]
    turn = {"substitute_requested": "substitute", "pending": "approver"}
    role = turn.get(request.status)
    return role if role in request.details.get("unreachable", ()) else None


def _problem(stored: dict[str, Any] | None) -> Problem | None:
    return Problem(stored["key"], stored.get("params", {})) if stored else None
