"""The list of absence periods: filters, cursors, and what people see of a day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.company import Company, generate
from sandbox.personio import PersonioSandbox
from sandbox.personio.absence_store import AbsenceStore

Follow = Callable[..., Awaitable[list[Any]]]
PATH = "/v2/absence-periods"
ON_DAY = {"starts_from.date_time.lte": "2026-11-24T23:59:59", "ends_at.date_time.gte": "2026-11-24T00:00:00"}


async def test_the_pair_of_filters_finds_who_is_away(every_page: Follow, company: Company) -> None:
    today = company.today
    rows = {row["id"] for row in await every_page(PATH, **ON_DAY)}
    expected = {
        row.id
        for row in company.absences
        if row.status != "REJECTED" and row.last_day and row.first_day <= today <= row.last_day
    }
    ended_yesterday = {row.id for row in company.absences if row.last_day == today - timedelta(days=1)}
    assert rows == expected | ended_yesterday  # the exclusive end of yesterday's is today's midnight


@pytest.mark.parametrize("switch", ["overlap", "literal"])
async def test_the_pair_means_the_same_under_both_readings(
    every_page: Follow, sandbox: PersonioSandbox, switch: str
) -> None:
    expected = await every_page(PATH, **ON_DAY)
    sandbox.switches = sandbox.switches.changed(date_filter=switch)
    assert await every_page(PATH, **ON_DAY) == expected


async def test_a_lone_start_filter_is_read_as_overlap_or_literally(
    every_page: Follow, sandbox: PersonioSandbox
) -> None:
    since = {"starts_from.date_time.gte": "2026-11-24T00:00:00"}
    overlap = await every_page(PATH, **since)
    sandbox.switches.date_filter = "literal"
    literal = await every_page(PATH, **since)
    assert len(literal) < len(overlap)
    assert all(row["starts_from"]["date_time"] >= "2026-11-24" for row in literal)


async def test_open_ends_are_missed_by_end_filters_or_not(every_page: Follow, sandbox: PersonioSandbox) -> None:
    assert all(row["ends_at"] for row in await every_page(PATH, **ON_DAY))
    start_only = await every_page(PATH, **{"starts_from.date_time.lte": "2026-11-24T23:59:59"})
    assert any(row["ends_at"] is None for row in start_only)
    sandbox.switches.open_end_filter = "included"
    assert any(row["ends_at"] is None for row in await every_page(PATH, **ON_DAY))


async def test_ids_persons_and_types_are_anded(every_page: Follow, company: Company) -> None:
    one, two = company.absences[0], company.absences[10]
    assert {row["id"] for row in await every_page(PATH, id=f"{one.id},{two.id},nope")} == {one.id, two.id}
    person = {"person.id": str(one.employee_id)}
    assert {row["person"]["id"] for row in await every_page(PATH, **person)} == {str(one.employee_id)}
    both = await every_page(PATH, **person, **{"absence_type.id": company.type_named("Zorgverlof").id})
    assert both == []
    assert await every_page(PATH, **{"person.id": "x"}) == []


async def test_changes_are_found_by_their_time(every_page: Follow, sandbox: PersonioSandbox) -> None:
    since = {"updated_at.gte": "2026-11-24T08:00:00"}
    assert await every_page(PATH, **since) == []
    pending = next(row.id for row in sandbox.absences.open("PENDING"))
    sandbox.approve(pending)
    assert [row["id"] for row in await every_page(PATH, **since)] == [pending]
    assert await every_page(PATH, **since, **{"updated_at.lte": "2026-11-24T08:30:00"}) == []


async def test_cursors_walk_every_page_without_loss(
    every_page: Follow, api: httpx.AsyncClient, sandbox: PersonioSandbox
) -> None:
    rows = await every_page(PATH, limit="7")
    assert len(rows) == len({row["id"] for row in rows}) == len(await every_page(PATH))
    sandbox.switches.next_link = "relative"
    link = (await api.get(f"{PATH}?limit=7")).json()["_meta"]["links"]["next"]["href"]
    assert link.startswith("/v2/absence-periods?limit=7&cursor=")


async def test_a_cursor_is_bound_to_its_filters(api: httpx.AsyncClient) -> None:
    link = (await api.get(f"{PATH}?limit=1")).json()["_meta"]["links"]["next"]["href"]
    cursor = httpx.URL(link).params["cursor"]
    assert (await api.get(PATH, params={"cursor": cursor, "limit": "2"})).status_code == 200
    for query in ({"cursor": cursor, "person.id": "5001"}, {"cursor": "nonsense"}, {"cursor": "e30"}):
        assert (await api.get(PATH, params=query)).status_code == 400


async def test_a_list_may_change_between_two_pages(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    first = (await api.get(f"{PATH}?limit=5")).json()
    gone = first["_data"][2]["id"]
    sandbox.world.absences.remove(gone)
    cursor = httpx.URL(first["_meta"]["links"]["next"]["href"]).params["cursor"]
    second = (await api.get(PATH, params={"limit": "5", "cursor": cursor})).json()["_data"]
    assert not {row["id"] for row in second} & {row["id"] for row in first["_data"]}


@pytest.mark.parametrize("text", ["2026-11-24", "soon", "0001-01-01T00:00:00", "2026-11-24T00:00:00+01:00"])
async def test_an_unreadable_date_is_a_400(api: httpx.AsyncClient, text: str) -> None:
    assert (await api.get(PATH, params={"starts_from.date_time.lte": text})).status_code == 400


async def test_a_z_is_accepted_or_not(api: httpx.AsyncClient, sandbox: PersonioSandbox) -> None:
    query = {"starts_from.date_time.lte": "2026-11-24T00:00:00Z"}
    assert (await api.get(PATH, params=query)).status_code == 200
    sandbox.switches.filter_z = "400"
    assert (await api.get(PATH, params=query)).status_code == 400


async def test_wrong_filter_names_do_nothing(every_page: Follow) -> None:
    assert await every_page(PATH, **{"ends_from.date_time.gte": "2030-01-01T00:00:00"}) == await every_page(PATH)


async def test_rejected_ones_are_listed_or_not(every_page: Follow, sandbox: PersonioSandbox) -> None:
    assert "REJECTED" not in {row["approval"]["status"] for row in await every_page(PATH)}
    sandbox.switches.rejected_listed = "listed"
    assert "REJECTED" in {row["approval"]["status"] for row in await every_page(PATH)}


@settings(max_examples=25, deadline=None)
@given(start=st.integers(-90, 200), length=st.integers(0, 500))
def test_the_month_index_forgets_nobody(start: int, length: int) -> None:
    today = date(2026, 11, 24)
    company = generate(60, today, 5)
    lower = today + timedelta(days=start)
    upper = lower + timedelta(days=length)
    expected = {
        row.id for row in company.absences if row.first_day <= upper and (row.last_day is None or row.last_day >= lower)
    }
    assert expected <= {row.id for row in AbsenceStore(company.absences).between(lower, upper)}


def test_a_ledger_stays_true_through_changes() -> None:
    company = generate(60, date(2026, 11, 24), 5)
    ledger, one = AbsenceStore(company.absences), company.absences[0]
    later = datetime(2030, 1, 1, tzinfo=UTC)
    moved = replace(one, first_day=date(2029, 5, 1), last_day=date(2029, 5, 3), status="PENDING", updated_at=later)
    ledger.put(moved)
    assert [row.id for row in ledger.changed_since(later)] == [one.id]
    assert one.id not in {row.id for row in ledger.between(one.first_day, one.first_day)}
    assert one.id in {row.id for row in ledger.between(date(2029, 5, 2), date(2029, 5, 2))}
    assert moved in ledger.open("PENDING")
    ledger.remove(one.id)
    assert list(ledger.changed_since(later)) == []
    assert ledger.numbered(one.v1_id) is None
    assert one.id not in {row.id for row in ledger.of(one.employee_id)}
