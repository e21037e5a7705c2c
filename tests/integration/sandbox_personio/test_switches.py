"""Every open question has a switch, and every switch does something."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from sandbox.personio import PersonioSandbox, Switches

File = Callable[..., Awaitable[str]]
Wish = Callable[..., dict[str, Any]]
PATH = "/v2/absence-periods"
MORNING = {"first": "2026-12-28T00:00:00", "last": "2026-12-28T00:00:00", "halves": ("FIRST_HALF", "FIRST_HALF")}


def test_the_matrix_has_every_value_that_is_no_default_once() -> None:
    rows = list(Switches.matrix())
    assert len(rows) == sum(len(Switches.choices(name)) - 1 for name in Switches.names())
    assert len({str(row) for row in rows}) == len(rows)
    assert Switches.defaults() == Switches()
    assert str(Switches()) == "defaults"
    assert "end_write=exclusive" in {str(row) for row in rows}


def test_a_switch_takes_only_its_values() -> None:
    assert Switches().changed(burst=7, extra_status="LIMBO").burst == 7
    for wrong in ({"end_write": "sometimes"}, {"nope": 1}, {"burst": "many"}, {"missing_scope": "403"}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            Switches().changed(**wrong)


@pytest.mark.parametrize("switches", Switches.matrix(), ids=str)
async def test_the_happy_path_answers_under_every_switch(
    api: httpx.AsyncClient, requested_absence: Wish, sandbox: PersonioSandbox, switches: Switches
) -> None:
    sandbox.switches = switches
    answer = await api.post(f"{PATH}?skip_approval=false", json=requested_absence())
    assert answer.status_code == 201
    body = (await api.get(f"{PATH}/{answer.json()['id']}")).json()
    body = body.get("_data", body)
    assert body["approval"]["status"] == switches.extra_status or body["approval"]["status"] == "PENDING"
    assert (await api.get(f"{PATH}/{answer.json()['id']}/breakdowns")).status_code in {200, 429}


async def read(api: httpx.AsyncClient, one: str) -> dict[str, Any]:
    return dict((await api.get(f"{PATH}/{one}")).json())


async def test_the_written_end_may_be_exclusive(
    api: httpx.AsyncClient, requested_absence: Wish, sandbox: PersonioSandbox
) -> None:
    sandbox.switches.end_write = "exclusive"
    new = (await api.post(PATH, json=requested_absence())).json()["id"]
    assert (await read(api, new))["ends_at"]["date_time"] == "2026-12-29T00:00:00"
    one_day = requested_absence(first="2027-01-04T00:00:00", last="2027-01-04T00:00:00")
    assert (await api.post(PATH, json=one_day)).status_code == 422


@pytest.mark.parametrize(
    ("switches", "full", "half"),
    [
        ({}, "2026-12-30T00:00:00", "2027-02-02T00:00:00"),
        ({"half_end_read": "same_day_noon"}, "2026-12-30T00:00:00", "2027-02-01T12:00:00"),
        ({"half_end_read": "same_day_midnight"}, "2026-12-30T00:00:00", "2027-02-01T00:00:00"),
        ({"end_read": "inclusive"}, "2026-12-29T00:00:00", "2027-02-01T00:00:00"),
        ({"ms": "millis"}, "2026-12-30T00:00:00.000", "2027-02-02T00:00:00.000"),
    ],
)
async def test_ends_read_back_as_switched(
    api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox, switches: dict[str, str], full: str, half: str
) -> None:
    sandbox.switches = sandbox.switches.changed(**switches)
    days = await file()
    day = await file(first="2027-02-01T00:00:00", last="2027-02-01T00:00:00", halves=("FIRST_HALF", "FIRST_HALF"))
    assert (await read(api, days))["ends_at"] == {"date_time": full, "type": "SECOND_HALF"}
    assert (await read(api, day))["ends_at"] == {"date_time": half, "type": "FIRST_HALF"}


async def test_missing_halves_mean_full_days_or_a_400(
    api: httpx.AsyncClient, requested_absence: Wish, file: File, sandbox: PersonioSandbox
) -> None:
    new = await file(halves=(None, None))
    assert (await read(api, new))["starts_from"]["type"] == "FIRST_HALF"
    sandbox.switches.null_type = "reject_400"
    days = {"first": "2027-02-01T00:00:00", "last": "2027-02-01T00:00:00"}
    assert (await api.post(PATH, json=requested_absence(halves=(None, None), **days))).status_code == 400
    null = requested_absence(**days) | {"starts_from": {"date_time": days["first"], "type": None}}
    assert (await api.post(PATH, json=null)).status_code == 400
    assert await file("Overuren opnemen", "2027-02-01T13:00:00", "2027-02-01T14:00:00", (None, None))


async def test_the_shape_of_the_substitute(
    api: httpx.AsyncClient, requested_absence: Wish, sandbox: PersonioSandbox
) -> None:
    substitute = {"id": str(sandbox.company.persona_ids[1])}
    sandbox.switches.substitute_shape = "other_400"
    assert (await api.post(PATH, json=requested_absence(substitute=substitute))).status_code == 400
    new = (await api.post(PATH, json=requested_absence(substitute={"person": substitute}))).json()["id"]
    assert sandbox.absences[new].substitute_id == sandbox.company.persona_ids[1]
    sandbox.switches.substitute_shape = "other_ignored"
    days = {"first": "2027-02-01T00:00:00", "last": "2027-02-01T00:00:00"}
    new = (await api.post(PATH, json=requested_absence(substitute=substitute, **days))).json()["id"]
    assert sandbox.absences[new].status == "PENDING"


async def test_the_substitute_is_hidden_or_shown(api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox) -> None:
    new = await file(substitute={"id": str(sandbox.company.persona_ids[1])})

    async def shown() -> tuple[bool, bool]:
        listed = (await api.get(PATH, params={"id": new})).json()["_data"][0]
        return "substitute" in await read(api, new), "substitute" in listed

    assert await shown() == (False, False)
    sandbox.switches.substitute_read = "get"
    assert await shown() == (True, False)
    sandbox.switches.substitute_read = "get_and_list"
    assert await shown() == (True, True)


@pytest.mark.parametrize(
    ("switch", "status", "changed"), [("ignored", 204, 0), ("rejected_422", 422, 0), ("accepted", 204, 1)]
)
async def test_patching_the_substitute(
    api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox, switch: str, status: int, changed: int
) -> None:
    sandbox.switches = sandbox.switches.changed(substitute_patch=switch)
    new = await file(substitute={"id": str(sandbox.company.persona_ids[1])})
    answer = await api.patch(f"{PATH}/{new}", json={"substitute": {"id": "5020"}})
    assert answer.status_code == status
    assert (sandbox.absences[new].substitute_id == 5020) is bool(changed)


async def test_a_status_nobody_knows(api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox) -> None:
    sandbox.switches.extra_status = "IN_REVIEW"
    new = await file()
    assert (await read(api, new))["approval"]["status"] == "IN_REVIEW"
    sandbox.approve(new)
    assert (await read(api, new))["approval"]["status"] == "APPROVED"


async def test_deleting_an_approved_one_may_need_a_decision(
    api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox
) -> None:
    sandbox.switches.delete_approved = "deletion_pending"
    new = await file()
    sandbox.approve(new)
    assert (await api.delete(f"{PATH}/{new}")).status_code == 204
    assert (await read(api, new))["approval"]["status"] == "DELETION_PENDING"
    other = await file(first="2027-02-01T00:00:00", last="2027-02-01T00:00:00")
    assert (await api.delete(f"{PATH}/{other}")).status_code == 204
    assert (await api.get(f"{PATH}/{other}")).status_code == 404


async def test_a_patch_may_leave_status_and_comment(
    api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox
) -> None:
    sandbox.switches = sandbox.switches.changed(patch_reapproval="unchanged", patch_comment="ignored")
    new = await file()
    sandbox.approve(new)
    end = {"ends_at": {"date_time": "2026-12-30T00:00:00", "type": "SECOND_HALF"}, "comment": "x"}
    assert (await api.patch(f"{PATH}/{new}", json=end)).status_code == 204
    body = await read(api, new)
    assert (body["approval"]["status"], body["comment"]) == ("APPROVED", None)
    assert body["ends_at"]["date_time"] == "2026-12-31T00:00:00"


async def test_hours_may_go_over_several_days(api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox) -> None:
    sandbox.switches.hours_over_days = "accepted"
    new = await file("Overuren opnemen", "2026-12-28T22:00:00", "2026-12-30T06:00:00", (None, None))
    assert (await read(api, new))["ends_at"] == {"date_time": "2026-12-30T06:00:00"}
    rows = (await api.get(f"{PATH}/{new}/breakdowns")).json()["_data"]
    assert [row["effective_duration"]["value"] for row in rows] == [2, 24, 6]


async def test_breakdowns_may_omit_days_off_and_wait(
    api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox
) -> None:
    new = await file(first="2027-01-15T00:00:00", last="2027-01-18T00:00:00")

    async def days() -> int:
        return len((await api.get(f"{PATH}/{new}/breakdowns")).json()["_data"])

    assert await days() == 4
    sandbox.switches.breakdown_off_days = "omitted"
    assert await days() == 2
    sandbox.switches.breakdown_pending = "empty"
    assert await days() == 0
    sandbox.approve(new)
    assert await days() == 2


@pytest.mark.parametrize(("skips", "status"), [(True, "APPROVED"), (False, "SUBSTITUTE_REQUESTED")])
async def test_skipping_may_skip_the_substitute_too(
    api: httpx.AsyncClient, requested_absence: Wish, sandbox: PersonioSandbox, skips: bool, status: str
) -> None:
    sandbox.switches = sandbox.switches.changed(skip_skips_substitute=skips)
    body = requested_absence(substitute={"id": str(sandbox.company.persona_ids[1])})
    new = (await api.post(f"{PATH}?skip_approval=true", json=body)).json()["id"]
    assert sandbox.absences[new].status == status


async def test_timestamps_may_be_missing(api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox) -> None:
    new = await file()
    assert {"created_at", "updated_at"} <= set(await read(api, new))
    sandbox.switches.timestamps = "omitted"
    assert not {"created_at", "updated_at"} & set(await read(api, new))
