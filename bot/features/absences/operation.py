"""A withdrawal or change that its owner confirmed, kept until Personio has done or refused it.

It is stored as a row beside the requests, identified by the id in the card, so that pressing twice is one operation and
a crash loses none. It holds ids and days; a comment only until Personio has it.

``state``: ``waiting``, then ``done``, ``asked`` (a withdrawal that somebody must agree to) or ``declined``.
``details``: ``deed``, ``absence_id``, ``type_id`` and ``when`` as far as known at the press, ``zone`` of the owner;
``saw``: how the absence stood on the card that was pressed; ``stands``: what is in Personio instead, once its owner has
to look at it. Of a change also ``draft``, ``before`` and ``old_comment`` (what to put back should Personio misread the
new days), ``tries`` at sending it, ``putting_back``. Of a withdrawal ``proven``: the absence was seen to be the
owner's; of one whose request was not filed yet ``request_id``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import structlog

from bot.core.absence_request import period
from bot.core.as_in_personio import kept, shown
from bot.core.events import Pressed, Reply, Show
from bot.core.jobs import SHOW_OPERATION, Again, Done, Job, Outcome, show_anew, show_operation, work_key
from bot.core.messaging import SendError
from bot.core.ownership import as_shown
from bot.core.records import AbsenceRequest, NewJob
from bot.core.request_status import read_span, write_span
from bot.core.verification import stored_problem
from bot.core.working_time import Span
from bot.services.context import Services, Turn
from bot.services.deadline import seconds_left
from bot.services.failures import not_sent
from bot.services.requests.receipt import require_owner
from bot.services.router import Router
from cards import Card
from cards.absences import Deed, OutcomeView, outcome_card
from cards.i18n import translator
from cards.request import Problem, stale_card
from personio_client import AbsencePeriod, NotAllowed, Person, PersonioError, RateLimited, Refused

router = Router()

WITHDRAW: Final = "absences.withdraw"
CHANGE: Final = "absences.change"
WAIT: Final = 3.0  # seconds a press waits for Personio before it says that it will be done
MOVED_ON: Final = Again(after=0.5, counted=False, reason="moved on")  # somebody else changed it: look again

_KINDS: Final[dict[str, str]] = {"withdraw": WITHDRAW, "change": CHANGE}
_NEEDED_UNTIL_DONE: Final = frozenset({"draft", "before", "old_comment", "tries", "putting_back", "saw"})
_FINISHED: Final = {"withdraw": "absence.withdrawn", "change": "absence.changed"}  # for the audit trail


def new_operation(
    turn: Turn,
    press: Pressed,
    person: Person,
    *,
    errand_id: UUID,
    deed: Deed,
    absence_id: str | None,
    when: Span | None,
    type_id: str | None,
    saw: str | None,
    **more: Any,
) -> AbsenceRequest:
    """Return a waiting operation of the asker.

    ``saw``: how the absence stood on the card that was pressed, None where the card does not say.
    """
    known = {"deed": deed, "absence_id": absence_id, "type_id": type_id, "saw": saw, "zone": turn.origin.time_zone}
    details = known | more
    return AbsenceRequest(
        id=errand_id,
        tenant_id=turn.account.tenant_id,
        object_id=turn.account.object_id,
        person_id=person.id,
        state="waiting",
        details=details | ({"when": write_span(when)} if when else {}),
        conversation=turn.origin.conversation,
        card_id=press.card_id,
        language=turn.t.language,
        created_at=turn.services.clock(),
        last_day=when.last_day if when else None,
    )


def operation_job(operation: AbsenceRequest) -> NewJob:
    """Return the job that carries out an operation; there is one for ever."""
    kind = _KINDS[str(operation.details["deed"])]
    return NewJob(kind, work_key(operation.id, operation.details), {"request_id": str(operation.id)})


def _show_job(operation: AbsenceRequest) -> NewJob:
    return show_operation(operation, f"{operation.revision}:{operation.state}")


async def known_operation(turn: Turn, errand_id: UUID) -> Reply:
    """Return the card of an operation that is stored already: a second press, another device, an old card.

    Raises Refused where it is somebody else's.
    """
    stored = await turn.services.store.requests.find(errand_id)
    if stored is None:
        return None
    if "deed" not in require_owner(turn, stored).details:
        return Show(stale_card(turn.t), everywhere=False)
    return Show(await outcome(turn.services, stored, turn.t.language), everywhere=False)


async def submit_operation(turn: Turn, operation: AbsenceRequest) -> Reply:
    """Store an operation and its job in one transaction, wait a moment for Personio, return its card."""
    services, job = turn.services, operation_job(operation)
    asked = f"absence.{operation.details['deed']}_asked"
    await services.store.requests.confirm(operation, job, actor=operation.object_id, audit=asked)
    services.outbox.wake()
    if not await services.outbox.settled(job.key, seconds_left(WAIT)):
        await services.store.jobs.enqueue(_show_job(operation))  # the other devices learn that it waits
    # None where its owner was forgotten meanwhile.
    return await known_operation(turn, operation.id) or Show(stale_card(turn.t), everywhere=False)


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
    absence_id, deed = operation.details["absence_id"], str(operation.details["deed"])
    if absence_id:
        await services.store.request_sync.add_news([absence_id])
    details = {key: value for key, value in operation.details.items() if key not in _NEEDED_UNTIL_DONE} | more
    closed = replace(operation, state=state, status=status, problem=problem, details=details)
    told = (
        f"absence.{deed}_declined"
        if state == "declined"
        else _FINISHED[deed]
        if state == "done" and absence_id
        else None
    )
    done = await services.store.requests.change(
        closed,
        expected="waiting",
        jobs=[_show_job(closed)],
        audit=[each for each in (also, told) if each],
        actor=operation.object_id,
    )
    return Done() if done else MOVED_ON


async def standing_there(services: Services, *found: AbsencePeriod) -> list[dict[str, Any]]:
    """Return what stands in Personio as :func:`finish` keeps it (``stands``). Raises PersonioError."""
    return kept(found, await services.directory.types())


async def outcome(services: Services, operation: AbsenceRequest, language: str) -> Card:
    """Return the card of an operation as it stands."""
    details, problem = operation.details, operation.problem
    at = read_span(details.get("when") or {})
    try:
        types = await services.directory.types()
    except PersonioError:
        types = {}  # the card can do without
    kind, t = types.get(details.get("type_id") or ""), translator(language)
    view = OutcomeView(
        deed=details["deed"],
        ending=operation.state,  # type: ignore[arg-type]  # an operation's states are the endings
        absence_id=None if problem and problem["key"] == "absences.not_there" else details["absence_id"],
        type_name=kind.name if kind else None,
        period=period(at) if at else None,
        status=operation.status,
        comment_kept=bool(details.get("comment_kept")),
        unverified=bool(details.get("unverified")),
        problem=Problem(problem["key"], problem.get("params", {})) if problem else None,
        stands=shown(details.get("stands", ()), types, t("absences.one")),
        given_up=bool(details.get("given_up")),
    )
    return outcome_card(view, t)


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
    return operation.details.get("before" if operation.details["deed"] == "change" else "when")


@router.job(SHOW_OPERATION)
async def show_outcome(services: Services, job: Job) -> Outcome:
    """Edit an operation's card to its present state. Repeating it is harmless; the last edit shows the present
    state."""
    operation, shown = await services.store.requests.find(UUID(job.payload["request_id"])), None
    try:
        while operation is not None and operation.card_id and operation.state != shown:
            shown = operation.state
            if request := await _receipt_tells(services, operation):
                await services.store.jobs.enqueue(show_anew(request, str(operation.id)))
                services.outbox.wake()
            else:
                card = await outcome(services, operation, operation.language)
                await services.messenger.update(operation.conversation, operation.card_id, card)
            operation = await services.store.requests.find(operation.id)
    except SendError as error:
        return not_sent(error, job)
    return Done()


async def _receipt_tells(services: Services, operation: AbsenceRequest) -> AbsenceRequest | None:
    """Return the request whose receipt the card is, where that says all there is to say; it follows Personio.

    It knows of no refusal, and of nothing that still waits.
    """
    if operation.state in ("waiting", "declined"):
        return None
    if ours := operation.details.get("request_id"):
        request = await services.store.requests.find(UUID(ours))
    else:
        request = await services.store.requests.of_absence(operation.details["absence_id"])
    return request if request is not None and request.card_id == operation.card_id else None


log = structlog.get_logger(__name__)

NOT_DONE: Final[dict[str, object]] = {"key": "absences.not_done"}
_NOT_SET_UP = 60.0  # seconds until the next try where the operator has to mend the credentials first
_ABOUT_ABSENCES: Final = {"refused.generic": "absences.not_done", "refused.detail": "absences.not_done_detail"}


def stored_refusal(error: Refused | NotAllowed) -> dict[str, object]:
    """Return the stored form of a refusal: message key and parameters."""
    log.info("absences.declined", error=type(error).__name__, status=error.status, trace_id=error.trace_id)
    if isinstance(error, NotAllowed):
        return {"key": "absences.not_allowed"}
    problem = stored_problem(error)
    return {**problem, "key": _ABOUT_ABSENCES.get(str(problem["key"]), problem["key"])}


def retry_operation(error: PersonioError, operation: AbsenceRequest) -> Outcome:
    """Return when to try again."""
    if isinstance(error, RateLimited):
        return Again(after=error.retry_after, counted=False, reason="rate_limited")
    told = {"errand": str(operation.id), "error": type(error).__name__, "trace_id": error.trace_id}
    if isinstance(error, NotAllowed):
        log.error("absences.not_set_up", **told)
        return Again(after=_NOT_SET_UP, reason="not_allowed")
    log.warning("absences.put_off", **told)
    return Again(reason=type(error).__name__)
