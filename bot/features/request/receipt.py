"""The receipt: a confirmed request and how it stands, always rendered from what is stored.

Rule: shown as often as wanted with the same result; only its owner sees it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import structlog

from bot.calendar import return_day
from bot.events import Pressed, Reply, Show
from bot.features.request.gathering import amount, back
from bot.features.request.wish import Wish, judge
from bot.outbox import Again, Dead, Done, Job, Outcome
from bot.people import display_name, working_time
from bot.router import Router
from bot.services import Blocked, Gone, NewJob, Refused, Request, SendError, Services, TryLater, Turn, zone
from cards import Card
from cards.actions import Draft, RefreshRequest
from cards.i18n import translator
from cards.request import Problem, ReceiptView, receipt_card, stale_card
from personio_client import NotFound, PersonioError

log = structlog.get_logger(__name__)
router = Router()

SHOW = "request.show"
FINAL = frozenset({"rejected", "gone"})
_KNOWN = frozenset({"substitute_requested", "pending", "approved", "rejected", "deletion_pending"})
_REFRESH_AFTER = timedelta(seconds=20)  # Teams asks each time a card scrolls into view; Personio need not


def show_job(request: Request) -> NewJob:
    """Return the job that puts the request's present state into its card."""
    moment = f"{request.state}:{request.status or ''}:{request.personio_id or ''}"
    return NewJob(SHOW, f"show:{request.id}:{moment}", {"request_id": str(request.id)})


def mine(turn: Turn, request: Request) -> Request:
    """Return the request if the sender made it. Raises Refused otherwise."""
    if (request.tenant_id, request.object_id) != (turn.account.tenant_id, turn.account.object_id):
        log.warning("request.not_the_owner", request_id=str(request.id))
        raise Refused("request.someone_elses")
    return request


def status_word(status: str | None) -> str:
    """Return Personio's status as one the cards know; anything else is in progress. Pure."""
    return status if status in _KNOWN else "unknown"


async def stored_wish(services: Services, request: Request) -> Wish | None:
    """Return what was confirmed; None where the type is gone from Personio. Raises PersonioError."""
    confirmed = request.created_at or services.clock()
    judged = judge(draft_of(request), await services.directory.types(), confirmed.date())
    return judged if isinstance(judged, Wish) else None


def draft_of(request: Request) -> Draft:
    """Return the draft as confirmed. Pure."""
    return Draft.model_validate(request.details.get("draft", {}))


async def receipt(services: Services, request: Request, language: str) -> Card:
    """Render a request as it stands now. Raises PersonioError where people or types cannot be read."""
    t = translator(language)
    wish, people = await stored_wish(services, request), await services.directory.people()
    person = people.by_id.get(request.person_id)
    if wish is None or person is None:
        return stale_card(t)
    waits = request.state == "waiting"  # for Personio, so do not ask it
    returns = return_day(wish.span, working_time(person)) if waits else await back(services, wish, person)
    request = await services.store.request(request.id) or request  # gathering took its time: the newest counts
    substitute = people.by_id.get(wish.substitute_id or "")
    return receipt_card(
        ReceiptView(
            request_id=request.id,
            draft=draft_of(request),
            type_name=wish.type_name,
            period=wish.period,
            amount=amount(wish, person),
            back_on=returns.day if returns else None,
            back_at_noon=bool(returns and returns.at_noon),
            status=_shown(request),
            substitute=display_name(substitute) if substitute else None,
            substitute_unconfirmed=bool(request.details.get("substitute_unconfirmed")),
            problem=_problem(request.problem),
            filed_at=(request.created_at or services.clock()).astimezone(zone(request.details.get("zone"))),
            personio_url=services.personio_web_url,
            next_request_id=uuid5(request.id, "next"),  # the same on every device
            viewer_ids=(request.details["viewer"],) if request.details.get("viewer") else (),
        ),
        t,
    )


def _shown(request: Request) -> Any:
    return {"waiting": "waiting", "refused": "refused"}.get(request.state) or status_word(request.status)


def _problem(stored: dict[str, Any] | None) -> Problem | None:
    return Problem(stored["key"], stored.get("params", {})) if stored else None


@router.job(SHOW)
async def show(services: Services, job: Job) -> Outcome:
    """Put a request's present state into its card. Repeating it is harmless.

    Two of these may overtake each other on their way to Teams: whoever comes last finds that the request has moved on,
    and shows it again.
    """
    request, shown = await services.store.request(UUID(job.payload["request_id"])), None
    try:
        while request is not None and (request.state, request.status) != shown:
            shown = (request.state, request.status)
            await _put(services, request)
            request = await services.store.request(request.id) if request.card_id else None
    except PersonioError as error:
        return Again(reason=type(error).__name__)
    except (Gone, Blocked) as error:
        return Dead(type(error).__name__)
    except TryLater as error:
        return Again(after=error.retry_after, reason=type(error).__name__)
    except SendError as error:
        return Dead(type(error).__name__)
    return Done()


async def _put(services: Services, request: Request) -> None:
    card = await receipt(services, request, request.language)
    if request.card_id:
        await services.messenger.update(request.conversation, request.card_id, card)
    else:
        await services.messenger.send(request.conversation, card)


@router.pressed(RefreshRequest)
async def refreshed(turn: Turn, action: RefreshRequest, _press: Pressed) -> Reply:
    """Answer a card that asks how its request stands."""
    request = await turn.services.store.request(action.request_id)
    if request is None:
        return Show(stale_card(turn.t))
    request = await follow(turn.services, mine(turn, request))
    return Show(await receipt(turn.services, request, turn.t.language))


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
    await services.store.change_request(now, expected="filed", jobs=jobs)
    return now
