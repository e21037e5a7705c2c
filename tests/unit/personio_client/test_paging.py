from __future__ import annotations

import logging

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personio_client import BadAnswer, PersonioClient
from personio_client.paging import next_cursor

TYPES = "GET /v2/absence-types"
PEOPLE = "GET /v1/company/employees"


def page(ids: str, cursor: str | None = None, host: str = "") -> dict:
    links = {"next": {"href": f"{host}/v2/other-path?limit=3&cursor={cursor}"}} if cursor else {}
    return {"_data": [{"id": i, "name": i, "unit": "DAY"} for i in ids], "_meta": {"links": links}}


@pytest.mark.parametrize("host", ["", "https://elsewhere.example"])
async def test_only_the_cursor_of_a_link_is_followed(client: PersonioClient, script, host: str) -> None:
    script.on(TYPES, page("ab", "p%202", host), page("c"))
    assert [kind.id for kind in await client.absence_types()] == ["a", "b", "c"]
    first, second = script.asked(TYPES)
    assert dict(second.url.params) == {"limit": "100", "cursor": "p 2"}
    assert second.url.host == first.url.host


async def test_both_spellings_of_data_and_meta_are_read(client: PersonioClient, script) -> None:
    first = page("a", "2")
    script.on(TYPES, {"data": first["_data"], "meta": first["_meta"]}, page("b"))
    assert [kind.id for kind in await client.absence_types()] == ["a", "b"]


@pytest.mark.parametrize("cursors", ["x", "xyx"])
async def test_a_list_in_circles_is_an_error_not_a_loop(client: PersonioClient, script, cursors: str) -> None:
    script.on(TYPES, *[page("a", cursor) for cursor in cursors])
    with pytest.raises(BadAnswer, match="endless"):
        await client.absence_types()
    assert len(script.asked(TYPES)) == len(set(cursors)) + 1


@pytest.mark.parametrize("links", [{"next": {"href": "/v2/absence-types?limit=3"}}, {"next": {"href": 7}}, {"next": 7}])
async def test_a_link_that_cannot_be_followed_is_an_error_not_the_end(client: PersonioClient, script, links) -> None:
    script.on(TYPES, {"_data": [], "_meta": {"links": links}})
    with pytest.raises(BadAnswer, match="cursor"):
        await client.absence_types()


@pytest.mark.parametrize(
    "meta",
    [
        {},
        {"_meta": None},
        {"_meta": {"links": None}},
        {"_meta": {"links": {"next": None}}},
        {"_meta": {"links": {"next": {}}}},
    ],
)
def test_no_link_is_the_last_page(meta: dict) -> None:
    assert next_cursor({"_data": []} | meta) is None


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_any_cursor_survives_its_link(cursor: str) -> None:
    href = str(httpx.URL("https://api.personio.de/v2/x", params={"limit": "1", "cursor": cursor}))
    assert next_cursor({"_meta": {"links": {"next": {"href": href}}}}) == cursor


@pytest.mark.parametrize("body", [[], {}, {"_data": {}}, {"_data": None}, "x"])
async def test_what_is_no_list_is_a_bad_answer(client: PersonioClient, script, body: object) -> None:
    script.on(TYPES, httpx.Response(200, json=body))
    with pytest.raises(BadAnswer):
        await client.absence_types()


async def test_one_unreadable_row_is_left_out_counted_and_logged(client: PersonioClient, script, caplog) -> None:
    rows = [{"id": "a"}, {"name": "Secret leave"}, None, {"id": "b", "unit": "PARSEC"}]
    script.on(TYPES, {"_data": rows})
    with caplog.at_level(logging.WARNING, "personio_client"):
        assert [kind.id for kind in await client.absence_types()] == ["a"]
    assert client.unreadable_rows == 3
    assert caplog.messages == ["3 of 4 rows of /v2/absence-types could not be read and were left out"]


async def test_an_absence_that_two_pages_repeat_is_one(client: PersonioClient, script, sample) -> None:
    row = sample("absence_period")
    link = {"links": {"next": {"href": "?cursor=2"}}}
    script.on("GET /v2/absence-periods", {"_data": [row], "_meta": link}, {"_data": [row]})
    assert len(await client.absences()) == 1


class Employees:
    """A v1 list: ``total`` rows, at most ``most`` a page, with the flaws that are known."""

    def __init__(self, total: int, *, most: int = 100, tell_total: bool = True, ignore_offset: bool = False) -> None:
        self.total, self.most, self.tell_total, self.ignore_offset = total, most, tell_total, ignore_offset
        self.calls = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.calls += 1
        assert self.calls < 50
        offset = 0 if self.ignore_offset else int(request.url.params["offset"])
        ids = range(offset, min(self.total, offset + min(self.most, int(request.url.params["limit"]))))
        metadata = {"total_elements": self.total, "current_page": 7, "total_pages": 1} if self.tell_total else {}
        rows = [{"type": "Employee", "attributes": {"id": {"label": "ID", "value": i + 1}}} for i in ids]
        return httpx.Response(200, json={"success": True, "metadata": metadata, "data": rows})


@pytest.mark.parametrize(
    ("employees", "calls"),
    [
        (Employees(0), 1),
        (Employees(1), 1),
        (Employees(100), 1),
        (Employees(250), 3),
        (Employees(100, tell_total=False), 2),
        (Employees(250, tell_total=False), 3),
        (Employees(120, most=50), 3),  # fewer than asked for: the total wins over the short page
        (Employees(100, tell_total=False, ignore_offset=True), 2),
        (Employees(90, ignore_offset=True), 1),
    ],
)
async def test_all_employees_come_once_whatever_the_paging(client: PersonioClient, script, employees, calls) -> None:
    employees.calls = 0
    script.on(PEOPLE, employees)
    assert [person.id for person in await client.people()] == [str(i + 1) for i in range(employees.total)]
    assert employees.calls == calls


async def test_a_page_that_brings_nothing_new_ends_the_list(client: PersonioClient, script) -> None:
    script.on(PEOPLE, {"success": True, "metadata": {"total_elements": 9}, "data": [{"attributes": {"id": 1}}]})
    assert [person.id for person in await client.people()] == ["1"]
    assert len(script.asked(PEOPLE)) == 2
