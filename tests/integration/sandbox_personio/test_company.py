"""The invented companies hold what they promise."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.company import Absence, Company, demo_company, generate, personas
from sandbox.company.agenda import anchor_of

DAYS = [date(2026, 11, 24) + timedelta(days=n) for n in range(7)] + [date(2028, 2, 29), date(2026, 12, 31)]


def overlapping(company: Company) -> list[tuple[Absence, Absence]]:
    found = []
    by_person: dict[int, list[Absence]] = {}
    for absence in company.absences:
        by_person.setdefault(absence.employee_id, []).append(absence)
    for rows in by_person.values():
        rows.sort(key=lambda row: row.starts)
        found += [(one, two) for one, two in pairwise(rows) if two.starts < one.ends]
    return found


def invariants(company: Company) -> None:
    people = {employee.id for employee in company.employees}
    assert len(people) == len(company.employees)
    assert len({employee.email for employee in company.employees}) == len(people)
    assert all(employee.email.endswith("@example.com") for employee in company.employees)
    assert all(employee.supervisor_id in people | {None} for employee in company.employees)
    assert all(employee.supervisor_id != employee.id for employee in company.employees)
    assert len({absence.id for absence in company.absences}) == len(company.absences)
    assert len({absence.v1_id for absence in company.absences}) == len(company.absences)
    assert {absence.employee_id for absence in company.absences} <= people
    assert all(row.last_day is None or row.first_day <= row.last_day for row in company.absences)
    assert overlapping(company) == []


def usable(company: Company) -> None:
    who = personas(company)
    four = [who.employee, who.substitute, who.approver, who.admin]
    assert len({person.id for person in four}) == 4
    assert all(person.status == "active" for person in four)
    assert who.employee.supervisor_id == who.approver.id
    assert who.employee.team == who.substitute.team
    soon = [company.today + timedelta(days=n) for n in range(14)]
    ids = {person.id for person in four}
    away = [row for row in company.absences if row.employee_id in ids and row.counts]
    assert not any(row.first_day <= day <= (row.last_day or day) for row in away for day in soon)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_demo_company_is_sound_on_any_day(today: date) -> None:
    company = demo_company(today)
    invariants(company)
    usable(company)


@settings(max_examples=15, deadline=None)
@given(today=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_no_day_breaks_the_demo_company(today: date) -> None:
    invariants(demo_company(today))


def test_the_demo_company_is_the_same_on_the_same_day() -> None:
    assert demo_company(DAYS[0]) == demo_company(DAYS[0])


def test_the_demo_company_shows_every_case() -> None:
    today = DAYS[0]
    company = demo_company(today)
    now = [row for row in company.absences if row.first_day <= today <= (row.last_day or today)]
    assert {row.status for row in company.absences} == {
        "SUBSTITUTE_REQUESTED",
        "PENDING",
        "APPROVED",
        "REJECTED",
        "DELETION_PENDING",
    }
    assert any(row.last_day is None for row in now)
    assert any(row.from_midday for row in now)
    assert any(row.until_midday for row in now)
    assert any(row.start_time for row in now)
    birthdays = {
        employee.birthday and (employee.birthday.month, employee.birthday.day) for employee in company.employees
    }
    assert {(today.month, today.day), (2, 29)} <= birthdays
    assert any(employee.hire_date == today for employee in company.employees)
    assert any(employee.termination_date and employee.termination_date < today for employee in company.employees)
    assert any(employee.hire_date > today and employee.status == "onboarding" for employee in company.employees)
    assert {employee.timezone for employee in company.employees} >= {
        "Europe/Amsterdam",
        "Europe/Berlin",
        "Europe/Lisbon",
        "Europe/Madrid",
    }
    assert len({employee.department for employee in company.employees}) == 5
    assert len({employee.office for employee in company.employees}) == 3
    assert 55 <= len(company.employees) <= 65


def test_a_friday_absence_goes_on_the_following_monday() -> None:
    company = demo_company(DAYS[0])
    lennart = next(person for person in company.employees if person.first_name == "Lennart")
    first, second = sorted(
        (row for row in company.absences if row.employee_id == lennart.id), key=lambda r: r.first_day
    )
    assert first.last_day is not None
    assert first.last_day.weekday() == 4
    assert second.first_day - first.last_day == timedelta(days=3)


def test_a_weekend_looks_at_the_monday_after() -> None:
    assert {anchor_of(day).weekday() for day in DAYS} <= {0, 1, 2, 3, 4}
    assert anchor_of(date(2026, 11, 22)) == date(2026, 11, 23)


def test_object_ids_are_stable_and_different() -> None:
    company = demo_company(DAYS[0])
    ids = {company.entra_object_id(employee) for employee in company.employees}
    assert len(ids) == len(company.employees)
    tomorrow = demo_company(DAYS[1])
    assert company.entra_object_id(company.employees[0]) == tomorrow.entra_object_id(tomorrow.employees[0])


def test_a_generated_company_is_the_same_for_the_same_seed() -> None:
    assert generate(500, DAYS[0], 7) == generate(500, DAYS[0], 7)
    assert generate(500, DAYS[0], 7) != generate(500, DAYS[0], 8)


@pytest.mark.parametrize("people", [4, 13, 3000])
def test_a_generated_company_is_sound(people: int) -> None:
    company = generate(people, DAYS[0], 3)
    assert len(company.employees) == people
    invariants(company)
    usable(company)


def test_a_realistic_share_of_a_generated_company_is_away() -> None:
    company = generate(3000, DAYS[0], 3)
    away = [row for row in company.absences if row.counts and row.first_day <= DAYS[0] <= (row.last_day or DAYS[0])]
    assert 0.03 < len(away) / 3000 < 0.12
