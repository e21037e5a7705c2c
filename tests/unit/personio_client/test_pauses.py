"""After a 429 that does not say for how long: one pause for all calls of the endpoint, longer each time."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.jobs import Again, Done, Job, Outcome
from bot.worker import Worker
from personio_client import NewAbsence, PersonioClient, RateLimited, limit_pauses, pause_limit_left
from personio_client.rate_limit_pauses import AHEAD, FIRST, LONGEST, Pauses
from personio_client.responses import retry_after
from tests.support.memory_jobs import MemoryJobs, Time
from tests.support.scripted_personio import Script

CREATE = "POST /v2/absence-periods"
TYPES = "GET /v2/absence-types"
NEW = NewAbsence(person_id="1", type_id="t", first_day=dt.date(2026, 12, 28), last_day=dt.date(2026, 12, 28))


def test_a_pause_begins_at_five_seconds_and_doubles_to_sixty() -> None:
    pauses, now, lengths = Pauses(), 0.0, []
    for _ in range(7):
        assert pauses.admit(CREATE, now) == 0
        pauses.limited(CREATE, sent=now, now=now)
        lengths.append(pauses.left(CREATE, now))
        now += lengths[-1]
    assert lengths == [5, 10, 20, 40, 60, 60, 60]


def test_any_other_answer_ends_it_and_the_next_is_short_again() -> None:
    pauses = Pauses()
    pauses.limited(CREATE, sent=0.0, now=0.0)
    pauses.limited(CREATE, sent=5.0, now=5.0)
    assert pauses.admit(CREATE, 15.0) == 0
    pauses.answered(CREATE, sent=15.0)
    assert pauses.admit(CREATE, 15.1) == 0
    pauses.limited(CREATE, sent=16.0, now=16.0)
    assert pauses.left(CREATE, 16.0) == FIRST


def test_answers_to_what_was_under_way_neither_end_nor_lengthen_it() -> None:
    pauses = Pauses()
    pauses.limited(CREATE, sent=0.0, now=1.0)
    for sent in (0.2, 0.9):
        pauses.limited(CREATE, sent=sent, now=1.5)
        pauses.answered(CREATE, sent=sent)
    assert pauses.left(CREATE, 1.5) == 4.5


def test_when_it_is_over_one_goes_ahead_and_the_others_wait_for_its_answer() -> None:
    pauses = Pauses()
    pauses.limited(CREATE, sent=0.0, now=0.0)
    assert [pauses.admit(CREATE, 5.0) for _ in range(3)] == [0, AHEAD, AHEAD]
    pauses.answered(CREATE, sent=5.0)
    assert [pauses.admit(CREATE, 5.3) for _ in range(3)] == [0, 0, 0]


def test_an_answer_that_never_comes_holds_nobody_up() -> None:
    pauses = Pauses()
    pauses.limited(CREATE, sent=0.0, now=0.0)
    assert pauses.admit(CREATE, 5.0) == 0
    assert pauses.admit(CREATE, 5.0 + AHEAD) == 0


def test_what_personio_asks_for_is_kept_by_all_but_for_a_minute_at_most() -> None:
    pauses = Pauses()
    pauses.limited(CREATE, sent=0.0, now=0.0, told=17.0)
    assert pauses.left(CREATE, 0.0) == 17
    pauses.limited(CREATE, sent=18.0, now=18.0, told=3600.0)
    assert pauses.left(CREATE, 18.0) == LONGEST


def test_endpoints_have_pauses_of_their_own() -> None:
    pauses = Pauses()
    pauses.limited(CREATE, sent=0.0, now=0.0)
    assert pauses.admit(TYPES, 0.0) == 0


@given(st.lists(st.tuples(st.floats(0, 3), st.booleans()), max_size=60))
def test_a_pause_is_never_longer_than_a_minute_and_always_ends(steps: list[tuple[float, bool]]) -> None:
    pauses, now = Pauses(), 0.0
    for gap, limited in steps:
        now += gap
        if pauses.admit(CREATE, now) == 0:
            if limited:
                pauses.limited(CREATE, sent=now, now=now)
            else:
                pauses.answered(CREATE, sent=now)
        assert 0 <= pauses.left(CREATE, now) <= LONGEST
    assert pauses.admit(CREATE, now + LONGEST + AHEAD) == 0


def at(time: Time, script: Script) -> PersonioClient:
    """Return a client in a time that the test lets pass."""
    return PersonioClient(
        "id", "secret", transport=httpx.MockTransport(script), clock=lambda: time.now, sleep=time.sleep
    )


def test_a_429_that_asks_for_no_time_at_all_does_not_say() -> None:
    assert [retry_after({"retry-after": value}) for value in ("0", "00", "7")] == [None, None, 7.0]


@pytest.fixture
def time() -> Time:
    return Time()


async def settled(time: Time, seconds: float) -> None:
    """Let so much time pass, in steps: what a step sets off is done before the next."""
    until = time.now + seconds
    while time.now < until:
        await time.pass_(0.25)


async def test_a_write_during_the_pause_is_not_sent_and_learns_how_long(script: Script, time: Time) -> None:
    script.on(CREATE, 429, 429, 200)
    client, waits = at(time, script), []
    for wait in (0.0, 1.0, 4.0, 3.0):
        time.now += wait
        with pytest.raises(RateLimited) as caught:
            await client.create_absence(NEW)
        assert caught.value.definite
        waits.append(caught.value.retry_after)
    assert waits == [5, 4, 10, 7]
    assert len(script.asked(CREATE)) == 2


async def test_of_calls_that_go_out_after_the_pause_one_is_sent_before_the_others(script: Script, time: Time) -> None:
    script.on(CREATE, 429)
    answered, asked = asyncio.Event(), 0

    async def slow(request: httpx.Request) -> httpx.Response:
        nonlocal asked
        if request.url.path != "/v2/absence-periods":
            return script(request)
        asked += 1
        if asked > 1:
            await answered.wait()
        return script(request)

    client = PersonioClient(
        "id", "secret", transport=httpx.MockTransport(slow), clock=lambda: time.now, sleep=time.sleep
    )
    with pytest.raises(RateLimited):
        await client.create_absence(NEW)
    time.now += FIRST
    calls = [asyncio.create_task(client.create_absence(NEW)) for _ in range(4)]
    await settled(time, 1.0)
    assert asked == 2, "the one that was refused, and the one that goes ahead"
    answered.set()
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(each) for each in results] == [RateLimited] * 4
    assert asked == 2


async def test_who_has_no_time_is_told_at_once_and_reads_go_on_elsewhere(script: Script, time: Time) -> None:
    script.on(TYPES, 429)
    script.on("GET /v1/company/employees", {"success": True, "data": []})
    client = at(time, script)
    with limit_pauses(4.0):
        for _ in range(3):
            with pytest.raises(RateLimited) as caught:
                await client.absence_types()
            assert caught.value.retry_after == 5
        assert await client.people() == []
    assert len(script.asked(TYPES)) == 1


def test_patience_inside_is_never_more_than_outside() -> None:
    assert pause_limit_left() is None
    with limit_pauses(2.0), limit_pauses(60.0):
        left = pause_limit_left()
        assert left is not None
        assert left <= 2
        with limit_pauses(None):
            assert pause_limit_left() is None
    assert pause_limit_left() is None


Run = Callable[[int], Awaitable[list[float]]]


@pytest.fixture
def filing(script: Script, time: Time) -> Run:
    """File so many requests for two minutes with the product's own worker; return when Personio was asked."""

    async def run(requests: int) -> list[float]:
        asked: list[float] = []
        answer = script._answers.get(CREATE, [httpx.Response(429)])

        def note(_: httpx.Request) -> httpx.Response:
            asked.append(time.now)
            return httpx.Response((answer.pop(0) if len(answer) > 1 else answer[0]).status_code, json={"id": "x"})

        script.on(CREATE, note)
        client, jobs = at(time, script), MemoryJobs(time)

        async def file(job: Job) -> Outcome:
            try:
                await client.create_absence(NEW)
            except RateLimited as error:
                return Again(error.retry_after, counted=False, reason="rate_limited")
            return Done()

        for number in range(requests):
            jobs.add(f"file:{number}")
        worker = Worker(jobs, {"file": file}, sleep=time.sleep, jitter=lambda: 0.0)
        task = asyncio.create_task(worker.run())
        await settled(time, 120.0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert all(row.ended == Done() for row in jobs.rows.values()) or answer[-1].status_code == 429
        return asked

    return run


async def test_fifty_requests_that_wait_make_no_herd(filing: Run) -> None:
    asked = await filing(50)
    assert len([at for at in asked if at < 20]) <= 8 + 2, "those under way when it began, and one after each pause"
    assert len(asked) <= 8 + 5
    later = [at for at in asked if at > 0]
    assert all(after - before >= FIRST for before, after in zip([0.0, *later], later, strict=False))


async def test_after_the_pause_all_fifty_are_filed(script: Script, filing: Run) -> None:
    script.on(CREATE, *[429] * 3, 200)
    asked = await filing(50)
    assert len(asked) == 3 + 50


async def test_one_request_is_filed_within_forty_seconds_of_two_429s(script: Script, filing: Run) -> None:
    script.on(CREATE, 429, 429, 200)
    asked = await filing(1)
    assert len(asked) == 3
    assert asked[-1] <= 17
