"""Where the bot can post: the teams that have the app, and their channels by name.

Rule: Teams says what there is; what is kept of it only says where to ask.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.deadline import left
from bot.events import Conversation
from bot.services import Blocked, Gone, SendError, Team, Turn
from bot.subscriptions import Subscription
from cards.setup import ChannelOption, channel_name, unlisted_name

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
        async with asyncio.timeout(left(_PATIENCE)):
            found = {channel_id: place.option for channel_id, place in (await places(turn, known)).items()}
    except (SendError, TimeoutError):
        return {}
    by_id = {team.id: team for team in known}
    hidden = {
        each.channel_id: ChannelOption(each.channel_id, unlisted_name(turn.t), title(by_id[each.team_id]))
        for each in subscriptions
        if each.team_id in by_id and each.paused is None
    }
    return hidden | found


async def unlisted(turn: Turn, chosen: Sequence[Team], channel_id: str) -> Place | None:
    """Return a private or shared channel that Teams leaves out of its list, where the app is in it.

    Set up from inside the channel there is one team, the channel's own.
    https://learn.microsoft.com/en-us/microsoftteams/platform/build-apps-for-shared-private-channels
    """
    if len(chosen) != 1 or not channel_id.startswith("19:"):
        return None
    try:
        async with asyncio.timeout(left(_PATIENCE)):
            await turn.services.messenger.outsiders(_conversation(chosen[0], channel_id))
    except (SendError, TimeoutError):
        return None
    return Place(ChannelOption(channel_id, unlisted_name(turn.t), title(chosen[0])), chosen[0])


async def outside(turn: Turn, chosen: Iterable[Place]) -> frozenset[str]:
    """Return the ids of the channels that people from outside can read, as far as Teams tells."""

    async def count(place: Place) -> int:
        try:
            async with asyncio.timeout(left(_PATIENCE)):
                return await turn.services.messenger.outsiders(_conversation(place.team, place.option.id))
        except (SendError, TimeoutError):
            return 0

    wanted = list({place.option.id: place for place in chosen}.values())
    found = await asyncio.gather(*map(count, wanted))
    return frozenset(place.option.id for place, number in zip(wanted, found, strict=True) if number)


def _conversation(team: Team, channel_id: str) -> Conversation:
    return Conversation(
        tenant_id=team.tenant_id,
        id=channel_id,
        service_url=team.service_url,
        bot_id="",
        scope="team",
        team_id=team.id,
        channel_id=channel_id,
    )


async def _named(turn: Turn, team: Team, *, anew: bool) -> Team | None:
    if team.name and not anew:
        return team
    try:
        async with asyncio.timeout(left(_PATIENCE)):
            name = await turn.services.messenger.team_name(team)
    except (Gone, Blocked) as error:
        if error.code is None:  # a 404 that does not say what is missing: a gateway in between gives those, too
            return team
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
