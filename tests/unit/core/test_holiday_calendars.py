"""Whose word counts for which day, and what several answers of Personio's say together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.holiday_calendars import HolidayCalendars, ListedDay, ListedDays
from bot.core.holiday_groups import answers_differ, by_person, groups, listed_holidays, together
from bot.core.holidays import adjustments
from bot.core.people import working_time
from bot.core.working_time import DayOff
from personio_client import Holiday, HolidayCalendar, Person, Unit, holiday_range
from tests.support.listed_holidays import calendars_by_personio, holidays_for

TODAY = date(2026, 11, 23)
FIRST, LAST = holiday_range(TODAY)
EVE, NEW_YEARS_EVE, CHRISTMAS = date(2026, 12, 24), date(2026, 12, 31), date(2026, 12, 25)
GOOD_FRIDAY, TWO_YEARS_AHEAD = date(2027, 3, 26), date(2028, 12, 25)
NL = HolidayCalendar(id="1", name="Nederland", country="NL")
SPAIN = HolidayCalendar(id="5", name="España", country="ES")
NONE, MORNING, AFTERNOON, WHOLE = DayOff.NONE, DayOff.MORNING, DayOff.AFTERNOON, DayOff.WHOLE


def person(person_id: str = "1", calendar: HolidayCalendar | None = NL, office: str | None = "a", **values) -> Person:
    unit = Unit(id=office, name=office) if office else None
    known = {"status": "active", "hire_date": date(2019, 7, 1)} | values
    return Person(id=person_id, holiday_calendar=calendar, office=unit, **known)


def off(day: date, part="day", by: str = "1", name: str = "") -> Holiday:
    return Holiday(person_id=by, date=day, part=part, name=name)


def said_by(*rows: Holiday, people=None, **how) -> HolidayCalendars:
    """Return the calendars after Personio has listed these days; all of the people were asked."""
    asked = {group.key: group.members for group in groups(people or [person()], TODAY)}
    sizes = {key: len(members) for key, members in asked.items()}
    return HolidayCalendars(listed=listed_holidays(asked, sizes, by_person(rows), FIRST, LAST), **how)


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (EVE, AFTERNOON),
        (NEW_YEARS_EVE, MORNING),
        (GOOD_FRIDAY, WHOLE),  # off in this company; the package says for nobody in the Netherlands
        (CHRISTMAS, NONE),  # what Personio does not list is worked, whatever the package says
        (TWO_YEARS_AHEAD, WHOLE),  # outside of what Personio lists
        (date(2022, 12, 26), WHOLE),
        (date(2028, 12, 27), NONE),
    ],
)
def test_personio_counts_where_it_lists_and_the_package_elsewhere(day, free):
    calendars = said_by(off(EVE, "half"), off(NEW_YEARS_EVE, "morning"), off(GOOD_FRIDAY))
    assert calendars.of(person())(day) is free


@pytest.mark.parametrize(("country", "free"), [((), AFTERNOON), (("NL",), MORNING), (("ES", "PT"), AFTERNOON)])
def test_a_half_holiday_ends_the_day_at_noon_but_in_countries_that_work_the_afternoon(country, free):
    calendars = said_by(off(EVE, "half"), off(NEW_YEARS_EVE, "afternoon"), afternoon_work=country)
    assert calendars.of(person())(EVE) is free
    assert calendars.of(person())(NEW_YEARS_EVE) is AFTERNOON  # Personio says which half
    assert calendars.in_region("NL")(EVE) is free


def test_the_operators_word_wins_over_both_sources():
    changes = adjustments(
        ["NL:2026-12-24", "NL:2028-12-27", "calendar=1:2026-12-28"], ["NL:2027-03-26", "NL:2028-12-25"]
    )
    calendars = said_by(off(EVE, "half"), off(GOOD_FRIDAY), adjustments=changes)
    days = (EVE, date(2028, 12, 27), date(2026, 12, 28), GOOD_FRIDAY, TWO_YEARS_AHEAD)
    assert [calendars.of(person())(day) for day in days] == [WHOLE, WHOLE, WHOLE, NONE, NONE]
    assert [calendars.in_region("NL")(day) for day in days] == [WHOLE, WHOLE, NONE, NONE, NONE]


def test_a_calendar_that_means_no_country_has_the_days_that_personio_lists():
    odd = HolidayCalendar(id="9", name="Standard")
    calendars = said_by(off(EVE), people=[person(calendar=odd)])
    assert calendars.of(person(calendar=odd))(EVE) is WHOLE
    assert HolidayCalendars().of(person(calendar=odd))(EVE) is NONE


def test_who_has_no_calendar_in_the_directory_has_the_days_of_who_shares_the_office():
    calendars = said_by(off(EVE), people=[person(calendar=None)])  # the attribute may not be readable
    assert calendars.of(person("2", None))(EVE) is WHOLE
    assert calendars.of(person("3", None, "b"))(EVE) is NONE


def test_an_office_that_is_new_has_the_days_of_its_calendar():
    calendars = said_by(off(EVE))
    assert calendars.of(person("2", office="new"))(EVE) is WHOLE
    assert calendars.of(person("2", SPAIN, office="new"))(EVE) is NONE
    assert calendars.of(person("2", SPAIN))(CHRISTMAS) is WHOLE  # a calendar that nothing is listed of: the package


def test_a_region_has_the_days_off_of_most_people_there():
    people = [person(str(n), office="big" if n < 6 else "small") for n in range(9)]
    rows = [off(EVE, "half", str(n)) for n in range(9)]
    rows += [off(GOOD_FRIDAY, by=str(n)) for n in range(6)]  # the big office alone
    rows += [off(NEW_YEARS_EVE, by=str(n)) for n in range(6, 9)]  # the small office alone
    in_region = said_by(*rows, people=people).in_region("NL")
    assert [in_region(day) for day in (EVE, GOOD_FRIDAY, NEW_YEARS_EVE)] == [AFTERNOON, WHOLE, NONE]
    assert said_by(*rows, people=people).in_region("DE-BY")(date(2027, 1, 6)) is WHOLE  # nobody's calendar: the package


@pytest.mark.parametrize(
    ("name", "listed", "expected"),
    [("Kerstavond", True, "Kerstavond"), ("", True, None), ("", False, "Eerste kerstdag")],
)
def test_a_day_off_is_called_as_personio_calls_it(name, listed, expected):
    calendars = said_by(off(CHRISTMAS, name=name)) if listed else HolidayCalendars()
    assert calendars.name(person(), CHRISTMAS, "nl") == expected


def test_nothing_listed_for_anybody_is_the_package():
    calendars = said_by()
    assert not calendars.from_personio
    assert calendars.of(person())(CHRISTMAS) is WHOLE


def test_the_same_days_leave_the_calendars_the_same_object():
    calendars = said_by(off(EVE))
    assert calendars.with_listed(said_by(off(EVE)).listed) is calendars
    assert calendars.with_listed(said_by(off(EVE, "half")).listed) is not calendars


# --- who speaks for whom -----------------------------------------------------------------------------------------------


def test_who_has_been_there_longest_and_stays_speaks_for_a_group():
    people = [
        person("1", hire_date=date(2015, 1, 1), termination_date=date(2027, 1, 31)),
        person("2", hire_date=date(2024, 1, 1)),
        person("3", hire_date=date(2018, 1, 1)),
        person("4", hire_date=date(2027, 1, 1), status="onboarding"),
        person("5", status="inactive"),
        person("6", termination_date=date(2026, 1, 1)),
        person("7", SPAIN),
    ]
    dutch, spanish = groups(people, TODAY)
    assert [member.id for member in dutch.members] == ["3", "2", "4", "1"]
    assert [[each.id for each in dutch.asked(turn)] for turn in range(4)] == [
        ["3", "2"],
        ["3", "4"],
        ["3", "1"],
        ["3", "2"],
    ]
    assert [each.id for each in dutch.more(dutch.asked(0))] == ["4", "1"]
    assert [each.id for each in spanish.asked(0)] == ["7"]


def test_somebody_whose_office_changed_does_not_speak_for_the_others():
    moved, *rest = people = [person(str(n)) for n in range(4)]
    days = {each.id: [off(EVE, by=each.id), off(CHRISTMAS, by=each.id)] for each in rest}
    days[moved.id] = [off(date(2026, 1, 6), by=moved.id), off(EVE, by=moved.id), off(CHRISTMAS, by=moved.id)]
    assert answers_differ(people[:2], days, FIRST, LAST)
    calendars = said_by(*(row for rows in days.values() for row in rows), people=people)
    assert [calendars.of(each)(date(2026, 1, 6)) for each in people] == [WHOLE, NONE, NONE, NONE]
    assert all(calendars.of(each)(EVE) is WHOLE for each in people)
    assert calendars.of(person("9"))(date(2026, 1, 6)) is NONE  # who was never asked has the others' days


def test_who_came_later_knows_no_earlier_days_and_that_is_no_difference():
    old, new = person("1"), person("2", hire_date=date(2026, 11, 1))
    rows = {"1": [off(date(2026, 4, 27)), off(EVE)], "2": [off(EVE, by="2")]}
    assert not answers_differ([old, new], rows, FIRST, LAST)
    calendars = said_by(*rows["1"], *rows["2"], people=[old, new])
    assert calendars.of(new)(date(2026, 4, 27)) is WHOLE
    alone = said_by(*rows["2"], people=[new])
    assert alone.of(new)(date(2026, 4, 27)) is WHOLE  # before they came nothing is known: the package
    assert alone.of(new)(date(2026, 12, 26)) is NONE


def test_who_has_no_days_at_all_does_not_speak_for_the_others():
    people = [person("1"), person("2")]
    rows = {"2": [off(EVE, by="2")]}
    assert answers_differ(people, rows, FIRST, LAST)
    assert said_by(*rows["2"], people=people).of(people[0])(EVE) is WHOLE


def test_a_day_that_is_told_twice_is_the_whole_day():
    assert said_by(off(EVE, "half"), off(EVE)).of(person())(EVE) is WHOLE
    assert said_by(off(EVE), off(EVE, "half")).of(person())(EVE) is WHOLE


@given(st.lists(st.dictionaries(st.dates(FIRST, LAST), st.sampled_from(["day", "half"]), max_size=4), min_size=1, max_size=6))  # fmt: skip
def test_each_date_is_as_most_have_it(answers):
    found = together(
        [ListedDays(FIRST, LAST, {day: ListedDay(part) for day, part in each.items()}) for each in answers]
    )
    for day in {day for each in answers for day in each}:
        said = [each.get(day) for each in answers]
        part = found.days[day].part if day in found.days else None
        assert said.count(part) == max(map(said.count, said))
        if said.count(part) == said.count(said[0]):
            assert part == said[0]


@pytest.mark.parametrize("calendar", [NL, SPAIN, HolidayCalendar(id="2", name="Bayern", country="DE", state="Bayern")])
def test_both_sources_agree_where_personio_lists_what_the_package_has(calendar):
    who = person(calendar=calendar)
    listed, package = calendars_by_personio([who], TODAY), HolidayCalendars()
    assert listed.from_personio
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    assert [listed.of(who)(day) for day in days] == [package.of(who)(day) for day in days]
    assert len(holidays_for(who, TODAY)) > 20
    assert working_time(who, listed).works(EVE)
