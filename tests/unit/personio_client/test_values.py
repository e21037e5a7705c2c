"""Values as accounts write them by hand or by import are read; what is none stays none."""

from __future__ import annotations

import datetime as dt

import pytest

from personio_client.absence_mapping import read_absence
from personio_client.values import birthday, minutes


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1990-11-27", dt.date(1990, 11, 27)),
        ("1990-11-27T00:00:00+01:00", dt.date(1990, 11, 27)),
        ("27.11.1990", dt.date(1990, 11, 27)),
        ("7.1.1990", dt.date(1990, 1, 7)),
        ("27.11.1990 00:00", dt.date(1990, 11, 27)),
        ("--11-27", dt.date(1904, 11, 27)),
        ("--02-29", dt.date(1904, 2, 29)),
        ("31.02.1990", None),
        ("11/27/1990", None),
        ("", None),
        (None, None),
    ],
)
def test_a_birthday_is_read_however_it_is_written(written: object, read: dt.date | None) -> None:
    assert birthday(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("08:00", 480), ("8.0", 480), ("7.5", 450), ("7,5", 450), ("8h", 480), ("8 H", 480), ("8", 480), (7.5, 450),
        (8, 480), (480, 0), ("-8", 0), ("480", 0), ("eight", 0), (True, 0), (None, 0),
    ],
)  # fmt: skip
def test_hours_of_a_schedule_are_read_however_they_are_written(written: object, read: int) -> None:
    assert minutes(written) == read


@pytest.mark.parametrize("end", ["2026-12-04", {"date_time": "2026-12-04"}, {"date_time": "2026-12-05T00:00:00"}])
def test_an_end_without_a_time_is_the_last_day_itself(end: object) -> None:
    period = read_absence({"id": "a", "starts_from": {"date_time": "2026-12-01T00:00:00"}, "ends_at": end})
    assert (period.first_day, period.last_day) == (dt.date(2026, 12, 1), dt.date(2026, 12, 4))


def test_halves_are_read_in_lower_case() -> None:
    start = {"date_time": "2026-12-01T00:00:00", "type": "second_half"}
    end = {"date_time": "2026-12-03T00:00:00", "type": "first_half"}
    period = read_absence({"id": "a", "starts_from": start, "ends_at": end})
    assert (period.first_half, period.last_half) == (True, True)


def test_an_end_that_is_a_day_before_the_start_is_unreadable() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        read_absence({"id": "a", "starts_from": {"date_time": "2026-12-04T00:00:00"}, "ends_at": "2026-12-01"})
