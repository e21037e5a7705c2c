"""What the worker does with jobs, with time under control."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from bot.core.jobs import HEARTBEAT, LEASE, REFUSED, Again, Dead, Done, Job, Outcome
from bot.core.messaging import TryLater
from bot.core.records import StoreError
from bot.worker import DEFECTS, Periodic
from personio_client import Unavailable
from tests.support.memory_jobs import settle_down
from tests.support.worker_bench import Bench


async def test_a_job_stored_by_this_process_starts_without_time_passing(bench: Bench) -> None:
    worker = bench.start()
    await settle_down()
    bench.jobs.add("a")
    worker.wake()
    assert await worker.settled("a", 2.0)
    assert bench.jobs.ended("a") == Done()
    assert bench.time.now == 0


async def test_a_job_stored_by_another_process_starts_within_a_second(bench: Bench) -> None:
    bench.start()
    await settle_down()
    bench.jobs.add("a")
    await bench.time.pass_(1.0)
    assert bench.jobs.ended("a") == Done()


async def test_an_idle_worker_only_looks(bench: Bench) -> None:
    bench.start()
    await bench.time.pass_(30)
    assert set(bench.jobs.calls) == {"next_due"}


async def test_no_more_run_at_once_than_allowed_and_the_rest_follow(bench: Bench) -> None:
    bench.gate.clear()
    for key in "abcde":
        bench.jobs.add(key)
    bench.start(concurrency=3)
    await settle_down()
    assert bench.keys == ["a", "b", "c"]
    bench.gate.set()
    await settle_down()
    assert sorted(bench.keys) == ["a", "b", "c", "d", "e"]
    assert all(bench.jobs.ended(key) == Done() for key in "abcde")


async def test_a_kind_without_a_handler_waits_for_one(bench: Bench) -> None:
    bench.jobs.add("a", kind="of a newer version")
    bench.start()
    await bench.time.pass_(60)
    assert bench.jobs.rows["a"].job.claims == 0


async def test_a_handler_that_raises_is_tried_again_with_longer_and_longer_pauses(bench: Bench) -> None:
    bench.outcome = RuntimeError("Anna Jansen is ill")
    bench.jobs.add("a")
    bench.start()
    starts = []
    with capture_logs() as logs:
        for _ in range(16):
            before = len(bench.seen)
            await bench.time.pass_(1.0)
            starts += [bench.time.now] * (len(bench.seen) - before)
    assert [job.attempts for job in bench.seen] == [1, 2, 3, 4, 5]  # at once, then after 1, 2, 4 and 8 seconds
    first = logs[0]
    assert (first["event"], first["job"], first["kind"], first["error"]) == ("job failed", 1, "file", "RuntimeError")
    assert first["at"].startswith("worker_bench.py:")
    assert "Anna" not in str(logs)


@pytest.mark.parametrize(
    "error", [Unavailable("down"), TryLater("busy"), StoreError("away"), TimeoutError(), ConnectionError()]
)
async def test_what_fails_outside_is_tried_for_ever(bench: Bench, error: Exception) -> None:
    bench.outcome = error
    bench.jobs.add("a")
    bench.start()
    await bench.time.pass_(300.0 * (DEFECTS + 5))
    bench.outcome = Done()
    await bench.time.pass_(300.0)
    assert bench.jobs.ended("a") == Done()


async def test_a_handler_that_always_raises_is_given_up_after_an_hour_and_says_why(bench: Bench) -> None:
    bench.outcome = KeyError("Anna Jansen is ill")
    bench.jobs.add("a")
    bench.start()
    await bench.time.pass_(1800.0)
    bench.outcome = RuntimeError("Anna Jansen is ill")  # another error is counted anew
    await bench.time.pass_(2700.0)
    assert bench.jobs.pause("a") <= 300
    await bench.time.pass_(300.0 * DEFECTS)
    ended = bench.jobs.ended("a")
    assert isinstance(ended, Dead)
    assert ended.reason.startswith("defect: RuntimeError at worker_bench.py:")
    assert bench.seen[-1].ended_with("RuntimeError") == DEFECTS - 1


async def test_a_refused_credential_is_tried_with_longer_pauses_and_not_counted(bench: Bench) -> None:
    bench.outcome = Again(counted=False, reason=REFUSED)
    bench.jobs.add("a")
    bench.start()
    await bench.time.pass_(1024.0)
    assert [job.repeats for job in bench.seen] == list(range(11))
    assert {job.attempts for job in bench.seen} == {1}
    assert bench.jobs.pause("a") <= 300
    bench.outcome = Done()
    await bench.time.pass_(300.0)
    assert bench.jobs.ended("a") == Done()


async def test_again_with_a_time_comes_back_then(bench: Bench) -> None:
    bench.outcome = Again(7.0, counted=False, reason="429")
    bench.jobs.add("a")
    bench.start()
    await settle_down()
    assert bench.jobs.pause("a") == 7
    await bench.time.pass_(7.0)
    assert [(job.attempts, job.claims) for job in bench.seen] == [(1, 1), (1, 2)]


async def test_a_dead_job_is_left_alone_and_counts_as_settled(bench: Bench) -> None:
    bench.outcome = Dead("the request is gone")
    bench.jobs.add("a")
    worker = bench.start()
    assert await worker.settled("a", 1.0)
    await bench.time.pass_(600)
    assert bench.keys == ["a"]


async def test_a_long_job_keeps_its_lease(bench: Bench) -> None:
    bench.gate.clear()
    bench.jobs.add("a")
    bench.start()
    for _ in range(20):
        await bench.time.pass_(LEASE / 2)
        assert bench.jobs.pause("a") >= LEASE - HEARTBEAT
    assert bench.keys == ["a"]


async def test_a_lost_lease_stops_the_handler_and_settles_nothing(bench: Bench) -> None:
    bench.gate.clear()
    bench.jobs.add("a")
    bench.start()
    await settle_down()
    bench.jobs.steal("a")
    with capture_logs() as logs:
        await bench.time.pass_(HEARTBEAT)
    bench.gate.set()
    await settle_down()
    assert [entry["event"] for entry in logs] == ["job lost"]
    assert "settle" not in bench.jobs.calls
    assert bench.jobs.ended("a") is None


async def test_a_late_end_is_refused_and_told_nobody(bench: Bench) -> None:
    bench.gate.clear()
    bench.jobs.add("a")
    worker = bench.start()
    await settle_down()
    bench.jobs.steal("a")
    told = asyncio.create_task(worker.settled("a", 3.0))
    with capture_logs() as logs:
        bench.gate.set()
        await bench.time.pass_(3.0)
    assert [entry["event"] for entry in logs] == ["job had passed on"]
    assert not await told


async def test_settled_gives_up_after_its_time(bench: Bench) -> None:
    bench.outcome = Again(60.0)
    bench.jobs.add("a")
    worker = bench.start()
    waiting = asyncio.create_task(worker.settled("a", 2.0))
    await bench.time.pass_(1.9)
    assert not waiting.done()
    await bench.time.pass_(0.2)
    assert waiting.result() is False


async def test_settled_is_told_to_everybody_who_waits_and_to_who_asks_later(bench: Bench) -> None:
    bench.gate.clear()
    bench.jobs.add("a")
    worker = bench.start()
    waiting = [asyncio.create_task(worker.settled("a", 5.0)) for _ in range(2)]
    await settle_down()
    bench.gate.set()
    assert await asyncio.gather(*waiting) == [True, True]
    assert await worker.settled("a", 0.0)


async def test_a_drained_worker_claims_nothing_more_and_lets_the_running_end(bench: Bench) -> None:
    bench.gate.clear()
    for key in "ab":
        bench.jobs.add(key)
    worker = bench.start(concurrency=1)
    await settle_down()
    draining = asyncio.create_task(worker.drain(10.0))
    await bench.time.pass_(5.0)
    assert not draining.done()
    bench.gate.set()
    await draining
    await bench.tasks[0]
    assert bench.jobs.ended("a") == Done()
    assert bench.jobs.rows["b"].job.claims == 0


async def test_what_does_not_end_in_time_is_given_back_uncounted(bench: Bench) -> None:
    bench.gate.clear()
    bench.jobs.add("a")
    worker = bench.start()
    await settle_down()
    draining = asyncio.create_task(worker.drain(10.0))
    await bench.time.pass_(10.0)
    await draining
    await bench.tasks[0]
    row = bench.jobs.rows["a"]
    assert (row.run_at, row.ended, row.job.attempts, row.job.claims) == (10.0, None, 0, 1)


async def test_draining_before_the_start_ends_it_at_once(bench: Bench) -> None:
    bench.jobs.add("a")
    worker = bench.start()
    await worker.drain(1.0)
    await bench.tasks[0]
    assert bench.keys == []


async def test_a_database_that_is_away_is_asked_again(bench: Bench) -> None:
    bench.jobs.away = True
    bench.jobs.add("a")
    bench.start()
    with capture_logs() as logs:
        await bench.time.pass_(3.0)
    assert {entry["event"] for entry in logs} == {"jobs not readable"}
    bench.jobs.away = False
    await bench.time.pass_(1.0)
    assert bench.jobs.ended("a") == Done()


async def test_a_job_that_cannot_be_settled_is_done_over_when_its_lease_ends(bench: Bench) -> None:
    bench.gate.clear()
    bench.jobs.add("a")
    bench.start()
    await settle_down()
    bench.jobs.away = True
    bench.gate.set()
    with capture_logs() as logs:
        await settle_down()
    assert "job not settled" in [entry["event"] for entry in logs]
    bench.jobs.away = False
    await bench.time.pass_(LEASE)
    assert [job.claims for job in bench.seen] == [1, 2]
    assert bench.jobs.ended("a") == Done()


async def test_one_stuck_job_does_not_hold_up_another(bench: Bench) -> None:
    async def stuck(_job: Job) -> Outcome:
        await asyncio.Event().wait()
        return Done()

    bench.jobs.add("slow", kind="stuck")
    bench.jobs.add("a")
    bench.start(stuck=stuck)
    await settle_down()
    assert bench.jobs.ended("a") == Done()


async def test_periodic_calls_come_at_the_start_and_every_so_often_whatever_they_raise(bench: Bench) -> None:
    calls: list[float] = []

    def counting(fails: bool) -> Callable[[], Awaitable[object]]:
        async def call() -> None:
            calls.append(bench.time.now)
            if fails:
                raise RuntimeError

        return call

    bench.start(every=(Periodic("purge", 10.0, counting(fails=False)), Periodic("broken", 15.0, counting(fails=True))))
    with capture_logs() as logs:
        await bench.time.pass_(30.0)
    assert calls == [0, 0, 10, 15, 20, 30, 30]
    assert {entry["name"] for entry in logs} == {"broken"}
