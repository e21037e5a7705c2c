"""Setting up the daily update as an admin sees it: four steps, and every day after."""

import re

import pytest
from playwright.async_api import expect

from tests.support.browser_chat import JOURNEY, NARROW
from tests.support.screenshots import looks_right

pytestmark = JOURNEY
UNITS = "Afdelingen, teams en kantoren"


async def to_step_four(chat, *teams, look=None):
    await chat.say("instellen")
    for step in (1, 2, 3):
        await chat.sees(f"Stap {step} van 4")
        if step == 3:
            for team in teams:
                await chat.field(team).check()
        if look:
            await look(chat)
        await chat.press("Volgende stap")
    await chat.sees("Stap 4 van 4")


async def choose(chat, label, option):
    await chat.field(label).select_option(label=option)


async def add_unit(chat, typed, unit):
    await chat.picker(UNITS).fill(typed)
    await chat.page.get_by_role("option", name=unit, exact=True).click()
    await expect(chat.button(f"{unit} weghalen")).to_be_visible()
    await chat.picker(UNITS).press("Escape")  # the list would cover what is below


async def go_to(chat, channel, person="thijs"):
    await chat.page.goto(f"{chat.built.demo.teams.url}?as={person}&chat={channel.id}")
    await expect(chat.page.locator("[data-ready]")).to_be_visible()


async def test_an_admin_sets_up_two_channels_from_nothing_and_each_is_told_in_its_language(built, look):
    await built.install()
    chat = await look("marieke")
    [nederland, product] = [team.channels[1] for team in built.demo.teams.world.teams]
    await to_step_four(chat, "Nederland", "Product")
    await choose(chat, "Kanaal", "Nederland › Updates")
    await add_unit(chat, "amst", "Amsterdam (kantoor)")
    await chat.press("Voorbeeld")
    await chat.sees("Voorbeeld: er is nog niets geplaatst", "Maandag 23 november 2026", "Vandaag afwezig", "Amsterdam")
    await chat.press("Terug")
    await expect(chat.button("Amsterdam (kantoor) weghalen")).to_be_visible()  # nothing chosen is lost
    await chat.press("Nog een kanaal toevoegen")
    await chat.sees("Nederland › Updates", "09:00, Amsterdam (kantoor), Nederlands")
    await choose(chat, "Kanaal", "Product › Updates")
    await chat.press("Meer instellingen")
    await choose(chat, "Taal", "Deutsch")
    await add_unit(chat, "tech", "Techniek (afdeling)")
    await add_unit(chat, "mün", "München (kantoor)")
    assert await built.services.store.subscriptions.all() == []
    await chat.press("Voltooien")
    await chat.sees("Klaar! Je updates zijn actief", "Nederland › Updates", "Product › Updates", "Techniek, München")

    await built.next_morning(nederland, product)
    await go_to(chat, nederland)
    await chat.sees("Dinsdag 24 november 2026", "Vandaag afwezig", "Amsterdam")
    await go_to(chat, product)
    await chat.sees("Dienstag, 24. November 2026", "Heute abwesend", "Techniek, München")
    assert [len(built.demo.teams.messages(each)) for each in (nederland, product)] == [1, 1]


async def test_an_admin_looks_after_the_updates_there_are(built, look):
    await built.install()
    await built.set_up()
    channel = built.demo.teams.world.teams[0].channels[1]
    chat = await look("marieke")

    async def manage(title):
        await chat.card.get_by_role("button", name=re.compile(f"^{title}")).first.click()

    await chat.say("instellen")
    await chat.sees("Stap 1 van 4")
    await chat.press("2 updates bekijken")
    await chat.sees("Updates in kanalen", "Nederland › Updates", "Product › Updates")

    await manage("Aanpassen")
    await chat.sees("Update aanpassen")
    await chat.field("Tijd").first.fill("08:30")
    await chat.press("Opslaan")
    await chat.sees("De update is opgeslagen.", "08:30 (Europe/Amsterdam)")
    await manage("Pauzeren")
    await chat.sees("De update is gepauzeerd.", "Gepauzeerd door een beheerder")
    await manage("Hervatten")
    await chat.sees("De update gaat weer verder.")

    await manage("Voorbeeld")
    await chat.sees("Maandag 23 november 2026")
    await chat.card.get_by_role("textbox", name="Dag").fill("2026-11-25")
    await chat.press("Deze dag bekijken")
    await chat.sees("Woensdag 25 november 2026")
    await chat.card.get_by_role("textbox", name="Dag").fill("2026-11-28")
    await chat.press("Deze dag bekijken")
    await chat.sees("Zaterdag 28 november 2026: geen werkdag van dit kanaal")
    await chat.press("Terug")
    await chat.sees("Updates in kanalen")
    assert built.demo.teams.messages(channel) == []

    for _ in range(2):
        await manage("Nu plaatsen")
        await chat.sees("De update van vandaag nu plaatsen?")
        await chat.press("Nu plaatsen")
        await chat.sees("De update staat in het kanaal.")
        built.clock.advance(minutes=1)
    assert len(built.demo.teams.messages(channel)) == 1

    await manage("Verwijderen")
    await chat.sees("Deze update verwijderen?")
    await chat.press("Terug")
    await chat.sees("Updates in kanalen")
    assert len(await built.services.store.subscriptions.all()) == 2
    await manage("Verwijderen")
    await chat.sees("Deze update verwijderen?")
    await chat.press("Verwijderen")
    await chat.sees("De update is verwijderd.")
    assert len(await built.services.store.subscriptions.all()) == 1


async def test_somebody_who_is_no_admin_is_told_who_can(built, chat):
    await chat.say("instellen")
    await chat.sees("Dit kan alleen een beheerder.")
    await expect(chat.log.get_by_text("Stap 1 van 4")).to_have_count(0)


async def test_in_a_channel_setting_up_goes_on_in_the_personal_chat_with_that_channel_chosen(built, look):
    await built.install()
    channel = built.demo.teams.world.teams[1].channels[1]
    chat = await look("marieke")
    await built.demo.teams.install(built.demo.teams.world.user("marieke"))
    await expect(chat.card.locator(".card-frame")).to_be_visible()  # the welcome
    await go_to(chat, channel, "marieke")
    await chat.say("@Personio instellen")
    await chat.sees("Ik heb de instellingen klaargezet in onze chat.")
    await expect(chat.log.get_by_text("Stap 1 van 4")).to_have_count(0)
    await chat.page.get_by_role("button", name="Personio, 1 ongelezen", exact=True).click()
    await chat.sees("Stap 1 van 4")
    await chat.press("Volgende stap")
    await chat.sees("Stap 2 van 4")
    await chat.press("Volgende stap")
    await expect(chat.field("Product")).to_be_checked()
    await expect(chat.field("Nederland")).not_to_be_checked()
    await chat.press("Volgende stap")
    await expect(chat.field("Kanaal")).to_have_value(channel.id)
    await add_unit(chat, "hele", "Het hele bedrijf")
    await chat.press("Voltooien")
    await chat.sees("Klaar! Je updates zijn actief", "Product › Updates")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_step_fits_a_narrow_phone_and_can_be_read(built, look, theme):
    await built.install()
    await built.set_up()
    chat = await look("marieke", size=NARROW, theme=theme)
    await to_step_four(chat, "Nederland", "Product", look=looks_right)
    await add_unit(chat, "klant", "Klantenservice (afdeling)")
    await add_unit(chat, "amst", "Amsterdam (kantoor)")
    await chat.press("Voltooien")
    await chat.sees("Kies een kanaal.")
    await expect(chat.field("Taal")).to_be_hidden()
    await looks_right(chat)
    await chat.press("Meer instellingen")
    await expect(chat.field("Taal")).to_be_visible()
    await looks_right(chat)
    await chat.press("Minder instellingen")
    await choose(chat, "Kanaal", "Nederland › Updates")
    await chat.press("Nog een kanaal toevoegen")
    await chat.sees("Aanpassen")
    await choose(chat, "Kanaal", "Product › Updates")
    await add_unit(chat, "hele", "Het hele bedrijf")
    await chat.press("Voorbeeld")
    await chat.sees("Voorbeeld: er is nog niets geplaatst")
    await looks_right(chat)
    await chat.press("Terug")
    await chat.sees("Stap 4 van 4")
    await chat.press("Voltooien")
    await chat.sees("Klaar! Je updates zijn actief")
    await looks_right(chat)
    await chat.press("Updates in kanalen")
    manage = chat.card.get_by_role("button", name=re.compile("^Beheren: ")).first
    await expect(manage).to_be_visible()
    await looks_right(chat)
    await manage.click()
    await expect(chat.button("Nu plaatsen")).to_be_visible()
    await looks_right(chat)
    await chat.press("Verwijderen")
    await chat.sees("Deze update verwijderen?")
    await looks_right(chat)


async def test_on_a_phone_every_press_in_step_four_shows_its_effect_where_one_looks(built, look):
    await built.install()
    chat = await look("marieke", size=NARROW)

    async def in_view(words):
        """See the words without scrolling; the last of them stand beside the buttons."""
        await expect(chat.card.get_by_text(words).last).to_be_in_viewport(ratio=1)

    await to_step_four(chat, "Nederland")
    await chat.press("Voltooien")
    await in_view("Kies een kanaal.")
    await choose(chat, "Kanaal", "Nederland › Updates")
    await chat.picker(UNITS).fill("amst")  # typed, and left without a choice
    await chat.picker(UNITS).press("Escape")
    await chat.press("Voltooien")
    await in_view("Kies uit de lijst voor wie de update is")
    await expect(chat.card.get_by_text("Kies uit de lijst voor wie de update is")).to_have_count(2)
    assert await built.services.store.subscriptions.all() == []
    await add_unit(chat, "amst", "Amsterdam (kantoor)")
    await chat.press("Nog een kanaal toevoegen")
    await in_view("Nederland › Updates staat klaar. Kies hierboven het volgende kanaal")
    await chat.sees("09:00, Amsterdam (kantoor), Nederlands")
    await expect(chat.button("Het hele bedrijf weghalen")).to_have_count(0)

    await choose(chat, "Kanaal", "Nederland › Updates")
    await add_unit(chat, "hele", "Het hele bedrijf")
    await chat.press("Voltooien")
    await chat.sees("Klaar! Je updates zijn actief")
    await in_view("Nederland › Updates krijgt zo twee updates op hetzelfde moment")
    await chat.press("Updates in kanalen")
    await chat.card.get_by_role("button", name=re.compile("^Verwijderen")).first.click()
    await chat.sees("Het kanaal houdt zijn andere updates.")
    await expect(chat.card.get_by_text("krijgt geen updates meer")).to_have_count(0)
