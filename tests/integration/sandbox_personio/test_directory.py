"""Employees, persons, employments, units, types and balances."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from sandbox.company import Company, personas
from sandbox.company.model import Calendar
from sandbox.personio import Credential, PersonioSandbox
from sandbox.personio.credentials import BIRTHDAY

Follow = Callable[..., Awaitable[list[Any]]]


async def test_an_employee_comes_in_wrappers(api: httpx.AsyncClient, company: Company) -> None:
    person = personas(company).employee
    answer = await api.get("/v1/company/employees", params={"email": person.email})
    body = answer.json()
    assert (body["success"], body["metadata"]["total_elements"], body["limit"]) == (True, 1, 50)
    attributes = body["data"][0]["attributes"]
    assert attributes["id"] == {"label": "ID", "value": person.id, "type": "integer", "universal_id": "id"}
    assert attributes["hire_date"]["value"].startswith(f"{person.hire_date}T00:00:00+0")
    assert attributes["team"]["value"] == {"type": "Team", "attributes": {"id": 54, "name": "Web"}}
    assert attributes["supervisor"]["value"]["attributes"]["id"]["value"] == person.supervisor_id
    assert attributes["work_schedule"]["value"]["attributes"]["monday"] == "08:00"
    assert attributes["work_schedule"]["value"]["attributes"]["sunday"] == "00:00"
    assert attributes["holiday_calendar"]["value"]["attributes"]["country"] == "NL"
    assert attributes[BIRTHDAY]["universal_id"] == "date_of_birth"
    assert answer.headers["Authorization"].startswith("Bearer papi-")


async def test_attributes_are_projected_and_the_id_always_comes(api: httpx.AsyncClient) -> None:
    answer = await api.get("/v1/company/employees", params={"attributes[]": ["first_name", "team"], "limit": 3})
    assert all(set(row["attributes"]) == {"id", "first_name", "team"} for row in answer.json()["data"])


async def test_employees_are_paged_by_rows(api: httpx.AsyncClient, company: Company) -> None:
    ids = []
    for offset in (0, 25, 50, 75):
        page = (await api.get("/v1/company/employees", params={"limit": 25, "offset": offset})).json()
        ids += [row["attributes"]["id"]["value"] for row in page["data"]]
    assert ids == [employee.id for employee in company.employees]


async def test_a_limit_over_100_is_clamped_or_refused(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    assert (await api.get("/v1/company/employees?limit=500")).json()["limit"] == 100
    sandbox.switches.v1_limit_over = "400"
    assert (await api.get("/v1/company/employees?limit=500")).status_code == 400


async def test_updated_since_shows_what_changed(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    person = sandbox.company.persona_ids[0]
    sandbox.change_employee(person, position="Ontwerper")
    query: dict[str, str | int] = {"updated_since": "2026-11-24T00:00:00", "limit": 1, "email": "nobody@example.com"}
    page = (await api.get("/v1/company/employees", params=query)).json()
    assert [row["attributes"]["position"]["value"] for row in page["data"]] == ["Ontwerper"]
    query["updated_since"] = "2020-01-01"
    assert len((await api.get("/v1/company/employees", params=query)).json()["data"]) == 1
    sandbox.switches.updated_since_paging = "ignored"
    assert len((await api.get("/v1/company/employees", params=query)).json()["data"]) == len(sandbox.company.employees)


@pytest.mark.parametrize(
    ("form", "seen"),
    [
        ("names", {("DE", "Nordrhein-Westfalen"), ("DE", "Bayern"), ("ES", "Cataluña"), ("NL", None), ("PT", None)}),
        ("short", {("DE", "NRW"), ("DE", "BY"), ("ES", "CT"), ("NL", None), ("PT", None)}),
        ("calendar_name_only", {(None, None)}),
    ],
)
async def test_holiday_calendars_come_in_the_forms_that_recordings_show(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, form: str, seen: set[tuple[str | None, str | None]]
) -> None:
    sandbox.switches = sandbox.switches.changed(calendar_fields=form)
    cologne = Calendar(99, "Feiertage (Köln)", "DE", "Nordrhein-Westfalen", "NW")
    sandbox.change_employee(personas(sandbox.company).employee.id, calendar=cologne)
    calendars = [row["attributes"]["holiday_calendar"]["value"]["attributes"] for row in await _employees(api)]
    assert {(each["country"], each["state"]) for each in calendars} == seen
    assert all(each["name"] for each in calendars)


async def test_values_come_in_the_forms_that_older_clients_cope_with(
    api: httpx.AsyncClient, sandbox: PersonioSandbox
) -> None:
    [documented, *_] = await _employees(api)
    sandbox.switches = sandbox.switches.changed(v1_values="as_seen")
    [seen, *_] = await _employees(api)
    old, new = ({key: value["value"] for key, value in row["attributes"].items()} for row in (documented, seen))
    assert new["department"] == [old["department"]]
    assert new["office"] == old["office"]["attributes"]["name"]
    assert new["work_schedule"]["attributes"]["monday"] == "8.00h"
    assert new[BIRTHDAY] == ".".join(reversed(old[BIRTHDAY].split("-")))
    unchanged = {key for key in old if old[key] == new[key]}
    assert {"id", "email", "hire_date", "holiday_calendar"} <= unchanged


async def test_a_person_has_a_picture(api: httpx.AsyncClient) -> None:
    person = (await api.get("/v2/persons?limit=1")).json()["_data"][0]
    assert person["profile_picture"]["url"].startswith("https://")


async def _employees(api: httpx.AsyncClient) -> list[dict[str, Any]]:
    return list((await api.get("/v1/company/employees?limit=100")).json()["data"])


async def test_the_token_is_echoed_unless_switched_off(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.switches.token_echo = "off"
    assert "Authorization" not in (await api.get("/v1/company/employees")).headers


async def test_an_unknown_employee_has_the_vendors_message(api: httpx.AsyncClient) -> None:
    for path in ("/v1/company/employees/1", "/v1/company/employees/x", "/v1/company/employees/1/absences/balance"):
        answer = await api.get(path)
        error = {"code": 404, "message": "Es ist ein Problem aufgetreten "}
        assert (answer.status_code, answer.json()) == (404, {"success": False, "error": error})


async def test_what_is_not_ticked_is_silently_missing(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.set_credential(Credential(attributes=frozenset({"first_name", "email"})))
    row = (await api.get("/v1/company/employees?limit=1")).json()["data"][0]
    assert set(row["attributes"]) == {"id", "first_name", "email"}
    keys = [entry["key"] for entry in (await api.get("/v1/company/employees/attributes")).json()["data"]]
    assert keys == ["first_name", "email"]
    person = (await api.get("/v2/persons?limit=1")).json()["_data"][0]
    assert "last_name" not in person
    assert person["custom_attributes"] == []
    employment = (await api.get(f"/v2/persons/{person['id']}/employments")).json()["_data"][0]
    assert "employment_start_date" not in employment
    assert employment["org_units"] == []


async def test_the_attributes_name_the_birthday(api: httpx.AsyncClient) -> None:
    for alias in ("attributes", "custom-attributes"):
        data = (await api.get(f"/v1/company/employees/{alias}")).json()["data"]
        entry = next(row for row in data if row["universal_id"] == "date_of_birth")
        assert (entry["key"], entry["type"], entry["options"]) == (BIRTHDAY, "date", [])


async def test_persons_follow_cursors_to_everybody(every_page: Follow, company: Company) -> None:
    rows = await every_page("/v2/persons", limit="50")
    assert [row["id"] for row in rows] == [str(employee.id) for employee in company.employees]


@pytest.mark.parametrize("limit", ["0", "51", "100", "x", "-1"])
async def test_a_bad_limit_is_a_400(api: httpx.AsyncClient, limit: str) -> None:
    answer = await api.get("/v2/persons", params={"limit": limit})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"] == "Provided value for limit is not valid"


async def test_persons_are_filtered(api: httpx.AsyncClient, every_page: Follow, company: Company) -> None:
    person = personas(company).employee
    for query in ({"email": person.email}, {"id": str(person.id)}, {"first_name": "Sanne"}, {"last_name": "Hagenaar"}):
        assert [row["id"] for row in await every_page("/v2/persons", **query)] == [str(person.id)]
    inactive = await every_page("/v2/persons", status="INACTIVE")
    assert {row["last_name"] for row in inactive} == {"Overmars", "Lindqvarn", "Kruyswijck"}
    assert await every_page("/v2/persons", **{"updated_at.gt": "2026-11-23"}) == []
    assert (await api.get("/v2/persons", params={"updated_at.gt": "2026-11-23T00:00:00Z"})).status_code == 400


async def test_the_birthday_may_have_no_global_id(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    path = f"/v2/persons/{sandbox.company.persona_ids[0]}"
    assert (await api.get(path)).json()["custom_attributes"][0]["global_id"] == "date_of_birth"
    sandbox.switches.birthday_global_id = "null"
    assert (await api.get(path)).json()["custom_attributes"][0]["global_id"] is None


async def test_an_employment_tells_units_and_end(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    person = sandbox.company.persona_ids[0]
    sandbox.change_employee(person, termination_date=date(2026, 12, 31))
    row = (await api.get(f"/v2/persons/{person}/employments")).json()["_data"][0]
    assert row["org_units"] == [{"type": "department", "id": "282"}, {"type": "team", "id": "54"}]
    assert row["termination"]["termination_date"] == row["employment_end_date"] == "2026-12-31"
    one = await api.get(f"/v2/persons/{person}/employments/{row['id']}")
    assert one.json()["status"] == "ACTIVE"
    assert (await api.get("/v2/persons/5001/employments/nope")).status_code == 404
    assert (await api.get("/v2/persons/1")).status_code == 404


async def test_units_need_their_type_and_lists_the_beta_header(api: httpx.AsyncClient) -> None:
    unit = (await api.get("/v2/org-units/54?type=team")).json()
    assert (unit["name"], unit["parent_id"]) == ("Web", "282")
    assert (await api.get("/v2/org-units/54")).status_code == 400
    assert (await api.get("/v2/org-units/9?type=team")).status_code == 404
    for path in ("/v2/org-units", "/v2/workplaces"):
        answer = await api.get(path)
        assert (answer.status_code, answer.json()["errors"][0]["_meta"]) == (404, {"path": path})
    beta = {"Beta": "true"}
    assert len((await api.get("/v2/org-units", headers=beta)).json()["_data"]) == 17
    names = [row["name"] for row in (await api.get("/v2/workplaces", headers=beta)).json()["_data"]]
    assert names == ["Amsterdam", "München", "Lisboa"]


async def test_types_show_four_fields_and_v1_the_approval(api: httpx.AsyncClient, company: Company) -> None:
    rows = (await api.get("/v2/absence-types?limit=100")).json()["_data"]
    assert rows[0] == {"id": company.types[0].id, "name": "Vakantie", "category": "PAID_VACATION", "unit": "DAY"}
    assert [row["name"] for row in rows] == [kind.name for kind in company.types]
    assert (await api.get(f"/v2/absence-types/{rows[0]['id']}")).json() == rows[0]
    assert (await api.get("/v2/absence-types/nope")).status_code == 404
    old = [row["attributes"] for row in (await api.get("/v1/company/time-off-types")).json()["data"]]
    assert [row["id_v2"] for row in old] == [row["id"] for row in rows]
    assert {row["name"] for row in old if not row["approval_required"]} >= {"Ziek", "Thuiswerken"}
    assert old[0]["category"] == "paid_vacation"


async def test_a_single_object_may_be_wrapped(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.switches.single_get = "wrapped"
    kind = sandbox.company.types[0]
    assert (await api.get(f"/v2/absence-types/{kind.id}")).json()["_data"]["id"] == kind.id


async def test_a_balance_counts_what_is_taken_and_what_is_planned(
    api: httpx.AsyncClient, company: Company, file: Callable[..., Awaitable[str]]
) -> None:
    path = f"/v1/company/employees/{company.persona_ids[0]}/absences/balance"
    before = (await api.get(path)).json()["data"][0]
    await file()
    after = (await api.get(path)).json()["data"][0]
    assert (before["id"], before["name"], before["category"]) == (1234, "Vakantie", "paid_vacation")
    assert after["balance"] == before["balance"]
    assert after["available_balance"] == before["available_balance"] - 2


async def test_a_changed_record_is_stamped(sandbox: PersonioSandbox) -> None:
    changed = sandbox.change_employee(5001, position="Directeur")
    assert changed.updated_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
