"""Without webhooks, and beside them: Personio is asked, and not too often."""

from __future__ import annotations

import asyncio

from bot.features import requests as feature
from sandbox.personio.workflow import remove


async def poll(life, minutes: float = 3) -> None:
    """Let time pass, have Personio asked, and wait until all is looked at."""
    life.stage.clock.advance(minutes=minutes)
    await feature.ask_poll(life.stage.bot.services)
    await life.idle()


async def test_a_decision_is_found_without_a_webhook(open_life):
    life = await open_life(personio_webhook_token=None)
    mine = await life.file()
    life.personio.approve(mine.absence_id)
    await poll(life)
    await mine.shows("Je aanvraag is goedgekeurd")
    await life.until(mine.told)


async def test_what_vanished_is_found_within_the_half_hour(open_life):
    life = await open_life(personio_webhook_token=None)
    mine = await life.file()
    await poll(life)
    remove(life.personio.world, life.personio.absences[mine.absence_id])
    await poll(life, minutes=31)
    await mine.shows("staat niet meer in Personio")


async def test_an_open_absence_is_read_every_half_hour_and_not_with_every_poll(open_life):
    life = await open_life(personio_webhook_token=None)
    mine = await life.file()
    await poll(life, minutes=10)
    reads = life.reads(mine.absence_id)
    for _ in range(5):
        await poll(life)
    assert life.reads(mine.absence_id) == reads
    await poll(life, minutes=31)
    assert life.reads(mine.absence_id) == reads + 1


async def test_while_personio_is_down_one_poll_waits_and_then_covers_all_of_it(open_life):
    life = await open_life(personio_webhook_token=None)
    mine = await life.file()
    await poll(life)
    for _ in range(40):
        life.personio.fail_next("/v2/absence-periods", "GET", "503")
    life.stage.clock.advance(minutes=3)
    await feature.ask_poll(life.stage.bot.services)
    life.personio.approve(mine.absence_id)
    for _ in range(20):
        life.stage.clock.advance(minutes=3)
        await feature.ask_poll(life.stage.bot.services)
    rows = await life.store._database.read(
        lambda c: c.exec_driver_sql(
            "SELECT count(*) FROM job WHERE kind = 'personio.poll' AND finished_at IS NULL"
        ).scalar()
    )
    assert rows <= 1
    life.personio.heal()
    await poll(life, minutes=6)
    await mine.shows("Je aanvraag is goedgekeurd")


async def test_a_storm_of_refreshes_asks_personio_once(open_life):
    life = await open_life(personio_webhook_token=None)
    mine = await life.file()
    await poll(life)
    before, reads = await mine.stored(), life.reads(mine.absence_id)
    teams = life.stage.demo.teams
    await asyncio.gather(*(teams.refresh(life.stage.user, mine.receipt) for _ in range(20)))
    assert life.reads(mine.absence_id) == reads  # it was looked at a moment ago
    life.stage.clock.advance(seconds=21)
    await asyncio.gather(*(teams.refresh(life.stage.user, mine.receipt) for _ in range(20)))
    assert life.reads(mine.absence_id) == reads + 1
    assert (await mine.stored()).revision == before.revision


async def test_of_many_refreshes_after_a_decision_one_has_it_told(open_life):
    life = await open_life(personio_webhook_token=None)
    mine = await life.file()
    life.personio.approve(mine.absence_id)
    life.stage.clock.advance(seconds=21)
    teams = life.stage.demo.teams
    await asyncio.gather(*(teams.refresh(life.stage.user, mine.receipt) for _ in range(20)))
    await mine.shows("goedgekeurd")
    await life.until(mine.told)
    await life.idle()
    assert len(mine.told()) == 1
