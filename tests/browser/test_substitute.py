"""Who covers: found by typing, never somebody who is away, and asked for where Personio insists."""

from playwright.async_api import expect

from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY


async def test_where_personio_insists_on_a_substitute_there_is_a_way_out(built, chat):
    await chat.review("2026-12-01", "2026-12-02", kind="Onbetaald verlof", comment="Verhuizen")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag is niet ingediend", "is een vervanger nodig")
    assert built.absences() == []
    await chat.press("Aanpassen")
    await expect(chat.picker("Type afwezigheid")).to_have_value("Onbetaald verlof")
    await expect(chat.field("Opmerking")).to_have_value("Verhuizen")
    await chat.press("Volgende stap")
    await chat.sees("Klopt dit?")
    pressed = chat.presses
    await chat.press("Aanvragen")  # Personio's rule is known by now: the card itself asks
    await chat.sees("Kies wie je vervangt")
    await expect(chat.picker("Vervanger")).to_be_focused()
    assert chat.presses == pressed
    await chat.pick("Vervanger", "wolv", "Thijs Wolvenkamp")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op je vervanger")
    assert built.absence().substitute_id == built.people.substitute.id


async def test_a_colleague_who_is_away_is_shown_as_such_and_cannot_stand_in(built, chat):
    await chat.review("2026-11-30", "2026-12-01")  # Beatriz is away until 2 December
    await chat.picker("Vervanger").fill("beatriz")
    option = chat.page.get_by_role("option")
    await expect(option).to_contain_text("Beatriz Carmelinho")
    await expect(option).to_contain_text("afwezig")
    await option.click()
    await chat.press("Aanvragen")
    await chat.sees("Beatriz Carmelinho is dan zelf ook afwezig.", "Klopt dit?")
    await expect(chat.picker("Vervanger")).to_have_value("")
    assert built.absences() == []


async def test_once_back_the_same_colleague_can_be_picked(built, chat):
    await chat.review("2026-12-14", "2026-12-15")
    await chat.pick("Vervanger", "beatriz", "Beatriz Carmelinho")
    await chat.press("Aanvragen")
    await chat.sees("Nu: Beatriz Carmelinho accepteert de vervanging")


async def test_nobody_is_offered_themselves_and_what_is_only_typed_is_no_answer(built, chat):
    await chat.review("2026-12-01")
    await chat.picker("Vervanger").fill("hagenaar")
    await expect(chat.card).to_contain_text("Geen resultaten")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring")
    assert built.absence().substitute_id is None
