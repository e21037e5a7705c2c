"""Keeping the tasks of a request up to date: who is to be asked, and what the cards of those already asked show.

It starts from what Personio says now, so it may be repeated, in any order, with the same result. It writes to
nobody: it edits posted cards, and stores one job per person and turn that writes (:mod:`.notify`).
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import structlog

from bot.core.jobs import TASKS, Again, Done, Job, Outcome, show_job
from bot.core.messaging import Gone, SendError
from bot.core.records import AbsenceRequest, NewJob, Task
from bot.features.approvals.task_card import render_task
from bot.features.approvals.task_state import ApprovalState, read_approval
from bot.services.context import Services
from bot.services.failures import may_be_wrong, not_found, not_sent, retry_reading
from bot.services.router import Router
from personio_client import Person, PersonioError

log = structlog.get_logger(__name__)
router = Router()

ASK = "approval.ask"


@router.job(TASKS)
async def bring_up_to_date(services: Services, job: Job) -> Outcome:
    try:
        kept = await sync_tasks(services, UUID(job.payload["request_id"]))
    except (PersonioError, SendError) as error:
        return retry_sync(error, job)
    return Done() if kept else Again(after=0.5, counted=False, reason="moved on")


def retry_sync(error: PersonioError | SendError, job: Job) -> Outcome:
    """Return what becomes of a job after a failure: another try, or its end where the chat or its card is gone."""
    if isinstance(error, Gone):
        return not_found(error, job) or Done("card lost")
    return not_sent(error, job) if isinstance(error, SendError) else retry_reading(error)


async def sync_tasks(services: Services, request_id: UUID) -> bool:
    """Update the cards of those who were asked, and add the job that asks whose turn it is now.

    False where the request changed meanwhile. Raises PersonioError, and SendError where the failure may pass.
    """
    request = await services.store.requests.find(request_id)
    approval = await read_approval(services, request) if request else None
    if request is None or approval is None:
        return True
    decider = approval.decider(services.clock().date())
    late: SendError | None = None  # a card that cannot be edited now holds up neither the others nor the next turn
    for task in await services.store.tasks.of_request(request_id):
        try:
            await _settle(services, approval, task)
        except SendError as error:
            late = late or error
    kept = await _next_turn(services, request, approval, decider)
    if late:
        raise late
    return kept


async def _next_turn(
    services: Services, request: AbsenceRequest, approval: ApprovalState, decider: Person | None
) -> bool:
    """Have asked whose turn it is; False where the request changed meanwhile."""
    if decider is None or approval.role is None:
        return True
    earlier = await services.store.tasks.find(request.id, approval.role)
    if earlier is not None and earlier.state == "asked":
        return True  # _settle left it as it is: this very person
    account = await services.store.accounts.of_person(request.tenant_id, decider.id)
    if account is None or account.conversation is None:
        return await _unreachable(services, request, approval.role)
    await services.store.jobs.enqueue(ask_job(approval, decider, earlier))
    services.outbox.wake()
    return await _unreachable(services, request, None)


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


async def _unreachable(services: Services, request: AbsenceRequest, role: str | None) -> bool:
    """Have the receipt say that whose turn it is does not use the app (None: they do); False where it changed."""
    now = [role] if role else []
    if request.details.get("unreachable", []) == now:
        return True
    changed = replace(request, details={**request.details, "unreachable": now})
    kept = await services.store.requests.change(changed, expected=request.state, jobs=[show_job(changed)])
    services.outbox.wake()
    return kept is not None
