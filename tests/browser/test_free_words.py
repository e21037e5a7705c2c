"""From somebody's own words to a receipt: what was read is shown, and can be put right."""

from datetime import date

import pytest
from playwright.async_api import expect

from tests.support.browser_chat import JOURNEY, PHONE
from tests.support.screenshots import looks_right

pytestmark = JOURNEY
ALIVE = True
READ = "Ik heb dit uit je bericht gehaald. Klopt het?"


async def test_a_friday_off_is_three_presses_away(built, look):
    sanne = await look(size=PHONE)
    await sanne.say("volgende week vrijdag vrij")
    await sanne.sees(READ)
    await expect(sanne.field("Eerste dag")).to_have_value("2026-12-04")
    await expect(sanne.field("Laatste dag")).to_have_value("2026-12-04")
    await expect(sanne.picker("Type afwezigheid")).to_have_value("Vakantie")
    await looks_right(sanne)
    assert built.absences() == []
    await sanne.press("Volgende stap")
    await sanne.sees("Klopt dit?", "Vakantie · 1 werkdag", "Vrijdag 4 december 2026")
    await sanne.press("Aanvragen")
    await sanne.sees("Je aanvraag wacht op goedkeuring")
    assert (built.absence().first_day, built.absence().last_day) == (date(2026, 12, 4), date(2026, 12, 4))


@pytest.mark.parametrize(
    ("words", "first", "last", "half"),
    [
        ("24 t/m 31 december vakantie", "2026-12-24", "2026-12-31", "whole"),
        ("morgenmiddag vrij", "2026-11-24", "2026-11-24", "half"),
        ("kommenden Freitag Urlaub", "2026-11-27", "2026-11-27", "whole"),
    ],
)
async def test_words_fill_in_days_and_halves(chat, words, first, last, half):
    await chat.say(words)
    await chat.sees(READ)
    await expect(chat.field("Eerste dag")).to_have_value(first)
    await expect(chat.field("Laatste dag")).to_have_value(last)
    await expect(chat.field("Begint met")).to_have_value(half)


async def test_what_was_read_wrongly_is_put_right_in_the_form(built, chat):
    await chat.say("volgende week vrijdag vrij")
    await chat.sees(READ)
    await chat.field("Eerste dag").fill("2026-12-03")
    await chat.press("Volgende stap")
    await chat.sees("Klopt dit?", "Vakantie · 2 werkdagen")
    await chat.press("Annuleren")
    await chat.sees("Er is niets aangevraagd")
    assert built.absences() == []
