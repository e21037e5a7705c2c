"""*Mijn afwezigheden*: listed, withdrawn after one question, changed while nobody has decided."""

from datetime import date

from playwright.async_api import expect

from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY
ALIVE = True


async def view(chat, row=0):
    """Open a row of one's own absences, the soonest first."""
    await chat.say("mijn afwezigheden")
    await chat.sees("Nu en straks")
    await chat.row(row).click()


async def test_a_pending_request_is_withdrawn_after_one_question(built, look):
    await built.demo.install()
    sanne, annelies = await look(), await look("annelies")
    receipt = await sanne.request("2026-12-01", "2026-12-04")
    await annelies.sees("Sanne Hagenaar vraagt afwezigheid aan")

    await view(sanne)
    await sanne.sees("Wacht op goedkeuring", "Vakantie · 4 werkdagen")
    await sanne.press("Intrekken")
    await sanne.sees("Deze afwezigheid intrekken?", "Trek je hem in, dan is hij meteen weg.")
    await sanne.press("Terug")
    await sanne.sees("Wacht op goedkeuring")
    assert built.absence().status == "PENDING"
    await sanne.press("Intrekken")
    await sanne.press("Ja, intrekken")
    await sanne.sees("Je afwezigheid is ingetrokken", "Die staat niet meer in Personio.")
    assert built.absences() == []
    await expect(receipt).to_contain_text("Deze afwezigheid is ingetrokken")
    await annelies.sees("Afgehandeld: ingetrokken")
    await built.idle()
    await expect(sanne.messages).to_have_count(5)  # what she did herself, nobody tells her
    await expect(annelies.messages).to_have_count(2)


async def test_a_pending_request_is_changed_and_who_decides_sees_the_new_days(built, look):
    await built.demo.install()
    sanne, annelies = await look(), await look("annelies")
    receipt = await sanne.request("2026-12-01", "2026-12-04", comment="Skiën")
    await annelies.sees("4 werkdagen")

    await view(sanne)
    await sanne.press("Wijzigen")
    await sanne.sees("Aanvraag wijzigen")
    await expect(sanne.field("Eerste dag")).to_have_value("2026-12-01")
    await expect(sanne.field("Opmerking")).to_have_value("Skiën")
    await sanne.field("Laatste dag").fill("2026-12-02")
    await sanne.press("Volgende stap")
    await sanne.sees("Je wijzigt je aanvraag van", "2 werkdagen", "donderdag 3 december")
    await sanne.press("Wijziging opslaan")
    await sanne.sees("Je aanvraag is gewijzigd", "t/m woensdag 2 december 2026")
    assert (built.absence().last_day, built.absence().comment) == (date(2026, 12, 2), "Skiën")
    await expect(receipt).to_contain_text("2 werkdagen")
    await annelies.sees("2 werkdagen", "t/m woensdag 2 december 2026")
    await built.idle()
    await expect(sanne.messages).to_have_count(5)
    await expect(annelies.messages).to_have_count(2)


async def test_what_was_approved_goes_when_who_leads_agrees(built, look):
    await built.demo.install()
    built.demo.personio.switches.delete_approved = "deletion_pending"
    sanne = await look()
    planned = next(each for each in built.demo.company.absences if each.first_day == date(2027, 1, 11))
    await view(sanne)
    await sanne.sees("✓ Goedgekeurd", "Een goedgekeurde afwezigheid kun je hier niet wijzigen.")
    await expect(sanne.button("Wijzigen")).to_have_count(0)
    await sanne.press("Intrekken")
    await sanne.sees("je leidinggevende met het intrekken akkoord moet gaan")
    await sanne.press("Ja, intrekken")
    await sanne.sees("Je hebt om intrekking gevraagd")
    assert built.demo.personio.absences[planned.id].status == "DELETION_PENDING"
    await sanne.press("Bekijken")
    await sanne.sees("Intrekking aangevraagd")
    await sanne.decide("Annelies", "Verwijdering goedkeuren: Sanne Hagenaar")
    await sanne.say("mijn afwezigheden")
    await sanne.sees("Voorbij of afgehandeld")
    await expect(sanne.card).not_to_contain_text("januari 2027")
