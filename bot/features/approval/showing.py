"""The card of a task, gathered for whom it is for.

Rule: what is nice to know may be missing; what the recipient may know is decided in :mod:`bot.features.approval.sight`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar
from urllib.parse import quote

import structlog

from bot.calendar import Span, WorkingTime
from bot.deadline import left
from bot.features.approval.matter import Matter
from bot.features.approval.moments import MOST, nth_working_date
from bot.features.approval.sight import for_approver, for_substitute, waiting_days
from bot.people import is_elsewhere, span, stands, working_time
from bot.privacy import Away, without_reason
from bot.requests.gathering import PATIENCE
from bot.services import Account, SendError, Services, Task, zone
from cards import Card
from cards.approval import TaskView, cover_card, decision_card
from cards.i18n import Translator, best_language, translator
from personio_client import Person, PersonioError

log = structlog.get_logger(__name__)
_OFFERED = 5  # days to which a reminder can be put off
_AHEAD = timedelta(days=90)  # how far a recipient's own absences are looked at

T = TypeVar("T")
V = TypeVar("V", bound=TaskView)


async def task_card(
    services: Services, matter: Matter, task: Task, account: Account | None, *, reminder: bool = False
) -> Card:
    """Render a task as it stands now, in its owner's language, refreshing itself for them alone."""
    viewers, t = await _viewers(services, task), language_of(services, account)
    return await render(services, matter, task, account, t, viewers=viewers, reminder=reminder)


async def render(
    services: Services,
    matter: Matter,
    task: Task,
    account: Account | None,
    t: Translator,
    *,
    viewers: tuple[str, ...],
    reminder: bool = False,
    snoozed: bool = False,
) -> Card:
    """Render a task as it stands now for these viewers."""
    where = zone(account.time_zone if account else None)
    today = services.clock().astimezone(where).date()
    # A word of Personio's that we do not know changes nothing.
    stage = matter.stage(task.role, task.person_id, today) or ("open" if task.state == "asked" else "passed_on")
    work, first = working_time(matter.requester, services.adjustments), matter.span.first_day
    last = matter.span.last_day or first
    remind_at = task.remind_at if stage == "open" and _reminded(services, task, account) else None
    since = task.created_at.astimezone(where).date() if task.created_at else None

    def told(view: V) -> V:
        return replace(
            view,
            waiting=waiting_days(since, today),
            remind_on=remind_at.astimezone(where).date() if remind_at else None,
            reminder=reminder,
            snooze_days=_snooze_days(services, matter, task.person_id, today) if remind_at else (),
            snoozed=snoozed,
            personio_url=page_to_decide(services.personio_web_url, task.role, matter),
            viewer_ids=viewers,
        )

    if task.role == "substitute":
        own = await _nice(_own(services, task.person_id, first, last)) if stage == "open" else None
        return cover_card(told(for_substitute(matter, stage, work, own or ())), t)
    away, left = None, None
    if stage == "open":
        away, left = await asyncio.gather(_nice(_away(services, first, last)), _nice(_left(services, matter)))
    view = for_approver(matter, stage, work, approver_id=task.person_id, away=away, left=left, today=today)
    return decision_card(told(view), t)


def page_to_decide(base: str | None, role: str, matter: Matter) -> str | None:
    """Return the page in Personio that is nearest to the decision; None where nobody said where Personio is. Pure.

    Personio documents no address for one task. An approver gets the month of the requester's absences, as others link
    to it, on both of Personio's domains; a substitute may not see that page, and has the task on the start page.
    """
    if base is None or role != "approver":
        return base
    first, person = matter.span.first_day, quote(matter.requester.id, safe="")
    return f"{base.rstrip('/')}/time-off/employee/{person}/monthly?month={first.month}&year={first.year}"


def _snooze_days(services: Services, matter: Matter, person_id: str, today: date) -> list[date]:
    """Return the next working days of whom a task belongs to; whether they are away then is looked at on the press."""
    person = matter.people.by_id.get(person_id)
    work = working_time(person, services.adjustments) if person else WorkingTime()
    return [day for n in range(1, _OFFERED + 1) if (day := nth_working_date(today, n, work)) is not None]


def language_of(services: Services, account: Account | None) -> Translator:
    """Return the translator for somebody who is written to unasked. Pure."""
    if account is None:
        return translator(services.default_language)
    return translator(best_language(account.language, account.locale, default=services.default_language))


async def absences_of(services: Services, person: Person, account: Account) -> list[Span]:
    """Return when somebody is away from now on, as far as Personio tells: nothing known counts as nothing planned."""
    today = services.clock().astimezone(zone(account.time_zone)).date()
    try:
        types = await services.directory.types()
        own = await services.directory.own_absences(person.id, today, today + _AHEAD)
    except PersonioError as error:
        log.info("approval.absences_not_known", error=type(error).__name__, trace_id=error.trace_id)
        return []
    kinds = ((each, types.get(each.type_id)) for each in own if stands(each))
    return [span(each, kind) for each, kind in kinds if not is_elsewhere(kind)]


def _reminded(services: Services, task: Task, account: Account | None) -> bool:
    muted = account.muted if account else ()
    return services.reminder_after > 0 and task.reminders < MOST and not {"reminder", task.role} & set(muted)


async def _viewers(services: Services, task: Task) -> tuple[str, ...]:
    """Return the Teams id of whom a task belongs to: what a card's refresh is allowed by; not kept anywhere."""
    try:
        async with asyncio.timeout(left(PATIENCE)):
            member = await services.messenger.member(task.conversation, task.object_id)
    except (SendError, TimeoutError):
        return ()  # the card then waits for the next update
    return (member.id,) if member else ()


async def _own(services: Services, person_id: str, first: date, last: date) -> list[Away]:
    types = await services.directory.types()
    found = await services.directory.own_absences(person_id, first, last)
    return [without_reason(each, types.get(each.type_id)) for each in found]


async def _away(services: Services, first: date, last: date) -> dict[str, list[Away]]:
    types = await services.directory.types()
    found: dict[str, list[Away]] = {}
    for each in await services.directory.away(first, last):
        found.setdefault(each.person_id, []).append(without_reason(each, types.get(each.type_id)))
    return found


async def _left(services: Services, matter: Matter) -> Decimal | None:
    return await services.directory.balance(matter.requester.id, matter.kind.id) if matter.kind else None


async def _nice(asked: Awaitable[T]) -> T | None:
    """Return an answer, or None where it does not come in time."""
    try:
        async with asyncio.timeout(left(PATIENCE)):
            return await asked
    except (PersonioError, TimeoutError) as error:
        log.info("approval.not_known", error=type(error).__name__, trace_id=getattr(error, "trace_id", None))
        return None
