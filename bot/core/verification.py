"""What Personio's answers mean for a request.

A refusal becomes one message key; an absence read back is compared with what was asked, and condemned only
on what is surely different, because a company may have holidays that we do not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import Enum

from bot.core.absence_request import RequestedAbsence
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


def stored_problem(error: Refused) -> dict[str, object]:
    """Return the stored form of a problem: message key and parameters."""
    for kind, key in _KEYS.items():
        if isinstance(error, kind):
            return {"key": key}
    detail = " ".join((error.detail or "").split())[:_LONGEST_DETAIL]
    return {"key": "refused.detail", "params": {"detail": detail}} if detail else {"key": "refused.generic"}


def same(requested_absence: RequestedAbsence, period: AbsencePeriod, amounts: Iterable[DayAmount] = ()) -> bool:
    """Tell whether an absence has just the days, halves and times that were wished for.

    ``amounts`` are its daily amounts, which say what the last day is under every end convention.
    """
    now = period.settled(amounts)
    if (now.first_day, now.last_day) != (requested_absence.first_day, requested_absence.span.last_day):
        return False
    if requested_absence.unit == "hour":
        ends = period.ends_at.time() if period.ends_at else None
        return (period.starts_at.time(), ends) == (requested_absence.span.first_time, requested_absence.span.last_time)
    return (now.first_half, now.last_half) == (requested_absence.span.first_half, requested_absence.span.last_half)


def comment_of(told: AbsencePeriod | RequestedAbsence) -> str:
    """Return the comment in a form to compare: trimmed, all line ends the same; empty where there is none."""
    return (told.comment or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def compare(
    requested_absence: RequestedAbsence, period: AbsencePeriod, amounts: Sequence[DayAmount], work: WorkingTime | None
) -> Verdict:
    """Compare an absence read back with what was asked.

    The breakdown's days decide, because they mean the same under every end convention; the last day as read only
    helps where they are silent. It is a day off where the convention is another one, never more.
    """
    if requested_absence.unit == "hour" or requested_absence.open_end:
        return Verdict.UNDERSTOOD if same(requested_absence, period) else Verdict.MISUNDERSTOOD
    halves = (requested_absence.span.first_half, requested_absence.span.last_half)
    if period.first_day != requested_absence.first_day or (period.first_half, period.last_half) != halves:
        return Verdict.MISUNDERSTOOD
    if period.last_day is None or abs(period.last_day - requested_absence.last_day) > _ONE_DAY:
        return Verdict.MISUNDERSTOOD
    return _by_days(requested_absence, period, amounts, work)


def _by_days(
    requested_absence: RequestedAbsence, period: AbsencePeriod, amounts: Sequence[DayAmount], work: WorkingTime | None
) -> Verdict:
    taken = [row.date for row in amounts if row.value > 0]
    if not taken:
        same = (
            bool(amounts) and period.last_day == requested_absence.last_day
        )  # days off only: zeros, and the last day as read
        return Verdict.UNDERSTOOD if same else Verdict.UNSURE
    if min(taken) < requested_absence.first_day or max(taken) > requested_absence.last_day:
        return Verdict.MISUNDERSTOOD
    if work is None or period.last_day == requested_absence.last_day:
        return Verdict.UNDERSTOOD
    expected = [day for day in days(requested_absence.first_day, requested_absence.last_day) if work.works(day)]
    if not expected or max(taken) >= expected[-1] or expected[-1] != requested_absence.last_day:
        return Verdict.UNDERSTOOD
    known = {row.date for row in amounts}
    return Verdict.UNDERSTOOD if requested_absence.last_day in known else Verdict.MISUNDERSTOOD
