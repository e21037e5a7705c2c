"""Steps 3 and 4: teams, rows, and *Voltooien*.

Rule: nothing is kept before *Voltooien*, and then all rows or none; pressed twice, it makes each update once.
"""

from __future__ import annotations

from bot.events import Pressed, Reply, Show
from bot.features.setup.access import for_admins
from bot.features.setup.editor import Desk, desk, editor, mine, of_update, teams_step, with_row
from bot.features.setup.mappings import listing, seen
from bot.features.setup.units import units_of
from bot.features.setup.wish import fresh, is_id, judge
from bot.router import Router
from bot.services import Turn
from bot.subscriptions import Subscription
from bot.updates import save
from cards.actions import (
    AddRow,
    EditMapping,
    FinishSetup,
    RemoveRow,
    Row,
    SetupChannels,
    SetupTeams,
)
from cards.problem import Problem
from cards.setup import done_card

router = Router()


@router.pressed(SetupTeams)
@for_admins
async def pick_teams(turn: Turn, action: SetupTeams, _press: Pressed) -> Reply:
    """Show step 3."""
    return Show(await teams_step(turn, action.draft))


@router.pressed(SetupChannels)
@for_admins
async def pick_channels(turn: Turn, action: SetupChannels, _press: Pressed) -> Reply:
    """Show step 4, or step 3 again where no team was picked."""
    if not action.teams:
        return Show(await teams_step(turn, action.draft, Problem("setup.missing_team")))
    return Show(editor(turn, await desk(turn, action.draft)))


@router.pressed(AddRow)
@for_admins
async def add_row(turn: Turn, action: AddRow, _press: Pressed) -> Reply:
    """Put the row among the finished ones and show another one, filled as it was."""
    at = await desk(turn, action.draft)
    verdict = judge(at.draft.row, at.known, at.old)
    if isinstance(verdict, Problem):
        return Show(editor(turn, at, verdict))
    rows = (*_others(at.draft.rows, at.draft.id), at.draft.row)
    return Show(editor(turn, await desk(turn, with_row(at.draft, fresh(turn, at.draft.row), rows))))


@router.pressed(RemoveRow)
@for_admins
async def remove_row(turn: Turn, action: RemoveRow, _press: Pressed) -> Reply:
    """Take a finished row out."""
    rows = _others(action.rows, action.row_id)
    return Show(editor(turn, await desk(turn, action.draft.model_copy(update={"rows": rows}))))


@router.pressed(EditMapping)
@for_admins
async def edit_mapping(turn: Turn, action: EditMapping, _press: Pressed) -> Reply:
    """Put a finished row into the editor, the one that is there among the finished; or else an existing update."""
    wanted = next((row for row in action.rows if row.id == action.row_id), None)
    if wanted:
        begun = (action.row,) if action.channel else ()
        rows = (*_others(action.rows, action.row_id), *begun)
        return Show(editor(turn, await desk(turn, with_row(action.draft, wanted, rows))))
    found = await mine(turn, action.row_id or "")
    if found is None:
        return Show(await listing(turn, problem=Problem("setup.gone")))
    people = (await turn.services.directory.people()).by_id.values()
    return Show(editor(turn, await desk(turn, of_update(found, units_of(people)))))


@router.pressed(FinishSetup)
@for_admins
async def finish(turn: Turn, action: FinishSetup, _press: Pressed) -> Reply:
    """Keep every row; show what is wrong with the first that cannot be kept, and keep none.

    A channel that people from outside can read is kept once its card has said so.
    """
    at = await desk(turn, action.draft)
    rows = [*_others(at.draft.rows, at.draft.id)]
    if at.draft.channel or at.draft.units or not rows:  # an untouched row is none
        rows.append(at.draft.row)
    judged: list[tuple[Subscription, Subscription | None]] = []
    for row in rows:
        old = await mine(turn, row.id or "") if is_id(row.id) else None
        verdict = judge(row if is_id(row.id) else row.model_copy(update={"id": fresh(turn).id}), at.known, old)
        if isinstance(verdict, Problem):
            rest = tuple(each for each in rows if each is not row)
            return Show(editor(turn, Desk(with_row(at.draft, row, rest), at.known, old, at.outside), verdict))
        judged.append((verdict, old))
    unaware = next((row for row in rows if row.channel in at.outside and row.warned != row.channel), None)
    if unaware:
        rest = tuple(each for each in rows if each is not unaware)
        old = await mine(turn, unaware.id or "")
        return Show(editor(turn, Desk(with_row(at.draft, unaware, rest), at.known, old, at.outside)))
    await turn.services.store.save_account(turn.account)  # where to tell that an update had to be paused
    for new, old in judged:
        if new != old:
            now, by = turn.services.clock(), turn.origin.sender.object_id
            await save(turn.services.subscriptions, new, old, now=now, by=by)
    kept = [new for new, _ in judged]
    if at.old and len(kept) == 1:
        return Show(await listing(turn, only=kept[0].id, said="digest.saved"), everywhere=True)
    return Show(done_card(await seen(turn, kept), turn.t), everywhere=True)


def _others(rows: tuple[Row, ...], row_id: str | None) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.id != row_id)
