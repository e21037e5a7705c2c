"""The one way in which something is asked of Personio: to create an absence, or to change or withdraw one.

What was confirmed is stored with its job at once, and shown as soon as Personio has answered, or as waiting. The id in
the card makes it one, however often it is confirmed. While its owner withdraws or changes the absence that came of a
request, that request is marked, so that they are not told of their own change (:mod:`bot.core.request_status`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal
from uuid import UUID

from bot.core.events import Pressed, Reply, Show
from bot.core.jobs import show_job, work_job
from bot.core.records import AbsenceRequest, NewJob, RequestKind
from bot.core.working_time import Span
from bot.services.context import Services, Turn
from bot.services.deadline import WORKER_WAIT, seconds_left
from bot.services.requests.operation_card import operation_card
from bot.services.requests.receipt import receipt, require_owner
from cards import Card
from cards.actions import Draft
from cards.request import stale_card
from personio_client import Person

_AUDIT: Final[dict[RequestKind, str]] = {
    "create": "request.confirmed",
    "change": "absence.change_asked",
    "withdraw": "absence.withdraw_asked",
}


async def card_of(services: Services, request: AbsenceRequest, language: str) -> Card:
    """Return the card of what was asked, as it stands: a receipt, or what came of a change or a withdrawal."""
    show = receipt if request.kind == "create" else operation_card
    return await show(services, request, language)


async def existing_card(turn: Turn, request_id: UUID) -> Reply:
    """Return the card of what is stored already: a second press, another device, an old card.

    Raises Refused where it is somebody else's.
    """
    request = await turn.services.store.requests.find(request_id)
    if request is None:
        return None
    return Show(await card_of(turn.services, require_owner(turn, request), turn.t.language), everywhere=False)


def filing_details(turn: Turn, draft: Draft) -> dict[str, Any]:
    """Return what is kept of a request to create an absence."""
    return {"draft": draft.model_dump(), "viewer": turn.origin.sender.id, "tries": []}


async def submit(
    turn: Turn,
    press: Pressed,
    person: Person,
    *,
    request_id: UUID,
    kind: RequestKind = "create",
    when: Span | None,
    details: Mapping[str, Any],
    jobs: Sequence[NewJob] = (),
) -> Reply:
    """Store what a press confirms, the job that does it and ``jobs`` at once, wait a moment for Personio, show it."""
    services, account = turn.services, turn.account
    request = AbsenceRequest(
        id=request_id,
        tenant_id=account.tenant_id,
        object_id=account.object_id,
        person_id=person.id,
        kind=kind,
        state="waiting",
        details={**details, "zone": turn.origin.time_zone},
        conversation=turn.origin.conversation,
        card_id=press.card_id,
        language=turn.t.language,
        created_at=services.clock(),
        last_day=when.last_day if when else None,
    )
    job = work_job(request)
    await services.store.requests.confirm(request, job, *jobs, actor=account.object_id, audit=_AUDIT[kind])
    services.outbox.wake()
    if not await services.outbox.settled(job.key, seconds_left(WORKER_WAIT)):
        await services.store.jobs.enqueue(show_job(request))  # the other devices learn that it waits
    if account.person_id != person.id:
        await services.store.accounts.save(replace(account, person_id=person.id))
    # None where its owner was forgotten meanwhile.
    return await existing_card(turn, request_id) or Show(stale_card(turn.t), everywhere=False)


OwnerChange = Literal["withdrawing", "changing"]


async def set_owner_change_flag(services: Services, absence_id: str, flag: OwnerChange, *, on: bool) -> None:
    """Note on the request which an absence came of that its owner is at it. Raises StaleRevision."""
    request = await services.store.requests.of_absence(absence_id)
    if request is None or request.state == "refused" or bool(request.details.get(flag)) == on:
        return
    kept = {key: value for key, value in request.details.items() if key != flag}
    marked = replace(request, details={**kept, flag: True} if on else kept)
    await services.store.requests.change(marked, expected="filed")
