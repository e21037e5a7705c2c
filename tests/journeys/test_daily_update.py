"""The daily update: set up in Teams in four steps, posted the next morning, asked for by mention."""

from playwright.async_api import expect

from tests.journeys.chat import JOURNEY

pytestmark = JOURNEY


async def test_an_admin_sets_up_a_channel_and_the_next_morning_it_is_told(house, chat):
    for team in house.demo.teams.world.teams:
        await house.demo.teams.install(team)
    await chat.open("marieke")
    await chat.say("instellen")
    await chat.sees("Stap 1 van 4")
    await chat.press("Volgende stap")
    await chat.sees("Stap 2 van 4", "De inloggegevens van Personio kloppen")
    await chat.press("Volgende stap")
    await chat.sees("Stap 3 van 4")
    await chat.field("Product").check()
    await chat.press("Volgende stap")
    await chat.sees("Stap 4 van 4")
    option = chat.field("Kanaal").locator("option").filter(has_text="Updates")
    await chat.field("Kanaal").select_option(value=await option.get_attribute("value"))
    await chat.press("Voltooien")
    await expect(chat.button("Voltooien")).to_have_count(0)

    house.clock.advance(hours=23)  # Tuesday, 09:00 in Amsterdam
    product = house.demo.teams.world.teams[1].channels[1]
    await chat.page.goto(f"{house.demo.teams.url}?as=thijs&chat={product.id}")
    await expect(chat.log.get_by_text("Dinsdag 24 november 2026")).to_be_visible(timeout=20_000)
    await expect(chat.log.get_by_text("Vandaag afwezig")).to_be_visible()

    await house.demo.teams.say(house.demo.teams.world.user("thijs"), "wie is er afwezig?", product)
    await expect(chat.log.get_by_text("Het hele bedrijf")).to_be_visible()
    await expect(chat.log.get_by_text("Vandaag afwezig (7)")).to_have_count(2)  # the update and the answer agree
