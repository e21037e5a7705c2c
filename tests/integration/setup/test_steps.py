"""From nothing to two channels, and what comes back on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from tests.support.stage import inputs, words


async def test_an_admin_sets_up_two_channels_in_four_steps_and_both_are_told_the_next_morning(admin):
    await admin.to_step_four()
    await admin.press("setup.add", channel=admin.updates.id)
    done = await admin.press("setup.finish", channel=admin.general.id, language="en")
    assert "Nederland › Updates" in done
    assert "Nederland › Algemeen" in done
    first, second = await admin.kept()
    assert {first.channel_id, second.channel_id} == {admin.updates.id, admin.general.id}
    assert (first.time, first.timezone, second.language) == (time(9), admin.stage.user.time_zone, "en")
    await admin.next_morning()
    for channel in (admin.updates, admin.general):
        await admin.demo.teams.until(lambda channel=channel: admin.demo.teams.messages(channel))
        assert len(admin.demo.teams.messages(channel)) == 1


async def test_whoever_comes_back_finds_the_step_of_the_set_up_that_was_reached(admin):
    await admin.to_step_four()
    await admin.press("setup.add", channel=admin.updates.id)
    message = admin.stage.last()
    shown = words(message.card_for(admin.stage.user))
    await admin.demo.teams.until(lambda: words(message.card) == shown, seconds=30)
    message.views.clear()  # a reload
    await admin.press("setup.finish", channel=admin.general.id, time="7:45 AM")  # as an older Android sends it
    assert [f"{each.time:%H:%M}" for each in await admin.kept()] == ["09:00", "07:45"]


async def test_finishing_twice_makes_one_update(admin):
    await admin.to_step_four()
    message, user = admin.stage.last(), admin.stage.user
    before = admin.stage.card()
    await admin.press("setup.finish", channel=admin.updates.id)
    [kept] = await admin.kept()
    activity = admin.demo.teams.envelope("invoke", user) | {
        "name": "adaptiveCard/action",
        "replyToId": message.id,
        "value": {"action": {"data": {"verb": "setup.finish", **inputs(before), "id": kept.id, "channel": kept.channel_id}}},
    }  # fmt: skip
    await admin.demo.teams.deliver(activity)
    assert [each.id for each in await admin.kept()] == [kept.id]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Kies een kanaal."),
        ({"channel": "19:elsewhere@thread.tacv2"}, "Dit kanaal kan ik niet vinden"),
        ({"topics": ""}, "gebeurtenis"),
        ({"days": ""}, "dag van de week"),
        ({"timezone": "Mars/Olympus"}, "tijdzone"),
        ({"time": "25:00"}, "tijd"),
        ({"language": "xx"}, "Kies een taal"),
        ({"units": "department:0"}, "niet meer in Personio"),
    ],
)
async def test_what_is_wrong_comes_back_with_one_sentence_and_as_typed(admin, typed, sentence):
    await admin.to_step_four()
    filled = {"channel": admin.updates.id, "units": "company"} | typed if typed else {}
    answer = await admin.stage.press("setup.finish", filled, check=False)
    assert sentence in words(answer.card)
    assert inputs(answer.card).get("time") != "" or "time" in typed
    assert await admin.kept() == []


async def test_a_wrong_row_keeps_the_right_ones_from_being_saved(admin):
    await admin.to_step_four()
    await admin.press("setup.add", channel=admin.updates.id)
    typed = {"channel": admin.general.id, "units": "company", "days": ""}
    answer = await admin.stage.press("setup.finish", typed, check=False)
    assert "dag van de week" in words(answer.card)
    assert await admin.kept() == []


async def test_a_row_is_edited_and_removed_before_it_is_kept(admin):
    await admin.to_step_four()
    await admin.press("setup.add", channel=admin.updates.id)
    await admin.press("setup.edit", channel=admin.general.id)
    assert inputs(admin.stage.card())["channel"] == admin.updates.id
    await admin.press("setup.remove")
    await admin.press("setup.finish")
    assert [each.channel_id for each in await admin.kept()] == [admin.updates.id]


async def test_a_client_that_sends_titles_back_sets_up_the_same(admin):
    await admin.stage.say("instellen")
    await admin.press("setup.personio")
    await admin.press("setup.teams")
    await admin.press("setup.channels", teams="Nederland")
    unit = next(each for each in choices(admin.stage.card(), "units") if "(afdeling)" in each["title"])
    typed = {"units": unit["title"], "language": "Deutsch", "days": "maandag,dinsdag", "topics": "Jubilea,Verjaardagen"}
    await admin.press("setup.add", channel="Nederland › Algemeen", holidays="Duitsland (Bayern)", **typed)
    assert f"Nederland › Algemeen\n09:00, {unit['title']}, Deutsch" in words(admin.stage.card())
    await admin.press(
        "setup.finish",
        channel="Nederland › Updates",
        units="Het hele bedrijf",
        holidays="Niemand: ook dan een update",
    )
    one, other = await admin.kept()
    assert (one.channel_id, other.channel_id) == (admin.general.id, admin.updates.id)
    assert ([f"department:{each.id}" for each in one.units], other.units) == ([unit["value"]], ())
    assert (one.language, one.days, one.holidays) == ("de", ("mon", "tue"), "DE-BY")
    assert (one.topics, other.holidays) == (("birthdays", "anniversaries"), None)


async def test_a_title_that_two_teams_have_is_asked_for_again(admin):
    await admin.stage.say("instellen")
    await admin.press("setup.personio")
    await admin.press("setup.teams")
    for team in admin.teams:
        await admin.demo.teams.team_event(replace(team, name="Dubbel"), "teamRenamed")
    answer = await admin.stage.press("setup.channels", {"teams": "Dubbel"}, check=False)
    assert "Dubbel staat meer dan één keer in de lijst" in words(answer.card)


async def test_no_team_is_no_step_four(admin):
    await admin.stage.say("instellen")
    await admin.press("setup.personio")
    await admin.press("setup.teams")
    assert "Kies minstens één team" in await admin.press("setup.channels", teams="")


async def test_an_attribute_that_cannot_be_read_is_named(admin):
    registry = admin.demo.personio.world.registry
    known = registry.credentials["demo-client"]
    registry.credentials["demo-client"] = replace(known, attributes=known.attributes - {"position"})
    await admin.stage.say("instellen")
    assert "– functie" in await admin.press("setup.personio")


async def test_a_404_without_a_code_forgets_no_team(admin):
    await admin.to_step_four()
    kept = {team.id for team in await admin.services.store.teams.of_tenant(admin.demo.teams.tenant_id)}
    admin.demo.teams.fail_next("404_no_code", times=4, operation="team")
    await admin.stage.say("instellen")
    assert {team.id for team in await admin.services.store.teams.of_tenant(admin.demo.teams.tenant_id)} == kept


async def test_a_personio_that_is_down_is_said(admin):
    await admin.stage.say("instellen")
    admin.demo.personio.fail_next("*", "GET", 503, times=20)
    assert "Personio" in await admin.press("setup.personio")


async def test_asked_in_a_channel_it_opens_in_the_personal_chat_with_that_channel_chosen(admin):
    await admin.stage.say("instellen")
    await admin.demo.teams.say(admin.stage.user, "instellen", admin.updates)
    there = admin.demo.teams.messages(admin.updates)
    assert there[-1].text == "Ik heb de instellingen klaargezet in onze chat."
    assert "setup." not in str(there[-1].activity)
    await admin.press("setup.personio")
    await admin.press("setup.teams")
    await admin.press("setup.channels")
    assert inputs(admin.stage.card())["channel"] == admin.updates.id


@pytest.mark.parametrize("known_by", ["a message", "the installation"])
async def test_asked_in_a_channel_it_opens_in_any_personal_chat_that_is_known(admin, known_by):
    teams, user = admin.demo.teams, admin.stage.user
    await teams.say(user, "Nederlands", admin.updates)  # a choice that is kept, and no chat
    await teams.say(user, "instellen", admin.updates)
    assert "persoonlijke chat" in words(teams.messages(admin.updates)[-1].card)
    await (admin.stage.say("hallo") if known_by == "a message" else teams.install(user))
    await teams.say(user, "instellen", admin.updates)
    assert teams.messages(admin.updates)[-1].text == "Ik heb de instellingen klaargezet in onze chat."
    await admin.press("setup.personio")


async def test_time_zones_are_searched(admin):
    await admin.to_step_four()
    found = await admin.demo.teams.search(admin.stage.user, admin.stage.last(), "timezone", "los ang")
    assert [each["value"] for each in found.choices] == ["America/Los_Angeles"]


async def test_holidays_are_those_of_most_people_concerned_unless_another_place_is_chosen(admin):
    await admin.to_step_four()
    typed = {"channel": admin.updates.id}
    await admin.press("setup.add", **typed)
    munich = next(unit for unit in choices(admin.stage.card(), "units") if "München" in unit["title"])
    await admin.press("setup.add", channel=admin.general.id, units=munich["value"])
    other = admin.teams[1].channels
    await admin.press("setup.add", channel=other[0].id, holidays="none")
    await admin.press("setup.finish", channel=other[1].id, holidays="PT")
    assert [each.holidays for each in await admin.kept()] == ["NL", "DE-BY", None, "PT"]
    assert "Niet op feestdagen van Duitsland (Bayern)" in await admin.press("digest.list")


async def test_holidays_of_nowhere_come_back_with_a_sentence(admin):
    await admin.to_step_four()
    typed = {"channel": admin.updates.id, "units": "company", "holidays": "Atlantis"}
    answer = await admin.stage.press("setup.finish", typed, check=False)
    assert "Kies feestdagen uit de lijst." in words(answer.card)


async def test_the_weekly_outlook_is_switched_on(admin):
    await admin.to_step_four()
    await admin.press("setup.finish", channel=admin.updates.id, weekly="true")
    assert (await admin.kept())[0].weekly_outlook
    await admin.press("digest.list")
    assert inputs_of_the_editor(await admin.stage.press("setup.edit"))["weekly"] == "true"


def inputs_of_the_editor(answer):
    return inputs(answer.card)


def choices(card, field):
    """Return the choices of one input."""
    found = [each for each in card["body"] if each.get("id") == field]
    return found[0]["choices"]


async def test_a_unit_that_was_typed_and_not_chosen_is_not_the_whole_company(admin):
    await admin.to_step_four()
    assert inputs(admin.stage.card())["units"] == "", "Teams drops what was typed, so nothing is chosen beforehand"
    said = await admin.press("setup.finish", channel=admin.updates.id, units="")
    assert said.count("Kies uit de lijst voor wie de update is") == 2, "at the input, and beside the buttons"
    assert await admin.kept() == []
    await admin.press("setup.add", channel=admin.updates.id, units="company")
    said = await admin.press("setup.finish", channel=admin.general.id, units="")
    assert "Kies uit de lijst voor wie de update is" in said, "a second row is asked as the first"
    await admin.press("setup.edit")
    waiting, _ = words(admin.stage.card()).split("Kanaal\n")
    assert "Nederland › Algemeen\n09:00, Nederlands" in waiting, "nor is a row that waits said to be about all of it"
    assert "Kies uit de lijst voor wie de update is" in await admin.press("setup.finish")
    assert await admin.kept() == []


async def test_units_beside_the_whole_company_are_what_is_meant(admin):
    unit = admin.demo.company.employees[0].department
    await admin.to_step_four()
    await admin.press("setup.finish", channel=admin.updates.id, units=f"company,department:{unit.id}")
    assert [[each.id for each in kept.units] for kept in await admin.kept()] == [[str(unit.id)]]


async def test_finished_rows_say_whom_they_are_about(admin):
    unit = admin.demo.company.employees[0].department
    await admin.to_step_four()
    said = await admin.press("setup.add", channel=admin.updates.id)
    assert "09:00, Het hele bedrijf, Nederlands" in said
    assert "Nederland › Updates staat klaar. Kies hierboven het volgende kanaal" in said, "beside the button"
    said = await admin.press("setup.add", channel=admin.general.id, units=f"department:{unit.id}")
    assert f"09:00, {unit.name} (afdeling), Nederlands" in said


async def test_what_one_channel_shows_is_not_shown_by_the_next_one_that_is_added(admin):
    told = "Met de reden van afwezigheid, ook bij ziekte"
    await admin.to_step_four()
    switched_on = {"show_type": "true", "post_empty": "true", "weekly": "true"}
    said = await admin.press("setup.add", channel=admin.updates.id, **switched_on)
    assert said.count(told) == 1, "in the row that is finished"
    assert {inputs(admin.stage.card())[each] for each in switched_on} == {"false"}
    assert (await admin.press("setup.finish", channel=admin.general.id)).count(told) == 1
    one, other = await admin.kept()
    assert (one.show_absence_type, one.empty, one.weekly_outlook) == (True, "post", True)
    assert (other.show_absence_type, other.empty, other.weekly_outlook) == (False, "skip", False)
    assert (await admin.press("digest.list")).count(told) == 1


async def test_two_updates_of_a_channel_at_one_time_are_pointed_out(admin):
    await admin.to_step_four()
    hint = "krijgt zo twee updates op hetzelfde moment"
    await admin.press("setup.add", channel=admin.updates.id)
    assert hint not in words(admin.stage.card())
    assert hint in await admin.press("setup.add", channel=admin.updates.id, time="09:00")
    await admin.press("setup.remove")
    await admin.press("setup.finish")
    await admin.to_step_four()
    said = await admin.press("setup.add", channel=admin.updates.id)
    assert said.count(hint) == 2, "an update that there is already; at the channel, and beside the buttons"
    await admin.to_step_four()
    assert hint not in await admin.press("setup.add", channel=admin.updates.id, time="16:00")
    await admin.to_step_four()
    assert hint in await admin.press("setup.finish", channel=admin.updates.id), (
        "told where it was kept at the first press"
    )
    await admin.press("digest.list")
    await admin.press("setup.edit")
    assert hint in await admin.press("setup.finish")


async def test_a_channel_that_keeps_another_update_is_not_said_to_get_none(admin):
    await admin.set_up()
    await admin.press("digest.list")
    assert "krijgt geen updates meer" in await admin.press("digest.delete")
    await admin.to_step_four()
    await admin.press("setup.finish", channel=admin.updates.id, time="16:00")
    await admin.press("digest.list")
    said = await admin.press("digest.delete")
    assert "houdt zijn andere updates" in said
    assert "krijgt geen" not in said
