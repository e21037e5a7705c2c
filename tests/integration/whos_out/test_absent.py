"""Several days in one list: everybody once."""

from datetime import date, time

import pytest

from bot.core.digest import COMPANY, DayIndex, Snapshot
from bot.features.whos_out.absence_rows import rows_of_days
from bot.features.whos_out.day_parts import as_typed, lines_in, part_of
from cards.day_part import DayPart
from cards.people_list import AbsentLine
from tests.support.digest_company import FRI, MON, NEXT_MON, SHIFTS, THU, TUE, TYPES, WED, absence, person

ANNA, BRAM = person("1", "Anna", "Bakker"), person("2", "bram", "de Wit")


def week(*absences, days=(MON, TUE, WED, THU, FRI)):
    snapshot = Snapshot([BRAM, ANNA], absences, TYPES)
    return rows_of_days([DayIndex(snapshot, day) for day in days], [COMPANY])


def test_who_is_away_from_the_first_day_is_there_once_without_a_beginning():
    [line] = week(absence(MON, WED))
    assert (line.name, line.from_day, line.back_on) == ("Anna Bakker", None, THU)


def test_who_leaves_later_is_there_from_that_day():
    [line] = week(absence(THU, date(2026, 12, 4)))
    assert (line.from_day, line.back_on) == (THU, date(2026, 12, 7))


def test_people_are_listed_by_name_whenever_they_leave():
    lines = week(absence(MON, MON, by="2"), absence(FRI, FRI, by="1"))
    assert [(line.name, line.from_day) for line in lines] == [("Anna Bakker", FRI), ("bram de Wit", None)]


def test_an_hour_at_the_doctors_and_a_holiday_are_two_lines():
    doctor = absence(MON, MON, "hour", at=(time(9), time(10)))
    hour, holiday = week(doctor, absence(WED, FRI))
    assert (hour.hours, hour.from_day, hour.back_on) == ((time(9), time(10)), MON, None)
    assert (holiday.hours, holiday.from_day, holiday.back_on) == (None, WED, NEXT_MON)


def test_a_holiday_and_an_hour_after_it_are_two_lines():
    holiday, hour = week(absence(MON, TUE), absence(FRI, FRI, "hour", at=(time(9), time(10))))
    assert (holiday.hours, holiday.from_day, holiday.back_on) == (None, None, WED)
    assert (hour.hours, hour.from_day) == ((time(9), time(10)), FRI)


def test_two_absences_of_one_person_are_two_lines_by_day():
    lines = week(absence(THU, FRI), absence(MON, TUE), absence(WED, WED, by="2"))
    assert [(line.name, line.from_day, line.back_on) for line in lines] == [
        ("Anna Bakker", None, WED),
        ("Anna Bakker", THU, NEXT_MON),
        ("bram de Wit", WED, THU),
    ]


def test_absences_that_follow_on_are_one_line():
    assert len(week(absence(MON, TUE), absence(WED, FRI))) == 1


def test_the_morning_on_which_a_holiday_ends_is_part_of_it():
    [line] = week(absence(MON, WED, last_half=True))
    assert (line.from_day, line.back_on, line.back_at_noon) == (None, WED, True)


def test_the_hours_after_a_morning_are_a_line_of_their_own():
    morning, hours = week(absence(TUE, TUE, last_half=True), absence(TUE, TUE, "hour", at=(time(14), time(15))))
    assert (morning.half, morning.from_day) == ("morning", TUE)
    assert (hours.hours, hours.from_day) == ((time(14), time(15)), TUE)


def test_an_hour_before_an_absence_that_begins_at_noon_does_not_split_it():
    hour = absence(TUE, TUE, "hour", at=(time(9), time(10)))
    lines = week(hour, absence(TUE, THU, first_half=True))
    assert sorted((line.half or "", line.hours) for line in lines) == [("", (time(9), time(10))), ("afternoon", None)]


def test_who_works_in_shifts_is_there_once_for_each_time_away():
    shifts = person("1", "Anna", "Bakker", minutes=SHIFTS)
    snapshot = Snapshot([shifts], [absence(MON, TUE), absence(THU, FRI)], TYPES)
    lines = rows_of_days([DayIndex(snapshot, day) for day in (MON, TUE, WED, THU, FRI)], [COMPANY])
    assert [line.from_day for line in lines] == [None, THU]


def test_an_hour_later_in_the_week_says_its_day_and_no_return():
    [line] = week(absence(WED, WED, "hour", at=(time(9), time(10))))
    assert (line.hours, line.from_day, line.back_on) == ((time(9), time(10)), WED, None)


def test_hours_over_several_days_say_their_first_and_their_last_day():
    first, last = week(absence(MON, WED, "hour", at=(time(22), time(6))))
    assert (first.hours, first.from_day, first.back_on) == ((time(22), time(0)), MON, WED)
    assert (last.hours, last.from_day, last.back_on) == ((time(0), time(6)), WED, None)


def test_an_afternoon_before_a_holiday_is_its_beginning():
    [line] = week(absence(TUE, FRI, first_half=True))
    assert (line.half, line.from_day, line.back_on) == ("afternoon", TUE, NEXT_MON)


def test_an_open_end_stays_open():
    [line] = week(absence(TUE, None, "sick"))
    assert (line.from_day, line.back_on, line.open_end) == (TUE, None, True)


def test_working_elsewhere_is_no_absence():
    assert week(absence(MON, FRI, "home")) == []


def test_a_single_day_says_what_the_daily_update_says():
    absences = [absence(MON, MON, last_half=True), absence(MON, MON, "hour", at=(time(14), time(15)))]
    assert len(week(*absences, days=[MON])) == 2
    assert all(line.from_day is None for line in week(*absences, days=[MON]))


def test_no_line_names_a_type():
    kinds = ("vac", "sick", "hour")
    lines = [line for kind in kinds for line in week(absence(MON, MON, kind, at=(time(9), time(10))))]
    assert {line.type_name for line in lines} == {None}


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (None, ["hours", "morning", "whole"]),
        (DayPart("morning"), ["morning", "whole"]),
        (DayPart("afternoon"), ["hours", "whole"]),
        (DayPart("evening"), ["whole"]),
        (DayPart("morning", time(10)), ["morning", "whole"]),
        (DayPart("afternoon", time(12)), ["whole"]),
        (DayPart("afternoon", time(13, 30)), ["hours", "whole"]),
        (DayPart("afternoon", time(15)), ["whole"]),
        (DayPart("morning", time(10), time(12)), ["morning", "whole"]),
        (DayPart("morning", time(11), time(14)), ["hours", "morning", "whole"]),
        (DayPart("afternoon", time(15), time(17)), ["whole"]),
    ],
)
def test_of_a_part_of_the_day_only_what_touches_it_is_told(part, told):
    lines = [
        AbsentLine("1", "hours", hours=(time(13), time(15))),
        AbsentLine("2", "morning", half="morning"),
        AbsentLine("3", "whole"),
    ]
    assert [line.name for line in lines_in(lines, part, MON)] == told


@pytest.mark.parametrize(
    ("part", "away"),
    [
        (DayPart("afternoon", time(14, 30)), False),
        (DayPart("afternoon", time(15)), True),
        (DayPart("afternoon", time(16, 30)), True),
        (DayPart("afternoon", time(17)), False),
        (DayPart("afternoon", time(14), time(15)), False),
        (DayPart("afternoon", time(16, 30), time(18)), True),
    ],
)
def test_hours_in_another_time_zone_are_compared_by_the_clock_of_the_reader(part, away):
    line = AbsentLine("1", "Duarte", hours=(time(14), time(16)), time_zone="Europe/Lisbon")
    assert bool(lines_in([line], part, MON, "Europe/Amsterdam")) is away


@pytest.mark.parametrize(
    "part",
    [None, DayPart("evening"), DayPart("afternoon", time(15)), DayPart("morning", time(10), time(12))],
)
def test_a_part_of_the_day_rides_in_a_button(part):
    assert part_of(as_typed(part)) == part


@pytest.mark.parametrize("typed", ["", "noon", "29:00", "1500", "24:30", "12:00-10:00", "10:00-24:30"])
def test_what_is_no_part_of_a_day_is_none(typed):
    assert part_of(typed) is None
