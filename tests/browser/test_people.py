"""Who may ask, and in which language."""

from datetime import date

from playwright.async_api import expect

from sandbox.teams import User
from tests.support.browser_chat import JOURNEY, NARROW
from tests.support.screenshots import looks_right

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


async def test_on_a_phone_a_colleague_is_there_or_back_on_a_day_and_never_why(look, built):
    sanne, company, today = await look(size=NARROW), built.demo.company, date(2026, 11, 23)
    away = next(
        a for a in company.absences
        if a.counts and a.last_day and a.first_day <= today < a.last_day and a.start_time is None
        and [e.name for e in company.employees].count(company.by_id[a.employee_id].name) == 1
        and company.by_id[a.employee_id].status == "active"
        and next(t for t in company.types if t.id == a.type_id).category != "offsite_work"
    )  # fmt: skip
    person = company.by_id[away.employee_id]
    await sanne.say(f"wanneer is {person.name} terug?")
    await sanne.sees(person.name, "terug op")
    await looks_right(sanne)
    for kind in company.types:
        await expect(sanne.card).not_to_contain_text(kind.name)
    here = built.people.approver
    await sanne.say(f"is {here.name} er?")
    await sanne.sees(here.name)
    await sanne.say("is Zebedeus er?")
    await sanne.sees("Ik ken hier niemand met de naam “Zebedeus”")
    await looks_right(sanne)
