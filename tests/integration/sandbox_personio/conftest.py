"""A sandbox with a clock that stands still, and somebody who may call it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from sandbox.company import Company, demo_company
from sandbox.personio import PersonioSandbox, Switches
from tests.support.plain_http import plain_http

TODAY = date(2026, 11, 24)  # a Tuesday
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FORM = {"grant_type": "client_credentials", "client_id": "demo-client", "client_secret": "demo-secret"}
Wish = dict[str, Any]


@pytest.fixture(scope="session")
def company() -> Company:
    return demo_company(TODAY)


@pytest.fixture
async def sandbox(company: Company) -> AsyncIterator[PersonioSandbox]:
    made = PersonioSandbox(
        company,
        now=lambda: NOW,
        switches=Switches(burst=100_000),
        webhook_delays=(0.0,),
    )
    async with made:
        yield made


@pytest.fixture
async def client(sandbox: PersonioSandbox) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without a token."""
    async with plain_http(base_url=sandbox.url, timeout=5, trust_env=False) as made:
        yield made


@pytest.fixture
async def api(client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Somebody with a token that may do everything."""
    answer = await client.post("/v2/auth/token", data=FORM)
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client


@pytest.fixture
def requested_absence(company: Company) -> Callable[..., Wish]:
    """Make the body of a create: two free days of the employee persona unless told otherwise."""

    def make(
        kind: str = "Vakantie",
        first: str = "2026-12-28T00:00:00",
        last: str | None = "2026-12-29T00:00:00",
        halves: tuple[str | None, str | None] = ("FIRST_HALF", "SECOND_HALF"),
        person: int | None = None,
        **more: Any,
    ) -> Wish:
        def boundary(moment: str, half: str | None) -> dict[str, str]:
            return {"date_time": moment} | ({"type": half} if half else {})

        return {
            "person": {"id": str(person or company.persona_ids[0])},
            "absence_type": {"id": company.type_named(kind).id},
            "starts_from": boundary(first, halves[0]),
            "ends_at": boundary(last, halves[1]) if last else None,
            **more,
        }

    return make


@pytest.fixture
def file(api: httpx.AsyncClient, requested_absence: Callable[..., Wish]) -> Callable[..., Awaitable[str]]:
    """File a period and return its id."""

    async def post(*args: Any, **more: Any) -> str:
        answer = await api.post("/v2/absence-periods?skip_approval=false", json=requested_absence(*args, **more))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    return post


@pytest.fixture
def every_page(api: httpx.AsyncClient) -> Callable[..., Awaitable[list[Any]]]:
    """Follow the cursors of a list, as a client does: own path and filters, only the cursor taken."""

    async def follow(path: str, **query: str) -> list[Any]:
        rows: list[Any] = []
        while True:
            answer = await api.get(path, params=query)
            assert answer.status_code == 200, answer.text
            body = answer.json()
            rows += body["_data"]
            link = body["_meta"]["links"].get("next")
            if link is None:
                return rows
            query = {**query, "cursor": httpx.URL(link["href"]).params["cursor"]}

    return follow
