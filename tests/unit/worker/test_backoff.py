"""How long a job that failed waits."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.jobs import LONGEST_PAUSE, Again, Job, backoff, tries


@given(attempts=st.integers(0, 10**6), jitter=st.floats(0, 1))
def test_a_pause_is_never_shorter_than_most_of_a_second_nor_longer_than_the_longest(
    attempts: int, jitter: float
) -> None:
    assert 0.75 <= backoff(attempts, jitter=jitter) <= LONGEST_PAUSE


def test_pauses_double() -> None:
    assert [backoff(n, jitter=0) for n in (1, 2, 3, 4, 9, 10, 99)] == [1, 2, 4, 8, 256, 300, 300]
    assert backoff(1, jitter=1) == 0.75


def test_the_pause_of_an_uncounted_try_grows_with_its_own_reason() -> None:
    job = Job(
        1, "file", "a", {}, attempts=1, claims=9, created_at=datetime(2026, 1, 1, tzinfo=UTC), reason="no", repeats=3
    )
    assert tries(job, Again(counted=False, reason="no")) == 4
    assert tries(job, Again(counted=False, reason="other")) == 1
    assert tries(job, Again(reason="no")) == 1
