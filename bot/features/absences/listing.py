"""*My absences*: the list of one's own absences, and one absence with what can be done to it.

Current and future absences come first, soonest first; then what is over or settled, newest first. Personio's list
counts; requests made here add what Personio does not have yet. While Personio does not answer, the requests are shown,
with a note that they may be old.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import structlog

from bot.core.absence_request import period
from bot.core.as_in_personio import card_status
from bot.core.command_phrases import takes_back
from bot.core.events import Pressed, Reply, Said, Show
from bot.core.jobs import show_anew
from bot.core.name_search import label
from bot.core.nlu import read_days
from bot.core.people import AWAY, OPEN, category, span, working_time
from bot.core.records import AbsenceRequest
from bot.core.request_status import FINAL, draft_of, moved, substitute_in_doubt, when
from bot.core.working_time import Span, WorkingTime
from bot.features.absences.lookup import OwnAbsence, in_time, is_mine, length, of_request, own_absence, own_request
from bot.services.context import Refusal, Turn
from bot.services.deadline import FACT_WAIT
from bot.services.identity import require_person_in_private
from bot.services.requests.allowed_operations import against_withdrawal, may_change
from bot.services.requests.receipt import receipt
from bot.services.router import Router
from cards import Card
from cards.absences import PAGE, AbsenceRow, AbsencesView, AbsenceView, absence_card, absences_card
from cards.actions import ListAbsences, OpenAbsence
from cards.request import Problem
from personio_client import AbsencePeriod, AbsenceType, BadAnswer, NotFound, Person, RateLimited, Unavailable

RECENT: Final = timedelta(days=90)
_SETTLED: Final = frozenset({"rejected", "declined", "refused", "unclear", "withdrawn", "gone"})


@dataclass(frozen=True, slots=True)
class RowContext:
    """What is needed to read somebody's absences: their day and working time, and the company's types.

    ``untyped``: the name of an absence whose type is gone.
    """

    today: date
    work: WorkingTime
    types: Mapping[str, AbsenceType]
    untyped: str

    def of_absence(self, each: AbsencePeriod, at: Span, request: AbsenceRequest | None = None) -> AbsenceRow:
        """Return the row of an absence in Personio; ``request``: the one made here from which it came, if any."""
        how = card_status(each.status, request)
        row = AbsenceRow(self._name(each.type_id), period(at), how, length(at, self.work), absence_id=each.id)
        return self._running(row, each.status)

    def of_request(self, request: AbsenceRequest) -> AbsenceRow | None:
        """Return the row of a request by what is known here; None where it cannot be read."""
        at = when(request)
        if at is None:
            return None
        name = self._name(draft_of(request).type_id)
        row = AbsenceRow(name, period(at), of_request(request), length(at, self.work), request_id=request.id)
        return self._running(row, request.status or "")

    def _name(self, type_id: str | None) -> str:
        kind = self.types.get(type_id or "")
        return (kind.name if kind else "") or self.untyped

    def _running(self, row: AbsenceRow, status: str) -> AbsenceRow:
        first, last = row.period.first_day, row.period.last_day
        return replace(row, running=status in AWAY and first <= self.today and (last is None or last >= self.today))


def list_rows(
    periods: Sequence[AbsencePeriod] | None, requests: Sequence[AbsenceRequest], context: RowContext
) -> tuple[list[AbsenceRow], list[AbsenceRow]]:
    """Return the rows of coming and of past absences.

    ``periods`` None: Personio did not answer, so there are rows for the requests only.
    """
    made = {each.personio_id: each for each in requests if each.personio_id}
    listed = {each.id for each in periods or ()}
    found = [
        context.of_absence(each, _when(each, made.get(each.id), context), made.get(each.id)) for each in periods or ()
    ]
    left = [each for each in requests if each.personio_id not in listed]
    found += [row for each in left if (row := _left(each, context, told=periods is not None))]
    coming = [row for row in found if _comes(row, context.today)]
    past = [row for row in found if not _comes(row, context.today) and _last(row) >= context.today - RECENT]
    return sorted(coming, key=_soonest), sorted(past, key=_soonest, reverse=True)


def paged(
    coming: Sequence[AbsenceRow], past: Sequence[AbsenceRow], start: int, size: int
) -> tuple[list[AbsenceRow], list[AbsenceRow]]:
    """Return the rows of both lists that are on the page that begins at ``start``, with ``size`` rows.

    ``coming`` and ``past`` count as one list.
    """
    edge = len(coming)
    return list(coming[start : start + size]), list(past[max(0, start - edge) : max(0, start + size - edge)])


def _when(each: AbsencePeriod, request: AbsenceRequest | None, context: RowContext) -> Span:
    known = when(request) if request and not moved(request, each) else None
    return known or span(each, context.types.get(each.type_id))


def _left(request: AbsenceRequest, context: RowContext, *, told: bool) -> AbsenceRow | None:
    """Return the row of a request that Personio did not list, or (not ``told``) could not be asked about."""
    row = context.of_request(request)
    if row is None:
        return None
    if request.state == "filed":
        if not told:
            row = replace(row, absence_id=request.personio_id)
        elif request.status not in FINAL:
            row = replace(row, standing="gone", running=False)
    touched = request.updated_at or request.created_at
    old = row.standing in _SETTLED and touched is not None and touched.date() < context.today - RECENT
    # What Personio did not take never was an absence; its receipt says why.
    return None if old or row.standing == "refused" else row


def _comes(row: AbsenceRow, today: date) -> bool:
    ends = row.period.last_day
    return row.standing not in _SETTLED and (ends is None or ends >= today)


def _last(row: AbsenceRow) -> date:
    return row.period.last_day or row.period.first_day


def _soonest(row: AbsenceRow) -> tuple[date, date, str]:
    return (row.period.first_day, _last(row), row.absence_id or str(row.request_id))


log = structlog.get_logger(__name__)
router = Router()

_MOST = 200  # requests looked at; more in 90 days nobody makes
_LOOKED_UP = 10  # requests asked for one by one, because Personio does not list them
_LONGEST_NUMBER = 6  # digits of a page's start


@router.said("absences")
async def asked_for_absences(turn: Turn, event: Said) -> Reply:
    """Answer *my absences* with the list; *cancel the holiday of 7 December* leads to that absence."""
    days = read_days(event.text, turn.today) if takes_back(event.text) else None
    return await _list(turn, 0, of=days)


@router.pressed(ListAbsences)
async def pressed_list(turn: Turn, action: ListAbsences, _press: Pressed) -> Reply:
    return await _list(turn, _number(action.start))


async def _list(turn: Turn, start: int, *, of: tuple[date, date] | None = None) -> Reply:
    """Show the list; where it is about some days on which there is one absence alone, that one."""
    person = await require_person_in_private(turn)
    periods = await own_periods(turn, person)
    meant = [each for each in periods or () if of and _is_open_on(each, *of)]
    if len(meant) == 1:
        return Show(await seen_card(turn, person, await own_absence(turn, person, meant[0].id)))
    kept = await turn.services.store.requests.of_owner(turn.account.tenant_id, turn.account.object_id, limit=_MOST)
    mine = [each for each in kept if is_mine(turn, person, each)]
    if periods is not None:
        periods += await _unlisted(turn, person, periods, mine)
    coming, past = list_rows(periods, mine, await row_context(turn, person))
    total = len(coming) + len(past)
    start = min(start, max(0, total - 1)) // PAGE * PAGE
    view = AbsencesView(*paged(coming, past, start, PAGE), start=start, total=total, stale=periods is None)
    if of and not meant and periods is not None:
        view = replace(view, note="absences.not_then")
    return Show(absences_card(view, turn.t))


def _is_open_on(period: AbsencePeriod, first: date, last: date) -> bool:
    """Tell whether an absence that stands or may come to stand touches some days."""
    if period.status not in AWAY | OPEN:
        return False
    return period.first_day <= last and (period.last_day is None or period.last_day >= first)


async def own_periods(turn: Turn, person: Person) -> list[AbsencePeriod] | None:
    """Return all absences of a person, of any date; None where Personio does not answer.

    A filter by date might leave out those without an end.
    """
    try:
        found = await in_time(turn.services.personio.absences(person_id=person.id), 2 * FACT_WAIT)
    except (Unavailable, RateLimited, BadAnswer, NotFound) as error:
        log.warning("absences.not_listed", error=type(error).__name__, trace_id=error.trace_id)
        return None
    return [period for period in found if period.person_id == person.id]


async def _unlisted(
    turn: Turn, person: Person, periods: list[AbsencePeriod], requests: list[AbsenceRequest]
) -> list[AbsencePeriod]:
    """Return the absences of requests that Personio does not list, although it may have them: rejected ones."""
    listed = {each.id for each in periods}
    open_ones = [each for each in requests if each.state == "filed" and each.status not in FINAL]
    recent = [each for each in open_ones if each.last_day is None or each.last_day >= turn.today - RECENT]
    missing = [each.personio_id for each in recent if each.personio_id and each.personio_id not in listed]
    asked = (in_time(turn.services.personio.absence(each)) for each in missing[:_LOOKED_UP])
    found = await asyncio.gather(*asked, return_exceptions=True)
    return [each for each in found if isinstance(each, AbsencePeriod) and each.person_id == person.id]


@router.pressed(OpenAbsence)
async def pressed_open(turn: Turn, action: OpenAbsence, press: Pressed) -> Reply:
    """Show one absence; on the card of its receipt, the receipt."""
    person = await require_person_in_private(turn)
    if action.request_id:
        request = await own_request(turn, person, action.request_id)
        try:
            seen = await own_absence(turn, person, request.personio_id)
        except Refusal:
            return Show(await request_card(turn, person, request, start=action.start))
    else:
        seen = await own_absence(turn, person, action.absence_id)
    if seen.request and seen.request.card_id and seen.request.card_id == press.card_id:
        await turn.services.store.jobs.enqueue(show_anew(seen.request, turn.origin.activity_id))
        turn.services.outbox.wake()
        return Show(await receipt(turn.services, seen.request, turn.t.language), everywhere=False)
    return Show(await seen_card(turn, person, seen, start=action.start))


async def row_context(turn: Turn, person: Person) -> RowContext:
    """Return what the rows of the asker's absences need. Raises PersonioError where types cannot be read."""
    work, types = working_time(person, turn.services.directory.holidays), await turn.services.directory.types()
    return RowContext(turn.today, work, types, turn.t("absences.one"))


async def seen_card(turn: Turn, person: Person, seen: OwnAbsence, *, start: str | None = None) -> Card:
    """Return the card of an absence as Personio has it."""
    report = seen.just_reported(turn.today)
    against = against_withdrawal(seen.period.status, seen.when, turn.today, just_reported=report)
    change = may_change(seen.period.status)
    hint = against or (None if change else "absences.decided")
    row = (await row_context(turn, person)).of_absence(seen.period, seen.when, seen.request)
    return absence_card(
        AbsenceView(
            row,
            may_change=change,
            may_withdraw=against is None,
            hint=hint if hint != "absences.not_changeable" else None,  # the status says it
            substitute=await substitute_name(turn, seen),
            comment=seen.period.comment,
            personio_url=turn.services.personio_web_url,
            start=start,
            other_substitute=_in_doubt(seen.request, seen.period.status),
            may_recover=row.running and category(seen.kind) == "sick_leave",
        ),
        turn.t,
    )


def _in_doubt(request: AbsenceRequest | None, status: str | None) -> UUID | None:
    return request.id if request and request.status == status and substitute_in_doubt(request) else None


async def request_card(turn: Turn, person: Person, request: AbsenceRequest, *, start: str | None = None) -> Card:
    """Return the card of a request of which there is no absence in Personio. Raises Refusal where it cannot be read."""
    row = (await row_context(turn, person)).of_request(request)
    if row is None:
        raise Refusal("absences.not_there")
    if request.state == "filed" and request.status not in FINAL:
        row = replace(row, standing="gone", running=False)
    refused = request.problem if request.state == "refused" else None
    return absence_card(
        AbsenceView(
            row,
            may_withdraw=row.standing == "waiting",
            problem=Problem(refused["key"], refused.get("params", {})) if refused else None,
            comment=draft_of(request).comment,
            start=start,
            other_substitute=_in_doubt(request, request.status),
        ),
        turn.t,
    )


async def substitute_name(turn: Turn, seen: OwnAbsence) -> str | None:
    """Return the name of an absence's substitute: Personio's, else that of the request made here; None if unknown."""
    asked = draft_of(seen.request).substitute if seen.request else None
    people = (await turn.services.directory.people()).by_id
    person = people.get(seen.period.substitute_id or asked or "")
    return label(person, people.values()) if person else None


def _number(typed: str | None) -> int:
    readable = typed and typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_NUMBER
    return int(typed) if typed and readable else 0
