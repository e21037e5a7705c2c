from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personio_client import Attribute, Balance, HolidayCalendar, Person, TimeOffType, Unit, WorkSchedule
from personio_client.absence_mapping import read_time_off_type
from personio_client.people_mapping import (
    current_employment,
    read_attribute,
    read_balance,
    read_person,
    read_person_v2,
    unit_ids,
)

JANA = Person(
    id="5005",
    first_name="Jana",
    last_name="Keller",
    email="jana.keller@example.com",
    status="active",
    position="Controller",
    hire_date=dt.date(2019, 3, 1),
    birthday=dt.date(1990, 8, 18),
    supervisor_id="5001",
    department=Unit(id="281", name="Finance"),
    team=Unit(id="59", name="Reporting"),
    office=Unit(id="131", name="Munich"),
    holiday_calendar=HolidayCalendar(id="2", name="Deutschland (Bayern) Feiertage", country="DE", state="Bayern"),
    work_schedule=WorkSchedule(name="Full-time, 40 hours", minutes=(480, 480, 480, 480, 480, 0, 0)),
)


@pytest.fixture
def jana(sample) -> dict:
    return sample("employees")["data"][0]


def test_the_vendors_example_reads_in_our_words(jana: dict) -> None:
    assert read_person(jana) == JANA


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-23T10:15:00+01:00", dt.datetime(2026, 11, 23, 9, 15, tzinfo=dt.UTC)),
        ("2026-11-23T09:15:00", dt.datetime(2026, 11, 23, 9, 15, tzinfo=dt.UTC)),
        ("yesterday", None),
        (None, None),
        ({}, None),
    ],
)
def test_when_somebody_was_entered_is_read_where_it_is_readable(jana: dict, written: object, read: object) -> None:
    jana["attributes"]["created_at"] = {"label": "Aangemaakt op", "value": written, "type": "date"}
    assert read_person(jana).created_at == read
    assert read_person_v2({"id": "1", "created_at": written}, {}, {}).created_at == read


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_empty_objects_are_nothing_in_all_their_spellings(jana: dict, nothing: object) -> None:
    for key in ("team", "office", "supervisor", "holiday_calendar", "work_schedule", "hire_date"):
        jana["attributes"][key]["value"] = nothing
    person = read_person(jana)
    assert (person.team, person.office, person.supervisor_id, person.holiday_calendar) == (None, None, None, None)
    assert (person.work_schedule, person.hire_date) == (None, None)


def test_what_is_not_ticked_is_silently_missing(jana: dict) -> None:
    assert read_person({"type": "Employee", "attributes": {"id": jana["attributes"]["id"]}}) == Person(id="5005")


@pytest.mark.parametrize("wire", ["2019-03-01T00:00:00+01:00", "2019-03-01T00:00:00+0100", "2019-03-01"])
def test_dates_are_their_first_ten_characters(jana: dict, wire: str) -> None:
    jana["attributes"]["hire_date"]["value"] = wire
    assert read_person(jana).hire_date == dt.date(2019, 3, 1)


def test_the_birthday_is_found_by_universal_id_else_by_the_given_key(jana: dict) -> None:
    assert read_person(jana, "dynamic_1").birthday == dt.date(1990, 8, 18)
    jana["attributes"]["dynamic_180883"]["universal_id"] = None
    assert read_person(jana).birthday is None
    assert read_person(jana, "dynamic_180883").birthday == dt.date(1990, 8, 18)


def test_labels_do_not_matter(jana: dict) -> None:
    for attribute in jana["attributes"].values():
        attribute["label"] = "Geburtstag"
    assert read_person(jana) == JANA


def test_a_custom_attribute_cannot_pose_as_a_standard_one(jana: dict) -> None:
    jana["attributes"]["dynamic_2"] = {"value": "boss@example.com", "universal_id": "email"}
    assert read_person(jana).email == "jana.keller@example.com"


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ({"type": "Department", "attributes": {"name": "Sales"}}, ("name:Sales", "Sales")),
        ({"id": 7, "name": "Sales"}, ("7", "Sales")),
        ([{"type": "Department", "attributes": {"id": 7, "name": "Sales"}}, {"id": 8}], ("7", "Sales")),
        (["", {"name": "Sales"}], ("name:Sales", "Sales")),
        ("Sales", ("name:Sales", "Sales")),
        ({"type": "Department", "attributes": {"id": 7}}, ("7", "")),
        ([], None),
        ({}, None),
    ],
)
def test_a_unit_may_come_without_an_id_or_as_a_list(jana: dict, value: object, unit: tuple[str, str] | None) -> None:
    jana["attributes"]["department"]["value"] = value
    found = read_person(jana)
    assert (found.department and (found.department.id, found.department.name)) == unit
    assert found.unreadable == ()


def test_a_person_in_several_units_is_in_all_of_them(jana: dict) -> None:
    jana["attributes"]["department"]["value"] = ["Sales", {"id": 7, "name": "Web"}, "Sales"]
    jana["attributes"]["office"]["value"] = [{"id": 1, "name": "Ulm"}, {"id": 2, "name": "Bern"}]
    found = read_person(jana)
    assert (found.department, found.office) == (Unit(id="name:Sales", name="Sales"), Unit(id="1", name="Ulm"))
    assert [(kind, unit.name) for kind, unit in found.more_units] == [("department", "Web"), ("office", "Bern")]
    assert {unit.name for kind, unit in found.units if kind == "department"} == {"Sales", "Web"}


@pytest.mark.parametrize(
    ("value", "calendar"),
    [
        ("Bayern", HolidayCalendar(id="name:Bayern", name="Bayern")),
        (
            {"type": "HolidayCalendar", "attributes": {"name": "Bayern", "country": "Deutschland", "state": "Bayern"}},
            HolidayCalendar(id="name:Bayern", name="Bayern", country="Deutschland", state="Bayern"),
        ),
    ],
)
def test_a_calendar_may_come_without_an_id(jana: dict, value: object, calendar: HolidayCalendar) -> None:
    jana["attributes"]["holiday_calendar"]["value"] = value
    assert read_person(jana).holiday_calendar == calendar


def test_a_unit_of_the_newer_api_may_come_without_an_id() -> None:
    employment = {
        "org_units": [
            {"type": "department", "name": "Sales"},
            {"type": "team", "id": "5"},
            {"type": "team", "id": "6"},
        ],
        "office": {"name": "Ulm"},
    }
    found = read_person_v2({"id": "1"}, employment, {"team/5": "Web", "team/6": "App"})
    assert found.more_units == (("team", Unit(id="6", name="App")),)
    units = [(unit.id, unit.name) for unit in (found.department, found.team, found.office) if unit]
    assert units == [("name:Sales", "Sales"), ("5", "Web"), ("name:Ulm", "Ulm")]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("hire_date", "soon"),
        ("termination_date", 20261127),
        ("dynamic_180883", "in spring"),
        ("team", 5),
        ("holiday_calendar", 5),
        ("supervisor", "Kim Sommer"),
        ("email", ["jana@example.com"]),
        ("last_name", {"value": "Keller"}),
        ("status", 1.5),
        ("work_schedule", {"type": "WorkSchedule", "attributes": {"monday": "all day"}}),
    ],
)
def test_what_is_there_and_cannot_be_read_is_named(jana: dict, key: str, value: object) -> None:
    jana["attributes"].setdefault(key, {})["value"] = value
    assert read_person(jana).unreadable == ("date_of_birth" if key == "dynamic_180883" else key,)


@pytest.mark.parametrize("nothing", ["00:00", "0", "", None, 0, "0h", "0.0"])
def test_a_day_off_is_nothing_unread(jana: dict, nothing: object) -> None:
    jana["attributes"]["work_schedule"]["value"]["attributes"]["friday"] = nothing
    assert read_person(jana).unreadable == ()


def test_a_person_without_an_id_is_unreadable(jana: dict) -> None:
    del jana["attributes"]["id"]
    with pytest.raises(ValueError, match="no id"):
        read_person(jana)


def test_the_newer_api_gives_the_same_person_but_schedule_and_calendar(sample) -> None:
    employment = current_employment(sample("employments")["_data"])
    names = {"department/281": "Finance", "team/59": "Reporting", "office/131": "Munich"}
    person = read_person_v2(sample("persons")["_data"][0], employment, names)
    entered = dt.datetime(2019, 2, 1, 8, tzinfo=dt.UTC)
    assert person == JANA.model_copy(update={"holiday_calendar": None, "work_schedule": None, "created_at": entered})
    assert unit_ids(employment) == [("department", "281"), ("team", "59"), ("office", "131")]


def test_a_bare_person_of_the_newer_api_is_still_a_person() -> None:
    assert read_person_v2({"id": "1", "employments": []}, {}, {}) == Person(id="1")


def test_the_birthday_of_the_newer_api_may_need_the_given_key(sample) -> None:
    row = copy.deepcopy(sample("persons")["_data"][0])
    row["custom_attributes"][0]["global_id"] = None
    assert read_person_v2(row, {}, {}).birthday is None
    assert read_person_v2(row, {}, {}, "dynamic_180883").birthday == dt.date(1990, 8, 18)


def test_the_employment_that_counts_is_the_newest_that_is_not_over() -> None:
    over, running = {"id": "1", "status": "INACTIVE"}, {"id": "2", "status": "ONBOARDING"}
    assert current_employment([over, running]) == running
    assert current_employment([over]) == over
    assert current_employment([]) == {}


def test_attributes_balances_and_time_off_types_read_in_our_words(sample) -> None:
    assert [read_attribute(row) for row in sample("attributes")["data"]][1:] == [
        Attribute(key="dynamic_180883", label="Birthday", type="date", universal_id="date_of_birth"),
        Attribute(key="dynamic_2", label="Shirt size", type="list", options=("S", "M", "L")),
    ]
    assert read_balance(sample("balance")["data"][0]) == Balance(
        id="1234", name="Vacation", category="paid_vacation", balance=Decimal("10.5"), available_balance=Decimal("8.33")
    )
    assert read_time_off_type(sample("time_off_types")["data"][0]) == TimeOffType(
        id="1234",
        id_v2="abc6fa09-d8fe-4de0-be03-f0a1d48df766",
        name="Vacation",
        category="paid_vacation",
        unit="day",
        approval_required=True,
    )


KEYS = [
    "id",
    "value",
    "attributes",
    "universal_id",
    "hire_date",
    "team",
    "work_schedule",
    "monday",
    "type",
    "supervisor",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=10,
)


@given(st.fixed_dictionaries({"id": st.just(1), "attributes": JSON}) | JSON)
def test_garbage_is_read_or_refused_but_breaks_nothing(row: object) -> None:
    for read in (
        read_person,
        read_attribute,
        read_balance,
        read_time_off_type,
        lambda row: read_person_v2(row, {}, {}),
    ):
        try:
            read(row)
        except (ValueError, ArithmeticError):
            continue
