"""Which absence is a request's own, and what may be done to it without asking: pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.absence_request import RequestedAbsence
from bot.core.ownership import (
    SKEW,
    Try,
    adoptable,
    as_shown,
    fresh,
    in_the_way,
    may_put_back,
    may_take_back,
    may_withdraw_unseen,
    misread,
    noted_before,
    tries_of,
    with_tries,
)
from bot.core.people import span
from bot.core.working_time import Span
from personio_client import AbsencePeriod, AbsenceType

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DEADLINE = timedelta(seconds=20)
TRY = Try(NOW, NOW + timedelta(seconds=20))
DAYS = RequestedAbsence("vac", "Vakantie", "day", Span(date(2026, 12, 1), date(2026, 12, 4)), comment="Bruiloft")
HOURS = RequestedAbsence(
    "ot", "Overuren", "hour", Span(date(2026, 12, 1), date(2026, 12, 1), first_time=time(9), last_time=time(17))
)
ILL = RequestedAbsence("sick", "Ziek", "day", Span(date(2026, 11, 23), None))


def wall(month: int, day: int, hour: int = 0) -> datetime:
    """Return a local time as Personio has it, which is naive."""
    return datetime.combine(date(2026, month, day), time(hour))


def period(requested_absence: RequestedAbsence = DAYS, **values: Any) -> AbsencePeriod:
    """Return what Personio makes of a wish at once."""
    at, last = requested_absence.span, requested_absence.span.last_day
    midnight = datetime.combine(last + timedelta(days=1), time()) if last else None
    known = {
        "id": "a",
        "person_id": "7",
        "type_id": requested_absence.type_id,
        "first_day": at.first_day,
        "last_day": last,
        "first_half": at.first_half,
        "last_half": at.last_half,
        "starts_at": datetime.combine(at.first_day, at.first_time or time()),
        "ends_at": datetime.combine(last, at.last_time) if last and at.last_time else midnight,
        "comment": requested_absence.comment,
        "status": "pending",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return AbsencePeriod(**(known | values))


def adopted(found: AbsencePeriod, requested_absence: RequestedAbsence = DAYS, *tries: Try) -> bool:
    sent = [(each, requested_absence) for each in tries or (TRY,)]
    return adoptable(sent, [found], person_id="7", deadline=DEADLINE) is found


@pytest.mark.parametrize("requested_absence", [DAYS, HOURS, ILL])
@pytest.mark.parametrize("status", ["pending", "approved", "rejected", "in_review"])
def test_exactly_what_was_sent_within_the_try_is_adopted_in_any_status(requested_absence, status):
    assert adopted(period(requested_absence, status=status), requested_absence)


def test_the_comment_may_come_trimmed_and_with_other_line_ends():
    requested_absence = replace(DAYS, comment="een\ntwee ")
    assert adopted(period(comment=" een\r\ntwee"), requested_absence)
    assert adopted(period(comment=None), replace(DAYS, comment=None))


@pytest.mark.parametrize(
    "other",
    [
        {"person_id": "8"},
        {"type_id": "sick"},
        {"first_day": date(2026, 11, 30)},
        {"last_day": date(2026, 12, 3)},
        {"last_day": date(2026, 12, 5)},
        {"last_day": None},
        {"first_half": True},
        {"last_half": True},
        {"comment": "Iets anders"},
        {"comment": None},
        {"created_at": None},
        {"created_at": NOW - SKEW - timedelta(seconds=1)},
        {"created_at": NOW + 2 * DEADLINE + SKEW + timedelta(seconds=1)},
    ],
)
def test_whatever_differs_is_not_adopted(other):
    assert not adopted(period(**other))


def test_hours_are_told_apart_by_both_ends():
    assert not adopted(period(HOURS, ends_at=wall(12, 1, 10)), HOURS)
    assert not adopted(period(HOURS, starts_at=wall(12, 1, 10)), HOURS)


def test_of_two_that_may_be_it_none_is_adopted():
    two = [period(), period(id="b")]
    assert adoptable([(TRY, DAYS)], two, person_id="7", deadline=DEADLINE) is None


def test_without_a_try_nothing_is_adopted():
    assert adoptable([], [period()], person_id="7", deadline=DEADLINE) is None


@given(
    st.lists(st.tuples(st.integers(-900, 900), st.integers(-60, 600) | st.none()), max_size=4), st.integers(-1500, 2000)
)
def test_a_try_covers_its_own_time_the_deadline_and_the_skew_and_no_more(tries, created):
    made = NOW + timedelta(seconds=created)
    noted = [
        Try(NOW + timedelta(seconds=at), None if ended is None else NOW + timedelta(seconds=at + ended))
        for at, ended in tries
    ]
    within = any(at - 300 <= created <= at + max(0, 20 if ended is None else ended) + 20 + 300 for at, ended in tries)
    sent = [(each, DAYS) for each in noted]
    found = adoptable(sent, [period(created_at=made)], person_id="7", deadline=DEADLINE)
    assert (found is not None) is within


def test_a_try_that_a_crash_cut_off_ended_at_its_deadline():
    cut_off = Try(NOW)
    assert adopted(period(created_at=NOW + 2 * DEADLINE + SKEW), DAYS, cut_off)
    assert not adopted(period(created_at=NOW + 2 * DEADLINE + SKEW + timedelta(seconds=1)), DAYS, cut_off)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.none() | st.integers(0, 900), st.booleans()), max_size=30))
def test_tries_are_kept_as_they_are_and_no_more_than_ten(rows):
    tries = tuple(
        Try(NOW + timedelta(seconds=at), None if left is None else NOW + timedelta(seconds=at + left), named)
        for at, left, named in rows
    )
    details = with_tries({"draft": {}}, tries)
    assert tries_of(details) == tries[-10:]
    assert details["draft"] == {}


def test_what_an_older_version_has_tried_may_have_been_at_any_time_since():
    known = noted_before({}, tried=True, since=NOW - timedelta(hours=3), now=NOW)
    assert tries_of(known) == (Try(NOW - timedelta(hours=3), NOW),)
    assert tries_of(noted_before({}, tried=False, since=NOW, now=NOW)) == ()
    noted = with_tries({}, [TRY])
    assert noted_before(noted, tried=True, since=NOW - timedelta(hours=3), now=NOW) == noted


# In the way


def in_way(found: AbsencePeriod, requested_absence: RequestedAbsence = DAYS, *, hours: bool = False) -> bool:
    kind = AbsenceType(id=found.type_id, unit="hour" if hours else "day")
    return bool(
        in_the_way(requested_absence, [(found, span(found, kind))], [TRY], deadline=DEADLINE, today=date(2026, 11, 23))
    )


def test_whatever_shares_time_is_in_the_way():
    assert in_way(period(first_day=date(2026, 12, 4), last_day=date(2026, 12, 9)))
    assert not in_way(period(first_day=date(2026, 12, 5), last_day=date(2026, 12, 9)))
    assert in_way(period(HOURS), HOURS, hours=True)
    later = period(HOURS, starts_at=wall(12, 1, 17), ends_at=wall(12, 1, 18))
    assert not in_way(later, HOURS, hours=True)


def test_a_rejected_one_is_in_the_way_only_where_it_may_be_ours():
    assert in_way(period(status="rejected"))
    assert in_way(period(status="rejected", created_at=None))
    assert not in_way(period(status="rejected", created_at=NOW - timedelta(days=1)))


def test_an_open_end_counts_until_today():
    ill_since = period(ILL, first_day=date(2026, 11, 20), starts_at=wall(11, 20))
    assert not in_way(ill_since)
    assert in_way(ill_since, ILL)
    assert not in_way(period(), ILL)  # who falls ill may have a holiday planned


# Taking back, withdrawing unseen, putting back


def test_nobody_has_decided_on_what_is_open_or_needs_no_approval():
    assert fresh("pending", approval_required=None)
    assert fresh("substitute_requested", approval_required=True)
    assert fresh("approved", approval_required=False)
    assert not fresh("approved", approval_required=True)
    assert not fresh("approved", approval_required=None)
    assert not any(fresh(each, approval_required=False) for each in ("rejected", "deletion_pending", "in_review", ""))


def test_only_an_end_a_day_off_the_way_we_write_is_a_misreading():
    early, late = period(last_day=date(2026, 12, 3)), period(last_day=date(2026, 12, 5))
    assert misread(DAYS, early, "inclusive")
    assert misread(DAYS, late, "exclusive")
    assert not misread(DAYS, late, "inclusive")
    assert not misread(DAYS, early, "exclusive")
    assert not misread(DAYS, period(), "inclusive")
    assert not misread(DAYS, period(first_day=date(2026, 11, 30), last_day=date(2026, 12, 3)), "inclusive")
    assert not misread(DAYS, period(last_day=date(2026, 12, 3), first_half=True), "inclusive")
    assert not misread(HOURS, period(HOURS, ends_at=wall(12, 1, 16)), "inclusive")
    assert not misread(ILL, period(ILL), "inclusive")


STAMPS = st.sampled_from([None, NOW, NOW + timedelta(seconds=1)])
STATUS = st.sampled_from(["pending", "substitute_requested", "approved", "rejected", "deletion_pending", "in_review"])
LAST = st.sampled_from([date(2026, 12, day) for day in (2, 3, 4, 5, 8)])


@given(
    st.sampled_from(["made", "adopted", None, "by hand"]),
    STAMPS,
    STAMPS,
    STATUS,
    LAST,
    st.sampled_from([True, False, None]),
)
def test_taken_back_is_only_what_is_ours_misread_and_untouched(origin, created, updated, status, last, required):
    found = period(created_at=created, updated_at=updated, status=status, last_day=last)
    allowed = may_take_back(DAYS, found, origin, approval_required=required, end_write="inclusive")
    undecided = status in ("pending", "substitute_requested") or (status == "approved" and required is False)
    assert allowed is (
        origin in ("made", "adopted")
        and created is not None
        and created == updated
        and undecided
        and last == date(2026, 12, 3)
    )


@given(st.sampled_from(["made", "adopted", None]), STATUS, LAST, st.sampled_from([True, False, None]))
def test_a_withdrawal_covers_unseen_only_the_days_asked_for_and_undecided(origin, status, last, required):
    found = period(status=status, last_day=last)
    covered = may_withdraw_unseen(DAYS, found, origin, approval_required=required)
    assert covered is (origin is not None and fresh(status, approval_required=required) and last == date(2026, 12, 4))


@given(
    st.sampled_from([None, NOW, NOW - timedelta(minutes=6), NOW + timedelta(minutes=7)]),
    STATUS,
    LAST,
    st.sampled_from(["Bruiloft", "Oud", "Door HR", None]),
)
def test_put_back_is_only_what_we_wrote_in_that_try_and_personio_misread(updated, status, last, comment):
    found = period(updated_at=updated, status=status, last_day=last, comment=comment)
    allowed = may_put_back(DAYS, found, [TRY], comments=("Bruiloft", "Oud"), end_write="inclusive", deadline=DEADLINE)
    assert allowed is (
        updated == NOW
        and status in ("pending", "substitute_requested")
        and last == date(2026, 12, 3)
        and comment in ("Bruiloft", "Oud")
    )


def test_a_press_carries_ends_halves_and_status_and_nothing_else():
    assert as_shown(period()) == "2026-12-01T00:00/2026-12-05T00:00/ww/pending"
    assert as_shown(period(ILL)) == "2026-11-23T00:00/open/ww/pending"
    assert as_shown(period(HOURS, status="approved")) == "2026-12-01T09:00/2026-12-01T17:00/ww/approved"
    assert as_shown(period(comment="anders", updated_at=None)) == as_shown(period())
    assert len({as_shown(period(**{half: True})) for half in ("first_half", "last_half")} | {as_shown(period())}) == 3
