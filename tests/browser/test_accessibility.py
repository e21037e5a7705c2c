"""Without a mouse, and by ear."""

import re
from datetime import date

import pytest
from playwright.async_api import expect

from tests.support.browser_chat import DESKTOP, JOURNEY, PHONE

pytestmark = JOURNEY
CONTROLS = "input, select, textarea, button, a"


async def every_control_is_named(chat):
    for control in await chat.card.locator(CONTROLS).all():
        if await control.is_visible():
            await expect(control).to_have_accessible_name(re.compile(r"\w"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["at a state", "on a phone"])
async def test_every_input_and_button_has_a_name_and_every_card_a_heading(look, size):
    chat = await look(size=size)
    await chat.ask("2026-12-01", kind="Artsbezoek (per uur)")
    await every_control_is_named(chat)
    await expect(chat.card.get_by_role("heading", name="Afwezigheid aanvragen")).to_be_visible()
    await chat.press("Volgende stap")
    await chat.sees("gaat per uur")
    await every_control_is_named(chat)
    await chat.field("Begintijd").fill("09:00")
    await chat.field("Eindtijd").fill("10:00")
    await chat.press("Volgende stap")
    await expect(chat.card.get_by_role("heading", name="Klopt dit?")).to_be_visible()
    await every_control_is_named(chat)
    await chat.press("Aanvragen")
    await expect(chat.card.get_by_role("heading", name="Je aanvraag is goedgekeurd")).to_be_visible()
    await every_control_is_named(chat)


async def test_no_card_is_wider_than_a_phone(look):
    chat = await look(size=(320, 700))
    await chat.review("2026-12-01", "2026-12-04", comment="x" * 200)
    assert await chat.log.evaluate("log => log.scrollWidth - log.clientWidth") == 0
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring")
    assert await chat.log.evaluate("log => log.scrollWidth - log.clientWidth") == 0


async def test_a_request_can_be_made_with_the_keyboard_alone(built, chat):
    keyboard = chat.page.keyboard

    async def tab_to(target):
        for _ in range(40):
            if await target.evaluate("element => element === document.activeElement"):
                return
            await keyboard.press("Tab")
        raise AssertionError(f"the Tab key never reaches {target}")

    await tab_to(chat.page.get_by_label("Bericht", exact=True))
    await keyboard.type("afwezigheid aanvragen")
    await keyboard.press("Enter")
    await expect(chat.button("Volgende stap")).to_be_visible()
    await tab_to(chat.picker("Type afwezigheid"))
    await keyboard.press("ControlOrMeta+a")
    await keyboard.type("ouder")
    await expect(chat.page.get_by_role("option", name="Ouderschapsverlof")).to_be_visible()
    await keyboard.press("ArrowDown")
    await keyboard.press("Enter")
    await tab_to(chat.field("Eerste dag"))
    await keyboard.type("03032027")  # the same in every order of day and month
    await tab_to(chat.field("Laatste dag"))
    await keyboard.type("03032027")
    await tab_to(chat.field("Eindigt met"))
    await keyboard.press("ArrowDown")
    await tab_to(chat.field("Opmerking"))
    await keyboard.type("Oma")
    await tab_to(chat.button("Volgende stap"))
    await keyboard.press("Enter")
    await chat.sees("Ouderschapsverlof · 0,5 werkdag", "Oma")
    await tab_to(chat.picker("Vervanger"))
    await keyboard.type("thijs")
    await expect(chat.page.get_by_role("option", name="Thijs Wolvenkamp")).to_be_visible()
    await keyboard.press("ArrowDown")
    await keyboard.press("Enter")
    await tab_to(chat.button("Aanvragen"))
    await keyboard.press("Enter")
    await chat.sees("Je aanvraag wacht op je vervanger")
    absence = built.absence()
    assert (absence.first_day, absence.until_midday, absence.comment) == (date(2027, 3, 3), True, "Oma")
    assert absence.substitute_id == built.people.substitute.id
