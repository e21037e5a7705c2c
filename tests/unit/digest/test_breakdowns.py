"""What Personio says each day of an absence costs is what we say is worked, for every schedule and calendar there is.

Rule: absences are filed over HTTP as the product files them. The sandbox counts on its own, and takes every official
holiday for a day off; where ours differs (Good Friday in the Netherlands), the operator's adjustment says so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.core.holiday_calendars import HolidayCalendars
from bot.core.holidays import adjustments
from bot.core.people import span, working_time
from bot.core.working_time import days, working_days
from personio_client import NewAbsence, PersonioClient
from sandbox.company import catalog, demo_company, generate
from sandbox.personio import PersonioSandbox

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
KIND = catalog.TYPE["Zorgverlof"]  # in days, with halves, counted on working days only
GOOD_FRIDAY = date(2027, 3, 26)
AS_PERSONIO = HolidayCalendars(adjustments([f"NL:{GOOD_FRIDAY}"], []))
PERIODS = (  # first day, days, from midday, until midday
    (date(2027, 3, 23), 8, True, False),  # Easter
    (date(2027, 4, 12), 1, False, False),
    (date(2027, 4, 16), 1, True, False),  # the afternoon of a Friday
    (date(2027, 4, 19), 1, False, True),  # the morning of a Monday
    (date(2027, 4, 22), 7, True, True),  # King's Day, at noon of somebody's day off
    (date(2027, 5, 1), 2, False, False),  # a weekend and a Saturday that some have off
    (date(2027, 5, 4), 16, False, True),  # Ascension and Whitsun
    (date(2027, 12, 20), 18, True, False),  # Christmas, and two years
    (date(2028, 2, 26), 5, False, False),  # a leap day
)


@pytest.fixture(params=["demo", "generated"])
async def sandbox(request):
    company = demo_company(NOW.date()) if request.param == "demo" else generate(100, NOW.date())
    async with PersonioSandbox(replace(company, absences=()), now=lambda: NOW) as running:
        running.switches = running.switches.changed(burst=10_000)  # the client keeps the pace that it is told
        yield running


@pytest.fixture
async def personio(sandbox):
    async with PersonioClient("demo-client", "demo-secret", base_url=sandbox.url) as client:
        yield client


@pytest.fixture
async def cast(sandbox, personio):
    """Somebody for each pair of calendar and schedule that there is, as Personio tells of them."""
    known = {person.id: person for person in await personio.people()}
    active = [each for each in sandbox.company.employees if each.status == "active"]
    return [known[str(each.id)] for each in {(e.calendar.id, e.schedule.id): e for e in active}.values()]


async def filed(personio, person, first, length, first_half, last_half):
    """File an absence; return it as Personio has it, and its breakdown."""
    new = NewAbsence(
        person_id=person.id, type_id=KIND.id, first_day=first, last_day=first + timedelta(days=length - 1),
        first_half=first_half, last_half=last_half,
    )  # fmt: skip
    absence_id = await personio.create_absence(new)
    return await personio.absence(absence_id), await personio.breakdowns(absence_id)


@pytest.mark.parametrize("off_days", ["zero", "omitted"])
async def test_the_days_that_personio_counts_are_the_days_that_are_worked(sandbox, personio, cast, off_days):
    sandbox.switches = sandbox.switches.changed(breakdown_off_days=off_days)
    kinds = {kind.id: kind for kind in await personio.absence_types()}
    assert len({person.holiday_calendar.country for person in cast}) >= 3
    assert any(0 in person.work_schedule.minutes[:5] for person in cast), "part-timers"
    for number, person in enumerate(cast):
        work = working_time(person, AS_PERSONIO)
        for period in PERIODS[number % 2 :: 2] if off_days == "omitted" else PERIODS:
            absence, breakdown = await filed(personio, person, *period)
            where = (person.holiday_calendar.name, person.work_schedule.minutes, period)
            counted = {each.date: each.value for each in breakdown if each.value > 0}
            inside = days(absence.first_day, absence.last_day)
            assert sorted(counted) == [day for day in inside if work.works(day)], where
            assert sum(counted.values(), Decimal(0)) == working_days(span(absence, kinds[KIND.id]), work), where


async def test_good_friday_is_a_day_off_in_the_netherlands_only_where_the_operator_says_so(personio, cast):
    dutch = next(p for p in cast if p.holiday_calendar.country == "NL" and p.work_schedule.minutes[4])
    _, [day] = await filed(personio, dutch, GOOD_FRIDAY, 1, False, False)
    assert (day.date, day.value) == (GOOD_FRIDAY, 0)
    assert working_time(dutch).works(GOOD_FRIDAY)
    assert not working_time(dutch, AS_PERSONIO).works(GOOD_FRIDAY)
