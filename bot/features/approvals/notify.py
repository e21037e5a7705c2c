"""The messages to a substitute or approver: the first one, and the reminders.

The first message is sent at most once: the task is stored as *asked* before the message goes out, and that is undone
only where it certainly did not go out. Where that is unknown, the reminder and Personio's own task make up for it.
Reminders come at most twice, on the recipient's working days; the count is stored before each goes out. A reminder is a
new card, because an edited card notifies nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import structlog

from bot.core.contact_hours import MOST_REMINDERS, reminder_time, until_at_work, until_reachable
from bot.core.jobs import Again, Done, Job, Outcome
from bot.core.messaging import Blocked, Gone, SendError, Unknown
from bot.core.people import working_time
from bot.core.records import Account, NewJob, Task
from bot.core.working_time import Span
from bot.features.approvals.sync import ASK, CARD_LOST, sync_tasks, turn_after
from bot.features.approvals.task_card import absences_of, called, render_task, translator_of
from bot.features.approvals.task_state import ApprovalState, Role, read_approval
from bot.services.context import Services, time_zone
from bot.services.failures import may_be_wrong, not_found
from bot.services.fence import keep_lease
from bot.services.router import Router
from cards.approval import moved_card
from personio_client import Person

log = structlog.get_logger(__name__)
router = Router()

REMIND = "approval.remind"


@router.job(ASK, policy=CARD_LOST)
async def ask(services: Services, job: Job) -> Outcome:
    """Write to the person whose turn it is, unless it is not any more."""
    request_id, role = UUID(job.payload["request_id"]), _role(job)
    task = await services.store.tasks.find(request_id, role)
    if task is None or task.state != "asked":
        return await _ask(services, job, request_id, role, task)
    return await after_sending(services, request_id, role)


async def after_sending(services: Services, request_id: UUID, role: Role, *, since: int | None = None) -> Outcome:
    """Plan the next reminder, and look again: what happened while the message was on its way found no card to edit.

    ``since``: the request's revision that the message shows, None where that is not known. Raises PersonioError,
    and SendError where that may pass.
    """
    task = await services.store.tasks.find(request_id, role)
    if task is not None and task.state == "asked":
        await services.store.jobs.enqueue(*reminder_of(services, task))
    request = await services.store.requests.find(request_id)
    if request is None or request.revision == since:
        return Done()
    return await sync_tasks(services, request_id)


def reminder_of(services: Services, task: Task) -> list[NewJob]:
    """Return the job that reminds somebody next, if any; one per task and count."""
    if (
        task.remind_at is None
        or task.reminders >= MOST_REMINDERS
        or services.reminder_after <= 0
        or task.created_at is None
    ):
        return []
    turn = task.created_at.isoformat()
    payload = {
        "request_id": str(task.request_id),
        "role": task.role,
        "person_id": task.person_id,
        "turn": turn,
        "count": task.reminders,
    }
    return [NewJob(REMIND, f"remind:{task.request_id}:{task.role}:{task.person_id}:{turn}:{task.reminders}", payload)]


async def next_reminder(
    services: Services, person: Person, account: Account, absences: Sequence[Span] | None = None
) -> datetime | None:
    """Return when somebody who is asked now gets a reminder (an aware datetime); None: never.

    ``absences``: theirs, where they were read just now.
    """
    where = time_zone(account.time_zone)
    today = services.clock().astimezone(where).date()
    if absences is None:
        absences = await absences_of(services, person, account)
    return reminder_time(
        today, services.reminder_after, working_time(person, services.directory.holidays), absences, where
    )


async def _ask(services: Services, job: Job, request_id: UUID, role: Role, earlier: Task | None) -> Outcome:
    """Send the message if it still is their turn and a time to write. Raises PersonioError and SendError."""
    request = await services.store.requests.find(request_id)
    if request is None or turn_after(request, earlier) != job.payload["turn"]:
        return Done()  # forgotten, or a later turn has begun
    approval = await read_approval(services, request)
    decider = approval.decider(services.clock().date()) if approval else None
    account = await services.store.accounts.of_person(request.tenant_id, job.payload["person_id"])
    if account is None or account.conversation is None:
        return await sync_tasks(services, request_id)
    task = Task(
        request_id=request_id,
        role=role,
        tenant_id=request.tenant_id,
        object_id=account.object_id,
        person_id=job.payload["person_id"],
        conversation=account.conversation,
        state="closed",
        created_at=services.clock(),
    )
    over = approval is None or decider is None or (approval.role, decider.id) != (role, task.person_id)
    if approval is None or decider is None or over or role in account.muted:
        # Closed now, so that the next turn is another one; a card from an earlier turn stays theirs.
        same = earlier is not None and earlier.person_id == task.person_id
        await services.store.tasks.save(replace(task, card_id=earlier.card_id if earlier and same else None))
        return Done()
    absences = await absences_of(services, decider, account)
    work = working_time(decider, services.directory.holidays)
    wait = until_reachable(services.clock(), work, absences, time_zone(account.time_zone))
    if wait > 0:
        return Again(after=wait, counted=False, reason="not now")
    asked = replace(task, state="asked", remind_at=await next_reminder(services, decider, account, absences))
    # What the row says where the message surely did not go out: as before, so that the same turn goes on.
    before = earlier or replace(task, created_at=datetime.fromisoformat(job.payload["turn"]))
    return await _send(services, approval, asked, account, before, job=job)


async def _send(
    services: Services, approval: ApprovalState, task: Task, account: Account, before: Task, *, job: Job
) -> Outcome:
    shown: int | None = approval.request.revision
    card = await render_task(services, approval, task, account)
    await keep_lease(services, job)
    await services.store.tasks.save(task)
    try:
        card_id = await services.messenger.send(task.conversation, card)
    except Unknown as error:
        log.warning("approval.perhaps_sent", request_id=str(task.request_id), role=task.role, code=error.code)
    except (Gone, Blocked) as error:
        await services.store.tasks.save(before)
        if again := not_found(error, job):
            return again
        # No way to write to them until they write themselves: the router then notes where.
        if await services.store.accounts.find(account.tenant_id, account.object_id):  # not forgotten meanwhile
            await services.store.accounts.save(replace(account, conversation=None))
        shown = None  # have the receipt say that they cannot be told
    except SendError:
        await services.store.tasks.save(before)
        raise
    else:
        await services.store.tasks.save(replace(task, card_id=card_id))
    return await after_sending(services, task.request_id, task.role, since=shown)


def _role(job: Job) -> Role:
    return "substitute" if job.payload["role"] == "substitute" else "approver"


@router.job(REMIND, policy=CARD_LOST)
async def remind_assignee(services: Services, job: Job) -> Outcome:
    """Remind somebody once it is due; done where it is not their turn any more."""
    task = await services.store.tasks.find(UUID(job.payload["request_id"]), job.payload["role"])
    if task is None or not _still(task, job):
        return Done()
    if task.reminders > job.payload["count"]:
        return await after_sending(services, task.request_id, task.role)  # sent by a try that ended early
    return await _remind(services, task, job)


def _still(task: Task, job: Job) -> bool:
    """Tell whether a task is the open one that a job was made for."""
    began = task.created_at.isoformat() if task.created_at else ""
    return (task.state, task.person_id, began) == ("asked", job.payload["person_id"], job.payload["turn"])


async def _remind(services: Services, task: Task, job: Job) -> Outcome:
    early = (task.remind_at - services.clock()).total_seconds() if task.remind_at else 0.0
    if early > 0:
        return Again(after=early, counted=False, reason="not due")
    account = await services.store.accounts.of_person(task.tenant_id, task.person_id)
    if account is None or account.conversation is None or {"reminder", task.role} & set(account.muted):
        return Done()
    request = await services.store.requests.find(task.request_id)
    approval = await read_approval(services, request) if request else None
    decider = approval.decider(services.clock().date()) if approval else None
    if approval is None or decider is None or (approval.role, decider.id) != (task.role, task.person_id):
        return await sync_tasks(services, task.request_id)
    absences, work = await absences_of(services, decider, account), working_time(decider, services.directory.holidays)
    wait = until_at_work(services.clock(), work, absences, time_zone(account.time_zone))
    if wait > 0:
        return Again(after=wait, counted=False, reason="not now")
    await _send_reminder(services, approval, task, account, decider, job=job)
    return await after_sending(services, task.request_id, task.role, since=approval.request.revision)


async def _send_reminder(
    services: Services, approval: ApprovalState, task: Task, account: Account, person: Person, *, job: Job
) -> None:
    """Post the reminder and fold the older card. Raises SendError where it did not go out and may later."""
    counted = replace(task, reminders=task.reminders + 1, remind_at=await next_reminder(services, person, account))
    card = await render_task(services, approval, counted, account, reminder=True)
    await keep_lease(services, job)
    await services.store.tasks.save(counted)
    try:
        card_id = await services.messenger.send(task.conversation, card)
    except Unknown as error:
        log.warning("approval.perhaps_reminded", request_id=str(task.request_id), role=task.role, code=error.code)
        return
    except SendError as error:
        if may_be_wrong(error):
            await services.store.tasks.save(task)
            raise
        log.info("approval.not_reminded", request_id=str(task.request_id), error=type(error).__name__)
        return
    await services.store.tasks.save(replace(counted, card_id=card_id or task.card_id))
    if task.card_id and card_id:
        moved = moved_card(called(approval), translator_of(services, account))
        try:
            await services.messenger.update(task.conversation, task.card_id, moved)
        except SendError as error:
            log.info("approval.not_folded", request_id=str(task.request_id), error=type(error).__name__)
