"""Personio's holidays in daily updates: posting days, days of return, and a source that changes in the middle of a day."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.features.digests import edits, preview_all, run_due_jobs
from bot.services.personio_cache import Directory
from bot.services.personio_holidays import AGAIN_AFTER
from personio_client import Holiday, HolidayCalendar
from tests.support.digest_stage import CHANNEL, TODAY, absence, person
from tests.support.digest_stage import Personio as PersonioOf

NL = HolidayCalendar(id="1", name="Nederland", country="NL")
FRIDAY, NEXT_MONDAY = TODAY + timedelta(days=4), TODAY + timedelta(days=7)
BRIDGE = [Holiday(person_id="1", date=FRIDAY, name="Brugdag", company=True)]


@pytest.fixture
async def company(stage):
    """Anna, away until Thursday; the company is closed on Friday, which Personio alone knows."""
    stage.personio.everybody = [
        person("1", "Anna Bakker", holiday_calendar=NL),
        person("2", "Bram", holiday_calendar=NL),
    ]
    stage.personio.absent = [absence("1", TODAY, FRIDAY - timedelta(days=1))]
    await stage.subscribe()
    return stage


def listed(days=BRIDGE):
    return [replace_person(day, number) for day in days for number in ("1", "2")]


def replace_person(day: Holiday, person_id: str) -> Holiday:
    return day.model_copy(update={"person_id": person_id})


def another_process(stage, rows):
    """Return the services of another process on the same database, whose Personio lists these days."""
    clock, personio = stage.clock, PersonioOf(everybody=stage.personio.everybody, types=stage.personio.types)
    personio.absent, personio.listed = stage.personio.absent, rows
    return replace_directory(stage, Directory(personio, now=clock))


def replace_directory(stage, directory):
    return replace(stage.services, directory=directory)


async def look(services) -> int:
    """Compare the posted updates with the facts, and do the edits that are asked for."""
    changed = await edits(services)
    await run_due_jobs(services)
    return changed


async def hour(stage, by=AGAIN_AFTER["not_found"]) -> None:
    """Let the time pass after which Personio is asked again, and the answer arrive."""
    stage.clock.now += by
    await stage.services.directory.people(fresher_than=timedelta(minutes=1))
    if flight := stage.services.directory.listed_holidays._flight:
        await flight


def said(stage) -> str:
    return stage.names()[0]


async def test_a_list_that_appears_in_the_middle_of_the_day_edits_the_update_once(company):
    await company.run()
    assert "27 november" in said(company)
    company.personio.listed = listed()
    await hour(company)
    assert await look(company.services) == 1
    assert "30 november" in said(company)
    assert await look(company.services) == 0
    company.personio.listed = None  # gone again: what was read serves on
    await hour(company, timedelta(hours=6))
    assert await look(company.services) == 0
    assert len(company.teams.puts) == 1


async def test_a_process_that_starts_without_the_list_leaves_the_update_alone_until_facts_change(company):
    company.personio.listed = listed()
    await company.run()
    assert "30 november" in said(company)
    restarted = another_process(company, None)
    for _ in range(3):
        assert await look(restarted) == 0
    company.personio.absent.append(absence("2", TODAY, TODAY))
    company.clock.advance(minutes=2)
    assert await look(restarted) == 1
    assert "Bram" in said(company)
    assert await look(restarted) == 0
    assert len(company.teams.puts) == 1


async def test_two_processes_with_different_sources_do_not_take_turns(company):
    await company.run()  # by the package
    informed = another_process(company, listed())
    await informed.directory.people()
    for _ in range(4):
        await look(informed)
        await look(company.services)
        company.clock.advance(minutes=5)
    assert len(company.teams.puts) == 1
    assert "30 november" in said(company)


async def test_an_edit_that_needs_the_list_is_left_to_who_has_it(company):
    await company.run()
    informed = another_process(company, listed())
    await informed.directory.people()
    assert await edits(informed) == 1
    await run_due_jobs(company.services)  # this process has no list
    assert company.teams.puts == []
    company.clock.advance(minutes=2)
    await run_due_jobs(informed)
    assert "30 november" in said(company)


@pytest.mark.parametrize("known", [True, False])
async def test_a_day_off_of_the_company_is_no_posting_day_even_right_after_a_start(company, known):
    company.personio.listed = listed([Holiday(person_id="1", date=TODAY)])
    await company.subscribe(replace(CHANNEL, holidays="NL"))
    if known:
        await company.services.directory.people()
    await company.run()
    assert company.teams.posts == {}
    post = await company.store.posts.find("s1", TODAY)
    assert (post and (post.state, post.reason)) == (None if known else ("skipped", "non_working_day"))


async def test_half_a_holiday_is_a_posting_day(company):
    company.personio.listed = listed([Holiday(person_id="1", date=TODAY, part="half")])
    company.personio.absent = [absence("1", TODAY, TODAY, first_half=True), absence("2", TODAY, TODAY)]
    await company.subscribe(replace(CHANNEL, holidays="NL"))
    [shown] = await preview_all(company.services, TODAY)
    assert shown["posted"]
    assert [(row["person"], row["half"], row["back_on"]) for row in shown["absent"]] == [("2", None, "2026-11-24")]


SCRIPT = """
import asyncio, sys
from datetime import date
from bot.core.people import working_time
from bot.core.schedule import posting_day
from bot.services.personio_cache import Directory
from personio_client import Holiday, HolidayCalendar
from tests.support.digest_company import channel
from tests.support.fakes import Clock, Source, person

async def main():
    anna = person(holiday_calendar=HolidayCalendar(id="2", country="DE", state="Bayern", name="Bayern"))
    source = Source([anna], listed=[Holiday(person_id="1", date=date(2026, 12, 25), name="Weihnachten")])
    directory = Directory(source, now=Clock())
    await directory.people()
    assert directory.holidays.from_personio
    assert not working_time(anna, directory.holidays).works(date(2026, 12, 25))
    assert directory.holidays.name(anna, date(2026, 12, 25), "nl") == "Weihnachten"
    assert not posting_day(channel(holidays="DE-BY"), date(2026, 12, 25), directory.holidays)
    assert "holidays" not in sys.modules
    assert not working_time(anna, directory.holidays).works(date(2028, 12, 25))
    assert "holidays" in sys.modules

asyncio.run(main())
"""


def test_the_package_is_loaded_only_for_days_that_personio_does_not_list():
    assert subprocess.run([sys.executable, "-c", SCRIPT], check=False).returncode == 0
