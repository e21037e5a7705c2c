"""Any sequence of states in Personio, looked at in any order and as often as wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.records import AbsenceRequest
from bot.core.request_status import Change, apply_personio_state, when
from personio_client import AbsencePeriod
from tests.integration.request_sync.test_sync import period, request

STATES = ["pending", "approved", "rejected", "substitute_requested", "deletion_pending", "in_review", None]
Step = tuple[str, Any]


@dataclass
class Row:
    """A stored request with its optimistic lock, and what was told."""

    now: AbsenceRequest
    told: list[str]

    def take(self, change: Change | None) -> bool:
        """Store a change as the store would; False where it is from an older revision."""
        if change is None:
            return True
        if change.request.revision != self.now.revision:
            return False
        self.now = replace(change.request, revision=self.now.revision + 1)
        if change.told:
            self.told.append(change.told)
        return True


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("personio"), st.tuples(st.sampled_from(STATES), st.integers(1, 4))),
            st.tuples(st.just("begin"), st.integers(0, 3)),
            st.tuples(st.just("answer"), st.integers(0, 3)),
            st.tuples(st.just("end"), st.integers(0, 3)),
        ),
        max_size=40,
    )
)
def test_whatever_the_order_of_looks_personios_last_word_is_stored_and_nothing_told_twice(steps: list[Step]):
    row = Row(request(), [])
    there: tuple[str | None, int] = ("pending", 4)
    history = [there]
    under_way: dict[int, tuple[AbsenceRequest, AbsencePeriod | None, bool]] = {}

    def answer() -> AbsencePeriod | None:
        return None if there[0] is None else period(there[0], last=there[1])

    def finish(one: int) -> None:
        """End a look; like the job, look again where the request has moved on."""
        before, found, _ = under_way.pop(one)
        if not row.take(apply_personio_state(before, found)):
            assert row.take(apply_personio_state(row.now, answer()))

    for what, value in steps:
        if what == "personio" and value != there:
            there = value
            history.append(there)
        elif what == "begin":
            under_way[value] = (row.now, answer(), False)
        elif what == "answer" and value in under_way:  # a slow answer: still read after the request was
            under_way[value] = (under_way[value][0], answer(), True)
        elif what == "end" and value in under_way:
            finish(value)
    for one in list(under_way):
        finish(one)
    assert row.take(apply_personio_state(row.now, answer()))  # the last change's own news
    assert apply_personio_state(row.now, answer()) is None

    if there[0] is None:
        ended = {"gone", "withdrawn"} | ({"rejected"} if any(state == "rejected" for state, _ in history) else set())
        assert row.now.status in ended
    else:
        assert row.now.status == there[0]
        assert when(row.now).last_day == date(2026, 12, there[1])
        assert row.now.last_day == date(2026, 12, there[1])
    entered = [one[0] for one, other in zip(history[1:], history, strict=False) if one[0] != other[0]]
    assert row.told.count("approved") + row.told.count("kept") <= entered.count("approved")
    assert row.told.count("rejected") <= entered.count("rejected")
    assert row.told.count("gone") + row.told.count("withdrawn") <= entered.count(None)
    assert len(row.told) <= len(history) - 1
