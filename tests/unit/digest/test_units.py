"""Which people a channel is about, and whether there is a post at all."""

import pytest

from bot.core.digest import DayIndex, Snapshot, build_digest, reason
from bot.core.subscriptions import UnitRef
from tests.support.digest_company import MON, SAT, TYPES, absence, channel, digest, person

SALES, OLD_SALES = ("10", "Sales"), ("10", "Verkoop")
PEOPLE = [
    person("1", "Anna", department=SALES, team=("20", "Inside"), office=("30", "Utrecht")),
    person("2", "Bram", department=("11", "Finance"), team=("21", "Payroll"), office=("30", "Utrecht")),
    person("3", "Carla", department=SALES, office=("31", "München")),
    person("4", "Daan"),
]
AWAY = [absence(MON, MON, by=each.id) for each in PEOPLE]


def unit(kind, name=None, unit_id=None):
    return UnitRef(kind, name, unit_id)


CASES = [
    ("no unit is the whole company, those without a unit too", (), "1234"),
    ("a department by name", (unit("department", "Sales"),), "13"),
    ("a department by id", (unit("department", None, "10"),), "13"),
    ("a name in any case and spacing", (unit("department", "  sALES "),), "13"),
    ("a team", (unit("team", "Payroll"),), "2"),
    ("an office", (unit("office", "Utrecht"),), "12"),
    ("several mean any of them, nobody twice", (unit("department", "Sales"), unit("office", "Utrecht")), "123"),
    ("a team's name is no department's", (unit("department", "Payroll"),), ""),
    ("an id is one of its kind", (unit("team", None, "10"),), ""),
    ("renamed: the id finds it", (unit("department", "Verkoop", "10"),), "13"),
    ("made anew under the same name: the name finds it", (unit("department", "Sales", "99"),), "13"),
    ("deleted: nobody, and never the whole company", (unit("department", "Gone", "99"),), ""),
    ("deleted beside one that is there", (unit("department", "Gone", "99"), unit("team", "Payroll")), "2"),
    ("neither name nor id: nobody", (unit("department"),), ""),
]  # fmt: skip


@pytest.mark.parametrize(("why", "units", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_channel_is_about_the_people_of_its_units(why, units, expected):
    assert [line.person_id for line in digest(MON, PEOPLE, AWAY, units=units).absent] == list(expected)


def test_the_view_calls_a_unit_by_its_name_of_today():
    units = (unit("department", "Verkoop", "10"), unit("team", "Weg", "99"), unit("office", None, "98"))
    assert digest(MON, PEOPLE, units=units).units == ["Sales", "Weg", "98"]
    assert digest(MON, PEOPLE).units == []


def test_a_unit_without_an_id_of_its_own_catches_nobody_else():
    odd = [person("1", team=("", "Losse")), person("2", team=("22", "Vaste"))]
    away = [absence(MON, MON, by=each.id) for each in odd]
    assert [line.person_id for line in digest(MON, odd, away, units=(unit("team", "Vaste"),)).absent] == ["2"]


REASONS = [
    ("something to say", MON, AWAY, {}, None),
    ("nothing to say", MON, [], {}, "nothing"),
    ("nothing to say, said all the same", MON, [], {"empty": "post"}, None),
    ("weekend", SAT, AWAY, {}, "non_working_day"),
    ("weekend, though empty is posted", SAT, [], {"empty": "post"}, "non_working_day"),
    ("away is no topic of the channel", MON, AWAY, {"topics": ("birthdays",)}, "nothing"),
    ("no days at all", MON, AWAY, {"days": ()}, "non_working_day"),
]


@pytest.mark.parametrize(("why", "day", "absences", "options", "expected"), REASONS, ids=[case[0] for case in REASONS])
def test_what_is_not_posted_has_its_reason(why, day, absences, options, expected):
    wanted = channel(**options)
    view = build_digest(DayIndex(Snapshot(PEOPLE, absences, TYPES), day), wanted)
    assert reason(view, wanted) == expected
    assert view.is_empty or expected is None
