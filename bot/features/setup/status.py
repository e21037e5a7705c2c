"""Steps 1 and 2: is all well with Microsoft Teams, and with Personio?

Rule: asks both anew each time; says what is missing, changes nothing.
"""

from __future__ import annotations

import asyncio
from typing import get_args

import structlog

from bot.deadline import left
from bot.events import Pressed, Reply, Said, Show, Tell
from bot.features.setup.access import for_admins, require_admin
from bot.features.setup.places import teams, title, updates
from bot.features.setup.wish import fresh
from bot.router import Router
from bot.services import Refused, SendError, Turn
from cards import Card
from cards.actions import OpenSetup, SetupDraft, SetupPersonio
from cards.problem import Problem
from cards.setup import (
    AttributeLine,
    PersonioStatusView,
    TeamsStatusView,
    opened_elsewhere,
    personio_status_card,
    teams_status_card,
)
from cards.setup.status import Attribute
from personio_client import BadCredentials, NotAllowed, PersonioError

log = structlog.get_logger(__name__)
router = Router()

_PATIENCE = 4.0  # seconds that a press waits for Personio
_BIRTHDAY = "date_of_birth"  # its universal id: the birthday is an attribute of one's own


@router.said("setup", anywhere=True)
async def asked_for_setup(turn: Turn, _event: Said) -> Reply:
    """Open step 1; asked in a channel, open it in the personal chat with that channel chosen."""
    await require_admin(turn)
    here = turn.origin.conversation
    if here.scope == "personal":
        await turn.services.store.save_account(turn.account)  # where to tell that an update had to be paused
        return Show(await _teams_status(turn, SetupDraft()))
    if here.scope == "team" and here.team_id and turn.account.conversation:
        row = fresh(turn).model_copy(update={"channel": here.channel_id})
        card = await _teams_status(turn, SetupDraft(**row.model_dump(), teams=(here.team_id,)))
        try:
            await turn.services.messenger.send(turn.account.conversation, card)
        except SendError as error:
            log.warning("setup.not_opened", error=type(error).__name__)
        else:
            return Tell(opened_elsewhere(turn.t))
    raise Refused("chat.personal_only")


@router.pressed(OpenSetup)
@for_admins
async def opened(turn: Turn, action: OpenSetup, _press: Pressed) -> Reply:
    """Show step 1."""
    return Show(await _teams_status(turn, action.draft))


@router.pressed(SetupPersonio)
@for_admins
async def asked_about_personio(turn: Turn, action: SetupPersonio, _press: Pressed) -> Reply:
    """Show step 2."""
    return Show(personio_status_card(await _personio_status(turn, action.draft), turn.t))


async def _teams_status(turn: Turn, draft: SetupDraft) -> Card:
    services, found = turn.services, await teams(turn, anew=True)
    missing = {"setup.no_app_id": services.app_id, "setup.no_tenant": services.tenant_id, "setup.no_teams": found}
    view = TeamsStatusView(
        app_id=services.app_id,
        tenant_id=services.tenant_id,
        installed_teams=[title(team) for team in found],
        problems=[Problem(key) for key, there in missing.items() if not there],
        updates=len(await updates(turn)),
        draft=draft,
    )
    return teams_status_card(view, turn.t)


async def _personio_status(turn: Turn, draft: SetupDraft) -> PersonioStatusView:
    if not turn.services.has_credentials:
        return PersonioStatusView(ok=False, problem=Problem("setup.no_credentials"), draft=draft)
    try:
        async with asyncio.timeout(left(_PATIENCE)):
            found = await turn.services.personio.attributes()
            people = (await turn.services.directory.people()).by_id.values()
    except TimeoutError:
        return PersonioStatusView(ok=False, problem=Problem("personio.unreachable"), draft=draft)
    except PersonioError as error:
        log.info("setup.personio_refused", error=type(error).__name__, trace_id=error.trace_id)
        return PersonioStatusView(ok=False, problem=_why(error), draft=draft)
    readable = {each.key for each in found} | {each.universal_id for each in found}
    if _BIRTHDAY in readable or any(person.birthday for person in people):
        readable.add("birthday")
    lines = [
        AttributeLine(key, key in readable, "tick.birthday" if key == "birthday" else "tick.credential")
        for key in get_args(Attribute)
    ]
    return PersonioStatusView(ok=True, attributes=lines, draft=draft)


def _why(error: PersonioError) -> Problem:
    if isinstance(error, BadCredentials):
        return Problem("setup.bad_credentials")
    return Problem("setup.no_rights" if isinstance(error, NotAllowed) else "personio.unreachable")
