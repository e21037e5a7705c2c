"""Tokens, scopes and rights."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from sandbox.personio import Credential, PersonioSandbox

FORM = {"grant_type": "client_credentials", "client_id": "demo-client", "client_secret": "demo-secret"}
NO_V1 = {"success": False, "error": {"message": "Authorization is not provided", "code": 401}}
BAD_V1 = {"success": False, "error": {"message": "Provided authorization is not valid", "code": 403}}


async def test_a_form_gets_a_token_for_a_day(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v2/auth/token", data=FORM)
    body = answer.json()
    assert answer.status_code == 200
    assert body["access_token"].startswith("papi-")
    assert (body["token_type"], body["expires_in"], body["refresh_token"]) == ("Bearer", 86400, None)
    assert "personio:absences:read" in body["scope"].split()


@pytest.mark.parametrize("wrong", [{"client_secret": "no"}, {"client_id": "no"}])
async def test_bad_credentials_are_a_400(client: httpx.AsyncClient, wrong: dict[str, str]) -> None:
    answer = await client.post("/v2/auth/token", data=FORM | wrong)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_client"
    assert answer.json()["error_description"].startswith("Client authentication failed (e.g., unknown client")


@pytest.mark.parametrize(
    ("form", "error"),
    [({"grant_type": "password"}, "unsupported_grant_type"), ({"scope": "personio:payroll:read"}, "invalid_scope")],
)
async def test_other_faults_of_the_form_have_their_code(
    client: httpx.AsyncClient, form: dict[str, str], error: str
) -> None:
    answer = await client.post("/v2/auth/token", data=FORM | form)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


async def test_v2_takes_no_json(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v2/auth/token", json=FORM)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_a_token_ends_after_24_hours_of_the_sandbox_clock(
    api: httpx.AsyncClient, sandbox: PersonioSandbox
) -> None:
    sandbox.clock.advance(timedelta(hours=24, seconds=-1))
    assert (await api.get("/v2/absence-types")).status_code == 200
    sandbox.clock.advance(timedelta(seconds=1))
    assert (await api.get("/v2/absence-types")).status_code == 401


async def test_expired_at_once(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.expire_tokens()
    assert (await api.get("/v2/absence-types")).status_code == 401
    answer = await api.get("/v1/company/employees")
    assert (answer.status_code, answer.json()) == (403, BAD_V1)


async def test_no_token_is_a_401_everywhere(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/company/employees")
    assert (answer.status_code, answer.json()) == (401, NO_V1)
    answer = await client.get("/v2/persons")
    assert (answer.status_code, answer.json()["errors"][0]["title"]) == (401, "Unauthorized Request")


@pytest.mark.parametrize("how", ["json", "data"])
async def test_a_v1_token_opens_v1_only(client: httpx.AsyncClient, how: str) -> None:
    answer = await client.post("/v1/auth", **{how: {k: FORM[k] for k in ("client_id", "client_secret")}})  # type: ignore[arg-type]
    assert answer.json()["success"] is True
    headers = {"Authorization": f"Bearer {answer.json()['data']['token']}"}
    assert (await client.get("/v1/company/employees", headers=headers)).status_code == 200
    assert (await client.get("/v2/persons", headers=headers)).status_code == 401


async def test_v1_credentials_in_the_query_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/auth?client_id=demo-client&client_secret=demo-secret")
    assert (answer.status_code, answer.json()["success"]) == (403, False)


async def test_v1_may_refuse_v2_tokens(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    assert (await api.get("/v1/company/employees")).status_code == 200
    sandbox.switches.v1_accepts_v2_token = False
    assert (await api.get("/v1/company/employees")).status_code == 403


async def test_a_missing_scope_is_named_403_or_401(client: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.set_credential(Credential("poor", "s", scopes=frozenset({"personio:absences:read"})))
    token = (await client.post("/v2/auth/token", data=FORM | {"client_id": "poor", "client_secret": "s"})).json()
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    answer = await client.post("/v2/absence-periods", json={}, headers=headers)
    assert answer.status_code == 403
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["errors"][0] == {
        "title": "Insufficient access scope",
        "detail": "Client scope insufficient to access resource",
        "type": "https://developer.personio.de/v2.0/page/public-api-error-codes#commonforbidden",
        "_meta": {},
    }
    sandbox.switches.missing_scope = 401
    assert (await client.post("/v2/absence-periods", json={}, headers=headers)).status_code == 401
    answer = await client.get("/v2/persons", headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["title"]) == (401, "Unauthorized Request")


async def test_a_missing_v1_right_is_a_403(client: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.set_credential(Credential("poor", "s", v1_scopes=frozenset({"absences:read"})))
    token = (await client.post("/v2/auth/token", data=FORM | {"client_id": "poor", "client_secret": "s"})).json()
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    assert (await client.get("/v1/company/employees", headers=headers)).status_code == 403
    assert (await client.get("/v1/company/time-off-types", headers=headers)).status_code == 200


@pytest.mark.parametrize(("alive", "dead"), [("no_employees", {1}), ("no_balance", {2}), ("none", {0, 1, 2, 3})])
async def test_parts_of_v1_may_be_switched_off(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, alive: str, dead: set[int]
) -> None:
    sandbox.switches = sandbox.switches.changed(v1_alive=alive)
    person = sandbox.company.persona_ids[0]
    paths = ["time-off-types", "employees", f"employees/{person}/absences/balance", "time-offs"]
    answers = [(await api.get(f"/v1/company/{path}")).status_code for path in paths]
    assert answers == [410 if index in dead else 200 for index in range(4)]
