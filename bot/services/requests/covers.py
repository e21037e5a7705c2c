"""Who has promised to cover for whom, and who may be away: what to know before somebody is asked to substitute.

Personio does not show substitutes in every account, so the requests made here are looked at as well. What is
only asked is no promise: Personio asks the substitute first, so what waits for its approver has been promised.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.people import AWAY, OPEN, is_elsewhere, span
from bot.core.request_status import draft_of, when
from bot.core.working_time import Span
from bot.services.context import Services
from personio_client.models import AbsencePeriod, AbsenceType

_PROMISED = AWAY | {"pending"}


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody's absence for which a substitute has promised to cover."""

    substitute_id: str
    person_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Availability:
    """Ids of the people who are away in a period, may be (not decided), or cover for somebody."""

    away: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    covering: frozenset[str] = frozenset()


async def covers(services: Services, during: Span) -> list[Cover]:
    """Return who has promised to cover for whom during a span. Raises PersonioError."""
    last = during.last_day or during.first_day
    types, near, here = await asyncio.gather(
        services.directory.types(),
        services.directory.listed(during.first_day, last),
        services.store.requests.promised(during.first_day),
    )
    found = {
        p.id: Cover(p.substitute_id, p.person_id, span(p, types.get(p.type_id or "")))
        for p in near
        if p.substitute_id and p.person_id and p.status in _PROMISED
    }
    for request in here:
        substitute, at = draft_of(request).substitute, when(request)
        confirmed = request.status in _PROMISED and not request.details.get("substitute_unconfirmed")
        if confirmed and substitute and at and request.personio_id:
            found.setdefault(request.personio_id, Cover(substitute, request.person_id, at))
    return [cover for cover in found.values() if cover.span.overlaps(during)]


async def availability(services: Services, during: Span) -> Availability:
    """Return who is away, may be away, or covers for somebody during a span. Raises PersonioError."""
    last = during.last_day or during.first_day
    types, near, away, promised = await asyncio.gather(
        services.directory.types(),
        services.directory.listed(during.first_day, last),
        services.directory.away(during.first_day, last),
        covers(services, during),
    )
    undecided = [p for p in near if p.status in OPEN and not is_elsewhere(types.get(p.type_id or ""))]
    covering = frozenset(cover.substitute_id for cover in promised)
    return Availability(_who(away, types, during), _who(undecided, types, during), covering)


def _who(periods: Iterable[AbsencePeriod], types: Mapping[str, AbsenceType], during: Span) -> frozenset[str]:
    return frozenset(
        p.person_id for p in periods if p.person_id and span(p, types.get(p.type_id or "")).overlaps(during)
    )
