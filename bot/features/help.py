"""Help and welcome: never silence, never a dead end.

The welcome is said once per person; everything that is no command gets the same short help.
"""

from __future__ import annotations

import structlog

from bot.core.events import Installed, Reply, Said, Show, Tell
from bot.services.context import Refusal, Turn
from bot.services.deadline import ROSTER_WAIT, within
from bot.services.identity import require_person
from bot.services.router import Router
from cards.actions import ShowHelp
from cards.help import HelpView, help_card, small_talk_reply, thanks_reply, welcome_card, yes_no_reply
from personio_client import PersonioError

log = structlog.get_logger(__name__)

router = Router()


@router.said("help", anywhere=True)
async def asked_for_help(turn: Turn, _event: Said) -> Reply:
    return Show(help_card(_view(turn, unknown=False), turn.t))


@router.said("thanks", anywhere=True)
async def thanked(turn: Turn, _event: Said) -> Reply:
    return Tell(thanks_reply(turn.t))


@router.said("yes_no", anywhere=True)
async def said_yes_or_no(turn: Turn, _event: Said) -> Reply:
    """Say that a typed yes or no decides nothing: buttons do."""
    return Tell(yes_no_reply(turn.t))


@router.said("small_talk", anywhere=True)
async def made_small_talk(turn: Turn, _event: Said) -> Reply:
    return Tell(small_talk_reply(turn.t))


@router.happened(Said, anywhere=True)
async def said_something_else(turn: Turn, _event: Said) -> Reply:
    return Show(help_card(_view(turn, unknown=True), turn.t))


@router.pressed(ShowHelp, anywhere=True)
async def pressed_help(turn: Turn, _action: ShowHelp, _press: object) -> Reply:
    return Show(help_card(_view(turn, unknown=False), turn.t))


@router.happened(Installed, anywhere=True)
async def installed(turn: Turn, event: Installed) -> Reply:
    """Welcome somebody who got the app, once, however often Teams tells it."""
    if event.origin.conversation.scope != "personal" or not turn.account.object_id:
        return None
    first_time = await turn.services.store.accounts.add(turn.account)
    await _link(turn)
    return Show(welcome_card(turn.t)) if first_time else None


async def _link(turn: Turn) -> None:
    """Find out who got the app, so that a substitute or an approver who never asks anything can be written to."""
    if turn.account.person_id:
        return
    try:
        async with within(ROSTER_WAIT):
            await require_person(turn)
    except (Refusal, PersonioError, TimeoutError) as error:  # the first question tells them why
        log.info("help.not_linked", error=type(error).__name__)


def _view(turn: Turn, *, unknown: bool) -> HelpView:
    return HelpView(unknown=unknown, is_channel=turn.origin.conversation.scope != "personal")
