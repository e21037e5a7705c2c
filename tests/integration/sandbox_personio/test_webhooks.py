"""Webhooks: registration, delivery, retries, replay."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
from aiohttp import web

from sandbox.personio import PersonioSandbox
from sandbox.personio.webhooks import allowed_url

File = Callable[..., Awaitable[str]]
PATH = "/v2/webhooks"


class Listener:
    """Somebody who is told; answers with ``statuses`` in turn, then 204."""

    def __init__(self) -> None:
        self.url = ""
        self.heard: list[tuple[str | None, dict[str, Any]]] = []
        self.statuses: list[int] = []

    async def hear(self, request: web.Request) -> web.Response:
        self.heard.append((request.headers.get("Authorization"), await request.json()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 204)


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    made, app = Listener(), web.Application()
    app.router.add_post("/hook", made.hear)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


def body(url: str, **more: Any) -> dict[str, Any]:
    events = ["absence-period.created", "absence-period.updated.status", "absence-period.deleted", "person.updated"]
    return {
        "url": url,
        "description": "Absence updates",
        "status": "ENABLED",
        "auth_type": "TOKEN",
        "token": "s3cret",
        "enabled_events": events,
        **more,
    }


async def test_what_happens_is_told_without_data(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, listener: Listener, file: File
) -> None:
    assert (await api.post(PATH, json=body(listener.url))).status_code == 201
    new = await file()
    await sandbox.settle()
    assert listener.heard == [
        (
            "s3cret",
            {
                "company_id": "42",
                "event_name": "absence-period.created",
                "occurred_at": "2026-11-24T09:00:00Z",
                "payload": {"absence_period": {"id": new}},
                "meta": {},
            },
        )
    ]
    sandbox.approve(new)
    sandbox.change_employee(5001, position="x")
    await api.patch(f"/v2/absence-periods/{new}", json={"comment": "no event of its own"})
    await api.delete(f"/v2/absence-periods/{new}")
    await sandbox.settle()
    names = sorted(heard["event_name"] for _, heard in listener.heard[1:])
    assert names == ["absence-period.deleted", "absence-period.updated.status", "person.updated"]


async def test_the_key_may_have_a_hyphen(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, listener: Listener, file: File
) -> None:
    sandbox.switches.webhook_key = "hyphen"
    await api.post(PATH, json=body(listener.url))
    new = await file()
    await sandbox.settle()
    assert listener.heard[0][1]["payload"] == {"absence-period": {"id": new}}


async def test_a_failing_listener_is_told_again(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, listener: Listener, file: File
) -> None:
    listener.statuses = [500, 503]
    await api.post(PATH, json=body(listener.url))
    await file()
    await sandbox.settle()
    assert [delivery.status for delivery in sandbox.hub.deliveries] == [500, 503, 204]


@pytest.mark.parametrize(("status", "attempts"), [(501, 1), (404, 1), (302, 1), (500, 6)])
async def test_attempts_end(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, listener: Listener, file: File, status: int, attempts: int
) -> None:
    listener.statuses = [status] * 10
    await api.post(PATH, json=body(listener.url))
    await file()
    await sandbox.settle()
    assert len(listener.heard) == attempts


async def test_an_event_can_be_replayed(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, listener: Listener, file: File
) -> None:
    created = (await api.post(PATH, json=body(listener.url))).json()
    await file()
    await sandbox.settle()
    events = (await api.get(f"{PATH}/{created['id']}/events")).json()["_data"]
    assert [event["event_name"] for event in events] == ["absence-period.created"]
    answer = await api.post("/_sandbox/webhooks/replay", json={"event_id": events[0]["id"]})
    await sandbox.settle()
    assert answer.json() == {"replayed": 1}
    assert listener.heard[0] == listener.heard[1]
    told = (await api.get("/_sandbox/webhooks")).json()
    assert [delivery["status"] for delivery in told["deliveries"]] == [204, 204]


async def test_a_disabled_webhook_is_told_nothing(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, listener: Listener, file: File
) -> None:
    asked = body(listener.url)
    del asked["status"]
    new = (await api.post(PATH, json=asked)).json()["id"]
    assert (await api.get(f"{PATH}/{new}")).json()["status"] == "DISABLED"
    await file()
    await sandbox.settle()
    assert listener.heard == []


async def test_a_webhook_is_read_changed_and_deleted(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    sandbox.switches.webhook_body = "full"
    full = (await api.post(PATH, json=body("https://example.com/hook"))).json()
    assert (full["url"], "token" in full) == ("https://example.com/hook", False)
    assert (await api.get(PATH)).json()["_data"] == [full]
    assert (await api.post(PATH, json=body("https://example.com/hook"))).status_code == 409
    assert (await api.patch(f"{PATH}/{full['id']}", json={"status": "DISABLED"})).status_code == 204
    assert (await api.get(f"{PATH}/{full['id']}")).json()["status"] == "DISABLED"
    assert (await api.delete(f"{PATH}/{full['id']}")).status_code == 204
    assert (await api.get(f"{PATH}/{full['id']}")).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://example.com/hook"},
        {"url": 5},
        {"description": ""},
        {"status": "ON"},
        {"token": None},
        {"enabled_events": ["coffee.made"]},
        {"custom_headers": {"a": "1", "b": "2", "c": "3", "d": "4"}},
    ],
)
async def test_a_wrong_webhook_is_refused(api: httpx.AsyncClient, wrong: dict[str, Any]) -> None:
    assert (await api.post(PATH, json=body("https://example.com/hook") | wrong)).status_code == 422


def test_plain_http_is_for_loopback_only() -> None:
    assert allowed_url("http://127.0.0.1:1/x")
    assert allowed_url("http://localhost/x")
    assert not allowed_url("http://192.168.0.1/x")
    assert not allowed_url("ftp://127.0.0.1/x")
