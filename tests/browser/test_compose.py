"""The search in the compose box: look up who is out, put it into a message, and others read it."""

import pytest
from playwright.async_api import expect

from tests.browser.test_daily_update import visit
from tests.support.browser_chat import DESKTOP, JOURNEY, PHONE

pytestmark = JOURNEY
AWAY = "Matthias Quellmalz"


def button(chat):
    return chat.page.get_by_role("button", name="Zoeken met Personio")


def found(chat, text):
    return chat.page.get_by_role("listitem").filter(has_text=text).get_by_role("button")


async def look_up(chat, words):
    await button(chat).click()
    await expect(chat.page.get_by_role("listitem").first).to_contain_text("Vandaag afwezig")
    await chat.page.get_by_role("searchbox").fill(words)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_who_is_out_is_put_into_a_message_and_read_by_a_colleague(built, look, size):
    channel = built.demo.teams.world.teams[0].channels[1]
    writer, reader = await look("sanne", size=size), await look("thijs")
    await visit(writer, channel, "sanne")
    await visit(reader, channel, "thijs")
    await look_up(writer, "klantenservice vandaag")
    pick = found(writer, "Klantenservice: 2 afwezig. Iedereen in dit gesprek kan dit lezen.")
    await expect(writer.page.get_by_role("listitem")).to_have_count(1)
    box = await pick.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    await pick.click()
    await expect(writer.page.get_by_role("searchbox")).to_be_hidden()
    await expect(writer.page.locator("#draft")).to_contain_text(AWAY)
    assert built.demo.teams.messages(channel) == []  # nothing is sent before the writer sends it
    await writer.say("Dan weten jullie het")
    for chat in (writer, reader):
        await chat.sees("Dan weten jullie het", "Vandaag afwezig (2)", "Klantenservice", AWAY)
    [message] = built.demo.teams.messages(channel)
    assert message.sender == built.demo.teams.world.user("sanne").id
    await expect(writer.page.locator("#draft")).to_be_hidden()


async def test_a_card_can_be_taken_out_again_and_what_names_nothing_is_told_so(built, look):
    chat = await look("sanne")
    await look_up(chat, "xyz")
    await expect(chat.page.get_by_text("Niets gevonden. Typ een dag")).to_be_visible()
    await chat.page.keyboard.press("Escape")
    await expect(button(chat)).to_be_focused()
    await button(chat).click()
    await found(chat, "Web").first.click()
    send = chat.page.get_by_role("button", name="Verzenden")
    await expect(send).to_be_enabled()
    await chat.page.get_by_role("button", name="Kaart weghalen").click()
    await expect(send).to_be_disabled()
    assert built.demo.teams.messages(built.demo.teams.world.user("sanne")) == []
