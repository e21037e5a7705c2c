from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personio_client import AbsencePeriod, DayAmount
from personio_client.absence_mapping import (
    last_day,
    overlap_query,
    read_absence,
    read_amount,
    read_type,
    summed,
    touches,
)

MONDAY = dt.date(2026, 12, 28)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))
LENGTHS = st.integers(0, 400)


def at(day: dt.date, hour: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour))


@given(DAYS, LENGTHS)
def test_the_midnight_after_the_last_day_is_the_last_day(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    assert last_day(at(last + dt.timedelta(days=1)), at(first)) == last


@given(DAYS, LENGTHS, st.integers(1, 23))
def test_a_time_of_the_day_ends_on_that_day(first: dt.date, length: int, hour: int) -> None:
    last = first + dt.timedelta(days=length)
    assert last_day(at(last, hour), at(first)) == last


@given(DAYS, st.integers(0, 23))
def test_midnight_of_the_first_day_ends_on_the_first_day(first: dt.date, hour: int) -> None:
    assert last_day(at(first), at(first, hour)) == first


@given(DAYS)
def test_no_end_is_an_open_end(first: dt.date) -> None:
    assert last_day(None, at(first)) is None


@given(DAYS, st.integers(1, 100))
def test_an_end_before_the_start_is_unreadable(first: dt.date, days: int) -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        last_day(at(first - dt.timedelta(days=days)), at(first))


@pytest.mark.parametrize("end", ["2026-12-31T00:00:00", "2026-12-30T12:00:00"])
def test_a_half_last_day_reads_the_same_by_next_midnight_and_by_noon(sample, end: str) -> None:
    row = sample("absence_period") | {"ends_at": {"date_time": end, "type": "FIRST_HALF"}}
    assert read_absence(row).last_day == dt.date(2026, 12, 30)
    assert read_absence(row).last_half


def test_a_half_last_day_at_its_own_midnight_is_settled_by_the_amounts(sample) -> None:
    row = sample("absence_period") | {"ends_at": {"date_time": "2026-12-30T00:00:00", "type": "FIRST_HALF"}}
    period = read_absence(row)
    amounts = [DayAmount(date=dt.date(2026, 12, day), value=value) for day, value in ((28, 1), (29, 1), (30, "0.5"))]
    assert period.last_day == dt.date(2026, 12, 29)
    assert period.settled(amounts).last_day == dt.date(2026, 12, 30)


def test_settling_changes_nothing_without_amounts_for_days_off_and_for_an_open_end(sample) -> None:
    period = read_absence(sample("absence_period"))
    off = DayAmount(date=dt.date(2027, 1, 1), value=Decimal(0))
    assert period.settled([]) is period
    assert period.settled([off]) is period
    open_ended = read_absence(sample("absence_period") | {"ends_at": None})
    assert open_ended.settled([off.model_copy(update={"value": Decimal(1)})]).last_day is None


@pytest.mark.parametrize("end", ["2026-12-28T00:00:00", "2026-12-28T12:00:00", "2026-12-29T00:00:00"])
def test_a_single_half_day_reads_the_same_however_its_end_is_told(sample, end: str) -> None:
    row = sample("absence_period") | {"ends_at": {"date_time": end, "type": "FIRST_HALF"}}
    period = read_absence(row)
    assert (period.first_day, period.last_day) == (dt.date(2026, 12, 28), dt.date(2026, 12, 28))
    assert (period.first_half, period.last_half) == (False, True)


def test_the_vendors_example_reads_in_our_words(sample) -> None:
    period = read_absence(sample("absence_period") | {"substitute": {"id": 5006}, "surprise": [1]})
    assert period == AbsencePeriod(
        id="7d0c9b1e-0000-4000-8000-000000000010",
        person_id="5005",
        type_id="abc6fa09-d8fe-4de0-be03-f0a1d48df766",
        first_day=dt.date(2026, 12, 28),
        last_day=dt.date(2026, 12, 30),
        starts_at=at(dt.date(2026, 12, 28)),
        ends_at=at(dt.date(2026, 12, 31)),
        time_zone="Europe/Berlin",
        comment="Skiing",
        status="pending",
        substitute_id="5006",
        created_at=dt.datetime(2026, 11, 22, 9, 15, tzinfo=dt.UTC),
        updated_at=dt.datetime(2026, 11, 22, 9, 15, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize("stray", ["2026-12-28T00:00:00.000", "2026-12-28T00:00:00Z", "2026-12-28T00:00:00+01:00"])
def test_wall_times_stay_naive_and_are_never_converted(sample, stray: str) -> None:
    row = sample("absence_period") | {"starts_from": {"date_time": stray}}
    assert read_absence(row).starts_at == at(MONDAY)


def test_only_id_and_start_are_needed() -> None:
    period = read_absence({"id": 7, "starts_from": {"date_time": "2026-12-28T00:00:00", "type": None}})
    assert (period.id, period.last_day, period.status, period.first_half) == ("7", None, "", False)


def test_the_query_is_the_pair_that_means_the_same_either_way() -> None:
    since = dt.datetime(2026, 11, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert overlap_query("5005", MONDAY, MONDAY, since) == [
        ("person.id", "5005"),
        ("starts_from.date_time.lte", "2026-12-28T23:59:59"),
        ("ends_at.date_time.gte", "2026-12-28T00:00:00"),
        ("updated_at.gte", "2026-11-01T00:00:00"),
    ]
    with pytest.raises(ValueError, match="aware"):
        overlap_query(None, None, None, at(MONDAY))


@given(DAYS, LENGTHS, DAYS, LENGTHS)
def test_touching_is_having_a_day_in_common(first: dt.date, length: int, start: dt.date, span: int) -> None:
    last, until = first + dt.timedelta(days=length), start + dt.timedelta(days=span)
    period = AbsencePeriod(id="1", first_day=first, last_day=last, starts_at=at(first), ends_at=at(last))
    common = max(first, start) <= min(last, until)
    assert touches(period, start, until) == common
    assert touches(period.model_copy(update={"last_day": None}), start, until) == (first <= until)


def test_amounts_of_one_day_are_summed_and_minutes_are_hours(sample) -> None:
    rows = [*sample("breakdowns")["_data"], {"date": "2026-12-29", "effective_duration": {"unit": "DAY", "value": 0.5}}]
    assert summed(map(read_amount, rows)) == [
        DayAmount(date=dt.date(2026, 12, 28), value=Decimal(1)),
        DayAmount(date=dt.date(2026, 12, 29), value=Decimal(1)),
    ]
    minutes = {"date": "2026-12-29", "effective_duration": {"unit": "MINUTES", "value": 90}}
    assert read_amount(minutes) == DayAmount(date=dt.date(2026, 12, 29), value=Decimal("1.5"), unit="hour")


@pytest.mark.parametrize(
    "row", [None, [], {}, {"date": "2026-12-29"}, {"date": "x", "effective_duration": {"value": 1}}]
)
def test_an_amount_without_date_or_value_is_unreadable(row: object) -> None:
    with pytest.raises(ValueError, match="no amount"):
        read_amount(row)


def test_a_type_with_an_unknown_unit_is_unreadable_and_categories_are_open() -> None:
    assert read_type({"id": "1", "category": "MOON_LEAVE", "unit": "HOUR"}).category == "moon_leave"
    with pytest.raises(ValueError, match="unknown unit"):
        read_type({"id": "1", "unit": "FORTNIGHT"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=8) | st.just("2026-12-28T00:00:00"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "date_time", "type", "status", "unit", "value", "date"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["id", "person", "starts_from", "ends_at", "approval", "comment"]), JSON) | JSON)
def test_garbage_is_read_or_refused_but_breaks_nothing(row: object) -> None:
    for read in (read_absence, read_amount, read_type):
        try:
            read(row)
        except (ValueError, ArithmeticError):
            continue


@pytest.mark.parametrize(
    ("changes", "unreadable"),
    [
        ({}, ()),
        ({"ends_at": {"date_time": "2026-12-31T00:00:00", "type": "first_half"}}, ()),
        ({"starts_from": {"date_time": "2026-12-28T00:00:00", "type": "MORNING"}}, ("starts_from.type",)),
        ({"ends_at": {"date_time": "2026-12-31T00:00:00", "type": 1}}, ("ends_at.type",)),
        ({"timezone_id": {"id": "Europe/Berlin"}, "created_at": "yesterday"}, ("timezone_id", "created_at")),
    ],
)
def test_what_an_absence_says_and_nobody_understands_is_named(
    sample, changes: dict[str, object], unreadable: tuple[str, ...]
) -> None:
    assert read_absence(sample("absence_period") | changes).unreadable == unreadable
