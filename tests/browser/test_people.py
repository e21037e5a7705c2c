"""Who may ask, and in which language."""

from playwright.async_api import expect

from sandbox.teams import User
from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY


def stranger(name: str, upn: str, email: str, **others) -> User:
    return User(id=f"29:{name}", object_id=f"object-{name}", name=name, email=email, upn=upn, **others)


STRANGERS = (
    stranger("Vreemd", "vreemd@example.com", "vreemd@example.com"),
    # A guest whose e-mail equals an employee's is still a guest.
    stranger("Gast", "gast#EXT#@example.com", "sanne.hagenaar@example.com", guest=True),
)


async def test_the_language_is_switched_by_a_word(chat):
    await chat.say("taal")
    await chat.sees("In welke taal praat ik met je?", "Ik praat nu Nederlands met je.")
    await chat.field("Taal").select_option("English")
    await chat.press("Opslaan")
    await chat.sees("I’m now speaking English with you.")
    await chat.press("Request absence")
    await expect(chat.field("First day")).to_have_value("2026-11-23")
    await chat.say("taal")
    await chat.sees("Which language shall I speak?")
    await chat.field("Language").select_option("As in Teams")
    await chat.press("Save")
    await chat.sees("Ik praat nu Nederlands met je.")


async def test_somebody_whom_personio_does_not_know_is_told_what_to_do(built, look):
    window = await look("Vreemd")
    await window.say("afwezigheid aanvragen")
    await window.sees("niet aan een medewerker in Personio gekoppeld", "Vraag HR")


async def test_a_guest_is_nobody_even_with_an_employees_address(built, look):
    window = await look("Gast")
    await window.say("afwezigheid aanvragen")
    await window.sees("Als gast in Teams kun je hier geen afwezigheid aanvragen.")


async def test_other_words_get_help_with_a_button_that_leads_on(chat):
    await chat.say("wat een mooie dag")
    await chat.sees("Dat begreep ik niet helemaal, maar dit kan ik wel")
    await chat.press("Afwezigheid aanvragen")
    await expect(chat.field("Eerste dag")).to_have_value("2026-11-23")
