"""Holidays of Personio's own in a request: what it costs, when one is back, and what the review says of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import httpx
import pytest

from bot.core.people import working_time
from bot.core.working_time import Return, Span, return_day, working_days
from bot.services.personio_cache import Directory
from personio_client import PersonioClient
from sandbox.company import demo_company, generate, personas
from sandbox.company.catalog import BAVARIA, NETHERLANDS, NO_CALENDAR
from sandbox.personio import PersonioSandbox
from sandbox.personio.behaviour import Switches
from sandbox.personio.holiday_book import DayOff

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
COMPANY = demo_company(NOW.date())
EVE, GOOD_FRIDAY = date(2026, 12, 24), date(2027, 3, 26)
CHRISTMAS = Span(date(2026, 12, 23), EVE)
BY_PERSONIO = (Decimal("1.5"), Return(date(2026, 12, 28)))
BY_PACKAGE = (Decimal(2), Return(date(2026, 12, 28)))


@pytest.fixture
async def account() -> AsyncIterator[PersonioSandbox]:
    """A Personio with a company that is free from noon on 24 and 31 December."""
    ticks = count(0.0, 10.0)  # so that its rate limits never are in the way
    switches = Switches(company_days="half")
    async with PersonioSandbox(COMPANY, switches=switches, now=lambda: NOW, monotonic=lambda: next(ticks)) as running:
        yield running


@pytest.fixture
async def directory(account: PersonioSandbox) -> AsyncIterator[Directory]:
    plain = httpx.AsyncHTTPTransport(verify=False)
    options: Any = {"base_url": account.url, "wait_scale": 0, "transport": plain}
    async with PersonioClient("demo-client", "demo-secret", **options) as client:
        directory = Directory(client, now=lambda: NOW)
        yield directory
        await directory.close()


async def costs(directory: Directory, person: int, span: Span) -> tuple[Any, Any]:
    """Return how much an absence takes and when it is over, as every card works it out."""
    people = await directory.people()
    work = working_time(people.by_id[str(person)], await directory.holidays_known())
    return working_days(span, work), return_day(span, work)


@pytest.mark.parametrize(
    ("switches", "expected"),
    [
        ({}, BY_PERSONIO),
        ({"holiday_names": "flat", "holiday_fields": "enum"}, BY_PERSONIO),
        ({"holiday_names": "camel", "holiday_fields": "number"}, BY_PERSONIO),
        ({"holiday_names": "nested", "holiday_fields": "strange"}, (Decimal(1), BY_PERSONIO[1])),
        ({"holiday_range": "narrow_422"}, BY_PERSONIO),
        ({"next_link": "relative"}, BY_PERSONIO),
        ({"holidays": "slow"}, BY_PERSONIO),
        ({"holidays": "not_found"}, BY_PACKAGE),
        ({"holidays": "forbidden"}, BY_PACKAGE),
        ({"holidays": "forbidden", "missing_scope": 401}, BY_PACKAGE),
        ({"holidays": "garbage"}, BY_PACKAGE),
        ({"holidays": "empty"}, BY_PACKAGE),
        ({"calendar_fields": "calendar_name_only"}, BY_PERSONIO),
        ({"v1_values": "as_seen"}, BY_PERSONIO),
        ({"v1_alive": "no_employees"}, BY_PERSONIO),
    ],
    ids=str,
)
async def test_christmas_eve_costs_half_a_day_where_personio_says_so(
    account: PersonioSandbox, directory: Directory, switches: dict[str, Any], expected: Any
) -> None:
    account.switches = account.switches.changed(**switches)
    assert await costs(directory, personas(COMPANY).employee.id, CHRISTMAS) == expected


async def test_good_friday_is_off_where_the_company_has_it_off(account: PersonioSandbox, directory: Directory) -> None:
    easter = Span(date(2027, 3, 25), date(2027, 3, 25))
    assert await costs(directory, personas(COMPANY).employee.id, easter) == (1, Return(date(2027, 3, 30)))
    later = Span(date(2028, 4, 13), date(2028, 4, 14))  # beyond what Personio lists: the package, where it is worked
    assert await costs(directory, personas(COMPANY).employee.id, later) == (2, Return(date(2028, 4, 18)))


async def test_a_company_day_of_one_office_and_a_person_without_a_calendar(
    account: PersonioSandbox, directory: Directory
) -> None:
    dutch, nobody = personas(COMPANY).employee, personas(COMPANY).substitute
    account.add_holiday(DayOff(date(2026, 12, 1), "Brugdag", calendar=NETHERLANDS.id))
    account.change_employee(nobody.id, calendar=NO_CALENDAR)
    tuesday = Span(date(2026, 11, 30), date(2026, 12, 1))
    assert await costs(directory, dutch.id, tuesday) == (1, Return(date(2026, 12, 2)))
    assert await costs(directory, nobody.id, tuesday) == (2, Return(date(2026, 12, 2)))
    assert await costs(directory, nobody.id, CHRISTMAS) == (2, Return(date(2026, 12, 25)))


async def test_somebody_who_changed_office_in_the_middle_of_the_year_does_not_change_the_others_days(
    account: PersonioSandbox, directory: Directory
) -> None:
    """Who would be asked for the Dutch office came from Munich in July, and has had its days until then."""
    mates = [
        e for e in COMPANY.employees if e.calendar is NETHERLANDS and e.office == personas(COMPANY).employee.office
    ]
    active = [e for e in mates if e.status == "active" and not e.termination_date]
    moved = min(active, key=lambda e: (e.hire_date, e.id))
    account.change_calendar(moved.id, date.min, BAVARIA)
    account.change_calendar(moved.id, date(2026, 7, 1), NETHERLANDS)
    epiphany = Span(date(2026, 1, 6), date(2026, 1, 6))
    assert (await costs(directory, personas(COMPANY).employee.id, epiphany))[0] == 1
    assert (await costs(directory, moved.id, epiphany))[0] == 0
    assert (await costs(directory, moved.id, CHRISTMAS))[0] == Decimal("1.5")
    asked = [seen for seen in account.requests if seen.path == "/v2/holidays" and "cursor=" not in seen.query]
    assert len(asked) == 3  # the first two differed


async def test_a_company_of_any_size_costs_pages(account: PersonioSandbox, directory: Directory) -> None:
    account.world.load(generate(600, NOW.date()))
    people = await directory.people()
    await directory.holidays_known()
    groups = {(p.holiday_calendar, p.office) for p in people.by_id.values()}
    asked = [seen for seen in account.requests if seen.path == "/v2/holidays"]
    assert len(asked) <= 2 * len(groups) + 2
    assert directory.holidays.from_personio


async def test_a_request_over_a_half_holiday_is_reviewed_and_filed(open_stage: Any) -> None:
    stage = await open_stage(switches=Switches(company_days="half"))
    await stage.review({"first_day": "2026-12-23", "last_day": "2026-12-24"})
    said = stage.words()
    assert "1,5" in said
    assert "maandag 28 december" in said
    assert "Kerstavond ('s middags) telt niet mee." in said
    await stage.press("Aanvragen")
    await stage.demo.teams.until(lambda: "wacht op goedkeuring" in stage.words(), seconds=20)
    [absence] = stage.absences()
    assert absence.last_day == EVE
    assert stage.bot.services.directory.ages()["holidays"] < timedelta(minutes=1).total_seconds()


async def test_the_operators_settings_count_for_half_holidays(open_stage: Any) -> None:
    settings = {"half_holidays_afternoon_work": ("NL",), "holidays_added": ("NL:2026-12-31",)}
    stage = await open_stage(switches=Switches(company_days="half"), **settings)
    await stage.review({"first_day": "2026-12-23", "last_day": "2026-12-23"})
    assert "donderdag 24 december 2026 (vanaf de middag)" in stage.words()
    await stage.review({"first_day": "2026-12-30", "last_day": "2026-12-31"})
    assert "1 werkdag" in stage.words()
    assert "Oudejaarsdag telt niet mee." in stage.words()
