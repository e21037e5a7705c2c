"""What a question asks for: which days, which unit.

Whatever is not understood and could change the answer is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from rapidfuzz import fuzz

from bot.core.people import employed_on, units_of
from bot.core.plain_words import bare_words
from bot.core.subscriptions import UnitRef
from bot.features.whos_out.day_parts import part_in
from bot.features.whos_out.ignored_words import COMPANY, OWN_KIND, not_understood
from bot.features.whos_out.reading_days import days_named
from bot.features.whos_out.short_weekdays import with_full_weekdays
from cards.day_part import DayPart
from cards.i18n import phrases
from personio_client import Person

_NEAR: Final = 60.0  # rapidfuzz ratio, 0-100, from which on a unit is offered
_SHORTEST: Final = 2  # letters from which on a unit is guessed


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know: both days included; ``unit`` None is whatever goes without saying.

    ``dated``: whether a day was named at all; it is today where none was. ``rest``: what remains of the words once the
    command is taken away. ``unknown``: the words of it that are not understood and could change the answer;
    ``unread``: those of them that are about days.
    ``part``: the part of one day that was named. ``whole_company`` and ``own_kind``: no unit by name, but everybody, or
    the asker's own department or office.
    """

    first_day: date
    last_day: date
    unit: UnitRef | None = None
    dated: bool = False
    rest: str = ""
    unknown: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    whole_company: bool = False
    own_kind: str | None = None
    part: DayPart | None = None


def parse_query(text: str, today: date, language: str, units: Iterable[UnitRef]) -> Question:
    """Read a question in any language; today where it names no day.

    ``language`` is the asker's: short names of months are read in theirs and in English. The longest unit named wins,
    then the first.
    """
    part, text = part_in(with_full_weekdays(text, language))
    said = f" {bare_words(text)} "
    command = max((p for p in _commands() if f" {p} " in said), key=len, default="")
    said = said.replace(f" {command} ", " ", 1)  # "qui est absent" does not name an office Est
    named = [(name, unit) for unit in units if (name := bare_words(unit.name or "")) and f" {name} " in said]
    name, unit = max(named, key=lambda found: len(found[0]), default=("", None))
    said = said.replace(f" {name} ", " ", 1)  # the team Support 24/7 does not name a day
    read = days_named(said, text, today, language)
    first, last = read.days or (today, today)
    words = set(said.split())
    return Question(
        part=part if first == last else None,
        first_day=first,
        last_day=last,
        unit=unit,
        dated=read.days is not None,
        rest=said.strip(),
        unread=read.unread,
        unknown=tuple(dict.fromkeys([*read.unread, *not_understood(said)])),
        whole_company=unit is None and not words.isdisjoint(COMPANY),
        own_kind=next((kind for kind, names in OWN_KIND.items() if unit is None and not words.isdisjoint(names)), None),
    )


def nearest_units(words: Sequence[str], units: Sequence[UnitRef], *, most: int = 4) -> list[UnitRef]:
    """Return up to ``most`` units whose names are like ``words``, the most similar first; empty where none is near."""
    typed = " ".join(words)
    ranked = [
        (-fuzz.WRatio(typed, bare_words(unit.name or "")), number) for number, unit in enumerate(units) if unit.name
    ]
    return [units[number] for likeness, number in sorted(ranked) if -likeness >= _NEAR][:most]


def unit_words(unit: UnitRef) -> frozenset[str]:
    return frozenset(bare_words(unit.name or "").split())


def guessed(rest: str, units: Iterable[UnitRef]) -> list[UnitRef]:
    """Return the units of whose name a word begins like this: somebody is still typing."""
    if len(rest) < _SHORTEST:
        return []
    return [unit for unit in units if f" {rest}" in f" {bare_words(unit.name or '')}"]


def company(people: Iterable[Person], today: date) -> list[UnitRef]:
    """Return the units that somebody is in, departments first."""
    found = dict.fromkeys(unit for person in people if employed_on(person, today) for unit in units_of(person))
    return sorted(found, key=lambda unit: ("department", "team", "office").index(unit.kind))


def own_units(person: Person) -> list[UnitRef]:
    """Return the units of a person, the nearest first."""
    return sorted(units_of(person), key=lambda unit: ("team", "department", "office").index(unit.kind))


@cache
def _commands() -> frozenset[str]:
    return frozenset(bare_words(phrase) for _, phrase in phrases("whosout"))
