"""Following Personio: what became of a filed request.

Rule: Personio decides, we look; a look that fails changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import structlog

from bot.requests.jobs import show_job
from bot.services import Request, Services
from personio_client import NotFound, PersonioError

log = structlog.get_logger(__name__)

FINAL = frozenset({"rejected", "gone"})
_REFRESH_AFTER = timedelta(seconds=20)  # Teams asks each time a card scrolls into view; Personio need not


async def follow(services: Services, request: Request) -> Request:
    """Bring a filed request's status up to date with Personio, as far as Personio answers."""
    fresh = request.updated_at is not None and services.clock() - request.updated_at < _REFRESH_AFTER
    if request.state != "filed" or request.status in FINAL or fresh or not request.personio_id:
        return request
    try:
        status = (await services.personio.absence(request.personio_id)).status
    except NotFound:
        status = "gone"
    except PersonioError as error:
        log.info("request.not_followed", error=type(error).__name__, trace_id=error.trace_id)
        return request
    now = replace(request, status=status)
    jobs = [show_job(now)] if status != request.status else []
    return await services.store.change_request(now, expected="filed", jobs=jobs) or now
