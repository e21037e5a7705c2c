"""What Personio says each day of an absence costs is what we say is worked, for everybody's schedule and calendar.

Rule: absences are filed over HTTP as the product files them. The sandbox counts on its own, by the public holidays that
the ``holidays`` library calls official; where a day off is another matter, the operator's adjustment says so.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.calendar import HALF, days, working_days
from bot.people import span, working_time
from bot.public_holidays import adjustments
from personio_client import NewAbsence, PersonioClient
from sandbox.company import demo_company, generate
from sandbox.company import catalog
from sandbox.personio import PersonioSandbox

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
KIND = catalog.TYPE["Zorgverlof"]  # in days, halves allowed, counts on working days only
FREE = TODAY + timedelta(days=140)  # nobody in these companies is away any more
GOOD_FRIDAY = {year: day for year, day in ((2026, date(2026, 4, 3)), (2027, date(2027, 3, 26)), (2028, date(2028, 4, 14)))}
OFFICIAL = adjustments([f"NL:{day}" for day in GOOD_FRIDAY.values()], [])
PERIODS = (  # first day, length in days, from midday, until midday
    (date(2027, 4, 12), 1, False, False),  # a working day for most
    (date(2027, 4, 16), 1, True, False),  # the afternoon of a Friday
    (date(2027, 4, 19), 1, False, True),
    (date(2027, 4, 23), 7, True, True),  # over King's Day and the Sunday before
    (date(2027, 5, 1), 2, False, False),  # a weekend, and a holiday in some places
    (date(2027, 5, 4), 16, False, True),  # Ascension, Whitsun, and in Bavaria not the same as in Catalonia
    (date(2027, 12, 20), 18, True, False),  # two years
    (date(2028, 2, 26), 5, False, False),  # a leap day
)


@pytest.fixture(params=["demo", "generated"])
async def sandbox(request):
    company = demo_company(TODAY) if request.param == "demo" else generate(60, TODAY)
    clean = replace(company, absences=())
    async with PersonioSandbox(clean, now=lambda: NOW) as running:
        running.switches = running.switches.changed(burst=10_000)
        yield running


@pytest.fixture
async def personio(sandbox):
    async with PersonioClient("demo-client", "demo-secret", base_url=sandbox.url, per_second=10_000) as client:
        yield client


def cast(sandbox):
    """Return one employee for each pair of calendar and schedule that there is."""
    active = [each for each in sandbox.company.employees if each.status == "active"]
    return list({(each.calendar.id, each.schedule.id): each for each in active}.values())
