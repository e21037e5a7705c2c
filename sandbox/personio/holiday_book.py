"""Who has which day off, whole or half: public holidays of their calendar on that day, and the company's own days.

Source: https://developer.personio.de/reference/listholidays
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from sandbox.company import Calendar, Employee
from sandbox.company.working_time import public_holiday, public_holidays

CompanyDays = Literal["none", "whole", "half"]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off; ``half``: from midday. ``calendar``, ``office``: ids of whom it is for, None for everybody."""

    date: date
    name: str
    half: bool = False
    company: bool = True
    calendar: int | None = None
    office: int | None = None


@dataclass
class HolidayBook:
    """The days off of everybody. ``changes``: the calendars that somebody had or will have, each from a day on."""

    own: list[DayOff] = field(default_factory=list)
    changes: dict[int, list[tuple[date, Calendar]]] = field(default_factory=dict)

    def calendar(self, employee: Employee, day: date) -> Calendar:
        """Return the calendar that somebody has on a day: the office may have been another one."""
        known = [calendar for since, calendar in self.changes.get(employee.id, ()) if since <= day]
        return known[-1] if known else employee.calendar

    def on(self, employee: Employee, day: date, usual: CompanyDays = "none") -> DayOff | None:
        """Return somebody's day off, the whole day where a half and a whole one meet; ``usual``: see the switch."""
        calendar = self.calendar(employee, day)
        if not calendar.country:
            return None
        found = [
            each
            for each in (*self.own, *_usual(day.year, usual))
            if each.date == day and _for(each, employee, calendar)
        ]
        if name := public_holiday(calendar, day):
            found.append(DayOff(day, name, company=False))
        return next((each for each in found if not each.half), found[0] if found else None)

    def between(self, employee: Employee, first: date, last: date, usual: CompanyDays) -> Iterator[DayOff]:
        """Yield somebody's days off between two days, in order."""
        calendars = {employee.calendar, *(calendar for _, calendar in self.changes.get(employee.id, ()))}
        years = range(first.year, last.year + 1)
        days = {each.date for each in self.own} | {each.date for year in years for each in _usual(year, usual)}
        days |= {day for year in years for calendar in calendars for day in public_holidays(calendar, year)}
        for day in sorted(days):
            if first <= day <= last and (found := self.on(employee, day, usual)):
                yield found


def _for(day_off: DayOff, employee: Employee, calendar: Calendar) -> bool:
    return day_off.calendar in {None, calendar.id} and day_off.office in {None, employee.office.id}


@cache
def _usual(year: int, kind: CompanyDays) -> tuple[DayOff, ...]:
    """Return what companies usually add: 5 May as Dutch ones do, or half of the 24th and 31st of December."""
    if kind == "whole":
        return (DayOff(date(year, 5, 5), "Bevrijdingsdag"),)
    if kind == "half":
        halves = ((24, "Kerstavond"), (31, "Oudejaarsdag"))
        return tuple(DayOff(date(year, 12, day), name, half=True) for day, name in halves)
    return ()
