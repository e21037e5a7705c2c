from sandbox.demo import TENANT


async def muted(stage):
    return (await stage.bot.services.store.accounts.find(TENANT, stage.user.object_id)).muted


async def test_everything_is_on_at_first_and_what_is_switched_off_is_kept(stage):
    await stage.say("meldingen")
    await stage.press("notifications.save", {"reminder": "false"})
    assert "Opgeslagen." in stage.words()
    assert await muted(stage) == ("reminder",)
    await stage.say("meldingen")
    await stage.press("notifications.save", {"reminder": "true", "decision": "false"})
    assert await muted(stage) == ("decision",)


async def test_the_choice_survives_a_change_of_language(stage):
    await stage.say("meldingen")
    await stage.press("notifications.save", {"approver": "false"})
    await stage.say("taal")
    await stage.press("language.choose", {"language": "de"})
    assert await muted(stage) == ("approver",)
