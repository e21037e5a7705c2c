"""A request as Personio has it now, and whose turn it is.

Personio is read, never a webhook's or card's data: so the order of webhooks makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bot.core.people import span
from bot.core.records import AbsenceRequest
from bot.core.request_status import FINAL, declined_by_substitute, draft_of, moved, when
from bot.core.working_time import Span
from bot.services.context import Services
from bot.services.identity import here_on
from bot.services.personio_cache import People
from bot.services.requests.receipt import shown_absence_of, status_word
from cards.approval import Stage
from personio_client import AbsencePeriod, AbsenceType, NotFound, Person

Role = Literal["substitute", "approver"]

_TURNS: Final[dict[str, Role]] = {"substitute_requested": "substitute", "pending": "approver"}
_STAGES: Final[dict[tuple[Role, str], Stage]] = {
    ("substitute", "substitute_requested"): "open",
    ("substitute", "pending"): "accepted",
    ("approver", "substitute_requested"): "passed_on",
    ("approver", "pending"): "open",
}
_ENDS: Final[dict[str, Stage]] = {
    "approved": "approved",
    "deletion_pending": "approved",  # it still stands
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "gone": "gone",
}


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """A filed request, read afresh.

    ``status``: Personio’s word as the cards know it; ``withdrawn`` or ``gone`` where it is deleted.
    """

    request: AbsenceRequest
    status: str
    span: Span
    kind: AbsenceType | None
    requester: Person
    substitute_id: str | None
    people: People
    time_zone: str | None = None  # of the hours

    @property
    def role(self) -> Role | None:
        return _TURNS.get(self.status)

    def decider(self, today: date) -> Person | None:
        """Return who that is, None where nobody can be told.

        Personio keeps the approver of a request to itself; who leads the requester is the nearest that its API tells.
        Nobody decides about themselves, and nobody who has left: then Personio's own task is all there is.
        """
        wanted = {"substitute": self.substitute_id, "approver": self.requester.supervisor_id, None: None}[self.role]
        found = self.people.by_id.get(wanted or "")
        if found is None or found.id == self.requester.id or not here_on(found, today):
            return None
        return found

    def stage(self, role: Role, person_id: str, today: date) -> Stage | None:
        """Return how the request stands for somebody who was asked; None where Personio's status is not one we know."""
        if role == self.role:
            decider = self.decider(today)
            return "open" if decider is not None and decider.id == person_id else "passed_on"
        if role == "substitute" and self.substitute_id != person_id and self.status not in _ENDS:
            return "passed_on"
        if role == "substitute" and self.status == self.request.status and declined_by_substitute(self.request):
            return "declined"
        return _STAGES.get((role, self.status)) or _ENDS.get(self.status)


async def read_approval(services: Services, request: AbsenceRequest) -> ApprovalState | None:
    """Read a request in Personio; None where it is not filed, or nobody there has asked. Raises PersonioError.

    NotFound of it where its absence is missing and that is not certain yet: the sync job reads it again.
    """
    if request.state in ("waiting", "refused") or not request.personio_id:
        return None
    people, types = await services.directory.people(), await services.directory.types()
    requester = people.by_id.get(request.person_id)
    if requester is None:
        return None
    substitute = draft_of(request).substitute
    try:
        period = await services.personio.absence(request.personio_id)
    except NotFound:
        if request.status not in FINAL:
            await services.store.request_sync.add_news([request.personio_id])
            services.outbox.wake()
            raise
        requested_absence = await shown_absence_of(services, request)
        if requested_absence is None:
            return None
        vanished = "withdrawn" if request.status == "withdrawn" else "gone"  # taken back by its owner, as far as we saw
        return ApprovalState(
            request,
            vanished,
            requested_absence.span,
            types.get(requested_absence.type_id),
            requester,
            substitute,
            people,
        )
    kind = types.get(period.type_id)
    return ApprovalState(
        request=request,
        status=status_word(period.status),
        span=_when(request, period, kind),
        kind=kind,
        requester=requester,
        substitute_id=period.substitute_id or substitute,  # Personio does not give it back: facts differ by tenant
        people=people,
        time_zone=period.time_zone,
    )


def _when(request: AbsenceRequest, period: AbsencePeriod, kind: AbsenceType | None) -> Span:
    """Return when an absence is: as known here, unless Personio has moved it since.

    What is known here was checked by the daily amounts, and so is right under every end convention.
    """
    known = when(request)
    return span(period, kind) if known is None or ("seen" in request.details and moved(request, period)) else known
