"""What happens in the demo company around today: absences, birthdays, anniversaries, starters.

Everything hangs on the first weekday from today on (the anchor), so that a demo on a Sunday shows Monday.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid5

from sandbox.company import roster
from sandbox.company.catalog import TYPE
from sandbox.company.model import NAMESPACE, Absence, Employee, Status

MONDAY, FRIDAY, SATURDAY = 0, 4, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One absence in the invented company's agenda: its days, from ``first`` to ``last`` (None: open end)."""

    name: str
    kind: str
    first: date
    last: date | None
    status: Status = "APPROVED"
    from_midday: bool = False
    until_midday: bool = False
    times: tuple[time, time] | None = None
    substitute: str | None = None
    comment: str | None = None


def anchor_of(today: date) -> date:
    return today + timedelta(days=7 - today.weekday() if today.weekday() >= SATURDAY else 0)


def agenda(people: dict[str, Employee], today: date) -> tuple[Absence, ...]:
    lines = [*_today(today), *_open(today), *_personas(today), *_others(today)]
    return tuple(_absence(number, line, people, today) for number, line in enumerate(lines, start=1))


def occasions(people: dict[str, Employee], today: date) -> dict[str, Employee]:
    """Return the people whose birthday, hire date or both are moved next to today."""
    day = anchor_of(today)
    saturday = day + timedelta(days=SATURDAY - day.weekday())
    monday = saturday + timedelta(days=2)
    birthdays = {
        "Merel Poelstra": day,
        "Valentin Kirchdorfer": day,
        "Noor Elzinga": day + timedelta(days=1),
        "Jasper Rozeboom": saturday,
        "Leire Aranzubia": saturday + timedelta(days=1),
    }
    hired = {
        "Petra Nieuwkamp": (day, 10),
        "Arnau Puigverdell": (day, 5),
        "Emiel Vanwijnsberg": (saturday, 1),
        "Soraya Benhaddou": (day + timedelta(days=1), 15),
        "Milan Stojkovik": (day, 0),
        "Rosalie Hemelsoet": (monday, 0),
    }
    changed = {name: replace(people[name], birthday=_years_before(day, 34)) for name, day in birthdays.items()}
    changed |= {name: replace(people[name], hire_date=_years_before(*when)) for name, when in hired.items()}
    leap = people["Gijs Bontekoe"]
    return changed | {leap.name: replace(leap, birthday=date(1992, 2, 29))}


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def _today(today: date) -> list[Entry]:
    day = anchor_of(today)
    d = timedelta
    friday = day + d(days=FRIDAY - day.weekday())
    monday, thursday = friday + d(days=3), max(day, friday - d(days=1))
    afternoon, morning = (time(13), time(15, 30)), (time(9), time(10, 30))
    return [
        Entry("Joost Veldkamp", "Vakantie", day - d(days=7), friday),
        Entry("Beatriz Carmelinho", "Vakantie", day, day + d(days=9), substitute="Sanne Hagenaar"),
        Entry("Theresa Mühlgassner", "Vakantie", day - d(days=3), day),
        Entry("Sjoerd Haringsma", "Vakantie", day, day, until_midday=True),
        Entry("Soraya Benhaddou", "Vakantie", day, day, from_midday=True),
        Entry("Daan Oosterlaken", "Zorgverlof", day, day, until_midday=True),
        Entry("Daan Oosterlaken", "Vakantie", day, day, from_midday=True),
        Entry("Zeynep Aldemir", "Ziek", day - d(days=4), None),
        Entry("Matthias Quellmalz", "Ziek", day, day),
        Entry("Lennart Osterkamp", "Vakantie", day, friday),
        Entry("Lennart Osterkamp", "Vakantie", monday, monday + d(days=2)),
        Entry("Femke Zijlstra", "Vakantie", day, thursday),
        Entry("Yara Deventer", "Ouderschapsverlof", day - d(days=50), day + d(days=60)),
        Entry("Inês Roldanito", "Bijzonder verlof", day, day, status="DELETION_PENDING"),
        Entry("Elodie Warnimont", "Overuren opnemen", day, day, times=afternoon),
        Entry("Imane Bouchrit", "Artsbezoek", day, day, times=morning),
        Entry("Gijs Bontekoe", "Thuiswerken", day, day),
        Entry("Ruben Terpstra", "Thuiswerken", day, day + d(days=1)),
        Entry("Hinrich Dallmeyer", "Dienstreis", day - d(days=1), day + d(days=1)),
        Entry("Nuria Castellvell", "Vakantie", day, day, status="PENDING"),
        Entry("Jana Kellermoser", "Vakantie", day, day + d(days=1), status="REJECTED"),
        Entry("Filipa Cordovinha", "Vakantie", day + d(days=1), day + d(days=5)),
        Entry("Klaartje Boonen", "Vakantie", day - d(days=10), day - d(days=1)),
    ]


def _week(today: date) -> date:
    """Return the Monday of the anchor's week: planned holidays are whole weeks."""
    day = anchor_of(today)
    return day - timedelta(days=day.weekday())


def _open(today: date) -> list[Entry]:
    week, d = _week(today), timedelta
    return [
        Entry("Pol Ferrerons", "Vakantie", week + d(days=14), week + d(days=18), status="PENDING", comment="Familie"),
        Entry(
            "Hanneke Ruitenberg",
            "Vakantie",
            week + d(days=21),
            week + d(days=25),
            status="SUBSTITUTE_REQUESTED",
            substitute="Thijs Wolvenkamp",
        ),
        Entry("Emiel Vanwijnsberg", "Bijzonder verlof", week + d(days=9), week + d(days=9), status="PENDING"),
    ]


def _personas(today: date) -> list[Entry]:
    week, d = _week(today), timedelta
    return [
        Entry(roster.EMPLOYEE, "Vakantie", week - d(days=84), week - d(days=74)),
        Entry(roster.EMPLOYEE, "Overuren opnemen", week - d(days=21), week - d(days=21), times=(time(14), time(17))),
        Entry(roster.EMPLOYEE, "Vakantie", week + d(days=49), week + d(days=51)),
        Entry(roster.SUBSTITUTE, "Vakantie", week + d(days=70), week + d(days=77)),
        Entry(roster.APPROVER, "Vakantie", week - d(days=42), week - d(days=38)),
        Entry(roster.ADMIN, "Thuiswerken", week - d(days=7), week - d(days=7)),
    ]


def _others(today: date) -> list[Entry]:
    """Give half of the others a past and a future holiday, outside the two weeks around the anchor."""
    week, d = _week(today), timedelta
    busy = {line.name for line in [*_today(today), *_open(today), *_personas(today)]}
    busy |= {roster.TERMINATED, roster.NOT_STARTED, roster.INACTIVE}
    free = [f"{row.first_name} {row.last_name}" for row in roster.ROSTER]
    lines = []
    for number, name in enumerate(name for name in free if name not in busy):
        past, future = week - d(weeks=2 + number % 7), week + d(weeks=2 + number % 8)
        lines.append(Entry(name, "Vakantie", past, past + d(days=4)))
        if number % 2:
            lines.append(Entry(name, "Vakantie", future, future + d(days=4)))
    return lines


def _absence(number: int, line: Entry, people: dict[str, Employee], today: date) -> Absence:
    filed = datetime.combine(min(line.first, today) - timedelta(days=10), time(9, 15), UTC)
    start, end = line.times or (None, None)
    return Absence(
        id=str(uuid5(NAMESPACE, f"absence/{number}")),
        v1_id=900_000 + number,
        employee_id=people[line.name].id,
        type_id=TYPE[line.kind].id,
        first_day=line.first,
        last_day=line.last,
        status=line.status,
        created_at=filed,
        updated_at=filed + timedelta(hours=5),
        from_midday=line.from_midday,
        until_midday=line.until_midday,
        start_time=start,
        end_time=end,
        comment=line.comment,
        substitute_id=people[line.substitute].id if line.substitute else None,
    )
