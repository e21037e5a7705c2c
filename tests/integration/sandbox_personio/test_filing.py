"""Filing absence periods: shape, rules, substitutes, conflicts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from sandbox.company import Company, personas
from sandbox.personio import PersonioSandbox

File = Callable[..., Awaitable[str]]
Wish = Callable[..., dict[str, Any]]
PATH = "/v2/absence-periods"


def title(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["title"]


async def test_a_request_comes_back_with_an_exclusive_end(
    api: httpx.AsyncClient, requested_absence: Wish, company: Company
) -> None:
    answer = await api.post(f"{PATH}?skip_approval=false", json=requested_absence(comment="Skiën"))
    assert answer.status_code == 201
    new = answer.json()["id"]
    assert answer.json() == {
        "id": new,
        "_meta": {"links": {"self": {"href": f"{api.base_url}/v2/absence-periods/{new}"}}},
    }
    assert (await api.get(f"{PATH}/{new}")).json() == {
        "id": new,
        "person": {"id": str(company.persona_ids[0])},
        "absence_type": {"id": company.types[0].id},
        "starts_from": {"date_time": "2026-12-28T00:00:00", "type": "FIRST_HALF"},
        "ends_at": {"date_time": "2026-12-30T00:00:00", "type": "SECOND_HALF"},
        "timezone_id": "Europe/Amsterdam",
        "comment": "Skiën",
        "approval": {"status": "PENDING"},
        "created_at": "2026-11-24T09:00:00Z",
        "updated_at": "2026-11-24T09:00:00Z",
    }


async def test_the_trace_id_is_fresh_and_the_body_is_problem_json(api: httpx.AsyncClient) -> None:
    one, two = await api.get(f"{PATH}/nope"), await api.get(f"{PATH}/nope")
    assert one.headers["Content-Type"].startswith("application/problem+json")
    assert one.json()["errors"] == [
        {
            "title": "Resource not found",
            "detail": "The requested resource was not found. "
            "The resource could have been deleted or never existed in our system.",
            "type": "https://developer.personio.de/reference/errors#common.requested_resource_not_found",
            "_meta": {},
        }
    ]
    assert one.json()["personio_trace_id"] != two.json()["personio_trace_id"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("person", None),
        ("person", {"id": 5}),
        ("absence_type", "x"),
        ("starts_from", None),
        ("starts_from", {"date_time": "2026-12-28T00:00:00", "type": "MORNING"}),
        ("ends_at", "2026-12-28"),
        ("comment", 5),
        ("substitute", "5016"),
    ],
)
async def test_a_wrong_shape_is_invalid_json(
    api: httpx.AsyncClient, requested_absence: Wish, field: str, value: object
) -> None:
    assert title(await api.post(PATH, json=requested_absence() | {field: value})) == (400, "Invalid JSON")


async def test_no_json_at_all_is_invalid_json(api: httpx.AsyncClient) -> None:
    assert title(await api.post(PATH, content=b"{")) == (400, "Invalid JSON")
    assert title(await api.post(PATH, json=[])) == (400, "Invalid JSON")


@pytest.mark.parametrize(
    "wrong",
    [
        {"person": 1},
        {"first": "2026-12-30T00:00:00"},
        {"first": "2026-12-28T00:00:00Z"},
        {"first": "2026-12-28T00:00:00+01:00"},
        {"first": "soon"},
        {"last": "9999-12-31T00:00:00"},
        {"last": "2026-12-28T00:00:00", "halves": ("SECOND_HALF", "FIRST_HALF")},
        {"kind": "Bijzonder verlof", "halves": ("SECOND_HALF", "SECOND_HALF")},
        {"comment": "x" * 2001},
        {"kind": "Overuren opnemen"},
        {"kind": "Overuren opnemen", "last": None, "halves": (None, None)},
        {"kind": "Overuren opnemen", "halves": (None, None)},
        {"absence_type": {"id": "nope"}},
    ],
)
async def test_nonsense_is_unprocessable(
    api: httpx.AsyncClient, requested_absence: Wish, wrong: dict[str, Any]
) -> None:
    answer = await api.post(PATH, json=requested_absence(**wrong))
    assert title(answer) == (422, "Unprocessable absence period request")


async def test_hours_are_filed_with_real_times(api: httpx.AsyncClient, file: File) -> None:
    new = await file("Overuren opnemen", "2026-12-28T13:00:00", "2026-12-28T15:30:00", (None, None))
    body = (await api.get(f"{PATH}/{new}")).json()
    assert (body["starts_from"], body["ends_at"]) == (
        {"date_time": "2026-12-28T13:00:00"},
        {"date_time": "2026-12-28T15:30:00"},
    )
    rows = (await api.get(f"{PATH}/{new}/breakdowns")).json()["_data"]
    assert rows == [{"date": "2026-12-28", "effective_duration": {"unit": "HOUR", "value": 2.5}}]


async def test_an_open_end_is_null(api: httpx.AsyncClient, file: File) -> None:
    new = await file("Ziek", "2026-11-24T00:00:00", None)
    body = (await api.get(f"{PATH}/{new}")).json()
    assert body["ends_at"] is None
    assert body["approval"]["status"] == "APPROVED"


async def test_who_falls_ill_may_have_a_holiday_planned_but_not_today(
    api: httpx.AsyncClient, requested_absence: Wish, file: File, company: Company
) -> None:
    assert await file("Ziek", "2026-11-24T00:00:00", None)
    joost = next(person for person in company.employees if person.first_name == "Joost")  # away today
    answer = await api.post(PATH, json=requested_absence("Ziek", "2026-11-24T00:00:00", None, person=joost.id))
    assert title(answer) == (409, "Absence period conflict")


async def test_skipping_the_approval_approves(api: httpx.AsyncClient, requested_absence: Wish) -> None:
    new = (await api.post(f"{PATH}?skip_approval=true", json=requested_absence())).json()["id"]
    assert (await api.get(f"{PATH}/{new}")).json()["approval"]["status"] == "APPROVED"


async def test_a_missing_substitute_is_told_word_by_word(
    api: httpx.AsyncClient, requested_absence: Wish, sandbox: PersonioSandbox
) -> None:
    for titles in ("documented", "generic"):
        sandbox.switches = sandbox.switches.changed(error_titles=titles)
        answer = await api.post(PATH, json=requested_absence("Onbetaald verlof"))
        assert answer.status_code == 422
        assert answer.json()["errors"] == [
            {
                "title": "Substitute required",
                "detail": "A substitute is required for this absence type.",
                "type": None,
                "_meta": {},
            }
        ]


async def test_a_substitute_may_not_be_allowed(api: httpx.AsyncClient, requested_absence: Wish) -> None:
    answer = await api.post(PATH, json=requested_absence("Zorgverlof", substitute={"id": "5016"}))
    assert title(answer) == (422, "Substitute not allowed")


@pytest.mark.parametrize("who", ["Sanne Hagenaar", "Babette Kruyswijck", "Kees Overmars", "Joost Veldkamp", None])
async def test_a_substitute_may_be_invalid(
    api: httpx.AsyncClient, requested_absence: Wish, company: Company, who: str | None
) -> None:
    found = next((person.id for person in company.employees if person.name == who), 1)
    days = {"first": "2026-11-26T00:00:00", "last": "2026-11-27T00:00:00"}
    answer = await api.post(PATH, json=requested_absence(substitute={"id": str(found)}, **days))
    assert title(answer) == (409, "Substitute is invalid")


async def test_working_from_home_does_not_hinder_a_substitute(file: File, company: Company) -> None:
    at_home = next(person for person in company.employees if person.name == "Gijs Bontekoe")
    days = {"first": "2026-11-24T00:00:00", "last": "2026-11-24T00:00:00"}
    assert await file(substitute={"id": str(at_home.id)}, **days)


async def test_who_covers_may_have_to_stay(
    api: httpx.AsyncClient, requested_absence: Wish, sandbox: PersonioSandbox
) -> None:
    sandbox.world.company = replace(sandbox.company, substitutes_stay=True)
    who = personas(sandbox.company)
    await api.post(PATH, json=requested_absence(substitute={"id": str(who.substitute.id)}))
    answer = await api.post(PATH, json=requested_absence(person=who.substitute.id))
    assert title(answer) == (409, "Requesting absence while substituting")


async def test_an_overlap_with_oneself_is_a_conflict(
    api: httpx.AsyncClient, requested_absence: Wish, file: File
) -> None:
    first = await file()
    assert title(
        await api.post(PATH, json=requested_absence("Ziek", "2026-12-29T00:00:00", "2026-12-29T00:00:00"))
    ) == (
        409,
        "Absence period conflict",
    )
    assert (await api.delete(f"{PATH}/{first}")).status_code == 204
    assert await file()


async def test_two_halves_of_a_day_do_not_collide(file: File) -> None:
    day = {"first": "2026-12-28T00:00:00", "last": "2026-12-28T00:00:00"}
    assert await file(halves=("FIRST_HALF", "FIRST_HALF"), **day)
    assert await file(halves=("SECOND_HALF", "SECOND_HALF"), **day)


async def test_a_rejected_period_hinders_nobody(file: File, sandbox: PersonioSandbox) -> None:
    sandbox.reject(await file())
    assert await file()


async def test_titles_may_be_generic(
    api: httpx.AsyncClient, requested_absence: Wish, file: File, sandbox: PersonioSandbox
) -> None:
    sandbox.switches.error_titles = "generic"
    await file()
    assert title(await api.post(PATH, json=requested_absence())) == (409, "Conflict")
    assert title(await api.post(PATH, json=requested_absence(person=1))) == (422, "Unprocessable Entity")
