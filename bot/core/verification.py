"""What Personio's answers mean for a request.

Rule: pure. A refusal becomes one message key; an absence read back is compared with what was asked, and condemned only
on what is surely different, because a company may have holidays that we do not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import Enum

from bot.core.absence_request import Wish
from bot.core.working_time import WorkingTime, days
from personio_client.errors import (
    AbsenceConflict,
    Refused,
    SubstituteInvalid,
    SubstituteNotAllowed,
    SubstituteRequired,
    Substituting,
)
from personio_client.models import AbsencePeriod, DayAmount

_KEYS: dict[type[Refused], str] = {
    AbsenceConflict: "refused.conflict",
    Substituting: "refused.substituting",
    SubstituteInvalid: "refused.substitute_invalid",
    SubstituteRequired: "refused.substitute_required",
    SubstituteNotAllowed: "refused.substitute_not_allowed",
}
_ONE_DAY = timedelta(days=1)
_LONGEST_DETAIL = 300  # characters of Personio's own words that fit a card


class Verdict(Enum):
    """How an absence read back compares with what was asked."""

    UNDERSTOOD = "understood"
    MISUNDERSTOOD = "misunderstood"
    UNSURE = "unsure"


def refusal(error: Refused) -> dict[str, object]:
    """Return the stored form of a problem: message key and parameters. Pure."""
    for kind, key in _KEYS.items():
        if isinstance(error, kind):
            return {"key": key}
    detail = " ".join((error.detail or "").split())[:_LONGEST_DETAIL]
    return {"key": "refused.detail", "params": {"detail": detail}} if detail else {"key": "refused.generic"}


def same(wish: Wish, period: AbsencePeriod, amounts: Iterable[DayAmount] = ()) -> bool:
    """Tell whether an absence has just the days, halves and times that were wished for. Pure.

    ``amounts`` are its daily amounts, which say what the last day is under every end convention.
    """
    now = period.settled(amounts)
    if (now.first_day, now.last_day) != (wish.first_day, wish.span.last_day):
        return False
    if wish.unit == "hour":
        ends = period.ends_at.time() if period.ends_at else None
        return (period.starts_at.time(), ends) == (wish.span.first_time, wish.span.last_time)
    return (now.first_half, now.last_half) == (wish.span.first_half, wish.span.last_half)


def comment_of(told: AbsencePeriod | Wish) -> str:
    """Return the comment, trimmed and however its lines end. Pure."""
    return (told.comment or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def compare(wish: Wish, period: AbsencePeriod, amounts: Sequence[DayAmount], work: WorkingTime | None) -> Verdict:
    """Compare an absence read back with what was asked. Pure.

    The breakdown's days decide, because they mean the same under every end convention; the last day as read only
    helps where they are silent. It is a day off where the convention is another one, never more.
    """
    if wish.unit == "hour" or wish.open_end:
        return Verdict.UNDERSTOOD if same(wish, period) else Verdict.MISUNDERSTOOD
    halves = (wish.span.first_half, wish.span.last_half)
    if period.first_day != wish.first_day or (period.first_half, period.last_half) != halves:
        return Verdict.MISUNDERSTOOD
    if period.last_day is None or abs(period.last_day - wish.last_day) > _ONE_DAY:
        return Verdict.MISUNDERSTOOD
    return _by_days(wish, period, amounts, work)


def _by_days(wish: Wish, period: AbsencePeriod, amounts: Sequence[DayAmount], work: WorkingTime | None) -> Verdict:
    taken = [row.date for row in amounts if row.value > 0]
    if not taken:
        same = bool(amounts) and period.last_day == wish.last_day  # days off only: zeros, and the last day as read
        return Verdict.UNDERSTOOD if same else Verdict.UNSURE
    if min(taken) < wish.first_day or max(taken) > wish.last_day:
        return Verdict.MISUNDERSTOOD
    if work is None or period.last_day == wish.last_day:
        return Verdict.UNDERSTOOD
    expected = [day for day in days(wish.first_day, wish.last_day) if work.works(day)]
    if not expected or max(taken) >= expected[-1] or expected[-1] != wish.last_day:
        return Verdict.UNDERSTOOD
    known = {row.date for row in amounts}
    return Verdict.UNDERSTOOD if wish.last_day in known else Verdict.MISUNDERSTOOD
