from datetime import UTC, date, datetime

import pytest

from bot.features.sickness.status import last_day_choices, running
from cards.sickness.recovered import LastDay
from personio_client import AbsencePeriod, AbsenceType, Refused
from sandbox.teams.card_inputs import find_action
from tests.integration.sickness.test_reporting import report
from tests.support.stage import inputs

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 20)
TYPES = {"s": AbsenceType(id="s", category="SICK_LEAVE"), "v": AbsenceType(id="v", category="PAID_VACATION")}


def period(first, last, *, type_id="s", status="approved", half=False):
    starts = datetime.combine(first, datetime.min.time())
    return AbsencePeriod(
        id=f"{first}", type_id=type_id, first_day=first, last_day=last, starts_at=starts, status=status, first_half=half
    )


def test_the_sickness_that_runs_is_found_and_nothing_else():
    ill = period(FRIDAY, None)
    assert running([ill, period(MONDAY, MONDAY, type_id="v")], TYPES, MONDAY) is ill
    assert running([period(FRIDAY, None, status="rejected")], TYPES, MONDAY) is None
    assert running([period(TUESDAY, None)], TYPES, MONDAY) is None
    assert running([period(date(2026, 11, 2), date(2026, 11, 3))], TYPES, MONDAY) is None


def test_the_likeliest_last_day_comes_first():
    assert last_day_choices(period(FRIDAY, None), MONDAY)[0] == LastDay(date(2026, 11, 22))
    assert last_day_choices(period(MONDAY, None), MONDAY) == [LastDay(MONDAY, half=True), LastDay(MONDAY)]
    assert last_day_choices(period(MONDAY, None, half=True), MONDAY) == [LastDay(MONDAY)]


@pytest.mark.parametrize(
    ("chosen", "last_day", "until_midday"),
    [
        ("2026-11-23", MONDAY, False),
        ("2026-11-24/half", TUESDAY, True),
        ("Gisteren, maandag 23 november", MONDAY, False),
    ],
)
async def test_better_the_day_after(stage, chosen, last_day, until_midday):
    await report(stage)
    stage.clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    await stage.say("ik ben weer beter")
    assert inputs(stage.card())["last_day"] == "2026-11-23"  # yesterday is the likeliest
    await stage.press("sick.recovered", {"last_day": chosen})
    [absence] = stage.absences()
    assert (absence.last_day, absence.until_midday) == (last_day, until_midday)
    assert "Welkom terug" in stage.words()


@pytest.mark.parametrize(
    ("said", "last_day"),
    [
        ("ik ben vanaf donderdag weer beter", "2026-11-25"),
        ("ich bin ab morgen wieder gesund", "2026-11-24"),
        ("I’m better from 27 November", "2026-11-26"),
        ("ik ben vandaag weer beter", "2026-11-23"),
        ("ik ben vanaf 24 december weer beter", "2026-11-23"),  # too far away to be sure
    ],
)
async def test_better_from_a_day_that_is_said_offers_the_day_before(stage, said, last_day):
    await report(stage)
    stage.clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    await stage.say(said)
    assert inputs(stage.card())["last_day"] == last_day
    assert ("Fijn dat je beter bent!" in stage.words()) == (date.fromisoformat(last_day) < TUESDAY)
    await stage.press("sick.recovered", {"last_day": last_day})
    assert stage.absences()[0].last_day == date.fromisoformat(last_day)
    assert ("Beterschap!" in stage.words()) == (date.fromisoformat(last_day) > TUESDAY)


async def test_pressed_twice_it_ends_once(stage):
    await report(stage)
    stage.clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    await stage.say("beter melden")
    message, action = stage.last(), find_action(stage.card(), "sick.recovered")
    sent = {**action, "data": {**action["data"], "last_day": "2026-11-23"}}
    for _ in range(2):
        await stage.demo.teams.people.execute(stage.user, message, sent)
    assert stage.absences()[0].last_day == MONDAY


async def test_a_personio_that_does_not_answer_is_told_later(stage):
    await report(stage)
    await stage.say("beter melden")
    stage.demo.personio.fail_next("/v2/absence-periods/*", "PATCH", "503")
    await stage.press("sick.recovered", {"last_day": "2026-11-23"})
    [absence] = stage.absences()
    assert await stage.bot.services.outbox.settled(f"recovered:{absence.id}:2026-11-23", 60)
    assert stage.absences()[0].last_day == MONDAY


@pytest.mark.parametrize("chosen", ["2026-12-24", "2020-01-01", "morgen", "", "2026-11-23/night"])
async def test_a_day_that_makes_no_sense_is_asked_again(stage, chosen):
    await report(stage)
    await stage.say("beter melden")
    await stage.press("sick.recovered", {"last_day": chosen}, check=False)
    assert stage.absences()[0].last_day is None
    assert "sick.recovered" in str(stage.card())


async def test_whoever_is_not_ill_is_told_so(stage):
    await stage.say("beter melden")
    assert "geen melding van je open" in stage.words()


async def test_nobody_ends_the_sickness_of_somebody_else(stage):
    await report(stage)
    mine = stage.absences()[0]
    other = next(user for user in stage.demo.teams.world.users if user.email != stage.user.email)
    await stage.say("beter melden")
    card = stage.last()
    answer = await stage.demo.teams.press(other, card, "sick.recovered", inputs={"last_day": "2026-11-23"})
    assert "Welkom terug" not in str(answer.card)
    assert stage.absences()[0].last_day is None
    assert mine.id == stage.absences()[0].id


async def test_an_end_that_personio_declines_is_said_and_leaves_no_mark(stage):
    """The mark of the owner being at it would keep the next change in Personio from being told."""
    await report(stage)
    await stage.say("beter melden")

    async def declined(*_):
        raise Refused("no", status=422)

    stage.bot.services.personio.update_absence = declined  # a refusal that the sandbox has no rule for
    await stage.press("sick.recovered", {"last_day": "2026-11-23"})
    assert "Welkom terug" not in stage.words()
    [request] = await stage.bot.services.store.requests.of_owner(stage.demo.teams.tenant_id, stage.user.object_id)
    assert "changing" not in request.details
