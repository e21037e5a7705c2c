"""The card of a substitute's or approver's task: what each may see, and the data it is made of.

A substitute's view has no field for the type of absence. An approver's overlap is counted from spans without their
types, so neither numbers nor names can tell a holiday from sickness; names are shown of the approver's own reports
only. Data that is optional may be missing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar
from urllib.parse import quote

import structlog

from bot.core.absence_request import period
from bot.core.contact_hours import MOST_REMINDERS, nth_working_date
from bot.core.messaging import SendError
from bot.core.name_search import label
from bot.core.people import times_away, working_time, works_in_shifts
from bot.core.privacy import Away, without_reason
from bot.core.records import Account, Task
from bot.core.time_zones import differ, named_zone
from bot.core.working_time import Span, WorkingTime, hours, working_days
from bot.features.approvals.task_state import ApprovalState
from bot.services.context import Services, time_zone
from bot.services.deadline import FACT_WAIT, optional, within
from bot.services.requests.review import in_year
from cards import Card
from cards.amounts import Amount
from cards.approval import ApproverView, CoverView, Stage, TaskView, approver_card, cover_card
from cards.i18n import Translator, best_language, translator
from personio_client import Person, PersonioError


def duration(approval: ApprovalState, work: WorkingTime) -> Amount | None:
    """Return how long it is in working days or hours; None with an open end or where shifts decide."""
    if approval.span.in_hours:
        taken = hours(approval.span)
        return None if taken is None else Amount(taken, "hour")
    counted = None if works_in_shifts(approval.requester) else working_days(approval.span, work)
    return None if counted is None else Amount(counted, "day")


def called(approval: ApprovalState) -> str:
    """Return the name of the requester, with what tells apart people of the same name."""
    return label(approval.requester, approval.people.by_id.values())


def for_substitute(approval: ApprovalState, stage: Stage, work: WorkingTime, own: Iterable[Away] = ()) -> CoverView:
    """Return what a substitute may see: who and when, and their own absences in that time."""
    clashes = [period(each.span) for each in own if not each.elsewhere and each.span.overlaps(approval.span)]
    return CoverView(
        request_id=approval.request.id,
        name=called(approval),
        period=period(approval.span),
        amount=duration(approval, work),
        stage=stage,
        clashes=clashes if stage == "open" else (),
    )


def for_approver(
    approval: ApprovalState,
    stage: Stage,
    work: WorkingTime,
    *,
    approver_id: str,
    away: Mapping[str, Iterable[Away]] | None = None,
    left: Decimal | None = None,
    today: date | None = None,
) -> ApproverView:
    """Return what an approver may see.

    ``away``: the others' absences that stand, by person id; None where they are not known. ``left``: the balance as
    Personio tells it, with this request deducted; ``today`` says of which year. The type is for as long as
    there is something to decide.
    """
    view = ApproverView(
        request_id=approval.request.id,
        name=called(approval),
        period=period(approval.span),
        amount=duration(approval, work),
        stage=stage,
    )
    if stage != "open":
        return view
    people = approval.people.by_id.values()
    substitute = approval.people.by_id.get(approval.substitute_id or "")
    missing = None if away is None else _missing(approval, approver_id, away)
    return replace(
        view,
        type_name=(approval.kind.name if approval.kind else None) or None,
        left=_before(approval, left, work, today),
        substitute=label(substitute, people) if substitute else None,
        away=None if missing is None else len(missing),
        away_names=sorted(label(each, people) for each in missing or () if each.supervisor_id == approver_id),
    )


def _before(approval: ApprovalState, left: Decimal | None, work: WorkingTime, today: date | None) -> Amount | None:
    """Return what is left without this request, in the year whose balance it is."""
    taken = in_year(approval.span, (today or approval.span.first_day).year, work)
    if left is None or taken is None:
        return None
    return Amount(left + taken, "hour" if approval.kind and approval.kind.unit == "hour" else "day")


def waiting_days(since: date | None, today: date) -> int:
    """Return the whole days since it became somebody's turn."""
    return max(0, (today - since).days) if since else 0


def _missing(approval: ApprovalState, approver_id: str, away: Mapping[str, Iterable[Away]]) -> list[Person]:
    """Return who of the requester's team, or of the approver's reports, is away in that time."""
    found = []
    for person_id, absences in away.items():
        person = approval.people.by_id.get(person_id)
        if person is None or person.id in (approval.requester.id, approver_id):
            continue
        concerned = person.supervisor_id == approver_id or _together(person, approval.requester)
        if concerned and any(not each.elsewhere and each.span.overlaps(approval.span) for each in absences):
            found.append(person)
    return found


def _together(one: Person, other: Person) -> bool:
    if other.team is not None:
        return one.team is not None and one.team.id == other.team.id
    return other.department is not None and one.department is not None and one.department.id == other.department.id


log = structlog.get_logger(__name__)
_OFFERED = 5  # days to which a reminder can be put off
_AHEAD = timedelta(days=90)  # how far a recipient's own absences are looked at

T = TypeVar("T")
V = TypeVar("V", bound=TaskView)


async def render_task(
    services: Services, approval: ApprovalState, task: Task, account: Account | None, *, reminder: bool = False
) -> Card:
    """Render a task as it stands now, in its owner's language, refreshing itself for them alone."""
    viewers, t = await _viewers(services, task), translator_of(services, account)
    return await render(services, approval, task, account, t, viewers=viewers, reminder=reminder)


async def render(
    services: Services,
    approval: ApprovalState,
    task: Task,
    account: Account | None,
    t: Translator,
    *,
    viewers: tuple[str, ...],
    reminder: bool = False,
    snoozed: bool = False,
) -> Card:
    """Render a task as it stands now for these viewers."""
    where = time_zone(account.time_zone if account else None)
    today = services.clock().astimezone(where).date()
    # A word of Personio's that we do not know changes nothing.
    stage = approval.stage(task.role, task.person_id, today) or ("open" if task.state == "asked" else "passed_on")
    work, first = working_time(approval.requester, services.directory.holidays), approval.span.first_day
    last = approval.span.last_day or first
    remind_at = task.remind_at if stage == "open" and _reminded(services, task, account) else None
    since = task.created_at.astimezone(where).date() if task.created_at else None

    def told(view: V) -> V:
        return replace(
            view,
            waiting=waiting_days(since, today),
            remind_on=remind_at.astimezone(where).date() if remind_at else None,
            reminder=reminder,
            snooze_days=_snooze_days(services, approval, task.person_id, today) if remind_at else (),
            snoozed=snoozed,
            personio_url=page_to_decide(services.personio_web_url, task.role, approval),
            viewer_ids=viewers,
            time_zone=zone_to_name(approval, account),
        )

    if task.role == "substitute":
        own = await _optional(_own(services, task.person_id, first, last)) if stage == "open" else None
        return cover_card(told(for_substitute(approval, stage, work, own or ())), t)
    away, left = None, None
    if stage == "open":
        away, left = await asyncio.gather(_optional(_away(services, first, last)), _optional(_left(services, approval)))
    view = for_approver(approval, stage, work, approver_id=task.person_id, away=away, left=left, today=today)
    return approver_card(told(view), t)


def zone_to_name(approval: ApprovalState, account: Account | None) -> str | None:
    """Return the time zone of the hours where the reader's clock shows others; None for days or where it is unknown."""
    own, readers = named_zone(approval.time_zone), named_zone(account.time_zone if account else None)
    return own.key if own and approval.span.in_hours and differ(own, readers, approval.span.first_day) else None


def page_to_decide(base: str | None, role: str, approval: ApprovalState) -> str | None:
    """Return the page in Personio that is nearest to the decision; None where nobody said where Personio is.

    Personio documents no address for one task. An approver gets the month of the requester's absences, as others link
    to it, on both of Personio's domains; a substitute may not see that page, and has the task on the start page.
    """
    if base is None or role != "approver":
        return base
    first, person = approval.span.first_day, quote(approval.requester.id, safe="")
    return f"{base.rstrip('/')}/time-off/employee/{person}/monthly?month={first.month}&year={first.year}"


def _snooze_days(services: Services, approval: ApprovalState, person_id: str, today: date) -> list[date]:
    """Return the next working days of whom a task belongs to; whether they are away then is looked at on the press."""
    person = approval.people.by_id.get(person_id)
    work = working_time(person, services.directory.holidays) if person else WorkingTime()
    return [day for n in range(1, _OFFERED + 1) if (day := nth_working_date(today, n, work)) is not None]


def translator_of(services: Services, account: Account | None) -> Translator:
    """Return the translator for a message that the bot sends to somebody by itself."""
    if account is None:
        return translator(services.default_language)
    return translator(best_language(account.language, account.locale, default=services.default_language))


async def absences_of(services: Services, person: Person, account: Account) -> list[Span]:
    """Return when somebody is away from now on, as far as Personio tells: nothing known counts as nothing planned."""
    today = services.clock().astimezone(time_zone(account.time_zone)).date()
    try:
        types = await services.directory.types()
        own = await services.directory.own_absences(person.id, today, today + _AHEAD)
    except PersonioError as error:
        log.info("approval.absences_not_known", error=type(error).__name__, trace_id=error.trace_id)
        return []
    return times_away(own, types)


def _reminded(services: Services, task: Task, account: Account | None) -> bool:
    muted = account.muted if account else ()
    return services.reminder_after > 0 and task.reminders < MOST_REMINDERS and not {"reminder", task.role} & set(muted)


async def _viewers(services: Services, task: Task) -> tuple[str, ...]:
    """Return the Teams id of whom a task belongs to: what a card's refresh is allowed by; not kept anywhere."""
    try:
        async with within(FACT_WAIT):
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


async def _left(services: Services, approval: ApprovalState) -> Decimal | None:
    return await services.directory.balance(approval.requester.id, approval.kind.id) if approval.kind else None


async def _optional(asked: Awaitable[T]) -> T | None:
    return await optional(asked, "approval.not_known")
