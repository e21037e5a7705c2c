"""A changed absence as Personio has it, held against what was wished for.

Rule: pure. Condemned only on what is surely different.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.calendar import WorkingTime
from bot.requests.verdict import Verdict, understood
from bot.requests.wish import Wish
from personio_client import AbsencePeriod, DayAmount

_ONE_DAY = timedelta(days=1)


def same(wish: Wish, period: AbsencePeriod, amounts: Sequence[DayAmount]) -> bool:
    """Tell whether an absence has just the days, halves and times that were wished for. Pure."""
    now = period.settled(amounts)
    if (now.first_day, now.last_day) != (wish.first_day, wish.span.last_day):
        return False
    if wish.unit == "hour":
        return _times(period) == (wish.span.first_time, wish.span.last_time)
    return (now.first_half, now.last_half) == (wish.span.first_half, wish.span.last_half)


def verdict(wish: Wish, period: AbsencePeriod, amounts: Sequence[DayAmount], work: WorkingTime | None) -> Verdict:
    """Compare an absence read back after a change with what was wished for. Pure.

    Stricter than for a new one, which has no other days that it might still have.
    """
    if wish.unit == "hour":
        return Verdict.UNDERSTOOD if same(wish, period, amounts) else Verdict.MISUNDERSTOOD
    if (period.first_day, period.first_half) != (wish.first_day, wish.span.first_half):
        return Verdict.MISUNDERSTOOD
    if period.last_day is None or abs(period.last_day - wish.last_day) > _ONE_DAY:
        return Verdict.MISUNDERSTOOD
    return understood(wish, period, amounts, work)


def comment_of(told: AbsencePeriod | Wish) -> str:
    """Return the comment, however its lines end. Pure."""
    return "\n".join((told.comment or "").split("\r\n")).strip()


def _times(period: AbsencePeriod) -> tuple[object, object]:
    return (period.starts_at.time(), period.ends_at.time() if period.ends_at else None)
