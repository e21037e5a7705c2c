"""The week ahead: on which update, of which days, who is in it and who is not."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.core.schedule import days_ahead
from bot.core.subscriptions import UnitRef
from tests.support.digest_company import (
    FRI,
    FRIDAY_OFF,
    MON,
    MORNINGS,
    NEXT_MON,
    NEXT_TUE,
    SAT,
    SHIFTS,
    SUN,
    THU,
    TUE,
    WED,
    absence,
    channel,
    digest,
    person,
)

EASTER_MONDAY = date(2027, 3, 29)

WEEKS = [
    ("Monday looks up to Sunday", MON, {}, (TUE, SUN)),
    ("Tuesday does not", TUE, {}, None),
    ("the weekend does not", SAT, {}, None),
    ("a channel that posts from Tuesday on", TUE, {"days": ("tue", "thu")}, (WED, NEXT_MON)),
    ("and on Thursday no more", THU, {"days": ("tue", "thu")}, None),
    ("a weekly channel", WED, {"days": ("wed",)}, (THU, NEXT_TUE)),
    ("every day, Monday first", MON, {"days": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}, (TUE, SUN)),
    ("only at the weekend", SAT, {"days": ("sat", "sun")}, (SUN, SAT + timedelta(days=6))),
    ("after a Monday off", EASTER_MONDAY + timedelta(days=1), {"holidays": "NL"}, (EASTER_MONDAY + timedelta(days=2), EASTER_MONDAY + timedelta(days=6))),
    ("on a Monday off", EASTER_MONDAY, {"holidays": "NL"}, None),
    ("a channel that does not want it", MON, {"weekly_outlook": False}, None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "day", "options", "expected"), WEEKS, ids=[case[0] for case in WEEKS])
def test_the_weeks_first_update_looks_ahead_to_the_next_weeks(why, day, options, expected):
    found = days_ahead(channel(**{"weekly_outlook": True} | options), day)
    assert ((found[0], found[-1]) if found else None) == expected
    assert found == [day + timedelta(days=n + 1) for n in range(len(found))]


def test_a_channel_that_posts_on_monday_to_friday_looks_ahead_once_a_week():
    wanted, year = channel(weekly_outlook=True, holidays="NL"), [MON + timedelta(days=n) for n in range(364)]
    weeks = [day.isocalendar()[:2] for day in year if days_ahead(wanted, day)]
    assert len(weeks) == len(set(weeks)) == 52


HALF, HOURS = {"first_half": True}, {"kind": "hour", "at": (time(9), time(11))}
CASES = [
    ("a day", {}, [(TUE, TUE, {})], [(TUE, None, WED)]),
    ("until Friday, back on Monday", {}, [(WED, FRI, {})], [(WED, None, NEXT_MON)]),
    ("listed today already", {}, [(MON, WED, {})], []),
    ("listed today, away again later", {}, [(MON, TUE, {}), (FRI, FRI, {})], [(FRI, None, NEXT_MON)]),
    ("today, and what follows on", {}, [(MON, MON, {}), (TUE, TUE, {})], []),
    ("over the day off", {"minutes": FRIDAY_OFF}, [(THU, THU, {})], [(THU, None, NEXT_MON)]),
    ("two in the week", {}, [(TUE, TUE, {}), (THU, THU, {})], [(TUE, None, WED), (THU, None, FRI)]),
    ("an afternoon", {}, [(WED, WED, HALF)], [(WED, "afternoon", THU)]),
    ("a morning", {}, [(WED, WED, {"last_half": True})], [(WED, "morning", WED)]),
    ("an afternoon and on", {}, [(WED, THU, HALF)], [(WED, "afternoon", FRI)]),
    ("until midday of the day after", {}, [(WED, THU, {"last_half": True})], [(WED, None, THU)]),
    ("this afternoon and on", {}, [(MON, TUE, HALF)], []),
    ("this morning, and a day later on", {}, [(MON, MON, {"last_half": True}), (TUE, TUE, {})], [(TUE, None, WED)]),
    ("hours", {}, [(WED, WED, HOURS)], [(WED, "hours", WED)]),
    ("hours today and hours later", {}, [(MON, MON, HOURS), (TUE, TUE, HOURS)], [(TUE, "hours", TUE)]),
    ("a half on a day off is nothing", {"minutes": FRIDAY_OFF}, [(FRI, FRI, HALF)], []),
    ("open end", {}, [(WED, None, {})], [(WED, None, None)]),
    ("open end since long", {}, [(MON - timedelta(days=30), None, {})], []),
    ("in shifts nobody knows the return, still once", {"minutes": SHIFTS}, [(WED, FRI, {})], [(WED, None, None)]),
    ("in shifts, today already", {"minutes": SHIFTS}, [(MON, FRI, {})], []),
    ("mornings only", {"minutes": MORNINGS}, [(TUE, TUE, {})], [(TUE, None, WED)]),
    ("begins at the weekend", {}, [(SAT, NEXT_TUE, {})], [(SAT, None, NEXT_TUE + timedelta(days=1))]),
    ("begins next week", {}, [(NEXT_MON, NEXT_MON, {})], []),
    ("asked for only", {}, [(TUE, TUE, {"status": "pending"})], []),
    ("works elsewhere", {}, [(TUE, TUE, {"kind": "home"})], []),
    ("gone by then", {"termination_date": TUE}, [(WED, WED, {})], []),
    ("not here yet, then away", {"hire_date": TUE}, [(WED, WED, {})], [(WED, None, THU)]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "who", "absences", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_will_be_away_is_told_with_the_first_day_and_the_return(why, who, absences, expected):
    found = [absence(first, last, **values) for first, last, values in absences]
    week = digest(MON, [person(**who)], found, weekly_outlook=True).week
    assert [(e.from_day, "hours" if e.hours else e.half, None if e.open_end else e.back_on) for e in week.absent] == expected  # fmt: skip


def test_the_days_come_in_order_and_names_within_a_day():
    people = [person(str(n), name) for n, name in enumerate(["Zoë", "Anna", "Bo"])]
    away = [absence(WED, WED, by="1"), absence(TUE, TUE, by="0"), absence(TUE, TUE, by="2")]
    week = digest(MON, people, away, weekly_outlook=True).week
    assert [line.name for line in week.absent] == ["Bo Bakker", "Zoë Bakker", "Anna Bakker"]


def test_the_days_to_come_celebrate_with_their_day():
    people = [
        person("1", birthday=THU.replace(year=1990)),
        person("2", hire_date=FRI.replace(year=2016)),
        person("3", hire_date=WED, position="Ontwerper"),
        person("4", birthday=MON.replace(year=1990)),
        person("5", birthday=NEXT_MON.replace(year=1990)),
        person("6", birthday=FRI.replace(year=1990), termination_date=THU),
    ]
    view = digest(MON, people, weekly_outlook=True)
    assert [(line.person_id, line.on) for line in view.week.birthdays] == [("1", THU)]
    assert [(line.person_id, line.on, line.years) for line in view.week.anniversaries] == [("2", FRI, 10)]
    assert [(line.person_id, line.on, line.position) for line in view.week.starters] == [("3", WED, "Ontwerper")]


def test_who_opted_out_is_not_celebrated_in_the_days_to_come():
    people = [person("1", birthday=THU.replace(year=1990)), person("2", hire_date=FRI.replace(year=2016))]
    week = digest(MON, people, weekly_outlook=True, opted_out=frozenset({"1", "2"})).week
    assert week.is_empty


def test_only_what_the_channel_wants_is_looked_ahead_to():
    people = [person("1", birthday=THU.replace(year=1990)), person("2", hire_date=FRI.replace(year=2016))]
    week = digest(MON, people, [absence(TUE, TUE)], weekly_outlook=True, topics=("anniversaries",)).week
    assert (week.absent, week.birthdays, len(week.anniversaries)) == ((), (), 1)


def test_other_units_are_left_out():
    people = [person("1", team=("1", "Merk")), person("2", team=("2", "Web"))]
    away = [absence(TUE, TUE, by="1"), absence(TUE, TUE, by="2")]
    week = digest(MON, people, away, weekly_outlook=True, units=(UnitRef("team", id="2"),)).week
    assert [line.person_id for line in week.absent] == ["2"]


def test_types_are_named_only_where_the_channel_asks():
    sick = [absence(TUE, TUE, "sick")]
    assert digest(MON, [person()], sick, weekly_outlook=True).week.absent[0].type_name is None
    assert digest(MON, [person()], sick, weekly_outlook=True, show_absence_type=True).week.absent[0].type_name == "Ziek"


def test_a_day_without_news_in_a_week_with_news_is_told():
    view = digest(MON, [person()], [absence(TUE, TUE)], weekly_outlook=True)
    assert view.is_quiet
    assert not view.is_empty
    assert replace(view, week=None).is_empty


def test_other_days_have_no_week():
    assert digest(TUE, [person()], [absence(WED, WED)], weekly_outlook=True).week is None
    assert digest(MON, [person()], [absence(WED, WED)]).week is None
