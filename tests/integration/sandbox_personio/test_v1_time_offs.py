"""Time-offs of v1, the emergency path."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sandbox.company import Company
from sandbox.personio import PersonioSandbox

PATH = "/v1/company/time-offs"


@pytest.fixture
def form(company: Company) -> dict[str, Any]:
    return {
        "employee_id": company.persona_ids[0],
        "time_off_type_id": 1234,
        "start_date": "2026-12-28",
        "end_date": "2026-12-29",
        "half_day_start": "0",
        "half_day_end": "false",
        "skip_approval": "false",
    }


async def test_a_period_is_filed_read_and_deleted(
    api: httpx.AsyncClient, form: dict[str, Any], sandbox: PersonioSandbox
) -> None:
    answer = await api.post(PATH, data=form)
    attributes = answer.json()["data"]["attributes"]
    assert answer.status_code == 200
    assert (attributes["status"], attributes["days_count"]) == ("pending", 2)
    assert attributes["start_date"] == "2026-12-28T00:00:00+0100"
    assert attributes["end_date"] == "2026-12-29T00:00:00+0100"
    assert sandbox.absences[attributes["id_v2"]].status == "PENDING"
    assert (await api.get(f"{PATH}/{attributes['id']}")).json()["data"]["attributes"] == attributes
    assert (await api.delete(f"{PATH}/{attributes['id']}")).json()["success"] is True
    answer = await api.get(f"{PATH}/{attributes['id']}")
    error = {"code": 404, "message": "The absence period was not found."}
    assert (answer.status_code, answer.json()) == (404, {"success": False, "error": error})


async def test_without_a_word_the_approval_is_skipped(api: httpx.AsyncClient, form: dict[str, Any]) -> None:
    del form["skip_approval"]
    assert (await api.post(PATH, json=form)).json()["data"]["attributes"]["status"] == "approved"


@pytest.mark.parametrize(
    ("wrong", "status", "error"),
    [
        (
            {"end_date": "2026-12-28", "half_day_start": "1", "half_day_end": "1"},
            400,
            {
                "code": 400,
                "message": "Invalid absence day. Reason: Both half day start and half day end are true "
                "for a single-day period",
            },
        ),
        ({"time_off_type_id": 1}, 404, {"code": 0, "message": "Time-off type not found."}),
        ({"time_off_type_id": 1240}, 400, {"code": 400, "message": "Error when trying to insert absence period"}),
        ({"time_off_type_id": 1238}, 400, {"code": 400, "message": "Error when trying to insert absence period"}),
        ({"time_off_type_id": "x"}, 404, {"code": 0, "message": "Time-off type not found."}),
        ({"employee_id": 1}, 404, {"code": 404, "message": "Es ist ein Problem aufgetreten "}),
        (
            {"start_date": "soon"},
            422,
            {
                "code": 0,
                "message": "The given data failed to pass validation.",
                "error_data": {"start_date": ["must be a date"]},
            },
        ),
    ],
)
async def test_refusals_have_their_bodies(
    api: httpx.AsyncClient, form: dict[str, Any], wrong: dict[str, Any], status: int, error: dict[str, Any]
) -> None:
    answer = await api.post(PATH, data=form | wrong)
    assert (answer.status_code, answer.json()) == (status, {"success": False, "error": error})


async def test_only_what_lies_in_the_window_is_listed_by_pages(api: httpx.AsyncClient, company: Company) -> None:
    window = {"start_date": "2026-11-23", "end_date": "2026-11-27"}
    rows = (await api.get(PATH, params=window)).json()
    days = [(row["attributes"]["start_date"][:10], row["attributes"]["end_date"][:10]) for row in rows["data"]]
    assert days
    assert all(first >= "2026-11-23" and last <= "2026-11-27" for first, last in days)
    first = (await api.get(PATH, params={**window, "limit": 2, "offset": 1})).json()
    second = (await api.get(PATH, params={**window, "limit": 2, "offset": 2})).json()
    assert [*first["data"], *second["data"]] == rows["data"][:4]
    own = (await api.get(PATH, params={"employees[]": company.persona_ids[0]})).json()["data"]
    assert {row["attributes"]["employee"]["attributes"]["id"]["value"] for row in own} == {company.persona_ids[0]}
