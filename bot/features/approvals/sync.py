"""Keeping the tasks of a request up to date: who is to be asked, and what the cards of those already asked show.

It starts from what Personio says now, so it may be repeated, in any order, with the same result. It writes to
nobody: it edits posted cards, and stores one job per person and turn that writes (:mod:`.notify`).
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import structlog

from bot.core.jobs import TASKS, Done, Job, Outcome, show_job
from bot.core.messaging import SendError
from bot.core.records import AbsenceRequest, NewJob, Task
from bot.features.approvals.task_card import render_task
from bot.features.approvals.task_state import ApprovalState, read_approval
from bot.services.context import Services
from bot.services.failures import FailurePolicy, may_be_wrong
from bot.services.router import Router
from personio_client import Person

log = structlog.get_logger(__name__)
router = Router()

ASK = "approval.ask"
CARD_LOST = FailurePolicy(gone=Done("card lost"))


@router.job(TASKS, policy=CARD_LOST)
async def bring_up_to_date(services: Services, job: Job) -> Outcome:
    return await sync_tasks(services, UUID(job.payload["request_id"]))


async def sync_tasks(services: Services, request_id: UUID) -> Outcome:
    """Bring cards up to date and have asked whose turn it is; done.

    Raises StaleRevision where the request changed meanwhile, PersonioError, and SendError where that may pass.
    """
    request = await services.store.requests.find(request_id)
    approval = await read_approval(services, request) if request else None
    if request is None or approval is None:
        return Done()
    decider = approval.decider(services.clock().date())
    late: SendError | None = None  # a card that cannot be edited now holds up neither the others nor the next turn
    for task in await services.store.tasks.of_request(request_id):
        try:
            await _settle(services, approval, task)
        except SendError as error:
            late = late or error
    await _next_turn(services, request, approval, decider)
    if late:
        raise late
    return Done()


async def _next_turn(
    services: Services, request: AbsenceRequest, approval: ApprovalState, decider: Person | None
) -> None:
    """Have asked whose turn it is."""
    if decider is None or approval.role is None:
        return
    earlier = await services.store.tasks.find(request.id, approval.role)
    if earlier is not None and earlier.state == "asked":
        return  # _settle left it as it is: this very person
    account = await services.store.accounts.of_person(request.tenant_id, decider.id)
    reachable = account is not None and account.conversation is not None
    if reachable:
        await services.store.jobs.enqueue(ask_job(approval, decider, earlier))
        services.outbox.wake()
    await _unreachable(services, request, None if reachable else approval.role)


def ask_job(approval: ApprovalState, decider: Person, earlier: Task | None) -> NewJob:
    """Return the job that asks a substitute or approver; there is one per person and turn, however often news comes in.

    A turn is named by the time at which the task before it was stored, or the request where there was none.
    """
    turn = turn_after(approval.request, earlier)
    payload = {
        "request_id": str(approval.request.id),
        "role": str(approval.role),
        "person_id": decider.id,
        "turn": turn,
    }
    return NewJob(ASK, f"ask:{approval.request.id}:{approval.role}:{decider.id}:{turn}", payload)


def turn_after(request: AbsenceRequest, earlier: Task | None) -> str:
    """Return the name of the turn that begins after a task."""
    began = earlier.created_at if earlier else request.created_at
    return began.isoformat() if began else ""


async def _settle(services: Services, approval: ApprovalState, task: Task) -> None:
    """Show a task's owner how it stands, and close it where it is not their turn any more."""
    known = approval.stage(task.role, task.person_id, services.clock().date())
    if known is not None and known != "open" and task.state == "asked":
        task = replace(task, state="closed")
        await services.store.tasks.save(task)
    if task.card_id is None or known is None or (known == "open" and task.state == "closed"):
        return  # a turn that begins anew gets a message of its own
    account = await services.store.accounts.of_person(task.tenant_id, task.person_id)
    try:
        card = await render_task(services, approval, task, account)
        await services.messenger.update(task.conversation, task.card_id, card)
    except SendError as error:
        if may_be_wrong(error):
            raise
        # The chat or the message is gone: there is no card to keep true.
        log.info("approval.card_lost", request_id=str(task.request_id), role=task.role, error=type(error).__name__)


async def _unreachable(services: Services, request: AbsenceRequest, role: str | None) -> None:
    """Have the receipt say that whose turn it is does not use the app (None: they do)."""
    now = [role] if role else []
    if request.details.get("unreachable", []) != now:
        changed = replace(request, details={**request.details, "unreachable": now})
        await services.store.requests.change(changed, expected=request.state, jobs=[show_job(changed)])
        services.outbox.wake()
