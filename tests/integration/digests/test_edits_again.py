"""An edit that was asked for and not made is asked for again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.jobs import Done
from bot.core.messaging import EditForbidden, Gone, TooLarge
from bot.core.subscriptions import EDIT
from bot.features.digests import edits, tick
from bot.features.digests.posting import edit
from tests.support.digest_stage import TODAY, absence

HOLIDAY = absence("1", TODAY, TODAY)
SICK = absence("2", TODAY, TODAY, type_id="sick")


@pytest.fixture
async def posted(open_stage, database_url):
    """Two processes at one database, and a card that one of them posted."""
    one = await open_stage(database_url)
    other = await open_stage(database_url, one.clock)
    for stage in (one, other):
        stage.personio.absent = [HOLIDAY]
        stage.serve(messenger=one.teams)
    await one.subscribe()
    now = one.clock()
    await tick(one.services, now)
    await one.run()
    assert len(one.teams.posts) == 1
    return one, other


async def test_a_process_with_older_facts_does_not_end_the_edit_that_another_asked_for(posted):
    fresh, stale = posted
    await stale.services.directory.people()
    await edits(stale.services)  # it has read the absences
    for stage in posted:
        stage.personio.absent = [HOLIDAY, SICK]
    fresh.services.directory._ranges.clear()  # it has been a minute, for this one
    assert await edits(fresh.services) == 1
    [job] = await stale.store.jobs.claim({EDIT}, 1)
    outcome = await edit(stale.services, job)
    await stale.store.jobs.settle(job, outcome)
    assert outcome == Done()
    assert fresh.teams.puts == []
    assert await edits(fresh.services) == 1
    await fresh.run()
    assert fresh.teams.puts == ["m1"]
    assert "Bram" in fresh.names()[0]


async def test_facts_that_were_back_when_the_edit_was_made_and_change_again_are_told(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    for absent, expected in (([HOLIDAY, SICK], 1), ([HOLIDAY], 0)):
        stage.personio.absent = absent
        stage.clock.advance(minutes=5)
        assert await edits(stage.services) == expected
    await stage.run()
    assert stage.teams.puts == []
    stage.personio.absent = [HOLIDAY, SICK]
    stage.clock.advance(minutes=5)
    assert await edits(stage.services) == 1
    await stage.run()
    assert stage.teams.puts == ["m1"]


async def test_an_edit_that_can_never_be_made_is_not_asked_for_again(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    stage.personio.absent = [HOLIDAY, SICK]
    for _ in range(2):
        stage.clock.advance(minutes=5)
        stage.teams.faults = [TooLarge("too large", status=413)]
        await edits(stage.services)
        await stage.run()
    assert len(stage.teams.faults) == 1, "the second one was never sent"


async def test_who_falls_ill_without_an_end_is_shown_before_all_open_ends_are_read_again(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    stage.personio.absent = [HOLIDAY, absence("2", TODAY, None, type_id="sick")]
    stage.clock.advance(minutes=2)
    assert await edits(stage.services) == 1
    await stage.run()
    assert "Bram" in stage.names()[0]
    assert stage.personio.calls.count("open_ended") == 1
    mistake = absence("2", TODAY, TODAY - timedelta(days=1), type_id="sick")
    stage.personio.absent = [HOLIDAY, mistake]
    stage.clock.advance(minutes=2)
    assert await edits(stage.services) == 1
    await stage.run()
    assert "Bram" not in stage.names()[0]


async def to_be_edited(stage):
    """Post, and have the facts change."""
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    stage.personio.absent = [HOLIDAY, SICK]
    stage.clock.advance(minutes=5)
    assert await edits(stage.services) == 1


@pytest.mark.parametrize("code", [None, "NotEnoughPermissions"])
async def test_an_edit_that_teams_forbids_for_ever_is_given_up(stage, code):
    await to_be_edited(stage)
    stage.teams.faults = [EditForbidden("no", status=403, code=code)] * 20
    for _ in range(12):
        await stage.run()
        stage.clock.advance(minutes=2)
    assert len(stage.teams.faults) == 15
    [dead] = await stage.store.jobs.dead()
    assert dead.reason == "edit_refused"
    assert (await stage.store.subscriptions.find("s1")).paused is None


async def test_an_edit_that_waited_past_midnight_leaves_yesterdays_card_alone(stage):
    await to_be_edited(stage)
    stage.teams.faults = [EditForbidden("no", status=403)]
    await stage.run()
    stage.clock.advance(hours=16)
    await stage.run()
    assert stage.teams.puts == []
    assert [row for row in await stage.store.jobs.backlog() if row.due or row.later] == []


@pytest.mark.parametrize("fault", [EditForbidden("no", status=403), Gone("no", status=404)])
async def test_an_edit_that_was_given_up_is_tried_anew_for_other_facts_alone(stage, fault):
    await to_be_edited(stage)
    stage.teams.faults = [fault] * 5
    for _ in range(5):
        await stage.run()
        stage.clock.advance(minutes=2)
    assert [job.kind for job in await stage.store.jobs.dead()] == [EDIT]
    await edits(stage.services)
    await stage.run()
    assert stage.teams.puts == [], "the same facts were given up"
    stage.personio.absent = [HOLIDAY, SICK, absence("3", TODAY, TODAY)]
    stage.clock.advance(minutes=5)
    await edits(stage.services)
    await stage.run()
    assert stage.teams.puts == ["m1"]
    assert "Carla" in stage.names()[0]
    assert await stage.store.jobs.dead() == []
