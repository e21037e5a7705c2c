"""Working days and the day of return, from a person's work schedule, public holidays and absences.

Rule: pure, and says only what is known. A schedule tells how many hours a weekday has, not which ones: so a day is a
working day or it is not, and its morning and afternoon count the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

HALF = Decimal("0.5")
NOON = time(12)
_HORIZON = timedelta(days=800)  # nobody plans a return further ahead; keeps every loop bounded
_ONE_DAY = timedelta(days=1)

Holidays = Callable[[date], bool]


def no_holidays(_day: date) -> bool:
    """Know no public holidays. Pure."""
    return False


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When somebody works: scheduled minutes per weekday (Monday first) and their public holidays."""

    minutes: tuple[int, ...] = (480, 480, 480, 480, 480, 0, 0)
    is_holiday: Holidays = no_holidays

    def on(self, day: date) -> int:
        """Return the minutes worked on a day. Pure."""
        return 0 if self.is_holiday(day) else self.minutes[day.weekday()]

    def works(self, day: date) -> bool:
        """Tell whether it is a working day. Pure."""
        return self.on(day) > 0


@dataclass(frozen=True, slots=True)
class Span:
    """One absence in time, days inclusive.

    ``first_half``: it starts at midday. ``last_half``: it ends at midday. ``last_day`` None: open end.
    ``first_time``, ``last_time``: clock times of an absence in hours.
    """

    first_day: date
    last_day: date | None
    first_half: bool = False
    last_half: bool = False
    first_time: time | None = None
    last_time: time | None = None

    def covers(self, day: date) -> tuple[bool, bool]:
        """Tell whether the morning and the afternoon of a day are away. Pure. Hours count as neither."""
        if day < self.first_day or (self.last_day is not None and day > self.last_day) or self.in_hours:
            return (False, False)
        return (
            not (self.first_half and day == self.first_day),
            not (self.last_half and day == self.last_day),
        )

    @property
    def in_hours(self) -> bool:
        """Whether it is an absence in hours."""
        return self.first_time is not None or self.last_time is not None

    def overlaps(self, other: Span) -> bool:
        """Tell whether two absences share any time. Pure."""
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
        return (self.last_day, self.last_time or (NOON if self.last_half else time.max))


@dataclass(frozen=True, slots=True)
class Return:
    """The first working time after an absence; ``at_noon``: the afternoon of that day."""

    day: date
    at_noon: bool = False


def days(first: date, last: date) -> Iterator[date]:
    """Yield each day, both ends included. Pure."""
    for offset in range((last - first).days + 1):
        yield first + offset * _ONE_DAY


def working_days(span: Span, work: WorkingTime) -> Decimal | None:
    """Count the working days of an absence in halves; None with an open end. Pure."""
    if span.last_day is None:
        return None
    return sum(
        (HALF * sum(span.covers(day)) for day in days(span.first_day, span.last_day) if work.works(day)), Decimal(0)
    )


def hours(span: Span) -> Decimal | None:
    """Count the hours between the clock times of one day; None over several days, where shifts decide. Pure."""
    if span.first_time is None or span.last_time is None or span.first_day != span.last_day:
        return None
    minutes = (span.last_time.hour - span.first_time.hour) * 60 + span.last_time.minute - span.first_time.minute
    return Decimal(minutes) / 60


def return_day(span: Span, work: WorkingTime, others: Sequence[Span] = ()) -> Return | None:
    """Return the first working time after an absence, with the person's ``others`` that follow on. Pure.

    A free morning ends the same day at noon, a free afternoon on the next working day. None with an open end, or
    where nothing is found within about two years (nobody works then).
    """
    if span.last_day is None:
        return None
    if span.in_hours:
        start = span.last_day if _leaves_work(span, work) else span.last_day + _ONE_DAY
        skip_morning = False
    else:
        start = span.last_day if span.last_half else span.last_day + _ONE_DAY
        skip_morning = span.last_half
    for day in days(start, start + _HORIZON):
        if not work.works(day):
            skip_morning = False
            continue
        morning, afternoon = _away(day, others)
        if not (morning or skip_morning):
            return Return(day)
        if not afternoon:
            return Return(day, at_noon=True)
        skip_morning = False
    return None


def _leaves_work(span: Span, work: WorkingTime) -> bool:
    """Tell whether an absence in hours leaves working time on its last day."""
    assert span.last_day is not None  # noqa: S101 - narrowed by the caller; for the type checker
    taken = hours(span)
    return taken is not None and taken * 60 < work.on(span.last_day)


def _away(day: date, spans: Iterable[Span]) -> tuple[bool, bool]:
    covers = [span.covers(day) for span in spans]
    return any(morning for morning, _ in covers), any(afternoon for _, afternoon in covers)
