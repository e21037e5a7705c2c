"""Bots are killed at random moments while they deliver the daily update to a Teams that throttles and fails.

Every channel has its update: none lost. What may be there twice is counted, channel by channel (the rule is in
``bot.features.digests.posting``): a post that a killed process had asked for and could not record as posted, and one
that Teams made and answered with 502. Nothing else; and an edit is never seen twice. ``make soak`` runs a thousand
channels and 20 kills on each database, CI a sample in which nobody waits for a dead process's leases.
"""

from __future__ import annotations

import logging
import os

import pytest

from tests.support.digest_scenario import DigestScenario, Replica

log = logging.getLogger(__name__)  # the figures of docs/quality.md: pytest --log-cli-level=info
SOAK = bool(os.environ.get("SOAK"))
CHANNELS, KILLS, STOPS = (1000, 20, 8) if SOAK else (60, 2, 1)
EDIT_KILLS = 6 if SOAK else 1
APART = (5, 70) if SOAK else (3, 12)  # posts between two kills
REACHABLE = CHANNELS - 1 if SOAK else CHANNELS // 2  # posts that need no lease of a dead process to run out
THROTTLED = ("429",)
AMBIGUOUS = ("429", "502", "502_after")  # 502_after: posted, and answered with 502 all the same

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]


@pytest.fixture
async def morning(database_url, tmp_path):
    """Two bots on PostgreSQL, one on SQLite."""
    bots = 1 if database_url.startswith("sqlite") else 2
    async with DigestScenario(database_url, tmp_path, channels=CHANNELS, replicas=bots, seed=20261122) as stage:
        stage.teams.gate.faults.latency = 0.1  # from here to a far Teams: time in which to be killed
        yield stage


async def test_killed_bots_lose_no_update_and_double_only_what_was_in_flight(morning):
    before = morning.celebrates(0).name
    morning.teams.gate.faults.at_random(0.05, AMBIGUOUS, 5)
    await morning.start()
    await kill_while(morning, "send", KILLS)
    await morning.finished()
    shown = {channel: [before in str(post.activity) for post in morning.posts(channel)] for channel in morning.channels}
    assert all(all(cards) and cards for cards in shown.values()), "every channel has its update of the day"
    may_double = morning.in_flight() + morning.ambiguous()
    doubled = {channel: len(cards) - 1 for channel, cards in shown.items() if len(cards) > 1}
    assert {channel: more for channel, more in doubled.items() if more > may_double[channel]} == {}

    after = morning.celebrates(1).name
    await kill_all(morning)
    await morning.start()
    await kill_while(morning, "update", EDIT_KILLS)
    await morning.finished()
    for channel in morning.channels:
        posts = morning.posts(channel)
        told = [after in str(post.activity) for post in posts]
        assert told.count(True) == 1, "the new facts are in the channel once: in the card that is known"
        assert len(posts) == len(shown[channel]), "an edit adds no message"
    log.info(morning.report(sum(doubled.values())))


async def test_bots_that_are_asked_to_end_double_nothing(morning):
    morning.celebrates(0)
    morning.teams.gate.faults.at_random(0.05, THROTTLED, 5)
    await morning.start()
    for _ in range(STOPS):
        await seen_more(morning, "send")
        await morning.stop_one()
    await morning.all_up()
    await morning.finished()
    assert {len(morning.posts(channel)) for channel in morning.channels} == {1}
    assert morning.requests("send") == CHANNELS


@pytest.mark.skipif(not SOAK, reason="the other has to wait for leases of 20 s: in make soak")
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_one_bot_gone_for_good_leaves_its_work_to_the_other(morning):
    morning.celebrates(0)
    await morning.start()
    await morning.until(lambda: morning.requests("send") >= CHANNELS // 3)
    await morning.kill_one(again=False)
    await morning.finished()
    posts = {channel: len(morning.posts(channel)) for channel in morning.channels}
    in_flight = morning.in_flight()
    assert min(posts.values()) == 1
    assert all(count - 1 <= in_flight[channel] for channel, count in posts.items())
    log.info(morning.report(sum(posts.values()) - CHANNELS))


async def kill_while(morning: DigestScenario, operation: str, kills: int) -> None:
    """Kill bots so many times, a random number of requests and of milliseconds apart."""
    for left in reversed(range(kills)):
        await seen_more(morning, operation)
        if left or SOAK:
            await morning.kill_one()
        else:
            await kill_all(morning)  # so that nobody has to wait for leases
            await leases_over(morning, morning.replicas)
    await morning.all_up()


async def kill_all(morning: DigestScenario) -> None:
    await morning.all_up()
    for replica in morning.replicas:
        await morning.kill(replica)


async def leases_over(morning: DigestScenario, replicas: list[Replica]) -> None:
    """End bots where they run, let the leases of dead ones be over, and start them."""
    for replica in replicas:
        await replica.bot.stop()
    await morning.leases_over()
    await morning.start(*replicas)


async def seen_more(morning: DigestScenario, operation: str) -> None:
    """Wait until Teams has seen some more requests, and a random moment; a bot is up then."""
    seen = min(morning.requests(operation) + morning.chance.randint(*APART), REACHABLE)
    await morning.until(lambda: morning.requests(operation) >= seen and any(each.ready for each in morning.replicas))
    await morning.wait(morning.chance.random() * 0.06)
