"""The one period that the days in a message form.

Where they form several, the message is marked as unclear, and the first period is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.core.nlu.calendar_days import AMBIGUOUS, UNRELATED
from bot.core.nlu.dates import MONTH, name_days
from bot.core.nlu.feasts import far_feast
from bot.core.nlu.set_aside import not_meant, set_aside
from bot.core.nlu.times import UNSAID, Times, by_night, name_times
from bot.core.nlu.tokens import NamedDays, Sentence, TokenSequence

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_LONGEST: Final = timedelta(days=300)  # without a year; a longer one is read the wrong way round
_FARTHEST: Final = timedelta(days=730)
_SATURDAY: Final = 5
_SMALL: Final = str.maketrans("", "", "apvfzG<o@!")  # what may stand between two days that belong together


@dataclass(slots=True)
class Reading:
    """What a message says about when. ``marks``: message keys of what is not sure; ``left``: codes not made use of."""

    days: tuple[date, date] | None = None
    first_half: bool = False
    last_half: bool = False
    times: Times = UNSAID
    marks: set[str] = field(default_factory=set)
    left: str = ""
    over_a_word: bool = False  # two days with something else said between them: "vrijdag vrij en maandag ook"


def read_period(
    said: Sentence, today: date, *, past: bool = False, from_today: bool = False, arriving: bool = False
) -> Reading:
    """Return when an absence is to be, from all that is said; ``past``: when one was.

    ``from_today``: where only the day of return is said, the absence begins today.
    """
    tokens = TokenSequence(said.codes, said.values)
    name_days(tokens, today, said.language, past=past)
    reading = Reading()
    if arriving:
        tokens.rewrite("(?<=[u@])n(?![hdkmMO>u&])", lambda v: ("nh", [v[0], 0]))  # "not in until 11"
    reading.times = name_times(tokens)
    if from_today and not re.search("[<u>@S]T|T[<u>T]", tokens.codes):
        reading.times = UNSAID  # "sick, sorry about the meeting of two o'clock"
    back = set_aside(tokens, today, past=past)
    if from_today and _needs_today(tokens, back):
        tokens.codes, tokens.values = "s" + tokens.codes, [NamedDays(today, today), *tokens.values]
    if not_meant(tokens):
        reading.marks |= UNRELATED
    spans = tokens.find("s")
    if not spans and {"M", "G"} <= set(tokens.codes):
        _whole_month(tokens, today)
        spans = tokens.find("s")
    if spans:
        first, last, used = _joined(tokens, spans, today, reading)
        first, last = _bounded(tokens, spans, (first, last, used), today, reading)
        if back and used == 1 and first == last:
            last = _before(back, first, reading)
        if used == 1 and tokens.values[spans[0]].weekday and far_feast(tokens, today, first):
            reading.marks |= UNRELATED
        if first == last and by_night(reading.times):
            last += _DAY
        _halves(tokens, spans, used, first == last, reading)
        _place(first, last, today, reading)
        if re.search("[nO]s|s[&>u,][nO]|[u<][o@]?[nO]", tokens.codes):
            reading.marks |= UNRELATED  # a number that belongs to a day, and nobody knows how
    elif {"h", "f"} & set(tokens.codes) and "f" in tokens.codes:
        reading.first_half = "a" not in tokens.codes
        reading.marks |= set() if {"a", "p"} & set(tokens.codes) else {"free_text.which_half"}
    reading.left = "".join(code for code in tokens.codes if code in "nMkgXYKNCLjiEIS|" or (code in "Uf" and not spans))
    return reading


def _before(back: NamedDays, first: date, reading: Reading) -> date:
    """Return the last working day before the day of return. Pure but for the marks."""
    day = back.first
    while back.weekday and day <= first:
        day += _WEEK
    if back.floating and day <= first:
        day = _month_on(day)
    if day <= first:
        try:
            day = day.replace(year=day.year + 1)
        except ValueError:
            return first
    last = day - _DAY
    while last.weekday() >= _SATURDAY and last > first:
        last -= _DAY
    if last - first > _LONGEST:
        reading.marks |= UNRELATED
        return first
    reading.marks.discard("free_text.no_end")
    return last


def _needs_today(tokens: TokenSequence, back: NamedDays | None) -> bool:
    """Tell whether illness from today on is told of by its end alone, or by a part of the day: *mittags nach Hause*."""
    if back:
        return "s" not in tokens.codes
    return not set("sMgXU") & set(tokens.codes) and bool(set("pz") & set(tokens.codes))


def _whole_month(tokens: TokenSequence, today: date) -> None:
    at = tokens.codes.index("M")
    month = tokens.values[at]
    first = date(today.year + (month < today.month), month, 1)
    last = (first + 31 * _DAY).replace(day=1) - _DAY
    tokens.put(at, "s", [NamedDays(first, last)])


def _joined(tokens: TokenSequence, spans: Sequence[int], today: date, reading: Reading) -> tuple[date, date, int]:
    """Return the first and last day, and how many spans make them. Pure but for the marks."""
    start: NamedDays = tokens.values[spans[0]]
    first, last, used = start.first, start.last, 1
    reading.marks |= start.marks
    ranged = False
    since = tokens.codes[: spans[0]].rstrip("apvz,o").endswith("S")
    for before, at in pairwise(spans):
        span: NamedDays = tokens.values[at]
        between = tokens.codes[before + 1 : at]
        if (since and span.first <= today) or _said_before(span, first, last, between):
            continue  # "off since Wednesday, today as well"
        small = between.translate(_SMALL).replace("T", "")
        to = bool({">", "u"} & set(small))
        if first <= span.first and span.last <= last and not to:
            first = span.first if between.endswith("<") else first
            continue
        if "|" in small:
            reading.marks |= UNRELATED
            break
        if to and (small.strip(",") in (">", "u", ">u", "u>") or "<" in tokens.codes[: spans[0]] or "u" in small):
            last, ranged, used = _end(first, span, reading), True, used + 1
            reading.marks |= span.marks if span.first.year != start.first.year and not start.marks else set()
        elif set(small) <= {"&", ","} or re.fullmatch(r"\.[&,]+", small):
            day = span.first
            if "." not in small and span.last < first and _adjacent(span.last, first):  # "vrijdag en donderdag"
                first, used = day, used + 1
                continue
            while span.weekday and day <= last:
                day += _WEEK
            if not _adjacent(last, day):
                reading.marks.add("free_text.loose_days")
                break
            last, used = day + (span.last - span.first), used + 1
            reading.over_a_word = reading.over_a_word or "." in small
        elif not ranged and _adjacent(last, span.first) and "." not in small:
            last, used = span.last, used + 1
        else:
            reading.marks |= UNRELATED
            break
    if start.weekday and start.first - today == _WEEK:
        reading.marks |= AMBIGUOUS  # today's own weekday
    return first, last, used


def _said_before(span: NamedDays, first: date, last: date, between: str) -> bool:
    """Tell whether a weekday is that of the date before it: *4 december, die vrijdag dus*, *14 t/m 16 december, die
    woensdag alleen de ochtend*."""
    same = span.weekday and last.weekday() == span.first.weekday()
    return same and (first == last or "," in between)


def _end(first: date, span: NamedDays, reading: Reading) -> date:
    last = span.last
    while span.weekday and last < first:
        last += _WEEK
    while span.floating and last < first:
        last = _month_on(last)
    if last < first:
        try:
            rolled = last.replace(year=first.year + (last.replace(year=first.year) < first))
        except ValueError:
            rolled = first
        if rolled - first > _LONGEST:
            reading.marks |= UNRELATED
            return first
        return rolled
    return last


def _month_on(day: date) -> date:
    """Return the same day of the next month that has it."""
    later = day.replace(day=1) + 31 * _DAY
    for _ in range(2):
        try:
            return later.replace(day=day.day)
        except ValueError:
            later = later.replace(day=1) + 31 * _DAY
    return later


def _adjacent(last: date, day: date) -> bool:
    """Tell whether nothing but a weekend is between two days."""
    between = (day - last).days - 1
    return 0 <= between <= 2 and all((last + n * _DAY).weekday() >= _SATURDAY for n in range(1, between + 1))


def _bounded(
    tokens: TokenSequence, spans: Sequence[int], joined: tuple[date, date, int], today: date, reading: Reading
) -> tuple[date, date]:
    """Make use of *3 dagen vanaf*, *vanaf*, *tot*, *sinds*. Pure but for the marks."""
    first, last, used = joined
    before = tokens.codes[max(0, spans[0] - 3) : spans[0]].rstrip("apvz,o")
    if used == 1 and first == last and "V" in tokens.codes:
        reading.marks.add("free_text.no_end")
        return first, last
    if used == 1 and "U" in tokens.codes and first == last and not _apart(tokens.codes, before):
        number, days = tokens.values[tokens.codes.index("U")]
        if days == MONTH:
            for _ in range(min(number, 24)):
                last = _month_on(last)
            last -= _DAY
        elif days > 1:
            last = first + (number * days - 1) * _DAY
            last -= max(0, last.weekday() - _SATURDAY + 1) * _DAY
        elif number > 1:
            last = _after(first, number)
            reading.marks |= AMBIGUOUS if last != first + (number - 1) * _DAY else set()
        if number > 1 or days > 1 or "<" not in before:
            return first, last
        return first, first
    if before.endswith("S"):
        if first > today:
            first -= _WEEK if first - _WEEK <= today else first - today
        return first, max(first, last if used > 1 else today)
    if re.search("u>?$|>u$", tokens.codes[: spans[0]].rstrip(",o")) and used == 1 and today <= last:
        return today, last
    if (
        before.endswith("<")
        and used == 1
        and first == last
        and not {"p", "a", "z"} & set(tokens.codes)
        and not any(reading.times)
    ):
        reading.marks.add("free_text.no_end")
    return first, last


def _apart(codes: str, before: str) -> bool:
    """Tell whether a number of days is said in another clause: *donderdag vrij, ik heb nog 12 dagen*."""
    one, other = sorted((codes.index("U"), codes.index("s")))
    return bool({",", "!"} & set(codes[one:other])) and not before.endswith("<")


def _after(first: date, days: int) -> date:
    """Return the last of so many working days."""
    last = first
    for _ in range(min(days, 31) - 1):
        last += _DAY
        while last.weekday() >= _SATURDAY:
            last += _DAY
    return last


def _halves(tokens: TokenSequence, spans: Sequence[int], used: int, single: bool, reading: Reading) -> None:
    codes = tokens.codes
    parts = [(at, code) for at, code in enumerate(codes) if code in "apvz"]
    if single:
        said = {code for _, code in parts}
        ends = any(re.search(r"u$|[sapvzo]>$", codes[:at]) for at, code in parts if code in "zp")
        if re.search("[GR]d", codes):
            return
        if re.search("a[^z]*z", codes) and not ends:  # "vormittags zu Hause, mittags ins Büro"
            reading.last_half = True
        elif ("p" in said and "a" not in said) or "z" in said:
            reading.last_half = ends and ("z" in said or "p" in said)
            reading.first_half = not reading.last_half
        elif "a" in said:
            after = re.search("s[,<o@]*([ap])", codes)
            both = "p" in said
            reading.first_half = both and after is not None and after.group(1) == "p"
            reading.last_half = not reading.first_half
            reading.marks |= {"free_text.which_half"} if both else set()
        elif "f" in codes or "v" in said:
            reading.first_half = True
            reading.marks.add("free_text.which_half")
        return
    head, tail = spans[0], spans[min(used, len(spans)) - 1]
    for at, code in parts:
        ending = bool(re.search(r"u[>o@.]*$", codes[:at]))  # "até à hora de almoço de dia 11"
        nearest_first = (
            at < tail and not ending if used > 1 else codes[head + 1 : at + 1].strip("<@o") == code or at < head
        )
        if nearest_first and code in "pz":
            reading.first_half = True
        elif not nearest_first and used > 1 and (code in "az" or (code == "p" and _until(tokens, tail))):
            reading.last_half = True
        elif used > 1 and code != "v" and "&" in codes[head:tail]:
            reading.marks |= UNRELATED  # "lundi matin et mardi": no one period


def _until(tokens: TokenSequence, tail: int) -> bool:
    """Tell whether a period ends *tot donderdagmiddag*, and not *tot en met* it."""
    found = re.search(r"u>?[@o<]*$", tokens.codes[:tail])
    return found is not None and tokens.values[found.start()] == 0


def _place(first: date, last: date, today: date, reading: Reading) -> None:
    if abs(first - today) > _FARTHEST or abs(last - today) > _FARTHEST:
        reading.marks.add("form.too_far")
        reading.first_half = reading.last_half = False
        return
    if first < today:
        reading.marks.add("free_text.past")
    reading.days = first, max(first, last)
