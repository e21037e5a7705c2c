"""The sickness that somebody is reported with: which one it is, how it stands, which days may have been its last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bot.core.absence_request import period as shown
from bot.core.absence_request import read_day
from bot.core.as_in_personio import card_status
from bot.core.ownership import as_shown
from bot.core.people import AWAY, OPEN, category, span
from bot.core.working_time import Span
from cards.sickness.recovered import LastDay, RecoveredView
from personio_client import AbsencePeriod, AbsenceType

_OVER_SINCE = timedelta(days=3)  # an end that was set too late or too early can be put right for so long
_FURTHEST = timedelta(days=14)  # a day that was said may be so far away
_ONE_DAY = timedelta(days=1)


def running(found: Iterable[AbsencePeriod], types: Mapping[str, AbsenceType], today: date) -> AbsencePeriod | None:
    """Return the sickness that somebody is reported with, or just was; the latest of several."""
    ill = [
        each
        for each in found
        if is_sickness(each, types.get(each.type_id))
        and each.first_day <= today
        and (each.last_day is None or each.last_day >= today - _OVER_SINCE)
    ]
    return max(ill, key=lambda each: each.first_day, default=None)


def overlapping(
    found: Iterable[AbsencePeriod], types: Mapping[str, AbsenceType], when: Span, person_id: str
) -> AbsencePeriod | None:
    """Return the sickness of a person that shares time with a span; the latest of several."""
    ill = [
        each
        for each in found
        if each.person_id == person_id
        and is_sickness(each, types.get(each.type_id))
        and span(each, types.get(each.type_id)).overlaps(when)
    ]
    return max(ill, key=lambda each: each.first_day, default=None)


def is_sickness(period: AbsencePeriod, kind: AbsenceType | None) -> bool:
    """Tell whether an absence is a sickness that stands or may come to stand."""
    return period.status in AWAY | OPEN and category(kind) == "sick_leave"


def last_day_choices(period: AbsencePeriod, today: date, said: LastDay | None = None) -> list[LastDay]:
    """Return the days that may have been the last one ill, the likeliest first: the one that was ``said``."""
    usual = _usual_choices(period, today)
    return [said, *(each for each in usual if each != said)] if said else usual


def last_day_before(better: date, period: AbsencePeriod, today: date) -> LastDay | None:
    """Return the last day ill of somebody who says to be better from a day on; None where that cannot be offered.

    Who is better today says no more than that: then the usual choices are right.
    """
    return None if better == today else _offered(LastDay(better - _ONE_DAY), period, today)


def said_day(text: str | None, period: AbsencePeriod, today: date) -> LastDay | None:
    """Read the day that a card offered because it was said; None for anything that no card offers."""
    read = read_last_day(text)
    return _offered(read, period, today) if read else None


def _offered(last_day: LastDay, period: AbsencePeriod, today: date) -> LastDay | None:
    near = abs(last_day.day - today) <= _FURTHEST
    return last_day if near and can_end(period, last_day) else None


def _usual_choices(period: AbsencePeriod, today: date) -> list[LastDay]:
    before = [LastDay(today - _ONE_DAY)] if period.first_day < today else []
    this_morning = [] if period.first_day == today and period.first_half else [LastDay(today, half=True)]
    earlier = [LastDay(today - n * _ONE_DAY) for n in (2, 3) if period.first_day <= today - n * _ONE_DAY]
    return [*before, *this_morning, LastDay(today), *earlier]


def can_end(period: AbsencePeriod, last_day: LastDay) -> bool:
    """Tell whether an absence can end on that day: not before it begins.

    On its first day, not at midday if it began at midday.
    """
    if last_day.day == period.first_day:
        return not (period.first_half and last_day.half)
    return last_day.day > period.first_day


def last_day_of(period: AbsencePeriod) -> LastDay | None:
    """Return the last day of an absence, None where it has no end."""
    return LastDay(period.last_day, period.last_half) if period.last_day else None


def read_last_day(text: str | None) -> LastDay | None:
    """Read the day a card sends: ``YYYY-MM-DD``, or ``YYYY-MM-DD/half`` (until midday); None for anything else."""
    day, _, half = (text or "").partition("/")
    read = read_day(day)
    return LastDay(read, half == "half") if read and half in ("", "half") else None


def as_seen(period: AbsencePeriod, seen: str | None, wanted: LastDay, earlier: Iterable[LastDay]) -> bool:
    """Tell whether a press may end an absence so: it stands as the card showed it, or as earlier reports left it.

    ``seen`` is None where the card did not say; ``earlier`` are the last days that its owner reported before.
    """
    now = last_day_of(period)
    return now == wanted or (seen is not None and (seen == as_shown(period) or now in set(earlier)))


def view_of(
    period: AbsencePeriod,
    today: date,
    *,
    again: bool = False,
    wanted: LastDay | None = None,
    said: LastDay | None = None,
) -> RecoveredView:
    """Return the question for the last day ill; ``again``, ``wanted`` and ``said`` as in :class:`RecoveredView`."""
    return RecoveredView(
        absence_id=period.id,
        period=shown(span(period, None)),
        standing=card_status(period.status),
        seen=as_shown(period),
        choices=last_day_choices(period, today, said),
        today=today,
        again=again,
        wanted=wanted,
        said=said,
    )
