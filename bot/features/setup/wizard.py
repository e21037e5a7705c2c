"""The four steps of the set-up: Teams, Personio, the choice of teams, the rows; and *Finish*.

Steps 1 and 2 ask Teams and Personio anew each time and change nothing. Nothing is kept before *Finish*, and then all
rows or none; pressed twice, it makes each update once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import structlog

from bot.core.choices import doubtful_title
from bot.core.events import Pressed, Reply, Said, Show, Tell
from bot.core.messaging import SendError
from bot.core.subscriptions import Subscription
from bot.features.setup.access import for_admins, require_admin
from bot.features.setup.editor import (
    default_row,
    editor,
    hints,
    is_subscription_id,
    judge,
    of_update,
    require_own_subscription,
    state,
    teams_step,
    with_row,
)
from bot.features.setup.options import known_units, team_title, teams, updates
from bot.features.setup.subscriptions import listing, shown_subscriptions
from bot.services.context import Refusal, Turn
from bot.services.deadline import ANSWER_WAIT, within
from bot.services.digests import store_subscription
from bot.services.router import Router
from cards import Card
from cards.actions import (
    AddRow,
    EditMapping,
    EditorRow,
    FinishSetup,
    OpenSetup,
    RemoveRow,
    SetupChannels,
    SetupDraft,
    SetupPersonio,
    SetupTeams,
)
from cards.problem import Problem
from cards.setup import (
    COMPANY,
    AttributeLine,
    PersonioStatusView,
    TeamsStatusView,
    done_card,
    opened_elsewhere,
    personio_status_card,
    teams_status_card,
)
from cards.setup.status import Attribute
from personio_client import BadCredentials, NotAllowed, PersonioError

router = Router()


@router.pressed(SetupTeams)
@for_admins
async def pick_teams(turn: Turn, action: SetupTeams, _press: Pressed) -> Reply:
    return Show(await teams_step(turn, action.draft))


@router.pressed(SetupChannels)
@for_admins
async def pick_channels(turn: Turn, action: SetupChannels, _press: Pressed) -> Reply:
    """Show step 4, or step 3 again where no team was picked."""
    if not action.teams:
        return Show(await teams_step(turn, action.draft, Problem("setup.missing_team")))
    at = await state(turn, action.draft)
    if title := doubtful_title(at.draft.teams):
        return Show(await teams_step(turn, at.draft, Problem("setup.several", {"title": title})))
    return Show(editor(turn, at))


@router.pressed(AddRow)
@for_admins
async def add_row(turn: Turn, action: AddRow, _press: Pressed) -> Reply:
    """Add the editor's row to the finished ones, and show a new row with the same values."""
    at = await state(turn, action.draft)
    verdict = judge(at.draft.row, at.known, at.old)
    if isinstance(verdict, Problem):
        return Show(editor(turn, at, verdict))
    rows = (*_others(at.draft.rows, at.draft.id), at.draft.row)
    draft = with_row(at.draft, default_row(turn, at.draft.row), rows)
    return Show(editor(turn, await state(turn, draft), added=at.draft.channel))


@router.pressed(RemoveRow)
@for_admins
async def remove_row(turn: Turn, action: RemoveRow, _press: Pressed) -> Reply:
    rows = _others(action.rows, action.row_id)
    return Show(editor(turn, await state(turn, action.draft.model_copy(update={"rows": rows}))))


@router.pressed(EditMapping)
@for_admins
async def edit_mapping(turn: Turn, action: EditMapping, _press: Pressed) -> Reply:
    """Put a finished row into the editor, the one that is there among the finished; or else an existing update."""
    wanted = next((row for row in action.rows if row.id == action.row_id), None)
    if wanted:
        begun = (action.row,) if action.channel else ()
        rows = (*_others(action.rows, action.row_id), *begun)
        return Show(editor(turn, await state(turn, with_row(action.draft, wanted, rows))))
    found = await require_own_subscription(turn, action.row_id or "")
    if found is None:
        return Show(await listing(turn, problem=Problem("setup.gone")))
    people = (await turn.services.directory.people()).by_id.values()
    return Show(editor(turn, await state(turn, of_update(found, known_units(people)))))


@router.pressed(FinishSetup)
@for_admins
async def pressed_finish(turn: Turn, action: FinishSetup, _press: Pressed) -> Reply:
    """Store the updates of all rows, or none: then show what is wrong with the first row that cannot be stored.

    A channel that people from outside can read is only stored once its card has warned of them.
    """
    at = await state(turn, action.draft)
    rows = [*_others(at.draft.rows, at.draft.id)]
    if at.draft.channel or {*at.draft.units} - {COMPANY} or not rows:  # an untouched row is none
        rows.append(at.draft.row)
    judged: list[tuple[Subscription, Subscription | None]] = []
    for row in rows:
        old = await require_own_subscription(turn, row.id or "") if is_subscription_id(row.id) else None
        verdict = judge(
            row if is_subscription_id(row.id) else row.model_copy(update={"id": default_row(turn).id}), at.known, old
        )
        if isinstance(verdict, Problem):
            rest = tuple(each for each in rows if each is not row)
            return Show(editor(turn, replace(at, draft=with_row(at.draft, row, rest), old=old), verdict))
        judged.append((verdict, old))
    unaware = next((row for row in rows if row.channel in at.outside and row.warned != row.channel), None)
    if unaware:
        rest = tuple(each for each in rows if each is not unaware)
        old = await require_own_subscription(turn, unaware.id or "")
        return Show(editor(turn, replace(at, draft=with_row(at.draft, unaware, rest), old=old)))
    await turn.services.store.accounts.save(turn.account)  # where to tell that an update had to be paused
    for new, old in judged:
        if new != old:
            now, by = turn.services.clock(), turn.origin.sender.object_id
            await store_subscription(turn.services.store.subscriptions, new, old, now=now, by=by)
    kept = [new for new, _ in judged]
    if at.old and len(kept) == 1:
        return Show(await listing(turn, only=kept[0].id, said="digest.saved", hints=hints(at)), everywhere=True)
    return Show(done_card(await shown_subscriptions(turn, kept), turn.t, hints(at)), everywhere=True)


def _others(rows: tuple[EditorRow, ...], row_id: str | None) -> tuple[EditorRow, ...]:
    return tuple(row for row in rows if row.id != row_id)


log = structlog.get_logger(__name__)

_BIRTHDAY = "date_of_birth"  # its universal id: the birthday is an attribute of one's own


@router.said("setup", anywhere=True)
async def asked_for_setup(turn: Turn, _event: Said) -> Reply:
    """Open step 1; asked in a channel, open it in the personal chat with that channel chosen."""
    await require_admin(turn)
    here = turn.origin.conversation
    if here.scope == "personal":
        await turn.services.store.accounts.save(turn.account)  # where to tell that an update had to be paused
        return Show(await _teams_status(turn, SetupDraft()))
    if here.scope == "team" and here.team_id and turn.account.conversation:
        row = default_row(turn).model_copy(update={"channel": here.channel_id})
        card = await _teams_status(turn, SetupDraft(**row.model_dump(), teams=(here.team_id,)))
        try:
            await turn.services.messenger.send(turn.account.conversation, card)
        except SendError as error:
            log.warning("setup.not_opened", error=type(error).__name__)
        else:
            return Tell(opened_elsewhere(turn.t))
    raise Refusal("chat.personal_only")


@router.pressed(OpenSetup)
@for_admins
async def open_setup(turn: Turn, action: OpenSetup, _press: Pressed) -> Reply:
    return Show(await _teams_status(turn, action.draft))


@router.pressed(SetupPersonio)
@for_admins
async def asked_about_personio(turn: Turn, action: SetupPersonio, _press: Pressed) -> Reply:
    return Show(personio_status_card(await _personio_status(turn, action.draft), turn.t))


async def _teams_status(turn: Turn, draft: SetupDraft) -> Card:
    services, found = turn.services, await teams(turn, anew=True)
    missing = {"setup.no_app_id": services.app_id, "setup.no_tenant": services.tenant_id, "setup.no_teams": found}
    view = TeamsStatusView(
        app_id=services.app_id,
        tenant_id=services.tenant_id,
        installed_teams=[team_title(team) for team in found],
        problems=[Problem(key) for key, there in missing.items() if not there],
        updates=len(await updates(turn)),
        draft=draft,
    )
    return teams_status_card(view, turn.t)


async def _personio_status(turn: Turn, draft: SetupDraft) -> PersonioStatusView:
    if not turn.services.has_credentials:
        return PersonioStatusView(ok=False, problem=Problem("setup.no_credentials"), draft=draft)
    try:
        async with within(ANSWER_WAIT):
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
