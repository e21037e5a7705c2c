"""An employee requests an absence, end to end over HTTP: words, form, review, receipt."""

import asyncio
import json
from collections import Counter

import pytest

from personio_client import Unavailable
from tests.support.stage import inputs, words

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}


async def test_from_words_to_receipt(stage):
    await stage.say("afwezigheid aanvragen")
    await stage.press("Volgende stap", DAYS)
    await stage.press("Aanvragen")
    (absence,) = stage.absences()
    assert absence.employee_id == stage.person.id
    assert (absence.first_day.isoformat(), absence.last_day.isoformat()) == ("2026-12-01", "2026-12-04")
    assert absence.status == "PENDING"
    assert "wacht op goedkeuring" in stage.words()
    assert "Vakantie" in stage.words()
    assert "Aanvragen" not in stage.words().split("\n")


@pytest.mark.parametrize(
    "phrase",
    [
        "Afwezigheid aanvragen",
        "AFWEZIGHEID  AANVRAGEN!",
        "ik wil graag afwezigheid aanvragen svp",
        "afwezigheid anvragen",
        "afwezigheit aanvraagen",
        "request absence",
        "Abwesenheit beantragen",
        "demander une absence",
        "solicitar ausencia",
        "richiedere assenza",
        "pedir ausência",
        "pedir ausencia",
    ],
)
async def test_the_phrase_works_in_every_language_with_surrounding_words_and_small_typos(stage, phrase):
    await stage.say(phrase)
    assert {"type_id", "first_day", "last_day"} <= set(inputs(stage.card()))


@pytest.mark.parametrize("text", ["hi", "hallo", "help", "wat kan jij?", "sdkjfh", "?", "🌍", "x" * 5000])
async def test_anything_else_gets_help_never_silence(stage, text):
    await stage.say(text)
    assert "afwezigheid aanvragen" in stage.words().casefold()


async def test_the_form_starts_with_today_and_the_last_used_type(stage):
    await stage.say("afwezigheid aanvragen")
    first = inputs(stage.card())
    assert (first["first_day"], first["last_day"]) == ("2026-11-23", "2026-11-23")
    leave = stage.demo.company.type_named("Zorgverlof").id
    await stage.press("Volgende stap", {**DAYS, "type_id": leave})
    await stage.press("Aanvragen")
    await stage.say("afwezigheid aanvragen")
    assert inputs(stage.card())["type_id"] == leave


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first_day": "2026-12-04", "last_day": "2026-12-01"}, "laatste dag"),
        ({"first_day": "2026-12-01", "last_day": "2029-12-01"}, "twee jaar"),
        ({"first_day": "01-12-2026", "last_day": "2026-12-04"}, "datum"),
        ({"first_day": "2026-12-01", "last_day": None}, "laatste dag"),
        ({"first_day": "2026-12-01", "last_day": "2026-12-01", "first_half": "half", "last_half": "half"}, "dag"),
        ({**DAYS, "type_id": "no-such-type"}, "type"),
    ],
)
async def test_a_wrong_form_comes_back_with_what_was_typed_and_one_sentence(stage, wrong, sentence):
    await stage.say("afwezigheid aanvragen")
    before = Counter(stage.words().split("\n"))
    await stage.press("Volgende stap", {**wrong, "comment": "Skiën"}, check=False)
    told = Counter(stage.words().split("\n")) - before
    assert any(sentence in line.casefold() for line in told), told
    assert inputs(stage.card())["comment"] == "Skiën"
    assert not stage.absences()


async def test_the_review_says_all_that_matters_before_anything_is_asked(stage):
    await stage.review({**DAYS, "comment": "Skiën"})
    said = stage.words()
    for expected in ("Vakantie", "4 werkdagen", "maandag 7 december", "Saldo", "collega", "Vervanger", "Skiën"):
        assert expected in said
    assert not stage.absences()


@pytest.mark.parametrize(
    ("days", "said", "first"),
    [
        (DAYS, "", "Aanvragen"),
        ({"first_day": "2026-11-19", "last_day": "2026-11-20"}, "de eerste dag is al voorbij", "Terug"),
        ({"first_day": "2026-12-05", "last_day": "2026-12-06"}, "hoef je volgens je rooster niet te werken", "Terug"),
        ({"first_day": "2026-12-25", "last_day": "2026-12-25"}, "Eerste kerstdag telt niet mee.", "Terug"),
        (
            {"first_day": "2026-12-24", "last_day": "2027-01-04"},
            "Eerste kerstdag en nieuwjaarsdag tellen niet mee.",  # 26 December is a Saturday
            "Aanvragen",
        ),
        ({"first_day": "2026-12-28", "last_day": "2027-01-08"}, "Saldo 2026: ", "Aanvragen"),
        ({"first_day": "2027-02-01", "last_day": "2027-02-02"}, "je vraagt dagen in een ander jaar", "Aanvragen"),
    ],
)
async def test_the_review_says_what_speaks_against_it_and_then_goes_back_first(stage, days, said, first):
    await stage.review(days)
    assert said in stage.words()
    styled = [each["title"] for each in flat(stage.card()) if each.get("style") == "positive" and "verb" in each]
    assert styled == [first]


def flat(node):
    """Yield every object of a card but what is a button's spare."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key != "fallback":
                yield from flat(value)
    elif isinstance(node, list):
        for each in node:
            yield from flat(each)


async def test_a_known_overlap_is_not_asked_for_first(stage):
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    await stage.review({"first_day": "2026-12-04", "last_day": "2026-12-07"})
    assert "al afwezig" in stage.words()
    assert [b["title"] for b in flat(stage.card()) if b.get("style") == "positive" and "verb" in b] == ["Terug"]


async def test_a_balance_over_the_years_end_counts_this_years_days_alone(stage):
    await stage.review({"first_day": "2026-12-30", "last_day": "2026-12-31"})
    within = next(line for line in stage.words().split("\n") if line.startswith("nu "))
    await stage.press("Annuleren")
    await stage.review({"first_day": "2026-12-30", "last_day": "2027-01-05"})
    assert within in stage.words()


async def test_back_loses_nothing_that_was_typed(stage):
    typed = {**DAYS, "first_half": "half", "last_half": "half", "comment": "Skiën"}
    await stage.review(typed)
    await stage.press("Terug")
    assert inputs(stage.card()) | typed == inputs(stage.card())


async def test_whoever_comes_back_finds_the_step_that_was_reached(stage):
    typed = {**DAYS, "last_half": "half", "comment": "Skiën"}
    await stage.say("afwezigheid aanvragen")
    message = stage.last()
    for title, filled, shown in (
        ("Volgende stap", {**DAYS, "first_day": "2026-12-09"}, "De laatste dag ligt vóór de eerste dag"),
        ("Volgende stap", typed, "Klopt dit?"),
        ("Terug", {}, "Volgende stap"),
        ("Volgende stap", {}, "Klopt dit?"),
        ("Aanvragen", {}, "wacht op goedkeuring"),
        ("Intrekken", {}, "Deze afwezigheid intrekken?"),
        ("Terug", {}, "wacht op goedkeuring"),
        ("Wijzigen", {}, "Aanvraag wijzigen"),
        ("Volgende stap", {"comment": "Naar zee"}, "Je wijzigt je aanvraag"),
        ("Wijziging opslaan", {}, "wacht op goedkeuring"),
        ("Intrekken", {}, "Deze afwezigheid intrekken?"),
        ("Ja, intrekken", {}, "ingetrokken"),
    ):
        await stage.demo.teams.press(stage.user, message, title, inputs=filled)
        await stage.demo.teams.until(lambda shown=shown: shown in words(message.card), seconds=30)
        message.views.clear()  # a reload
        if shown == "Volgende stap":
            assert inputs(message.card).items() >= typed.items()


async def test_a_press_that_came_to_nothing_keeps_what_was_typed(stage, monkeypatch):
    await stage.say("afwezigheid aanvragen")
    message = stage.last()

    async def silent(*_args, **_how):
        raise Unavailable("no answer")

    monkeypatch.setattr(stage.bot.services.directory, "types", silent)
    await stage.press("Volgende stap", {**DAYS, "comment": "Skiën"})
    await stage.demo.teams.until(lambda: "Opnieuw proberen" in words(message.card), seconds=30)
    monkeypatch.undo()
    message.views.clear()
    await stage.press("Opnieuw proberen")
    assert "Skiën" in stage.words()


async def test_hours_are_asked_without_a_fault_and_say_when_work_goes_on(stage):
    await stage.say("afwezigheid aanvragen")
    kind = next(each for each in stage.demo.company.types if each.unit == "HOUR")
    assert f"{kind.name} (per uur)" in stage.words()
    day = {"first_day": "2026-12-01", "last_day": "2026-12-01"}
    asked = await stage.press("Volgende stap", {**day, "type_id": kind.id})
    assert "gaat per uur" in words(asked.card)
    assert "attention" not in json.dumps(asked.card)
    evening = {"last_day": "2026-12-02", "first_time": "16:00", "last_time": "00:00"}
    await stage.press("Volgende stap", evening)
    assert "Dinsdag 1 december 2026, 16:00 – 00:00" in stage.words()
    assert "8 uur" in stage.words()
    assert "Weer aan het werk: \nwoensdag 2 december 2026\n" in stage.words()
    await stage.press("Terug")
    await stage.press("Volgende stap", {**day, "first_time": "09:00", "last_time": "10:30"})
    assert "dinsdag 1 december 2026 10:30" in stage.words()
    await stage.press("Aanvragen")
    assert "dinsdag 1 december 2026 10:30" in stage.words()


async def test_cancelling_files_nothing(stage):
    await stage.review(DAYS)
    await stage.press("Annuleren")
    assert not stage.absences()


@pytest.mark.parametrize(
    ("half", "midday"),
    [({"first_half": "half"}, (True, False)), ({"last_half": "half"}, (False, True))],
    ids=["the afternoon", "the morning"],
)
async def test_a_single_half_day(stage, half, midday):
    await stage.review({"first_day": "2026-12-01", "last_day": "2026-12-01", **half})
    assert "0,5 werkdag" in stage.words()
    await stage.press("Aanvragen")
    (absence,) = stage.absences()
    assert (absence.from_midday, absence.until_midday) == midday


async def test_an_hour_based_type_asks_for_times(stage):
    overtime = stage.demo.company.type_named("Overuren opnemen").id
    day = {"first_day": "2026-12-01", "last_day": "2026-12-01"}
    await stage.say("afwezigheid aanvragen")
    await stage.press("Volgende stap", {**day, "type_id": overtime, "comment": "Klus"})
    shown = inputs(stage.card())
    assert shown["type_id"] == overtime
    assert shown["comment"] == "Klus"
    assert "first_half" not in shown
    await stage.press("Volgende stap", {"first_time": "13:00", "last_time": "15:30"})
    assert "2 uur 30" in stage.words()
    await stage.press("Aanvragen")
    (absence,) = stage.absences()
    assert (absence.start_time.isoformat(), absence.end_time.isoformat()) == ("13:00:00", "15:30:00")


async def test_the_old_clients_submit_button_works_too(stage):
    await stage.say("afwezigheid aanvragen")
    await stage.press("Volgende stap", DAYS, as_submit=True)
    await stage.press("Aanvragen", as_submit=True)
    assert len(stage.absences()) == 1
    assert "wacht op goedkeuring" in stage.words()


async def test_no_approval_needed_is_said_at_once(stage):
    await stage.review({**DAYS, "type_id": stage.demo.company.type_named("Thuiswerken").id})
    await stage.press("Aanvragen")
    assert stage.absences()[0].status == "APPROVED"
    assert "goedgekeurd" in stage.words()


async def test_an_overlap_with_an_own_absence_is_shown_and_personios_refusal_becomes_a_sentence(stage):
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    await stage.review(DAYS)
    assert "overlap" in stage.words().casefold() or "al" in stage.words()
    await stage.press("Aanvragen")
    said = stage.words()
    assert "al" in said
    assert "Aanpassen" in said
    assert "trace" not in said.casefold()
    assert len(stage.absences()) == 1
    await stage.press("Aanpassen")
    assert inputs(stage.card())["first_day"] == DAYS["first_day"]
    await stage.press("Volgende stap", {"first_day": "2026-12-07", "last_day": "2026-12-07"})
    await stage.press("Aanvragen")
    assert len(stage.absences()) == 2


async def test_the_receipt_follows_personio_when_it_is_looked_at(stage):
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    stage.demo.personio.approve(stage.absences()[0].id)
    stage.clock.advance(minutes=1)
    await stage.demo.teams.refresh(stage.user, stage.last())
    assert "goedgekeurd" in stage.words()


async def test_in_a_channel_it_points_to_the_personal_chat(stage):
    team = stage.demo.teams.world.teams[0]
    answer = await stage.demo.teams.say(stage.user, "afwezigheid aanvragen", team.channels[0])
    assert "persoonlijke chat" in words([m.card for m in answer.messages])


async def test_a_request_without_working_time_is_pointed_out(stage):
    await stage.review({"first_day": "2026-12-05", "last_day": "2026-12-06"})
    assert "hoef je volgens je rooster niet te werken" in stage.words()


async def test_one_filing_asks_personio_five_times(stage):
    """Created, read back with its daily amounts, the days around it for all cards that follow, and whose turn it is."""
    await stage.review(DAYS)
    personio, backlog = stage.demo.personio, stage.bot.services.store.jobs.backlog
    before = len(personio.requests)
    await stage.press("Aanvragen")
    async with asyncio.timeout(20):
        while any(each.due for each in await backlog()):  # noqa: ASYNC110 - the bot's own table tells nobody
            await asyncio.sleep(0.02)
    (absence,) = stage.absences()
    one = f"/v2/absence-periods/{absence.id}"
    assert Counter(f"{each.method} {each.path}" for each in personio.requests[before:]) == {
        "POST /v2/absence-periods": 1,
        f"GET {one}": 2,
        f"GET {one}/breakdowns": 1,
        "GET /v2/absence-periods": 1,
    }
