"""The list of holidays: of each person and date, under every switch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import httpx
import pytest

from sandbox.company import Company
from sandbox.company.catalog import AMSTERDAM, BAVARIA, MUNICH, NETHERLANDS, NO_CALENDAR
from sandbox.personio import Credential, PersonioSandbox, Switches
from sandbox.personio.holiday_book import DayOff

PATH = "/v2/holidays"
CHRISTMAS = {"date.gte": "2026-12-20", "date.lte": "2026-12-31"}


def of(company: Company, name: str) -> int:
    return next(person.id for person in company.employees if person.first_name == name)


async def shown(api: httpx.AsyncClient, *persons: int, **days: str) -> list[dict[str, Any]]:
    days = {key.replace("_", "."): value for key, value in days.items()} or CHRISTMAS
    answer = await api.get(PATH, params={"person.id": [str(each) for each in persons], **days})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["_data"])


async def test_an_entry_per_person_and_date_in_order(api: httpx.AsyncClient, company: Company) -> None:
    merel, anton = of(company, "Merel"), of(company, "Anton")
    rows = await shown(api, anton, merel)
    assert [(row["person"]["id"], row["date"]) for row in rows] == [
        (str(each), day) for each in sorted((merel, anton)) for day in ("2026-12-25", "2026-12-26")
    ]
    assert rows[0] | {"name": ""} == {
        "person": {"id": str(min(merel, anton))}, "date": "2026-12-25", "name": "", "half_day": False,
        "public_holiday": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("switches", "half"),
    [
        ({}, {"half_day": True, "public_holiday": False}),
        ({"holiday_fields": "enum"}, {"duration": "HALF_DAY", "type": "COMPANY"}),
        ({"holiday_fields": "number"}, {"days": 0.5, "is_company_holiday": True}),
        ({"holiday_names": "flat", "holiday_fields": "enum"}, {"holiday_date": "2026-12-24", "duration": "HALF_DAY"}),
        ({"holiday_names": "camel"}, {"day": "2026-12-24", "title": "Kerstavond", "halfDay": True}),
    ],
)
async def test_a_half_company_day_is_spelled_as_switched(
    api: httpx.AsyncClient, company: Company, sandbox: PersonioSandbox, switches: dict[str, str], half: dict[str, Any]
) -> None:
    sandbox.switches = sandbox.switches.changed(company_days="half", **switches)
    rows = await shown(api, of(company, "Merel"))
    assert half.items() <= rows[0].items()
    assert len(rows) == 4


async def test_days_of_a_calendar_an_office_and_a_person_without_one(
    api: httpx.AsyncClient, company: Company, sandbox: PersonioSandbox
) -> None:
    merel, anton, nobody = of(company, "Merel"), of(company, "Anton"), of(company, "Leire")
    sandbox.change_employee(nobody, calendar=NO_CALENDAR)
    sandbox.add_holiday(DayOff(date(2026, 12, 21), "Nederland", calendar=NETHERLANDS.id))
    sandbox.add_holiday(DayOff(date(2026, 12, 22), "München", office=MUNICH.id, half=True))
    rows = await shown(api, merel, anton, nobody)
    assert {(row["person"]["id"], row["name"]) for row in rows if row["date"] < "2026-12-25"} == {
        (str(merel), "Nederland"), (str(anton), "München")
    }  # fmt: skip
    assert not [row for row in rows if row["person"]["id"] == str(nobody)]
    answer = (await api.get(f"/v1/company/employees/{nobody}")).json()
    assert answer["data"]["attributes"]["holiday_calendar"]["value"] is None


async def test_an_office_that_changes_brings_its_calendar_from_that_day_on(
    api: httpx.AsyncClient, company: Company, sandbox: PersonioSandbox
) -> None:
    merel = of(company, "Merel")
    sandbox.change_calendar(merel, date(2026, 11, 1), NETHERLANDS)
    sandbox.change_calendar(merel, date.min, BAVARIA)
    rows = await shown(api, merel, date_gte="2026-01-01", date_lte="2026-12-31")
    days = {row["date"] for row in rows}
    assert {"2026-01-06", "2026-10-03"} <= days
    assert "2026-04-27" not in days
    assert AMSTERDAM.id == sandbox.world.employees[merel].office.id


async def test_the_cursor_goes_alone(api: httpx.AsyncClient, company: Company) -> None:
    persons = [str(person.id) for person in company.employees[:50]]
    query: dict[str, Any] = {"person.id": persons, "date.gte": "2026-01-01", "date.lte": "2026-12-31"}
    rows: list[Any] = []
    while True:
        body = (await api.get(PATH, params=query)).json()
        rows += body["_data"]
        if not (link := body["_meta"]["links"].get("next")):
            break
        query = {"cursor": httpx.URL(link["href"]).params["cursor"]}
    assert len(rows) > 300
    assert rows == sorted(rows, key=lambda row: (int(row["person"]["id"]), row["date"]))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"person.id": "1"}, 400),
        ({"person.id": "1", "date.gte": "2026-01-01"}, 400),
        ({"person.id": "x", **CHRISTMAS}, 400),
        ({"person.id": [str(n) for n in range(51)], **CHRISTMAS}, 400),
        ({"person.id": "1", **CHRISTMAS, "limit": "101"}, 400),
        ({"person.id": "1", "date.gte": "2016-01-01", "date.lte": "2026-01-01"}, 422),
        ({"person.id": "1", "date.gte": "2026-01-01", "date.lte": "2030-01-01"}, 422),
        ({"cursor": "nonsense"}, 400),
    ],
)
async def test_a_question_that_is_none_is_refused(api: httpx.AsyncClient, query: dict[str, Any], status: int) -> None:
    assert (await api.get(PATH, params=query)).status_code == status


@pytest.mark.parametrize(
    ("switches", "status", "rows"),
    [
        ({"holidays": "not_found"}, 404, None),
        ({"holidays": "forbidden"}, 403, None),
        ({"holidays": "forbidden", "missing_scope": 401}, 401, None),
        ({"holidays": "garbage"}, 200, None),
        ({"holidays": "empty"}, 200, 0),
        ({"holidays": "slow"}, 200, 2),
        ({"holiday_range": "narrow_422"}, 200, 2),
        ({"company_days": "whole"}, 200, 2),
    ],
)
async def test_an_account_may_not_have_it(
    api: httpx.AsyncClient, company: Company, sandbox: PersonioSandbox, switches: dict[str, Any], status: int, rows: Any
) -> None:
    sandbox.switches = sandbox.switches.changed(**switches)
    answer = await api.get(PATH, params={"person.id": str(of(company, "Merel")), **CHRISTMAS})
    assert answer.status_code == status
    if rows is not None:
        assert len(answer.json()["_data"]) == rows


async def test_the_narrow_range_is_two_years_back_and_one_ahead(
    api: httpx.AsyncClient, company: Company, sandbox: PersonioSandbox
) -> None:
    sandbox.switches = Switches(holiday_range="narrow_422")
    for first, last, status in (
        ("2024-11-24", "2027-11-24", 200), ("2024-11-23", "2026-11-24", 422), ("2026-11-24", "2027-11-25", 422),
    ):  # fmt: skip
        query = {"person.id": str(of(company, "Merel")), "date.gte": first, "date.lte": last}
        assert (await api.get(PATH, params=query)).status_code == status


async def test_the_right_to_read_absences_is_needed(client: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.set_credential(Credential("reader", "s", scopes=frozenset({"personio:persons:read"})))
    form = {"grant_type": "client_credentials", "client_id": "reader", "client_secret": "s"}
    token = (await client.post("/v2/auth/token", data=form)).json()["access_token"]
    answer = await client.get(PATH, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403


async def test_half_days_take_half_of_an_absence(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, file: Callable[..., Awaitable[str]]
) -> None:
    sandbox.switches.company_days = "half"
    new = await file(first="2026-12-23T00:00:00", last="2026-12-31T00:00:00", halves=("FIRST_HALF", "FIRST_HALF"))
    rows = (await api.get(f"/v2/absence-periods/{new}/breakdowns")).json()["_data"]
    assert [row["effective_duration"]["value"] for row in rows] == [1, 0.5, 0, 0, 0, 1, 1, 1, 0.5]
    late = await file(first="2027-12-24T00:00:00", last="2027-12-24T00:00:00", halves=("SECOND_HALF", "SECOND_HALF"))
    rows = (await api.get(f"/v2/absence-periods/{late}/breakdowns")).json()["_data"]
    assert [row["effective_duration"]["value"] for row in rows] == [0]


async def test_a_day_is_entered_over_http(client: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    body = {"date": "2026-12-21", "name": "Brugdag", "half": True}
    assert (await client.post("/_sandbox/holidays", json=body)).status_code == 204
    assert sandbox.world.holidays.own == [DayOff(date(2026, 12, 21), "Brugdag", half=True)]
    for wrong in ({"name": "x"}, {"date": "soon", "name": "x"}, {"date": "2026-12-21", "name": "x", "odd": 1}):
        assert (await client.post("/_sandbox/holidays", json=wrong)).status_code == 400
