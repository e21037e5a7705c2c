"""*Mijn afwezigheden*: the list, and one absence with what can be done to it.

Rule: Personio's list is the truth; while it does not answer, what was requested here is shown, and that it may be old.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from uuid import UUID

import structlog

from bot.events import Pressed, Reply, Said, Show
from bot.features.absences.reading import PATIENCE, Seen, in_time, is_mine, own_absence, own_request
from bot.features.absences.rows import RECENT, Eyes, paged, rows
from bot.free_text import read_days
from bot.identity import asker
from bot.people import AWAY, OPEN, display_name, working_time
from bot.phrases import takes_back
from bot.requests.jobs import show_anew
from bot.requests.life import FINAL, draft_of, substitute_in_doubt
from bot.requests.possible import against_withdrawal, may_change
from bot.requests.receipt import receipt
from bot.router import Router
from bot.services import Refused, Request, Turn
from cards import Card
from cards.absences import PAGE, AbsencesView, AbsenceView, absence_card, absences_card
from cards.actions import ListAbsences, OpenAbsence
from cards.request import Problem
from personio_client import AbsencePeriod, BadAnswer, NotFound, Person, RateLimited, Unavailable

log = structlog.get_logger(__name__)
router = Router()

_MOST = 200  # requests looked at; more in 90 days nobody makes
_LOOKED_UP = 10  # requests asked for one by one, because Personio does not list them
_LONGEST_NUMBER = 6  # digits of a page's start


@router.said("absences")
async def asked_for_absences(turn: Turn, event: Said) -> Reply:
    """Answer *mijn afwezigheden*; *annuleer die vakantie van 7 december* leads to that absence."""
    days = read_days(event.text, turn.today) if takes_back(event.text) else None
    return await _list(turn, 0, of=days)


@router.pressed(ListAbsences)
async def pressed_list(turn: Turn, action: ListAbsences, _press: Pressed) -> Reply:
    """Show the list, or another page of it."""
    return await _list(turn, _number(action.start))


async def _list(turn: Turn, start: int, *, of: tuple[date, date] | None = None) -> Reply:
    """Show the list; where it is about some days on which there is one absence alone, that one."""
    person = await asker(turn)
    periods = await _periods(turn, person)
    meant = [each for each in periods or () if of and _is_open_on(each, *of)]
    if len(meant) == 1:
        return Show(await seen_card(turn, person, await own_absence(turn, person, meant[0].id)))
    kept = await turn.services.store.requests_of(turn.account.tenant_id, turn.account.object_id, limit=_MOST)
    mine = [each for each in kept if is_mine(turn, person, each)]
    if periods is not None:
        periods += await _unlisted(turn, person, periods, mine)
    coming, past = rows(periods, mine, await eyes_of(turn, person))
    total = len(coming) + len(past)
    start = min(start, max(0, total - 1)) // PAGE * PAGE
    view = AbsencesView(*paged(coming, past, start, PAGE), start=start, total=total, stale=periods is None)
    if of and not meant and periods is not None:
        view = replace(view, note="absences.not_then")
    return Show(absences_card(view, turn.t))


def _is_open_on(period: AbsencePeriod, first: date, last: date) -> bool:
    """Tell whether an absence that stands or may come to stand touches some days. Pure."""
    if period.status not in AWAY | OPEN:
        return False
    return period.first_day <= last and (period.last_day is None or period.last_day >= first)


async def _periods(turn: Turn, person: Person) -> list[AbsencePeriod] | None:
    """Return all absences of a person, None where Personio does not answer.

    All, because a filter by day may leave out those without an end.
    """
    try:
        found = await in_time(turn.services.personio.absences(person_id=person.id), 2 * PATIENCE)
    except (Unavailable, RateLimited, BadAnswer, NotFound) as error:
        log.warning("absences.not_listed", error=type(error).__name__, trace_id=error.trace_id)
        return None
    return [period for period in found if period.person_id == person.id]


async def _unlisted(
    turn: Turn, person: Person, periods: list[AbsencePeriod], requests: list[Request]
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
    person = await asker(turn)
    if action.request_id:
        request = await own_request(turn, person, action.request_id)
        try:
            seen = await own_absence(turn, person, request.personio_id)
        except Refused:
            return Show(await request_card(turn, person, request, start=action.start))
    else:
        seen = await own_absence(turn, person, action.absence_id)
    if seen.request and seen.request.card_id and seen.request.card_id == press.card_id:
        await turn.services.store.enqueue(show_anew(seen.request, turn.origin.activity_id))
        turn.services.outbox.wake()
        return Show(await receipt(turn.services, seen.request, turn.t.language), everywhere=False)
    return Show(await seen_card(turn, person, seen, start=action.start))


async def eyes_of(turn: Turn, person: Person) -> Eyes:
    """Return what is needed to read the absences of who asks. Raises PersonioError where types cannot be read."""
    work, types = working_time(person, turn.services.adjustments), await turn.services.directory.types()
    return Eyes(turn.today, work, types, turn.t("absences.one"))


async def seen_card(turn: Turn, person: Person, seen: Seen, *, start: str | None = None) -> Card:
    """Return the card of an absence as Personio has it."""
    report = seen.just_reported(turn.today)
    against = against_withdrawal(seen.period.status, seen.when, turn.today, just_reported=report)
    change = may_change(seen.period.status)
    hint = against or (None if change else "absences.decided")
    return absence_card(
        AbsenceView(
            (await eyes_of(turn, person)).of_absence(seen.period, seen.when, seen.request),
            may_change=change,
            may_withdraw=against is None,
            hint=hint if hint != "absences.not_changeable" else None,  # the status says it
            substitute=await substitute_name(turn, seen),
            comment=seen.period.comment,
            personio_url=turn.services.personio_web_url,
            start=start,
            other_substitute=_in_doubt(seen.request, seen.period.status),
        ),
        turn.t,
    )


def _in_doubt(request: Request | None, status: str | None) -> UUID | None:
    return request.id if request and request.status == status and substitute_in_doubt(request) else None


async def request_card(turn: Turn, person: Person, request: Request, *, start: str | None = None) -> Card:
    """Return the card of a request that Personio does not have. Raises Refused where it cannot be read."""
    row = (await eyes_of(turn, person)).of_request(request)
    if row is None:
        raise Refused("absences.not_there")
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


async def substitute_name(turn: Turn, seen: Seen) -> str | None:
    """Return who stands in, as far as known: Personio may not tell, then what was asked here counts."""
    asked = draft_of(seen.request).substitute if seen.request else None
    person = (await turn.services.directory.people()).by_id.get(seen.period.substitute_id or asked or "")
    return display_name(person) if person else None


def _number(typed: str | None) -> int:
    readable = typed and typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_NUMBER
    return int(typed) if typed and readable else 0
