"""Who is in town: employees of whom each weekday can be asked for, and the days that they may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.core.holiday_calendars import PACKAGE
from bot.core.working_time import WorkingTime
from sandbox.company import Employee
from sandbox.company.catalog import FULL_TIME
from sandbox.teams import User


def plain(each: Employee) -> bool:
    """Tell whether every weekday but the Dutch holidays is somebody's working day. Pure."""
    return (
        each.status == "active" and bool(each.email) and each.calendar.country == "NL" and each.schedule is FULL_TIME
        and each.termination_date is None
    )  # fmt: skip


def user_of(object_id: Any, each: Employee) -> User:
    """Return an employee as Teams knows them. Pure."""
    return User(
        id=f"29:{object_id}", object_id=str(object_id), name=each.name, email=each.email, upn=each.email,
        time_zone=each.timezone,
    )  # fmt: skip


def working_days(today: date) -> Iterator[date]:
    """Return the working days of a year and a half, far enough from the company's own absences."""
    work = WorkingTime(holidays=PACKAGE.in_region("NL"))
    return (day for n in range(180, 720) if work.works(day := today + timedelta(days=n)))
