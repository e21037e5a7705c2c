"""Reminders: on working days of the one who is waited for, twice at most, never at night."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from bot.core.jobs import Again, Done, Job, Lost
from bot.features import ROUTER
from sandbox.teams.card_inputs import find_action
from tests.support.stage import words

WEDNESDAY, FRIDAY = (2026, 11, 25, 8, 0, 5), (2026, 11, 27, 8, 0, 5)  # nine in the morning in Amsterdam


async def waiting(office):
    """Get to a request that waits for its approver since Monday."""
    absence = await office.request(substitute=False)
    assert "Ik herinner je op woensdag 25 november 2026." in await office.until("approver", "afwezigheid aan")
    await office.settled("approval.remind", "not due")
    return absence


async def test_two_reminders_on_working_days_and_then_no_more(office):
    absence = await waiting(office)
    office.at(*WEDNESDAY)
    reminded = await office.until("approver", "Herinnering: Sanne Hagenaar vraagt afwezigheid aan")
    assert "Wacht al 2 dagen." in reminded
    assert "Ik herinner je op vrijdag 27 november 2026." in reminded
    await office.settled("approval.remind", "not due", count=2)
    assert "Zie mijn nieuwere bericht" in str(office.cards("approver")[0].card)
    office.at(*FRIDAY)
    last = await office.until("approver", "Wacht al 4 dagen.")
    assert "Later herinneren" not in last
    await office.settled("approval.remind")
    assert len(office.jobs("approval.remind")) == 2
    assert len(office.cards("approver")) == 3
    await office.decide(absence, "approve")
    await office.until("approver", "Afgehandeld: goedgekeurd")


async def test_a_decision_stops_the_reminders(office):
    absence = await waiting(office)
    await office.decide(absence, "approve")
    await office.until("approver", "Afgehandeld: goedgekeurd")
    office.at(*WEDNESDAY)
    await office.settled("approval.remind")
    assert len(office.cards("approver")) == 1


async def test_a_decision_that_nobody_told_us_of_stops_them_too(office):
    absence = await waiting(office)
    office.stage.demo.personio.approve(absence.id)
    office.at(*WEDNESDAY)
    await office.until("approver", "Afgehandeld: goedgekeurd")
    assert len(office.cards("approver")) == 1


async def test_later_adds_one_working_day_and_a_press_delivered_twice_adds_one(office):
    await waiting(office)
    user, teams = office.user("approver"), office.stage.demo.teams
    message = office.cards("approver")[-1]
    for _ in range(2):
        message.views.clear()  # the same old card again: its data is from before the first press
        old = message.activity["attachments"][0]["content"]
        message.views[user.id] = old
        answer = await teams.press(user, message, "Later herinneren")
        assert "donderdag 26 november 2026" in str(answer.card)
    office.at(*WEDNESDAY)
    assert await office.run("approval.remind") == Again(
        after=pytest.approx(86_395, abs=60), counted=False, reason="not due"
    )
    office.at(2026, 11, 26, 8, 0, 5)
    await office.until("approver", "Herinnering:")


async def test_a_day_is_chosen_and_confirmed_and_a_day_away_is_the_next_at_work(office):
    await waiting(office)
    user, teams = office.user("approver"), office.stage.demo.teams
    message = office.cards("approver")[-1]
    offered = [day for day in range(24, 31) if f'"2026-11-{day}"' in json.dumps(message.card)]
    assert offered == [24, 25, 26, 27, 30]  # the next working days
    answer = await teams.press(user, message, "Later herinneren", inputs={"day": "vrijdag 27 november"})
    assert "Genoteerd.\nIk herinner je op vrijdag 27 november 2026." in words(answer.card)
    await office.away("approver", date(2026, 11, 30), date(2026, 11, 30))
    answer = await teams.press(user, message, "Later herinneren", inputs={"day": "2026-11-30"})
    assert "Ik herinner je op dinsdag 1 december 2026." in words(answer.card)
    data = find_action(answer.card, "approval.snooze")["data"]
    for day in ("2026-11-20", "2031-01-01", "morgen"):  # no day that was offered: as an older card
        action = {"type": "Action.Execute", "verb": "approval.snooze", "data": {**data, "day": day}}
        answer = await teams.people.execute(user, message, action)
        assert "2026" in words(answer.card)
        assert "2031" not in words(answer.card)


async def test_no_reminder_while_they_are_away_but_on_the_first_day_back(office):
    await waiting(office)
    await office.away("approver", date(2026, 11, 25), date(2026, 11, 27))
    office.at(*WEDNESDAY)
    await office.settled("approval.remind", "not now")
    assert len(office.cards("approver")) == 1
    office.at(2026, 11, 30, 8, 0, 5)
    await office.until("approver", "Herinnering:")


async def test_no_reminder_at_night(office):
    await waiting(office)
    office.at(2026, 11, 25, 20, 30)  # the bot was down all day
    await office.settled("approval.remind", "not now")
    assert len(office.cards("approver")) == 1
    office.at(2026, 11, 26, 6, 31)
    await office.until("approver", "Herinnering:")


async def test_nobody_is_asked_at_night(office):
    office.at(2026, 11, 23, 20, 0)
    await office.request(substitute=False)
    await office.settled("approval.ask", "not now")
    assert not office.cards("approver")
    office.at(2026, 11, 24, 6, 31)
    await office.until("approver", "afwezigheid aan")


@pytest.mark.parametrize("muted", ["reminder", "approver"])
async def test_who_switched_reminders_off_gets_none(office, muted):
    await waiting(office)
    await office.stage.say("meldingen", office.user("approver"))
    await office.stage.press("Opslaan", {muted: "false"}, office.user("approver"))
    before = len(office.stage.demo.teams.messages(office.user("approver")))
    office.at(*WEDNESDAY)
    await office.settled("approval.remind")
    assert len(office.stage.demo.teams.messages(office.user("approver"))) == before


async def test_who_switched_the_messages_off_is_not_asked(office):
    await office.stage.say("meldingen", office.user("substitute"))
    await office.stage.press("Opslaan", {"substitute": "false"}, office.user("substitute"))
    absence = await office.request()
    await office.settled("approval.ask")
    assert "vervangen" not in office.said("substitute").replace("als vervanger", "")
    await office.decide(absence, "accept")
    await office.until("approver", "afwezigheid aan")


async def test_reminders_can_be_switched_off_for_everybody(open_office):
    office = await open_office("approver", reminder_after_days=0)
    await office.request(substitute=False)
    said = await office.until("approver", "afwezigheid aan")
    assert "Later herinneren" not in said
    await office.settled("approval.ask")
    assert not office.jobs("approval.remind")


async def test_a_reminder_whose_outcome_is_unknown_is_not_sent_twice(office):
    await waiting(office)
    office.stage.demo.teams.fail_next("502_after", operation="send", where=office.user("approver"))
    office.at(*WEDNESDAY)
    await office.until("approver", "Herinnering:")
    await office.settled("approval.remind", "not due", count=2)
    assert await office.run("approval.remind", count=0) == Done()
    assert len(office.cards("approver")) == 2


async def test_a_process_that_was_frozen_reminds_nobody(office):
    await waiting(office)
    with closing(sqlite3.connect(f"file:{office.database}?mode=ro", uri=True)) as database:
        (payload,) = database.execute("SELECT payload FROM job WHERE kind = 'approval.remind'").fetchone()
    office.at(*WEDNESDAY)
    passed_on = Job(10**9, "approval.remind", "", json.loads(payload), 1, 1, datetime.now(UTC))
    with pytest.raises(Lost):
        await ROUTER.jobs["approval.remind"](office.stage.bot.services, passed_on)
    await office.until("approver", "Herinnering: Sanne Hagenaar vraagt afwezigheid aan")
    await office.settled("approval.remind", "not due", count=2)
    assert len(office.cards("approver")) == 2


async def test_a_process_that_was_frozen_asks_nobody(office):
    office.at(2026, 11, 23, 21, 0, 5)  # nobody is asked at night
    await office.request(substitute=False)
    await office.settled("approval.ask", "not now")
    with closing(sqlite3.connect(office.database)) as database, database:  # another process has it for long
        (payload,) = database.execute("SELECT payload FROM job WHERE kind = 'approval.ask'").fetchone()
        database.execute("UPDATE job SET run_at = replace(run_at, '2026', '2027') WHERE kind = 'approval.ask'")
    clock = office.stage.clock
    clock.advance(seconds=(datetime(2026, 11, 24, 9, tzinfo=UTC) - clock()).total_seconds())
    passed_on = Job(10**9, "approval.ask", "", json.loads(payload), 1, 1, datetime.now(UTC))
    with pytest.raises(Lost):
        await ROUTER.jobs["approval.ask"](office.stage.bot.services, passed_on)
    assert office.cards("approver") == []
