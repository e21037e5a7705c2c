"""A question about a person: *is Thijs er?*, *wanneer is Beatriz terug?*, *zijn Joost en Femke er morgen?*

Who is called by a name that is said, and nothing besides that is not understood: then it is about them, in whatever
order. A name that nobody has is told by the phrases around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from bot.core.asked import is_asked
from bot.core.filler_words import BEFORE_A_QUESTION, COLLEAGUES, FILLER, KNOWING, word_set
from bot.core.name_search import nearest, people_called, people_named
from bot.core.openings import speaks_of_oneself, without_opening
from bot.core.others_question import presence_words
from bot.core.others_records import asks_for_absences, asks_for_balance, of_somebody_by_role
from bot.core.person_frames import PersonFrame, frame_words, person_frames
from bot.core.plain_words import bare_words
from bot.core.subscriptions import UnitRef
from bot.features.whos_out.asking_for_others import is_for_other, is_for_unknown_person
from bot.features.whos_out.dates import LONGEST, Days, weekdays
from bot.features.whos_out.day_parts import part_in
from bot.features.whos_out.ignored_words import understood
from bot.features.whos_out.named_people import NAME, NamedPeople, people_in
from bot.features.whos_out.query import unit_words
from bot.features.whos_out.reading_days import DaysRead, days_named
from bot.features.whos_out.short_weekdays import with_full_weekdays
from cards.day_part import DayPart
from personio_client import Person

_NOBODY = word_set(
    "hij zij ze dit dat deze die er iets niemand iemand ik je jij mijn hun haar u jullie wij we it he she they "
    "this that there something nobody i you my your our their es sie ich du wir ihr mein dein unser das dies ce "
    "ca cela il elle on tu nous vous mon ma mes notre eso esto ello yo mi nuestro ci io lui lei noi mio mia isto "
    "isso ele ela eu meu minha the het een un una uno um uma ein eine an"
)
"""Words that a name does not begin with: what is asked about is a thing, or nobody by name."""
_BESIDE = word_set("met mit with avec con com zonder without ohne sans sin senza sem")
"""Before a name: somebody else's plans, in which the named one has a part."""
_THEY = word_set(
    "ze zij hij ie he she they s er sie il elle ils elles lui lei loro el ella ellos ele ela eles elas of or oder ou o "
    "nicht niet not pas ne no non nao"
)
"""Words that stand for a name that was said, or choose between what is asked of it."""
_RETURN = word_set(
    "weer again nouveau nuovo novo nuevo "
    "terug terugkomt terugkomst back return returns returning zuruck wieder wiederkommt zuruckkommt revient rentre "
    "retour reprend vuelve regresa vuelta torna rientra ritorno volta regressa regresso"
)
_ONE_WEEK = timedelta(days=7)
_AND = re.compile(r"[,;+&](?=\D)")


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """Who is meant: for each name that is said, one or several who have it; nobody where ``near`` are the nearest.

    ``days`` None: no day was named. ``back``: when they return is asked. ``for_other``: it is no question, but
    something that they would have to ask for themselves. ``unclear``: what is ``said`` is not understood, and no name.
    ``untold``: it asks for what somebody has left, or for the absences of somebody who is not named.
    """

    groups: Sequence[Sequence[Person]]
    days: Days | None
    back: bool
    said: tuple[str, ...] = ()
    near: Sequence[Person] = ()
    part: DayPart | None = None
    for_other: bool = False
    unclear: bool = False
    untold: Literal["balance", "by_role"] | None = None

    @property
    def people(self) -> list[Person]:
        return [person for group in self.groups for person in group]


def about(
    text: str, today: date, language: str, people: Sequence[Person], units: Sequence[UnitRef]
) -> PersonQuestion | None:
    """Return what is asked about people, None where it is not about any."""
    part, text_of_days = part_in(with_full_weekdays(text, language))
    said = _Said(text_of_days, text, today, language, part)
    words = bare_words(_AND.sub(" en ", text_of_days)).split()
    called = people_called(words, people)  # everybody is looked at once, however many ways there are to read it
    named = people_in(words, called, _is_plain)
    if asked_for := _records(words, named, today):
        return asked_for
    if is_for_other(named.words, text) if named else is_for_unknown_person(words, text):
        return PersonQuestion(named.groups if named else (), None, back=False, for_other=True)
    plain = _plainly(named, said, units) if named else None
    if plain and not plain.unclear:
        return plain
    return _framed(said, called, units) or plain or _unknown(said, people, units)


def _records(words: Sequence[str], named: NamedPeople | None, today: date) -> PersonQuestion | None:
    """Return what is asked of somebody's days left, or of their absences as a list; None where neither is."""
    if named is None:
        return PersonQuestion((), None, back=False, untold="by_role") if of_somebody_by_role(words) else None
    if speaks_of_oneself(named.words) or any(one in _BESIDE for one, two in pairwise(named.words) if two == NAME):
        return None
    rest = [word for word in named.words if word != NAME]
    if asks_for_balance(rest):
        return PersonQuestion(named.groups, None, back=False, untold="balance")
    if asks_for_absences(rest):
        return PersonQuestion(named.groups, (today, today + LONGEST), back=False)
    return None


@dataclass(frozen=True, slots=True)
class _Said:
    """A message, as far as it was read: ``text`` without the part of a day, ``written`` with it."""

    text: str
    written: str
    today: date
    language: str
    part: DayPart | None

    def read(self, words: Sequence[str], *, back: bool = False) -> DaysRead:
        """Return the days that are named; who is back on a weekday is so on the next, if it is today's."""
        said = f" {' '.join(words)} "
        found = days_named(said, self.text, self.today, self.language)
        if back and found.days == (self.today, self.today) and any(f" {name}" in said for name in weekdays()):
            return DaysRead((self.today + _ONE_WEEK, self.today + _ONE_WEEK), found.unread)
        return found


def _plainly(named: NamedPeople, said: _Said, units: Sequence[UnitRef]) -> PersonQuestion | None:
    """Return what is asked about people who are named; None where it is no question about them.

    Where words of it are not understood, they are told, and the people offered.
    """
    words = without_opening([word for word in named.words if word not in COLLEAGUES])
    if words is None or not _is_of_others(words):
        return None
    rest = [word for word in words if word != NAME]
    groups = [_of_unit(group, rest, units) for group in named.groups]
    everybody = [person for group in groups for person in group]
    own = {word for each in units for word in unit_words(each) if all(_is_in(person, each) for person in everybody)}
    back = not _RETURN.isdisjoint(rest)
    read = said.read([word for word in words if word not in own], back=back)  # with the names: they part words
    rest = [word for word in rest if word not in own | _THEY]
    days = read.days
    asks = is_asked(said.written)
    if unknown := tuple(word for word in rest if not _is_plain(word) or word in read.unread):
        asks = bool(read.unread) or (asks and any(word in presence_words() or word in frame_words() for word in rest))
        near = () if read.unread else everybody  # another day is no answer
        return PersonQuestion((), days, back, unknown, near, said.part, unclear=True) if asks else None
    if not asks and FILLER.issuperset(rest) and len(words) < len(named.words):
        return None  # a greeting
    return PersonQuestion(groups, days, back, part=said.part)


def _is_of_others(words: list[str]) -> bool:
    """Tell whether words with names in them may be about those named, and not about plans of the writer's."""
    if NAME not in words or speaks_of_oneself(words):
        return False
    known_by_them = not KNOWING.isdisjoint(words[words.index(NAME) :])
    return not known_by_them and not any(before in _BESIDE for before, after in pairwise(words) if after == NAME)


def _framed(said: _Said, people: Sequence[Person], units: Sequence[UnitRef]) -> PersonQuestion | None:
    """Return a question by the phrases around a name that somebody has."""
    frames = [each for each in person_frames(said.text) if each.strong or not speaks_of_oneself(each.words.split())]
    found = (_read(frame, said, people=people, units=units) for frame in frames)
    return next((each for each in found if each.people), None)


def _unknown(said: _Said, people: Sequence[Person], units: Sequence[UnitRef]) -> PersonQuestion | None:
    """Return a question by the phrases around a name that nobody has."""
    asked = next((each for each in person_frames(said.text) if each.strong or _is_written_as_name(each, said)), None)
    if asked is None:
        return None
    words = asked.words.split()
    while words and words[0] in (BEFORE_A_QUESTION | COLLEAGUES) - _NOBODY:
        words = words[1:]
    rest = [word for word in words if not understood(word)]
    if not rest or words[0] in _NOBODY or any(unit_words(unit) & set(rest) for unit in units):
        return None
    return PersonQuestion(
        (), said.read(asked.words.split()).days, asked.back, tuple(rest), nearest(rest, people), said.part
    )


def _read(frame: PersonFrame, said: _Said, *, people: Sequence[Person], units: Sequence[UnitRef]) -> PersonQuestion:
    words = [word for word in frame.words.split() if word not in COLLEAGUES]
    found, used = people_named(words, people)
    rest = [word for word in words if word not in used]
    if len(found) > 1 and rest:  # "Daan van Web"
        found = _of_unit(found, rest, units)
    unit = {word for each in units for word in unit_words(each) if found and all(_is_in(p, each) for p in found)}
    unknown = [word for word in rest if word not in unit and not understood(word)]
    read = said.read(rest, back=frame.back)
    if unknown or read.unread or not found:
        return PersonQuestion((), read.days, frame.back, tuple(words))
    return PersonQuestion([found], read.days, frame.back, part=said.part)


def _is_plain(word: str) -> bool:
    """Tell whether a word is part of a question about people, and no name."""
    return understood(word) or word in presence_words() or word in frame_words() or word in BEFORE_A_QUESTION


def _is_written_as_name(frame: PersonFrame, said: _Said) -> bool:
    """Tell whether what stands where a name may be is written like one, in a question: *¿Está Manolo?*"""
    if "?" not in said.written:
        return False
    capital = {bare_words(word) for word in said.written.split() if word.lstrip("¿¡\"'(“«")[:1].isupper()}
    rest = [word for word in frame.words.split() if not understood(word)]
    return bool(rest) and all(word in capital for word in rest)


def _of_unit(found: Sequence[Person], rest: Sequence[str], units: Sequence[UnitRef]) -> list[Person]:
    """Return those who are in a unit that is named, all where none is or nobody is in it."""
    return [each for each in found if _in_a_unit(each, rest, units)] or list(found)


def _in_a_unit(person: Person, rest: Sequence[str], units: Sequence[UnitRef]) -> bool:
    return any(_is_in(person, unit) and unit_words(unit) <= set(rest) for unit in units if unit_words(unit))


def _is_in(person: Person, unit: UnitRef) -> bool:
    own = getattr(person, unit.kind)
    return own is not None and own.id == unit.id
