"""Who is at it: a mark on a request while its owner withdraws or changes the absence that came of it.

Rule: set before Personio is asked, so that what follows is not told to whoever did it; taken off where Personio
declines, so that the next change there is told again. What it means is in :mod:`bot.requests.life`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.services import Services

Deed = Literal["withdrawing", "changing"]


async def mark(services: Services, absence_id: str, deed: Deed, *, on: bool) -> bool:
    """Note on the request which an absence came of that its owner is at it; False where it moved on: look again."""
    request = await services.store.request_of_absence(absence_id)
    if request is None or request.state == "refused" or bool(request.details.get(deed)) == on:
        return True
    kept = {key: value for key, value in request.details.items() if key != deed}
    marked = replace(request, details={**kept, deed: True} if on else kept)
    return await services.store.change_request(marked, expected="filed") is not None
