"""The question in words, in a chat or in a channel.

Rule: a channel is told of its own units; the whole company only in the asker's own chat, as guests read channels.
"""

from __future__ import annotations

from bot.events import Reply, Said, Show
from bot.features.whos_out.lines import absent
from bot.features.whos_out.question import asked, company, own_units
from bot.identity import who
from bot.router import Router
from bot.services import Turn
from bot.subscriptions import UnitRef
from bot.updates import day_indexes
from cards.help import HelpView, help_card
from cards.whos_out import WhosOutView, whos_out_card
from personio_client import Person

router = Router()


@router.said("whosout", anywhere=True)
async def asked_who_is_out(turn: Turn, event: Said) -> Reply:
    """Tell who is away. Raises Refused for who is nobody in Personio, and PersonioError."""
    asker, today = await who(turn), turn.today
    people = await turn.services.directory.people()
    question = asked(event.text, today, turn.t.language, company(people.by_id.values(), today))
    units = [question.unit] if question.unit else await _unsaid(turn, asker)
    if units is None:
        return Show(help_card(HelpView(unknown=True, is_channel=True), turn.t))
    indexes = await day_indexes(turn.services, question.first_day, question.last_day)
    names, groups = indexes[0].resolve(units)
    lines = absent(indexes, groups)
    unit = ", ".join(names) or None
    return Show(whos_out_card(WhosOutView(question.first_day, question.last_day, unit, lines, today), turn.t))


async def _unsaid(turn: Turn, asker: Person) -> list[UnitRef] | None:
    """Return the units meant where none is named, [] for the whole company, None where it must not be told."""
    place = turn.origin.conversation
    if place.channel_id:
        wanted = [
            each.units
            for each in await turn.services.subscriptions.subscriptions()
            if (each.tenant_id, each.channel_id) == (place.tenant_id, place.channel_id) and "absences" in each.topics
        ]
        if wanted:
            return list(dict.fromkeys(unit for units in wanted for unit in units)) if all(wanted) else []
    if own := own_units(asker):
        return own[:1]
    return [] if place.scope == "personal" else None  # guests read channels
