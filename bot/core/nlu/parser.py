"""What somebody asks for in their own words, as far as it can be told.

It never raises. The result says what is not certain; a sentence that is no request gives None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from bot.core.nlu.absence_types import TypeName, choose_type, names_type
from bot.core.nlu.calendar_days import AMBIGUOUS
from bot.core.nlu.intent import Intent, read_intent, speaks_of_others
from bot.core.nlu.lexicon import lexicon
from bot.core.nlu.period import Reading, read_period
from bot.core.nlu.times import Times, halves
from bot.core.nlu.tokens import Sentence, sentence

_BRIEF: Final = 3  # words: "kind krank" asks for what it names
_NOON: Final = time(12)
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
    intent = read_intent(said.words, lexicon(said.language), named=names_type("".join(said.words), types))
    if intent is None and not _only_days(said):
        return None
    reading = read_period(said, today)
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
    if intent.arriving and reading.times.last is None:
        reading.times = Times(None, reading.times.first)
    if intent.past and "sick" in intent.concepts:
        reading.look_back(today)
    if intent.excepted:
        reading.marks |= AMBIGUOUS
    if reading.over_a_word and reading.days and len(intent.concepts) > 1:
        reading.days = reading.days[0], reading.days[0]
        reading.marks |= AMBIGUOUS
    if intent.every and reading.days:
        reading.marks.add("free_text.loose_days")
    type_id, alone = choose_type(intent.words, intent.concepts, types)
    if not alone:
        reading.marks.add("free_text.which_type")
    if reading.days is None and "form.too_far" not in reading.marks:
        reading.marks.add("free_text.no_day")
    by_hour = any(each.id == type_id and each.unit == "hour" for each in types)
    return _parsed(reading, type_id, by_hour=by_hour)


def asks(text: str) -> bool:
    """Tell whether a message only asks something, or speaks of others, so that it opens no form."""
    said = sentence(text)
    return speaks_of_others(said.words, lexicon(said.language))


def read_days(text: str, today: date, language: str | None = None) -> tuple[date, date] | None:
    """Return the days that a message names, the first and the last one, whatever it is about."""
    return read_period(sentence(text, language), today).days


def _only_days(said: Sentence) -> bool:
    """Tell whether nothing but from when until when is said: *vom 1. bis 4. Februar*."""
    return not set(".!rtl") & set(said.codes) and not said.codes.startswith(("u", ">")) and len(said.codes) > 1


def _parsed(reading: Reading, type_id: str | None, *, by_hour: bool) -> ParsedSentence:
    first_half, last_half, times = reading.first_half, reading.last_half, reading.times
    first, last = reading.days or (None, None)
    if by_hour and any(times):
        first_half = last_half = False
    if any(times) and not by_hour and first == last:
        meant = halves(times)
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
