"""The job table, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.core.jobs import DEFECT, REFUSED, Again, Dead, Done
from bot.core.records import NewJob
from bot.store import Store
from tests.support.stores import Kept

KINDS = {"file"}


def job(key: str, kind: str = "file") -> NewJob:
    return NewJob(kind, key, {"id": key})


async def test_a_claimed_job_is_nobody_elses(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    (taken,) = await kept.store.jobs.claim(KINDS, 5)
    assert (taken.kind, taken.key, taken.payload, taken.attempts, taken.claims) == ("file", "a", {"id": "a"}, 1, 1)
    assert taken.created_at.tzinfo is not None
    assert await kept.store.jobs.claim(KINDS, 5) == []


async def test_four_claimers_at_once_never_get_the_same_job(kept: Kept) -> None:
    keys = [f"k{number}" for number in range(60)]
    await kept.store.jobs.enqueue(*map(job, keys))
    claimers = [kept.store, *[await kept.another() for _ in range(3)]]

    async def take_all(store: Store) -> list[str]:
        mine: list[str] = []
        while taken := await store.jobs.claim(KINDS, 4):
            mine += [one.key for one in taken]
        return mine

    taken = [key for some in await asyncio.gather(*map(take_all, claimers)) for key in some]
    assert sorted(taken) == sorted(keys)


async def test_a_claim_takes_no_more_than_asked_and_the_oldest_first(kept: Kept) -> None:
    for key in "abc":
        await kept.store.jobs.enqueue(job(key))
        await kept.pass_time(1)
    assert [taken.key for taken in await kept.store.jobs.claim(KINDS, 2)] == ["a", "b"]


async def test_only_the_kinds_asked_for_are_claimed(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a", "from a newer version"))
    assert await kept.store.jobs.claim(KINDS, 5) == []
    assert await kept.store.jobs.next_due(KINDS) is None


async def test_a_known_key_is_the_same_work_even_when_done(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"), job("a"))
    (taken,) = await kept.store.jobs.claim(KINDS, 5)
    assert await kept.store.jobs.settle(taken, Done())
    await kept.store.jobs.enqueue(job("a"))
    await kept.pass_time(60)
    assert await kept.store.jobs.claim(KINDS, 5) == []


async def test_jobs_are_found_by_how_their_keys_begin_in_the_order_they_came(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a_b:2"), job("a_b:1"), job("aXb:1"), job("a_b:3", kind="tell"))
    (first, *_) = await kept.store.jobs.claim(KINDS, 1)
    await kept.store.jobs.settle(first, Done())
    assert await kept.store.jobs.under("file", "a_b:") == [job("a_b:2"), job("a_b:1")]
    assert await kept.store.jobs.under("file", "a_") == [job("a_b:2"), job("a_b:1")], "an underscore stands for itself"
    assert await kept.store.jobs.under("file", "%") == []


async def test_when_a_lease_ends_the_next_worker_takes_over(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    await kept.store.jobs.claim(KINDS, 1, lease=20)  # and the process dies: nothing is settled
    successor = await kept.another()
    await kept.pass_time(19)
    assert await successor.jobs.claim(KINDS, 1) == []
    await kept.pass_time(2)
    (again,) = await successor.jobs.claim(KINDS, 1)
    assert (again.attempts, again.claims) == (2, 2)


@pytest.mark.parametrize("outcome", [Done(), Dead("no"), Again(0)])
async def test_who_comes_late_settles_nothing(kept: Kept, outcome: Done | Dead | Again) -> None:
    await kept.store.jobs.enqueue(job("a"))
    (late,) = await kept.store.jobs.claim(KINDS, 1, lease=20)
    await kept.pass_time(21)
    (current,) = await kept.store.jobs.claim(KINDS, 1, lease=20)
    assert not await kept.store.jobs.settle(late, outcome)
    assert await kept.store.jobs.extend([late, current]) == {current.id}
    assert await kept.store.jobs.settle(current, Done())
    assert not await kept.store.jobs.settle(current, outcome)


async def test_an_extended_lease_lasts_longer(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"), job("b"))
    taken = await kept.store.jobs.claim(KINDS, 2, lease=20)
    await kept.pass_time(15)
    assert await kept.store.jobs.extend(taken, lease=20) == {one.id for one in taken}
    assert await kept.store.jobs.extend([]) == set()
    await kept.pass_time(15)
    assert await kept.store.jobs.claim(KINDS, 2) == []


async def test_a_job_put_back_is_due_when_it_says(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    (taken,) = await kept.store.jobs.claim(KINDS, 1)
    assert await kept.store.jobs.settle(taken, Again(30.0, reason="503"))
    due = await kept.store.jobs.next_due(KINDS)
    assert due is not None
    assert 25 < due <= 30
    assert await kept.store.jobs.claim(KINDS, 1) == []
    await kept.pass_time(31)
    (again,) = await kept.store.jobs.claim(KINDS, 1)
    assert (again.attempts, again.claims) == (2, 2)


async def test_a_try_that_does_not_count_still_changes_the_fence(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    (first,) = await kept.store.jobs.claim(KINDS, 1)
    assert await kept.store.jobs.settle(first, Again(0.0, counted=False, reason="429"))
    (second,) = await kept.store.jobs.claim(KINDS, 1)
    assert (second.attempts, second.claims) == (1, 2)
    assert not await kept.store.jobs.settle(first, Done())


async def test_the_same_reason_is_counted_until_another_comes(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    counted = []
    for reason in ("503", "503", "404", "404", "404", "503", ""):
        (taken,) = await kept.store.jobs.claim(KINDS, 1)
        counted.append((taken.ended_with("503"), taken.ended_with("404")))
        assert await kept.store.jobs.settle(taken, Again(0.0, reason=reason))
    assert counted == [(0, 0), (1, 0), (2, 0), (0, 1), (0, 2), (0, 3), (1, 0)]
    (taken,) = await kept.store.jobs.claim(KINDS, 1)
    assert (taken.ended_with("503"), taken.attempts) == (0, 8)


async def test_a_try_that_a_crash_ended_is_no_answer(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    (taken,) = await kept.store.jobs.claim(KINDS, 1)
    await kept.store.jobs.settle(taken, Again(0.0, reason="404"))
    await kept.store.jobs.claim(KINDS, 1, lease=20)
    await kept.pass_time(21)
    (taken,) = await kept.store.jobs.claim(KINDS, 1)
    assert (taken.ended_with("404"), taken.claims) == (1, 3)


async def test_a_dead_job_stays_with_its_reason(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"))
    (taken,) = await kept.store.jobs.claim(KINDS, 1)
    assert await kept.store.jobs.settle(taken, Dead("request is gone"))
    await kept.pass_time(3600)
    assert await kept.store.jobs.next_due(KINDS) is None
    assert await kept.rows("SELECT reason FROM job WHERE dead") == [("request is gone",)]


async def test_a_woken_job_is_due_at_once_and_counts_from_the_start(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"), job("b"))
    for _ in range(2):
        for taken in await kept.store.jobs.claim(KINDS, 2):
            await kept.store.jobs.settle(taken, Again(0.0, reason="503"))
    for taken in await kept.store.jobs.claim(KINDS, 2):
        assert await kept.store.jobs.settle(taken, Dead("NotAllowed") if taken.key == "a" else Done())
    (dead,) = await kept.store.jobs.dead()
    assert (dead.kind, dead.reason) == ("file", "NotAllowed")
    assert await kept.store.jobs.wake(dead.id + 99) == []
    assert await kept.store.jobs.wake(dead.id) == [dead.id]
    assert await kept.store.jobs.dead() == await kept.store.jobs.claim({"other"}, 5) == []
    (woken,) = await kept.store.jobs.claim(KINDS, 5)
    assert (woken.key, woken.attempts, woken.repeats, woken.claims) == ("a", 1, 0, 4)
    assert woken.died_of == "NotAllowed"
    assert await kept.store.jobs.settle(woken, Again(0.0, reason="503"))
    (again,) = await kept.store.jobs.claim(KINDS, 5)
    assert (again.died_of, again.ended_with("503")) == (None, 1)
    assert [(e.action, e.subject) for e in await kept.store.audit.entries()] == [("job.woken", str(dead.id))]


async def test_all_dead_jobs_are_woken_at_once_and_nothing_else(kept: Kept) -> None:
    await kept.store.jobs.enqueue(*map(job, "abcd"))
    for taken in await kept.store.jobs.claim(KINDS, 3):
        await kept.store.jobs.settle(taken, Done() if taken.key == "c" else Dead("no"))
    assert len(await kept.store.jobs.wake()) == 2
    assert [taken.key for taken in await kept.store.jobs.claim(KINDS, 9)] == ["a", "b", "d"]


async def test_work_that_a_refused_credential_holds_up_is_counted_as_due(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"), job("b"))
    for taken in await kept.store.jobs.claim(KINDS, 2):
        why = REFUSED if taken.key == "a" else "night"
        await kept.store.jobs.settle(taken, Again(300.0, counted=False, reason=why))
    assert await kept.store.jobs.refused() == 1
    (row,) = await kept.store.jobs.backlog()
    assert (row.due, row.later) == (1, 1)


async def test_a_purge_takes_what_was_finished_long_ago_and_nothing_that_waits(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("done"), job("waits"))
    for taken in await kept.store.jobs.claim(KINDS, 2):
        await kept.store.jobs.settle(taken, Done() if taken.key == "done" else Again(0.0))
    week = timedelta(days=7)
    assert await kept.store.purge(jobs=week, audit=week) == 0
    await kept.pass_time(8 * 86_400)
    assert await kept.store.purge(jobs=week, audit=week) == 1
    assert [taken.key for taken in await kept.store.jobs.claim(KINDS, 2)] == ["waits"]
    await kept.store.jobs.enqueue(job("done"))
    assert [taken.claims for taken in await kept.store.jobs.claim(KINDS, 2)] == [1]


async def test_what_was_given_up_for_a_defect_waits_for_the_operator(kept: Kept) -> None:
    await kept.store.jobs.enqueue(job("a"), job("b"))
    first, second = await kept.store.jobs.claim(KINDS, 2)
    await kept.store.jobs.settle(first, Dead(f"{DEFECT}KeyError at file.py:1"))
    await kept.store.jobs.settle(second, Dead("Gone"))
    await kept.pass_time(timedelta(days=30).total_seconds())
    week = timedelta(days=7)
    assert await kept.store.purge(jobs=week, audit=week) == 1
    assert await kept.store.jobs.wake(None) == [first.id]
