"""Looking up an absence for its owner, and what can be done to it.

An absence of somebody else and one that does not exist get the same answer. What waits for a decision can be withdrawn
and changed; what is approved can be withdrawn until the day before it starts.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

import structlog

from bot.core.absence_request import InvalidDraft, RequestedAbsence, validate_draft
from bot.core.as_in_personio import UNCLEAR, UNPROVEN, card_status
from bot.core.people import span
from bot.core.records import AbsenceRequest
from bot.core.request_status import moved, when
from bot.core.working_time import Span, WorkingTime, hours, working_days
from bot.services.context import Refusal, Services, Turn
from bot.services.deadline import FACT_WAIT, optional, within
from bot.services.requests.allowed_operations import just_reported
from bot.services.type_rules import has_half_days, judge_draft
from cards.absences import Standing
from cards.actions import Draft
from cards.amounts import Amount
from personio_client import AbsencePeriod, AbsenceType, DayAmount, NotFound, Person, Unavailable

log = structlog.get_logger(__name__)

_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")  # of an absence; anything else is none of Personio's

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OwnAbsence:
    """An absence of somebody's own as Personio has it now; ``request``: the one made here that it came of."""

    period: AbsencePeriod
    when: Span
    kind: AbsenceType | None
    request: AbsenceRequest | None

    def just_reported(self, today: date) -> bool:
        """Tell whether it is the sickness that its owner reported here today, as they reported it."""
        known = self.request
        return just_reported(known, self.kind, today, moved=bool(known and moved(known, self.period)))


async def own_absence(turn: Turn, person: Person, absence_id: str | None) -> OwnAbsence:
    """Return an absence of the asker's. Raises Refused where there is none, PersonioError where Personio is silent."""
    if not absence_id or not _ID.fullmatch(absence_id):
        raise Refusal("absences.not_there")
    services = turn.services
    try:
        period = await in_time(services.personio.absence(absence_id))
    except NotFound as error:
        if not error.speaks_of_it:
            raise Unavailable("a 404 that does not speak of the absence", trace_id=error.trace_id) from None
        raise Refusal("absences.not_there") from None
    if period.person_id != person.id:
        log.warning("absences.not_the_owner")
        raise Refusal("absences.not_there")
    kind = (await services.directory.types()).get(period.type_id)
    request = await services.store.requests.of_absence(absence_id)
    if request and not is_mine(turn, person, request):
        request = None
    return OwnAbsence(period, await _when(services, period, kind, request), kind, request)


async def offers_halves(turn: Turn, seen: OwnAbsence) -> bool:
    """Tell whether a change may choose half days: where the type has them, or the absence itself."""
    return seen.when.first_half or seen.when.last_half or await has_half_days(turn.services, seen.period.type_id)


async def judge_change(turn: Turn, draft: Draft, seen: OwnAbsence | None) -> RequestedAbsence | InvalidDraft:
    """Judge a change of an absence; ``seen`` is None where Personio is silent, which then judges half days itself."""
    types = await turn.services.directory.types()
    if seen is None or await offers_halves(turn, seen):
        return validate_draft(draft, types, turn.today)
    return await judge_draft(turn, draft, types)


async def own_request(turn: Turn, person: Person, request_id: UUID) -> AbsenceRequest:
    """Return a request of the asker's. Raises Refused where there is none."""
    request = await turn.services.store.requests.find(request_id)
    if request is None or not is_mine(turn, person, request) or request.kind != "create":
        raise Refusal("absences.not_there")
    return request


def is_mine(turn: Turn, person: Person, request: AbsenceRequest) -> bool:
    known = (request.tenant_id, request.object_id, request.person_id)
    return known == (turn.account.tenant_id, turn.account.object_id, person.id)


async def in_time(asked: Awaitable[T], patience: float = FACT_WAIT) -> T:
    """Return an answer; raise Unavailable where it does not come within ``patience`` seconds."""
    try:
        async with within(patience):
            return await asked
    except TimeoutError:
        raise Unavailable("no answer in time") from None


async def amounts_in_time(services: Services, absence_id: str) -> list[DayAmount]:
    """Return an absence's daily amounts, none where Personio does not tell."""
    return await optional(services.personio.breakdowns(absence_id), "absences.no_breakdowns") or []


async def _when(
    services: Services, period: AbsencePeriod, kind: AbsenceType | None, request: AbsenceRequest | None
) -> Span:
    if request and not moved(request, period) and (known := when(request)):
        return known
    if kind is None or kind.unit == "day":
        period = period.settled(await amounts_in_time(services, period.id))
    return span(period, kind)


def length(when: Span, work: WorkingTime) -> Amount | None:
    """Return how much an absence takes: working days, or hours; None where nobody knows."""
    value = hours(when) if when.in_hours else working_days(when, work)
    return None if value is None else Amount(value, "hour" if when.in_hours else "day")


OURS: Final = frozenset({"refused.withdrawn", UNPROVEN})
"""The problems of a request that its owner withdrew before it was filed."""


def of_request(request: AbsenceRequest) -> Standing:
    """Return how a stored request stands, as far as is known here."""
    if request.state == "waiting" and request.details.get("given_up"):
        return "unfinished"
    if request.state == "waiting":
        return "withdrawing" if request.details.get("withdrawing") else "waiting"
    if request.state == "refused":
        problem = (request.problem or {}).get("key")
        return "withdrawn" if problem in OURS else "unclear" if problem == UNCLEAR else "refused"
    return card_status(request.status, request)
