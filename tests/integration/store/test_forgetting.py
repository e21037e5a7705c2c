"""Forgetting a person, table by table, on both databases; and comments that go by themselves."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from bot.core.jobs import TASKS, Again, Done, work_job
from bot.core.records import AbsenceRequest, Account, NewJob, StaleRevision, Task
from bot.core.subscriptions import Subscription
from tests.support.stores import CHAT, Kept, a_request

SANNE, SECOND = "0b5b7d4e-0000-4000-8000-000000000001", "0b5b7d4e-0000-4000-8000-000000000002"
ACCOUNT = Account("tenant", SANNE, "4711", "nl", "nl-NL", "12", CHAT)
COMMENT = "Knieoperatie"


def mine(**changed: object) -> AbsenceRequest:
    draft = {"type_id": "1", "comment": COMMENT, "substitute": "12"}
    return a_request(**{"object_id": SANNE, "person_id": "4711", "details": {"draft": draft}, **changed})


def others(substitute: str = "4711", **changed: object) -> AbsenceRequest:
    return a_request(object_id="somebody", person_id="12", details={"draft": {"substitute": substitute}}, **changed)


async def confirmed(kept: Kept, new: AbsenceRequest) -> AbsenceRequest:
    assert await kept.store.requests.confirm(new, work_job(new), actor=new.object_id)
    stored = await kept.store.requests.find(new.id)
    assert stored is not None
    return stored


async def settled(kept: Kept, request: AbsenceRequest, state: str, **changed: Any) -> AbsenceRequest | None:
    """Have the worker close a request with its job."""
    now = await kept.store.requests.find(request.id)
    assert now is not None
    stored = await kept.store.requests.change(
        replace(now, state=state, **changed), expected="waiting", audit="request.x"
    )
    (job,) = [
        each for each in await kept.store.jobs.claim({"request.file"}, 9) if each.payload["request_id"] == str(now.id)
    ]
    await kept.store.jobs.settle(job, Done())
    return stored


async def keys(kept: Kept) -> list[str]:
    return [str(key) for (key,) in await kept.rows("SELECT key FROM job ORDER BY id")]


async def actors(kept: Kept) -> list[tuple[str, str]]:
    return [(each.actor, each.action) for each in await kept.store.audit.entries()]


@pytest.mark.parametrize("known_as", [SANNE, SECOND, "4711"])
async def test_every_account_of_a_person_is_found_by_any_of_their_ids(kept: Kept, known_as: str) -> None:
    await kept.store.accounts.save(ACCOUNT)
    await kept.store.accounts.save(replace(ACCOUNT, object_id=SECOND))
    for number, by in enumerate((SANNE, SECOND, "somebody")):
        update = Subscription(id=f"s{number}", tenant_id="tenant", team_id="t", channel_id="c")
        await kept.store.subscriptions.save(update, None, by=by)
    done = await kept.store.forget(known_as)
    assert done.ids == {SANNE, SECOND, "4711"}
    assert (done.deleted, done.under_way) == (2, 0)
    saved = "subscription.saved"
    assert await actors(kept) == [
        ("forgotten", saved), ("forgotten", saved), ("somebody", saved), ("operator", "person.forgotten"),
    ]  # fmt: skip
    assert [await kept.store.subscriptions.configured_by(f"s{number}") for number in range(3)] == [
        None,
        None,
        "somebody",
    ]


@pytest.mark.parametrize("nobody", ["bot", "operator", "personio", "forgotten"])
async def test_what_no_person_did_stays_nobodys(kept: Kept, nobody: str) -> None:
    new = await confirmed(kept, mine())
    await kept.store.requests.change(new, expected="waiting", audit="request.filed", actor=nobody)
    with pytest.raises(ValueError, match=nobody):
        await kept.store.forget(nobody)
    assert (nobody, "request.filed") in await actors(kept)


async def test_jobs_about_a_person_go_and_those_of_others_stay(kept: Kept) -> None:
    theirs = await confirmed(kept, others(substitute="66"))
    about = [
        NewJob("approval.ask", f"ask:{theirs.id}:approver:4711:x", {"request_id": str(theirs.id), "person_id": "4711"}),
        NewJob("sickness.end", "recovered:a:2026-11-23", {"absence_id": "a", "person_id": "4711"}),
        NewJob("of.old", f"key:{SANNE}", {}),
        NewJob("of.old", "nested", {"deep": [{"who": SANNE}]}),
    ]
    alike = [
        NewJob("sickness.end", "recovered:b:2026-11-23", {"absence_id": "4711", "person_id": "12"}),
        NewJob("request.tell", "tell:x:4711", {"revision": 4711}),
        NewJob("digest.post", "digest:s:2026-11-23:now:4711", {"subscription": "4711"}),
    ]
    await kept.store.accounts.save(ACCOUNT)
    await kept.store.jobs.enqueue(*about, *alike)
    await kept.store.forget(SANNE)
    left = await keys(kept)
    assert left[:-1] == [f"file:{theirs.id}", *(each.key for each in alike)]
    assert left[-1].startswith(f"tasks:{theirs.id}:")  # who is to be asked now is looked at again
    assert [job.payload for job in await kept.store.jobs.claim({TASKS}, 9)] == [{"request_id": str(theirs.id)}]


async def test_a_request_that_nobody_took_up_is_gone_with_its_job(kept: Kept) -> None:
    new = await confirmed(kept, mine())
    done = await kept.store.forget("4711")
    assert (done.deleted, done.under_way) == (1, 0)
    assert await kept.store.requests.find(new.id) is None
    assert await keys(kept) == []


async def test_a_request_that_was_taken_up_is_marked_withdrawn_and_goes_once_settled(kept: Kept) -> None:
    new = await confirmed(kept, mine())
    await kept.store.jobs.claim({"request.file"}, 1)
    assert (await kept.store.forget(SANNE)).under_way == 1
    marked = await kept.store.requests.find(new.id)
    assert marked is not None
    assert (marked.details["withdrawing"], marked.details["forgotten"]) == (True, True)
    with pytest.raises(StaleRevision):  # the worker has to look again
        await kept.store.requests.change(new, expected="waiting")
    again = await kept.store.forget(SANNE)
    assert (again.deleted, again.under_way) == (0, 1)
    assert await kept.store.requests.change(
        replace(marked, state="refused"), expected="waiting", audit="x", actor=SANNE
    )
    assert await kept.store.requests.find(new.id) is None
    assert ("forgotten", "x") in await actors(kept)
    assert SANNE not in str(await actors(kept))


async def test_an_absence_left_in_personio_is_noted_by_its_id_alone(kept: Kept) -> None:
    new = await confirmed(kept, mine())
    (job,) = await kept.store.jobs.claim({"request.file"}, 1)
    await kept.store.forget(SANNE)
    marked = await kept.store.requests.find(new.id)
    assert marked is not None
    filed = replace(marked, state="filed", status="pending", personio_id="absence")
    assert await kept.store.requests.change(
        filed, expected="waiting", jobs=[NewJob("x", "x", {"request_id": str(new.id)})]
    )
    entries = [(each.actor, each.action, each.subject) for each in await kept.store.audit.entries()]
    assert entries[-1] == ("forgotten", "absence.left", "absence")
    assert await keys(kept) == [job.key]
    assert await kept.store.jobs.settle(job, Done())


async def test_what_a_request_may_have_made_and_may_not_is_noted_too(kept: Kept) -> None:
    new = await confirmed(kept, mine())
    await kept.store.jobs.claim({"request.file"}, 1)
    await kept.store.forget(SANNE)
    marked = await kept.store.requests.find(new.id)
    assert marked is not None
    details = marked.details | {"stands": [{"absence_id": "a"}, {"absence_id": "b"}]}
    assert await kept.store.requests.change(replace(marked, state="refused", details=details), expected="waiting")
    left = [each.subject for each in await kept.store.audit.entries() if each.action == "absence.left"]
    assert left == ["a", "b"]


@pytest.mark.parametrize("status", ["gone", "withdrawn"])
async def test_an_absence_that_is_gone_is_not_noted(kept: Kept, status: str) -> None:
    new = await confirmed(kept, mine())
    await kept.store.jobs.claim({"request.file"}, 1)
    await kept.store.forget(SANNE)
    marked = await kept.store.requests.find(new.id)
    assert marked is not None
    filed = replace(marked, state="filed", status=status, personio_id="absence")
    assert await kept.store.requests.change(filed, expected="waiting")
    assert "absence.left" not in str(await actors(kept))


@pytest.mark.parametrize("kind", ["withdraw", "change"])
async def test_a_withdrawal_or_change_under_way_is_brought_to_its_end(kept: Kept, kind: str) -> None:
    new = mine(kind=kind, details={"absence_id": "a"})
    await confirmed(kept, new)
    await kept.store.jobs.claim({f"absences.{kind}"}, 1)
    assert (await kept.store.forget(SANNE)).under_way == 1
    marked = await kept.store.requests.find(new.id)
    assert marked is not None
    assert (marked.kind, marked.details) == (kind, {"absence_id": "a", "forgotten": True})
    assert await kept.store.requests.change(replace(marked, state="done"), expected="waiting")
    assert await kept.store.requests.find(new.id) is None


async def test_a_job_given_back_uncounted_was_taken_up_all_the_same(kept: Kept) -> None:
    await confirmed(kept, mine())
    (job,) = await kept.store.jobs.claim({"request.file"}, 1)
    await kept.store.jobs.settle(job, Again(counted=False))
    assert (await kept.store.forget(SANNE)).under_way == 1


async def test_claiming_and_forgetting_at_once_lose_no_request_that_was_taken_up(kept: Kept) -> None:
    new = [await confirmed(kept, mine()) for _ in range(8)]
    other = await kept.another()

    async def claim() -> set[UUID]:
        return {
            UUID(job.payload["request_id"]) for _ in range(4) for job in await other.jobs.claim({"request.file"}, 1)
        }

    claimed, done = await asyncio.gather(claim(), kept.store.forget(SANNE))
    left = {each.id for each in new if await kept.store.requests.find(each.id)}
    assert claimed == left
    assert done.under_way == len(left)


@pytest.mark.parametrize("state", ["filed", "refused"])
async def test_a_substitute_is_taken_out_of_others_requests(kept: Kept, state: str) -> None:
    theirs, unrelated = await confirmed(kept, others()), await confirmed(kept, others(substitute="66"))
    await settled(kept, theirs, state)
    before = await kept.store.requests.find(theirs.id)
    assert (await kept.store.forget("4711")).blanked == 1
    now, same = await kept.store.requests.find(theirs.id), await kept.store.requests.find(unrelated.id)
    assert before is not None
    assert now is not None
    assert same is not None
    assert now.details["draft"]["substitute"] is None
    assert same.details["draft"]["substitute"] == "66"
    with pytest.raises(StaleRevision):  # an older one would bring it back
        await kept.store.requests.change(before, expected=state)


async def test_a_substitute_of_a_request_that_waits_is_taken_out_once_it_is_settled(kept: Kept) -> None:
    theirs = await confirmed(kept, others())
    assert (await kept.store.forget("4711")).under_way == 1
    waits = await kept.store.requests.find(theirs.id)
    assert waits is not None
    assert waits.details["draft"]["substitute"] == "4711"  # what Personio is asked for stays as it was confirmed
    stored = await settled(kept, theirs, "filed", status="pending", personio_id="a")
    assert stored is not None
    assert stored.details == {"draft": {"substitute": None}}
    assert await kept.store.requests.find(theirs.id) == stored


async def test_a_request_of_somebody_forgotten_is_not_stored_a_second_time(kept: Kept) -> None:
    new = await confirmed(kept, mine())
    await kept.store.jobs.claim({"request.file"}, 1)
    await kept.store.forget(SANNE)
    marked = await kept.store.requests.find(new.id)
    assert marked is not None
    await kept.store.requests.change(replace(marked, state="refused"), expected="waiting")
    assert not await kept.store.requests.confirm(mine(id=new.id), work_job(new), actor=SANNE)
    assert await kept.store.requests.find(new.id) is None  # it would wait for ever: its job is done


async def test_a_task_is_not_stored_for_somebody_forgotten_meanwhile(kept: Kept) -> None:
    theirs = await confirmed(kept, others())
    told = Task(theirs.id, "approver", "tenant", SANNE, "4711", CHAT)
    await kept.store.accounts.save(ACCOUNT)
    await kept.store.tasks.save(told)
    assert await kept.store.tasks.find(theirs.id, "approver") is not None
    await kept.store.forget(SANNE)
    await kept.store.tasks.save(replace(told, card_id="f:1"))  # by a message that was on its way
    assert await kept.store.tasks.of_request(theirs.id) == []


async def test_the_wish_not_to_be_celebrated_stays_where_that_is_said(kept: Kept) -> None:
    await kept.store.accounts.save(ACCOUNT)
    await kept.store.opt_outs.record("tenant", "4711")
    await kept.store.forget(SANNE, keep_opt_out=True)
    assert await kept.store.opt_outs.of_tenant("tenant") == {"4711"}
    assert (await kept.store.forget("4711")).deleted == 1
    assert await kept.store.opt_outs.of_tenant("tenant") == frozenset()


@pytest.mark.parametrize("state", ["refused", "filed", "declined"])
async def test_the_comment_of_a_settled_request_goes_after_a_week(kept: Kept, state: str) -> None:
    theirs, waits = await confirmed(kept, mine()), await confirmed(kept, mine())
    await settled(kept, theirs, state)
    keep = {"jobs": timedelta(days=365), "audit": timedelta(days=365), "comments": timedelta(days=7)}
    await aged(kept, days=6)
    assert await kept.store.purge(**keep) == 0
    await aged(kept, days=2)
    assert await kept.store.purge(**keep) == 1
    now, other = await kept.store.requests.find(theirs.id), await kept.store.requests.find(waits.id)
    assert now is not None
    assert other is not None
    assert now.details == {"draft": {"type_id": "1", "substitute": "12"}}
    assert other.details["draft"]["comment"] == COMMENT
    assert await kept.store.purge(**keep) == 0


async def aged(kept: Kept, *, days: int) -> None:
    """Let days pass for requests, too."""
    await kept.pass_time(days * 86_400)
    if kept.url.startswith("postgresql"):
        moved = text(f"UPDATE request SET updated_at = updated_at - make_interval(days => {days})")
        await kept.store._database.write(lambda c: c.execute(moved) and None)
