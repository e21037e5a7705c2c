"""Help and welcome: never silence, never a dead end.

Rule: the welcome is said once per person; everything that is no command gets the same short help.
"""

from __future__ import annotations

from bot.events import Installed, Reply, Said, Show
from bot.router import Router
from bot.services import Turn
from cards.actions import ShowHelp
from cards.help import HelpView, help_card, welcome_card

router = Router()


@router.said("help")
async def asked_for_help(turn: Turn, _event: Said) -> Reply:
    """Answer *help* and greetings."""
    return Show(help_card(_view(turn, unknown=False), turn.t))


@router.happened(Said)
async def said_something_else(turn: Turn, _event: Said) -> Reply:
    """Answer words that are no command."""
    return Show(help_card(_view(turn, unknown=True), turn.t))


@router.pressed(ShowHelp)
async def pressed_help(turn: Turn, _action: ShowHelp, _press: object) -> Reply:
    """Answer the help button."""
    return Show(help_card(_view(turn, unknown=False), turn.t))


@router.happened(Installed)
async def installed(turn: Turn, event: Installed) -> Reply:
    """Welcome somebody who got the app, once, however often Teams tells it."""
    if event.origin.conversation.scope != "personal" or not turn.account.object_id:
        return None
    first_time = await turn.services.store.add_account(turn.account)
    return Show(welcome_card(turn.t)) if first_time else None


def _view(turn: Turn, *, unknown: bool) -> HelpView:
    return HelpView(unknown=unknown, is_channel=turn.origin.conversation.scope != "personal")
