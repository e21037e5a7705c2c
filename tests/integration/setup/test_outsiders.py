"""Channels that others read, channels that Teams does not list, and credentials that are not there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.bootstrap import run_app
from sandbox.demo import BOT, TENANT, Demo
from sandbox.teams import Channel, TeamsSandbox, User
from tests.support.admin import Admin
from tests.support.stage import MONDAY, Stage, Ticking, bot_settings, inputs, words

WARNING = "lezen mensen van buiten je organisatie mee"
PARTNER = User(
    id="29:partner",
    object_id="00000000-0000-4000-8000-00000000beef",
    name="Pat Partner",
    email="pat@partner.example.com",
    upn="pat@partner.example.com",
    tenant_id="00000000-0000-4000-8000-0000000000aa",
    guest=True,
)


class Extended(Admin):
    """An admin whose first team has a channel shared with a partner, and a private one that Teams does not list."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.demo, self.services = stage, stage.demo, stage.bot.services
        self.teams = stage.demo.teams.world.teams
        self.general, self.updates, self.shared, self.private = self.teams[0].channels


@pytest.fixture
async def admin(tmp_path) -> AsyncIterator[Extended]:
    clock = Ticking(MONDAY)
    demo = Demo(today=date(2026, 11, 23), now=clock)
    world = demo.teams.world
    own, (first, *rest) = [user.id for user in world.users], world.teams
    shared = Channel(id="19:shared@thread.tacv2", name="Met partners", kind="shared", members=(*own, PARTNER.id))
    private = Channel(id="19:private@thread.tacv2", name="Directie", kind="private", members=own, listed=False)
    team = replace(first, channels=(*first.channels, shared, private))
    world = replace(world, users=(*world.users, PARTNER), teams=(team, *rest))
    demo.teams = TeamsSandbox(world, tenant_id=TENANT, bot_id=BOT, now=clock)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(demo)
        stage = Stage(demo, None, clock)  # type: ignore[arg-type]  # the admin's address is needed first
        settings = bot_settings(demo.personio.url, tmp_path / "bot.db", admins=(stage.user.email,))
        stage.bot = await stack.enter_async_context(run_app(settings, now=clock))
        demo.play(stage.bot.url)
        admin = Extended(stage)
        await admin.install()
        yield admin


async def test_a_channel_with_outside_members_is_kept_only_once_the_card_has_said_so(admin):
    await admin.to_step_four()
    shown = await admin.press("setup.finish", channel=admin.shared.id)
    assert shown.count(WARNING) == 2, "at the channel, and beside the button that was pressed"
    assert "Nederland › Met partners" in shown
    assert await admin.kept() == []
    await admin.press("setup.finish")
    assert [each.channel_id for each in await admin.kept()] == [admin.shared.id]


async def test_another_channel_chosen_after_the_warning_is_judged_by_itself(admin):
    await admin.to_step_four()
    await admin.press("setup.finish", channel=admin.shared.id)
    assert WARNING not in await admin.press("setup.finish", channel=admin.updates.id)
    assert [each.channel_id for each in await admin.kept()] == [admin.updates.id]


async def test_outside_members_are_told_of_in_the_preview_and_among_the_finished_rows(admin):
    await admin.to_step_four()
    assert WARNING in await admin.press("digest.preview", channel=admin.shared.id)
    await admin.press("setup.channels")
    assert WARNING in await admin.press("setup.add", channel=admin.shared.id)
    await admin.press("setup.finish")
    assert [each.channel_id for each in await admin.kept()] == [admin.shared.id]
    assert WARNING in await _preview_of_the_update(admin)


async def _preview_of_the_update(admin: Admin) -> str:
    await admin.press("digest.list")
    return await admin.press("digest.preview")


async def test_own_channels_are_not_warned_of(admin):
    await admin.to_step_four()
    assert WARNING not in await admin.press("digest.preview", channel=admin.updates.id)


async def test_a_roster_that_does_not_answer_holds_nobody_up(admin):
    await admin.to_step_four()
    admin.demo.teams.fail_next("NotEnoughPermissions", operation="members", times=9)
    await admin.press("setup.finish", channel=admin.shared.id)
    assert len(await admin.kept()) == 1


async def test_a_private_channel_is_set_up_from_inside_it(admin):
    await admin.stage.say("instellen")
    await admin.demo.teams.say(admin.stage.user, "instellen", admin.private)
    await admin.press("setup.personio")
    await admin.press("setup.teams")
    assert "Staat een privékanaal of gedeeld kanaal er niet bij?" in await admin.press("setup.channels")
    assert inputs(admin.stage.card())["channel"] == admin.private.id
    await admin.press("setup.finish")
    [kept] = await admin.kept()
    assert (kept.channel_id, kept.team_id) == (admin.private.id, admin.teams[0].id)
    assert "Nederland › privékanaal" in await admin.press("digest.list")
    await admin.press("digest.pause")
    await admin.press("digest.resume")
    assert (await admin.kept())[0].paused is None


def membership(admin: Admin, channel: Channel, event: str, **members: Any) -> Any:
    """Have Teams tell who came into a channel, or left it."""
    where = {"id": channel.id, "name": channel.name, "type": channel.kind}
    return admin.demo.teams.team_event(admin.teams[0], event, channel=where, **members)


async def two_channels(admin: Admin) -> None:
    """Set up the team's own channel and the shared one."""
    await admin.set_up()
    await admin.to_step_four()
    for _ in range(2):
        await admin.press("setup.finish", channel=admin.shared.id)
    assert len(await admin.kept()) == 2


async def paused(admin: Admin) -> dict[str, str | None]:
    return {each.channel_id: each.paused for each in await admin.kept()}


async def test_a_bot_removed_from_one_shared_channel_rests_there_alone_until_it_is_back(admin):
    await two_channels(admin)
    bot = [{"id": BOT}]
    await membership(admin, admin.shared, "channelMemberRemoved", membersRemoved=bot)
    assert await paused(admin) == {admin.updates.id: None, admin.shared.id: "bot_removed"}
    assert admin.teams[0].id in {each.id for each in await admin.services.store.teams.of_tenant(TENANT)}
    told = await told_once(admin, "Een dagelijkse update is gepauzeerd")
    assert "Nederland › Met partners" in told
    await membership(admin, admin.shared, "channelMemberAdded", membersAdded=bot)
    assert await paused(admin) == {admin.updates.id: None, admin.shared.id: None}


@pytest.mark.parametrize("event", ["channelShared", "channelMemberAdded"])
async def test_the_admin_is_warned_once_of_outsiders_who_come_into_a_channel(admin, event):
    await two_channels(admin)
    for number in range(2):
        await membership(admin, admin.shared, event, membersAdded=[{"id": f"29:new-{number}"}])
    await membership(admin, admin.updates, event, membersAdded=[{"id": "29:new"}])
    assert WARNING in await told_once(admin, "Nieuwe lezers van buiten je organisatie")
    assert await paused(admin) == {admin.updates.id: None, admin.shared.id: None}


async def told_once(admin: Admin, sentence: str) -> str:
    """Wait until the admin was told and nothing more is to be told; return what the one message says."""

    def told() -> list[str]:
        said = [words(m.card) for m in admin.demo.teams.messages(admin.stage.user) if m.card]
        return [each for each in said if sentence in each]

    await admin.demo.teams.until(told, seconds=30)
    async with asyncio.timeout(30):
        while any([row.due for row in await admin.services.store.jobs.backlog() if row.kind.startswith("digest.")]):  # noqa: ASYNC110, C419 - the bot's own table tells nobody
            await asyncio.sleep(0.02)
    [one] = told()
    return one


async def test_a_channel_without_the_app_is_not_taken_for_a_private_one(admin):
    await admin.to_step_four(admin.teams[0])
    answer = await admin.stage.press("setup.finish", {"channel": "19:elsewhere@thread.tacv2"}, check=False)
    assert "Dit kanaal kan ik niet vinden" in words(answer.card)


@pytest.mark.parametrize("missing", [{"personio_client_id": None}, {"personio_client_secret": None}])
async def test_credentials_that_are_not_set_are_said_to_be_missing(open_stage, missing):
    first = await open_stage()
    stage = await open_stage(demo=first.demo, admins=(first.user.email,), **missing)
    admin = Admin(stage)
    await admin.install()
    await stage.say("instellen")
    shown = await admin.press("setup.personio")
    assert "De inloggegevens ontbreken" in shown
    assert "weigert" not in shown
