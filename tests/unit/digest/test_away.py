"""Who is listed on a day, and when they are back: each row with its reason."""

from datetime import date, time, timedelta

import pytest

from bot.core.holidays import Adjustment
from bot.core.subscriptions import UnitRef
from cards.digest import AbsentLine
from personio_client import Unit
from tests.support.digest_company import (
    BAVARIA,
    CATALONIA,
    FRI,
    FRIDAY_OFF,
    MON,
    MORNINGS,
    NEXT_MON,
    NEXT_TUE,
    NL,
    SAT,
    SHIFTS,
    SUN,
    THU,
    TUE,
    TUE_TO_SAT,
    WED,
    WEDNESDAY_OFF,
    absence,
    digest,
    person,
)

ANNA = person()
NOON, OPEN, UNKNOWN = "noon", "open", "unknown"


def dec(day: int) -> date:
    return date(2026, 12, day)


def jan(day: int) -> date:
    return date(2027, 1, day)


# why, on which day, who, absences -> lines of (half or hours, back on, note)
CASES = [
    ("a day off ends the next working day", MON, ANNA, [absence(MON, MON)], [(None, TUE, None)]),
    ("starts today", MON, ANNA, [absence(MON, WED)], [(None, THU, None)]),
    ("ends today, the end included", WED, ANNA, [absence(MON, WED)], [(None, THU, None)]),
    ("ended yesterday", THU, ANNA, [absence(MON, WED)], []),
    ("starts tomorrow", MON, ANNA, [absence(TUE, WED)], []),
    ("deletion pending still stands", MON, ANNA, [absence(MON, MON, status="deletion_pending")], [(None, TUE, None)]),
    ("requested is not away", MON, ANNA, [absence(MON, MON, status="pending")], []),
    ("waiting for a substitute is not away", MON, ANNA, [absence(MON, MON, status="substitute_requested")], []),
    ("rejected is not away", MON, ANNA, [absence(MON, MON, status="rejected")], []),
    ("an unknown status is not away", MON, ANNA, [absence(MON, MON, status="archived")], []),
    ("no status is not away", MON, ANNA, [absence(MON, MON, status="")], []),
    ("working elsewhere is no absence", MON, ANNA, [absence(MON, MON, "home")], []),
    ("a type that cannot be read is an absence", MON, ANNA, [absence(MON, MON, "gone")], [(None, TUE, None)]),
    ("a free morning ends the same day at noon", MON, ANNA, [absence(MON, MON, last_half=True)], [("morning", MON, NOON)]),
    ("a free afternoon ends the next day", MON, ANNA, [absence(MON, MON, first_half=True)], [("afternoon", TUE, None)]),
    ("a Friday afternoon ends on Monday", FRI, ANNA, [absence(FRI, FRI, first_half=True)], [("afternoon", NEXT_MON, None)]),
    ("a long absence begins at noon", MON, ANNA, [absence(MON, WED, first_half=True)], [("afternoon", THU, None)]),
    ("a long absence that ends at noon, before", TUE, ANNA, [absence(MON, WED, last_half=True)], [(None, WED, NOON)]),
    ("a long absence that ends at noon, that day", WED, ANNA, [absence(MON, WED, last_half=True)], [("morning", WED, NOON)]),
    ("two halves of one day are a whole day", MON, ANNA, [absence(MON, MON, last_half=True), absence(MON, MON, "sick", first_half=True)], [(None, TUE, None)]),
    ("the same absence read twice is one", MON, ANNA, [absence(MON, MON), absence(MON, MON)], [(None, TUE, None)]),
    ("overlapping absences end with the later", MON, ANNA, [absence(MON, WED), absence(MON, THU, "sick")], [(None, FRI, None)]),
    ("an open end", MON, ANNA, [absence(MON - timedelta(days=90), None)], [(None, None, OPEN)]),
    ("an open end that begins at noon", MON, ANNA, [absence(MON, None, first_half=True)], [("afternoon", None, OPEN)]),
    ("followed by an open end", FRI, ANNA, [absence(FRI, FRI), absence(NEXT_MON, None, "sick")], [(None, None, OPEN)]),
    ("an open end later on, with work before", MON, ANNA, [absence(MON, MON), absence(WED, None, "sick")], [(None, TUE, None)]),
    ("Friday, and from Monday on: one absence", FRI, ANNA, [absence(FRI, FRI), absence(NEXT_MON, NEXT_MON)], [(None, NEXT_TUE, None)]),
    ("a chain of three", THU, ANNA, [absence(THU, THU), absence(FRI, FRI, "sick"), absence(NEXT_MON, NEXT_MON)], [(None, NEXT_TUE, None)]),
    ("a free morning follows on: back that noon", FRI, ANNA, [absence(FRI, FRI), absence(NEXT_MON, NEXT_MON, last_half=True)], [(None, NEXT_MON, NOON)]),
    ("a free afternoon does not follow on", FRI, ANNA, [absence(FRI, FRI), absence(NEXT_MON, NEXT_MON, first_half=True)], [(None, NEXT_MON, None)]),
    ("what is only requested does not follow on", FRI, ANNA, [absence(FRI, FRI), absence(NEXT_MON, NEXT_MON, status="pending")], [(None, NEXT_MON, None)]),
    ("working elsewhere does not follow on", FRI, ANNA, [absence(FRI, FRI), absence(NEXT_MON, NEXT_MON, "home")], [(None, NEXT_MON, None)]),
    ("hours that fill a day follow on", FRI, ANNA, [absence(FRI, FRI), absence(NEXT_MON, NEXT_MON, "hour", at=(time(9), time(17)))], [(None, NEXT_TUE, None)]),
    ("part-time: Thursday away, Friday off", THU, person(minutes=FRIDAY_OFF), [absence(THU, THU)], [(None, NEXT_MON, None)]),
    ("part-time: off in the middle of the week", TUE, person(minutes=WEDNESDAY_OFF), [absence(TUE, TUE)], [(None, THU, None)]),
    ("part-time: Thursday and Monday are one absence", THU, person(minutes=FRIDAY_OFF), [absence(THU, THU), absence(NEXT_MON, NEXT_MON)], [(None, NEXT_TUE, None)]),
    ("a holiday goes on over the own day off", WED, person(minutes=WEDNESDAY_OFF), [absence(MON, FRI)], [(None, NEXT_MON, None)]),
    ("half a day on a day off is nothing", FRI, person(minutes=FRIDAY_OFF), [absence(FRI, FRI, first_half=True)], []),
    ("hours on a day off are nothing", FRI, person(minutes=FRIDAY_OFF), [absence(FRI, FRI, "hour", at=(time(9), time(11)))], []),
    ("mornings only: a free morning still is half a day", MON, person(minutes=MORNINGS), [absence(MON, MON, last_half=True)], [("morning", MON, NOON)]),
    ("Tuesday to Saturday: a Friday off ends on Saturday", FRI, person(minutes=TUE_TO_SAT), [absence(FRI, FRI)], [(None, SAT, None)]),
    ("Tuesday to Saturday: a Saturday off ends on Tuesday", FRI, person(minutes=TUE_TO_SAT), [absence(FRI, SAT)], [(None, NEXT_TUE, None)]),
    ("no schedule to be read: Monday to Friday", FRI, person(minutes=None), [absence(FRI, FRI)], [(None, NEXT_MON, None)]),
    ("shifts: nobody knows the next working day", MON, person(minutes=SHIFTS), [absence(MON, WED)], [(None, None, UNKNOWN)]),
    ("shifts: a free morning ends at noon all the same", MON, person(minutes=SHIFTS), [absence(MON, MON, last_half=True)], [("morning", MON, NOON)]),
    ("shifts: an open end is known to be open", MON, person(minutes=SHIFTS), [absence(MON, None)], [(None, None, OPEN)]),
    ("away until the last day here: never back", MON, person(termination_date=FRI), [absence(MON, FRI)], [(None, None, UNKNOWN)]),
    ("back before the last day here", MON, person(termination_date=FRI), [absence(MON, THU)], [(None, FRI, None)]),
    ("some hours end the same day", MON, ANNA, [absence(MON, MON, "hour", at=(time(9), time(11)))], [((time(9), time(11)), MON, None)]),
    ("hours that fill the day are the day", MON, ANNA, [absence(MON, MON, "hour", at=(time(9), time(17, 30)))], [(None, TUE, None)]),
    ("hours from midnight to midnight are the day", MON, ANNA, [absence(MON, MON, "hour", at=(time(0), time(0)))], [(None, TUE, None)]),
    ("hours until midnight", MON, ANNA, [absence(MON, MON, "hour", at=(time(20), time(0)))], [((time(20), time(0)), MON, None)]),
    ("hours that follow on are one stretch", MON, ANNA, [absence(MON, MON, "hour", at=(time(9), time(10))), absence(MON, MON, "hour", at=(time(10), time(11)))], [((time(9), time(11)), MON, None)]),
    ("hours with work in between are two", MON, ANNA, [absence(MON, MON, "hour", at=(time(15), time(16))), absence(MON, MON, "hour", at=(time(9), time(10)))], [((time(9), time(10)), MON, None), ((time(15), time(16)), MON, None)]),
    ("hours within a free half say nothing more", MON, ANNA, [absence(MON, MON, last_half=True), absence(MON, MON, "hour", at=(time(9), time(10)))], [("morning", MON, NOON)]),
    ("hours beside a free half", MON, ANNA, [absence(MON, MON, last_half=True), absence(MON, MON, "hour", at=(time(15), time(16)))], [("morning", MON, NOON), ((time(15), time(16)), MON, None)]),
    ("a half and the hours of the other half are the day", MON, ANNA, [absence(MON, MON, last_half=True), absence(MON, MON, "hour", at=(time(13), time(17)))], [(None, TUE, None)]),
    ("hours over midnight, the first day", MON, ANNA, [absence(MON, TUE, "hour", at=(time(22), time(6)))], [((time(22), time(0)), MON, None)]),
    ("hours over midnight, the second day", TUE, ANNA, [absence(MON, TUE, "hour", at=(time(22), time(6)))], [((time(0), time(6)), TUE, None)]),
    ("hours until the midnight of the next day, that day", MON, ANNA, [absence(MON, TUE, "hour", at=(time(16), time(0)))], [((time(16), time(0)), MON, None)]),
    ("hours until the midnight of the next day, the next", TUE, ANNA, [absence(MON, TUE, "hour", at=(time(16), time(0)))], []),
    ("hours over midnight move no return", FRI - timedelta(days=1), ANNA, [absence(WED, WED), absence(WED, THU, "hour", at=(time(22), time(6)))], [((time(0), time(6)), THU, None)]),
    ("more than a day of hours that fill both days", MON, ANNA, [absence(MON, TUE, "hour", at=(time(6), time(22)))], [(None, WED, None)]),
    ("hours over several days, the first", MON, ANNA, [absence(MON, WED, "hour", at=(time(22), time(6)))], [((time(22), time(0)), WED, None)]),
    ("hours over several days, between", TUE, ANNA, [absence(MON, WED, "hour", at=(time(22), time(6)))], [(None, WED, None)]),
    ("hours over several days, the last", WED, ANNA, [absence(MON, WED, "hour", at=(time(22), time(6)))], [((time(0), time(6)), WED, None)]),
    ("hours over several days from one midnight to another, the last", TUE, ANNA, [absence(MON, WED, "hour", at=(time(0), time(0)))], [(None, WED, None)]),
    ("hours over several days from one midnight to another, after it", WED, ANNA, [absence(MON, WED, "hour", at=(time(0), time(0)))], []),
    ("hours from an evening on, without an end", TUE, ANNA, [absence(MON, None, "hour", at=(time(22), None))], [(None, None, OPEN)]),
    ("hours without an end", MON, ANNA, [absence(MON, None, "hour", at=(time(8), None))], [(None, None, OPEN)]),
    # Christmas 2026: the 24th is a Thursday
    ("Netherlands: two days of Christmas and a weekend", dec(24), person(calendar=NL), [absence(dec(24), dec(24))], [(None, dec(28), None)]),
    ("Netherlands: until New Year's Eve", dec(24), person(calendar=NL), [absence(dec(24), dec(31))], [(None, jan(4), None)]),
    ("Netherlands: Epiphany is worked", jan(4), person(calendar=NL), [absence(jan(4), jan(5))], [(None, jan(6), None)]),
    ("Bavaria: Epiphany is free", dec(24), person(calendar=BAVARIA), [absence(dec(24), jan(5))], [(None, jan(7), None)]),
    ("Bavaria: before and after Epiphany are one absence", jan(4), person(calendar=BAVARIA), [absence(jan(4), jan(5)), absence(jan(7), jan(8))], [(None, jan(11), None)]),
    ("Netherlands: before and after Epiphany are two", jan(4), person(calendar=NL), [absence(jan(4), jan(5)), absence(jan(7), jan(8))], [(None, jan(6), None)]),
    ("Catalonia: the 8th of December is free", dec(7), person(calendar=CATALONIA), [absence(dec(7), dec(7))], [(None, dec(9), None)]),
    ("Catalonia: Reyes is free", dec(31), person(calendar=CATALONIA), [absence(dec(31), jan(5))], [(None, jan(7), None)]),
    ("part-time at Christmas, Monday still free", dec(24), person(calendar=NL, minutes=(0, 480, 480, 480, 480, 0, 0)), [absence(dec(24), dec(24))], [(None, dec(29), None)]),
    ("Germany: a half day on Christmas Eve", dec(24), person(calendar=BAVARIA), [absence(dec(24), dec(24), first_half=True)], [("afternoon", dec(28), None)]),
    ("Netherlands: Easter Monday follows a Thursday and a Friday", date(2027, 3, 25), person(calendar=NL), [absence(date(2027, 3, 25), date(2027, 3, 26))], [(None, date(2027, 3, 30), None)]),
    ("Bavaria: Good Friday too", date(2027, 3, 25), person(calendar=BAVARIA), [absence(date(2027, 3, 25), date(2027, 3, 25))], [(None, date(2027, 3, 30), None)]),
    # who is left out
    ("gone since yesterday", TUE, person(termination_date=MON), [absence(MON, None)], []),
    ("the last day here is a day here", MON, person(termination_date=MON), [absence(MON, MON, first_half=True)], [("afternoon", None, UNKNOWN)]),
    ("not yet started", MON, person(hire_date=TUE), [absence(MON, TUE)], []),
    ("left since, seen on an earlier day", MON, person(status="inactive", termination_date=FRI), [absence(MON, MON)], [(None, TUE, None)]),
    ("left, nobody knows when", MON, person(status="inactive"), [absence(MON, MON)], []),
    ("on leave and away", MON, person(status="leave"), [absence(MON, MON)], [(None, TUE, None)]),
    ("of somebody who is not in the directory", MON, ANNA, [absence(MON, MON, by="99")], []),
]  # fmt: skip


def told(line: AbsentLine):
    note = NOON if line.back_at_noon else OPEN if line.open_end else None if line.back_on else UNKNOWN
    return (line.half or line.hours, line.back_on, note)


@pytest.mark.parametrize(("why", "day", "who", "absences", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_list_says_who_is_away_and_until_when(why, day, who, absences, expected):
    assert [told(line) for line in digest(day, [who], absences).absent] == expected


def test_who_has_no_name_is_away_all_the_same():
    nobody = person("2", "", "")
    assert [
        line.person_id for line in digest(MON, [ANNA, nobody], [absence(MON, MON), absence(MON, MON, by="2")]).absent
    ] == ["2", "1"]


def test_a_person_in_several_units_is_in_the_update_of_each():
    people = [person(department=("3", "Sales"), more_units=(("department", Unit(id="7", name="Web")),))]
    for unit in (UnitRef("department", "Web", "7"), UnitRef("department", "Web"), UnitRef("department", "Sales", "3")):
        assert [line.person_id for line in digest(MON, people, [absence(MON, MON)], units=(unit,)).absent] == ["1"]
    assert not digest(MON, people, [absence(MON, MON)], units=(UnitRef("team", "Web", "7"),)).absent


def test_a_unit_of_which_only_the_name_is_known_finds_its_people():
    people = [person(department=("name:Sales", "Sales")), person("2", "Bea", department=("7", "Web"))]
    away = [absence(MON, MON), absence(MON, MON, by="2")]
    for unit in (
        UnitRef("department", "Sales"),
        UnitRef("department", "Sales", "3"),
        UnitRef("department", "Sales", "name:Sales"),
    ):
        assert [line.person_id for line in digest(MON, people, away, units=(unit,)).absent] == ["1"]


NEW_YORK, WINDOWS = "America/New_York", "Eastern Standard Time"


@pytest.mark.parametrize(
    ("own", "of_the_channel", "named"),
    [
        (NEW_YORK, "Europe/Amsterdam", NEW_YORK),
        (WINDOWS, "Europe/Amsterdam", NEW_YORK),
        (NEW_YORK, "America/Toronto", None),
        ("Europe/Berlin", "Europe/Amsterdam", None),
        (None, "Europe/Amsterdam", None),
        ("Middle Earth", "Europe/Amsterdam", None),
        (NEW_YORK, "Middle Earth", None),
    ],
)
def test_the_zone_of_hours_is_named_where_clocks_differ(own, of_the_channel, named):
    hours = absence(MON, MON, "hour", at=(time(9), time(11)), time_zone=own)
    [line] = digest(MON, [ANNA], [hours], timezone=of_the_channel).absent
    assert line.time_zone == named
    [line] = digest(MON, [ANNA], [absence(MON, MON, time_zone=own)], timezone=of_the_channel).absent
    assert line.time_zone is None, "whole days are days anywhere"


def test_hours_of_two_time_zones_are_told_each_with_its_own():
    morning = absence(MON, MON, "hour", at=(time(9), time(11)), time_zone="Europe/Berlin")
    following = absence(MON, MON, "hour", at=(time(11), time(13)), time_zone="Europe/Amsterdam")
    there = absence(MON, MON, "hour", at=(time(10), time(12)), time_zone=NEW_YORK)
    lines = digest(MON, [ANNA], [there, morning, following], timezone="Europe/Amsterdam").absent
    assert [(line.hours, line.time_zone) for line in lines] == [
        ((time(9), time(13)), None),
        ((time(10), time(12)), NEW_YORK),
    ]
    lines = digest(MON, [ANNA], [there, morning], timezone="Asia/Tokyo").absent
    assert [line.time_zone for line in lines] == ["Europe/Berlin", NEW_YORK]


def test_names_come_in_one_order_whatever_the_case_and_the_kind_of_absence():
    people = [person("3", "bea", "Z"), person("2", "Bea", "Y"), person("1", "Cor", "A"), person("4", "Bea", "Z")]
    found = digest(MON, people, [absence(MON, MON, "sick", by="1"), *(absence(MON, MON, by=n) for n in "234")])
    assert [line.person_id for line in found.absent] == ["2", "3", "4", "1"]


def test_an_operators_day_off_counts_for_the_return_and_for_the_channel():
    bridge = {"NL": Adjustment(added=frozenset({TUE}))}
    [line] = digest(MON, [person(calendar=NL)], [absence(MON, MON)], adjustments=bridge).absent
    assert line.back_on == WED
    assert digest(TUE, [ANNA], [absence(TUE, TUE)], adjustments=bridge, holidays="NL").is_empty


REMOTE = [
    ("a day at home", [absence(MON, MON, "home")], [None]),
    ("a morning at home", [absence(MON, MON, "home", last_half=True)], ["morning"]),
    ("some hours at home", [absence(MON, MON, "homeh", at=(time(9), time(12)))], [(time(9), time(12))]),
    ("at home, then away in the afternoon", [absence(MON, MON, "home"), absence(MON, MON, first_half=True)], ["morning"]),
    ("away all day after all", [absence(MON, MON, "home"), absence(MON, MON)], []),
    ("not decided", [absence(MON, MON, "home", status="pending")], []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "absences", "expected"), REMOTE, ids=[case[0] for case in REMOTE])
def test_working_elsewhere_is_a_list_of_its_own(why, absences, expected):
    found = digest(MON, [ANNA], absences, topics=("absences", "remote"))
    assert [line.half or line.hours for line in found.remote] == expected
    assert all(line.back_on is None and not line.open_end for line in found.remote)
    assert not digest(MON, [ANNA], absences).remote


def test_nobody_works_elsewhere_on_their_day_off():
    assert not digest(FRI, [person(minutes=FRIDAY_OFF)], [absence(MON, FRI, "home")], topics=("remote",)).remote


def test_a_channel_that_posts_at_weekends_lists_who_is_away_then():
    [line] = digest(SUN, [ANNA], [absence(FRI, NEXT_MON)], days=("sun",)).absent
    assert line.back_on == NEXT_TUE


def test_nobody_returns_in_the_gap_between_absences_that_is_no_working_time():
    chain = [absence(MON + timedelta(days=n), MON + timedelta(days=n)) for n in range(40)]
    [line] = digest(MON, [ANNA], chain).absent
    assert line.back_on == MON + timedelta(days=42)  # the 40th day is a Friday
