"""Several days in one list: everybody once."""

from datetime import date, time

from bot.digest import COMPANY, DayIndex, Snapshot
from bot.features.whos_out import absent
from tests.digest.company import FRI, MON, NEXT_MON, THU, TUE, TYPES, WED, absence, person

ANNA, BRAM = person("1", "Anna", "Bakker"), person("2", "bram", "de Wit")


def week(*absences, days=(MON, TUE, WED, THU, FRI)):
    snapshot = Snapshot([BRAM, ANNA], absences, TYPES)
    return absent([DayIndex(snapshot, day) for day in days], [COMPANY])


def test_who_is_away_from_the_first_day_is_there_once_without_a_beginning():
    [line] = week(absence(MON, WED))
    assert (line.name, line.from_day, line.back_on) == ("Anna Bakker", None, THU)


def test_who_leaves_later_is_there_from_that_day():
    [line] = week(absence(THU, date(2026, 12, 4)))
    assert (line.from_day, line.back_on) == (THU, date(2026, 12, 7))


def test_people_are_listed_by_name_whenever_they_leave():
    lines = week(absence(MON, MON, by="2"), absence(FRI, FRI, by="1"))
    assert [(line.name, line.from_day) for line in lines] == [("Anna Bakker", FRI), ("bram de Wit", None)]


def test_an_hour_at_the_doctors_gives_way_to_a_holiday():
    doctor = absence(MON, MON, "hour", at=(time(9), time(10)))
    [line] = week(doctor, absence(WED, FRI))
    assert (line.hours, line.from_day, line.back_on) == (None, WED, NEXT_MON)


def test_a_holiday_is_not_hidden_by_an_hour_after_it():
    [line] = week(absence(MON, TUE), absence(FRI, FRI, "hour", at=(time(9), time(10))))
    assert (line.hours, line.from_day, line.back_on) == (None, None, WED)


def test_an_hour_later_in_the_week_says_its_day_and_no_return():
    [line] = week(absence(WED, WED, "hour", at=(time(9), time(10))))
    assert (line.hours, line.from_day, line.back_on) == ((time(9), time(10)), WED, None)


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
