"""From two words to an approved absence, seen by the three people it takes."""

from datetime import date

import pytest
from playwright.async_api import expect

from tests.support.browser_chat import DESKTOP, JOURNEY, PHONE

pytestmark = JOURNEY
ALIVE = True


@pytest.mark.parametrize(
    ("size", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["at a desk in light", "on a phone in dark"]
)
async def test_a_request_goes_from_words_to_approval(built, look, size, theme):
    sanne = await look(size=size, theme=theme)
    await sanne.review("2026-12-01", "2026-12-04", comment="Skiën met de kinderen")
    await sanne.sees("Vakantie · 4 werkdagen", "maandag 7 december 2026", "nu 16 dagen, hierna 12 dagen")
    await sanne.sees("1 collega van je team (Web)", "Skiën met de kinderen")
    await sanne.pick("Vervanger", "thi", "Thijs Wolvenkamp")
    await sanne.press("Aanvragen")
    await sanne.sees("Je aanvraag wacht op je vervanger", "Nu: Thijs Wolvenkamp accepteert de vervanging")
    await expect(sanne.button("Nieuwe aanvraag")).to_be_in_viewport(ratio=1)
    absence = built.absence()
    assert absence.employee_id == built.people.employee.id
    assert absence.substitute_id == built.people.substitute.id
    assert (absence.first_day, absence.last_day) == (date(2026, 12, 1), date(2026, 12, 4))
    assert absence.comment == "Skiën met de kinderen"

    personio = await sanne.page.context.new_page()
    await personio.goto(built.demo.personio.url)
    await personio.get_by_role("link", name="Thijs").click()
    await personio.get_by_role("button", name="Accepteren: Sanne Hagenaar").click()
    await expect(personio.get_by_role("button", name="Accepteren: Sanne Hagenaar")).to_have_count(0)
    await sanne.come_back()
    await sanne.sees("Je aanvraag wacht op goedkeuring", "Klaar: Thijs Wolvenkamp vervangt je")

    await personio.get_by_role("link", name="Annelies").click()
    await personio.get_by_role("button", name="Goedkeuren: Sanne Hagenaar").click()
    await expect(personio.get_by_role("button", name="Goedkeuren: Sanne Hagenaar")).to_have_count(0)
    assert built.absence().status == "APPROVED"
    await sanne.come_back()
    await sanne.sees("Je aanvraag is goedgekeurd")
    await expect(sanne.card).not_to_contain_text("Daarna:")


async def test_the_receipt_leads_to_the_absence_in_personio(built, chat):
    await chat.review("2026-12-01")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring")
    async with chat.page.expect_popup() as opened:
        await chat.card.get_by_role("link", name="Bekijken in Personio").click()
    personio = await opened.value
    await expect(personio.get_by_role("heading", name="Alle taken")).to_be_visible()
    assert built.absence().first_day == date(2026, 12, 1)


async def test_a_rejected_request_says_so_and_offers_a_new_one(built, chat):
    await chat.review("2026-12-01")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring")
    receipt = chat.messages.nth(1)
    built.demo.personio.reject(built.absence().id)
    await expect(receipt).to_contain_text("Je aanvraag is afgewezen")
    await chat.sees("Je aanvraag is afgewezen", "Mijn afwezigheden")  # a message of its own comes last
    await receipt.get_by_role("button", name="Nieuwe aanvraag").click()
    await expect(chat.field("Eerste dag")).to_have_value("2026-11-23")


async def test_cancelling_files_nothing(built, chat):
    await chat.review("2026-12-01")
    await chat.press("Annuleren")
    await chat.sees("Er is niets aangevraagd")
    assert built.absences() == []


async def test_the_newest_card_is_never_cut_off_for_who_reads_at_the_end(chat):
    await chat.page.set_viewport_size({"width": 1280, "height": 700})
    await chat.review("2026-12-01", "2026-12-04")
    await expect(chat.button("Annuleren")).to_be_in_viewport(ratio=1)
    await chat.pick("Vervanger", "thi", "Thijs Wolvenkamp")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op je vervanger")
    await expect(chat.button("Nieuwe aanvraag")).to_be_in_viewport(ratio=1)
    await expect(chat.page.get_by_role("button", name="Personio", exact=True)).to_have_attribute(
        "aria-description", "Je aanvraag wacht op je vervanger"
    )


async def test_who_reads_further_up_stays_there_while_a_card_changes_below(built, look):
    state, other = await look(size=(1280, 700)), await look(size=(1280, 700))
    await state.review("2026-12-01", "2026-12-04")
    await state.press("Aanvragen")
    await other.sees("Je aanvraag wacht op goedkeuring")
    await other.log.evaluate("log => { log.scrollTop = 0; }")
    built.demo.personio.approve(built.absence().id)
    await state.come_back()
    await other.sees("Je aanvraag is goedgekeurd")
    assert await other.log.evaluate("log => log.scrollTop") == 0
