"""*Beter melden*: the newest report counts, what was seen is what is changed, and what came to nothing is told."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.core.records import NewJob
from sandbox.personio.behaviour import Switches
from sandbox.teams.card_inputs import find_action
from tests.integration.sickness.test_reporting import report
from tests.support.plain_http import plain_http
from tests.support.stage import Stage, words

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
PERIOD = "/v2/absence-periods/*"


async def ill(stage: Stage, **filled: str) -> Any:
    """Have the person reported sick on Monday; it is Tuesday morning then."""
    await report(stage, **filled)
    stage.clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    return the_absence(stage)


def the_absence(stage: Stage) -> Any:
    return next(each for each in stage.absences() if each.first_day == MONDAY)


def end_of(stage: Stage) -> date | None:
    last_day: date | None = the_absence(stage).last_day
    return last_day


async def better(stage: Stage, day: date, *, check: bool = True) -> str:
    await stage.say("beter melden")
    await stage.press("sick.recovered", {"last_day": day.isoformat()}, check=check)
    return stage.words()


async def by_hr(stage: Stage, last_day: date | None, first_day: date = MONDAY) -> None:
    """Change when the sickness is, in Personio itself."""
    body = {"first_day": str(first_day), "last_day": str(last_day) if last_day else None}
    async with plain_http() as client:
        url = f"{stage.demo.personio.url}/_sandbox/absences/{the_absence(stage).id}/times"
        (await client.post(url, json=body)).raise_for_status()


async def job_done(stage: Stage, day: date | str, number: int = 1) -> None:
    """Wait until the job of a report has ended."""
    key = f"recovered:{the_absence(stage).id}:{day}" + (f":{number}" if number > 1 else "")
    stage.bot.services.outbox.wake()
    assert await stage.bot.services.outbox.settled(key, 60)


def down(stage: Stage) -> None:
    stage.demo.personio.fail_next(PERIOD, "PATCH", "503", times=50)


async def test_an_older_report_that_still_waits_does_not_overwrite_the_newest(stage: Stage) -> None:
    await ill(stage)
    down(stage)
    assert "Ik geef het door" in await better(stage, MONDAY)
    stage.demo.personio.heal()
    await better(stage, TUESDAY)
    await job_done(stage, MONDAY)
    await job_done(stage, TUESDAY)
    assert end_of(stage) == TUESDAY


async def test_a_press_that_teams_brings_once_more_is_no_newer_report(stage: Stage) -> None:
    await ill(stage)
    await stage.say("beter melden")
    people, message, action = stage.demo.teams.people, stage.last(), find_action(stage.card(), "sick.recovered")
    press = {**action, "data": {**action["data"], "last_day": MONDAY.isoformat()}}
    chat = stage.demo.teams.chats.place(message.conversation)
    activity = people.wire.execute(stage.user, chat, stage.clock(), card_id=message.id, action=press)
    await people.deliver(activity)
    await job_done(stage, MONDAY)
    await better(stage, TUESDAY)
    await job_done(stage, TUESDAY)
    await people.deliver(activity)
    assert end_of(stage) == TUESDAY


async def test_two_reports_that_both_wait_end_with_the_newest(stage: Stage) -> None:
    await ill(stage)
    down(stage)
    await better(stage, TUESDAY)
    assert "Ik geef het door" in await better(stage, MONDAY)
    stage.demo.personio.heal()
    await job_done(stage, TUESDAY)
    await job_done(stage, MONDAY)
    assert end_of(stage) == MONDAY


async def test_a_slow_answer_to_the_older_report_does_not_undo_the_newest(stage: Stage) -> None:
    """It is under way when the newer one is set, and arrives after it."""
    await ill(stage)
    await stage.say("beter melden")
    older = stage.last()
    stage.demo.personio.fail_next(PERIOD, "PATCH", "slow", seconds=4)
    data = {"last_day": MONDAY.isoformat()}
    slow = asyncio.create_task(stage.demo.teams.press(stage.user, older, "sick.recovered", inputs=data))
    async with asyncio.timeout(5):
        while stage.demo.personio.world.faults.left:  # noqa: ASYNC110 - the sandbox tells nobody
            await asyncio.sleep(0.02)
    assert "Genoteerd" in await better(stage, TUESDAY)
    await slow
    await job_done(stage, MONDAY)
    await job_done(stage, TUESDAY)
    assert end_of(stage) == TUESDAY


@pytest.mark.parametrize("kind", ["reset_after_work", "garbage_after_work", "reset"])
async def test_an_unknown_outcome_is_looked_at_before_it_is_sent_again(stage: Stage, kind: Any) -> None:
    await ill(stage)
    stage.demo.personio.fail_next(PERIOD, "PATCH", kind)
    assert "Genoteerd" in await better(stage, MONDAY)
    await job_done(stage, MONDAY)
    assert end_of(stage) == MONDAY
    sent = [seen for seen in stage.demo.personio.requests if seen.method == "PATCH"]
    assert len(sent) == (2 if kind == "reset" else 1)


async def test_the_same_day_is_sent_again_where_it_was_changed_after_it_was_done(stage: Stage) -> None:
    await ill(stage)
    for number in (1, 2):
        down(stage)
        assert "Ik geef het door" in await better(stage, MONDAY)
        stage.demo.personio.heal()
        await job_done(stage, MONDAY, number)
        assert end_of(stage) == MONDAY
        await by_hr(stage, None)


def day_off(stage: Stage, day: date) -> None:
    """Have a day off approved, so that no other absence may have that day."""
    kind = next(kind for kind in stage.demo.company.types if kind.name == "Vakantie")
    new = replace(the_absence(stage), id=f"5f0c1c0e-0000-4000-8000-{day:%Y%m%d}0000", v1_id=990002, type_id=kind.id)
    stage.demo.personio.add_absence(replace(new, first_day=day, last_day=day))


async def test_a_refusal_that_comes_late_is_told(stage: Stage) -> None:
    await ill(stage, length="day")
    down(stage)
    assert "Ik geef het door" in await better(stage, TUESDAY)
    day_off(stage, TUESDAY)
    before = len(stage.demo.teams.messages(stage.user))
    stage.demo.personio.heal()
    await job_done(stage, TUESDAY)
    [message] = stage.demo.teams.messages(stage.user)[before:]
    assert "Je betermelding staat niet in Personio" in words(message.card)
    assert "dinsdag 24 november" in words(message.card)
    assert "laat deze wijziging niet toe" in words(message.card)
    assert "ziek" not in (message.card["speak"] + message.card["fallbackText"] + message.summary).casefold()
    assert end_of(stage) == MONDAY


async def test_a_late_refusal_of_what_was_said_twice_is_told_once(stage: Stage) -> None:
    await ill(stage, length="day")
    down(stage)
    for _ in range(2):
        assert "Ik geef het door" in await better(stage, TUESDAY)
    day_off(stage, TUESDAY)
    before = len(stage.demo.teams.messages(stage.user))
    stage.demo.personio.heal()
    await job_done(stage, TUESDAY)
    await job_done(stage, TUESDAY, 2)
    assert len(stage.demo.teams.messages(stage.user)[before:]) == 1


async def test_a_late_refusal_is_told_in_the_persons_language(stage: Stage) -> None:
    await ill(stage, length="day")
    down(stage)
    await stage.say("taal")
    await stage.press("language.choose", {"language": "Deutsch"})
    await stage.say("gesund melden")
    await stage.press("sick.recovered", {"last_day": TUESDAY.isoformat()})
    day_off(stage, TUESDAY)
    stage.demo.personio.heal()
    await job_done(stage, TUESDAY)
    assert "Deine Gesundmeldung steht nicht in Personio" in stage.words()


async def test_a_refusal_in_time_is_said_on_the_card_alone(stage: Stage) -> None:
    await ill(stage, length="day")
    day_off(stage, TUESDAY)
    await stage.say("beter melden")
    before = len(stage.demo.teams.messages(stage.user))
    await stage.press("sick.recovered", {"last_day": TUESDAY.isoformat()}, check=False)
    assert "laat deze wijziging niet toe" in stage.words()
    assert len(stage.demo.teams.messages(stage.user)) == before


@pytest.mark.parametrize("what", ["end", "first day", "status"])
async def test_what_was_changed_since_the_card_was_shown_is_asked_again(stage: Stage, what: str) -> None:
    absence = await ill(stage)
    if what == "status":
        absence = stage.demo.personio.world.absences.put(replace(absence, status="PENDING"))
    await stage.say("beter melden")
    match what:
        case "end":
            await by_hr(stage, WEDNESDAY)
        case "first day":
            stage.demo.personio.world.absences.put(replace(absence, first_day=MONDAY, from_midday=True))
        case _:
            stage.demo.personio.approve(absence.id)
    stands = the_absence(stage)
    await stage.press("sick.recovered", {"last_day": TUESDAY.isoformat()}, check=False)
    assert the_absence(stage) == stands
    assert "Zo staat het nu in Personio" in stage.words()
    await stage.press("sick.recovered", {"last_day": TUESDAY.isoformat()})
    assert "Genoteerd" in stage.words()
    await job_done(stage, TUESDAY)
    assert end_of(stage) == TUESDAY


async def test_what_was_changed_while_the_report_waited_is_asked_again_in_the_chat(stage: Stage) -> None:
    await ill(stage)
    down(stage)
    await better(stage, MONDAY)
    await by_hr(stage, WEDNESDAY)
    stage.demo.personio.heal()
    await job_done(stage, MONDAY)
    assert end_of(stage) == WEDNESDAY
    assert "Je had maandag 23 november 2026 als laatste ziektedag doorgegeven" in stage.words()
    assert "woensdag 25 november" in stage.words()
    await stage.press("sick.recovered", {"last_day": MONDAY.isoformat()}, check=False)
    await job_done(stage, MONDAY, 2)
    assert end_of(stage) == MONDAY


async def test_a_sickness_taken_back_while_the_report_waited_is_told(stage: Stage) -> None:
    absence = await ill(stage)
    down(stage)
    await better(stage, MONDAY)
    stage.demo.personio.world.absences.put(replace(absence, status="REJECTED"))
    stage.demo.personio.heal()
    await job_done(stage, MONDAY)
    assert end_of(stage) is None
    assert "Er staat nu geen melding van je open" in stage.words()


async def test_a_card_that_does_not_say_what_it_showed_is_asked_again(stage: Stage) -> None:
    await ill(stage)
    await stage.say("beter melden")
    message, action = stage.last(), find_action(stage.card(), "sick.recovered")
    old = {key: value for key, value in action["data"].items() if key != "seen"} | {"last_day": MONDAY.isoformat()}
    await stage.demo.teams.people.execute(stage.user, message, {**action, "data": old})
    assert end_of(stage) is None
    assert "Zo staat het nu in Personio" in stage.words()


async def test_the_card_shows_since_when_until_when_and_how_it_stands(stage: Stage) -> None:
    await ill(stage)
    await stage.say("beter melden")
    assert "Je bent afwezig sinds maandag 23 november" in stage.words()
    assert "Goedgekeurd" in stage.words()
    await by_hr(stage, WEDNESDAY)
    await stage.say("beter melden")
    assert "Maandag 23 november t/m woensdag 25 november" in stage.words()


async def test_a_job_of_an_older_version_is_done(stage: Stage) -> None:
    absence = await ill(stage)
    payload = {"absence_id": absence.id, "person_id": str(stage.person.id), "last_day": str(MONDAY)}
    await stage.bot.services.store.jobs.enqueue(NewJob("sickness.end", f"recovered:{absence.id}:{MONDAY}", payload))
    await job_done(stage, MONDAY)
    assert end_of(stage) == MONDAY


async def test_nothing_but_a_sickness_of_their_own_is_ended(stage: Stage) -> None:
    absence = await ill(stage)
    vacation = next(kind for kind in stage.demo.company.types if kind.name == "Vakantie")
    others = str(stage.person.id + 1)
    for number, (person, kind) in enumerate([(str(stage.person.id), vacation.id), (others, absence.type_id)]):
        changed = stage.demo.personio.world.absences.put(replace(absence, type_id=kind, last_day=WEDNESDAY))
        payload = {"absence_id": absence.id, "person_id": person, "last_day": str(TUESDAY)}
        key = f"recovered:{absence.id}:{TUESDAY}" + (":2" if number else "")
        await stage.bot.services.store.jobs.enqueue(NewJob("sickness.end", key, payload))
        await job_done(stage, TUESDAY, number + 1)
        assert end_of(stage) == WEDNESDAY, changed


@pytest.mark.parametrize(
    "switches",
    [
        {"end_read": "inclusive"},
        {"half_end_read": "same_day_noon"},
        {"half_end_read": "same_day_midnight"},
        {"end_write": "exclusive"},
        {"patch_reapproval": "unchanged"},
        {"breakdown_pending": "empty"},
        {"breakdown_off_days": "omitted"},
        {"extra_status": "IN_REVIEW"},
    ],
    ids=str,
)
async def test_it_works_whatever_personio_means(open_stage: Any, switches: dict[str, Any]) -> None:
    how = {"personio_end_write": "exclusive"} if "end_write" in switches else {}
    stage = await open_stage(switches=Switches().changed(**switches), **how)
    await ill(stage)
    for day, number in (("2026-11-24/half", 1), ("2026-11-23", 1), ("2026-11-24/half", 2)):
        await stage.say("beter melden")
        await stage.press("sick.recovered", {"last_day": day})
        assert "Genoteerd" in stage.words()
        await job_done(stage, day, number)
        absence = the_absence(stage)
        assert (str(absence.last_day) + ("/half" if absence.until_midday else "")) == day
