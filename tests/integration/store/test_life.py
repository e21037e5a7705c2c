"""News, looks and polls, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

from sqlalchemy import text

from bot.core.jobs import Dead, Done
from bot.core.records import AbsenceRequest, NewJob
from tests.support.stores import Kept, a_request


async def filed(kept: Kept, absence_id: str, **changed: object) -> AbsenceRequest:
    new = a_request()
    await kept.store.requests.confirm(new, NewJob("file", f"file:{new.id}", {}), actor="object")
    stored = await kept.store.requests.change(
        replace(new, state="filed", status="pending", personio_id=absence_id, **changed),  # type: ignore[arg-type]
        expected="waiting",
    )
    assert stored is not None
    return stored


async def follow_jobs(kept: Kept) -> list[str]:
    rows = await kept.rows("SELECT key FROM job WHERE kind = 'request.follow' ORDER BY id")
    return [str(row[0]) for row in rows]


async def test_a_thousand_hints_about_one_request_are_one_look(kept: Kept) -> None:
    mine = await filed(kept, "a")
    for _ in range(100):
        assert await kept.store.request_sync.add_news(["a", "a", "not ours"]) == 1
    assert await follow_jobs(kept) == [f"follow:{mine.id}:0"]
    stored = await kept.store.requests.find(mine.id)
    assert stored is not None
    assert (stored.news, stored.followed, stored.revision) == (100, 0, mine.revision)


async def test_a_hint_during_the_look_is_looked_at_afterwards(kept: Kept) -> None:
    mine = await filed(kept, "a")
    await kept.store.request_sync.add_news(["a"])
    (job,) = await kept.store.jobs.claim({"request.follow"}, 5)
    await kept.store.request_sync.add_news(["a"])
    await kept.store.request_sync.mark_followed(mine.id, 1)
    await kept.store.jobs.settle(job, Done())
    assert await follow_jobs(kept) == [f"follow:{mine.id}:0", f"follow:{mine.id}:1"]
    await kept.store.request_sync.mark_followed(mine.id, 2)
    await kept.store.request_sync.mark_followed(mine.id, 1)  # an older look that ends late undoes nothing
    assert len(await follow_jobs(kept)) == 2


async def test_hints_of_four_replicas_at_once_are_all_counted(kept: Kept) -> None:
    mine = await filed(kept, "a")
    replicas = [kept.store, *[await kept.another() for _ in range(3)]]
    await asyncio.gather(*(each.request_sync.add_news(["a"]) for each in replicas * 5))
    stored = await kept.store.requests.find(mine.id)
    assert stored is not None
    assert stored.news == 20
    assert len(await follow_jobs(kept)) == 1


async def test_news_of_thousands_of_absences_are_taken_at_once(kept: Kept) -> None:
    await filed(kept, "a")
    assert await kept.store.request_sync.add_news([*(f"other-{n}" for n in range(40_000)), "a"]) == 1
    assert await kept.store.request_sync.add_news([]) == 0


async def test_one_of_many_who_ask_takes_the_look(kept: Kept) -> None:
    mine = await filed(kept, "a")
    replicas = [kept.store, *[await kept.another() for _ in range(3)]]
    taken = await asyncio.gather(*(each.request_sync.may_look(mine.id, every=1000) for each in replicas * 5))
    assert sum(taken) == 1
    await kept.store._database.write(lambda c: c.execute(text("UPDATE request SET looked_at = NULL")))
    assert await kept.store.request_sync.may_look(mine.id, every=1000)


async def test_open_absences_come_in_order_of_the_last_look_and_rest_after_it(kept: Kept) -> None:
    requests = {name: await filed(kept, name) for name in ("a", "b", "c")}
    await filed(kept, "over", last_day=date(2024, 1, 1))
    ended = await filed(kept, "no")
    await kept.store.requests.change(replace(ended, status="rejected"), expected="filed")
    since = date(2025, 1, 1)
    assert set(await kept.store.request_sync.open_absence_ids(ending_after=since)) == {"a", "b", "c"}
    assert await kept.store.request_sync.may_look(requests["a"].id, every=0)
    assert (await kept.store.request_sync.open_absence_ids(ending_after=since))[-1] == "a"
    assert set(await kept.store.request_sync.open_absence_ids(ending_after=since, rested=1000)) == {"b", "c"}
    assert len(await kept.store.request_sync.open_absence_ids(ending_after=since, limit=1)) == 1


async def test_a_poll_waits_alone_and_knows_when_the_last_one_was_asked_for(kept: Kept) -> None:
    assert await kept.store.request_sync.add_poll_job("1")
    assert not await kept.store.request_sync.add_poll_job("2")
    (first,) = await kept.store.jobs.claim({"personio.poll"}, 5)
    assert first.payload == {"since": None}
    await kept.store.jobs.settle(first, Done())
    assert not await kept.store.request_sync.add_poll_job("1")  # its moment is over
    assert await kept.store.request_sync.add_poll_job("3")
    (second,) = await kept.store.jobs.claim({"personio.poll"}, 5)
    assert second.payload == {"since": first.created_at.isoformat()}
    await kept.store.jobs.settle(second, Dead("never"))
    await kept.store.request_sync.add_poll_job("4")
    (third,) = await kept.store.jobs.claim({"personio.poll"}, 5)
    assert third.payload == second.payload  # one that failed has seen nothing


async def test_a_moment_that_comes_twice_is_polled_twice(kept: Kept) -> None:
    """The clock was set back: two hours of moments are there already, and Personio is polled all the same."""
    assert await kept.store.request_sync.add_poll_job("1")
    (first,) = await kept.store.jobs.claim({"personio.poll"}, 5)
    await kept.store.jobs.settle(first, Done())
    if kept.url.startswith("sqlite"):
        await kept.pass_time(7200)
    else:
        await kept.store._database.write(
            lambda c: c.execute(text("UPDATE job SET created_at = created_at - interval '2h'"))
        )
    assert await kept.store.request_sync.add_poll_job("1")
    assert len(await kept.store.jobs.claim({"personio.poll"}, 5)) == 1


async def test_of_replicas_that_poll_at_once_one_does(kept: Kept) -> None:
    replicas = [kept.store, *[await kept.another() for _ in range(3)]]
    await asyncio.gather(*(each.request_sync.add_poll_job("1") for each in replicas))
    assert len(await kept.store.jobs.claim({"personio.poll"}, 9)) == 1
