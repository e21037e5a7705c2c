"""The life of a filed absence: decisions, breakdowns, changes, deletion."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest

from sandbox.company import Company
from sandbox.personio import PersonioSandbox
from sandbox.personio.workflow import WrongState

File = Callable[..., Awaitable[str]]
PATH = "/v2/absence-periods"


def title(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["title"]


async def test_the_substitute_accepts_before_the_approver_decides(
    api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox
) -> None:
    async def status(one: str) -> str:
        return str((await api.get(f"{PATH}/{one}")).json()["approval"]["status"])

    new = await file(substitute={"id": str(sandbox.company.persona_ids[1])})
    assert await status(new) == "SUBSTITUTE_REQUESTED"
    with pytest.raises(WrongState):
        sandbox.approve(new)
    sandbox.accept(new)
    assert await status(new) == "PENDING"
    sandbox.approve(new)
    assert await status(new) == "APPROVED"
    sandbox.request_deletion(new)
    assert await status(new) == "DELETION_PENDING"
    sandbox.refuse_deletion(new)
    assert await status(new) == "APPROVED"
    sandbox.request_deletion(new)
    sandbox.confirm_deletion(new)
    assert (await api.get(f"{PATH}/{new}")).status_code == 404
    with pytest.raises(KeyError):
        sandbox.approve(new)


async def test_a_substitute_who_declines_ends_it(file: File, sandbox: PersonioSandbox) -> None:
    new = await file(substitute={"id": str(sandbox.company.persona_ids[1])})
    assert sandbox.decline(new).status == "REJECTED"


async def test_a_type_without_approval_is_approved_by_the_substitute(file: File, sandbox: PersonioSandbox) -> None:
    kind = sandbox.company.types[0]
    sandbox.world.types[kind.id] = replace(kind, approval_required=False)
    new = await file(substitute={"id": str(sandbox.company.persona_ids[1])})
    assert sandbox.accept(new).status == "APPROVED"


async def test_breakdowns_count_the_schedule_and_the_holidays(
    api: httpx.AsyncClient, file: File, company: Company
) -> None:
    femke = next(person for person in company.employees if person.first_name == "Femke")  # Fridays off
    new = await file(
        person=femke.id,
        first="2026-12-23T00:00:00",
        last="2026-12-29T00:00:00",
        halves=("SECOND_HALF", "FIRST_HALF"),
    )
    rows = (await api.get(f"{PATH}/{new}/breakdowns")).json()["_data"]
    values = {row["date"][8:]: row["effective_duration"]["value"] for row in rows}
    assert values == {"23": 0.5, "24": 1, "25": 0, "26": 0, "27": 0, "28": 1, "29": 0.5}


async def test_calendars_differ_by_country(api: httpx.AsyncClient, file: File, company: Company) -> None:
    """6 January is a holiday in Bavaria and Catalonia, not in Amsterdam and Lisbon."""
    values = {}
    for name in ("Anton", "Leire", "Merel", "Duarte"):
        person = next(one for one in company.employees if one.first_name == name)
        day = "2027-01-06T00:00:00"
        new = await file("Zorgverlof", person=person.id, first=day, last=day)
        row = (await api.get(f"{PATH}/{new}/breakdowns")).json()["_data"][0]
        values[person.timezone] = row["effective_duration"]["value"]
    assert values == {"Europe/Berlin": 0, "Europe/Madrid": 0, "Europe/Amsterdam": 1, "Europe/Lisbon": 1}


async def test_long_breakdowns_have_pages_of_28(
    api: httpx.AsyncClient, file: File, every_page: Callable[..., Awaitable[list[Any]]]
) -> None:
    new = await file("Zorgverlof", "2027-03-01T00:00:00", "2027-04-30T00:00:00")
    first = (await api.get(f"{PATH}/{new}/breakdowns")).json()
    assert len(first["_data"]) == 28
    rows = await every_page(f"{PATH}/{new}/breakdowns")
    assert [rows[0]["date"], rows[-1]["date"], len(rows)] == ["2027-03-01", "2027-04-30", 61]
    assert (await api.get(f"{PATH}/{new}/breakdowns?limit=29")).status_code == 400


async def test_new_times_start_the_approval_again(api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox) -> None:
    new = await file()
    sandbox.approve(new)
    times = {
        "starts_from": {"date_time": "2026-12-28T00:00:00", "type": "SECOND_HALF"},
        "ends_at": {"date_time": "2026-12-31T00:00:00", "type": "SECOND_HALF"},
    }
    assert (await api.patch(f"{PATH}/{new}?skip_approval=false", json=times | {"comment": "Later"})).status_code == 204
    body = (await api.get(f"{PATH}/{new}")).json()
    assert body["approval"]["status"] == "PENDING"
    assert body["starts_from"]["type"] == "SECOND_HALF"
    assert body["ends_at"]["date_time"] == "2027-01-01T00:00:00"
    assert body["comment"] == "Later"


async def test_an_open_end_can_be_ended(api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox) -> None:
    new = await file("Ziek", "2026-11-24T00:00:00", None)
    end = {"ends_at": {"date_time": "2026-11-25T00:00:00", "type": "FIRST_HALF"}}
    assert (await api.patch(f"{PATH}/{new}", json=end)).status_code == 204
    assert sandbox.absences[new].last_day == date(2026, 11, 25)
    assert sandbox.absences[new].until_midday


async def test_a_patch_is_checked(api: httpx.AsyncClient, file: File) -> None:
    new, other = await file(), await file(first="2027-02-01T00:00:00", last="2027-02-02T00:00:00")
    null = {"starts_from": {"date_time": "2026-12-28T00:00:00", "type": None}}
    assert title(await api.patch(f"{PATH}/{new}", json=null)) == (400, "Invalid JSON")
    on_other = {"starts_from": {"date_time": "2026-12-28T00:00:00", "type": "FIRST_HALF"}}
    assert title(await api.patch(f"{PATH}/{other}", json=on_other)) == (409, "Absence period conflict")
    before = {"ends_at": {"date_time": "2026-12-01T00:00:00", "type": "SECOND_HALF"}}
    assert title(await api.patch(f"{PATH}/{new}", json=before)) == (422, "Unprocessable absence period request")
    assert (await api.patch(f"{PATH}/nope", json={})).status_code == 404
    assert (await api.delete(f"{PATH}/nope")).status_code == 404
