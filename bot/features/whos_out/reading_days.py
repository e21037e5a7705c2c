"""Reads all the days that a question names, and tells which of its words about days are not understood.

One day, several (*today and tomorrow*), from one to another, a week or a month. Where several are named, the period
that has them all is meant; where one of them is not understood, none is answered as if it had not been said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from bot.features.whos_out.dates import (
    AND,
    DAYS,
    LONGEST,
    MONTHS,
    NEXT,
    UNTIL_WORDS,
    WEEK_WORDS,
    WEEKS,
    Days,
    date_of,
    date_patterns,
    full_months,
    month_ahead,
    month_of,
    range_of,
    range_pattern,
    weekday_of,
    weekdays,
)

_ONE_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6
_ORDINAL: Final = "(?:ste|de|st|nd|rd|th|er|o|e)?"
_OF: Final = (
    "(?:van|vom|von|der|des|du|de|del|della|dal|da|do|of|op|am|with|beginning|starting|the|den|dem|le|il|el|dia)"
)
_BEFORE_WEEK_OF: Final = re.compile(rf" (?:{WEEK_WORDS})(?: {_OF})*$")
_BEFORE_LIST: Final = re.compile(
    rf"(?P<days>(?: \d{{1,2}}{_ORDINAL})+)(?: (?:{AND})(?: (?:de|the|le|el|il|den|dem|o|a))?)$"
)
_NO_MONTHS: Final = frozenset({"may", "mai", "mars", "marco"})
"""Names of months that are other words too."""
_TAKEN: Final = " | "
"""Stands for words that are understood: what is before does not belong to what is after."""


@dataclass(frozen=True, slots=True)
class DaysRead:
    """The days that are named, None where none is; ``unread``: the words about days that are not understood."""

    days: Days | None
    unread: tuple[str, ...] = ()


def days_named(said: str, text: str, today: date, language: str) -> DaysRead:
    """Return the days that a question names.

    ``said``: the words as bot.core.plain_words.bare_words leaves them; ``text``: as they were written.
    """
    reader = _Reader(f" {said.strip()} ", text, today, language)
    found = list(reader.read())
    unread = (*reader.wrong, *_unread(reader.left))
    if not found:
        return DaysRead(None, unread)
    first, last = min(days[0] for days in found), max(days[1] for days in found)
    if last > first + LONGEST:
        if len(found) > 1:
            return DaysRead(found[0], unread or tuple(reader.taken.split()))
        last = first + LONGEST
    return DaysRead((first, last), unread)


class _Reader:
    """Takes the words of one day after another out of a question."""

    def __init__(self, said: str, text: str, today: date, language: str) -> None:
        self.left, self.text, self.today, self.language = said, text, today, language
        self.taken = ""
        self.wrong: list[str] = []

    def read(self) -> Iterator[Days]:
        if "está mañana" in self.text.casefold():  # is there tomorrow, unlike "esta mañana", this morning
            self.left = self.left.replace(" esta manana ", " manana ", 1)
        weeks = list(self._all(_phrases(WEEKS), self._week))
        week = weeks[0] if len(weeks) == 1 else None
        ahead = None if week is None else (week[0] - self.today + self.today.weekday() * _ONE_DAY).days // 7
        ranges = list(self._ranges(ahead))
        dates = [*self._all(_numbered_week(), self._of_number), *self._dates()]
        on_weekdays = list(self._all(_weekday(), lambda found: self._on_weekday(found, ahead)))
        months_named = [*self._all(_phrases(MONTHS), self._month), *self._all(_month_name(), self._named_month)]
        words = list(self._all(_phrases(DAYS), self._day))
        found = [*ranges, *dates, *on_weekdays, *months_named, *words]
        if not (week and found and (ranges or on_weekdays or all(_is_in(days, week) for days in found))):
            yield from weeks
        yield from found

    def _all(self, pattern: re.Pattern[str], days_of: Callable[[re.Match[str]], Days | None]) -> Iterator[Days]:
        """Take whatever a pattern finds and means days."""
        at = 0
        while found := pattern.search(self.left, at):
            if days := days_of(found):
                before = self._before(found.start())
                if before < found.start() and days[0] == days[1]:
                    days = _week_of(days[0], self.today)
                yield days
                self._take(before, found.end())
                at = before
            else:
                at = found.start() + 1

    def _before(self, at: int) -> int:
        """Return where *the week of* begins right before a day, or else ``at``."""
        found = _BEFORE_WEEK_OF.search(self.left[:at])
        return found.start() if found else at

    def _take(self, start: int, end: int) -> None:
        self.taken += self.left[start:end]
        self.left = f"{self.left[:start]}{_TAKEN}{self.left[end:].lstrip()}"

    def _ranges(self, week: int | None) -> Iterator[Days]:
        pattern = re.compile(range_pattern(self.language))
        at = 0
        while found := pattern.search(self.left, at):
            if days := range_of(found, self.text, self.today, week, self.language):
                yield days
                self._take(found.start(), found.end())
            at = found.start() + 1

    def _dates(self) -> Iterator[Days]:
        for pattern in _dates(self.language):
            at = 0
            while found := pattern.search(self.left, at):
                at = found.start() + 1
                day = date_of(found.groupdict(), self.today, self.language)
                if day is None:
                    continue
                if found["on"] and weekday_of(f"{found['on']} ") != day.weekday():
                    self.wrong.append(found["on"])  # "Monday 4 December", which is a Friday
                start = found.start()
                if (before := self._before(start)) < start:
                    yield _week_of(day, self.today)
                    start = before
                else:
                    yield day, day
                    listed = _BEFORE_LIST.search(self.left[:start])
                    others = self._listed(listed["days"], found.groupdict()) if listed else None
                    if listed and others:
                        yield from others
                        start = listed.start()
                self._take(start, found.end())

    def _listed(self, days: str, parts: dict[str, str | None]) -> list[Days] | None:
        """Return the days of the month of another one: *23 and 24 November*; None where one of them does not exist."""
        numbers = re.findall(r"\d+", days)
        found = [date_of(parts | {"day": number}, self.today, self.language) for number in numbers]
        return [(day, day) for day in found if day] if all(found) else None

    def _week(self, found: re.Match[str]) -> Days:
        return _week_of(self.today + _number_of(found[1], WEEKS) * 7 * _ONE_DAY, self.today)

    def _day(self, found: re.Match[str]) -> Days:
        day = self.today + _number_of(found[1], DAYS) * _ONE_DAY
        return day, day

    def _month(self, found: re.Match[str]) -> Days:
        return month_ahead(_number_of(found[1], MONTHS), self.today)

    def _named_month(self, found: re.Match[str]) -> Days:
        return month_of(found["inside"] or found["alone"], self.today)

    def _on_weekday(self, found: re.Match[str], week: int | None) -> Days | None:
        number = weekday_of(f"{found['weekday']} ")
        if number is None:
            return None
        day = self.today + (number - self.today.weekday() + 7 * (week or 0)) * _ONE_DAY
        day = day if day >= self.today else day + 7 * _ONE_DAY
        return day, day

    def _of_number(self, found: re.Match[str]) -> Days | None:
        """Return the days of the weeks of a number, of this year or else the next."""
        one, two = int(found["one"]), int(found["two"] or found["one"])
        years = (
            [int(found["year"])]
            if found["year"]
            else [self.today.isocalendar().year, self.today.isocalendar().year + 1]
        )
        for year in years:
            try:
                first, last = date.fromisocalendar(year, one, 1), date.fromisocalendar(year, two, 7)
            except ValueError:
                continue
            if first <= last and (last >= self.today or found["year"]):
                return max(first, min(self.today, last)), last
        return None


def _week_of(day: date, today: date) -> Days:
    """Return the week of a day, of this one what is left of it."""
    first = day - day.weekday() * _ONE_DAY
    last = first + _SUNDAY * _ONE_DAY
    return (today if first <= today <= last else first), last


def _is_in(days: Days, period: Days) -> bool:
    return period[0] <= days[0] and days[1] <= period[1]


Named = tuple[tuple[int, str], ...]


@cache
def _phrases(named: Named) -> re.Pattern[str]:
    """Return what finds one of some phrases, also at the beginning of a compound: *morgenmiddag*."""
    words = [word for _, words in named for word in words.split("|")]
    longest = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf" ({longest})\w*(?: morgen| fruh)?(?= )" if named is DAYS else rf" ({longest})(?= )")


def _number_of(phrase: str, named: Named) -> int:
    return next(n for n, words in named if phrase in words.split("|"))


@cache
def _weekday() -> re.Pattern[str]:
    names = "|".join(sorted((name.strip() for name in weekdays()), key=len, reverse=True))
    return re.compile(rf"(?: (?:{NEXT}))? (?P<weekday>(?:{names})\w*)(?: feira)?(?: (?:{NEXT}))?(?= )")


@cache
def _dates(language: str) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted((name.strip() for name in weekdays()), key=len, reverse=True))
    article = "(?: (?:de|the|le|el|il|den|dem|dia|o|a|am|op|on|of))*"
    before = rf"(?: (?P<on>(?:{names})\w*)(?: feira)?{article})?"
    return tuple(re.compile(before + pattern) for pattern in date_patterns(language))


@cache
def _numbered_week() -> re.Pattern[str]:
    number = "(?:(?:nr|nummer|number|no|numero|n|num) )?"
    of, months = "(?:(?:of|de|d|di) )?", "|".join(full_months())
    a_month = rf"(?! (?:(?:of|de|d|di|{UNTIL_WORDS}|{AND}) )?(?:\d{{1,2}} {of})?(?:{months}) )"
    year = r"(?: (?:(?:van|of|von|de|del|do|di) )?(?P<year>20\d\d))?"
    return re.compile(
        rf" (?:{WEEK_WORDS}) {number}(?P<one>\d{{1,2}})(?!\d){_ORDINAL}"
        rf"(?: (?:{UNTIL_WORDS}|{AND}) (?:(?:{WEEK_WORDS}) )?(?P<two>\d{{1,2}}))?{year}(?= ){a_month}"
    )


@cache
def _month_name() -> re.Pattern[str]:
    inside = "(?:in|im|en|em|a|de|d|di|of|during|gedurende|maand|mese|mes|mois|monat)"
    plain = "|".join(name for name in full_months() if name not in _NO_MONTHS)
    not_a_date = r"(?<!\d)(?<!\d[a-z])(?<!\d[a-z]{2})(?<!\d[a-z]{3})(?<!\d de)(?<!\d of)(?<!\d di)(?<!\d[a-z]{2} of)"
    return re.compile(rf"{not_a_date}(?: {inside} (?P<inside>{'|'.join(full_months())})| (?P<alone>{plain}))(?= )")


def _unread(left: str) -> tuple[str, ...]:
    """Return the words about days that were not taken."""
    return tuple(word for word in left.split() if _is_of_days(word))


def _is_of_days(word: str) -> bool:
    if word[0].isdecimal():
        return True
    return word in _words_of_days() or word.startswith(_beginnings())


@cache
def _words_of_days() -> frozenset[str]:
    full = frozenset(full_months()) - _NO_MONTHS
    own = frozenset(f"{WEEK_WORDS}|{NEXT}|maand|month|monat|mois|mese".split("|"))
    days = frozenset(word for _, words in DAYS for word in words.split("|") if " " not in word)
    return full | own | days


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(name.strip() for name in weekdays() if not name.endswith(" "))
