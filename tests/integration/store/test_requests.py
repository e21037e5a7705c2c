"""Accounts, requests, rules, audit and forgetting, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.core.jobs import Done
from bot.core.records import Account, NewJob, StaleRevision
from tests.support.stores import CHAT, Kept, a_request

ACCOUNT = Account("tenant", "object", "4711", "nl", "nl-NL", "12", CHAT)


def filing(request_id: object) -> NewJob:
    return NewJob("file", f"file:{request_id}", {"request_id": str(request_id)})


async def test_an_account_comes_back_as_it_was_kept(kept: Kept) -> None:
    assert await kept.store.accounts.find("tenant", "object") is None
    await kept.store.accounts.save(Account("tenant", "object"))
    assert await kept.store.accounts.find("tenant", "object") == Account("tenant", "object")
    await kept.store.accounts.save(ACCOUNT)
    assert await kept.store.accounts.find("tenant", "object") == ACCOUNT
    assert await kept.store.accounts.find("other tenant", "object") is None


async def test_somebody_new_is_added_once(kept: Kept) -> None:
    assert await kept.store.accounts.add(ACCOUNT)
    assert not await kept.store.accounts.add(Account("tenant", "object"))
    assert await kept.store.accounts.find("tenant", "object") == ACCOUNT


async def test_a_request_comes_back_as_it_was_confirmed(kept: Kept) -> None:
    new = a_request()
    assert await kept.store.requests.find(new.id) is None
    assert await kept.store.requests.confirm(new, filing(new.id), actor="object")
    stored = await kept.store.requests.find(new.id)
    assert stored is not None
    assert stored.created_at is not None
    assert stored.created_at.tzinfo is not None
    assert replace(stored, created_at=None, updated_at=None) == new


async def test_a_second_press_files_nothing(kept: Kept) -> None:
    new = a_request()
    assert await kept.store.requests.confirm(new, filing(new.id), actor="object")
    assert not await kept.store.requests.confirm(replace(new, person_id="66"), filing("other"), actor="else")
    assert [job.key for job in await kept.store.jobs.claim({"file"}, 9)] == [f"file:{new.id}"]
    assert [(e.actor, e.action, e.subject) for e in await kept.store.audit.entries()] == [
        ("object", "request.confirmed", str(new.id))
    ]
    stored = await kept.store.requests.find(new.id)
    assert stored is not None
    assert stored.person_id == "4711"


async def test_presses_on_four_devices_at_once_confirm_one(kept: Kept) -> None:
    new = a_request()
    replicas = [kept.store, *[await kept.another() for _ in range(3)]]
    answers = await asyncio.gather(*(r.requests.confirm(new, filing(new.id), actor="object") for r in replicas))
    assert sorted(answers) == [False, False, False, True]
    assert len(await kept.store.jobs.claim({"file"}, 9)) == 1


async def test_what_fails_halfway_leaves_nothing(kept: Kept) -> None:
    new = a_request()
    broken = NewJob("file", None, {})  # type: ignore[arg-type]  # NOT NULL refuses it after the request was inserted
    with pytest.raises(SQLAlchemyError) as caught:
        await kept.store.requests.confirm(new, broken, actor="object")
    assert "file" not in str(caught.value).partition("parameters")[2]
    assert await kept.store.requests.find(new.id) is None
    assert await kept.store.requests.confirm(new, filing(new.id), actor="object")


async def test_a_change_is_made_only_from_the_expected_state(kept: Kept) -> None:
    new = a_request()
    await kept.store.requests.confirm(new, filing(new.id), actor="object")
    filed = replace(new, state="filed", status="pending", personio_id="99", details={"type_id": "1"}, problem={"a": 1})
    update = NewJob("card", f"card:{new.id}", {})
    assert await kept.store.requests.change(filed, expected="waiting", jobs=[update], audit="request.filed")
    refused = replace(new, state="refused")
    with pytest.raises(StaleRevision):
        await kept.store.requests.change(refused, expected="waiting", jobs=[filing("x")], audit="never")
    stored = await kept.store.requests.find(new.id)
    assert stored is not None
    assert replace(stored, created_at=None, updated_at=None) == replace(filed, revision=1)
    assert {job.key for job in await kept.store.jobs.claim({"file", "card"}, 9)} == {f"file:{new.id}", f"card:{new.id}"}
    assert [entry.action for entry in await kept.store.audit.entries()] == ["request.confirmed", "request.filed"]


async def test_a_change_to_an_unknown_request_is_none(kept: Kept) -> None:
    with pytest.raises(StaleRevision):
        await kept.store.requests.change(a_request(), expected="waiting")


async def test_filed_ids_are_those_of_the_person(kept: Kept) -> None:
    for person, personio_id in (("4711", "1"), ("4711", "2"), ("4711", None), ("12", "3")):
        new = a_request(person_id=person)
        await kept.store.requests.confirm(new, filing(new.id), actor="object")
        await kept.store.requests.change(replace(new, personio_id=personio_id), expected="waiting")
    assert await kept.store.requests.filed_ids("4711") == {"1", "2"}


async def test_a_later_lesson_about_a_type_replaces_the_earlier(kept: Kept) -> None:
    assert await kept.store.substitute_rules.all() == {}
    await kept.store.substitute_rules.learn("1", "optional")
    await kept.store.substitute_rules.learn("1", "required")
    await kept.store.substitute_rules.learn("2", "none")
    assert await kept.store.substitute_rules.all() == {"1": "required", "2": "none"}


@pytest.mark.parametrize("known_as", ["object", "4711"])
async def test_a_person_is_forgotten_by_either_id(kept: Kept, known_as: str) -> None:
    other = a_request(object_id="somebody", person_id="12")
    mine = a_request()
    for new in (mine, other):
        await kept.store.requests.confirm(new, filing(new.id), actor=new.object_id)
    await kept.store.accounts.save(ACCOUNT)
    await kept.store.accounts.save(replace(ACCOUNT, object_id="somebody", person_id="12"))
    assert (await kept.store.forget(known_as)).deleted == 2
    assert await kept.store.requests.find(mine.id) is None
    assert await kept.store.accounts.find("tenant", "object") is None
    assert await kept.store.requests.find(other.id) is not None
    assert await kept.store.accounts.find("tenant", "somebody") is not None
    assert [entry.actor for entry in await kept.store.audit.entries()] == ["forgotten", "somebody", "operator"]
    assert (await kept.store.forget(known_as)).deleted == 0


async def test_the_audit_is_listed_page_by_page_and_purged(kept: Kept) -> None:
    for _ in range(3):
        new = a_request(id=uuid4())
        await kept.store.requests.confirm(new, filing(new.id), actor="object")
    first = await kept.store.audit.entries(limit=2)
    rest = await kept.store.audit.entries(after=first[-1].id)
    assert (len(first), len(rest)) == (2, 1)
    assert all(entry.at.tzinfo is not None and entry.tenant_id == "tenant" for entry in first + rest)
    await kept.pass_time(100 * 86_400)
    assert await kept.store.purge(jobs=timedelta(days=7), audit=timedelta(days=90)) == 3
    assert await kept.store.audit.entries() == []


async def test_a_job_that_is_done_is_done_for_a_store_opened_later(kept: Kept) -> None:
    new = a_request()
    await kept.store.requests.confirm(new, filing(new.id), actor="object")
    (job,) = await kept.store.jobs.claim({"file"}, 1)
    later = await kept.another()
    assert await later.jobs.settle(job, Done())
    assert await kept.store.jobs.next_due({"file"}) is None
