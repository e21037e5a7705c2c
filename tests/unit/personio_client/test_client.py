from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import httpx
import pytest

from personio_client import (
    BadAnswer,
    DayAmount,
    NewAbsence,
    NotFound,
    Person,
    PersonioClient,
    SubstituteRequired,
    Webhook,
)

ABSENCE = "7d0c9b1e-0000-4000-8000-000000000010"
PERIODS = "/v2/absence-periods"
MONDAY = dt.date(2026, 12, 28)
NEW = NewAbsence(person_id="5005", type_id="t", first_day=MONDAY, last_day=MONDAY, comment="Skiing")


async def test_a_new_absence_always_asks_for_the_approval_it_needs(client: PersonioClient, script, sample) -> None:
    script.on(f"POST {PERIODS}", httpx.Response(201, json=sample("created")))
    assert await client.create_absence(NEW) == ABSENCE
    (request,) = script.asked(f"POST {PERIODS}")
    assert dict(request.url.params) == {"skip_approval": "false"}
    assert json.loads(request.content)["comment"] == "Skiing"
    assert request.headers["authorization"] == "Bearer papi-1"
    assert request.headers["accept"] == "application/json, application/problem+json"
    assert request.headers["x-personio-app-id"] == "PERSONIO_FOR_TEAMS"


async def test_the_end_is_written_as_the_tenant_means_it(client_of, script, sample) -> None:
    script.on(f"POST {PERIODS}", httpx.Response(201, json=sample("created")))
    await client_of(end_write="exclusive").create_absence(NEW)
    assert json.loads(script.requests[-1].content)["ends_at"]["date_time"] == "2026-12-29T00:00:00"


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"id": null}', b'{"id": ["x"]}', b"<html>"])
async def test_a_created_absence_without_an_id_may_exist_all_the_same(client: PersonioClient, script, body) -> None:
    script.on(f"POST {PERIODS}", httpx.Response(201, content=body))
    with pytest.raises(BadAnswer) as caught:
        await client.create_absence(NEW)
    assert not caught.value.definite


async def test_a_refusal_is_an_error_one_can_act_on(client: PersonioClient, script) -> None:
    script.on(f"POST {PERIODS}", httpx.Response(422, json={"errors": [{"title": "Substitute required"}]}))
    with pytest.raises(SubstituteRequired):
        await client.create_absence(NEW)


@pytest.mark.parametrize("wrap", [lambda row: row, lambda row: {"_data": row}, lambda row: {"data": row}])
async def test_a_single_absence_may_be_wrapped_or_bare(client: PersonioClient, script, sample, wrap) -> None:
    script.on(f"GET {PERIODS}/{ABSENCE}", wrap(sample("absence_period")))
    assert (await client.absence(ABSENCE)).last_day == dt.date(2026, 12, 30)


@pytest.mark.parametrize("body", [b"", b"[]", b'"x"', b"{}", b'{"id": "1"}', b"<html>", b'{"_data": []}'])
async def test_garbage_instead_of_an_absence_is_a_bad_answer(client: PersonioClient, script, body: bytes) -> None:
    script.on(f"GET {PERIODS}/1", httpx.Response(200, content=body))
    with pytest.raises(BadAnswer):
        await client.absence("1")


@pytest.mark.parametrize("hostile", ["", ".", "..", "../persons", "1/breakdowns", "1?x=1", "a b", "%2e", "1#", "é"])
async def test_an_id_that_is_none_never_gets_into_a_path(client: PersonioClient, script, hostile: str) -> None:
    for call in (client.absence, client.breakdowns, client.delete_absence, client.person, client.delete_webhook):
        with pytest.raises(NotFound):
            await call(hostile)
    assert script.requests == []


async def test_a_change_sends_both_ends_and_the_comment_only(client: PersonioClient, script) -> None:
    script.on(f"PATCH {PERIODS}/{ABSENCE}", 204)
    await client.update_absence(ABSENCE, NEW)
    assert json.loads(script.requests[-1].content) == {
        "starts_from": {"date_time": "2026-12-28T00:00:00", "type": "FIRST_HALF"},
        "ends_at": {"date_time": "2026-12-28T00:00:00", "type": "SECOND_HALF"},
        "comment": "Skiing",
    }
    assert dict(script.requests[-1].url.params) == {"skip_approval": "false"}


def period(absence_id: str, first: str, end: str | None) -> dict:
    boundary = {"date_time": f"{end}T00:00:00", "type": "SECOND_HALF"} if end else None
    return {"id": absence_id, "starts_from": {"date_time": f"{first}T00:00:00"}, "ends_at": boundary}


async def test_absences_are_filtered_again_here_because_ends_are_exclusive(client: PersonioClient, script) -> None:
    rows = [
        period("over", "2026-12-01", "2026-12-28"),  # the vendor's filter lets its midnight through
        period("last day", "2026-12-01", "2026-12-29"),
        period("open", "2026-12-01", None),
        period("later", "2026-12-29", "2026-12-30"),
    ]
    script.on(f"GET {PERIODS}", {"_data": rows, "_meta": {"links": {}}})
    found = await client.absences(person_id="5005", first_day=MONDAY, last_day=MONDAY)
    assert [absence.id for absence in found] == ["last day", "open"]
    assert dict(script.requests[-1].url.params) == {
        "limit": "100",
        "person.id": "5005",
        "starts_from.date_time.lte": "2026-12-28T23:59:59",
        "ends_at.date_time.gte": "2026-12-28T00:00:00",
    }


async def test_open_ends_are_found_by_their_start_alone(client: PersonioClient, script) -> None:
    rows = [
        period("open", "2026-12-01", None),
        period("over", "2026-12-01", "2026-12-28"),
        period("x", "2027-01-01", None),
    ]
    script.on(f"GET {PERIODS}", {"_data": rows})
    assert [absence.id for absence in await client.open_ended_absences(until=MONDAY)] == ["open"]
    assert dict(script.requests[-1].url.params) == {"limit": "100", "starts_from.date_time.lte": "2026-12-28T23:59:59"}


async def test_breakdowns_come_summed_from_all_pages(client: PersonioClient, script, sample) -> None:
    first = sample("breakdowns")
    first["_meta"]["links"]["next"] = {"href": f"{PERIODS}/{ABSENCE}/breakdowns?cursor=2"}
    second = {"_data": [{"date": "2026-12-29", "effective_duration": {"unit": "DAY", "value": 0.25}}]}
    script.on(f"GET {PERIODS}/{ABSENCE}/breakdowns", first, second)
    assert await client.breakdowns(ABSENCE) == [
        DayAmount(date=MONDAY, value=Decimal(1)),
        DayAmount(date=dt.date(2026, 12, 29), value=Decimal("0.75")),
    ]
    assert [request.url.params["limit"] for request in script.requests[1:]] == ["28", "28"]


async def test_types_people_attributes_and_balances_are_read(client: PersonioClient, script, sample) -> None:
    script.on("GET /v2/absence-types", sample("absence_types"))
    script.on("GET /v1/company/time-off-types", sample("time_off_types"))
    script.on("GET /v1/company/employees", sample("employees"))
    script.on("GET /v1/company/employees/5005", {"success": True, "data": sample("employees")["data"][0]})
    script.on("GET /v1/company/employees/attributes", sample("attributes"))
    script.on("GET /v1/company/employees/5005/absences/balance", sample("balance"))
    assert [(kind.name, kind.unit) for kind in await client.absence_types()] == [
        ("Vacation", "day"),
        ("Overtime", "hour"),
    ]
    assert [kind.approval_required for kind in await client.time_off_types()] == [True]
    assert [person.id for person in await client.people(["first_name", "email"])] == ["5005"]
    assert (await client.person("5005")).team.name == "Reporting"
    assert [attribute.key for attribute in await client.attributes()] == ["first_name", "dynamic_180883", "dynamic_2"]
    assert [line.available_balance for line in await client.balances("5005")] == [Decimal("8.33")]
    (listed,) = script.asked("GET /v1/company/employees")
    assert listed.url.params.get_list("attributes[]") == ["first_name", "email"]


async def test_the_birthday_key_of_the_tenant_is_used(client_of, script, sample) -> None:
    answer = sample("employees")
    answer["data"][0]["attributes"]["dynamic_180883"]["universal_id"] = None
    script.on("GET /v1/company/employees", answer)
    (person,) = await client_of(birthday_attribute="dynamic_180883").people()
    assert person.birthday == dt.date(1990, 8, 18)


async def test_the_newer_directory_gives_the_same_people(client: PersonioClient, script, sample) -> None:
    script.on("GET /v2/persons", sample("persons") | {"_data": [*sample("persons")["_data"], {"id": "6"}]})
    script.on("GET /v2/persons/5005/employments", sample("employments"))
    script.on("GET /v2/persons/6/employments", 404)  # seen in the wild
    script.on("GET /v2/org-units/281", {"id": "281", "name": "Finance"})
    script.on("GET /v2/org-units/59", 403)
    script.on("GET /v2/workplaces", {"_data": [{"id": "131", "name": "Munich"}]})
    jana, bare = await client.people_v2()
    assert (jana.department.name, jana.team.name, jana.office.name) == ("Finance", "", "Munich")
    assert bare == Person(id="6")
    assert script.asked("GET /v2/workplaces")[0].headers["beta"] == "true"
    assert script.asked("GET /v2/org-units/281")[0].url.params["type"] == "department"


async def test_an_error_of_one_person_is_the_error_of_the_newer_directory(
    client: PersonioClient, script, sample
) -> None:
    script.on("GET /v2/persons", sample("persons"))
    script.on("GET /v2/persons/5005/employments", {"no": "list"})
    with pytest.raises(BadAnswer):
        await client.people_v2()


async def test_a_webhook_is_made_changed_listed_and_deleted(client: PersonioClient, script) -> None:
    script.on("POST /v2/webhooks", httpx.Response(201, json={"id": "w1"}))
    script.on("PATCH /v2/webhooks/w1", 204)
    script.on("DELETE /v2/webhooks/w1", 204)
    script.on(
        "GET /v2/webhooks",
        {"_data": [{"id": "w1", "url": "https://x", "status": "ENABLED", "enabled_events": ["a.b"]}]},
    )
    assert await client.create_webhook("https://x", description="d", events=["a.b"], token="t") == "w1"
    assert json.loads(script.requests[-1].content) == {
        "url": "https://x",
        "description": "d",
        "token": "t",
        "enabled_events": ["a.b"],
        "status": "ENABLED",
        "auth_type": "TOKEN",
    }
    await client.update_webhook("w1", enabled=False)
    assert json.loads(script.requests[-1].content) == {"status": "DISABLED"}
    assert await client.webhooks() == [Webhook(id="w1", url="https://x", enabled=True, events=("a.b",))]
    await client.delete_webhook("w1")


async def test_a_path_before_the_api_is_kept(client_of, script, sample) -> None:
    script.on("POST /personio/v2/auth/token", sample("token"))
    script.on("GET /personio/v2/absence-types", sample("absence_types"))
    async with client_of(base_url="http://127.0.0.1/personio/") as client:
        assert len(await client.absence_types()) == 2
