import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest

from bot.core.jobs import Job
from bot.features import ROUTER
from sandbox.personio.behaviour import Switches
from sandbox.teams.card_inputs import find_action
from tests.support.stage import inputs, words

MONDAY = date(2026, 11, 23)


def verbs(card):
    """Return the verbs of a card's buttons."""
    return set(re.findall(r"'verb': '([a-z_.]+)'", str(card)))


async def report(stage, **filled):
    await stage.say("ik ben ziek")
    return await stage.press("sick.report", {**inputs(stage.card()), **filled})


async def test_two_taps_report_sick_from_today_until_further_notice(stage):
    await report(stage)
    [absence] = stage.absences()
    assert (absence.first_day, absence.last_day) == (MONDAY, None)
    assert absence.type_id == next(t.id for t in stage.demo.company.types if t.name == "Ziek")
    assert "terug nog onbekend" in stage.words()


@pytest.mark.parametrize(
    ("length", "last_day", "from_midday"),
    [
        ("day", MONDAY, False),
        ("afternoon", MONDAY, True),
        ("open", None, False),
        ("Tot ik me beter meld", None, False),  # some clients send titles
    ],
)
async def test_whoever_knows_more_may_say_so(stage, length, last_day, from_midday):
    await report(stage, length=length)
    [absence] = stage.absences()
    assert (absence.last_day, absence.from_midday) == (last_day, from_midday)


async def test_a_length_that_cannot_be_read_is_asked_again(stage):
    await stage.say("ik ben ziek")
    answer = await stage.press("sick.report", {**inputs(stage.card()), "length": "altijd"}, check=False)
    assert "Kies uit de lijst voor hoe lang" in words(answer.card)
    assert not stage.absences()


async def test_a_sickness_that_the_company_hides_is_reported_elsewhere(open_stage, tmp_path):
    (tmp_path / "rules.yaml").write_text("types: [{name: Ziek, visible: false}]")
    stage = await open_stage(rules_file=tmp_path / "rules.yaml")
    for said in ("ziek melden", "ziek van donderdag tot vrijdag"):
        await stage.say(said)
        assert "je bedrijf regelt dat ergens anders" in stage.words()


async def test_a_second_report_while_sick_says_since_when_and_changes_nothing(stage):
    await stage.say("ziek melden")
    unused, card = stage.last(), stage.card()
    await report(stage)
    receipt = stage.last()
    await stage.say("ziek melden")
    said = stage.words()
    assert "Je bent al ziek gemeld" in said
    assert "23 november" in said
    assert {"Beter melden", "Bekijken"} <= set(said.split("\n"))
    assert "sick.report" not in str(stage.card())
    answer = await stage.demo.teams.press(stage.user, unused, "sick.report", inputs=inputs(card))  # an older card
    assert "Je bent al ziek gemeld" in words(answer.card)
    assert len(stage.absences()) == 1
    await stage.say("mijn afwezigheden")
    assert "Niet ingediend" not in stage.words()
    assert "Melding" not in words(receipt.card)


@pytest.mark.parametrize(
    "said", ["ik ben morgen ook nog ziek", "ben nog steeds ziek", "still sick", "nog ziek vandaag", "ik ben weer ziek"]
)
async def test_who_is_still_sick_reports_once(stage, said):
    await stage.say(said)
    await stage.press("sick.report", inputs(stage.card()))
    assert (stage.absences()[0].first_day, stage.absences()[0].last_day) == (MONDAY, None)
    await stage.say(said)
    assert "Je bent al ziek gemeld" in stage.words()
    assert "sick.recovering" in str(stage.card())
    assert len(stage.absences()) == 1


async def test_who_is_sick_longer_than_reported_is_offered_what_follows(stage):
    await report(stage, length="day")
    await stage.say("ik ben morgen ook nog ziek")
    await stage.press("sick.report", inputs(stage.card()))
    assert sorted((each.first_day.day, each.last_day) for each in stage.absences()) == [(23, MONDAY), (24, None)]


async def test_still_sick_until_a_day_fills_in_the_form_where_nothing_was_reported(stage):
    await stage.say("ik ben nog ziek tot vrijdag")
    assert (inputs(stage.card())["first_day"], inputs(stage.card())["last_day"]) == ("2026-11-23", "2026-11-27")
    await report(stage)
    await stage.say("ik ben nog ziek tot vrijdag")
    assert "Je bent al ziek gemeld" in stage.words()


MISTAKEN = ["wil je mijn ziekmelding ongedaan maken", "ik heb me per ongeluk ziek gemeld", "mijn ziekmelding intrekken"]


async def test_a_mistaken_report_is_found_by_what_people_call_it(stage):
    await stage.say(MISTAKEN[0])
    assert "Er staat nu geen melding van je open." in stage.words()
    await report(stage)
    for said in MISTAKEN:
        await stage.say(said)
        assert {"absences.withdraw", "sick.recovering"} <= verbs(stage.card())
    await stage.press("Intrekken")
    await stage.press("Ja, intrekken")
    assert stage.absences() == []


async def test_what_cannot_be_taken_back_any_more_can_be_ended(stage):
    await report(stage)
    stage.clock.advance(days=1)
    await stage.say(MISTAKEN[1])
    assert "absences.withdraw" not in verbs(stage.card())
    assert "sick.recovering" in verbs(stage.card())
    assert "Intrekken kan hier niet meer" in stage.words()


async def test_what_personio_did_not_take_is_no_absence_in_the_list(stage):
    for _ in range(2):
        await stage.review({"first_day": "2026-12-01", "last_day": "2026-12-01"})
        await stage.press("Aanvragen")
    assert "Je aanvraag is niet ingediend" in stage.words()
    await stage.say("mijn afwezigheden")
    assert "Niet ingediend" not in stage.words()
    assert "Wacht op goedkeuring" in stage.words()


@pytest.mark.parametrize("switches", [Switches(), Switches(delete_approved="deletion_pending")], ids=str)
async def test_a_mistaken_report_is_taken_back_the_same_day_after_one_question(open_stage, switches):
    stage = await open_stage(switches=switches)
    await report(stage)
    [absence] = stage.absences()
    asked = await stage.press("Intrekken")
    assert "per ongeluk ziek gemeld" in words(asked.card)
    assert stage.absences() == [absence]
    await stage.press("Ja, intrekken")
    left = [each.status for each in stage.absences()]
    assert left == ([] if switches.delete_approved == "removed" else ["DELETION_PENDING"])


@pytest.mark.parametrize("since", ["the next day", "recovered", "changed"])
async def test_a_report_on_which_something_hangs_is_not_taken_back(stage, since):
    await report(stage)
    [absence] = stage.absences()
    pressed, receipt = stage.last(), stage.card()
    if since == "the next day":
        stage.clock.advance(days=1)
    elif since == "changed":
        stage.demo.personio.add_absence(replace(absence, last_day=date(2026, 11, 27)))
    else:
        await stage.say("beter melden")
        await stage.press("Beter melden", {"last_day": "2026-11-23"})
    [stands] = stage.absences()
    question = find_action(receipt, "absences.withdraw")
    for sure in ({}, {"sure": "yes", "errand_id": str(uuid4())}):
        data = {**question["data"], **sure}
        answer = await stage.demo.teams.people.execute(stage.user, pressed, {**question, "data": data})
        assert "Ja, intrekken" not in words(answer.card)
    assert stage.absences() == [stands]


async def test_a_second_press_reports_nothing(stage):
    await stage.say("ziek melden")
    message, card = stage.last(), stage.card()
    action = find_action(card, "sick.report")
    sent = {**action, "data": {**action["data"], **inputs(card)}}
    for _ in range(2):
        await stage.demo.teams.people.execute(stage.user, message, sent)
    assert len(stage.absences()) == 1


async def test_a_report_whose_answer_was_lost_is_not_made_twice(stage):
    stage.demo.personio.fail_next("/v2/absence-periods", "POST", "reset_after_work")
    await report(stage)
    await wait_for_absences(stage)
    assert len(stage.absences()) == 1


async def wait_for_absences(stage):
    key = next(iter(await stage.bot.services.store.requests.of_owner(stage.demo.teams.tenant_id, stage.user.object_id)))
    assert await stage.bot.services.outbox.settled(f"file:{key.id}", 30)


async def test_a_card_without_a_day_comes_back_with_a_sentence(stage):
    await stage.say("ziek melden")
    await stage.press("sick.report", {"first_day": "gisteren", "length": "open"}, check=False)
    assert stage.absences() == []
    assert "sick.report" in str(stage.card())


async def test_nobody_reports_sick_in_a_channel(stage):
    teams = stage.demo.teams
    channel = teams.world.teams[0].channels[1]
    await teams.say(stage.user, "ziek melden", channel)
    assert "persoonlijke chat" in str(teams.messages(channel)[-1].card)


async def test_the_notification_says_nothing_of_sickness(stage):
    await report(stage)
    for message in stage.demo.teams.messages(stage.user):
        if message.card:
            assert "ziek" not in (message.card["speak"] + message.card["fallbackText"]).casefold()


async def test_an_end_open_for_a_holiday_is_not_reported_as_one(stage):
    """Only sickness may be without an end, whatever a card says."""
    await stage.say("ziek melden")
    message, action = stage.last(), find_action(stage.card(), "sick.report")
    vacation = next(t for t in stage.demo.company.types if t.name == "Vakantie")
    data = {**action["data"], "type_id": vacation.id, "first_day": "2026-11-23", "length": "open"}
    await stage.demo.teams.people.execute(stage.user, message, {**action, "data": data})
    assert [each.type_id for each in stage.absences()] != [vacation.id]


async def test_the_note_is_reminded_of_once_when_it_is_due(open_stage):
    stage = await open_stage(sick_note_after_days=2)
    await report(stage)
    assert "doktersverklaring" not in stage.words()
    before = len(stage.demo.teams.messages(stage.user))
    stage.clock.now = datetime.fromisoformat("2026-11-25T10:00:00+00:00")
    stage.bot.services.outbox.wake()
    [request] = await stage.bot.services.store.requests.of_owner(stage.demo.teams.tenant_id, stage.user.object_id)
    assert await stage.bot.services.outbox.settled(f"note:{request.id}", 30)
    new = stage.demo.teams.messages(stage.user)[before:]
    assert ["doktersverklaring" in str(each.card) for each in new] == [True]


async def test_the_reminder_of_the_note_is_stored_with_the_report_or_neither_is(open_stage, tmp_path):
    stage = await open_stage(sick_note_after_days=2)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        database.execute(
            "CREATE TRIGGER crash BEFORE INSERT ON job WHEN NEW.kind = 'sickness.note' "
            "BEGIN SELECT RAISE(ABORT, 'the process ends here'); END"
        )
        await stage.say("ziek melden")
        await stage.press("sick.report", inputs(stage.card()))
        assert await stage.bot.services.store.requests.of_owner(stage.demo.teams.tenant_id, stage.user.object_id) == []
        database.execute("DROP TRIGGER crash")
    await stage.press("sick.report")
    assert len(stage.absences()) == 1
    [request] = await stage.bot.services.store.requests.of_owner(stage.demo.teams.tenant_id, stage.user.object_id)
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        assert database.execute("SELECT count(*) FROM job WHERE key = ?", (f"note:{request.id}",)).fetchone() == (1,)


async def test_a_process_that_was_frozen_reminds_of_no_note(open_stage):
    stage = await open_stage(sick_note_after_days=2)
    await report(stage)
    [request] = await stage.bot.services.store.requests.of_owner(stage.demo.teams.tenant_id, stage.user.object_id)
    before = len(stage.demo.teams.messages(stage.user))
    stage.clock.now = datetime.fromisoformat("2026-11-25T10:00:00+00:00")
    stale = Job(10**9, "sickness.note", "", {"request_id": str(request.id)}, 1, 1, stage.clock())
    with suppress(Exception):  # Lost: the table knows another claim
        await ROUTER.jobs["sickness.note"](stage.bot.services, stale)
    stage.bot.services.outbox.wake()
    assert await stage.bot.services.outbox.settled(f"note:{request.id}", 30)
    assert len(stage.demo.teams.messages(stage.user)) == before + 1
