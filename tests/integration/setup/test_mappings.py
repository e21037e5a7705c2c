"""What can be done to an update that there is; and by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from cards.actions import Action
from tests.support.stage import inputs, words

VERBS = [
    verb
    for kind in get_args(Action)
    if (verb := kind.model_fields["verb"].default).partition(".")[0] in {"setup", "digest"}
]


def press(admin, user, verb, place=None, **data):
    return admin.demo.teams.envelope("invoke", user, place) | {
        "name": "adaptiveCard/action",
        "value": {"action": {"type": "Action.Execute", "verb": verb, "data": {"verb": verb, **data}}},
    }


@pytest.mark.parametrize("verb", VERBS)
async def test_nobody_but_an_admin_gets_any_of_it(admin, verb):
    await admin.set_up()
    [kept] = await admin.kept()
    stranger = next(user for user in admin.demo.teams.world.users if user.id != admin.stage.user.id)
    about = {"subscription_id": kept.id, "row_id": kept.id, "id": kept.id, "sure": "yes", "channel": admin.general.id}
    answer = await admin.demo.teams.deliver(press(admin, stranger, verb, **about))
    assert "BOT_ADMINS" in words(answer.card)
    assert await admin.kept() == [kept]


@pytest.mark.parametrize("verb", VERBS)
async def test_an_admin_gets_none_of_it_where_others_read_along(admin, verb):
    answer = await admin.demo.teams.deliver(press(admin, admin.stage.user, verb, admin.updates))
    assert answer.card is None  # the one that others see stays
    assert "persoonlijke" in answer.toast


async def test_words_of_somebody_else_are_refused(admin):
    stranger = next(user for user in admin.demo.teams.world.users if user.id != admin.stage.user.id)
    await admin.stage.say("instellen", stranger)
    assert "BOT_ADMINS" in admin.stage.words(stranger)


async def test_an_update_is_previewed_before_it_is_kept_and_nothing_is_posted(admin):
    await admin.to_step_four()
    shown = await admin.press("digest.preview", channel=admin.updates.id)
    assert "Vandaag afwezig" in shown
    assert "Nederland › Updates" in shown
    await admin.press("setup.channels")
    assert inputs(admin.stage.card())["channel"] == admin.updates.id
    assert await admin.kept() == []
    assert admin.demo.teams.messages(admin.updates) == []


async def test_any_day_of_an_update_is_previewed(admin):
    await admin.set_up()
    await admin.press("digest.list")
    await admin.press("digest.preview")
    assert "22 november" in await admin.press("digest.preview", day="2026-11-22")


async def test_an_update_is_paused_and_goes_on(admin):
    await admin.set_up()
    await admin.press("digest.list")
    await admin.press("digest.pause")
    assert (await admin.kept())[0].paused == "admin"
    await admin.next_morning()
    assert admin.demo.teams.messages(admin.updates) == []
    await admin.press("digest.resume")
    assert (await admin.kept())[0].paused is None


async def test_an_update_is_changed(admin):
    await admin.set_up()
    await admin.press("digest.list")
    await admin.press("setup.edit")
    await admin.press("setup.finish", language="de", topics="birthdays")
    [kept] = await admin.kept()
    assert (kept.language, kept.topics) == ("de", ("birthdays",))


async def test_an_update_is_deleted_once_confirmed(admin):
    await admin.set_up()
    await admin.press("digest.list")
    await admin.press("digest.delete")
    assert len(await admin.kept()) == 1
    await admin.press("digest.delete")
    assert await admin.kept() == []


async def test_an_update_is_posted_now_once_confirmed(admin):
    await admin.set_up()
    await admin.press("digest.list")
    await admin.press("digest.post")
    assert admin.demo.teams.messages(admin.updates) == []
    await admin.press("digest.post")
    await admin.demo.teams.until(lambda: admin.demo.teams.messages(admin.updates))
    assert len(admin.demo.teams.messages(admin.updates)) == 1


async def test_a_team_that_loses_the_app_rests_until_it_is_back(admin):
    await admin.set_up()
    team = admin.teams[0]
    await admin.demo.teams.uninstall(team)
    assert (await admin.kept())[0].paused == "bot_removed"
    assert team.id not in {each.id for each in await admin.services.store.teams.of_tenant(admin.demo.teams.tenant_id)}
    await admin.demo.teams.install(team)
    assert (await admin.kept())[0].paused is None


async def test_a_renamed_team_is_called_by_its_new_name(admin):
    await admin.set_up()
    renamed = replace(admin.teams[0], name="Oranje")
    await admin.demo.teams.team_event(renamed, "teamRenamed")
    assert "Oranje › Updates" in await admin.press("digest.list")


async def told_once(admin, sentence):
    """Wait until the admin was told, and see that no second message waits."""

    def told():
        return [
            words(m.card) for m in admin.demo.teams.messages(admin.stage.user) if m.card and sentence in words(m.card)
        ]

    await admin.demo.teams.until(told, seconds=30)
    assert len(told()) == 1
    waiting = [row for row in await admin.services.store.jobs.backlog() if row.kind == "digest.tell_admin"]
    assert sum(row.due + row.later for row in waiting) <= 1, "the one that is being settled"


async def test_a_deleted_channel_rests_at_once_and_the_admin_is_told_once(admin):
    await admin.set_up()
    gone = {"id": admin.updates.id, "name": "Updates"}
    for _ in range(2):
        await admin.demo.teams.team_event(admin.teams[0], "channelDeleted", channel=gone)
    assert (await admin.kept())[0].paused == "channel_gone"
    await told_once(admin, "dit kanaal bestaat niet meer")
    await admin.demo.teams.team_event(admin.teams[0], "channelRestored", channel=gone)
    assert (await admin.kept())[0].paused is None


async def test_another_channels_end_changes_nothing(admin):
    await admin.set_up()
    await admin.demo.teams.team_event(admin.teams[0], "channelDeleted", channel={"id": admin.general.id})
    assert (await admin.kept())[0].paused is None


async def test_a_team_that_loses_the_app_is_told_to_the_admin_once(admin):
    await admin.set_up()
    await admin.demo.teams.uninstall(admin.teams[0])
    await told_once(
        admin, "Een dagelijkse update is gepauzeerd\nNederland\nGepauzeerd: de app is uit dit team of kanaal"
    )


async def test_a_deleted_team_that_is_restored_goes_on(admin):
    await admin.set_up()
    await admin.demo.teams.team_event(admin.teams[0], "teamDeleted")
    assert (await admin.kept())[0].paused == "bot_removed"
    await admin.demo.teams.team_event(admin.teams[0], "teamRestored")
    assert (await admin.kept())[0].paused is None
