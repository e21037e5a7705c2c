"""The demo company: sixty people in three offices, with a calendar laid out around today.

The same day gives the same company; for every case that the bot handles there is somebody with it.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sandbox.company import catalog, roster
from sandbox.company.agenda import agenda, occasions
from sandbox.company.model import Company, Employee, Unit
from sandbox.company.names import email_of
from sandbox.company.roster import Row

FIRST_ID = 5001


def demo_company(today: date) -> Company:
    """Return the demo company as it is on ``today``."""
    rng = random.Random(2026)
    staff = {row: _employee(FIRST_ID + index, row, today, rng) for index, row in enumerate(roster.ROSTER)}
    people = _with_supervisors(staff)
    people = {**people, **_special(people, today)}
    people.update(occasions(people, today))
    ids = {name: employee.id for name, employee in people.items()}
    employees = tuple(sorted(people.values(), key=lambda employee: employee.id))
    return Company(
        id=42,
        name="Noorderlicht B.V.",
        today=today,
        employees=employees,
        types=catalog.TYPES,
        absences=agenda(people, today),
        persona_ids=(ids[roster.EMPLOYEE], ids[roster.SUBSTITUTE], ids[roster.APPROVER], ids[roster.ADMIN]),
    )


def _employee(number: int, row: Row, today: date, rng: random.Random) -> Employee:
    department, (department_id, teams) = next(
        (name, entry) for name, entry in roster.DEPARTMENTS.items() if row.team in entry[1]
    )
    office, calendar = roster.PLACES[row.place]
    return Employee(
        id=number,
        first_name=row.first_name,
        last_name=row.last_name,
        email=email_of(row.first_name, row.last_name),
        gender="FEMALE" if row.gender == "F" else "MALE",
        status="active",
        position=row.position,
        hire_date=_quiet_day(today, rng.randint(400, 5000), rng),
        termination_date=None,
        birthday=_quiet_day(today, rng.randint(21 * 365, 62 * 365), rng),
        office=office,
        department=Unit(department_id, department),
        team=Unit(teams[row.team], row.team),
        supervisor_id=None,
        calendar=calendar,
        schedule=roster.HOURS[row.schedule],
        timezone=catalog.ZONES[calendar.id],
        updated_at=datetime.combine(today - timedelta(days=rng.randint(2, 200)), time(8), UTC),
    )


def _quiet_day(today: date, days_ago: int, rng: random.Random) -> date:
    """Return a past day whose month and day are well away from today: occasions are laid out on purpose."""
    day = today - timedelta(days=days_ago)
    while True:
        apart = (date(2000, day.month, min(day.day, 28)) - date(2000, today.month, min(today.day, 28))).days % 365
        if 10 < apart < 355 and (day.month, day.day) != (2, 29):
            return day
        day -= timedelta(days=rng.randint(20, 40))


def _with_supervisors(staff: dict[Row, Employee]) -> dict[str, Employee]:
    team_lead: dict[str, int] = {}
    head: dict[int, int] = {}
    for employee in staff.values():
        assert employee.team is not None  # noqa: S101  # every row of the table has a team
        team_lead.setdefault(employee.team.name, employee.id)
        head.setdefault(employee.department.id, employee.id)
    top = min(head.values())
    people = {}
    for row, employee in staff.items():
        chain = (team_lead[row.team], head[employee.department.id], top)
        above = next((person for person in chain if person != employee.id), None)
        people[employee.name] = replace(employee, supervisor_id=above)
    return people


def _special(people: dict[str, Employee], today: date) -> dict[str, Employee]:
    gone, future, inactive = (people[name] for name in (roster.TERMINATED, roster.NOT_STARTED, roster.INACTIVE))
    return {
        gone.name: replace(gone, status="inactive", termination_date=today - timedelta(days=20)),
        future.name: replace(future, status="onboarding", hire_date=today + timedelta(days=25)),
        inactive.name: replace(inactive, status="inactive"),
    }
