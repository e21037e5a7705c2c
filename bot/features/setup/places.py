"""Where the bot can post: the teams that have the app, and their channels by name.

Rule: Teams says what there is; what is kept of it only says where to ask.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.services import Blocked, Gone, SendError, Team, Turn
from bot.subscriptions import Subscription
from cards.setup import ChannelOption, channel_name

_PATIENCE = 4.0  # seconds for Teams: somebody waits for an answer


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that can be posted in, and its team."""

    option: ChannelOption
    team: Team


async def updates(turn: Turn) -> list[Subscription]:
    """Return the channel updates of the admin's own organisation."""
    tenant_id = turn.origin.conversation.tenant_id
    return [each for each in await turn.services.subscriptions.subscriptions() if each.tenant_id == tenant_id]


async def teams(turn: Turn, *, anew: bool = False) -> list[Team]:
    """Return the teams that have the app, by name; ``anew``: ask Teams for each, and forget those without it."""
    here = turn.origin.conversation
    known = {team.id: team for team in await turn.services.store.teams(here.tenant_id)}
    for each in await updates(turn):
        if each.paused is None and each.team_id not in known:
            known[each.team_id] = Team(here.tenant_id, each.team_id, each.service_url or here.service_url)
    found = await asyncio.gather(*(_named(turn, team, anew=anew) for team in known.values()))
    return sorted((team for team in found if team), key=lambda team: (title(team).casefold(), team.id))


def title(team: Team) -> str:
    """Return what a team is called, its id where Teams has not said. Pure."""
    return team.name or team.id


async def places(turn: Turn, chosen: Iterable[Team]) -> dict[str, Place]:
    """Return the channels of some teams by id; none of a team without the app. Raises SendError."""
    wanted = list(chosen)
    found = await asyncio.gather(*(_channels(turn, team) for team in wanted))
    return {place.option.id: place for some in found for place in some}


async def names(turn: Turn, subscriptions: Sequence[Subscription]) -> dict[str, ChannelOption]:
    """Return the names of the channels that updates go to, as far as Teams tells them now."""
    wanted = {each.team_id for each in subscriptions}
    known = [team for team in await teams(turn) if team.id in wanted]
    try:
        async with asyncio.timeout(_PATIENCE):
            return {channel_id: place.option for channel_id, place in (await places(turn, known)).items()}
    except (SendError, TimeoutError):
        return {}


async def _named(turn: Turn, team: Team, *, anew: bool) -> Team | None:
    if team.name and not anew:
        return team
    try:
        async with asyncio.timeout(_PATIENCE):
            name = await turn.services.messenger.team_name(team)
    except (Gone, Blocked):
        await turn.services.store.forget_team(team.tenant_id, team.id)
        return None
    except (SendError, TimeoutError):
        return team
    named = replace(team, name=name or None)
    if named != team:
        await turn.services.store.save_team(named)
    return named


async def _channels(turn: Turn, team: Team) -> list[Place]:
    try:
        found = await turn.services.messenger.channels(team)
    except (Gone, Blocked):
        return []
    return [Place(ChannelOption(each.id, channel_name(each.name, turn.t), title(team)), team) for each in found]
