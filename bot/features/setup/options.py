"""What an admin can choose from in the set-up: teams and channels, units, and places whose public holidays are known.

Teams and channels come from Teams, units and holiday calendars from Personio. A unit that is no longer in Personio
keeps its value as long as an update names it: dropping it would show the whole company to the channel.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.events import Conversation
from bot.core.messaging import Blocked, Gone, SendError, Team
from bot.core.people import holiday_region, units_of
from bot.core.subscriptions import Subscription, UnitRef
from bot.services.context import Turn
from bot.services.deadline import ANSWER_WAIT, within
from cards.i18n import Translator
from cards.setup import ChannelOption, channel_name, unlisted_name
from personio_client import Person


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that can be posted in, and its team."""

    option: ChannelOption
    team: Team


async def updates(turn: Turn) -> list[Subscription]:
    """Return the channel updates of the admin's own organisation."""
    tenant_id = turn.origin.conversation.tenant_id
    return [each for each in await turn.services.store.subscriptions.all() if each.tenant_id == tenant_id]


async def teams(turn: Turn, *, anew: bool = False) -> list[Team]:
    """Return the teams that have the app, by name; ``anew``: ask Teams for each, and forget those without it."""
    here = turn.origin.conversation
    known = {team.id: team for team in await turn.services.store.teams.of_tenant(here.tenant_id)}
    for each in await updates(turn):
        if each.paused is None and each.team_id not in known:
            known[each.team_id] = Team(here.tenant_id, each.team_id, each.service_url or here.service_url)
    found = await asyncio.gather(*(_named(turn, team, anew=anew) for team in known.values()))
    return sorted((team for team in found if team), key=lambda team: (team_title(team).casefold(), team.id))


def team_title(team: Team) -> str:
    """Return what a team is called, its id where Teams has not said."""
    return team.name or team.id


async def places(turn: Turn, chosen: Iterable[Team]) -> dict[str, Place]:
    """Return the channels of some teams, by channel id; none of a team that has not the app. Raises SendError."""
    wanted = list(chosen)
    found = await asyncio.gather(*(_channels(turn, team) for team in wanted))
    return {place.option.id: place for some in found for place in some}


async def channel_names(turn: Turn, subscriptions: Sequence[Subscription]) -> dict[str, ChannelOption]:
    """Return the names of the channels that updates go to, by channel id; empty where Teams does not answer in time.

    A channel that Teams does not list has a text that says so.
    """
    wanted = {each.team_id for each in subscriptions}
    known = [team for team in await teams(turn) if team.id in wanted]
    try:
        async with within(ANSWER_WAIT):
            found = {channel_id: place.option for channel_id, place in (await places(turn, known)).items()}
    except (SendError, TimeoutError):
        return {}
    by_id = {team.id: team for team in known}
    hidden = {
        each.channel_id: ChannelOption(each.channel_id, unlisted_name(turn.t), team_title(by_id[each.team_id]))
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
        async with within(ANSWER_WAIT):
            await turn.services.messenger.outsiders(_conversation(chosen[0], channel_id))
    except (SendError, TimeoutError):
        return None
    return Place(ChannelOption(channel_id, unlisted_name(turn.t), team_title(chosen[0])), chosen[0])


async def outside(turn: Turn, chosen: Iterable[Place]) -> frozenset[str]:
    """Return the ids of the channels that people from outside can read, as far as Teams tells."""

    async def count(place: Place) -> int:
        try:
            async with within(ANSWER_WAIT):
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
        async with within(ANSWER_WAIT):
            name = await turn.services.messenger.team_name(team)
    except (Gone, Blocked) as error:
        if error.code is None:  # a 404 that does not say what is missing: a gateway in between gives those, too
            return team
        await turn.services.store.teams.forget(team.tenant_id, team.id)
        return None
    except (SendError, TimeoutError):
        return team
    named = replace(team, name=name or None)
    if named != team:
        await turn.services.store.teams.save(named)
    return named


async def _channels(turn: Turn, team: Team) -> list[Place]:
    try:
        found = await turn.services.messenger.channels(team)
    except (Gone, Blocked):
        return []
    return [Place(ChannelOption(each.id, channel_name(each.name, turn.t), team_title(team)), team) for each in found]


def regions_of(people: Iterable[Person], t: Translator) -> dict[str, str]:
    """Return the places of people's calendars: name (``DE-BY``) -> title, in alphabetical order of these."""
    found: dict[str, str] = {}
    for person in people:
        place = holiday_region(person)
        if person.status != "inactive" and place and place.known and place.name not in found:
            state = person.holiday_calendar.state if person.holiday_calendar and place.code else None
            found[place.name] = f"{t.country(place.country)} ({state})" if state else t.country(place.country)
    return dict(sorted(found.items(), key=lambda row: row[1].casefold()))


def usual(people: Collection[Person], units: Sequence[UnitRef]) -> str | None:
    """Return the holiday region (such as ``DE-BY``) that most people of these units have; of everybody without units.

    None where nobody's region is known.
    """
    ids = {(unit.kind, unit.id) for unit in units}
    found: Counter[str] = Counter()
    for person in people:
        place = holiday_region(person)
        belongs = not ids or any((kind, unit.id) in ids for kind, unit in person.units)
        if belongs and person.status != "inactive" and place and place.known:
            found[place.name] += 1
    return min(found, key=lambda name: (-found[name], name), default=None)


Units = Mapping[str, UnitRef]
"""Value -> the unit."""


def known_units(people: Iterable[Person]) -> Units:
    """Return the units that active people are in, by the value that a form sends for them."""
    found: dict[str, UnitRef] = {}
    for person in people:
        if person.status != "inactive":
            for unit in units_of(person):
                found.setdefault(value(unit), unit)
    return found


def value(unit: UnitRef) -> str:
    return f"{unit.kind}:{unit.id or unit.name}".replace(",", " ")  # Teams puts commas between chosen values


def unit_title(unit: UnitRef, t: Translator) -> str:
    """Return what a unit is called, and which kind it is."""
    return f"{unit.name or unit.id} ({t(_KINDS[unit.kind])})"


def current_unit(unit: UnitRef, known: Units) -> UnitRef:
    """Return a unit as Personio has it now: found by id, else by name; as it is where it is gone."""
    if unit.id:
        return known.get(value(unit), unit)
    name = (unit.name or "").casefold()
    same = (each for each in known.values() if each.kind == unit.kind and (each.name or "").casefold() == name)
    return next(same, unit)


def unit_choices(known: Units, chosen: Sequence[str], kept: Sequence[UnitRef], t: Translator) -> list[tuple[str, str]]:
    """Return (value, title) of every unit, those of the update among them."""
    offered = {value(unit): unit for unit in kept} | dict(known)
    rows = [(each, unit_title(unit, t)) for each, unit in offered.items()]
    return sorted(rows, key=lambda row: (row[0] not in chosen, row[1].casefold()))


_KINDS = {"department": "attribute.department", "team": "attribute.team", "office": "attribute.office"}
