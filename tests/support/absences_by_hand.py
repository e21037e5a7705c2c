"""A confirmed request or errand whose job the test runs itself, try by try: its kind is one that no worker claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from bot.core.jobs import Again, Outcome
from bot.core.records import AbsenceRequest, NewJob, RequestKind
from bot.features import ROUTER
from cards.actions import Draft
from sandbox.demo import TENANT

PARKED = "parked"


@dataclass
class ByHand:
    """A job in the real store, between the bot's real services and the sandboxes. ``kind``: whose handler it gets."""

    stage: Any
    kind: str
    request_id: UUID

    async def run(self) -> Outcome:
        """Claim it, run its handler, settle it; put back, it is due at once."""
        services = self.stage.bot.services
        (job,) = await services.store.jobs.claim({PARKED}, 1)
        outcome: Outcome = await ROUTER.jobs[self.kind](services, job)
        back = Again(0.0, outcome.counted, outcome.reason) if isinstance(outcome, Again) else outcome
        assert await services.store.jobs.settle(job, back)
        return outcome

    async def stored(self) -> AbsenceRequest:
        found = await self.stage.bot.services.store.requests.find(self.request_id)
        assert isinstance(found, AbsenceRequest)
        return found


async def parked(stage: Any, kind: str, details: dict[str, Any], *, asks: RequestKind = "create") -> ByHand:
    """Store what the demo's employee has confirmed, with a job that waits for the test."""
    await stage.demo.teams.install(stage.user)
    store, clock = stage.bot.services.store, stage.bot.services.clock
    account = await store.accounts.find(TENANT, stage.user.object_id)
    confirmed = AbsenceRequest(
        id=uuid4(),
        tenant_id=TENANT,
        object_id=stage.user.object_id,
        person_id=str(stage.person.id),
        state="waiting",
        details=details,
        conversation=account.conversation,
        card_id=None,
        language="nl",
        created_at=clock(),
        kind=asks,
    )
    job = NewJob(PARKED, str(confirmed.id), {"request_id": str(confirmed.id)})
    assert await store.requests.confirm(confirmed, job, actor=stage.user.object_id)
    return ByHand(stage, kind, confirmed.id)


def draft(stage: Any, first: str, last: str) -> dict[str, Any]:
    """Return the details of a confirmed request for a holiday."""
    kind = stage.demo.company.type_named("Vakantie").id
    return {"draft": Draft(type_id=kind, first_day=first, last_day=last).model_dump(exclude_none=True)}
