from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personio_client import NewAbsence
from personio_client.absence_mapping import read_absence, write_absence

MONDAY = dt.date(2026, 12, 28)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))
LENGTHS = st.integers(0, 400)


def new(first: dt.date, last: dt.date | None, **more: object) -> NewAbsence:
    return NewAbsence(person_id="5005", type_id="t", first_day=first, last_day=last, **more)


@given(DAYS, LENGTHS, st.booleans(), st.booleans(), st.sampled_from(["inclusive", "exclusive"]))
def test_what_is_written_reads_back(first: dt.date, length: int, first_half: bool, last_half: bool, mode: str) -> None:
    last = first + dt.timedelta(days=length)
    if length == 0 and first_half:
        last_half = False
    body = write_absence(new(first, last, first_half=first_half, last_half=last_half), mode)
    if mode == "inclusive":  # Personio reads back the midnight after
        body["ends_at"]["date_time"] = f"{last + dt.timedelta(days=1)}T00:00:00"
    read = read_absence({"id": "1"} | body)
    assert (read.first_day, read.last_day) == (first, last)
    # An afternoon says SECOND_HALF twice, a morning FIRST_HALF twice: neither adds a half that was not asked.
    assert (read.first_half, read.last_half) == (first_half, last_half)


def test_the_body_is_the_vendors_example(sample) -> None:
    wanted = NewAbsence(
        person_id="5005",
        type_id="abc6fa09-d8fe-4de0-be03-f0a1d48df766",
        first_day=dt.date(2026, 12, 28),
        last_day=dt.date(2026, 12, 30),
        comment="Skiing",
        substitute_id="5006",
    )
    assert write_absence(wanted, "inclusive") == sample("new_absence")


@pytest.mark.parametrize(
    ("first_half", "last_half", "days", "start", "end"),
    [
        (False, False, 0, "FIRST_HALF", "SECOND_HALF"),
        (True, False, 0, "SECOND_HALF", "SECOND_HALF"),
        (False, True, 0, "FIRST_HALF", "FIRST_HALF"),
        (True, False, 2, "SECOND_HALF", "SECOND_HALF"),
        (False, True, 2, "FIRST_HALF", "FIRST_HALF"),
        (True, True, 2, "SECOND_HALF", "FIRST_HALF"),
    ],
)
def test_halves_are_written_by_the_table(first_half: bool, last_half: bool, days: int, start: str, end: str) -> None:
    last = MONDAY + dt.timedelta(days=days)
    body = write_absence(new(MONDAY, last, first_half=first_half, last_half=last_half), "inclusive")
    assert (body["starts_from"]["type"], body["ends_at"]["type"]) == (start, end)


def test_an_exclusive_end_is_the_day_after_with_the_same_half() -> None:
    body = write_absence(new(MONDAY, MONDAY, last_half=True), "exclusive")
    assert body["ends_at"] == {"date_time": "2026-12-29T00:00:00", "type": "FIRST_HALF"}


@pytest.mark.parametrize("mode", ["inclusive", "exclusive"])
def test_hours_have_times_and_no_halves(mode: str) -> None:
    hours = new(MONDAY, MONDAY, unit="hour", first_time=dt.time(9), last_time=dt.time(11, 30))
    body = write_absence(hours, mode)
    assert body["starts_from"] == {"date_time": "2026-12-28T09:00:00"}
    assert body["ends_at"] == {"date_time": "2026-12-28T11:30:00"}


def test_nothing_written_is_null_and_an_open_end_is_left_out() -> None:
    body = write_absence(new(MONDAY, None), "exclusive")
    assert set(body) == {"person", "absence_type", "starts_from"}


@pytest.mark.parametrize(
    "impossible",
    [
        {"last_day": MONDAY - dt.timedelta(days=1)},
        {"first_half": True, "last_half": True},
        {"last_day": None, "last_half": True},
        {"first_time": dt.time(9)},
        {"unit": "hour"},
        {"unit": "hour", "first_time": dt.time(9), "last_time": dt.time(9)},
        {"unit": "hour", "first_time": dt.time(9), "last_time": dt.time(10), "last_half": True},
        {"comment": "x" * 2001},
    ],
)
def test_an_impossible_absence_cannot_be_made(impossible: dict[str, object]) -> None:
    fields = {"person_id": "1", "type_id": "t", "first_day": MONDAY, "last_day": MONDAY} | impossible
    with pytest.raises(ValueError, match="NewAbsence"):
        NewAbsence(**fields)
