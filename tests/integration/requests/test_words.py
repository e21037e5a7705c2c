"""What people say in their own words fills in the form, and files nothing. The clock says Monday 23 November 2026."""

from __future__ import annotations

import pytest

from tests.support.stage import Stage, inputs

CHECK = "Ik heb dit uit je bericht gehaald. Klopt het?"


def type_named(stage: Stage, name: str) -> str:
    return str(stage.demo.company.type_named(name).id)


@pytest.mark.parametrize(
    ("said", "first", "last", "more"),
    [
        ("volgende week vrijdag vrij", "2026-12-04", "2026-12-04", {}),
        ("24 t/m 31 december vakantie", "2026-12-24", "2026-12-31", {}),
        ("Hoi! Ik wil graag morgenmiddag vrij", "2026-11-24", "2026-11-24", {"first_half": "half"}),
        ("kann ich vom 7. bis 9. Dezember Urlaub haben", "2026-12-07", "2026-12-09", {}),
        ("I'd like to take Friday next week off", "2026-12-04", "2026-12-04", {}),
        ("je voudrais un congé du 7 au 9 décembre", "2026-12-07", "2026-12-09", {}),
        ("vakantie aanvragen van 24 t/m 31 december", "2026-12-24", "2026-12-31", {}),
    ],
)
async def test_words_fill_in_the_form(stage: Stage, said: str, first: str, last: str, more: dict[str, str]) -> None:
    await stage.say(said)
    shown = inputs(stage.card())
    wanted = {"type_id": type_named(stage, "Vakantie"), "first_day": first, "last_day": last, **more}
    assert {name: shown[name] for name in wanted} == wanted
    assert CHECK in stage.words()
    assert stage.absences() == []


async def test_from_words_to_receipt(stage: Stage) -> None:
    await stage.say("volgende week vrijdag vrij")
    await stage.press("request.review")
    await stage.press("request.file")
    [absence] = stage.absences()
    assert absence.first_day.isoformat() == absence.last_day.isoformat() == "2026-12-04"


async def test_times_are_filled_in_for_a_type_in_hours(stage: Stage) -> None:
    await stage.say("artsbezoek donderdag van 14:00 tot 15:30")
    shown = inputs(stage.card())
    assert shown["type_id"] == type_named(stage, "Artsbezoek")
    assert (shown["first_day"], shown["first_time"], shown["last_time"]) == ("2026-11-26", "14:00", "15:30")


async def test_what_is_not_sure_is_said(stage: Stage) -> None:
    await stage.say("maandag en donderdag vrij")
    assert "Er staan losse dagen in je bericht" in stage.words()
    assert stage.absences() == []


async def test_the_plain_command_opens_the_plain_form(stage: Stage) -> None:
    await stage.say("afwezigheid aanvragen")
    assert CHECK not in stage.words()
    assert inputs(stage.card())["first_day"] == "2026-11-23"


@pytest.mark.parametrize("said", ["lekker weer vandaag", "hoi", "wat een dag"])
async def test_small_talk_gets_help_and_no_form(stage: Stage, said: str) -> None:
    await stage.say(said)
    assert "request.review" not in str(stage.card())
    assert "request.open" in str(stage.card())


@pytest.mark.parametrize("said", ["Bedankt!", "ok", "👍", "dank je wel"])
async def test_thanks_get_one_friendly_line(stage: Stage, said: str) -> None:
    await stage.say(said)
    assert (stage.last().text, stage.last().card) == ("Graag gedaan! Ik ben er als je me nodig hebt.", None)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("ja", "Met ja of nee kan ik hier niets: kies met de knoppen op een kaart."),
        ("no", "Met ja of nee kan ik hier niets: kies met de knoppen op een kaart."),
        ("sorry", "Geen probleem! Heb je me nodig, typ dan hulp"),
    ],
)
async def test_a_bare_yes_and_an_excuse_get_one_line_that_says_what_to_do(stage: Stage, said: str, answer: str) -> None:
    await stage.say(said)
    assert stage.last().text.startswith(answer)
    assert stage.last().card is None


async def test_a_language_is_changed_by_asking_for_it(stage: Stage) -> None:
    await stage.say("Speak English please")
    assert "I’m now speaking English with you." in stage.words()
    await stage.say("bedankt")
    assert stage.last().text.startswith("You’re welcome!")
    await stage.say("ik wil Nederlands")
    assert "Ik praat nu Nederlands met je." in stage.words()


async def test_who_wants_no_messages_gets_the_switches(stage: Stage) -> None:
    for said in ("Hou op met berichten sturen", "stop spamming me"):
        await stage.say(said)
        assert "notifications.save" in str(stage.card())


async def test_a_commands_word_does_not_win_over_the_sentence(stage: Stage) -> None:
    await stage.say("congé sans solde le 4 décembre")
    shown = inputs(stage.card())
    assert (shown["type_id"], shown["first_day"]) == (type_named(stage, "Onbetaald verlof"), "2026-12-04")
    await stage.say("Resturlaub im Dezember nehmen")
    assert "request.review" in str(stage.card())
    assert "Wanneer wil je weg?" in stage.words()
    await stage.say("laat mij mijn saldo zien")
    assert "request.review" not in str(stage.card())


async def test_a_wish_to_cancel_leads_to_that_absence(stage: Stage) -> None:
    await stage.review({"first_day": "2026-12-07", "last_day": "2026-12-09"})
    await stage.press("request.file")
    await stage.say("annuleren die vakantie van 7 december")
    assert "Maandag 7 december t/m woensdag 9 december 2026" in stage.words()
    assert "absences.withdraw" in str(stage.card())
    assert "absences.list" in str(stage.card())


async def test_a_wish_to_cancel_what_is_not_there_shows_what_is(stage: Stage) -> None:
    await stage.say("annuleer mijn vakantie van 14 juli")
    assert "Op die dag heb je geen afwezigheid" in stage.words()


async def test_a_question_about_others_is_not_a_wish(stage: Stage) -> None:
    await stage.say("wie is er vrijdag vrij?")
    assert "request.review" not in str(stage.card())


async def test_in_a_channel_nothing_private_is_opened(stage: Stage) -> None:
    teams = stage.demo.teams
    channel = teams.world.teams[0].channels[1]
    await teams.say(stage.user, "volgende week vrijdag vrij", channel)
    answer = str(teams.messages(channel)[-1].card)
    assert "persoonlijke chat" in answer
    assert "Input.Date" not in answer
