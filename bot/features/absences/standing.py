"""How a stored request stands, as far as is known here.

Pure. What can be done to it is in :mod:`bot.requests.possible`.
"""

from __future__ import annotations

from typing import Final

from bot.requests.in_personio import UNCLEAR, UNPROVEN, standing
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
