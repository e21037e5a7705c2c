"""A channel gets its update once, and the posted card stays true."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from bot.core.events import Conversation
from bot.core.jobs import LEASE, Dead
from bot.core.messaging import Blocked, Gone, NotAllowed, PassingRefusal, TooLarge, TryLater, Unknown
from bot.core.records import Account
from bot.core.subscriptions import Post, UnitRef
from bot.features import ROUTER
from bot.features.digests import edits, post_now, store_subscription, tick
from tests.support.digest_stage import CHANNEL, TODAY, absence, person

HOLIDAY = absence("1", TODAY, TODAY + timedelta(days=1))
SICK = absence("2", TODAY, None, type_id="sick")


async def test_an_update_is_posted_once_however_often_it_is_looked_for(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    assert [await stage.run() for _ in range(3)] == [1, 0, 0]
    [said] = stage.names()
    assert "Anna Bakker" in said
    assert (await stage.store.posts.find("s1", TODAY)).state == "sent"


async def test_nothing_is_posted_before_its_time(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe(replace(CHANNEL, time=time(9, 1)))
    assert await stage.run() == 0
    stage.clock.advance(minutes=1)
    assert await stage.run() == 1


async def test_nothing_to_say_is_no_post_unless_the_channel_wants_one(stage):
    await stage.subscribe(CHANNEL, replace(CHANNEL, id="s2", channel_id="19:d", empty="post"))
    await stage.run()
    assert [post["channel"] for post in stage.teams.posts.values()] == ["19:d"]
    assert (await stage.store.posts.find("s1", TODAY)).reason == "nothing"


async def test_a_day_off_of_the_channel_leaves_no_trace(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe(replace(CHANNEL, days=("tue",)), replace(CHANNEL, id="s2", holidays="NL"))
    stage.clock.now = stage.clock.now.replace(month=12, day=25)
    assert await stage.run() == 0
    assert stage.teams.posts == {}


async def test_after_an_outage_the_update_is_caught_up_and_later_it_is_skipped(stage):
    stage.personio.absent = [absence("1", TODAY, TODAY + timedelta(days=9))]
    await stage.subscribe()
    stage.clock.advance(hours=5)
    assert await stage.run() == 1
    stage.clock.advance(days=2, hours=5)
    assert await stage.run() == 0
    assert [(await stage.store.posts.find("s1", TODAY + timedelta(days=n))).state for n in (0, 1, 2)] == [
        "sent",
        "skipped",
        "skipped",
    ]


async def test_personio_down_puts_the_update_off_until_it_is_too_late(stage):
    stage.personio.absent = [HOLIDAY]
    stage.personio.down = True
    await stage.subscribe()
    await stage.run()
    assert stage.teams.posts == {}
    stage.personio.down = False
    stage.clock.advance(minutes=5)
    await stage.run()
    assert len(stage.teams.posts) == 1


async def test_a_job_that_waited_too_long_is_skipped(stage):
    stage.personio.absent, stage.personio.down = [HOLIDAY], True
    await stage.subscribe()
    await stage.run()
    stage.personio.down = False
    stage.clock.advance(hours=9)
    await stage.run()
    assert stage.teams.posts == {}
    assert (await stage.store.posts.find("s1", TODAY)).reason == "late"


async def test_a_busy_teams_gets_it_when_it_asked_for_it(stage):
    stage.personio.absent = [HOLIDAY]
    stage.teams.faults = [TryLater("busy", status=429, retry_after=7.0)]
    await stage.subscribe()
    await stage.run()
    stage.clock.advance(seconds=6)
    assert await stage.run() == 0
    stage.clock.advance(seconds=1)
    assert await stage.run() == 1
    assert len(stage.teams.posts) == 1


@pytest.mark.parametrize("fault", [Unknown("bad gateway", status=502), Unknown("no answer")])
async def test_what_may_not_have_arrived_is_sent_again(stage, fault):
    stage.personio.absent = [HOLIDAY]
    stage.teams.faults = [fault]
    await stage.subscribe()
    await stage.run()
    stage.clock.advance(minutes=1)
    await stage.run()
    assert len(stage.teams.posts) == 1


async def test_a_teams_that_never_answers_is_not_flooded(stage):
    stage.personio.absent = [HOLIDAY]
    stage.teams.lost = [Unknown("no answer")] * 50
    await stage.subscribe()
    for _ in range(20):
        await stage.run()
        stage.clock.advance(minutes=5)
    assert len(stage.teams.posts) == 3
    assert (await stage.store.posts.find("s1", TODAY)).state == "sent"


async def test_one_unanswered_send_after_failures_of_personio_is_no_post(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    stage.personio.down = True
    for _ in range(4):
        await stage.run()
        stage.clock.advance(minutes=5)
    stage.personio.down = False
    stage.teams.faults = [Unknown("no answer")]
    for _ in range(2):
        await stage.run()
        stage.clock.advance(minutes=5)
    assert len(stage.teams.posts) == 1, "the first did not arrive, so it was sent again"
    assert (await stage.store.posts.find("s1", TODAY)).activity_id == "m1"


async def test_a_post_that_a_crash_interrupted_is_sent_again(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await tick(stage.services)
    await stage.store.posts.record(Post("s1", TODAY, "sending"))
    await stage.run()
    assert len(stage.teams.posts) == 1


async def test_a_process_that_was_frozen_leaves_the_post_to_who_took_over(open_stage):
    frozen = await open_stage()
    other = await open_stage(clock=frozen.clock)
    other.serve(messenger=frozen.teams)
    other.personio.absent = [HOLIDAY]
    frozen.personio.absent, goes_on = [HOLIDAY], asyncio.Event()
    at_once = frozen.teams.send

    async def send_later(*args, **how):  # it stood still while it waited for its turn to send
        await goes_on.wait()
        return await at_once(*args, **how)

    await frozen.subscribe()
    await tick(frozen.services)
    [job] = await frozen.store.jobs.claim({"digest.post"}, 1)
    frozen.serve(messenger=SimpleNamespace(send=send_later))
    posting = asyncio.create_task(ROUTER.jobs["digest.post"](frozen.services, job))
    await asyncio.sleep(0)
    frozen.clock.advance(seconds=LEASE + 1)
    await other.run()
    goes_on.set()
    await asyncio.gather(posting, return_exceptions=True)
    assert len(frozen.teams.posts) == 1
    assert (await other.store.posts.find("s1", TODAY)).state == "sent"


async def test_facts_that_change_are_edited_into_the_same_card(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    assert await edits(stage.services) == 0
    stage.personio.absent = [HOLIDAY, SICK]
    stage.clock.advance(minutes=45)
    assert await edits(stage.services) == 1
    assert await edits(stage.services) == 1  # still not done: the same job
    assert await stage.run() == 1
    [said] = stage.names()
    assert "Bram de Wit" in said
    assert stage.teams.puts == ["m1"]
    assert await edits(stage.services) == 0


async def test_an_edited_card_says_when_and_is_not_edited_for_that(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    assert "Bijgewerkt" not in stage.names()[0]
    stage.personio.absent = [HOLIDAY, SICK]
    stage.clock.advance(minutes=12)
    await edits(stage.services)
    await stage.run()
    local = stage.clock().astimezone(ZoneInfo("Europe/Amsterdam"))
    assert f"Bijgewerkt om {local:%H:%M}" in stage.names()[0]
    stage.clock.advance(minutes=12)
    assert await edits(stage.services) == 0
    assert stage.teams.puts == ["m1"]


async def test_facts_that_change_to_and_fro_are_followed(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    for absent in ([HOLIDAY, SICK], [HOLIDAY], [HOLIDAY, SICK], []):
        stage.personio.absent = absent
        stage.clock.advance(minutes=45)
        await edits(stage.services)
        await stage.run()
    assert stage.teams.puts == ["m1"] * 4
    assert "Anna" not in stage.names()[0]


async def test_yesterdays_card_stays_as_it_was(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    stage.personio.absent = []
    stage.clock.advance(hours=16)
    assert await edits(stage.services) == 0


async def test_an_edit_is_repeated_until_it_arrives(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    stage.personio.absent = [HOLIDAY, absence("3", TODAY, TODAY)]
    stage.clock.advance(minutes=5)
    await edits(stage.services)
    stage.teams.faults = [Unknown("no answer"), TryLater("busy", status=429)]
    for _ in range(3):
        await stage.run()
        stage.clock.advance(minutes=1)
    assert "Carla" in stage.names()[0]


async def test_a_card_that_somebody_deleted_is_left_alone(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await stage.run()
    stage.personio.absent = []
    stage.clock.advance(minutes=5)
    await edits(stage.services)
    stage.teams.faults = [Gone("gone", code="ActivityNotFoundInConversation", status=404)]
    await stage.run()
    assert await edits(stage.services) == 0
    assert (await stage.store.subscriptions.find("s1")).paused is None


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Gone("gone", code="ConversationNotFound", status=404), "channel_gone"),
        (Gone("gone", code="BotNotInConversationRoster", status=403), "bot_removed"),
        (Blocked("blocked", code="BotDisabledByAdmin", status=403), "not_allowed"),
        (NotAllowed("no", code="NotEnoughPermissions", status=403), "not_allowed"),
    ],
)
async def test_a_channel_that_takes_nothing_is_paused_and_its_admin_told_once(stage, fault, reason):
    stage.personio.absent = [absence("1", TODAY, TODAY + timedelta(days=9))]
    chat = Conversation("tenant-1", "a:admin", "https://smba.example/", "28:bot", "personal")
    await stage.store.accounts.save(Account("tenant-1", "admin", conversation=chat))
    await stage.subscribe(by="admin")
    stage.teams.faults = [fault] * (2 if fault.code == "ConversationNotFound" else 1)
    await stage.run()
    stage.clock.advance(minutes=2)
    await stage.run()
    stage.clock.advance(days=1)
    await stage.run()
    assert (await stage.store.subscriptions.find("s1")).paused == reason
    kept = await stage.store.posts.find("s1", TODAY)
    assert (kept.state, kept.reason) == ("failed", reason)
    [(where, card)] = stage.teams.said
    assert where == "a:admin"
    assert "gepauzeerd" in card.summary
    assert stage.teams.posts == {}


@pytest.mark.parametrize("code", [None, "SomethingNew", "ActivityNotFoundInConversation"])
async def test_a_404_that_does_not_say_that_the_channel_is_gone_pauses_nobody(stage, code):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    stage.teams.faults = [Gone("not found", code=code, status=404)] * 9
    for _ in range(9):
        await stage.run()
        stage.clock.advance(minutes=2)
    await stage.run()
    assert len(stage.teams.posts) == 1
    assert (await stage.store.subscriptions.find("s1")).paused is None


async def test_a_post_that_is_never_found_is_skipped_when_it_is_too_late(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    stage.teams.faults = [Gone("not found", status=404)] * 50
    for _ in range(12):
        await stage.run()
        stage.clock.advance(hours=1)
    assert (await stage.store.posts.find("s1", TODAY)).reason == "late"
    assert (await stage.store.subscriptions.find("s1")).paused is None


async def test_wrong_credentials_pause_nobody(stage):
    stage.personio.absent = [HOLIDAY]
    stage.teams.faults = [NotAllowed("no", status=401)]
    await stage.subscribe()
    await stage.run()
    stage.clock.advance(minutes=1)
    await stage.run()
    assert len(stage.teams.posts) == 1


@pytest.mark.parametrize(
    "fault",
    [
        PassingRefusal("no", code="BadArgument", status=400),
        PassingRefusal("no", code="ServiceError", status=403),
        Gone("no", code="ConversationNotFound", status=404),
    ],
    ids=str,
)
async def test_a_refusal_that_passes_costs_no_channel_its_day(stage, fault):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    stage.teams.faults = [fault]
    await stage.run()
    stage.clock.advance(minutes=2)
    await stage.run()
    assert len(stage.teams.posts) == 1
    assert (await stage.store.subscriptions.find("s1")).paused is None


async def test_a_refusal_that_never_passes_is_skipped_when_it_is_too_late(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    stage.teams.faults = [PassingRefusal("no", code="ServiceError", status=403)] * 50
    for _ in range(12):
        await stage.run()
        stage.clock.advance(hours=1)
    assert (await stage.store.posts.find("s1", TODAY)).reason == "late"


async def test_what_is_given_up_says_why_and_can_be_woken(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    stage.teams.faults = [TooLarge("too large", status=413)]
    await stage.run()
    kept = await stage.store.posts.find("s1", TODAY)
    assert (kept.state, kept.reason) == ("failed", "TooLarge 413")
    await stage.store.jobs.wake()
    await stage.run()
    assert len(stage.teams.posts) == 1
    assert (await stage.store.posts.find("s1", TODAY)).state == "sent"


async def test_a_subscription_deleted_meanwhile_posts_nothing(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await tick(stage.services)
    await stage.store.subscriptions.delete("s1")
    assert await stage.run() == 1
    assert stage.teams.posts == {}
    assert (await stage.store.posts.find("s1", TODAY)).reason == "deleted"


async def test_posting_now_posts_once_and_then_brings_up_to_date(stage):
    await stage.subscribe(replace(CHANNEL, time=time(14)))
    kept = await stage.store.subscriptions.find("s1")
    assert await post_now(stage.services, kept, TODAY) == "nothing"
    stage.personio.absent = [HOLIDAY]
    stage.clock.advance(minutes=5)
    assert await post_now(stage.services, kept, TODAY) == "sent"
    assert await post_now(stage.services, kept, TODAY) == "unchanged"
    stage.personio.absent = []
    stage.clock.advance(minutes=5)
    assert await post_now(stage.services, kept, TODAY) == "edited"
    stage.teams.faults = [Gone("gone", code="ActivityNotFoundInConversation", status=404)]
    stage.personio.absent = [HOLIDAY]
    stage.clock.advance(minutes=5)
    assert await post_now(stage.services, kept, TODAY) == "sent"
    assert len(stage.teams.posts) == 2
    stage.clock.advance(hours=5)
    assert await stage.run() == 1  # the day's own job finds it posted
    assert len(stage.teams.posts) == 2


async def test_where_it_goes_is_learned_where_the_file_does_not_say(stage):
    stage.personio.absent = [HOLIDAY]
    chat = Conversation("tenant-1", "a:somebody", "https://smba.example/emea/", "28:bot", "personal")
    await stage.store.accounts.save(Account("tenant-1", "o", conversation=chat))
    own = replace(CHANNEL, id="s2", service_url="https://own.example/")
    await stage.subscribe(CHANNEL, own)
    await stage.run()
    assert {post["to"].service_url for post in stage.teams.posts.values()} == {
        "https://smba.example/emea/",
        "https://own.example/",
    }


async def test_the_morning_knows_what_changed_overnight(stage):
    stage.clock.advance(hours=-14)
    await stage.services.directory.people()
    await stage.subscribe(replace(CHANNEL, days=("mon",)))
    stage.personio.everybody.append(person("9", "Nora Nieuw", hire_date=TODAY))
    stage.clock.advance(hours=14)
    await stage.run()
    assert "Nora Nieuw" in stage.names()[0]


async def test_a_day_costs_personio_the_same_however_many_channels_ask(stage):
    stage.personio.absent = [HOLIDAY, SICK, absence("3", TODAY, TODAY + timedelta(days=58))]
    await stage.subscribe(*(replace(CHANNEL, id=f"s{n}", channel_id=f"19:{n}") for n in range(60)))
    await tick(stage.services)
    calls = await asyncio.gather(*(stage.run() for _ in range(4)))
    assert sum(calls) == len(stage.teams.posts) == 60
    assert sorted(stage.personio.calls) == ["absences", "absences", "open_ended", "people", "types"]


async def test_what_follows_on_a_long_absence_is_read_as_well(stage):
    friday = TODAY + timedelta(days=60)
    later = absence("1", friday + timedelta(days=3), friday + timedelta(days=11))
    stage.personio.absent = [absence("1", TODAY, friday), later]
    await stage.subscribe()
    update = await stage.preview()
    assert update["absent"][0]["back_on"] == str(later.last_day + timedelta(days=1))


async def test_units_and_privacy_are_the_channels_own(stage):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe(replace(CHANNEL, units=(UnitRef("team", "Nobody"),)))
    await stage.run()
    assert stage.teams.posts == {}


async def test_the_admin_is_told_that_it_rests_once_teams_takes_the_credential_again(stage):
    stage.personio.absent = [HOLIDAY]
    chat = Conversation("tenant-1", "a:admin", "https://smba.example/", "28:bot", "personal")
    await stage.store.accounts.save(Account("tenant-1", "admin", conversation=chat))
    await stage.subscribe(by="admin")
    gone = Gone("gone", code="ConversationNotFound", status=404)
    stage.teams.faults = [gone, gone, NotAllowed("no token", code="invalid_client"), NotAllowed("no", status=401)]
    for _ in range(5):
        await stage.run()
        stage.clock.advance(minutes=5)
    [(where, card)] = stage.teams.said
    assert (where, "gepauzeerd" in card.summary) == ("a:admin", True)


async def test_who_has_switched_it_on_again_is_not_told_that_it_rests(stage):
    stage.personio.absent = [HOLIDAY]
    chat = Conversation("tenant-1", "a:admin", "https://smba.example/", "28:bot", "personal")
    await stage.store.accounts.save(Account("tenant-1", "admin", conversation=chat))
    await stage.subscribe(by="admin")
    gone = Gone("gone", code="ConversationNotFound", status=404)
    stage.teams.faults = [gone, NotAllowed("no", status=401)]
    await stage.run()
    await store_subscription(
        stage.store.subscriptions, CHANNEL, await stage.store.subscriptions.find("s1"), now=stage.clock.now
    )
    stage.clock.advance(minutes=5)
    await stage.run()
    assert stage.teams.said == []


@pytest.mark.parametrize("hours", [0, 9])
async def test_a_woken_post_is_caught_up_while_it_is_not_too_late_and_comes_once(stage, hours):
    stage.personio.absent = [HOLIDAY]
    await stage.subscribe()
    await tick(stage.services)
    (job,) = await stage.store.jobs.claim({"digest.post"}, 1)
    await stage.store.jobs.settle(job, Dead("NotAllowed"))
    stage.clock.advance(hours=hours)
    for _ in range(2):
        await stage.store.jobs.wake()
        await stage.run()
    assert len(stage.teams.posts) == (0 if hours else 1)
    assert (await stage.store.posts.find("s1", TODAY)).state == ("skipped" if hours else "sent")
