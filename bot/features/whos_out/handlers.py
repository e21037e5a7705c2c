"""*Who is out?* in a chat, in a channel and from the compose box.

A channel is told of its own units, the whole company only the asker in their own chat, because guests read channels.
From the compose box nobody knows who will read the message: every answer says so, and none is about the whole company.
Of several days, each time that somebody is away is one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.core.absence_request import read_day
from bot.core.asked import is_asked
from bot.core.command_phrases import command
from bot.core.digest import DayIndex
from bot.core.events import Composed, ExtensionResult, Pressed, Propose, Reply, Said, Show, Tell
from bot.core.name_search import begun, labels, nearest, people_named
from bot.core.others_question import asks_who
from bot.core.people import employed_on
from bot.core.person_frames import person_frames
from bot.core.subscriptions import UnitRef
from bot.features.whos_out.absence_rows import rows_of_days
from bot.features.whos_out.dates import LONGEST, Days, usual_days
from bot.features.whos_out.day_parts import lines_in, part_of
from bot.features.whos_out.ignored_words import as_written, asks_why
from bot.features.whos_out.offering import meant_people, meant_units, unit_of
from bot.features.whos_out.person_question import PersonQuestion, about
from bot.features.whos_out.presence import person_view
from bot.features.whos_out.query import Question, company, guessed, nearest_units, own_units, parse_query
from bot.services.context import Turn
from bot.services.deadline import ANSWER_WAIT, within
from bot.services.digests import day_indexes
from bot.services.identity import require_person
from bot.services.router import Router
from cards.actions import AskWhosOut
from cards.day_part import DayPart
from cards.help import HelpView, help_card
from cards.i18n import Translator
from cards.request import stale_card
from cards.whos_out import WhosOutView, nothing_found, too_slow, whos_out_card, whos_out_preview
from cards.whos_out_person import (
    Meant,
    WhichView,
    only_by_name,
    only_own,
    only_own_balance,
    people_card,
    person_card,
    person_preview,
    which_card,
)
from personio_client import Person, PersonioError

router = Router()


@router.said("whosout", anywhere=True)
async def asked_who_is_out(turn: Turn, event: Said) -> Reply:
    """Tell who is away. Raises Refusal where the asker is not known in Personio, and PersonioError."""
    asker, today = await require_person(turn), turn.today
    people = await here(turn)
    units = company(people, today)
    question = parse_query(event.text, today, turn.t.language, units)
    days, part = (question.first_day, question.last_day), question.part
    if question.unknown:
        offered = [] if question.unread else _offered(turn, question, asker, people, units)
        words = as_written(event.text, list(question.unknown))
        return Show(which_card(WhichView(offered, words, is_shared=_is_shared(turn)), turn.t))
    wanted = [question.unit] if question.unit else await _unsaid(turn, asker, question)
    if wanted is None:
        return Show(help_card(HelpView(unknown=True, is_channel=True), turn.t))
    asked = ListAsked(why=asks_why(event.text), here=asks_who(event.text) == "here", part=part)
    return await _listed(turn, wanted, days, asked)


def _offered(
    turn: Turn, question: Question, asker: Person, people: Sequence[Person], units: Sequence[UnitRef]
) -> list[Meant]:
    """Return who and which may be meant by the words that are not understood, asked about for the same days."""
    days, part = (question.first_day, question.last_day), question.part
    near = [*nearest_units(question.unknown, units), *(() if question.unit else own_units(asker)[:1])]
    return [
        *meant_people(nearest(question.unknown, people, most=2), days, part=part),
        *meant_units(list(dict.fromkeys(near)), days, turn.t, part=part),
    ]


@router.said("person", anywhere=True)
async def asked_about_a_person(turn: Turn, event: Said) -> Reply:
    """Tell whether somebody is here; None where the words are about nobody. Raises Refusal and PersonioError."""
    today, people = turn.today, await _known_in_time(turn, event.text)
    units = company(people, today)
    question = about(event.text, today, turn.t.language, people, units)
    if question is None:
        return await _asked_of_a_unit(turn, event, units)
    asker = await require_person(turn)
    if [each.id for each in question.people] == [asker.id] and (
        question.for_other or question.untold or not is_asked(event.text)
    ):
        return None  # what people say of themselves by name
    if question.untold:
        return Tell(only_own_balance(turn.t) if question.untold == "balance" else only_by_name(turn.t))
    if question.for_other:
        return Tell(only_own(turn.t))
    if question.groups and all(len(group) == 1 for group in question.groups):
        return await _persons_told(turn, question, why=asks_why(event.text))
    offered = max(question.groups, key=len, default=question.near)
    back = question.back and question.days is None
    words = None if question.groups else as_written(event.text, list(question.said))
    meant = meant_people(offered, question.days or (today, today), back=back, part=question.part)
    return Show(which_card(WhichView(meant, words, is_person=not question.unclear, is_shared=_is_shared(turn)), turn.t))


@router.pressed(AskWhosOut)
async def pressed_ask(turn: Turn, action: AskWhosOut, _press: Pressed) -> Reply:
    """Answer about the unit or the person that was chosen."""
    await require_person(turn)
    first, last = read_day(action.first_day or ""), read_day(action.last_day or "")
    people = await here(turn)
    person = next((each for each in people if each.id == action.person), None)
    part = part_of(action.part) if first == last else None
    unit = unit_of(action.unit, company(people, turn.today))
    if first is None or last is None or not first <= last <= first + LONGEST or not (person or unit):
        return Show(stale_card(turn.t))
    if person:
        back = action.back == "yes"
        view = await person_view(turn, person, None if back else (first, last), back=back, why=False, part=part)
        return Show(person_card(view, turn.t))
    return await _listed(turn, [unit] if unit else [], (first, last), ListAsked(part=part))


def _is_shared(turn: Turn) -> bool:
    return turn.origin.conversation.scope != "personal"


async def here(turn: Turn) -> list[Person]:
    """Return the people employed on the asker's day. Raises PersonioError."""
    return [each for each in (await turn.services.directory.people()).by_id.values() if employed_on(each, turn.today)]


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What else is asked of a list: why, who is here, and of which part of the day."""

    why: bool = False
    here: bool = False
    part: DayPart | None = None


async def _listed(turn: Turn, units: Sequence[UnitRef], days: Days, asked: ListAsked) -> Reply:
    indexes, zone = await day_indexes(turn.services, *days), turn.origin.time_zone
    names, groups = indexes[0].resolve(units)
    absent = lines_in(rows_of_days(indexes, groups, zone), asked.part, days[0], zone)
    view = WhosOutView(
        *days,
        ", ".join(names) or None,
        absent,
        turn.today,
        asks_why=asked.why,
        asks_here=asked.here,
        part=asked.part,
    )
    return Show(whos_out_card(view, turn.t))


async def _persons_told(turn: Turn, question: PersonQuestion, *, why: bool) -> Reply:
    persons = list({each.id: each for each in question.people}.values())[:_FEW]
    views = [
        await person_view(turn, each, question.days, back=question.back, why=why, part=question.part)
        for each in persons
    ]
    return Show(person_card(views[0], turn.t) if len(views) == 1 else people_card(views, turn.t))


async def _known_in_time(turn: Turn, text: str) -> list[Person]:
    """Return who belongs to the company; nobody where that takes long and a name is not asked about for sure."""
    if person_frames(text):
        return await here(turn)
    try:
        async with within(_LOOKING):
            return await here(turn)
    except (PersonioError, TimeoutError):
        return []


async def _asked_of_a_unit(turn: Turn, event: Said, units: Sequence[UnitRef]) -> Reply:
    """Tell who of a unit is away where that is asked as of a person: *is Platform er morgen?*"""
    if not any(frame.strong for frame in person_frames(event.text)):
        return None
    question = parse_query(event.text, turn.today, turn.t.language, units)
    if question.unit is None or question.unknown:
        return None
    await require_person(turn)
    days = (question.first_day, question.last_day)
    return await _listed(turn, [question.unit], days, ListAsked(why=asks_why(event.text), part=question.part))


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
            for each in await turn.services.store.subscriptions.all()
            if (each.tenant_id, each.channel_id) == (place.tenant_id, place.channel_id) and "absences" in each.topics
        ]
        if wanted:
            return list(dict.fromkeys(unit for units in wanted for unit in units)) if all(wanted) else []
    if own := own_units(asker):
        return own[:1]
    return [] if place.scope == "personal" else None  # guests read channels


_LOOKING: Final = 2.0  # seconds for names in what may be no question about anybody
_FEW: Final = 5  # units that are guessed at once
_BUDGET: Final = 10_000  # bytes of a card's list: several cards are one answer

Wanted = tuple[UnitRef, Days]


@router.composed("whosOut", anywhere=True)
async def looked_up(turn: Turn, event: Composed) -> Reply:
    """Propose who is away. Raises Refusal for who is nobody in Personio, and PersonioError."""
    try:
        async with within(ANSWER_WAIT):
            return await _proposed(turn, event)
    except TimeoutError:  # what is being read goes on: with the next letter typed it may be there
        return Tell(too_slow(turn.t))


async def _proposed(turn: Turn, event: Composed) -> Reply:
    asker, today = await require_person(turn), turn.today
    people = await here(turn)
    units = company(people, today)
    question = parse_query(event.text, today, turn.t.language, units)
    if persons := _persons(event.text, question, people, units, turn):
        return await _about(turn, persons[event.skip :][: event.most], question)
    meant = not question.unknown and (question.dated or not question.rest or command(event.text) == "whosout")
    nearest = [question.unit] if question.unit else own_units(asker) if meant else guessed(question.rest, units)[:_FEW]
    if question.unit and question.unknown:  # another list than the one asked for is no answer
        nearest = []
    if not nearest and (persons := begun(question.rest, people)[:_FEW]):
        return await _about(turn, persons[event.skip :][: event.most], question)
    wanted = list(_wanted(question, nearest, usual_days(today), meant=meant))[event.skip :][: event.most]
    if not wanted:
        return Tell(nothing_found(turn.t))
    first, last = min(days[0] for _, days in wanted), max(days[1] for _, days in wanted)
    indexes = await day_indexes(turn.services, first, last)
    return Propose([_finding(_view(turn, each, indexes), turn.t) for each in wanted])


def _persons(
    text: str, question: Question, people: Sequence[Person], units: Sequence[UnitRef], turn: Turn
) -> list[Person]:
    """Return who is asked about, in a question or by name alone."""
    if (asked_about := about(text, turn.today, turn.t.language, people, units)) and asked_about.people:
        return list(asked_about.people)[:_FEW]
    if question.unit or not question.unknown:
        return []
    found, used = people_named(question.unknown, people)
    return found[:_FEW] if set(question.unknown) <= used else []


async def _about(turn: Turn, persons: Sequence[Person], question: Question) -> Reply:
    """Propose whether some people are here."""
    days = (question.first_day, question.last_day) if question.dated else None
    called = labels(persons)
    views = [await person_view(turn, each, days, back=False, why=False, part=question.part) for each in persons]
    shown = [(replace(view, name=called[each.id]), view) for each, view in zip(persons, views, strict=True)]
    found = [ExtensionResult(*person_preview(told, turn.t), person_card(view, turn.t)) for told, view in shown]
    return Propose(found) if found else Tell(nothing_found(turn.t))


def _wanted(question: Question, units: Sequence[UnitRef], usual: Sequence[Days], *, meant: bool) -> Iterator[Wanted]:
    """Yield what is proposed: the days named of every unit, or else some days of the nearest and today of the rest."""
    several = meant or question.unit is not None
    for number, unit in enumerate(units):
        if question.dated:
            yield unit, (question.first_day, question.last_day)
        else:
            for days in usual if several and not number else usual[:1]:
                yield unit, days


def _view(turn: Turn, wanted: Wanted, indexes: Sequence[DayIndex]) -> WhosOutView:
    unit, (first, last) = wanted
    asked_for = [index for index in indexes if first <= index.day <= last]
    names, groups = asked_for[0].resolve([unit])
    absent = rows_of_days(asked_for, groups, turn.origin.time_zone)
    return WhosOutView(first, last, names[0], absent, turn.today)


def _finding(view: WhosOutView, t: Translator) -> ExtensionResult:
    return ExtensionResult(*whos_out_preview(view, t), whos_out_card(view, t, budget=_BUDGET))
