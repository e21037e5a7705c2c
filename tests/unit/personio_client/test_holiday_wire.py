"""Holidays as Personio may spell them: nobody outside has seen an entry yet."""

from __future__ import annotations

import datetime as dt
import logging
from contextlib import suppress

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from personio_client import BadAnswer, Holiday, NotFound, PersonioClient, holiday_range
from personio_client.holiday_mapping import read_holiday

EVE = dt.date(2026, 12, 24)
PATH = "GET /v2/holidays"
PLAIN = {"person": {"id": "5005"}, "date": "2026-12-24", "name": "Christmas Eve"}

PARTS = [
    ({"half_day": True}, "half"),
    ({"half_day": False}, "day"),
    ({"is_half_day": "true"}, "half"),
    ({"isHalfDay": 1}, "half"),
    ({"half_day": "AFTERNOON"}, "afternoon"),
    ({"full_day": False}, "half"),
    ({"full_day": True}, "day"),
    ({"isFullDay": False}, "half"),
    ({"duration": "HALF_DAY"}, "half"),
    ({"duration": "Half day"}, "half"),
    ({"duration": "FULL_DAY"}, "day"),
    ({"dayType": "halfDay"}, "half"),
    ({"type": "HALF_DAY", "is_public": True}, "half"),
    ({"type": "PUBLIC", "day_part": "MORNING"}, "morning"),
    ({"half_day": True, "day_part": "SECOND_HALF"}, "afternoon"),
    ({"duration": 0.5}, "half"),
    ({"duration": "0.5"}, "half"),
    ({"value": 1}, "day"),
    ({"days": 1.0, "half_day": True}, "half"),
    ({"amount": 50}, "half"),
    ({"effective_duration": {"unit": "DAY", "value": 0.5}}, "half"),
    ({"duration": {"unit": "DAYS", "value": 1}}, "day"),
]


@pytest.mark.parametrize(("said", "part"), PARTS, ids=[str(said) for said, _ in PARTS])
def test_half_and_whole_days_are_read_however_they_are_said(said, part) -> None:
    read = read_holiday(PLAIN | said)
    assert (read.part, read.unreadable) == (part, ())


@pytest.mark.parametrize(
    "row",
    [
        PLAIN,
        {"person_id": 5005, "holiday_date": "2026-12-24T00:00:00+01:00", "holiday_name": "Christmas Eve"},
        {"personId": "5005", "day": "2026-12-24", "title": "Christmas Eve"},
        {"person": "5005", "date": "2026-12-24", "name": {"en": "Christmas Eve", "de": "Heiligabend"}},
        {"employee": {"id": 5005}, "startDate": "2026-12-24", "label": " Christmas Eve "},
    ],
)
def test_person_date_and_name_are_read_under_every_plausible_name(row) -> None:
    read = read_holiday(row | {"half_day": False})
    assert read == Holiday(person_id="5005", date=EVE, name="Christmas Eve")


@pytest.mark.parametrize(
    ("said", "company"),
    [
        ({"type": "PUBLIC"}, False),
        ({"type": "COMPANY"}, True),
        ({"holiday_type": "company holiday"}, True),
        ({"is_public": False}, True),
        ({"publicHoliday": True}, False),
        ({"company_holiday": True}, True),
        ({"custom": False}, False),
        ({}, None),
    ],
)
def test_public_and_company_days_are_told_apart(said, company) -> None:
    read = read_holiday(PLAIN | {"half_day": False} | said)
    assert (read.company, read.unreadable) == (company, ())


@pytest.mark.parametrize(
    ("said", "unreadable"),
    [
        ({"duration": "QUARTER"}, ("duration=QUARTER",)),
        ({"duration": 0.25}, ("duration=0.25",)),
        ({"half_day": {"odd": 1}}, ("half_day=dict",)),
        ({"half_day": True, "type": "SCHOOL"}, ("type=SCHOOL",)),
        ({"duration": {"unit": "HOUR", "value": 4}}, ("duration=dict",)),
        ({}, ("whole or half",)),
        ({"duration": "Anna's birthday! <b>"}, ("duration=str",)),
    ],
)
def test_what_is_not_understood_is_named_and_the_day_is_free(said, unreadable) -> None:
    assert read_holiday(PLAIN | said).unreadable == unreadable


@pytest.mark.parametrize("row", [{}, {"date": "2026-12-24"}, {"person": {"id": "1"}, "date": "soon"}, [], None, "x"])
def test_a_row_without_person_or_date_is_none(row) -> None:
    with pytest.raises(ValueError, match="no "):
        read_holiday(row)


@given(st.dictionaries(st.sampled_from([*PLAIN, "half_day", "duration", "type", "value", "is_public"]), st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dictionaries(st.text(), st.text())))  # fmt: skip
def test_garbage_is_a_holiday_or_a_row_that_cannot_be_read(row) -> None:
    with suppress(ValueError):
        assert isinstance(read_holiday(row), Holiday)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (dt.date(2026, 11, 27), dt.date(2024, 11, 28), dt.date(2027, 11, 26)),
        (dt.date(2028, 2, 29), dt.date(2026, 3, 1), dt.date(2029, 2, 27)),
    ],
)
def test_the_range_is_two_years_back_and_one_ahead(today, first, last) -> None:
    assert holiday_range(today) == (first, last)


async def test_a_long_list_of_people_is_asked_for_fifty_at_a_time_and_page_by_page(
    client: PersonioClient, script
) -> None:
    first = {"_data": [PLAIN | {"half_day": True}], "_meta": {"links": {"next": {"href": "/v2/holidays?cursor=abc"}}}}
    second = {"_data": [{"person": {"id": "1"}, "date": "2026-12-25", "half_day": False}], "_meta": {"links": {}}}
    script.on(PATH, first, second, second)
    read = await client.holidays([str(n) for n in range(60)], first_day=EVE, last_day=dt.date(2027, 1, 1))
    assert [(each.person_id, each.part) for each in read] == [("5005", "half"), ("1", "day"), ("1", "day")]
    begin, follow, rest = (request.url.params for request in script.asked(PATH))
    assert begin.get_list("person.id") == [str(n) for n in range(50)]
    assert (begin["date.gte"], begin["date.lte"], begin["limit"]) == ("2026-12-24", "2027-01-01", "100")
    assert dict(follow) == {"cursor": "abc"}
    assert len(rest.get_list("person.id")) == 10


async def test_what_is_not_understood_is_logged_once(client: PersonioClient, script, caplog) -> None:
    script.on(PATH, {"_data": [PLAIN | {"duration": "QUARTER"}] * 3}, {"_data": [PLAIN | {"duration": "QUARTER"}]})
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            await client.holidays(["5005"], first_day=EVE, last_day=EVE)
    assert [record.getMessage() for record in caplog.records] == [
        "a holiday says duration=QUARTER, which is not understood"
    ]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(200, text="<html>"), BadAnswer),
        ({"_data": [{"odd": 1}]}, BadAnswer),
        (httpx.Response(404, json={"errors": []}), NotFound),
    ],
)
async def test_an_answer_that_is_no_list_of_holidays_is_an_error(client: PersonioClient, script, answer, error) -> None:
    script.on(PATH, answer)
    with pytest.raises(error):
        await client.holidays(["5005"], first_day=EVE, last_day=EVE)


async def test_nobody_is_asked_about_nobody(client: PersonioClient, script) -> None:
    assert await client.holidays([], first_day=EVE, last_day=EVE) == []
    assert script.asked(PATH) == []
