"""Companies of any size, for measurements.

The same three arguments give the same company, in seconds for 100,000 people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sandbox.company import catalog
from sandbox.company.model import Absence, Company, Employee, Status, Unit
from sandbox.company.names import FIRST, LAST, email_of
from sandbox.company.roster import PLACES

FIRST_ID = 10_001
TEAM_SIZE, DEPARTMENT_SIZE = 12, 144
SPAN = (-60, 120)  # days around today in which absences lie
DAY_TYPES = ("Vakantie",) * 12 + ("Ziek",) * 4 + ("Thuiswerken",) * 3 + ("Zorgverlof", "Bijzonder verlof")
FUTURE: tuple[Status, ...] = ("APPROVED",) * 16 + ("PENDING",) * 3 + ("REJECTED", "DELETION_PENDING")
SCHEDULES = (catalog.FULL_TIME,) * 12 + catalog.SCHEDULES[1:]
PLACE_NAMES = ("ams",) * 5 + ("muc",) * 3 + ("lis", "bcn")


def generate(people: int, today: date, seed: int = 1) -> Company:
    """Return an invented company of ``people`` (4 to 100,000 and more): about one in twenty is away."""
    rng = random.Random(seed)
    employees = tuple(_employee(index, today, rng) for index in range(people))
    absences = tuple(_absences(employees, today, rng))
    return Company(
        id=1000 + seed,
        name=f"Bedrijf met {people} medewerkers",
        today=today,
        employees=employees,
        types=catalog.TYPES,
        absences=absences,
        persona_ids=(FIRST_ID + 1, FIRST_ID + 2, FIRST_ID, FIRST_ID + 3),
    )


def _employee(index: int, today: date, rng: random.Random) -> Employee:
    first_name, gender = FIRST[int(rng.random() * len(FIRST))]
    last_name = LAST[int(rng.random() * len(LAST))]
    team, department = index // TEAM_SIZE, index // DEPARTMENT_SIZE
    office, calendar = PLACES[PLACE_NAMES[int(rng.random() * len(PLACE_NAMES))]]
    fate = rng.random() if index >= TEAM_SIZE else 0.5  # the first team is whole: the personas are in it
    hired = today - timedelta(days=int(rng.random() * 5000) + 30)
    leads = index % TEAM_SIZE == 0
    above = FIRST_ID + (department * DEPARTMENT_SIZE if leads else team * TEAM_SIZE)
    number = FIRST_ID + index
    return Employee(
        id=number,
        first_name=first_name,
        last_name=last_name,
        email=email_of(first_name, last_name, number),
        gender=gender,  # type: ignore[arg-type]  # one of two literals of the table
        status="inactive" if fate < 0.03 else "onboarding" if fate > 0.99 else "active",
        position="Teamleider" if leads else "Medewerker",
        hire_date=today + timedelta(days=20) if fate > 0.99 else hired,
        termination_date=today - timedelta(days=5) if fate < 0.02 else None,
        birthday=today - timedelta(days=int(rng.random() * 15000) + 7000),
        office=office,
        department=Unit(300 + department, f"Afdeling {department + 1}"),
        team=Unit(20_000 + team, f"Team {team + 1}"),
        supervisor_id=above if above != number else (FIRST_ID if index else None),
        calendar=calendar,
        schedule=SCHEDULES[int(rng.random() * len(SCHEDULES))],
        timezone=catalog.ZONES[calendar.id],
        updated_at=datetime.combine(today - timedelta(days=int(rng.random() * 300) + 1), time(8), UTC),
    )


def _absences(employees: tuple[Employee, ...], today: date, rng: random.Random) -> Iterator[Absence]:
    number = 0
    for index, employee in enumerate(employees):
        if employee.status != "active" or index < 4:
            continue
        pieces = int(rng.random() * 3) + 1
        width = (SPAN[1] - SPAN[0]) // pieces
        for piece in range(pieces):
            number += 1
            offset = SPAN[0] + piece * width + int(rng.random() * (width - 22))
            absence = _absence(number, employee, today + timedelta(days=offset), today, rng)
            yield absence
            if absence.last_day is None:
                break


def _absence(number: int, employee: Employee, first: date, today: date, rng: random.Random) -> Absence:
    name = DAY_TYPES[int(rng.random() * len(DAY_TYPES))]
    days = int(rng.random() * (14 if name == "Vakantie" else 4))
    last: date | None = first + timedelta(days=days)
    if name == "Ziek" and first < today <= first + timedelta(days=20) and rng.random() < 0.5:
        last = None
    asks = catalog.TYPE[name].approval_required
    filed = datetime.combine(min(first, today) - timedelta(days=5), time(9), UTC)
    half = rng.random() < 0.1 and last == first and name == "Vakantie"
    return Absence(
        id=str(UUID(int=rng.getrandbits(128), version=4)),
        v1_id=10_000_000 + number,
        employee_id=employee.id,
        type_id=catalog.TYPE[name].id,
        first_day=first,
        last_day=last,
        status=FUTURE[int(rng.random() * len(FUTURE))] if asks else "APPROVED",
        created_at=filed,
        updated_at=filed + timedelta(hours=3),
        from_midday=half,
    )
