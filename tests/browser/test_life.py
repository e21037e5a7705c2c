"""What people see of the life of a request: everybody is told when it is their turn, and nobody twice."""

from datetime import date

from playwright.async_api import expect

from bot.features import requests
from sandbox.personio.request_body import When
from sandbox.personio.workflow import change
from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY
ALIVE = True
KIND = "akantie"  # in no notification, and never for a substitute


def told(built, person):
    """Return what the bot has written to somebody, oldest first, as Teams keeps it."""
    user = built.demo.teams.world.user(person.email)
    return [message for message in built.demo.teams.messages(user) if message.sender != user.id]


async def everybody(built, look):
    """Give everybody the app, and open the chats of the three whom a request takes."""
    await built.demo.install()
    return [await look(name) for name in ("sanne", "thijs", "annelies")]


async def test_each_is_told_in_turn_and_the_card_lives(built, look):
    sanne, thijs, annelies = await everybody(built, look)
    receipt = await sanne.request("2026-12-01", "2026-12-04", "Thijs Wolvenkamp")
    await thijs.sees(
        "Sanne Hagenaar vraagt jou als vervanger", "4 werkdagen", "Accepteren of weigeren doe je in Personio"
    )
    await expect(thijs.card).not_to_contain_text(KIND)

    await thijs.decide("Thijs", "Accepteren: Sanne Hagenaar")
    await thijs.sees("Afgehandeld: vervanging geaccepteerd")
    await expect(receipt).to_contain_text("Klaar: Thijs Wolvenkamp vervangt je", use_inner_text=True)
    await annelies.sees(
        "Sanne Hagenaar vraagt afwezigheid aan", "Vakantie", "Goedkeuren of afwijzen doe je in Personio"
    )

    await annelies.decide("Annelies", "Goedkeuren: Sanne Hagenaar")
    await annelies.sees("Afgehandeld: goedgekeurd")
    await expect(annelies.card).not_to_contain_text(KIND)
    await thijs.sees("Afgehandeld: goedgekeurd", "Je vervangt Sanne Hagenaar in deze periode.")
    await sanne.sees("Je aanvraag is goedgekeurd", "Mijn afwezigheden")
    await expect(receipt).to_contain_text("Je aanvraag is goedgekeurd")
    await expect(sanne.messages).to_have_count(4)  # welcome, her words, the receipt, the decision

    await requests.ask_poll(built.services)  # the safety net finds nothing new
    await built.idle()
    people = built.people
    assert [len(told(built, each)) for each in (people.employee, people.substitute, people.approver)] == [3, 2, 2]
    for message in (*told(built, people.substitute), *told(built, people.approver)):
        assert KIND not in message.summary


async def test_a_rejection_reaches_all_who_were_asked(built, look):
    sanne, thijs, annelies = await everybody(built, look)
    receipt = await sanne.request("2026-12-01")
    await annelies.sees("Sanne Hagenaar vraagt afwezigheid aan")
    await annelies.decide("Annelies", "Afwijzen: Sanne Hagenaar")
    await annelies.sees("Afgehandeld: afgewezen")
    await sanne.sees("Je aanvraag is afgewezen", "Vraag het je leidinggevende")
    await expect(receipt).to_contain_text("Je aanvraag is afgewezen")
    await expect(thijs.messages).to_have_count(1)  # his welcome: he was never asked


async def test_a_change_behind_our_back_shows_on_the_card_and_is_told(built, look):
    await built.demo.install()
    sanne = await look()
    receipt = await sanne.request("2026-12-01", "2026-12-04")
    shorter = When(date(2026, 12, 1), date(2026, 12, 3))
    change(built.demo.personio.world, built.absence(), shorter)
    await sanne.sees("Je afwezigheid is in Personio gewijzigd", "3 werkdagen", "t/m donderdag 3 december 2026")
    await expect(receipt).to_contain_text("3 werkdagen")
    await expect(receipt).to_contain_text("Deze periode is in Personio gewijzigd.")
