"""One short message to whom a request belongs, when something was decided about it.

Nobody is told twice. Before a message goes out, the right to send it is given up in the store; where nobody knows
whether Teams took it (a time-out, a 5xx, a crash in between), it is not sent again: the living card says it anyway.
What was surely not delivered may be sent later: the right is given back. Each change has its message or none: one that
was overtaken is silent.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

import structlog

from bot.core.contact_hours import seconds_until_daytime
from bot.core.jobs import TELL, Again, Dead, Done, Job, Outcome, Told
from bot.core.messaging import SendError, Unknown
from bot.core.name_search import label
from bot.core.people import working_time
from bot.core.records import AbsenceRequest, Account, StaleRevision
from bot.core.request_status import (
    declined_by_substitute,
    is_untold,
    mark_notified,
    substitute_in_doubt,
    untold,
    was_open,
)
from bot.services.context import Services, time_zone
from bot.services.failures import not_sent
from bot.services.requests.receipt import shown_absence_of
from bot.services.requests.review import amount
from bot.services.router import Router
from cards import Card
from cards.i18n import translator
from cards.request import DecisionView, decision_card

log = structlog.get_logger(__name__)
router = Router()

_NOT_NOW = 30.0  # seconds until the next try where Teams does not say
_SURELY_NOT_SENT = {"NotAllowed", "Blocked", "Gone", "TooLarge", "SendError"}  # ends of an older version's jobs


@router.job(TELL)
async def tell_owner(services: Services, job: Job) -> Outcome:
    """Tell the owner of a request what became of it, if that still is so, they want to know, and it is day."""
    what: Told = job.payload["what"]
    request = await services.store.requests.find(UUID(job.payload["request_id"]))
    if request is not None and job.died_of in _SURELY_NOT_SENT and untold(request, job.payload["revision"], what):
        await _give_back(services, request, job.payload["revision"])
        raise StaleRevision  # told in the next run
    if request is None or not is_untold(request, job.payload["revision"], what):
        return Done()
    account = await services.store.accounts.find(request.tenant_id, request.object_id)
    if account and "decision" in account.muted:
        return Done()
    if wait := seconds_until_daytime(services.clock(), time_zone(_zone(request, account))):
        return Again(after=wait, counted=False, reason="night")
    card = await _card(services, request, account, what)
    return await _send(services, request, account, card, job=job) if card else Dead("the absence type is gone")


async def _send(
    services: Services, request: AbsenceRequest, account: Account | None, card: Card, *, job: Job
) -> Outcome:
    taken = await services.store.requests.change(mark_notified(request), expected=request.state)
    to = account.conversation if account and account.conversation else request.conversation
    try:
        await services.messenger.send(to, card)
    except Unknown as error:
        log.warning("decision.perhaps_told", request_id=str(request.id), error=type(error).__name__)
        return Dead("perhaps delivered")
    except SendError as error:
        await _give_back(services, taken, request.details["told"])
        return not_sent(error, job, not_now=_NOT_NOW)
    return Done()


async def _give_back(services: Services, request: AbsenceRequest, revision: int) -> None:
    """Note again that the owner is to be told; in vain where a later change has its own message."""
    found: AbsenceRequest | None = request
    while found is not None and "told" not in found.details:
        untold = replace(found, details={**found.details, "told": revision})
        with suppress(StaleRevision):
            await services.store.requests.change(untold, expected=found.state)
            return
        found = await services.store.requests.find(found.id)


async def _card(services: Services, request: AbsenceRequest, account: Account | None, what: Told) -> Card | None:
    """Return the message; None where its absence type is gone. Raises PersonioError."""
    requested_absence = await shown_absence_of(services, request)
    if requested_absence is None:
        return None
    people = (await services.directory.people()).by_id
    person, substitute = people.get(request.person_id), people.get(requested_absence.substitute_id or "")
    view = DecisionView(
        what=what,
        type_name=requested_absence.type_name,
        period=requested_absence.period,
        amount=amount(requested_absence, working_time(person, services.adjustments)) if person else None,
        undecided=was_open(request),
        personio_url=services.personio_web_url,
        declined=what == "rejected" and declined_by_substitute(request),
        substitute_in_doubt=what in ("rejected", "gone") and substitute_in_doubt(request),
        substitute=label(substitute, people.values()) if substitute else None,
        request_id=request.id,
    )
    return decision_card(view, translator((account and account.language) or request.language))


def _zone(request: AbsenceRequest, account: Account | None) -> str | None:
    return (account and account.time_zone) or request.details.get("zone")
