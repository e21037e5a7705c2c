"""Channels' updates: kept as they are, claimed once by whoever comes first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.core.jobs import Dead
from bot.core.records import Account
from bot.core.subscriptions import EDIT, Due, Post, Subscription, UnitRef
from tests.support.stores import CHAT, Kept

PLAIN = Subscription(id="plain", tenant_id="tenant", team_id="19:team", channel_id="19:channel")
FULL = Subscription(
    id="full",
    tenant_id="tenant",
    team_id="19:team",
    channel_id="19:other",
    service_url="https://smba.example/emea/",
    language="nl",
    time=time(8, 30),
    timezone="Europe/Amsterdam",
    topics=("birthdays", "remote"),
    units=(UnitRef("department", name="Verkoop"), UnitRef("office", id="7")),
    show_absence_type=True,
    days=("mon", "sun"),
    holidays="DE-BY",
    empty="post",
    weekly_outlook=True,
    paused="admin",
)


def tomorrow(subscription: Subscription, next_at: datetime, now: datetime) -> Due:
    return Due(next_at.date(), "post", next_at + timedelta(days=1))


def skipping(subscription: Subscription, next_at: datetime, now: datetime) -> Due:
    return Due(next_at.date(), "skip", next_at + timedelta(days=1))


def resting(subscription: Subscription, next_at: datetime, now: datetime) -> Due:
    return Due(next_at.date(), "rest", next_at + timedelta(days=1))


async def jobs(kept: Kept) -> list[str]:
    return [str(key) for (key,) in await kept.rows("SELECT key FROM job ORDER BY id")]


async def test_a_subscription_comes_back_as_it_was_kept(kept: Kept) -> None:
    for each in (PLAIN, FULL):
        await kept.store.subscriptions.save(each, kept.now)
    assert sorted(await kept.store.subscriptions.all(), key=lambda each: each.id) == [FULL, PLAIN]
    assert await kept.store.subscriptions.find("full") == FULL
    assert await kept.store.subscriptions.find("other") is None


async def test_saving_again_replaces_it(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, kept.now)
    changed = replace(FULL, id="plain")
    await kept.store.subscriptions.save(changed, kept.now)
    assert await kept.store.subscriptions.all() == [changed]


async def test_what_is_due_is_claimed_once_with_its_job_and_its_row(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, kept.now)
    day = kept.now.date()
    [claimed] = await kept.store.subscriptions.claim_due(tomorrow, now=kept.now)
    assert (claimed.subscription, claimed.due.day) == (PLAIN, day)
    assert await kept.store.subscriptions.claim_due(tomorrow, now=kept.now) == []
    assert await jobs(kept) == [f"digest:plain:{day}"]
    assert await kept.store.posts.find("plain", day) == Post("plain", day)
    [job] = await kept.store.jobs.claim({"digest.post"}, 1)
    assert job.payload == {"subscription": "plain", "day": str(day)}


async def test_without_a_time_given_the_databases_clock_decides(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, datetime.fromisoformat("2001-01-01T09:00:00+00:00"))
    assert len(await kept.store.subscriptions.claim_due(tomorrow)) == 1
    await kept.store.subscriptions.save(PLAIN, datetime.fromisoformat("2999-01-01T09:00:00+00:00"))
    assert await kept.store.subscriptions.claim_due(tomorrow) == []


async def test_nothing_is_claimed_before_its_time_or_while_it_rests(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, kept.now + timedelta(seconds=1))
    await kept.store.subscriptions.save(FULL, kept.now)
    assert await kept.store.subscriptions.claim_due(tomorrow, now=kept.now) == []


async def test_a_day_that_comes_again_makes_no_second_job(kept: Kept) -> None:
    for _ in range(2):
        await kept.store.subscriptions.save(PLAIN, kept.now)
        await kept.store.subscriptions.claim_due(tomorrow, now=kept.now)
    assert len(await jobs(kept)) == 1


async def test_a_claim_leaves_a_sent_post_alone(kept: Kept) -> None:
    day = kept.now.date()
    sent = Post("plain", day, "sent", activity_id="1", facts_hash="abc", sent_at=kept.now)
    await kept.store.posts.record(sent)
    await kept.store.subscriptions.save(PLAIN, kept.now)
    await kept.store.subscriptions.claim_due(skipping, now=kept.now)
    assert await kept.store.posts.find("plain", day) == sent


async def test_what_comes_too_late_is_noted_and_a_rest_is_not(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, kept.now)
    await kept.store.subscriptions.claim_due(skipping, now=kept.now)
    await kept.store.subscriptions.claim_due(resting, now=kept.now + timedelta(days=1))
    assert await jobs(kept) == []
    assert await kept.store.posts.find("plain", kept.now.date()) == Post(
        "plain", kept.now.date(), "skipped", reason="late"
    )
    assert await kept.store.posts.find("plain", kept.now.date() + timedelta(days=1)) is None


async def test_two_processes_never_claim_the_same(kept: Kept) -> None:
    other = await kept.another()
    for number in range(40):
        await kept.store.subscriptions.save(replace(PLAIN, id=f"s{number}"), kept.now)
    rounds = [(kept.store, other)[n % 2].subscriptions.claim_due(tomorrow, now=kept.now, limit=7) for n in range(16)]
    claimed = [one.subscription.id for part in await asyncio.gather(*rounds) for one in part]
    claimed += [one.subscription.id for one in await other.subscriptions.claim_due(tomorrow, now=kept.now)]
    assert sorted(claimed) == sorted(f"s{number}" for number in range(40))
    assert len(await jobs(kept)) == 40


async def test_keeping_the_schedule_keeps_the_time_it_is_due(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, kept.now)
    await kept.store.subscriptions.save(replace(PLAIN, language="nl"), None)
    assert len(await kept.store.subscriptions.claim_due(tomorrow, now=kept.now)) == 1


async def test_a_subscription_is_paused_once(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, kept.now)
    assert await kept.store.subscriptions.pause("plain", "channel_gone")
    assert not await kept.store.subscriptions.pause("plain", "bot_removed")
    assert not await kept.store.subscriptions.pause("other", "bot_removed")
    assert await kept.store.subscriptions.find("plain") == replace(PLAIN, paused="channel_gone")
    assert await kept.store.subscriptions.claim_due(tomorrow, now=kept.now) == []


async def test_who_set_it_up_is_known_until_forgotten(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, kept.now, by="admin")
    await kept.store.subscriptions.save(PLAIN, kept.now)
    assert await kept.store.subscriptions.configured_by("plain") == "admin"
    await kept.store.forget("admin")
    assert await kept.store.subscriptions.configured_by("plain") is None
    assert await kept.store.subscriptions.find("plain") == PLAIN


async def test_what_is_done_to_a_subscription_is_audited(kept: Kept) -> None:
    await kept.store.subscriptions.save(PLAIN, kept.now, by="admin")
    await kept.store.subscriptions.pause("plain", "channel_gone")
    assert await kept.store.subscriptions.delete("plain", by="admin")
    assert not await kept.store.subscriptions.delete("plain", by="admin")
    entries = await kept.store.audit.entries()
    assert [(e.actor, e.action, e.subject) for e in entries] == [
        ("admin", "subscription.saved", "plain"),
        ("bot", "subscription.paused", "plain"),
        ("admin", "subscription.deleted", "plain"),
    ]


async def test_a_subscription_that_is_made_again_posts_no_day_twice(kept: Kept) -> None:
    for _ in range(2):
        await kept.store.subscriptions.save(PLAIN, kept.now)
        await kept.store.subscriptions.claim_due(tomorrow, now=kept.now)
        await kept.store.subscriptions.delete("plain")
    assert len(await jobs(kept)) == 1


async def test_only_what_is_in_the_channel_can_be_edited(kept: Kept) -> None:
    day = date(2025, 3, 30)
    for number, post in enumerate(
        (
            Post("sent", day, "sent", activity_id="1"),
            Post("no id", day, "sent"),
            Post("on its way", day, "sending", activity_id="2"),
            Post("long ago", day - timedelta(days=1), "sent", activity_id="3"),
        )
    ):
        await kept.store.posts.record(replace(post, facts_hash=str(number)))
    assert [post.subscription_id for post in await kept.store.posts.sent_since(day)] == ["sent"]


async def test_of_two_jobs_that_read_the_same_state_one_goes_on(kept: Kept) -> None:
    post = Post("plain", date(2025, 3, 30))
    assert await kept.store.posts.record(post, was=None)
    assert not await kept.store.posts.record(post, was=None)
    on_its_way = replace(post, state="sending")
    both = await asyncio.gather(*(kept.store.posts.record(on_its_way, was="claimed") for _ in range(2)))
    assert sorted(both) == [False, True]


async def test_an_edit_is_asked_for_once_until_it_is_done(kept: Kept) -> None:
    post = Post("plain", date(2025, 3, 30), "sent", activity_id="1")
    await kept.store.posts.add_edit_job(post, "facts")
    await kept.store.posts.add_edit_job(post, "facts")
    await kept.store.posts.add_edit_job(replace(post, edits=1), "facts")
    assert await jobs(kept) == ["digest:plain:2025-03-30:edit:1", "digest:plain:2025-03-30:edit:2"]


async def test_an_edit_that_was_given_up_is_asked_for_again_for_other_facts_alone(kept: Kept) -> None:
    post = Post("plain", date(2025, 3, 30), "sent", activity_id="1")
    await kept.store.posts.add_edit_job(post, "facts")
    [job] = await kept.store.jobs.claim({EDIT}, 2)
    await kept.store.jobs.settle(job, Dead("edit_refused"))
    await kept.store.posts.add_edit_job(post, "facts")
    assert await kept.store.jobs.claim({EDIT}, 2) == []
    await kept.store.posts.add_edit_job(post, "other facts")
    [job] = await kept.store.jobs.claim({EDIT}, 2)
    assert job.payload["facts"] == "other facts"
    assert await kept.store.jobs.dead() == []


async def test_opting_out_and_in_again(kept: Kept) -> None:
    await kept.store.opt_outs.record("tenant", "4711")
    await kept.store.opt_outs.record("tenant", "4711")
    await kept.store.opt_outs.record("other", "4712")
    assert await kept.store.opt_outs.of_tenant("tenant") == {"4711"}
    await kept.store.opt_outs.record("tenant", "4711", out=False)
    assert await kept.store.opt_outs.of_tenant("tenant") == frozenset()
    await kept.store.forget("4712")
    assert await kept.store.opt_outs.of_tenant("other") == frozenset()


async def test_old_posts_are_purged(kept: Kept) -> None:
    days = (kept.now.date() - timedelta(days=20), kept.now.date())
    if kept.url.startswith("postgresql"):  # whose now is the real one
        days = (date(2001, 1, 1), date(2999, 1, 1))
    for day in days:
        await kept.store.posts.record(Post("plain", day))
    assert await kept.store.purge(jobs=timedelta(days=7), audit=timedelta(days=7)) == 1
    assert await kept.store.posts.find("plain", days[1]) is not None


async def test_a_service_url_is_learned_from_any_chat_of_the_tenant(kept: Kept) -> None:
    assert await kept.store.accounts.service_url("tenant") is None
    await kept.store.accounts.save(Account("tenant", "a"))
    assert await kept.store.accounts.service_url("tenant") is None
    await kept.store.accounts.save(Account("tenant", "b", conversation=CHAT))
    assert await kept.store.accounts.service_url("tenant") == CHAT.service_url
    assert await kept.store.accounts.service_url("other") is None


async def test_many_subscriptions_are_replaced_all_or_none(kept: Kept):
    await kept.store.subscriptions.save(PLAIN, kept.now)
    unwritable = replace(FULL, language=object())
    with pytest.raises(Exception, match=r"object|str|DataError"):
        await kept.store.subscriptions.replace([(replace(PLAIN, language="nl"), None), (unwritable, kept.now)])
    assert await kept.store.subscriptions.all() == [PLAIN]
    await kept.store.subscriptions.replace([(FULL, kept.now)], delete=[PLAIN.id])
    assert await kept.store.subscriptions.all() == [FULL]
