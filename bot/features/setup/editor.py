"""Step 4 as a card: the row in the editor, the finished ones, and what they can choose from.

Rule: whatever was typed comes back as typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.features.setup import holidays, places, units
from bot.features.setup.wish import Known, fresh, is_id, row_of
from bot.services import Refused, Turn
from bot.subscriptions import Subscription
from cards import Card
from cards.actions import Row, SetupDraft
from cards.problem import Problem
from cards.setup import RowView, TeamOption, TeamsView, channels_card, teams_card

_ALL = 40  # units in a list; more are searched


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft, what it is judged by, and the update it changes (``old``), if there is one already.

    ``outside``: ids of its channels that people from outside can read.
    """

    draft: SetupDraft
    known: Known
    old: Subscription | None
    outside: frozenset[str] = frozenset()


async def desk(turn: Turn, draft: SetupDraft) -> Desk:
    """Gather what the rows of a draft are judged by. Raises PersonioError, SendError and Refused."""
    picked = [team for team in await places.teams(turn) if team.id in draft.teams]
    if not is_id(draft.id):
        row = fresh(turn).model_copy(update={"channel": draft.channel})
        draft = draft.model_copy(update=row.model_dump())
    people = (await turn.services.directory.people()).by_id.values()
    there = await places.places(turn, picked)
    chosen = [row.channel for row in (*draft.rows, draft) if row.channel]
    for channel_id in chosen:
        if channel_id not in there and (found := await places.unlisted(turn, picked, channel_id)):
            there[channel_id] = found
    outside = await places.outside(turn, [there[channel_id] for channel_id in chosen if channel_id in there])
    known = Known(there, units.units_of(people), people, holidays.regions_of(people, turn.t))
    return Desk(draft, known, await mine(turn, draft.id or ""), outside)


async def mine(turn: Turn, subscription_id: str) -> Subscription | None:
    """Return an update of the admin's own organisation; raises Refused for another one's."""
    found = await turn.services.subscriptions.subscription(subscription_id)
    if found and found.tenant_id != turn.origin.conversation.tenant_id:
        raise Refused("setup.gone")
    return found


def editor(turn: Turn, at: Desk, problem: Problem | None = None) -> Card:
    """Show the row editor, and tell of outside members once more than not at all."""
    there, kept_region = at.known.places, at.old.holidays if at.old else None
    regions = at.known.regions if not kept_region else {kept_region: kept_region} | {**at.known.regions}
    shown = [row.channel for row in (*at.draft.rows, at.draft) if row.channel in at.outside]
    kept = at.old.units if at.old else ()
    choices = units.choices(at.known.units, at.draft.units, kept, turn.t)
    view = RowView(
        draft=warned(at.draft, at.outside),
        channels=[place.option for place in at.known.places.values()],
        units=[row for row in choices if row[0] in at.draft.units] if len(choices) > _ALL else choices,
        all_units=len(choices) <= _ALL,
        existing=at.old is not None,
        problem=problem,
        warnings=[outsiders(there[each].option.title) for each in dict.fromkeys(shown) if each],
        holidays=list(regions.items()),
    )
    return channels_card(view, turn.t)


def outsiders(place: str) -> Problem:
    """Return the warning that people from outside can read a channel. Pure."""
    return Problem("setup.outsiders", {"place": place})


def warned(draft: SetupDraft, outside: frozenset[str]) -> SetupDraft:
    """Return the draft that remembers which channels it was warned of. Pure."""
    rows = tuple(_warned(row, outside) for row in draft.rows)
    return draft.model_copy(update={"warned": _warned(draft.row, outside).warned, "rows": rows})


def _warned(row: Row, outside: frozenset[str]) -> Row:
    return row.model_copy(update={"warned": row.channel if row.channel in outside else None})


async def teams_step(turn: Turn, draft: SetupDraft, problem: Problem | None = None) -> Card:
    """Show step 3."""
    options = [TeamOption(team.id, places.title(team)) for team in await places.teams(turn)]
    return teams_card(TeamsView(options, draft, problem), turn.t)


def with_row(draft: SetupDraft, row: Row, rows: tuple[Row, ...]) -> SetupDraft:
    """Return the draft with another row in the editor, and other finished ones. Pure."""
    return SetupDraft(**row.model_dump(), teams=draft.teams, rows=rows)


def of_update(subscription: Subscription, known: units.Units) -> SetupDraft:
    """Return the draft that changes an update. Pure."""
    return SetupDraft(**row_of(subscription, known).model_dump(), teams=(subscription.team_id,))
