"""What there is about oneself: the balance, what colleagues see, and which messages come."""

from datetime import date

from playwright.async_api import expect

from bot.features import digests
from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY
ALIVE = True


async def test_the_balance_leads_on_to_a_request(built, chat):
    await chat.say("saldo")
    await chat.sees("Dit heb je nog", "Vakantie: 16 dagen", "Overuren opnemen:")
    await expect(chat.card).not_to_contain_text("Ziek")
    await chat.press("Afwezigheid aanvragen")
    await expect(chat.field("Eerste dag")).to_have_value("2026-11-23")


async def test_a_message_that_was_switched_off_does_not_come_but_the_card_says_it(built, look):
    await built.demo.install()
    sanne = await look()
    await sanne.say("meldingen")
    await sanne.sees("Welke berichten wil je van mij?")
    await sanne.field("Als er over mijn aanvraag is beslist").uncheck()
    await sanne.press("Opslaan")
    await sanne.sees("Opgeslagen.")
    await expect(sanne.field("Als er over mijn aanvraag is beslist")).not_to_be_checked()
    await expect(sanne.field("Als een collega mij als vervanger vraagt")).to_be_checked()

    receipt = await sanne.request("2026-12-01")
    built.demo.personio.approve(built.absence().id)
    await expect(receipt).to_contain_text("Je aanvraag is goedgekeurd")
    await built.idle()
    await expect(sanne.messages).to_have_count(5)
    await sanne.sees("Je aanvraag is goedgekeurd", "Nieuwe aanvraag")  # the receipt is the last word


async def test_who_does_not_want_to_be_celebrated_leaves_the_channel(built, look):
    built.demo.personio.change_employee(built.people.employee.id, birthday=date(1990, 11, 24))
    await built.set_up()
    channel = built.demo.teams.world.teams[0].channels[1]
    await built.next_morning(channel)
    sanne, thijs = await look(), await look("thijs")
    await thijs.visit(channel)
    await thijs.sees("Jarig vandaag", "Sanne Hagenaar")

    await sanne.say("wat zien collega's van mij?")
    await sanne.sees(
        "Wat collega’s van je zien", "Vandaag sta je nergens als afwezig.", "mogen in de dagelijkse update"
    )
    await sanne.press("Verjaardag niet plaatsen")
    await sanne.sees("Je verjaardag en je jubileum worden niet geplaatst.")
    await digests.edits(built.services)
    await expect(thijs.card).not_to_contain_text("Sanne Hagenaar")
    await thijs.sees("Jarig vandaag")  # others are
