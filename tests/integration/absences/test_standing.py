"""What can be done to an absence, and in which order absences are shown: pure."""

from datetime import UTC, date, datetime, time
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.absence_request import RequestedAbsence
from bot.core.verification import Verdict, compare, same
from bot.core.working_time import Span, WorkingTime
from bot.features.absences.listing import RowContext, list_rows, paged
from bot.services.requests.allowed_operations import against_withdrawal, may_change
from personio_client import AbsencePeriod

TODAY = date(2026, 11, 23)
EYES = RowContext(TODAY, WorkingTime(), {}, "Je afwezigheid")


def period(first: str, last: str | None, status: str = "approved") -> AbsencePeriod:
    starts = datetime.fromisoformat(first)
    ends = datetime.fromisoformat(last) if last else None
    return AbsencePeriod(
        id=f"{first}{last}{status}",
        person_id="1",
        type_id="7",
        first_day=starts.date(),
        last_day=ends.date() if ends else None,
        starts_at=starts,
        ends_at=ends,
        status=status,
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("status", "first", "last", "why"),
    [
        ("pending", "2026-11-20", "2026-11-25", None),
        ("substitute_requested", "2026-12-01", "2026-12-01", None),
        ("approved", "2026-11-24", "2026-11-24", None),
        ("approved", "2026-11-23", "2026-11-24", "absences.started"),
        ("approved", "2026-11-20", None, "absences.started"),
        ("approved", "2026-11-02", "2026-11-22", "absences.over"),
        ("in_review", "2026-12-01", "2026-12-01", None),
        ("deletion_pending", "2026-12-01", "2026-12-01", "absences.withdrawal_asked"),
        ("rejected", "2026-12-01", "2026-12-01", "absences.not_changeable"),
    ],
)
def test_what_is_undecided_or_still_to_come_can_be_withdrawn(status, first, last, why):
    at = Span(date.fromisoformat(first), date.fromisoformat(last) if last else None)
    assert against_withdrawal(status, at, TODAY) == why


def test_only_what_waits_for_a_decision_can_be_changed():
    assert [may_change(each) for each in ("pending", "substitute_requested", "approved", "in_review", "rejected")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_soonest_first_then_newest_first():
    given_periods = [
        period("2026-11-02", "2026-11-02"),
        period("2027-01-11", "2027-01-13"),
        period("2026-11-20", None),
        period("2026-10-01", "2026-10-02"),
        period("2026-12-01", "2026-12-01", "rejected"),
        period("2026-08-24", "2026-08-24"),  # 91 days ago
    ]
    coming, past = list_rows(given_periods, [], EYES)
    assert [str(row.period.first_day) for row in coming] == ["2026-11-20", "2027-01-11"]
    assert [str(row.period.first_day) for row in past] == ["2026-12-01", "2026-11-02", "2026-10-01"]
    assert coming[0].running


@given(st.lists(st.integers(-80, 400), max_size=25), st.integers(0, 30))
def test_pages_put_together_are_the_list(days, start):
    found = [period(*[f"{date.fromordinal(TODAY.toordinal() + day)}"] * 2) for day in set(days)]
    coming, past = list_rows(found, [], EYES)
    whole = [*coming, *past]
    shown = [row for first in range(0, 31, 6) for part in paged(coming, past, first, 6) for row in part]
    assert shown == whole
    assert [*chain(*paged(coming, past, start, 6))] == whole[start : start + 6]


def test_other_hours_are_other_hours():
    requested_absence = RequestedAbsence("7", "", "hour", Span(TODAY, TODAY, first_time=time(9), last_time=time(11)))
    asked = period("2026-11-23T09:00", "2026-11-23T11:00", "pending")
    later = period("2026-11-23T09:00", "2026-11-23T12:00", "pending")
    assert same(requested_absence, asked, [])
    assert compare(requested_absence, asked, [], None) is Verdict.UNDERSTOOD
    assert compare(requested_absence, later, [], None) is Verdict.MISUNDERSTOOD


def test_a_change_that_personio_left_undone_is_seen_without_daily_amounts():
    requested_absence = RequestedAbsence("7", "", "day", Span(date(2026, 12, 2), date(2026, 12, 8)))
    assert compare(requested_absence, period("2026-12-02", "2026-12-04"), [], None) is Verdict.MISUNDERSTOOD
    assert compare(requested_absence, period("2026-12-01", "2026-12-08"), [], None) is Verdict.MISUNDERSTOOD
