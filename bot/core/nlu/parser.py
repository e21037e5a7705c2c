"""What somebody asks for in their own words, as far as it can be told.

It never raises. The result says what is not certain; a sentence that is no request gives None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from bot.core.nlu.absence_types import TypeName, choose_type, names_type
from bot.core.nlu.calendar_days import UNRELATED
from bot.core.nlu.intent import Intent, read_intent, speaks_of_others, takes_something_back
from bot.core.nlu.lexicon import lexicon
from bot.core.nlu.period import Reading, read_period
from bot.core.nlu.times import MIDDAY, Times, halves
from bot.core.nlu.tokens import Sentence, sentence

_UNTIL_TODAY: Final = re.compile(r"W[&,>u]+D(?!Z)")  # "vrijdag en vandaag ziek"
_BRIEF: Final = 3  # words: "kind krank" asks for what it names
_NOON: Final = time(12)
_DAYS: Final = frozenset("DWMXOgKjxkie")  # codes of words that say which day
_VAGUE: Final = frozenset("MXgUf")  # a month, a date there is not, a number of days


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A form filled in from a message; ``first_day`` None where no day was named, ``last_day`` where no end was.

    ``first_half``: from midday. ``last_half``: until midday. Times where they are named; forms show them for types by
    the hour. ``unclear``: message keys of what to look at. ``sure``: nothing is unclear, and every word about days was
    made use of.
    """

    first_day: date | None
    last_day: date | None
    sure: bool
    first_half: bool = False
    last_half: bool = False
    first_time: time | None = None
    last_time: time | None = None
    type_id: str | None = None
    unclear: tuple[str, ...] = ()


def parse_request(
    text: str, *, today: date, types: Sequence[TypeName], language: str | None = None
) -> ParsedSentence | None:
    """Read a request for an absence; None where it is none. ``language`` decides where the words do not."""
    said = sentence(text, language)
    intent = _intent(said, types)
    if intent is None and not _only_days(said):
        return None
    said = _asking(said, types) if intent else said
    sick = intent is not None and "sick" in intent.concepts
    past = sick and intent is not None and (intent.past or bool(_UNTIL_TODAY.search(said.codes)))
    reading = read_period(said, today, past=past, from_today=sick, arriving=bool(intent and intent.arriving))
    if intent is None:
        days = reading.days
        if days is None or days[0] == days[1]:
            return None
        intent = Intent(frozenset(), False, False, False, False, "")
    named = reading.days is not None or "form.too_far" in reading.marks
    brief = intent.concepts and len("".join(said.words).split()) <= _BRIEF
    if not named and not intent.wanted and not brief and not set(reading.left) & _VAGUE:
        return None
    if intent.timed and not any(reading.times):
        return None
    _weigh(reading, intent)
    type_id, alone = choose_type(intent.words, _concepts(intent, reading), types)
    if not alone:
        reading.marks.add("free_text.which_type")
    if sick and reading.days is None and not reading.marks and not _VAGUE & set(reading.left):
        reading.days = today, today  # who does not say when is ill now
    if reading.days is None and not reading.marks & {"form.too_far", *UNRELATED}:
        reading.marks.add("free_text.no_day")
    by_hour = any(each.id == type_id and each.unit == "hour" for each in types)
    return _parsed(reading, type_id, by_hour=by_hour)


def _weigh(reading: Reading, intent: Intent) -> None:
    """Have the reading say what the intent makes of it; days that are not one absence are asked for."""
    if intent.arriving and reading.times.last is None:
        reading.times = Times(None, reading.times.first)
    if intent.excepted or (reading.over_a_word and len(intent.concepts) > 1):
        reading.marks |= UNRELATED
    if reading.marks & UNRELATED:
        reading.days, reading.first_half, reading.last_half, reading.times = None, False, False, Times()
        reading.marks = set(UNRELATED)
    if intent.every and reading.days:
        reading.marks.add("free_text.loose_days")
    if (
        intent.arriving
        and "vac" not in intent.concepts
        and reading.first_half
        and not reading.last_half
        and not any(reading.times)
    ):
        reading.first_half, reading.last_half = False, True  # who comes at noon is away in the morning


def _concepts(intent: Intent, reading: Reading) -> frozenset[str]:
    """Return what is named; who is ill and names a doctor without a time says who sent them home."""
    doctors = {"sick", "doctor"} <= intent.concepts and not any(reading.times)
    return intent.concepts - {"doctor"} if doctors else intent.concepts


def asks(text: str) -> bool:
    """Tell whether a message is about other people, or takes something back, so that it must not open the form."""
    said = sentence(text)
    known = lexicon(said.language)
    return takes_something_back(said.words, known) or speaks_of_others(said.words, known, said.names)


def read_days(text: str, today: date, language: str | None = None) -> tuple[date, date] | None:
    """Return the days that a message names, the first and the last one, whatever it is about."""
    return read_period(sentence(text, language), today).days


def _intent(said: Sentence, types: Sequence[TypeName]) -> Intent | None:
    return read_intent(
        said.words, lexicon(said.language), named=names_type("".join(said.words), types), names=said.names
    )


def _asking(said: Sentence, types: Sequence[TypeName]) -> Sentence:
    """Return the sentence of a message that asks for something and says when, if it is the only one that does.

    A long message tells of other days as well: *ik hoop dat jullie een fijn weekend hadden*.
    """
    asking = []
    for part in said.parts:
        intent = _intent(part, types)
        if intent and (intent.concepts or intent.wanted) and _DAYS & set(part.codes):
            asking.append(part)
    return asking[0] if len(asking) == 1 else said


def _only_days(said: Sentence) -> bool:
    """Tell whether nothing but from when until when is said: *vom 1. bis 4. Februar*."""
    return not set(".!rtl") & set(said.codes) and not said.codes.startswith(("u", ">")) and len(said.codes) > 1


def _late(times: Times) -> bool:
    """Tell whether somebody leaves later than at midday."""
    return times.first is not None and times.first > MIDDAY[1] and times.last is None


def _parsed(reading: Reading, type_id: str | None, *, by_hour: bool) -> ParsedSentence:
    first_half, last_half, times = reading.first_half, reading.last_half, reading.times
    first, last = reading.days or (None, None)
    if by_hour and any(times):
        first_half = last_half = False
    if any(times) and not by_hour and first == last:
        meant = halves(times) if type_id or not _late(times) else None
        if _late(times) and type_id:
            reading.marks.add("free_text.hours")  # the afternoon is more than what was said
        if meant and ("free_text.which_half" in reading.marks or not (first_half or last_half)):
            first_half, last_half = meant
            reading.marks.discard("free_text.which_half")
        elif meant is None and type_id:
            reading.marks.add("free_text.hours")
        if times in (Times(_NOON), Times(None, _NOON)):
            times = Times()  # "vanaf 12 uur" is a half day, said with a number
    elif any(times) and not by_hour:
        start, end = halves(Times(times.first, None)), halves(Times(None, times.last))
        if start is None or end is None:
            reading.marks.add("free_text.hours")
        else:
            first_half, last_half = first_half or start[0], last_half or end[1]
        times = Times()
    if "free_text.no_end" in reading.marks:
        last = None
    unclear = tuple(sorted(reading.marks))
    return ParsedSentence(
        first, last, not unclear and not reading.left, first_half, last_half, times.first, times.last, type_id, unclear
    )
