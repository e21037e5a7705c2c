"""Holidays as Personio lists them: those of the `holidays` package under other names, and a company's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.core.holiday_calendars import HolidayCalendars
from bot.core.holiday_groups import by_person, groups, listed_holidays
from bot.core.holidays import public_holidays
from bot.core.person_region import holiday_region
from personio_client import DayPart, Holiday, Person, holiday_range

Own = Sequence[tuple[date, DayPart]]


def holidays_for(person: Person, today: date, own: Own = ()) -> list[Holiday]:
    """Return what Personio lists for somebody: public holidays and the company's ``own`` days."""
    first, last = holiday_range(today)
    place = holiday_region(person)
    known: dict[date, DayPart] = {
        day: "day" for year in range(first.year, last.year + 1) if place for day in public_holidays(place, year)
    }
    days = {**dict(own), **known} if place else {}
    return [
        Holiday(person_id=person.id, date=day, name=f"Day {day}", part=part)
        for day, part in sorted(days.items())
        if first <= day <= last
    ]


def calendars_by_personio(people: Iterable[Person], today: date, own: Own = (), **how: object) -> HolidayCalendars:
    """Return what answers which days are free where Personio lists them; ``how`` as HolidayCalendars takes it."""
    everybody = list(people)
    wanted = groups(everybody, today)
    rows = [row for person in everybody for row in holidays_for(person, today, own)]
    sizes = {group.key: len(group.members) for group in wanted}
    asked = {group.key: group.asked(0) for group in wanted}
    return HolidayCalendars(listed=listed_holidays(asked, sizes, by_person(rows), *holiday_range(today)), **how)
