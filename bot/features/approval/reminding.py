"""Reminding whom a request waits for: gently, twice at most, on their working days.

Rule: the count is stored before the message goes out, so that no reminder comes twice; it stops with the decision. A
reminder is a card of its own, because an edited one tells nobody; the older card then points to it.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import structlog

from bot.failures import may_be_wrong
from bot.features.approval.asking import REMIND, after_sending, next_reminder
from bot.features.approval.keeping import keep, put_off
from bot.features.approval.matter import Matter, look
from bot.features.approval.moments import until_at_work
from bot.features.approval.showing import absences_of, language_of, task_card
from bot.fence import hold
from bot.outbox import Again, Done, Job, Outcome
from bot.people import display_name, working_time
from bot.router import Router
from bot.services import Account, SendError, Services, Task, Unknown, zone
from cards.approval import moved_card
from personio_client import Person, PersonioError

log = structlog.get_logger(__name__)
router = Router()


@router.job(REMIND)
async def remind(services: Services, job: Job) -> Outcome:
    """Remind somebody once it is due; done where it is not their turn any more."""
    task = await services.store.task(UUID(job.payload["request_id"]), job.payload["role"])
    if task is None or not _still(task, job):
        return Done()
    try:
        if task.reminders > job.payload["count"]:
            return await after_sending(services, task.request_id, task.role)  # sent by a try that ended early
        return await _remind(services, task, job)
    except (PersonioError, SendError) as error:
        return put_off(error, job)


def _still(task: Task, job: Job) -> bool:
    """Tell whether a task is the open one that a job was made for. Pure."""
    began = task.created_at.isoformat() if task.created_at else ""
    return (task.state, task.person_id, began) == ("asked", job.payload["person_id"], job.payload["turn"])


async def _remind(services: Services, task: Task, job: Job) -> Outcome:
    early = (task.remind_at - services.clock()).total_seconds() if task.remind_at else 0.0
    if early > 0:
        return Again(after=early, counted=False, reason="not due")
    account = await services.store.account_of(task.tenant_id, task.person_id)
    if account is None or account.conversation is None or {"reminder", task.role} & set(account.muted):
        return Done()
    request = await services.store.request(task.request_id)
    matter = await look(services, request) if request else None
    decider = matter.decider(services.clock().date()) if matter else None
    if matter is None or decider is None or (matter.role, decider.id) != (task.role, task.person_id):
        return Done() if await keep(services, task.request_id) else Again(after=0.5, counted=False, reason="moved on")
    absences, work = await absences_of(services, decider, account), working_time(decider, services.adjustments)
    wait = until_at_work(services.clock(), work, absences, zone(account.time_zone))
    if wait > 0:
        return Again(after=wait, counted=False, reason="not now")
    await _send(services, matter, task, account, decider, job=job)
    return await after_sending(services, task.request_id, task.role, since=matter.request.revision)


async def _send(services: Services, matter: Matter, task: Task, account: Account, person: Person, *, job: Job) -> None:
    """Post the reminder and fold the older card. Raises SendError where it did not go out and may later."""
    counted = replace(task, reminders=task.reminders + 1, remind_at=await next_reminder(services, person, account))
    card = await task_card(services, matter, counted, account, reminder=True)
    await hold(services, job)
    await services.store.save_task(counted)
    try:
        card_id = await services.messenger.send(task.conversation, card)
    except Unknown as error:
        log.warning("approval.perhaps_reminded", request_id=str(task.request_id), role=task.role, code=error.code)
        return
    except SendError as error:
        if may_be_wrong(error):
            await services.store.save_task(task)
            raise
        log.info("approval.not_reminded", request_id=str(task.request_id), error=type(error).__name__)
        return
    await services.store.save_task(replace(counted, card_id=card_id or task.card_id))
    if task.card_id and card_id:
        moved = moved_card(display_name(matter.requester), language_of(services, account))
        try:
            await services.messenger.update(task.conversation, task.card_id, moved)
        except SendError as error:
            log.info("approval.not_folded", request_id=str(task.request_id), error=type(error).__name__)
