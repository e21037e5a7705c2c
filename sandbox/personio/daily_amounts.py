"""How much of an absence falls on each day.

Days off count nothing unless the type is valid on them; an open end is counted until today.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sandbox.company import Absence
from sandbox.company.working_time import hours_on
from sandbox.personio.world import World


def days_of(world: World, absence: Absence) -> list[tuple[date, float]]:
    """Return each day from first to last with its value, in the unit of the type."""
    last = absence.last_day or max(absence.first_day, world.clock.now().date())
    span = (last - absence.first_day).days + 1
    return [
        (day, value_on(world, absence, day)) for day in (absence.first_day + timedelta(days=n) for n in range(span))
    ]


def value_on(world: World, absence: Absence, day: date) -> float:
    """Return how much of one day an absence takes: 0, 0.5 or 1 day; of an absence by the hour, hours."""
    kind = world.types[absence.type_id]
    if not hours_on(world.employees[absence.employee_id], day) and not kind.valid_on_non_working_days:
        return 0.0
    if absence.start_time and absence.end_time:
        begins = absence.start_time if day == absence.first_day else time.min
        ends = absence.end_time if day == absence.last_day else time.min
        next_day = day if day == absence.last_day else day + timedelta(days=1)
        spent = datetime.combine(next_day, ends) - datetime.combine(day, begins)
        return round(spent.total_seconds() / 3600, 2)
    half = (absence.from_midday and day == absence.first_day) or (absence.until_midday and day == absence.last_day)
    return 0.5 if half else 1.0
