"""Birthdays, anniversaries and starters: whose, on which day, each row with its reason."""

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import digest as digest_module
from bot.core.schedule import WEEK
from cards.digest import DigestView
from cards.digest_topics import TOPICS, TopicName
from tests.support.digest_company import FRI, MON, NEXT_MON, NEXT_TUE, SAT, SUN, THU, TUE, WED, digest, person

DAYS = ("mon", "tue", "wed", "thu", "fri")


def born(on: date, year: int = 1990, **values):
    return person(birthday=on.replace(year=year), **values)


LEAP = date(1992, 2, 29)
BIRTHDAYS = [
    ("on the day", MON, born(MON), {}, [MON]),
    ("not the day after", TUE, born(MON), {}, []),
    ("not the day before", MON, born(TUE), {}, []),
    ("a Saturday is told on Monday, with its date", NEXT_MON, born(SAT), {}, [SAT]),
    ("a Sunday too", NEXT_MON, born(SUN), {}, [SUN]),
    ("the Friday before was told on Friday", NEXT_MON, born(FRI), {}, []),
    ("a holiday is told on the next working day", date(2026, 12, 28), born(date(2026, 12, 25)), {"holidays": "NL"}, [date(2026, 12, 25)]),
    ("without holidays it is told that Friday", date(2026, 12, 28), born(date(2026, 12, 25)), {}, []),
    ("Epiphany in Bavaria is told the day after", date(2027, 1, 7), born(date(2027, 1, 6)), {"holidays": "DE-BY"}, [date(2027, 1, 6)]),
    ("over New Year, with the right year", date(2027, 1, 4), born(date(2027, 1, 1)), {"holidays": "NL"}, [date(2027, 1, 1)]),
    ("31 December is told before", date(2027, 1, 4), born(date(2026, 12, 31)), {"holidays": "NL"}, []),
    ("a weekly channel tells the week", WED, born(THU - timedelta(days=7)), {"days": ("wed",)}, [THU - timedelta(days=7)]),
    ("29 February on the 28th", date(2025, 2, 28), person(birthday=LEAP), {}, [date(2025, 2, 28)]),
    ("29 February in a leap year, not on the 28th", date(2024, 2, 28), person(birthday=LEAP), {}, []),
    ("29 February in a leap year", date(2024, 2, 29), person(birthday=LEAP), {}, [date(2024, 2, 29)]),
    ("29 February, the 28th a Saturday", date(2026, 3, 2), person(birthday=LEAP), {}, [date(2026, 2, 28)]),
    ("28 February stays there in a leap year", date(2024, 2, 28), person(birthday=date(1991, 2, 28)), {}, [date(2024, 2, 28)]),
    ("a hidden year", MON, born(MON, 1), {}, [MON]),
    ("a year that cannot be", MON, born(MON, 2030), {}, [MON]),
    ("no birthday known", MON, person(), {}, []),
    ("gone since", TUE, born(TUE, termination_date=MON), {}, []),
    ("gone at the weekend, told on Monday: out", NEXT_MON, born(SAT, termination_date=SAT), {}, []),
    ("not yet here", MON, born(MON, hire_date=TUE), {}, []),
    ("opted out", MON, born(MON), {"opted_out": frozenset({"1"})}, []),
    ("not a topic of the channel", MON, born(MON), {"topics": ("absences",)}, []),
    ("no posting day", SAT, born(SAT), {}, []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "day", "who", "options", "expected"), BIRTHDAYS, ids=[case[0] for case in BIRTHDAYS])
def test_birthdays_are_told_once_and_with_their_date(why, day, who, options, expected):
    found = digest(day, [who], **options).birthdays
    assert [line.on for line in found] == expected
    assert all(line.years is None for line in found), "ages are never shown"


ANNIVERSARIES = [
    ("one year", MON, date(2025, 11, 23), {}, [(MON, 1)]),
    ("twenty-five years", MON, date(2001, 11, 23), {}, [(MON, 25)]),
    ("the first day is none", MON, MON, {}, []),
    ("a Sunday is told on Monday", NEXT_MON, date(2020, 11, 29), {}, [(SUN, 6)]),
    ("1 January, told on the 4th", date(2027, 1, 4), date(2022, 1, 1), {"holidays": "NL"}, [(date(2027, 1, 1), 5)]),
    ("29 February on the 28th", date(2025, 2, 28), date(2016, 2, 29), {}, [(date(2025, 2, 28), 9)]),
    ("29 February in a leap year", date(2024, 2, 29), date(2016, 2, 29), {}, [(date(2024, 2, 29), 8)]),
    ("rehired: counted from the hire date Personio has", MON, date(2024, 11, 23), {}, [(MON, 2)]),
    ("not known", MON, None, {}, []),
    ("opted out", MON, date(2025, 11, 23), {"opted_out": frozenset({"1"})}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("why", "day", "hired", "options", "expected"), ANNIVERSARIES, ids=[case[0] for case in ANNIVERSARIES]
)
def test_anniversaries_count_full_years(why, day, hired, options, expected):
    found = digest(day, [person(hire_date=hired)], **options).anniversaries
    assert [(line.on, line.years) for line in found] == expected


STARTERS = [
    ("on the first day", MON, MON, {}, [MON]),
    ("a Saturday is told on Monday", NEXT_MON, SAT, {}, [SAT]),
    ("1 January, told on the 4th", date(2027, 1, 4), date(2027, 1, 1), {"holidays": "NL"}, [date(2027, 1, 1)]),
    ("not before", MON, TUE, {}, []),
    ("not twice", TUE, MON, {}, []),
    ("nobody opts out of starting", MON, MON, {"opted_out": frozenset({"1"})}, [MON]),
    ("hire date unknown", MON, None, {}, []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "day", "hired", "options", "expected"), STARTERS, ids=[case[0] for case in STARTERS])
def test_starters_are_introduced_once(why, day, hired, options, expected):
    assert [line.on for line in digest(day, [person(hire_date=hired)], **options).starters] == expected


NINE = time(9)
PERIOD = datetime(2026, 10, 1), datetime(2027, 1, 30)  # noqa: DTZ001 - hypothesis adds the zone
LATE_STARTERS = [
    ("entered before the first day", MON, (MON - timedelta(days=2), time(12)), {}, [MON]),
    ("entered that morning, in time", MON, (MON, time(8, 59)), {}, [MON]),
    ("entered at the very moment", MON, (MON, NINE), {}, [MON]),
    ("entered after the update of the first day", MON, (MON, time(9, 1)), {}, [TUE]),
    ("entered two days late", MON, (WED, time(8)), {}, [WED]),
    ("entered late on a Friday", MON, (FRI, time(17)), {}, [NEXT_MON]),
    ("entered at the weekend", FRI, (SAT, time(12)), {}, [NEXT_MON]),
    ("started on Saturday, entered on Monday afternoon", SAT, (NEXT_MON, time(15)), {}, [NEXT_TUE]),
    ("entered a week late", MON, (NEXT_MON, time(8)), {}, [NEXT_MON]),
    ("entered so late that it is no news", MON, (NEXT_MON, time(10)), {}, [MON]),
    ("the channel's own time", MON, (MON, time(12)), {"time": time(13)}, [MON]),
    ("the channel's own zone", MON, (MON, NINE), {"timezone": "Europe/Amsterdam"}, [TUE]),  # ten there
    ("a weekly channel", THU, (FRI, time(12)), {"days": ("wed",)}, [WED + timedelta(days=7)]),
    ("a weekly channel, entered the day after", WED, (THU, time(12)), {"days": ("wed",)}, [WED + timedelta(days=7)]),
    ("when they were entered is not known", MON, None, {}, [MON]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "hired", "entered", "options", "expected"), LATE_STARTERS, ids=[c[0] for c in LATE_STARTERS])  # fmt: skip
def test_who_is_entered_late_is_introduced_once_by_the_next_update(why, hired, entered, options, expected):
    created_at = entered and datetime.combine(*entered, tzinfo=UTC)
    who, fortnight = person(hire_date=hired, created_at=created_at), [MON + timedelta(days=n) for n in range(-7, 21)]
    found = {day: digest(day, [who], topics=("starters",), **options).starters for day in fortnight}
    assert [day for day, lines in found.items() if lines] == expected
    assert [line.on for lines in found.values() for line in lines] == [hired]


@given(
    st.integers(0, 30),
    st.none() | st.datetimes(*PERIOD, timezones=st.just(UTC)),
    st.sets(st.sampled_from(WEEK), min_size=1),
    st.times(),
    st.sampled_from([None, "NL", "DE-BY"]),
    st.sampled_from(["UTC", "Europe/Amsterdam", "Pacific/Kiritimati", "Mars/Olympus"]),
)
def test_whenever_somebody_is_entered_each_channel_introduces_them_exactly_once(
    later, created_at, days, at, holidays, zone
):
    who = [person(hire_date=date(2026, 11, 20) + timedelta(days=later), created_at=created_at)]
    options = {"days": tuple(days), "time": at, "holidays": holidays, "timezone": zone, "topics": ("starters",)}
    told = [day for n in range(60) if digest(day := date(2026, 11, 20) + timedelta(days=n), who, **options).starters]
    assert len(told) == 1


def test_a_starter_comes_with_position_and_the_smallest_unit():
    who = person(hire_date=MON, position=" Ontwerper ", team=("1", "Merk"), department=("2", "Marketing"))
    [line] = digest(MON, [who]).starters
    assert (line.position, line.unit) == ("Ontwerper", "Merk")
    [line] = digest(MON, [person(hire_date=MON)]).starters
    assert (line.position, line.unit) == (None, None)


def test_events_come_by_date_then_name():
    people = [
        born(SUN, person_id="1", first="Anna"),
        born(SAT, person_id="2", first="Zoë"),
        born(SUN, person_id="3", first="Aad"),
    ]
    assert [line.person_id for line in digest(NEXT_MON, people).birthdays] == ["2", "3", "1"]


@pytest.mark.parametrize("options", [{}, {"holidays": "DE-BY"}, {"days": ("tue", "sat"), "holidays": "NL"}])
def test_over_a_year_every_birthday_is_told_exactly_once(options):
    year = [date(2026, 3, 2) + timedelta(days=n) for n in range(366)]
    people = [person(str(n), birthday=date(1989, 1, 1) + timedelta(days=n)) for n in range(365)]
    told = [line for day in year for line in digest(day, people, topics=("birthdays",), **options).birthdays]
    assert len({(line.person_id, line.on) for line in told}) == len(told)
    assert [line.on for line in told] == [told[0].on + timedelta(days=n) for n in range(len(told))]
    assert len(told) > 360


@pytest.mark.parametrize("holidays", ["XX", "NL-ZZ", "", "-", "nonsense"])
def test_a_region_that_nobody_knows_is_no_reason_to_fall_silent(holidays):
    assert not digest(MON, [born(MON)], holidays=holidays).is_empty


def test_every_topic_is_decided_and_shown() -> None:
    assert set(digest_module._TODAY) == set(TOPICS) == set(get_args(TopicName))
    assert {topic.field for topic in TOPICS.values()} <= {each.name for each in fields(DigestView)}
    assert {name for name, topic in TOPICS.items() if topic.coming} == set(digest_module._COMING)
