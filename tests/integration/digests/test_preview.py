"""What a preview says, to the letter: others read it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.holidays import Adjustment
from bot.features.digests import preview_all
from cards.digest_topics import USUAL_TOPICS
from personio_client import HolidayCalendar
from tests.support.digest_stage import CHANNEL, TODAY, absence, person

KEYS = ["subscription", "channel_id", "day", "posted", "reason", "absent", "birthdays", "anniversaries", "starters", "week", "text", "card"]  # fmt: skip


@pytest.fixture
async def company(stage):
    stage.personio.everybody = [
        person("1", "Anna Bakker", birthday=date(1988, 11, 22)),
        person("2", "Bram de Wit", birthday=date(1992, 2, 29)),
        person("3", "Carla Post", hire_date=date(2016, 11, 23)),
        person("4", "Dirk Mulder", hire_date=TODAY, position="Bakker"),
    ]
    stage.personio.absent = [
        absence("1", TODAY, TODAY + timedelta(days=2)),
        absence("2", TODAY, TODAY, first_half=True),
        absence("3", TODAY, None, type_id="sick"),
    ]
    await stage.subscribe()
    return stage


async def test_a_posted_day(company):
    [shown] = await preview_all(company.services, TODAY)
    assert list(shown) == KEYS
    text, card = shown.pop("text"), shown.pop("card")
    assert isinstance(text, str)
    assert text
    assert isinstance(card, dict)
    assert shown == {
        "subscription": "s1",
        "channel_id": "19:c",
        "day": "2026-11-23",
        "posted": True,
        "reason": None,
        "absent": [
            {"person": "1", "name": "Anna Bakker", "half": None, "back_on": "2026-11-26"},
            {"person": "2", "name": "Bram de Wit", "half": "afternoon", "back_on": "2026-11-24"},
            {"person": "3", "name": "Carla Post", "half": None, "back_on": None},
        ],
        "birthdays": [{"person": "1", "name": "Anna Bakker", "on": "2026-11-22"}],
        "anniversaries": [{"person": "3", "name": "Carla Post", "on": "2026-11-23", "years": 10}],
        "starters": [{"person": "4", "name": "Dirk Mulder", "on": "2026-11-23"}],
        "week": [],
    }


async def test_the_weeks_first_update_says_what_the_week_brings(company):
    company.personio.absent += [absence("4", TODAY + timedelta(days=1), TODAY + timedelta(days=1), last_half=True)]
    company.personio.everybody[2] = person("3", "Carla Post", hire_date=date(2016, 11, 26))
    company.personio.everybody.append(person("5", "Eva Smit", hire_date=TODAY + timedelta(days=2)))
    await company.subscribe(replace(CHANNEL, weekly_outlook=True))
    [shown] = await preview_all(company.services, TODAY)
    assert shown["week"] == [
        {"event": "absence", "on": "2026-11-24", "person": "4", "name": "Dirk Mulder", "half": "morning", "back_on": "2026-11-24"},
        {"event": "start", "person": "5", "name": "Eva Smit", "on": "2026-11-25"},
        {"event": "anniversary", "person": "3", "name": "Carla Post", "on": "2026-11-26", "years": 10},
    ]  # fmt: skip
    [shown] = await preview_all(company.services, TODAY + timedelta(days=1))
    assert shown["week"] == []


async def test_a_week_costs_no_further_reading(company):
    await company.subscribe(replace(CHANNEL, id="s2", weekly_outlook=True))
    await preview_all(company.services, TODAY)
    assert [company.personio.calls.count(what) for what in ("people", "absences", "open_ended")] == [1, 1, 1]


async def test_a_day_without_anything_to_say(company):
    company.personio.everybody, company.personio.absent = [person("1", "Anna Bakker")], []
    [shown] = await preview_all(company.services, TODAY)
    assert (shown["posted"], shown["reason"], shown["card"], shown["text"]) == (False, "nothing", None, None)


async def test_a_day_off_says_nothing_of_anybody(company):
    [shown] = await preview_all(company.services, TODAY - timedelta(days=1))
    assert (shown["posted"], shown["reason"], shown["day"]) == (False, "non_working_day", "2026-11-22")
    assert [shown[key] for key in ("absent", "birthdays", "anniversaries", "starters")] == [[]] * 4


async def test_the_same_day_is_the_same_twice_and_changes_nothing(company):
    first = await preview_all(company.services, TODAY)
    assert json.dumps(first) == json.dumps(await preview_all(company.services, TODAY))
    assert await company.store.posts.find("s1", TODAY) is None


async def test_every_subscription_is_listed_paused_ones_too(company):
    await company.subscribe(replace(CHANNEL, id="s2", topics=()), replace(CHANNEL, id="s3", paused="admin"))
    shown = await preview_all(company.services, TODAY)
    assert [(each["subscription"], each["reason"]) for each in shown] == [("s1", None), ("s2", "nothing"), ("s3", None)]


async def test_who_opted_out_is_not_celebrated(company):
    await company.store.opt_outs.record("tenant-1", "1")
    await company.store.opt_outs.record("tenant-1", "3")
    [shown] = await preview_all(company.services, TODAY)
    assert shown["birthdays"] == shown["anniversaries"] == []
    assert len(shown["absent"]) == 3


async def test_a_leap_day_is_celebrated_on_the_last_of_february(company):
    await company.subscribe(
        replace(CHANNEL, topics=USUAL_TOPICS, days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    )
    [shown] = await preview_all(company.services, date(2027, 2, 28))
    assert shown["birthdays"] == [{"person": "2", "name": "Bram de Wit", "on": "2027-02-28"}]


async def test_who_is_entered_late_is_introduced_the_next_morning(company):
    entered = datetime(2026, 11, 23, 12, tzinfo=UTC)  # after the update of the first day
    company.personio.everybody[3] = person("4", "Dirk Mulder", hire_date=TODAY, created_at=entered)
    shown = [(await preview_all(company.services, TODAY + timedelta(days=n)))[0] for n in range(3)]
    assert [[row["on"] for row in day["starters"]] for day in shown] == [[], ["2026-11-23"], []]


async def test_a_day_off_of_the_operators_is_no_posting_day_and_moves_the_return(company):
    company.serve(adjustments={"NL": Adjustment(added=frozenset({TODAY + timedelta(days=3)}))})
    company.personio.everybody[0] = person("1", "Anna Bakker", holiday_calendar=HolidayCalendar(id="1", country="NL"))
    await company.subscribe(replace(CHANNEL, holidays="NL"))
    [shown] = await preview_all(company.services, TODAY)
    assert shown["absent"][0]["back_on"] == "2026-11-27"
    [shown] = await preview_all(company.services, TODAY + timedelta(days=3))
    assert shown["reason"] == "non_working_day"
    company.clock.advance(days=3)
    await company.run()
    assert company.teams.posts == {}
