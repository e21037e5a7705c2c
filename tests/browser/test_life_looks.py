"""The cards of a request's life as they look: on the narrowest phone, in light and dark."""

from tests.support.browser_chat import JOURNEY, NARROW
from tests.support.screenshots import looks_right

pytestmark = JOURNEY
ALIVE = True


async def looks_right_in_both(chat):
    """Look at the newest card in light and in dark."""
    await looks_right(chat)
    await chat.wear("light" if chat.theme == "dark" else "dark")
    await looks_right(chat)


async def test_asking_changing_and_taking_back(built, look):
    await built.demo.install()
    sanne, thijs, annelies = [await look(name, size=NARROW) for name in ("sanne", "thijs", "annelies")]
    await sanne.request("2026-12-01", "2026-12-04", "Thijs Wolvenkamp", comment="Skiën met de kinderen")
    await looks_right_in_both(sanne)
    await thijs.sees("vraagt jou als vervanger")
    await looks_right_in_both(thijs)
    built.demo.personio.accept(built.absence().id)
    await annelies.sees("vraagt afwezigheid aan")
    await looks_right_in_both(annelies)
    await thijs.sees("Afgehandeld")
    await looks_right_in_both(thijs)

    await sanne.say("mijn afwezigheden")
    await sanne.sees("Nu en straks")
    await looks_right_in_both(sanne)
    await sanne.row().click()
    await sanne.sees("Wacht op goedkeuring", "Skiën")
    await looks_right_in_both(sanne)
    await sanne.press("Wijzigen")
    await sanne.sees("Aanvraag wijzigen")
    await looks_right_in_both(sanne)
    await sanne.field("Laatste dag").fill("2026-12-03")
    await sanne.press("Volgende stap")
    await sanne.sees("Je wijzigt je aanvraag")
    await looks_right_in_both(sanne)
    await sanne.press("Wijziging opslaan")
    await sanne.sees("Je aanvraag is gewijzigd")
    await looks_right_in_both(sanne)
    built.demo.personio.approve(built.absence().id)
    await sanne.sees("Je aanvraag is goedgekeurd")
    await looks_right_in_both(sanne)
    await sanne.press("Mijn afwezigheden")
    await sanne.sees("Nu en straks")
    await sanne.row().click()
    await sanne.press("Intrekken")
    await sanne.sees("Deze afwezigheid intrekken?")
    await looks_right_in_both(sanne)
    await sanne.press("Ja, intrekken")
    await sanne.sees("Je afwezigheid is ingetrokken")
    await looks_right_in_both(sanne)


async def test_what_is_about_oneself(built, look):
    sanne = await look(size=NARROW)
    for words, seen in (
        ("saldo", "Dit heb je nog"),
        ("meldingen", "Welke berichten wil je van mij?"),
        ("wat zien collega's van mij?", "Wat collega’s van je zien"),
        ("ik ben ziek", "Beterschap!"),
    ):
        await sanne.say(words)
        await sanne.sees(seen)
        await looks_right_in_both(sanne)
    await sanne.press("Ziek melden")
    await sanne.sees("Je bent ziek gemeld")
    await looks_right_in_both(sanne)
    await sanne.say("beter melden")
    await sanne.sees("Fijn dat je beter bent!")
    await looks_right_in_both(sanne)
    await sanne.press("Beter melden")
    await sanne.sees("Welkom terug!")
    await looks_right_in_both(sanne)


async def test_what_is_said_before_something_is_asked(built, look):
    sanne = await look(size=NARROW, theme="dark")
    await sanne.review("2026-12-21", "2027-01-08")
    await sanne.sees("tellen niet mee", "Weer aan het werk")  # holidays by name, and a balance of this year alone
    await looks_right_in_both(sanne)
    await sanne.review("2026-11-19", "2026-11-20")
    await sanne.sees("de eerste dag is al voorbij")
    await looks_right_in_both(sanne)
    await sanne.review("2026-11-28", "2026-11-29")
    await looks_right_in_both(sanne)
    await sanne.ask("2026-12-01", kind="Overuren opnemen (per uur)")
    await sanne.press("Volgende stap")
    await sanne.sees("gaat per uur")
    await looks_right_in_both(sanne)
    await sanne.field("Begintijd").fill("09:00")
    await sanne.field("Eindtijd").fill("10:30")
    await sanne.press("Volgende stap")
    await sanne.sees("Klopt dit?", "10:30")
    await looks_right_in_both(sanne)


async def test_a_report_of_sickness_that_was_a_mistake(built, look):
    sanne = await look(size=NARROW)
    await sanne.say("ziek melden")
    await sanne.press("Ziek melden")
    await sanne.sees("Je bent ziek gemeld")
    await sanne.say("ziek melden")
    await sanne.sees("Je bent al ziek gemeld")
    await looks_right_in_both(sanne)
    await sanne.say("mijn afwezigheden")
    await sanne.row().click()
    await sanne.press("Intrekken")
    await sanne.sees("intrekken?")
    await looks_right_in_both(sanne)
    await sanne.press("Ja, intrekken")
    await sanne.sees("ingetrokken")
    await looks_right_in_both(sanne)


async def test_questions_that_are_not_answered_with_a_list(built, look):
    sanne = await look(size=NARROW)
    for words, seen in (
        ("wie is er afwezig bij Foobar?", "Bedoel je misschien"),
        ("wie is er ziek?", "vertel ik niet"),
        ("hou op met berichten sturen", "Welke berichten"),
    ):
        await sanne.say(words)
        await sanne.sees(seen)
        await looks_right_in_both(sanne)
