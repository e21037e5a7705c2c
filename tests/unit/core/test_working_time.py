"""Working days and return days, each case with its reason."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.holidays import holidays_of, region
from bot.core.working_time import Return, Span, WorkingTime, days, hours, return_day, working_days

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, 23) + timedelta(days=n) for n in range(7))
NEXT_MON = MON + timedelta(days=7)
FULL_TIME = WorkingTime()
FRIDAY_OFF = WorkingTime((480, 480, 480, 480, 0, 0, 0))
NL = WorkingTime(is_holiday=holidays_of(region("NL", None)))
BAVARIA = WorkingTime(is_holiday=holidays_of(region("DE", "Bayern")))
CATALONIA = WorkingTime(is_holiday=holidays_of(region("ES", "Cataluña")))

AMOUNTS = [
    ("a whole week", Span(MON, SUN), FULL_TIME, "5"),
    ("a single day", Span(MON, MON), FULL_TIME, "1"),
    ("an afternoon", Span(MON, MON, first_half=True), FULL_TIME, "0.5"),
    ("a morning", Span(MON, MON, last_half=True), FULL_TIME, "0.5"),
    ("from Monday afternoon until Wednesday midday", Span(MON, WED, first_half=True, last_half=True), FULL_TIME, "2"),
    ("a half day on a day off is nothing", Span(THU, FRI, last_half=True), FRIDAY_OFF, "1"),
    ("a weekend is nothing", Span(SAT, SUN), FULL_TIME, "0"),
    ("part-time, Friday off", Span(MON, FRI), FRIDAY_OFF, "4"),
    ("Christmas in the Netherlands has two days", Span(date(2026, 12, 24), date(2026, 12, 31)), NL, "5"),
    ("Christmas in Catalonia has Sant Esteve", Span(date(2026, 12, 24), date(2026, 12, 31)), CATALONIA, "5"),
    ("Epiphany is free in Bavaria", Span(date(2027, 1, 4), date(2027, 1, 8)), BAVARIA, "4"),
    ("Epiphany is not free in the Netherlands", Span(date(2027, 1, 4), date(2027, 1, 8)), NL, "5"),
    ("Good Friday is worked in the Netherlands", Span(date(2026, 4, 3), date(2026, 4, 6)), NL, "1"),
    ("Good Friday is free in Bavaria", Span(date(2026, 4, 3), date(2026, 4, 6)), BAVARIA, "0"),
    ("5 May is free in the Netherlands every five years", Span(date(2025, 5, 5), date(2025, 5, 5)), NL, "0"),
    ("5 May is worked in other years", Span(date(2026, 5, 5), date(2026, 5, 5)), NL, "1"),
]


@pytest.mark.parametrize(("why", "span", "work", "expected"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_working_days_count_the_schedule_and_the_public_holidays(why, span, work, expected):
    assert working_days(span, work) == Decimal(expected)


RETURNS = [
    ("a day off ends the next working day", Span(MON, MON), FULL_TIME, (), Return(TUE)),
    ("a Friday ends on Monday", Span(FRI, FRI), FULL_TIME, (), Return(NEXT_MON)),
    ("a free morning ends the same day at noon", Span(MON, MON, last_half=True), FULL_TIME, (), Return(MON, True)),
    ("a free afternoon ends the next day", Span(MON, MON, first_half=True), FULL_TIME, (), Return(TUE)),
    ("a Friday afternoon ends on Monday", Span(FRI, FRI, first_half=True), FULL_TIME, (), Return(NEXT_MON)),
    ("part-time: Thursday away, Friday off, back on Monday", Span(THU, THU), FRIDAY_OFF, (), Return(NEXT_MON)),
    ("a half day that ends on a day off ends after it", Span(THU, FRI, last_half=True), FRIDAY_OFF, (), Return(NEXT_MON)),
    ("Friday and the Monday after are one absence", Span(FRI, FRI), FULL_TIME, (Span(NEXT_MON, NEXT_MON),), Return(NEXT_MON + timedelta(days=1))),
    ("a free Monday morning after it ends it at noon", Span(FRI, FRI), FULL_TIME, (Span(NEXT_MON, NEXT_MON, last_half=True),), Return(NEXT_MON, True)),
    ("a free Monday afternoon does not follow on", Span(FRI, FRI), FULL_TIME, (Span(NEXT_MON, NEXT_MON, first_half=True),), Return(NEXT_MON)),
    ("two halves of one day are a whole day", Span(MON, MON, last_half=True), FULL_TIME, (Span(MON, MON, first_half=True),), Return(TUE)),
    ("Christmas Eve in the Netherlands", Span(date(2026, 12, 24), date(2026, 12, 24)), NL, (), Return(date(2026, 12, 28))),
    ("New Year's Eve in Bavaria", Span(date(2026, 12, 31), date(2026, 12, 31)), BAVARIA, (), Return(date(2027, 1, 4))),
    ("until Epiphany's eve in Bavaria", Span(date(2027, 1, 4), date(2027, 1, 5)), BAVARIA, (), Return(date(2027, 1, 7))),
    ("followed by something with an open end", Span(FRI, FRI), FULL_TIME, (Span(NEXT_MON, None),), None),
    ("hours that leave working time end the same day", Span(MON, MON, first_time=time(9), last_time=time(11)), FULL_TIME, (), Return(MON)),
    ("hours over several days end on the last of them", Span(MON, WED, first_time=time(14), last_time=time(10)), FULL_TIME, (), Return(WED)),
    ("hours over several days that fill the last end on the next", Span(MON, TUE, first_time=time(14), last_time=time(17)), FULL_TIME, (), Return(WED)),
    ("other hours over several days follow on", Span(MON, MON), FULL_TIME, (Span(TUE, THU, first_time=time(0), last_time=time(7)),), Return(THU)),
    ("other hours that fill the next day follow on", Span(MON, MON), FULL_TIME, (Span(TUE, TUE, first_time=time(9), last_time=time(17)),), Return(WED)),
    ("hours until midnight end the next day", Span(MON, MON, first_time=time(16), last_time=time(0)), FULL_TIME, (), Return(TUE)),
    ("hours until a midnight before a weekend end after it", Span(THU, FRI, first_time=time(16), last_time=time(0)), FULL_TIME, (), Return(NEXT_MON)),
    ("hours that fill the day end the next", Span(MON, MON, first_time=time(9), last_time=time(17)), FULL_TIME, (), Return(TUE)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "span", "work", "others", "expected"), RETURNS, ids=[row[0] for row in RETURNS])
def test_back_at_work_is_the_first_working_time(why, span, work, others, expected):
    assert return_day(span, work, others) == expected


def test_an_open_end_has_neither_an_amount_nor_a_return():
    assert working_days(Span(MON, None), FULL_TIME) is None
    assert return_day(Span(MON, None), FULL_TIME) is None


def test_somebody_who_never_works_never_returns():
    assert return_day(Span(MON, MON), WorkingTime((0,) * 7)) is None


def test_hours_are_counted_within_one_day_only():
    assert hours(Span(MON, MON, first_time=time(9), last_time=time(12, 30))) == Decimal("3.5")
    assert hours(Span(MON, TUE, first_time=time(9), last_time=time(12))) is None
    assert hours(Span(MON, MON)) is None
    assert hours(Span(MON, MON, first_time=time(20), last_time=time(0))) == 4, "midnight ends the day"


def test_hours_over_several_days_are_hours_on_the_first_and_the_last():
    nights = Span(MON, WED, first_time=time(22), last_time=time(6))
    assert [nights.on(day) for day in (MON, TUE, WED, THU)] == [(time(22), time(0)), None, (time(0), time(6)), None]
    assert [nights.covers(day) for day in (MON, TUE, WED, THU)] == [
        (False,) * 2,
        (True,) * 2,
        (False,) * 2,
        (False,) * 2,
    ]
    until_midnight = Span(MON, TUE, first_time=time(0), last_time=time(0))
    assert [until_midnight.covers(day) for day in (MON, TUE, WED)] == [(True,) * 2, (True,) * 2, (False,) * 2]


OVERLAPS = [
    (Span(MON, TUE), Span(TUE, WED), True),
    (Span(MON, TUE), Span(WED, THU), False),
    (Span(MON, MON, last_half=True), Span(MON, MON, first_half=True), False),
    (Span(MON, MON), Span(MON, MON, first_half=True), True),
    (Span(MON, None), Span(FRI, FRI), True),
    (Span(FRI, FRI), Span(MON, None), True),
    (Span(MON, MON, first_time=time(9), last_time=time(10)), Span(MON, MON, first_time=time(10), last_time=time(11)), False),
    (Span(MON, MON, first_time=time(13), last_time=time(15)), Span(MON, MON, last_half=True), False),
    (Span(MON, MON, first_time=time(20), last_time=time(0)), Span(MON, MON, first_half=True), True),
    (Span(MON, MON, first_time=time(20), last_time=time(0)), Span(TUE, TUE), False),
    (Span(MON, WED, first_time=time(22), last_time=time(6)), Span(WED, WED, first_half=True), False),
    (Span(MON, WED, first_time=time(22), last_time=time(6)), Span(TUE, TUE, last_half=True), True),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), OVERLAPS)
def test_absences_overlap_where_they_share_time(one, other, expected):
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected


spans = st.builds(
    lambda start, length, a, b: Span(start, start + timedelta(days=length), a and length > 0, b),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 40),
    st.booleans(),
    st.booleans(),
)
schedules = st.tuples(*[st.sampled_from([0, 240, 480])] * 7).map(WorkingTime)


@given(spans, schedules, st.lists(spans, max_size=4))
def test_the_return_is_working_time_and_nobody_is_away_then(span, work, others):
    back = return_day(span, work, others)
    if back is None:
        return
    assert back.day >= span.last_day
    assert work.works(back.day)
    half = 1 if back.at_noon else 0
    assert not any(other.covers(back.day)[half] for other in (span, *others))


@given(spans, schedules)
def test_working_days_are_halves_and_never_more_than_the_days(span, work):
    amount = working_days(span, work)
    assert amount * 2 == int(amount * 2)
    assert 0 <= amount <= len(list(days(span.first_day, span.last_day)))
