"""*Balance*: what somebody has left of each absence type.

Personio's numbers, nothing computed; where it tells none, that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import structlog

from bot.core.events import Pressed, Reply, Said, Show
from bot.core.people import category
from bot.services.context import Turn
from bot.services.identity import require_person_in_private
from bot.services.router import Router
from cards.actions import ShowBalance
from cards.amounts import Amount
from cards.profile.balance import Left, balance_card
from personio_client import AbsenceType, Balance, NotAllowed, NotFound

log = structlog.get_logger(__name__)
router = Router()

_NOT_COUNTED = frozenset({"sick_leave", "offsite_work"})  # nobody has days of sickness left


@router.said("balance")
async def asked_for_balance(turn: Turn, _event: Said) -> Reply:
    return await _answer(turn)


@router.pressed(ShowBalance)
async def pressed_balance(turn: Turn, _action: ShowBalance, _press: Pressed) -> Reply:
    return await _answer(turn)


async def _answer(turn: Turn) -> Reply:
    person = await require_person_in_private(turn)
    try:
        found = await turn.services.directory.balances(person.id)
    except (NotFound, NotAllowed) as error:  # the older API has no balance any more, or the credential no right to it
        log.info("balance.not_readable", error=type(error).__name__, trace_id=error.trace_id)
        found = []
    return Show(balance_card(list(balance_lines(found)), turn.t))


def balance_lines(found: Sequence[tuple[Balance, AbsenceType | None]]) -> Iterator[Left]:
    """Yield what is worth telling, in Personio's order: types without any entitlement are left out."""
    for balance, kind in found:
        available = balance.available_balance if balance.available_balance is not None else balance.balance
        if available is None or category(kind) in _NOT_COUNTED or not (available or balance.balance):
            continue
        unit = kind.unit if kind else "day"
        today = None if balance.balance is None else Amount(balance.balance, unit)
        yield Left((kind.name if kind else "") or balance.name, Amount(available, unit), today)
