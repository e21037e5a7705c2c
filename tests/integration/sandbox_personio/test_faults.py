"""Failures on demand, rate limits, and unknown routes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest

from sandbox.company import Company
from sandbox.personio import PersonioSandbox
from sandbox.personio.faults import Faults
from tests.support.plain_http import plain_http

PATH = "/v2/absence-periods"
FORM = {"grant_type": "client_credentials", "client_id": "demo-client", "client_secret": "demo-secret"}
Wish = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("kind", [429, 500, 502, 503, 504])
async def test_an_error_comes_once_and_in_the_right_body(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, kind: int
) -> None:
    for path in (PATH, "/v1/company/employees"):
        sandbox.fail_next(path, "GET", kind)
        answer = await api.get(path)
        assert answer.status_code == kind
        assert ("errors" in answer.json()) == path.startswith("/v2")
        assert "Retry-After" not in answer.headers
        assert (await api.get(path)).status_code == 200


async def test_a_fault_waits_for_its_method_and_path(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.fail_next("/v2/absence-periods/*", "GET", "503", times=2)
    assert (await api.get(PATH)).status_code == 200
    assert [(await api.get(f"{PATH}/x")).status_code for _ in range(3)] == [503, 503, 404]


async def test_a_path_may_be_unknown_for_once(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.fail_next(PATH, "GET", 404)
    assert [(await api.get(PATH)).status_code for _ in range(2)] == [404, 200]


async def test_a_stale_read_shows_what_the_read_before_showed(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    path = f"{PATH}/{next(iter(sandbox.absences)).id}"
    before = (await api.get(path)).json()
    sandbox.fail_next(path, "GET", "stale")
    await api.delete(path)
    answer = await api.get(path)
    assert (answer.status_code, answer.json()) == (200, before)
    assert (await api.get(path)).json() != before


async def test_garbage_is_200_and_no_json(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.fail_next("*", "*", "garbage")
    answer = await api.get(PATH)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()


async def test_a_list_may_be_empty_or_end_early_and_look_whole(
    api: httpx.AsyncClient, sandbox: PersonioSandbox
) -> None:
    for path in (
        "/v2/absence-types",
        "/v2/absence-periods?limit=9",
        "/v1/company/employees",
        "/v1/company/time-off-types",
    ):
        rows = len(_rows(await api.get(path)))
        for kind, left in (("empty", 0), ("short", rows // 3)):
            sandbox.fail_next("*", "GET", kind)  # type: ignore[arg-type]
            answer = await api.get(path)
            assert len(_rows(answer)) == left < rows
            assert "next" not in answer.json().get("_meta", {}).get("links", {})
            assert answer.json().get("metadata", {}).get("total_elements", left) == left


def _rows(answer: httpx.Response) -> Sequence[Any]:
    rows = answer.json().get("_data", answer.json().get("data"))
    assert isinstance(rows, list)
    return rows


async def test_a_gateway_may_answer_html(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.fail_next("*", "*", "html_502")
    answer = await api.get(PATH)
    assert (answer.status_code, answer.headers["Content-Type"]) == (502, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("kind", "done"),
    [("timeout_before", 0), ("timeout_after_work", 1), ("reset", 0), ("reset_after_work", 1)],
)
async def test_no_answer_with_and_without_the_work_done(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, requested_absence: Wish, kind: str, done: int
) -> None:
    before = len(sandbox.absences)
    sandbox.fail_next(PATH, "POST", kind)  # type: ignore[arg-type]
    with pytest.raises(httpx.TransportError):
        await api.post(PATH, json=requested_absence(), timeout=0.2)
    assert len(sandbox.absences) == before + done
    assert (await api.get(f"{PATH}?limit=1")).status_code == 200
    assert ("POST", 0) in {(seen.method, seen.status) for seen in sandbox.requests}


async def test_slow_is_slow_but_right(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.fail_next("*", "*", "slow", seconds=0.01)
    assert (await api.get(PATH)).status_code == 200


async def test_the_sandbox_stops_with_calls_hanging(company: Company) -> None:
    sandbox = PersonioSandbox(company)
    url = await sandbox.start()
    sandbox.fail_next("*", "*", "timeout_before")
    async with plain_http() as client:
        with pytest.raises(httpx.TransportError):
            await client.get(f"{url}{PATH}", timeout=0.1)
    await sandbox.stop()


def test_random_faults_are_the_same_for_the_same_seed() -> None:
    def run(seed: int) -> Sequence[str | None]:
        faults = Faults()
        faults.at_random(0.3, ("500", "reset"), seed)
        due = [faults.due("GET", "/v2/x") for _ in range(100)]
        return [fault.kind if fault else None for fault in due]

    assert run(1) == run(1) != run(2)
    assert 15 < len([kind for kind in run(1) if kind]) < 45


async def test_random_faults_end_when_healed(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.faults(1.0, ["503"], seed=1)
    assert (await api.get(PATH)).status_code == 503
    sandbox.heal()
    assert (await api.get(PATH)).status_code == 200
    with pytest.raises(ValueError, match="no kind"):
        sandbox.fail_next("*", "*", "meteor")  # type: ignore[arg-type]


async def test_a_bucket_runs_dry_without_saying_when(company: Company) -> None:
    time = [0.0]
    sandbox = PersonioSandbox(company, monotonic=lambda: time[0])
    async with sandbox, plain_http(base_url=sandbox.url) as client:
        token = (await client.post("/v2/auth/token", data=FORM)).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        answers = [await client.get(f"{PATH}/{n}") for n in range(11)]  # one bucket for all ids
        assert [answer.status_code for answer in answers] == [404] * 10 + [429]
        assert answers[0].headers["x-ratelimit-remaining"] == "9"
        assert answers[0].headers["x-ratelimit-replenish-rate"] == "10"
        assert answers[-1].headers["x-ratelimit-remaining"] == "0"
        assert "Retry-After" not in answers[-1].headers
        assert (await client.get("/v2/persons")).status_code == 200  # another endpoint
        sandbox.switches.retry_after = "present"
        assert (await client.get(f"{PATH}/x")).headers["Retry-After"] == "1"
        time[0] += 0.1
        assert (await client.get(f"{PATH}/x")).status_code == 404
        sandbox.switches.burst = 2
        codes = [(await client.get("/v2/persons")).status_code for _ in range(3)]
        assert codes == [200, 200, 429]
        v1 = [(await client.get("/v1/company/employees?limit=1")).status_code for _ in range(3)]
        assert v1 == [200, 200, 429]


async def test_an_unknown_route_has_the_real_body(api: httpx.AsyncClient) -> None:
    for method, path in (("GET", "/v2/nope"), ("PUT", PATH)):
        answer = await api.request(method, path)
        assert answer.status_code == 404
        assert answer.json()["errors"] == [
            {
                "title": "Not Found",
                "detail": f"The endpoint with {path} was not found.",
                "type": "https://developer.personio.de/v2.0/page/public-api-error-codes#apinot_found",
                "_meta": {"path": path},
            }
        ]
    assert (await api.get("/v1/nope")).json()["success"] is False


async def test_the_log_has_every_call_and_no_secret(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    await api.get(f"{PATH}?limit=1")
    seen = sandbox.requests
    assert [(one.method, one.path, one.status) for one in seen] == [("POST", "/v2/auth/token", 200), ("GET", PATH, 200)]
    assert seen[1].query == "limit=1"
    assert "demo-secret" not in repr(seen)


async def test_somebody_acts_once_between_a_call_and_its_answer(
    api: httpx.AsyncClient, requested_absence: Wish, sandbox: PersonioSandbox
) -> None:
    def approve() -> None:
        (absence,) = (each for each in sandbox.absences if each.id not in known)
        sandbox.approve(absence.id)

    known = {each.id for each in sandbox.absences}
    sandbox.act_after(PATH, "POST", approve)
    new = (await api.post(PATH, json=requested_absence())).json()["id"]
    assert sandbox.absences[new].status == "APPROVED"
    later = requested_absence(first="2027-02-01T00:00:00", last="2027-02-01T00:00:00")
    assert (await api.post(PATH, json=later)).status_code == 201
