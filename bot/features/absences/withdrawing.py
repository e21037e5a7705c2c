"""*Intrekken*: asked once more, then stored and done by the worker.

Rule: withdrawn is what its owner saw; what has changed since is asked once more. A request that is not filed yet is
only marked; the work that files it takes it back, because nobody else knows whether Personio has it already.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from bot.deadline import left
from bot.events import Pressed, Reply, Show
from bot.features.absences.errand import WAIT, confirm, known_errand, new_errand
from bot.features.absences.listing import eyes_of, request_card, seen_card
from bot.features.absences.reading import Seen, is_mine, own_absence, own_request
from bot.features.absences.standing import of_request
from bot.identity import asker
from bot.requests.jobs import file_job
from bot.requests.life import draft_of, when
from bot.requests.ownership import as_shown
from bot.requests.possible import against_withdrawal
from bot.router import Router
from bot.services import Refused, Request, Turn
from cards.absences import Row, WithdrawView, withdraw_card
from cards.actions import WithdrawAbsence
from cards.request import Problem
from personio_client import Person, PersonioError

router = Router()

_LOOKS = 5  # times a request is looked at again because it moved on meanwhile


@router.pressed(WithdrawAbsence)
async def pressed_withdraw(turn: Turn, action: WithdrawAbsence, press: Pressed) -> Reply:
    """Ask whether to withdraw; once that is confirmed, do it. What cannot be withdrawn is shown as it stands."""
    person = await asker(turn)
    if action.errand_id and (known := await known_errand(turn, action.errand_id)):
        return known
    if action.request_id:
        request = await own_request(turn, person, action.request_id)
        if request.personio_id is None:
            return await _unfiled(turn, action, press, person, request)
        action = action.model_copy(update={"absence_id": request.personio_id})
    return await _filed(turn, action, press, person)


async def _filed(turn: Turn, action: WithdrawAbsence, press: Pressed, person: Person) -> Reply:
    """Withdraw what Personio has. While it is silent, a confirmed wish is stored, and the work will look."""
    seen: Seen | None = None
    try:
        seen = await own_absence(turn, person, action.absence_id)
    except PersonioError:
        if not _sure(action):
            raise
    report = bool(seen and seen.just_reported(turn.today))
    if seen and against_withdrawal(seen.period.status, seen.when, turn.today, just_reported=report):
        return Show(await seen_card(turn, person, seen))
    if seen and not (_sure(action) and action.seen == as_shown(seen.period)):
        row = (await eyes_of(turn, person)).of_absence(seen.period, seen.when)
        return _question(turn, row, as_shown(seen.period), _asked_again(action), report=report)
    if not action.absence_id or not action.errand_id:
        raise Refused("absences.not_there")
    made = seen.request if seen else await _made_here(turn, person, action.absence_id)
    errand = new_errand(
        turn,
        press,
        person,
        errand_id=action.errand_id,
        deed="withdraw",
        absence_id=action.absence_id,
        when=seen.when if seen else when(made) if made else None,
        type_id=seen.period.type_id if seen else draft_of(made).type_id if made else None,
        saw=action.seen,
        proven=bool(seen or made),
    )
    return await confirm(turn, errand)


async def _unfiled(turn: Turn, action: WithdrawAbsence, press: Pressed, person: Person, request: Request) -> Reply:
    """Mark a request that waits to be filed, and give the work that files it a moment to take it back."""
    if of_request(request) != "waiting" or not action.errand_id or not _sure(action):
        row = (await eyes_of(turn, person)).of_request(request)
        if row is None or row.standing != "waiting":
            return Show(await request_card(turn, person, request))
        return _question(turn, row)
    store = turn.services.store
    for _ in range(_LOOKS):
        if of_request(request) != "waiting":
            break
        marked = replace(request, details={**request.details, "withdrawing": True})
        await store.change_request(marked, expected="waiting")
        request = await own_request(turn, person, request.id)
    if request.state == "waiting":
        await turn.services.outbox.settled(file_job(request).key, left(WAIT))
    errand = new_errand(
        turn,
        press,
        person,
        errand_id=action.errand_id,
        deed="withdraw",
        absence_id=None,
        when=when(request),
        type_id=draft_of(request).type_id,
        saw=None,
        request_id=str(request.id),
    )
    return await confirm(turn, errand)


def _question(
    turn: Turn, row: Row, seen: str | None = None, problem: Problem | None = None, *, report: bool = False
) -> Reply:
    return Show(withdraw_card(WithdrawView(row, uuid4(), seen, problem, report=report), turn.t))


def _asked_again(action: WithdrawAbsence) -> Problem | None:
    """Return why it is asked again: the absence has changed since, or the card does not say what it showed. Pure."""
    if not _sure(action):
        return None
    return Problem("absences.changed_since" if action.seen else "absences.look_again")


def _sure(action: WithdrawAbsence) -> bool:
    return action.sure == "yes" and action.errand_id is not None


async def _made_here(turn: Turn, person: Person, absence_id: str) -> Request | None:
    request = await turn.services.store.request_of_absence(absence_id)
    return request if request and is_mine(turn, person, request) else None
