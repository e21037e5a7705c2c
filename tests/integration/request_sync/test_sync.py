"""From what is stored and what Personio says to what is so: every transition, and any order of looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.events import Conversation
from bot.core.records import AbsenceRequest
from bot.core.request_status import (
    FINAL,
    Change,
    apply_personio_state,
    declined_by_substitute,
    ends_seen,
    is_untold,
    mark_notified,
    moved,
    read_span,
    substitute_in_doubt,
    was_open,
    when,
    write_span,
)
from bot.core.working_time import Span
from cards.actions import Draft
from personio_client import AbsencePeriod, DayAmount

DRAFT = Draft(type_id="t", first_day="2026-12-01", last_day="2026-12-04")
HOURS = Draft(
    type_id="t",
    unit="hour",
    first_day="2026-12-01",
    last_day="2026-12-01",
    first_time="13:00",
    last_time="15:30",
)


def wall(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 12, day, hour)  # noqa: DTZ001 - wall times are naive on Personio's wire


def request(status: str = "pending", draft: Draft = DRAFT, **details: Any) -> AbsenceRequest:
    return AbsenceRequest(
        id=UUID(int=1),
        tenant_id="t",
        object_id="o",
        person_id="1",
        state="filed",
        details={"draft": draft.model_dump(), **details},
        conversation=Conversation("t", "a:1", "http://127.0.0.1/", "28:b", "personal"),
        card_id="1",
        language="nl",
        status=status,
        personio_id="p",
        last_day=date(2026, 12, 4),
    )


def period(status: str = "pending", first: int = 1, last: int | None = 4, **values: Any) -> AbsencePeriod:
    ends = None if last is None else wall(last) + timedelta(days=1)
    given: dict[str, Any] = {
        "id": "p",
        "first_day": date(2026, 12, first),
        "last_day": None if last is None else date(2026, 12, last),
        "starts_at": wall(first),
        "ends_at": ends,
        "status": status,
    }
    return AbsencePeriod(**(given | values))


def amounts(*days: int) -> list[DayAmount]:
    return [DayAmount(date=date(2026, 12, day), value=Decimal(1)) for day in days]


def changed(found: Change | None) -> tuple[str | None, str | None]:
    assert found is not None
    return found.request.status, found.told


def test_what_stays_the_same_changes_nothing():
    for status in ("pending", "approved", "substitute_requested", "rejected", "in_review"):
        assert apply_personio_state(request(status), period(status)) is None


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("substitute_requested", "pending", None),
        ("substitute_requested", "rejected", "rejected"),
        ("pending", "approved", "approved"),
        ("pending", "rejected", "rejected"),
        ("approved", "deletion_pending", None),
        ("deletion_pending", "approved", "kept"),
        ("approved", "pending", None),
        ("pending", "in_review", None),
        ("in_review", "approved", "approved"),
        ("rejected", "approved", "approved"),
        ("gone", "approved", "approved"),
        ("withdrawn", "pending", None),
    ],
)
def test_personios_word_is_stored_and_a_decision_is_told(before, after, told):
    assert changed(apply_personio_state(request(before), period(after))) == (after, told)


@pytest.mark.parametrize(
    ("before", "lately", "by", "in_doubt"),
    [
        ("substitute_requested", True, "substitute", True),
        ("substitute_requested", False, "unknown", True),
        ("pending", True, None, False),
        ("approved", True, None, False),
    ],
)
def test_who_rejected_a_request_is_known_by_whose_turn_it_was(before, lately, by, in_doubt):
    found = apply_personio_state(request(before), period("rejected"), lately=lately).request
    assert found.details.get("rejected_by") == by
    assert declined_by_substitute(found) is (by == "substitute")
    assert substitute_in_doubt(found) is in_doubt
    assert apply_personio_state(found, period("rejected")) is None
    again = apply_personio_state(found, period("pending")).request
    assert "rejected_by" not in again.details


def test_what_vanishes_while_the_substitute_was_asked_may_have_been_declined():
    assert substitute_in_doubt(apply_personio_state(request("substitute_requested"), None).request)
    assert not substitute_in_doubt(apply_personio_state(request("pending"), None).request)


def test_a_status_that_is_missing_is_unknown():
    assert changed(apply_personio_state(request(), period(""))) == ("unknown", None)


@pytest.mark.parametrize("before", ["pending", "substitute_requested", "approved", "unknown"])
def test_what_vanished_without_anybody_asking_is_gone_and_told(before):
    found = apply_personio_state(request(before), None)
    assert changed(found) == ("gone", "gone")
    assert was_open(found.request) is (before in {"pending", "substitute_requested"})


def test_what_the_owner_withdrew_here_is_withdrawn_and_they_know():
    found = apply_personio_state(request("approved", withdrawing=True), None)
    assert changed(found) == ("withdrawn", None)
    assert "withdrawing" not in found.request.details


def test_a_withdrawal_that_somebody_had_to_confirm_is_told():
    asked = apply_personio_state(request("approved", withdrawing=True), period("deletion_pending"))
    assert changed(asked) == ("deletion_pending", None)
    assert changed(apply_personio_state(asked.request, None)) == ("withdrawn", "withdrawn")
    assert changed(apply_personio_state(asked.request, period("approved"))) == ("approved", "kept")


def test_while_the_deletion_is_on_its_way_nothing_changes():
    assert apply_personio_state(request("approved", withdrawing=True), period("approved")) is None


@pytest.mark.parametrize("status", sorted(FINAL))
def test_an_end_stays_when_the_absence_is_taken_away_later(status):
    assert apply_personio_state(request(status), None) is None


def test_other_times_are_told_and_kept():
    found = apply_personio_state(request(), period(first=2, last=3))
    assert changed(found) == ("pending", "changed")
    assert when(found.request) == Span(date(2026, 12, 2), date(2026, 12, 3))
    assert found.request.last_day == date(2026, 12, 3)
    assert apply_personio_state(found.request, period(first=2, last=3)) is None


def test_times_that_are_changed_back_are_told_as_well():
    there = apply_personio_state(request(), period(last=3)).request
    assert changed(apply_personio_state(there, period())) == ("pending", "changed")
    assert when(apply_personio_state(there, period()).request) == when(request())


def test_a_half_day_and_an_open_end_are_other_times():
    half = apply_personio_state(request(), period(first_half=True))
    assert when(half.request).first_half
    endless = apply_personio_state(request(), period(last=None))
    assert endless.request.last_day is None
    assert when(endless.request).last_day is None


def test_other_hours_are_other_times():
    hours = {"starts_at": wall(1, 13), "ends_at": wall(1, 16)}
    asked = request(draft=HOURS, seen=None)
    assert when(asked) == Span(date(2026, 12, 1), date(2026, 12, 1), first_time=time(13), last_time=time(15, 30))
    found = apply_personio_state(asked, period(last=1, **hours))
    assert changed(found) == ("pending", "changed")
    assert when(found.request).last_time == time(16)


def test_times_changed_by_the_owner_here_are_not_told():
    found = apply_personio_state(request(changing=True), period(last=3))
    assert changed(found) == ("pending", None)
    assert found.shows
    assert "changing" not in found.request.details
    assert found.request.details["changed_here"]
    later = apply_personio_state(found.request, period(last=2))
    assert changed(later) == ("pending", "changed")
    assert "changed_here" not in later.request.details, "now somebody else did"


def test_the_decision_is_told_before_the_times():
    assert changed(apply_personio_state(request(), period("approved", last=3))) == ("approved", "approved")
    assert changed(apply_personio_state(request(), period("rejected", last=3))) == ("rejected", "rejected")


def test_an_end_convention_that_was_understood_at_the_start_is_no_change():
    inclusive = period(last=3)  # Personio sends the last day's own midnight: it reads as the day before
    known = request(seen=ends_seen(inclusive))
    assert not moved(known, inclusive)
    assert apply_personio_state(known, inclusive) is None
    assert changed(apply_personio_state(known, inclusive.model_copy(update={"status": "approved"}))) == (
        "approved",
        "approved",
    )


def test_under_another_end_convention_the_daily_amounts_say_the_last_day():
    known = request(seen=ends_seen(period(last=3)))
    found = apply_personio_state(known, period(last=2), amounts=amounts(1, 2, 3))
    assert when(found.request).last_day == date(2026, 12, 3)


def test_other_ends_that_mean_the_same_days_are_remembered_silently():
    found = apply_personio_state(request(seen=ends_seen(period(last=3))), period())
    assert changed(found) == ("pending", None)
    assert not found.shows


def test_a_change_is_due_until_it_was_told_or_overtaken():
    found = apply_personio_state(replace(request(), revision=7), period("approved")).request
    assert is_untold(found, 7, "approved")
    assert not is_untold(mark_notified(found), 7, "approved")
    assert not is_untold(replace(found, status="deletion_pending"), 7, "approved")
    later = apply_personio_state(replace(found, revision=9), period("approved", last=3))
    assert later.told == "changed"
    assert not is_untold(later.request, 7, "approved")
    assert is_untold(later.request, 9, "changed")


@given(
    st.builds(
        Span,
        first_day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        last_day=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        first_half=st.booleans(),
        last_half=st.booleans(),
        first_time=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
        last_time=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    )
)
def test_a_span_comes_back_as_it_was_written(span):
    assert read_span(write_span(span)) == span
