"""Filling in the form: half days, hours, mistakes, and nothing that was typed is ever lost."""

import pytest
from playwright.async_api import expect

from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY


@pytest.mark.parametrize(
    ("field", "choice", "said", "midday"),
    [
        ("Begint met", "Halve dag (vanaf de middag)", "(vanaf de middag)", (True, False)),
        ("Eindigt met", "Halve dag (tot de middag)", "(tot de middag)", (False, True)),
    ],
    ids=["the afternoon", "the morning"],
)
async def test_a_single_half_day(built, chat, field, choice, said, midday):
    await chat.ask("2026-12-01")
    await chat.field(field).select_option(choice)
    await chat.press("Volgende stap")
    await chat.sees("0,5 werkdag", said)
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring", said)
    assert (built.absence().from_midday, built.absence().until_midday) == midday


async def test_one_day_cannot_be_half_at_both_ends(built, chat):
    await chat.ask("2026-12-01")
    await chat.field("Begint met").select_option("Halve dag (vanaf de middag)")
    await chat.field("Eindigt met").select_option("Halve dag (tot de middag)")
    await chat.press("Volgende stap")
    await chat.sees("Je vraagt één dag aan.")
    await expect(chat.field("Begint met")).to_have_value("half")
    assert built.absences() == []


async def test_a_type_by_the_hour_asks_for_times_and_keeps_what_was_typed(built, chat):
    await chat.ask("2026-12-01", kind="Overuren opnemen (per uur)", comment="Klussen")
    await chat.press("Volgende stap")
    await chat.sees("Overuren opnemen gaat per uur.")
    await expect(chat.picker("Type afwezigheid")).to_have_value("Overuren opnemen (per uur)")
    await expect(chat.field("Eerste dag")).to_have_value("2026-12-01")
    await expect(chat.field("Opmerking")).to_have_value("Klussen")
    await expect(chat.field("Begint met")).to_have_count(0)
    await chat.field("Begintijd").fill("13:00")
    await chat.field("Eindtijd").fill("15:30")
    await chat.press("Volgende stap")
    await chat.sees("2 uur 30 min", "13:00 – 15:30", "Klussen")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op goedkeuring")
    absence = built.absence()
    assert (absence.start_time.isoformat(), absence.end_time.isoformat()) == ("13:00:00", "15:30:00")


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-12-04", "2026-12-01", "De laatste dag ligt vóór de eerste dag."),
        ("2026-12-01", "2029-12-01", "hoogstens twee jaar"),
        ("2062-12-01", "2062-12-01", "Klopt het jaartal?"),
    ],
    ids=["backwards", "too long", "a wrong year"],
)
async def test_wrong_days_come_back_with_a_sentence_and_as_they_were(built, chat, first, last, sentence):
    await chat.ask(first, last, kind="Zorgverlof", comment="Oma")
    await chat.press("Volgende stap")
    await chat.sees(sentence)
    await expect(chat.field("Eerste dag")).to_have_value(first)
    await expect(chat.field("Laatste dag")).to_have_value(last)
    await expect(chat.picker("Type afwezigheid")).to_have_value("Zorgverlof")
    await expect(chat.field("Opmerking")).to_have_value("Oma")
    await chat.field("Eerste dag").fill("2026-12-01")
    await chat.field("Laatste dag").fill("2026-12-02")
    await chat.press("Volgende stap")
    await chat.sees("Zorgverlof · 2 werkdagen", "Oma")
    assert built.absences() == []


@pytest.mark.parametrize("typed", ["", "12"], ids=["nothing", "half a date"])
async def test_a_day_that_the_browser_cannot_read_is_asked_for_before_anything_is_sent(chat, typed):
    await chat.ask("2026-12-01")
    day = chat.field("Laatste dag")
    await day.fill("")
    await day.press_sequentially(typed)
    await chat.press("Volgende stap")
    await chat.sees("Kies de laatste dag.")
    await expect(day).to_be_focused()
    assert chat.presses == 0


async def test_a_year_with_a_digit_too_many_is_asked_for_again(chat):
    await chat.ask("2026-12-01", comment="Skiën")
    await chat.field("Laatste dag").press_sequentially("121222026")  # 12-12-22026, in either order of day and month
    await chat.press("Volgende stap")
    await chat.sees("Ik kan de datum niet lezen.")
    await expect(chat.field("Laatste dag")).to_have_value("")
    await expect(chat.field("Opmerking")).to_have_value("Skiën")


async def test_a_day_without_work_is_pointed_out(chat):
    await chat.ask("2026-12-05", "2026-12-06")
    await chat.press("Volgende stap")
    await chat.sees("hoef je volgens je rooster niet te werken")


async def test_back_and_forth_loses_nothing(built, chat):
    await chat.ask("2026-12-01", "2026-12-04", kind="Vakantie", comment="Eén\nTwee")
    await chat.field("Begint met").select_option("Halve dag (vanaf de middag)")
    await chat.press("Volgende stap")
    await chat.sees("3,5 werkdagen")
    await chat.pick("Vervanger", "thi", "Thijs Wolvenkamp")
    await chat.press("Terug")
    await expect(chat.field("Eerste dag")).to_have_value("2026-12-01")
    await expect(chat.field("Laatste dag")).to_have_value("2026-12-04")
    await expect(chat.field("Begint met")).to_have_value("half")
    await expect(chat.field("Opmerking")).to_have_value("Eén\nTwee")
    await chat.field("Laatste dag").fill("2026-12-03")
    await chat.press("Volgende stap")
    await chat.sees("2,5 werkdagen")
    await expect(chat.picker("Vervanger")).to_have_value("Thijs Wolvenkamp")
    await chat.press("Aanvragen")
    await chat.sees("Je aanvraag wacht op je vervanger")
    absence = built.absence()
    assert (absence.last_day.isoformat(), absence.from_midday, absence.comment) == ("2026-12-03", True, "Eén\nTwee")
    assert absence.substitute_id == built.people.substitute.id
