"""Whatever happens in whatever order, a job belongs to at most one worker and is closed at most once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test
from sqlalchemy import text

from bot.core.jobs import Again, Dead, Done, Job, Outcome
from bot.core.records import NewJob
from bot.store import Store, open_store

REASONS = st.sampled_from(["503", "404"])
OUTCOMES = st.one_of(
    st.just(Done()),
    st.just(Dead("no")),
    st.builds(Again, after=st.integers(0, 30).map(float), counted=st.booleans(), reason=REASONS),
)


class JobTable(RuleBasedStateMachine):
    """The table beside a model of it: key -> when it is due, and the number of its newest claim."""

    claimed = Bundle("claimed")

    def __init__(self, runner: asyncio.Runner, store: Store, time: list[datetime]) -> None:
        super().__init__()
        self.runner, self.store, self.time = runner, store, time
        self.due: dict[str, datetime] = {}  # absent once finished
        self.claims: dict[str, int] = {}
        self.attempts: dict[str, int] = {}
        self.ends: dict[str, list[str]] = {}  # the reasons with which the tries ended
        runner.run(store._database.write(lambda c: c.execute(text("DELETE FROM job")) and None))

    @rule(key=st.sampled_from("abcd"))
    def enqueue(self, key: str) -> None:
        self.runner.run(self.store.jobs.enqueue(NewJob("k", key, {})))
        if key not in self.claims:
            self.due[key], self.claims[key], self.attempts[key], self.ends[key] = self.time[0], 0, 0, []

    @rule(seconds=st.integers(1, 25))
    def let_time_pass(self, seconds: int) -> None:
        self.time[0] += timedelta(seconds=seconds)

    @rule(target=claimed, limit=st.integers(1, 3), lease=st.integers(5, 20))
    def claim(self, limit: int, lease: int) -> object:
        ready = [key for key, due in self.due.items() if due <= self.time[0]]
        taken = self.runner.run(self.store.jobs.claim({"k"}, limit, lease=lease))
        assert len(taken) == min(limit, len(ready))
        for job in taken:
            assert job.key in ready
            self.due[job.key] = self.time[0] + timedelta(seconds=lease)
            self.claims[job.key] += 1
            self.attempts[job.key] += 1
            assert (job.claims, job.attempts) == (self.claims[job.key], self.attempts[job.key])
            for reason in ("503", "404"):
                assert job.ended_with(reason) == in_a_row(self.ends[job.key], reason)
        return multiple(*taken)

    @rule(job=claimed, outcome=OUTCOMES)
    def settle(self, job: Job, outcome: Outcome) -> None:
        holds = job.key in self.due and self.claims[job.key] == job.claims
        assert self.runner.run(self.store.jobs.settle(job, outcome)) == holds
        if holds and isinstance(outcome, Again):
            self.due[job.key] = self.time[0] + timedelta(seconds=outcome.after or 0)
            self.attempts[job.key] -= not outcome.counted
            self.ends[job.key].append(outcome.reason)
        elif holds:
            del self.due[job.key]

    @rule(job=claimed)
    def extend(self, job: Job) -> None:
        holds = job.key in self.due and self.claims[job.key] == job.claims
        assert self.runner.run(self.store.jobs.extend([job], lease=20)) == ({job.id} if holds else set())
        if holds:
            self.due[job.key] = self.time[0] + timedelta(seconds=20)

    @invariant()
    def the_next_one_is_due_when_the_model_says(self) -> None:
        expected = min(((due - self.time[0]).total_seconds() for due in self.due.values()), default=None)
        assert self.runner.run(self.store.jobs.next_due({"k"})) == expected


def in_a_row(ends: list[str], reason: str) -> int:
    """Return how many of the newest ends are that reason."""
    return next((n for n, end in enumerate(reversed(ends)) if end != reason), len(ends))


def test_the_job_table_behaves_as_its_model(tmp_path: Path) -> None:
    time = [datetime(2025, 1, 1, tzinfo=UTC)]
    with asyncio.Runner() as runner:
        store = runner.run(open_store(f"sqlite:///{tmp_path / 'bot.db'}", clock=lambda: time[0]))
        try:
            run_state_machine_as_test(
                lambda: JobTable(runner, store, time),  # type: ignore[arg-type]  # any factory will do
                settings=settings(
                    max_examples=20,
                    stateful_step_count=25,
                    deadline=None,
                    derandomize=True,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(store.close())
