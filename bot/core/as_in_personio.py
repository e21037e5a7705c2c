"""Absences that are in Personio, in the form in which they are stored with a request or change, and shown on a card.

They are stored where the owner has to look at them, as ids, days and status; names are looked up when they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from bot.core.absence_request import period
from bot.core.people import span
from bot.core.records import AbsenceRequest
from bot.core.request_status import declined_by_substitute, read_span, write_span
from cards.absences import AbsenceRow, Standing
from personio_client.models import AbsencePeriod, AbsenceType

UNCLEAR: Final = "refused.stands"
"""The problem of a request where something stands in Personio that may be it, or may not."""

UNPROVEN: Final = "refused.withdrawn_stands"
"""The same of a request that its owner withdrew."""

_MOST: Final = 3  # absences that a card shows
_PERSONIOS: Final = frozenset(get_args(Standing)) - {
    "waiting",
    "withdrawing",
    "unfinished",
    "refused",
    "unclear",
    "declined",
}


def card_status(status: str | None, request: AbsenceRequest | None = None) -> Standing:
    """Return Personio's status as one that the cards know.

    ``request``: the one that the absence came from, which may know that the substitute declined it.
    """
    if request and status == request.status and declined_by_substitute(request):
        return "declined"
    return status if status in _PERSONIOS else "unknown"  # type: ignore[return-value]  # checked against the literal


def kept(found: Iterable[AbsencePeriod], types: Mapping[str, AbsenceType]) -> list[dict[str, Any]]:
    """Return absences as JSON keeps them."""
    return [
        {
            "absence_id": each.id,
            "type_id": each.type_id,
            "period": write_span(span(each, types.get(each.type_id))),
            "status": each.status,
        }
        for each in list(found)[:_MOST]
    ]


def shown(stored: Iterable[Mapping[str, Any]], types: Mapping[str, AbsenceType], untyped: str) -> list[AbsenceRow]:
    """Return absences as :func:`kept` wrote them, for a card; ``untyped`` names one whose type is gone."""
    rows = []
    for each in stored:
        at, kind = read_span(each["period"]), types.get(each["type_id"])
        if at is not None:
            name = (kind.name if kind else "") or untyped
            rows.append(AbsenceRow(name, period(at), card_status(each["status"]), absence_id=each["absence_id"]))
    return rows
