"""Work that the bot gave up because of an error of its own, while somebody waits for it: they are told.

What they pressed shows it as well. Where an operator has the work tried again, and it succeeds, the card follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from bot.core.contact_hours import seconds_until_daytime
from bot.core.events import Conversation
from bot.core.jobs import GIVEN_UP, SICKNESS_END, Again, Done, Job, Outcome, show_anew, work_key
from bot.core.records import AbsenceRequest, NewJob
from bot.services.context import Services, time_zone
from bot.services.failures import FailurePolicy
from bot.services.router import Router
from cards.given_up import GivenUpView, Unfinished, given_up_card
from cards.i18n import best_language, translator

router = Router()


@dataclass(frozen=True, slots=True)
class _Wait:
    """Who waits for what; ``conversation``, ``language`` and ``zone`` where nothing newer is known of them."""

    what: Unfinished
    tenant_id: str
    object_id: str
    conversation: Conversation | None = None
    language: str | None = None
    zone: str | None = None


@router.job(GIVEN_UP, policy=FailurePolicy(unsure=Done("perhaps delivered")))  # nobody is told twice
async def tell_who_waits(services: Services, job: Job) -> Outcome:
    """Tell the person who waits for a given-up job, once; nothing where nobody waits, or where it is tried again."""
    dead = await services.store.jobs.find_dead(job.payload["job_id"])
    request = await _request(services, dead) if dead else None
    if request is not None:
        await _show(services, request, job)
    waits = _of_request(request) if request else _of_recovery(dead) if dead else None
    return await _tell(services, waits) if waits else Done("nobody waits")


async def _request(services: Services, dead: NewJob) -> AbsenceRequest | None:
    """Return the request, or the withdrawal or change, that a job was to carry out, while it waits."""
    if "request_id" not in dead.payload:
        return None
    request = await services.store.requests.find(UUID(dead.payload["request_id"]))
    waits = request is not None and request.state == "waiting" and work_key(request.id, request.kind) == dead.key
    return request if waits else None


async def _show(services: Services, request: AbsenceRequest, job: Job) -> None:
    """Have the card that was pressed say it. Raises StaleRevision where the request has changed since it was read."""
    if request.details.get("given_up"):
        return
    show = show_anew(request, f"given_up:{job.id}")
    marked = replace(request, details={**request.details, "given_up": True})
    await services.store.requests.change(marked, expected="waiting", jobs=[show])


def _of_request(request: AbsenceRequest) -> _Wait:
    what: Unfinished = "file" if request.kind == "create" else request.kind
    return _Wait(
        what,
        request.tenant_id,
        request.object_id,
        request.conversation,
        request.language,
        request.details.get("zone"),
    )


def _of_recovery(dead: NewJob) -> _Wait | None:
    known = (dead.payload.get("tenant_id"), dead.payload.get("object_id"))
    if dead.kind != SICKNESS_END or not all(known):
        return None
    return _Wait("recovered", str(known[0]), str(known[1]), language=dead.payload.get("language"))


async def _tell(services: Services, waits: _Wait) -> Outcome:
    account = await services.store.accounts.find(waits.tenant_id, waits.object_id)
    to = account.conversation if account and account.conversation else waits.conversation
    if to is None:
        return Done("no conversation")
    if wait := seconds_until_daytime(services.clock(), time_zone((account and account.time_zone) or waits.zone)):
        return Again(after=wait, counted=False, reason="quiet hours")
    language = (account and account.language) or waits.language
    t = translator(language or best_language(account.locale if account else None, default=services.default_language))
    await services.messenger.send(to, given_up_card(GivenUpView(waits.what, services.personio_web_url), t))
    return Done()
