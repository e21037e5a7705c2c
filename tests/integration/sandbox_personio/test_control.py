"""Control actions over HTTP: what tests in another process use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
import pytest

from sandbox.personio import PersonioSandbox, Switches

File = Callable[..., Awaitable[str]]


async def test_the_state_names_the_personas(client: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    state = (await client.get("/_sandbox/state")).json()
    assert state["now"] == "2026-11-24T09:00:00Z"
    assert list(state["personas"].values()) == list(sandbox.company.persona_ids)


async def test_the_clock_can_be_turned(client: httpx.AsyncClient) -> None:
    async def turned(**body: object) -> str:
        return str((await client.post("/_sandbox/clock", json=body)).json()["now"])

    assert await turned(now="2027-01-01T12:00:00+01:00") == "2027-01-01T11:00:00Z"
    assert await turned(advance=90) == "2027-01-01T11:01:30Z"
    assert await turned(reset=True) == "2026-11-24T09:00:00Z"
    assert (await client.post("/_sandbox/clock", json={"now": "soon"})).status_code == 400
    assert (await client.post("/_sandbox/clock", content=b"[")).status_code == 400


async def test_switches_can_be_set_and_put_back(client: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    await client.patch("/_sandbox/switches", json={"end_write": "exclusive"})
    await client.patch("/_sandbox/switches", json={"burst": 5})
    assert sandbox.switches == Switches(end_write="exclusive", burst=5)
    assert (await client.patch("/_sandbox/switches", json={"end_write": "x"})).status_code == 400
    await client.put("/_sandbox/switches", json={"burst": None})
    assert sandbox.switches == Switches()


async def test_people_decide_over_http(client: httpx.AsyncClient, file: File) -> None:
    new = await file()
    path = f"/_sandbox/absences/{new}"
    assert (await client.post(f"{path}/approve")).json() == {"id": new, "status": "APPROVED"}
    assert (await client.post(f"{path}/approve")).status_code == 409
    assert (await client.post(f"{path}/sing")).status_code == 404
    assert (await client.post("/_sandbox/absences/nope/approve")).status_code == 404
    assert (await client.post(f"{path}/request-deletion")).json()["status"] == "DELETION_PENDING"
    assert (await client.post(f"{path}/confirm-deletion")).json()["status"] is None


async def test_times_are_changed_in_personio(client: httpx.AsyncClient, file: File, sandbox: PersonioSandbox) -> None:
    new = await file()
    sandbox.approve(new)
    path = f"/_sandbox/absences/{new}/times"
    answer = await client.post(path, json={"first_day": "2026-12-30", "last_day": "2026-12-31", "until_midday": True})
    assert answer.json() == {"id": new, "status": "APPROVED"}
    assert sandbox.absences[new].until_midday
    assert sandbox.hub.events[-1].body["event_name"] == "absence-period.updated.timerange"
    assert (await client.post(path, json={})).status_code == 400


async def test_a_record_can_be_changed(client: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    body = {"email": "new@example.com", "termination_date": "2026-12-31", "birthday": None}
    assert (await client.patch("/_sandbox/employees/5001", json=body)).status_code == 200
    assert sandbox.world.by_email["new@example.com"].birthday is None
    assert (await client.patch("/_sandbox/employees/1", json=body)).status_code == 404
    assert (await client.patch("/_sandbox/employees/5001", json={"id": 5})).status_code == 400


async def test_credentials_tokens_and_failures(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    await api.put("/_sandbox/credentials/demo-client", json={"attributes": ["email"]})
    row = (await api.get("/v1/company/employees?limit=1")).json()["data"][0]
    assert set(row["attributes"]) == {"id", "email"}
    assert (await api.put("/_sandbox/credentials/x", json={"colour": "red"})).status_code == 400
    await api.post("/_sandbox/faults", json={"path": "/v2/*", "kind": "503"})
    assert (await api.get("/v2/absence-types")).status_code == 503
    assert (await api.post("/_sandbox/faults", json={"kind": "meteor"})).status_code == 400
    await api.put("/_sandbox/faults", json={"rate": 1, "kinds": ["500"], "seed": 1})
    assert (await api.get("/v2/absence-types")).status_code == 500
    await api.delete("/_sandbox/faults")
    await api.post("/_sandbox/tokens/expire")
    assert (await api.get("/v2/absence-types")).status_code == 401
    assert [row["status"] for row in (await api.get("/_sandbox/requests")).json()][-3:] == [503, 500, 401]
    await api.delete("/_sandbox/requests")
    assert sandbox.requests == []


async def test_the_company_can_be_replaced(api: httpx.AsyncClient, file: File, sandbox: PersonioSandbox) -> None:
    new = await file()
    state = (await api.post("/_sandbox/reset", json={"people": 50, "seed": 3, "today": "2026-12-01"})).json()
    assert state["people"] == 50
    assert (await api.get("/v1/company/employees")).json()["metadata"]["total_elements"] == 50
    await api.post("/_sandbox/reset")
    assert len(sandbox.world.employees) == len(sandbox.company.employees) > 50
    assert new not in sandbox.absences
    assert (await api.post("/_sandbox/reset", json={"people": "many"})).status_code == 400


async def test_only_loopback_is_listened_on() -> None:
    with pytest.raises(ValueError, match="loopback"):
        await PersonioSandbox().start(host="0.0.0.0")
