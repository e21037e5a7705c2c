"""The one period that the days of a message make.

What does not make one is marked, and the first of it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.core.nlu.calendar_days import AMBIGUOUS
from bot.core.nlu.dates import MONTH, name_days
from bot.core.nlu.times import UNSAID, Times, name_times
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
    weekday: bool = False  # one day, named by its weekday alone
    over_a_word: bool = False  # two days with something else said between them: "vrijdag vrij en maandag ook"

    def look_back(self, today: date) -> None:
        """Take the weekday that was, not the one to come: *ik was maandag ziek*."""
        if self.days and self.weekday and self.days[0] > today:
            first = self.days[0] - _WEEK
            self.days = first, first
            self.marks.add("free_text.past")


def read_period(said: Sentence, today: date) -> Reading:
    """Return when an absence is to be, from all that is said."""
    tokens = TokenSequence(said.codes, said.values)
    name_days(tokens, today, said.language)
    reading = Reading()
    reading.times = name_times(tokens)
    back = _returned(tokens)
    _denied(tokens)
    _from_first(tokens)
    spans = tokens.find("s")
    if not spans and {"M", "G"} <= set(tokens.codes):
        _whole_month(tokens, today)
        spans = tokens.find("s")
    if spans:
        first, last, used = _joined(tokens, spans, today, reading)
        first, last = _bounded(tokens, spans, (first, last, used), today, reading)
        if back and used == 1 and first == last:
            last = _before(back, first, reading)
        _halves(tokens, spans, used, first == last, reading)
        reading.weekday = used == 1 and first == last and tokens.values[spans[0]].weekday
        _place(first, last, today, reading)
        if re.search("[nO]s|s[&>u,][nO]", tokens.codes):
            reading.marks |= AMBIGUOUS  # a number that belongs to a day, and nobody knows how
    elif {"h", "f"} & set(tokens.codes) and "f" in tokens.codes:
        reading.first_half = "a" not in tokens.codes
        reading.marks |= set() if {"a", "p"} & set(tokens.codes) else {"free_text.which_half"}
    reading.left = "".join(code for code in tokens.codes if code in "nMkgXYKNCLjiEIS|" or (code in "Uf" and not spans))
    return reading


def _returned(tokens: TokenSequence) -> NamedDays | None:
    """Remove the day on which somebody is back from the tokens, and return it: *terug op maandag*, *Montag wieder
    da*."""
    found = re.search(r"r[.<@oI]{0,2}(s)|(s)[.]{0,4}r", tokens.codes)
    if found is None:
        return None
    at = found.start(found.lastindex or 0)
    back: NamedDays = tokens.values[at]
    tokens.put(at, ".", [0])
    return back


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
        reading.marks |= AMBIGUOUS
        return first
    reading.marks.discard("free_text.no_end")
    return last


def _denied(tokens: TokenSequence) -> None:
    """Remove a day that is said not to be meant: *niet woensdag maar donderdag*."""
    if found := re.search(r"ts[,.]*l[^s]*s", tokens.codes):
        tokens.put(found.start() + 1, ".", [0])


def _from_first(tokens: TokenSequence) -> None:
    """Put the beginning before the end: *t/m 8 januari vrij vanaf kerst*."""
    found = re.search(r"(?<!<)(u>?|>u)([o@]*s[apvz]?)([^s<u]*)<([o@>]*s[apvz]?)", tokens.codes)
    if found is None or len(tokens.find("s")) != 2:
        return
    start, end = found.span()
    values = tokens.values[start:end]
    sizes = [len(each) for each in found.groups()]
    until, last, between = (values[sum(sizes[:n]) : sum(sizes[: n + 1])] for n in range(3))
    first = values[sum(sizes[:3]) + 1 :]
    tokens.values[start:end] = [*between, 0, *first, *until, *last]
    tokens.codes = tokens.codes[:start] + found[3] + "<" + found[4] + found[1] + found[2] + tokens.codes[end:]


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
    for before, at in pairwise(spans):
        span: NamedDays = tokens.values[at]
        between = tokens.codes[before + 1 : at]
        small = between.translate(_SMALL).replace("T", "")
        to = bool({">", "u"} & set(small))
        if first <= span.first and span.last <= last and not to:
            first = span.first if between.endswith("<") else first
            continue
        if "|" in small:
            reading.marks |= AMBIGUOUS
            break
        if to and (small.strip(",") in (">", "u", ">u", "u>") or "<" in tokens.codes[: spans[0]] or "u" in small):
            last, ranged, used = _end(first, span, reading), True, used + 1
            reading.marks |= span.marks if span.first.year != start.first.year and not start.marks else set()
        elif set(small) <= {"&", ","} or re.fullmatch(r"\.[&,]+", small):
            day = span.first
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
            reading.marks |= AMBIGUOUS
            break
    if start.weekday and start.first - today == _WEEK:
        reading.marks |= AMBIGUOUS  # today's own weekday
    return first, last, used


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
            reading.marks |= AMBIGUOUS
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
        bounds = {codes[at - 1] for at, code in parts if at and code in "zp"}
        if ("p" in said and "a" not in said) or "z" in said:
            reading.last_half = bool(bounds & {"u", ">"}) and ("z" in said or "p" in said)
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
        nearest_first = at < tail if used > 1 else codes[head + 1 : at + 1].strip("<@o") == code or at < head
        if nearest_first and code in "pz":
            reading.first_half = True
        elif not nearest_first and used > 1 and (code in "az" or (code == "p" and _until(tokens, tail))):
            reading.last_half = True
        elif used > 1 and "&" in codes[head:tail]:
            reading.marks |= AMBIGUOUS  # "lundi matin et mardi": no one period


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
