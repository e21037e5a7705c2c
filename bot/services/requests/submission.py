"""Confirming a request: stored with its job at once, shown as soon as Personio has answered, or as waiting.

The id in the card makes it one request, however often it is confirmed. While its owner withdraws or changes the absence
that came of it, the request is marked, so that they are not told of their own change (:mod:`bot.core.request_status`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal
from uuid import UUID

from bot.core.absence_request import RequestedAbsence
from bot.core.events import Pressed, Reply, Show
from bot.core.jobs import file_job, show_job
from bot.core.records import AbsenceRequest, NewJob
from bot.services.context import Services, Turn
from bot.services.deadline import WORKER_WAIT, seconds_left
from bot.services.requests.receipt import receipt, require_owner
from cards.actions import Draft
from cards.request import stale_card
from personio_client import Person


async def existing_receipt(turn: Turn, request_id: UUID) -> Reply:
    """Return the receipt of a request that is stored already: a second press, another device, an old card.

    Raises Refused where it is somebody else's.
    """
    request = await turn.services.store.requests.find(request_id)
    if request is None:
        return None
    return Show(await receipt(turn.services, require_owner(turn, request), turn.t.language), everywhere=False)


async def submit_request(
    turn: Turn,
    press: Pressed,
    person: Person,
    *,
    request_id: UUID,
    draft: Draft,
    requested_absence: RequestedAbsence,
    jobs: Sequence[NewJob] = (),
) -> Reply:
    """Store a request, the job that files it and ``jobs`` at once, wait a moment for Personio, return the receipt."""
    request = AbsenceRequest(
        id=request_id,
        tenant_id=turn.account.tenant_id,
        object_id=turn.account.object_id,
        person_id=person.id,
        state="waiting",
        details={
            "draft": draft.model_dump(),
            "viewer": turn.origin.sender.id,
            "zone": turn.origin.time_zone,
            "tries": [],
        },
        conversation=turn.origin.conversation,
        card_id=press.card_id,
        language=turn.t.language,
        created_at=turn.services.clock(),
        last_day=requested_absence.span.last_day,
    )
    await turn.services.store.requests.confirm(request, file_job(request), *jobs, actor=turn.account.object_id)
    turn.services.outbox.wake()
    if not await turn.services.outbox.settled(file_job(request).key, seconds_left(WORKER_WAIT)):
        await turn.services.store.jobs.enqueue(show_job(request))  # the other devices learn that it waits
    if turn.account.person_id != person.id:
        await turn.services.store.accounts.save(replace(turn.account, person_id=person.id))
    # None where its owner was forgotten meanwhile.
    return await existing_receipt(turn, request_id) or Show(stale_card(turn.t), everywhere=False)


OwnerChange = Literal["withdrawing", "changing"]


async def set_owner_change_flag(services: Services, absence_id: str, deed: OwnerChange, *, on: bool) -> None:
    """Note on the request which an absence came of that its owner is at it. Raises StaleRevision."""
    request = await services.store.requests.of_absence(absence_id)
    if request is None or request.state == "refused" or bool(request.details.get(deed)) == on:
        return
    kept = {key: value for key, value in request.details.items() if key != deed}
    marked = replace(request, details={**kept, deed: True} if on else kept)
    await services.store.requests.change(marked, expected="filed")
