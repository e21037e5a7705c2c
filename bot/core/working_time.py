"""Working days and the day of return, from a person's work schedule, public holidays and absences.

Says only what is known. A schedule tells how many hours a weekday has, not which ones: so a day is a
working day or it is not, and its morning and afternoon count the same. A half holiday leaves one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Flag

HALF = Decimal("0.5")
NOON = time(12)
_DAYTIME = (6 * 60, 20 * 60)  # minutes of the day
_HORIZON = timedelta(days=800)  # nobody plans a return further ahead; keeps every loop bounded
_ONE_DAY = timedelta(days=1)
_MIDDAY = 12 * 60
_ALL_DAY = (time.min, time.min)  # the midnight at its end belongs to the day


class DayOff(Flag):
    """Which halves of a day are a holiday."""

    NONE = 0
    MORNING = 1
    AFTERNOON = 2
    WHOLE = 3


Holidays = Callable[[date], DayOff]
_WORKED = {
    DayOff.NONE: (True, True),
    DayOff.MORNING: (False, True),
    DayOff.AFTERNOON: (True, False),
    DayOff.WHOLE: (False, False),
}


def no_holidays(_day: date) -> DayOff:
    return DayOff.NONE


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When somebody works: scheduled minutes per weekday (Monday first) and their holidays."""

    minutes: tuple[int, ...] = (480, 480, 480, 480, 480, 0, 0)
    holidays: Holidays = no_holidays

    def on(self, day: date) -> int:
        """Return the minutes that are worked on a day, half of them on a half holiday."""
        minutes = self.minutes[day.weekday()]
        return minutes * sum(_WORKED[self.holidays(day)]) // 2 if minutes else 0

    def works(self, day: date) -> bool:
        return self.minutes[day.weekday()] > 0 and self.holidays(day) is not DayOff.WHOLE

    def halves(self, day: date) -> tuple[bool, bool]:
        """Tell whether the morning and the afternoon of a day are worked."""
        return _WORKED[self.holidays(day)] if self.minutes[day.weekday()] else (False, False)


@dataclass(frozen=True, slots=True)
class Span:
    """One absence in time, days inclusive.

    ``first_half``: it starts at midday. ``last_half``: it ends at midday. ``last_day`` None: open end.
    ``first_time``, ``last_time``: clock times of an absence in hours; a midnight at which it ends is the end of
    ``last_day`` (:func:`until` reads it so).
    """

    first_day: date
    last_day: date | None
    first_half: bool = False
    last_half: bool = False
    first_time: time | None = None
    last_time: time | None = None

    def covers(self, day: date) -> tuple[bool, bool]:
        """Tell whether the morning and the afternoon of a day are away; some hours of it count as neither."""
        if not self._touches(day) or self.on(day):
            return (False, False)
        from_noon, until_noon = self.first_half and day == self.first_day, self.last_half and day == self.last_day
        return (not from_noon, not until_noon)

    @property
    def in_hours(self) -> bool:
        return self.first_time is not None or self.last_time is not None

    @property
    def over_midnight(self) -> bool:
        """Whether it is less than a day from one day into the next: 22:00 to 06:00."""
        return (
            self.first_time is not None
            and self.last_time is not None
            and self.last_day == self.first_day + _ONE_DAY
            and time.min < self.last_time < self.first_time
        )

    def on(self, day: date) -> tuple[time, time] | None:
        """Return its hours on a day, midnight as an end being the day's end; None where it has none or all of them.

        Of several days the first has hours from its time on, the last until its time, and those between have them all.
        """
        if not self.in_hours or not self._touches(day):
            return None
        start = self.first_time if day == self.first_day else None
        end = self.last_time if day == self.last_day else None
        hours_then = (start or time.min, end or time.min)
        return None if hours_then == _ALL_DAY else hours_then

    def _touches(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def overlaps(self, other: Span) -> bool:
        if self.last_day is not None and other.first_day > self.last_day:
            return False
        if other.last_day is not None and self.first_day > other.last_day:
            return False
        return self._starts() < other._ends() and other._starts() < self._ends()

    def _starts(self) -> tuple[date, time]:
        return (self.first_day, self.first_time or (NOON if self.first_half else time.min))

    def _ends(self) -> tuple[date, time]:
        if self.last_day is None:
            return (date.max, time.max)
        if self.last_time == time.min:  # the midnight at the end of the day
            return (self.last_day, time.max)
        return (self.last_day, self.last_time or (NOON if self.last_half else time.max))


@dataclass(frozen=True, slots=True)
class Return:
    """The first working time after an absence; ``at_noon``: the afternoon of that day."""

    day: date
    at_noon: bool = False


def until(first_day: date, last_day: date, last_time: time) -> date:
    """Return the last day of an absence by the hour that ends at ``last_time`` of ``last_day``.

    A midnight is the end of the day before, but that of the first day itself is the end of the first day.
    """
    return last_day - _ONE_DAY if last_time == time.min and last_day > first_day else last_day


def written_end(span: Span) -> date | None:
    """Return the last day of a span as a form and Personio write it; None for an open end.

    It is the span's own, but for hours that end at midnight: there it is the day that begins then.
    """
    until_midnight = span.first_time is not None and span.last_time == time.min
    return span.last_day + _ONE_DAY if span.last_day and until_midnight else span.last_day


def days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + offset * _ONE_DAY


def working_days(span: Span, work: WorkingTime) -> Decimal | None:
    """Count the working days of an absence in halves; None with an open end."""
    if span.last_day is None:
        return None
    taken = Decimal(0)
    for day in days(span.first_day, span.last_day):
        taken += HALF * sum(gone and worked for gone, worked in zip(span.covers(day), work.halves(day), strict=True))
    return taken


def hours(span: Span) -> Decimal | None:
    """Count the hours of an absence of less than a day; None over several days, where shifts decide."""
    if span.first_time is None or span.last_time is None:
        return None
    if span.over_midnight:
        return Decimal(1440 - _minute(span.first_time) + _minute(span.last_time)) / 60
    if span.first_day != span.last_day:
        return None
    return Decimal(_minute(span.last_time, at_end=True) - _minute(span.first_time)) / 60


def return_day(span: Span, work: WorkingTime, others: Sequence[Span] = ()) -> Return | None:
    """Return the first working time after an absence, with the person's ``others`` that follow on.

    A free morning ends the same day at noon, a free afternoon or hours until midnight on the next working day. None
    with an open end, or where nothing is found within about two years (nobody works then).
    """
    if span.last_day is None:
        return None
    _, afternoon = away(span.last_day, (span,), work)
    by_clock = span.on(span.last_day)
    ended = span.in_hours and span.last_time == time.min
    over = afternoon or ended or (by_clock is not None and until_free_afternoon(by_clock, span.last_day, work))
    return first_working_time(span.last_day + _ONE_DAY * over, (span, *others), work)


def until_free_afternoon(hours: tuple[time, time], day: date, work: WorkingTime) -> bool:
    """Tell whether ``hours`` last until midday or later, on a day of which only the morning is working time."""
    return work.halves(day) == (True, False) and _minute(hours[1], at_end=True) >= _MIDDAY


def first_working_time(day: date, spans: Collection[Span], work: WorkingTime) -> Return | None:
    """Return the first working half on or after a day that is in none of a person's absences.

    None where an absence with an open end comes first, or where nothing is found within about two years.
    """
    ends = [span.first_day for span in spans if span.last_day is None]
    for candidate in days(day, min([day + _HORIZON, *ends])):
        if work.works(candidate):
            morning, afternoon = away(candidate, spans, work)
            worked = work.halves(candidate)
            if worked[0] and not morning:
                return Return(candidate)
            if worked[1] and not afternoon:
                return Return(candidate, at_noon=True)
    return None


def away(day: date, spans: Iterable[Span], work: WorkingTime) -> tuple[bool, bool]:
    """Tell whether the morning and the afternoon of a day are away.

    Hours count only where they, with a half, fill the working time of the day: then all of it is away. Schedules do not
    say when people work, so hours of the evening and the night fill nobody's day.
    """
    spans = [span for span in spans if span.first_day <= day and (span.last_day is None or day <= span.last_day)]
    covers = [span.covers(day) for span in spans]
    morning, afternoon = any(first for first, _ in covers), any(second for _, second in covers)
    by_clock = [each for each in stretches(day, spans) if not _in_free_half(each, work.halves(day))]
    if taken := sum(max(0, _by_day(end, at_end=True) - _by_day(start)) for start, end in by_clock):
        known = [gone and worked for gone, worked in zip((morning, afternoon), work.halves(day), strict=True)]
        filled = taken + work.on(day) * sum(known) / max(1, sum(work.halves(day))) >= work.on(day)
        return (morning or filled, afternoon or filled)
    return (morning, afternoon)


def _in_free_half(hours: tuple[time, time], worked: tuple[bool, bool]) -> bool:
    """Tell whether hours lie in the free half of a half holiday."""
    start, end = _minute(hours[0]), _minute(hours[1], at_end=True)
    return (worked == (True, False) and start >= _MIDDAY) or (worked == (False, True) and end <= _MIDDAY)


def away_all_day(day: date, spans: Iterable[Span], work: WorkingTime) -> bool:
    """Tell whether somebody is away for all of a day that they would work."""
    return all(gone or not worked for gone, worked in zip(away(day, spans, work), work.halves(day), strict=True))


def _by_day(of_day: time, *, at_end: bool = False) -> int:
    """Return the minute of the day, no earlier and no later than people usually work."""
    return min(max(_minute(of_day, at_end=at_end), _DAYTIME[0]), _DAYTIME[1])


def stretches(day: date, spans: Iterable[Span]) -> list[tuple[time, time]]:
    """Return the hours away on a day, in order; what overlaps or follows on is one stretch.

    Midnight as an end is the end of the day. Half and whole days are left out.
    """
    merged: list[tuple[time, time]] = []
    for start, end in sorted(hours for span in spans if (hours := span.on(day))):
        if merged and _minute(start) <= _minute(merged[-1][1], at_end=True):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end, key=lambda at: _minute(at, at_end=True)))
        else:
            merged.append((start, end))
    return merged


def _minute(of_day: time, *, at_end: bool = False) -> int:
    """Return the minute of the day; midnight ``at_end`` is the end of the day."""
    return of_day.hour * 60 + of_day.minute or (1440 if at_end else 0)
