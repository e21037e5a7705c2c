"""A question about a person: *is Thijs er?*, *wanneer is Beatriz terug?*, *waar is Daan?*

Which words may be a name is decided by the phrases around them, who it is by the people there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.filler_words import BEFORE_A_QUESTION, word_set
from bot.core.name_search import nearest, people_named
from bot.core.person_frames import PersonFrame, person_frames
from bot.core.subscriptions import UnitRef
from bot.features.whos_out.dates import Days, days_in
from bot.features.whos_out.ignored_words import understood
from bot.features.whos_out.query import unit_words
from personio_client import Person

_NOBODY = word_set(
    "hij zij ze dit dat deze die er iets niemand iemand ik je jij mijn hun haar u jullie wij we it he she they "
    "this that there something nobody i you my your our their es sie ich du wir ihr mein dein unser das dies ce "
    "ca cela il elle on tu nous vous mon ma mes notre eso esto ello yo mi nuestro ci io lui lei noi mio mia isto "
    "isso ele ela eu meu minha the het een un una uno um uma ein eine an"
)
"""Words that a name does not begin with: what is asked about is a thing, or nobody by name."""


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """Who is meant: one, several of that name, or nobody (then ``near`` are the nearest).

    ``days`` None: no day was named. ``back``: when they return is asked.
    """

    people: Sequence[Person]
    days: Days | None
    back: bool
    said: tuple[str, ...] = ()
    near: Sequence[Person] = ()


def about(
    text: str, today: date, language: str, people: Sequence[Person], units: Sequence[UnitRef]
) -> PersonQuestion | None:
    """Return what is asked about a person, None where it is not about one."""
    frames = person_frames(text)
    for frame in frames:
        found = _read(frame, text, today=today, language=language, people=people, units=units)
        if found.people:
            return found
    strong = next((frame for frame in frames if frame.strong), None)
    if strong is None:
        return None
    words = strong.words.split()
    while words and words[0] in BEFORE_A_QUESTION - _NOBODY:
        words = words[1:]
    rest = [word for word in words if not understood(word)]
    if not rest or words[0] in _NOBODY or any(unit_words(unit) & set(rest) for unit in units):
        return None
    days = days_in(f" {strong.words} ", text, today, language)
    return PersonQuestion((), days, strong.back, tuple(rest), nearest(rest, people))


def _read(
    frame: PersonFrame, text: str, *, today: date, language: str, people: Sequence[Person], units: Sequence[UnitRef]
) -> PersonQuestion:
    words = frame.words.split()
    found, used = people_named(words, people)
    rest = [word for word in words if word not in used]
    if len(found) > 1 and rest:  # "Daan van Web"
        found = [each for each in found if _in_a_unit(each, rest, units)] or found
    unit = {word for each in units for word in unit_words(each) if found and all(_is_in(p, each) for p in found)}
    unknown = [word for word in rest if word not in unit and not understood(word)]
    days = days_in(f" {' '.join(rest)} ", text, today, language)
    if unknown:
        return PersonQuestion((), days, frame.back, tuple(words))
    return PersonQuestion(found, days, frame.back)


def _in_a_unit(person: Person, rest: Sequence[str], units: Sequence[UnitRef]) -> bool:
    return any(_is_in(person, unit) and unit_words(unit) <= set(rest) for unit in units if unit_words(unit))


def _is_in(person: Person, unit: UnitRef) -> bool:
    own = getattr(person, unit.kind)
    return own is not None and own.id == unit.id
