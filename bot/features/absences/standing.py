"""What can be done to an absence here, as it stands.

Rule: pure. What waits for a decision can be withdrawn and changed; what is approved can be withdrawn until the day
before it starts. Whatever else, the card says where.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.calendar import Span
from bot.people import OPEN
from bot.requests.in_personio import UNCLEAR, UNPROVEN, standing
from bot.requests.life import FINAL
from bot.services import Request
from cards.absences import Standing

OURS: Final = frozenset({"refused.withdrawn", UNPROVEN})
"""The problems of a request that its owner withdrew before it was filed."""


def of_request(request: Request) -> Standing:
    """Return how a stored request stands, as far as is known here. Pure."""
    if request.state == "waiting":
        return "withdrawing" if request.details.get("withdrawing") else "waiting"
    if request.state == "refused":
        problem = (request.problem or {}).get("key")
        return "withdrawn" if problem in OURS else "unclear" if problem == UNCLEAR else "refused"
    return standing(request.status, request)


def may_change(status: str) -> bool:
    """Tell whether an absence can be changed here. Pure."""
    return status in OPEN


def against_withdrawal(status: str, when: Span, today: date) -> str | None:
    """Return why an absence cannot be withdrawn here, as a message key; None where it can. Pure."""
    if status in OPEN:
        return None
    if status == "deletion_pending":
        return "absences.withdrawal_asked"
    if status in FINAL:
        return "absences.not_changeable"
    if when.first_day > today:
        return None
    over = when.last_day is not None and when.last_day < today
    return "absences.over" if over else "absences.started"
