"""The same question from the compose box: a list of answers, of which one is put into a message.

Rule: who reads that message is not known here, so every answer says that all of them will. Nothing about the whole
company, and an answer within the five seconds that Teams waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.colleagues import begun, labels, named
from bot.deadline import left
from bot.digest import DayIndex
from bot.events import Composed, Finding, Propose, Reply, Tell
from bot.features.whos_out.answer import here
from bot.features.whos_out.days import Days, usual_days
from bot.features.whos_out.lines import absent
from bot.features.whos_out.person_question import about
from bot.features.whos_out.presence import person_view
from bot.features.whos_out.question import Question, asked, company, guessed, own_units
from bot.identity import who
from bot.phrases import command
from bot.router import Router
from bot.services import Turn
from bot.subscriptions import UnitRef
from bot.updates import day_indexes
from cards.i18n import Translator
from cards.whos_out import WhosOutView, nothing_found, too_slow, whos_out_card, whos_out_preview
from cards.whos_out_person import person_card, person_preview
from personio_client import Person

router = Router()

_PATIENCE: Final = 4.0  # seconds; Teams gives up after five
_FEW: Final = 5  # units that are guessed at once
_BUDGET: Final = 10_000  # bytes of a card's list: several cards are one answer

Wanted = tuple[UnitRef, Days]


@router.composed("whosOut", anywhere=True)
async def looked_up(turn: Turn, event: Composed) -> Reply:
    """Propose who is away. Raises Refused for who is nobody in Personio, and PersonioError."""
    try:
        async with asyncio.timeout(left(_PATIENCE)):
            return await _proposed(turn, event)
    except TimeoutError:  # what is being read goes on: with the next letter typed it may be there
        return Tell(too_slow(turn.t))


async def _proposed(turn: Turn, event: Composed) -> Reply:
    asker, today = await who(turn), turn.today
    people = await here(turn)
    units = company(people, today)
    question = asked(event.text, today, turn.t.language, units)
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
    """Return who is asked about, in a question or by name alone. Pure."""
    if (asked_about := about(text, turn.today, turn.t.language, people, units)) and asked_about.people:
        return list(asked_about.people)[:_FEW]
    if question.unit or not question.unknown:
        return []
    found, used = named(question.unknown, people)
    return found[:_FEW] if set(question.unknown) <= used else []


async def _about(turn: Turn, persons: Sequence[Person], question: Question) -> Reply:
    """Propose whether some people are here."""
    days = (question.first_day, question.last_day) if question.dated else None
    called = labels(persons)
    views = [await person_view(turn, each, days, back=False, why=False) for each in persons]
    shown = [(replace(view, name=called[each.id]), view) for each, view in zip(persons, views, strict=True)]
    found = [Finding(*person_preview(told, turn.t), person_card(view, turn.t)) for told, view in shown]
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
    return WhosOutView(first, last, names[0], absent(asked_for, groups, turn.origin.time_zone), turn.today)


def _finding(view: WhosOutView, t: Translator) -> Finding:
    return Finding(*whos_out_preview(view, t), whos_out_card(view, t, budget=_BUDGET))
