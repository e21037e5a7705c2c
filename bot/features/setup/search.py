"""What the setup's type-aheads offer: channels, time zones, units.

Admins only, like every press; others are offered nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.events import Choice, Offer, Reply, Searched
from bot.core.schedule import time_zones
from bot.features.setup import options
from bot.features.setup.access import for_admins
from bot.services.context import Turn
from bot.services.router import Router
from cards.setup import CHANNELS, COMPANY, TIMEZONES, UNITS

router = Router()


@router.searched(CHANNELS)
@for_admins
async def search_channels(turn: Turn, event: Searched) -> Reply:
    picked = set(event.data.get("teams", "").split(","))
    found = await options.places(turn, [team for team in await options.teams(turn) if team.id in picked])
    return _offer(event, ((each.option.title, each.option.id) for each in found.values()))


@router.searched(TIMEZONES)
@for_admins
async def search_timezones(_turn: Turn, event: Searched) -> Reply:
    return _offer(event, ((name, name) for name in time_zones()))


@router.searched(UNITS)
@for_admins
async def search_units(turn: Turn, event: Searched) -> Reply:
    known = options.known_units((await turn.services.directory.people()).by_id.values())
    units = ((options.unit_title(unit, turn.t), value) for value, unit in known.items())
    return _offer(event, [(turn.t("whosout.company"), COMPANY), *units])


def _offer(event: Searched, rows: Iterable[tuple[str, str]]) -> Offer:
    """Return those that hold every word typed, by title."""
    words = event.query.replace(" ", "_").casefold().split("_")
    found = sorted((row for row in rows if all(word in row[0].casefold() for word in words)), key=lambda row: row[0])
    return Offer([Choice(*row) for row in found[event.skip : event.skip + event.top]])
