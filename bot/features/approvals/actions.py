"""A substitute's or an approver's own presses: show me how it stands, remind me later.

Only who was asked is answered; everybody else learns no more than that the card is old, whatever it says.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from bot.core.absence_request import read_day
from bot.core.choices import value_of
from bot.core.contact_hours import reminder_time
from bot.core.events import Pressed, Reply, Show
from bot.core.people import working_time
from bot.core.records import Task
from bot.features.approvals.task_card import absences_of, render
from bot.features.approvals.task_state import read_approval
from bot.services.context import Turn, time_zone
from bot.services.identity import require_person
from bot.services.router import Router
from cards.actions import RefreshTask, SnoozeTask
from cards.request import stale_card
from personio_client import Person

router = Router()

_FURTHEST = timedelta(days=31)  # what a card offers is nearer; a press may come late


@router.pressed(RefreshTask)
async def pressed_refresh_task(turn: Turn, action: RefreshTask, _press: Pressed) -> Reply:
    """Answer a card that asks how its request stands."""
    found = await _mine(turn, action.request_id, action.role)
    return Show(stale_card(turn.t), everywhere=False) if found is None else await _show(turn, found[0])


@router.pressed(SnoozeTask)
async def snoozed(turn: Turn, action: SnoozeTask, _press: Pressed) -> Reply:
    """Put the reminder off to the day that was chosen; from an older card by one of the presser's working days."""
    found = await _mine(turn, action.request_id, action.role)
    if found is None:
        return Show(stale_card(turn.t), everywhere=False)
    task, person = found
    later = await _later(turn, task, person, action)
    if later is not None:
        # Personio may have taken seconds to answer, in which the task may have been closed: it must not open again.
        task = await turn.services.store.tasks.find(task.request_id, task.role) or task
        if task.state == "asked":
            task = replace(task, remind_at=later)
            await turn.services.store.tasks.save(task)
    return await _show(turn, task, everywhere=True, snoozed=later is not None)


async def _mine(turn: Turn, request_id: UUID, role: str | None) -> tuple[Task, Person] | None:
    """Return the sender's own task and who they are; None for anybody else's. Raises Refused and PersonioError."""
    person = await require_person(turn)
    task = await turn.services.store.tasks.find(request_id, role) if role in ("substitute", "approver") else None
    if task is None:
        return None
    mine = (turn.account.tenant_id, turn.account.object_id, person.id)
    return (task, person) if (task.tenant_id, task.object_id, task.person_id) == mine else None


async def _show(turn: Turn, task: Task, *, everywhere: bool = False, snoozed: bool = False) -> Reply:
    services = turn.services
    request = await services.store.requests.find(task.request_id)
    approval = await read_approval(services, request) if request else None
    if request is None or approval is None:
        return Show(stale_card(turn.t), everywhere=False)
    if approval.status != request.status and request.personio_id:
        # A hint as good as any: the others' cards follow.
        await services.store.request_sync.add_news([request.personio_id])
        services.outbox.wake()
    viewers = (turn.origin.sender.id,)
    again = task.reminders > 0
    card = await render(
        services, approval, task, turn.account, turn.t, viewers=viewers, reminder=again, snoozed=snoozed
    )
    return Show(card, everywhere=everywhere)


async def _later(turn: Turn, task: Task, person: Person, action: SnoozeTask) -> datetime | None:
    """Return the new time of the reminder, None where there is none to put off.

    On the chosen day, or on the presser's first day at work from then on. Without one it is counted from the day that
    the card shows: a second delivery of the same press finds it put off already.
    """
    if task.state != "asked" or task.remind_at is None:
        return None
    where = time_zone(turn.account.time_zone)
    absences = await absences_of(turn.services, person, turn.account)
    work = working_time(person, turn.services.adjustments)
    ahead = [turn.today + timedelta(days=n) for n in range(1, _FURTHEST.days + 1)]
    titles = [(day.isoformat(), title) for day in ahead for title in (turn.t.day(day), turn.t.near_day(day, day))]
    chosen = read_day(value_of(action.day, titles) or "")
    if chosen is not None and turn.today < chosen <= turn.today + _FURTHEST:
        return reminder_time(chosen - timedelta(days=1), 1, work, absences, where)
    planned = task.remind_at.astimezone(where).date()
    seen = min(read_day(action.remind_on or "") or planned, planned)
    later = reminder_time(max(seen, turn.today), 1, work, absences, where)
    return max(later, task.remind_at) if later else None
