"""The question in words, in a chat or in a channel.

Rule: a channel is told of its own units; the whole company only in the asker's own chat, as guests read channels. What
is not known is said, with the nearest there is; another list is never the answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.colleagues import nearest
from bot.events import Pressed, Reply, Said, Show
from bot.features.whos_out.days import LONGEST, Days
from bot.features.whos_out.lines import absent
from bot.features.whos_out.offering import meant_people, meant_units, unit_of
from bot.features.whos_out.person_question import about
from bot.features.whos_out.presence import person_view
from bot.features.whos_out.question import Question, asked, company, nearest_units, own_units
from bot.features.whos_out.understood import as_written, asks_why
from bot.identity import who
from bot.people import employed_on
from bot.requests.wish import read_day
from bot.router import Router
from bot.services import Turn
from bot.subscriptions import UnitRef
from bot.updates import day_indexes
from cards.actions import AskWhosOut
from cards.help import HelpView, help_card
from cards.request import stale_card
from cards.whos_out import WhosOutView, whos_out_card
from cards.whos_out_person import WhichView, person_card, which_card
from personio_client import Person

router = Router()


@router.said("whosout", anywhere=True)
async def asked_who_is_out(turn: Turn, event: Said) -> Reply:
    """Tell who is away. Raises Refused for who is nobody in Personio, and PersonioError."""
    asker, today = await who(turn), turn.today
    people = await here(turn)
    units = company(people, today)
    question = asked(event.text, today, turn.t.language, units)
    days = (question.first_day, question.last_day)
    if question.unknown:
        near = [*nearest_units(question.unknown, units), *(() if question.unit else own_units(asker)[:1])]
        offered = [
            *meant_people(nearest(question.unknown, people, most=2), days),
            *meant_units(list(dict.fromkeys(near)), days, turn.t),
        ]
        words = as_written(event.text, list(question.unknown))
        return Show(which_card(WhichView(offered, words, is_shared=_is_shared(turn)), turn.t))
    wanted = [question.unit] if question.unit else await _unsaid(turn, asker, question)
    if wanted is None:
        return Show(help_card(HelpView(unknown=True, is_channel=True), turn.t))
    return await _listed(turn, wanted, days, why=asks_why(event.text))


@router.said("person", anywhere=True)
async def asked_about_a_person(turn: Turn, event: Said) -> Reply:
    """Tell whether somebody is here; None where the words are about nobody. Raises Refused and PersonioError."""
    today, people = turn.today, await here(turn)
    question = about(event.text, today, turn.t.language, people, company(people, today))
    if question is None:
        return None
    await who(turn)
    days = question.days or (today, today)
    if len(question.people) == 1:
        return await _person(turn, question.people[0], question.days, back=question.back, why=asks_why(event.text))
    offered = question.people or question.near
    back = question.back and question.days is None
    words = None if question.people else as_written(event.text, list(question.said))
    meant = meant_people(offered, days, back=back)
    return Show(which_card(WhichView(meant, words, is_person=True, is_shared=_is_shared(turn)), turn.t))


@router.pressed(AskWhosOut)
async def pressed_ask(turn: Turn, action: AskWhosOut, _press: Pressed) -> Reply:
    """Answer for the unit or the person that was meant."""
    await who(turn)
    first, last = read_day(action.first_day or ""), read_day(action.last_day or "")
    people = await here(turn)
    person = next((each for each in people if each.id == action.person), None)
    unit = unit_of(action.unit, company(people, turn.today))
    if first is None or last is None or not first <= last <= first + LONGEST or not (person or unit):
        return Show(stale_card(turn.t))
    if person:
        back = action.back == "yes"
        return await _person(turn, person, None if back else (first, last), back=back, why=False)
    return await _listed(turn, [unit] if unit else [], (first, last), why=False)


def _is_shared(turn: Turn) -> bool:
    return turn.origin.conversation.scope != "personal"


async def here(turn: Turn) -> list[Person]:
    """Return who belongs to the company today. Raises PersonioError."""
    return [each for each in (await turn.services.directory.people()).by_id.values() if employed_on(each, turn.today)]


async def _listed(turn: Turn, units: Sequence[UnitRef], days: Days, *, why: bool) -> Reply:
    indexes = await day_indexes(turn.services, *days)
    names, groups = indexes[0].resolve(units)
    view = WhosOutView(
        *days, ", ".join(names) or None, absent(indexes, groups, turn.origin.time_zone), turn.today, asks_why=why
    )
    return Show(whos_out_card(view, turn.t))


async def _person(turn: Turn, person: Person, days: Days | None, *, back: bool, why: bool) -> Reply:
    return Show(person_card(await person_view(turn, person, days, back=back, why=why), turn.t))


async def _unsaid(turn: Turn, asker: Person, question: Question) -> list[UnitRef] | None:
    """Return the units meant where none is named, [] for the whole company, None where it must not be told."""
    place = turn.origin.conversation
    if question.whole_company:
        return [] if place.scope == "personal" else None
    if question.own_kind:
        own = [unit for unit in own_units(asker) if unit.kind == question.own_kind]
        if own:
            return own
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
