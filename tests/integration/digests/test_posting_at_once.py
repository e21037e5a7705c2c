"""An update that an admin wants in the channel at once is tried as carefully as the day's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.core.jobs import Dead, Done, Lost
from bot.core.messaging import NotAllowed, Unknown
from bot.core.records import NewJob
from bot.core.subscriptions import POST, POST_NOW, Post
from bot.features.digests import tick
from bot.features.digests.posting import post, post_at_once
from bot.teams.connector import fault
from tests.support.digest_stage import CHANNEL, TODAY, absence

HOLIDAY = absence("1", TODAY, TODAY + timedelta(days=1))


async def wanted(stage):
    """Have today's update wanted at once, before its hour."""
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe(replace(CHANNEL, time=time(14)))
    await stage.store.jobs.enqueue(NewJob(POST_NOW, "now:1", {"subscription": "s1", "day": TODAY.isoformat()}))


async def tried(stage, times):
    """Let the job be tried so many times, five minutes apart."""
    for _ in range(times):
        for job in await stage.store.jobs.claim({POST_NOW}, 1):
            await stage.store.jobs.settle(job, await post_at_once(stage.services, job))
        stage.clock.advance(minutes=5)


async def test_a_channel_that_never_answers_is_not_flooded(stage):
    await wanted(stage)
    stage.teams.lost = [Unknown("no answer")] * 50
    await tried(stage, 20)
    assert len(stage.teams.posts) == 3
    assert (await stage.store.posts.find("s1", TODAY)).state == "sent"


async def test_it_is_not_posted_on_another_day(stage):
    await wanted(stage)
    stage.teams.faults = [NotAllowed("no token", code="invalid_client")] * 2
    await tried(stage, 2)
    stage.clock.advance(hours=24)
    await tried(stage, 2)
    assert stage.teams.posts == {}
    assert await stage.store.jobs.claim({POST_NOW}, 1) == []
    assert (await stage.store.posts.find("s1", TODAY)).reason == "late"


async def test_one_that_is_woken_on_another_day_is_dropped(stage):
    await wanted(stage)
    [job] = await stage.store.jobs.claim({POST_NOW}, 1)
    await stage.store.jobs.settle(job, Dead("TooLarge 413"))
    stage.clock.advance(hours=24)
    await stage.store.jobs.wake()
    await tried(stage, 1)
    assert stage.teams.posts == {}


async def test_it_is_posted_late_in_the_day_all_the_same(stage):
    await wanted(stage)
    stage.teams.faults = [NotAllowed("no token", code="invalid_client")]
    await tried(stage, 1)
    stage.clock.advance(hours=14)
    await tried(stage, 1)
    assert len(stage.teams.posts) == 1


@pytest.mark.parametrize("header", ["0", "Wed, 21 Oct 2015 07:28:00 GMT"])
async def test_a_refusal_that_asks_for_no_pause_gets_one(stage, header):
    stage.personio.absent = [HOLIDAY]
    body = b'{"error": {"code": "ServiceError", "message": "no"}}'
    stage.teams.faults = [fault(403, {"Retry-After": header}, body, stage.clock())] * 50
    await stage.subscribe()
    for _ in range(3):
        await stage.run()
    assert len(stage.teams.faults) == 49


@pytest.mark.parametrize("header", ["86400", "9" * 400, "Fri, 01 Jan 2027 00:00:00 GMT"])
async def test_a_teams_that_asks_for_a_day_costs_no_channel_its_day(stage, header):
    stage.personio.absent = [HOLIDAY]
    stage.teams.faults = [fault(429, {"Retry-After": header}, b"", stage.clock())]
    await stage.subscribe()
    await stage.run()
    stage.clock.advance(minutes=5)
    await stage.run()
    assert len(stage.teams.posts) == 1


@pytest.mark.parametrize("status", [302, 400, 405])
async def test_a_gateways_refusal_costs_no_channel_its_day(stage, status):
    stage.personio.absent = [HOLIDAY]
    stage.teams.faults = [fault(status, {}, b"<html>", stage.clock())] * 6
    await stage.subscribe()
    for _ in range(7):
        await stage.run()
        stage.clock.advance(minutes=1)
    assert len(stage.teams.posts) == 1


@pytest.fixture
def during(stage):
    """Have something done while an update is being made, the first time."""

    def have(done):
        opted_out = stage.store.opt_outs.of_tenant

        async def once(tenant_id):
            stage.store.opt_outs.of_tenant = opted_out
            await done()
            return await opted_out(tenant_id)

        stage.store.opt_outs.of_tenant = once

    return have


@pytest.mark.parametrize("first", [POST, POST_NOW])
async def test_the_days_own_and_one_wanted_at_once_are_one_post(stage, during, first):
    await wanted(stage)
    stage.clock.advance(hours=5)
    await tick(stage.services)
    [own] = await stage.store.jobs.claim({POST}, 1)
    [at_once] = await stage.store.jobs.claim({POST_NOW}, 1)
    work = [(own, post), (at_once, post_at_once)]
    (slow, slow_work), (quick, quick_work) = work if first == POST else work[::-1]
    during(lambda: quick_work(stage.services, quick))
    with pytest.raises(Lost):
        await slow_work(stage.services, slow)
    assert len(stage.teams.posts) == 1
    assert (await stage.store.posts.find("s1", TODAY)).state == "sent"
    assert await slow_work(stage.services, slow) == (Done("sent") if first == POST else Done())
    assert len(stage.teams.posts) == 1


async def test_what_was_posted_meanwhile_is_not_noted_as_skipped(stage, during):
    await stage.subscribe()
    await tick(stage.services)
    [own] = await stage.store.jobs.claim({POST}, 1)
    during(lambda: stage.store.posts.record(Post("s1", TODAY, "sent", "m1")))
    with pytest.raises(Lost):
        await post(stage.services, own)
    assert (await stage.store.posts.find("s1", TODAY)).state == "sent"
