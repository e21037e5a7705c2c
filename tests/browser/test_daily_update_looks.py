"""The daily update as it looks: in its language, on any screen, in any colours."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.async_api import expect

from sandbox.company import Absence
from tests.support.browser_chat import DESKTOP, JOURNEY
from tests.support.screenshots import looks_right

pytestmark = JOURNEY
NARROW = (360, 740)
SCREENS = [(DESKTOP, "light"), (DESKTOP, "dark"), (NARROW, "dark"), (NARROW, "contrast")]
TUESDAY = date(2026, 11, 24)
WORDS = {
    "nl": ("Dinsdag 24 november 2026", "Vandaag afwezig", "Jarig vandaag", "anderen", "Minder tonen"),
    "de": ("Dienstag, 24. November 2026", "Heute abwesend", "Heute Geburtstag", "weitere", "Weniger anzeigen"),
}


def half_the_company_is_away(built):
    """Let every other colleague be on holiday on Tuesday."""
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    kind = next(each for each in built.demo.company.types if each.name == "Vakantie")
    for number, person in enumerate(built.demo.company.employees[::2]):
        away = Absence(f"away-{number}", 990001 + number, person.id, kind.id, TUESDAY, TUESDAY, "APPROVED", now, now)
        built.demo.personio.add_absence(away)


@pytest.mark.parametrize("language", WORDS)
async def test_an_update_can_be_read_on_every_screen_folded_and_unfolded(built, look, language):
    day, away, birthday, others, fewer = WORDS[language]
    half_the_company_is_away(built)
    await built.set_up(language, language)
    channel = built.demo.teams.world.teams[0].channels[1]
    await built.next_morning(channel)
    chat = await look("thijs")
    for (width, height), theme in SCREENS:
        await chat.page.set_viewport_size({"width": width, "height": height})
        await chat.page.goto(f"{built.demo.teams.url}?as=thijs&chat={channel.id}&theme={theme}")
        await expect(chat.card.get_by_role("heading", name=day)).to_be_visible()
        await expect(chat.card.get_by_role("heading", name=away)).to_be_visible()
        await expect(chat.card.get_by_role("heading", name=birthday)).to_be_visible()
        await looks_right(chat)
        more = chat.card.get_by_role("button", name=others)
        hidden = int(re.search(r"\d+", await more.inner_text())[0])
        people = chat.card.get_by_text(re.compile(r", (terug|zurück|Rückkehr) "))
        folded = await people.filter(visible=True).count()
        await more.click()
        await expect(people.filter(visible=True)).to_have_count(folded + hidden)
        await expect(more).to_be_hidden()
        await looks_right(chat)
        await chat.press(fewer)
        await expect(people.filter(visible=True)).to_have_count(folded)
        await expect(more).to_be_visible()


async def test_an_update_is_spoken_and_notified_without_names(built, look):
    await built.set_up("nl", "de")
    channel = built.demo.teams.world.teams[0].channels[1]
    chat = await look("thijs")
    await built.next_morning(channel)
    row = chat.page.get_by_role("button", name="Updates, 1 ongelezen").first
    await expect(row).to_be_visible()
    [posted] = built.demo.teams.messages(channel)
    told = {posted.summary, posted.card["speak"], posted.card["fallbackText"]}
    names = {person.name for person in built.demo.company.employees}
    assert not [name for name in names for words in told if name in words]
    await row.click()
    await expect(chat.card.get_by_role("group", name=posted.card["speak"])).to_be_visible()
    assert await chat.card.locator(".ac-adaptiveCard").get_attribute("lang") == "nl"
