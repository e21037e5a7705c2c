"""A file is taken in wholly or not at all, and again without effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.features.digests import ImportResult, export_yaml, import_yaml
from bot.features.digests.yaml_file import WrongFile
from tests.support.digest_stage import CHANNEL

FILE = """
- {team_id: 19:t, channel_id: 19:a, time: '09:00', timezone: Europe/Amsterdam}
- {team_id: 19:t, channel_id: 19:b, time: '10:00', timezone: Europe/Amsterdam}
"""


async def taken(stage, text, **how):
    return await import_yaml(stage.store.subscriptions, text, tenant_id="tenant-1", now=stage.clock(), **how)


async def test_taking_it_in_twice_changes_nothing(stage):
    assert await taken(stage, FILE) == ImportResult(added=2)
    assert await taken(stage, FILE) == ImportResult(unchanged=2)
    assert await taken(stage, await export_yaml(stage.store.subscriptions, tenant_id="tenant-1")) == ImportResult(
        unchanged=2
    )


async def test_a_wrong_file_changes_nothing(stage):
    with pytest.raises(WrongFile):
        await taken(stage, f"{FILE}\n- team_id: 19:t")
    assert await stage.store.subscriptions.all() == []


async def test_what_the_file_does_not_name_stays_unless_told_otherwise(stage):
    await stage.subscribe()
    assert await taken(stage, FILE) == ImportResult(added=2)
    assert await taken(stage, FILE, replace=True) == ImportResult(unchanged=2, removed=1)
    assert "s1" not in {each.id for each in await stage.store.subscriptions.all()}


async def test_an_import_at_nine_does_not_lose_the_update_of_nine(stage):
    await stage.subscribe(replace(CHANNEL, empty="post"))
    text = await export_yaml(stage.store.subscriptions, tenant_id="tenant-1")
    assert await taken(stage, text.replace("language: nl", "language: de")) == ImportResult(changed=1)
    await stage.run()
    assert len(stage.teams.posts) == 1


async def test_another_time_counts_from_now(stage):
    await stage.subscribe(replace(CHANNEL, empty="post"))
    text = await export_yaml(stage.store.subscriptions, tenant_id="tenant-1")
    await taken(stage, text.replace("09:00", "11:30"))
    await stage.run()
    assert stage.teams.posts == {}
    assert (await stage.store.subscriptions.find("s1")).time == time(11, 30)
    stage.clock.advance(hours=3)
    await stage.run()
    assert len(stage.teams.posts) == 1
