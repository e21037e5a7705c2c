"""The daily update in its channel: told in the morning, kept up to date, asked for by mention."""

from datetime import UTC, date, datetime

from playwright.async_api import expect

from bot.features import digests
from sandbox.company import Absence
from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY
TUESDAY = date(2026, 11, 24)


async def visit(chat, channel, person="thijs"):
    await chat.page.goto(f"{chat.built.demo.teams.url}?as={person}&chat={channel.id}")
    await expect(chat.page.locator("[data-ready]")).to_be_visible()


async def told(built, look, team=0):
    """Return the channel of a team and somebody who reads this morning's update there."""
    await built.set_up()
    channel = built.demo.teams.world.teams[team].channels[1]
    await built.next_morning(channel)
    chat = await look("thijs")
    await visit(chat, channel)
    return channel, chat


def calls_in_sick(built, person):
    """File a day of sickness in Personio, as HR does."""
    now = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    kind = next(each for each in built.demo.company.types if each.name == "Ziek")
    sick = Absence("ziek-1", 990001, person.id, kind.id, TUESDAY, TUESDAY, "APPROVED", now, now)
    built.demo.personio.add_absence(sick)


async def test_somebody_who_calls_in_sick_appears_in_the_update_that_is_there(built, look):
    channel, chat = await told(built, look)
    sanne = built.people.employee
    await chat.sees("Dinsdag 24 november 2026", "Vandaag afwezig")
    await expect(chat.card).not_to_contain_text(sanne.name)
    [posted] = built.demo.teams.messages(channel)

    calls_in_sick(built, sanne)
    built.clock.advance(minutes=10)
    assert await digests.edits(built.services) == 2  # both channels are about her
    await chat.sees(f"{sanne.name}, terug op woensdag 25 november", "Bewerkt")
    await expect(chat.card).not_to_contain_text("iek")
    await expect(chat.log.locator("[data-message]")).to_have_count(1)
    [now_there] = built.demo.teams.messages(channel)
    assert now_there.id == posted.id
    assert await digests.edits(built.services) == 0  # nothing has changed since


async def test_a_channel_asks_who_is_out_and_is_told_no_more_than_its_update_says(built, look):
    channel, chat = await told(built, look)
    calls_in_sick(built, built.people.employee)
    built.clock.advance(minutes=10)
    await chat.say("@Personio wie is er afwezig?")
    await expect(chat.log.get_by_text("wie is er afwezig?")).to_be_visible()
    await chat.sees("Amsterdam", "Sanne Hagenaar", "terug op woensdag 25 november")
    await expect(chat.card).not_to_contain_text("iek")
    await chat.say("@Personio wie is er morgen afwezig")
    await chat.sees("Morgen afwezig: woensdag 25 november")
    await expect(chat.card).not_to_contain_text("Sanne Hagenaar")
    asked_and_told = built.demo.teams.messages(channel)
    assert len(asked_and_told) == 5
    # Only the update stands on its own; an answer belongs to who asked.
    assert [message.thread is None for message in asked_and_told] == [True, True, False, True, False]


async def test_the_channel_is_only_listened_to_when_the_app_is_named(built, look):
    channel, chat = await told(built, look)
    await chat.say("wie is er afwezig?")
    await expect(chat.log.locator("[data-message]")).to_have_count(2)
    await chat.say("@Personio wie is er afwezig?")
    await expect(chat.log.locator("[data-message]")).to_have_count(4)
    assert len(built.demo.teams.messages(channel)) == 4
