"""Which days are free, for a person and in a region: as Personio lists them, else by the `holidays` package.

Personio's days are known for three years around today. For other days, for people and regions that it lists nothing
for, and where the account has no such list, the package counts. The operator's corrections win over both.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.holiday_regions import Region
from bot.core.holidays import Adjustments, calendar_keys, holiday_name, public_holidays, region_named
from bot.core.person_region import holiday_region
from bot.core.working_time import DayOff, Holidays
from personio_client.models import DayPart, HolidayCalendar, Person

GroupKey = tuple[str, str]
"""Ids of a holiday calendar and an office, empty where there is none: who shares both has the same days off."""


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day off as Personio lists it: how much of the day is free, and its name."""

    part: DayPart
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListedDays:
    """All days off between two days, both included."""

    first: date
    last: date
    days: Mapping[date, ListedDay]

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class ListedHolidays:
    """What Personio lists: by group, by calendar and by region; ``people``: who have other days than their group."""

    groups: Mapping[GroupKey, ListedDays] = field(default_factory=dict)
    calendars: Mapping[str, ListedDays] = field(default_factory=dict)
    regions: Mapping[str, ListedDays] = field(default_factory=dict)
    people: Mapping[str, ListedDays] = field(default_factory=dict)


def group_of(person: Person) -> GroupKey:
    calendar, office = person.holiday_calendar, person.office
    return (calendar.id if calendar else "", office.id if office else "")


class HolidayCalendars:
    """Answers which days are free; never changes, so that what was worked out with it stays true of it.

    ``afternoon_work``: codes of the countries where the morning of a half holiday is free, and not the afternoon.
    ``listed``: None where Personio lists no holidays.
    """

    def __init__(
        self,
        adjustments: Adjustments | None = None,
        *,
        afternoon_work: Collection[str] = (),
        listed: ListedHolidays | None = None,
    ) -> None:
        self._adjustments = adjustments or {}
        self._afternoon_work = frozenset(afternoon_work)
        self.listed = listed
        self._known: dict[tuple[GroupKey, HolidayCalendar | None, str], Holidays] = {}
        self._places: dict[str, Holidays] = {}

    @property
    def from_personio(self) -> bool:
        """Whether Personio lists holidays, for whomever."""
        return self.listed is not None

    def with_listed(self, listed: ListedHolidays | None) -> HolidayCalendars:
        """Return the same with other days from Personio; itself where they are the same."""
        if listed == self.listed:
            return self
        return HolidayCalendars(self._adjustments, afternoon_work=self._afternoon_work, listed=listed)

    def of(self, person: Person) -> Holidays:
        """Return a test for a person's days off."""
        own = person.id if self.listed and person.id in self.listed.people else ""
        key = (group_of(person), person.holiday_calendar, own)
        if key not in self._known:
            calendar = person.holiday_calendar
            names = calendar_keys(calendar.id, calendar.name) if calendar else ()
            self._known[key] = self._test(holiday_region(person), names, self._lists(person))
        return self._known[key]

    def in_region(self, name: str) -> Holidays:
        """Return a test for the days off in a region of ours (``NL``, ``DE-BY``): those of most people there."""
        if name not in self._places:
            place = region_named(name)
            listed = self.listed.regions.get(place.name) if self.listed else None
            self._places[name] = self._test(place, (), [listed] if listed else [])
        return self._places[name]

    def name(self, person: Person, day: date, language: str) -> str | None:
        """Return what a person's day off is called: as Personio has it, or in ``language``; None where nobody says."""
        for listed in self._lists(person):
            if listed.covers(day):
                return listed.days[day].name or None if day in listed.days else None
        place = holiday_region(person)
        return holiday_name(place, day, language) if place else None

    def _lists(self, person: Person) -> list[ListedDays]:
        """Return what Personio lists for a person, what counts more first."""
        if self.listed is None:
            return []
        group = group_of(person)
        found = (self.listed.people.get(person.id), self.listed.groups.get(group), self.listed.calendars.get(group[0]))
        return [each for each in found if each is not None]

    def _test(self, place: Region | None, calendar: Collection[str], lists: Collection[ListedDays]) -> Holidays:
        names = (*calendar, *((place.name, place.country) if place else ()))
        changes = [self._adjustments[name] for name in dict.fromkeys(names) if name in self._adjustments]
        half = DayOff.MORNING if place and place.country in self._afternoon_work else DayOff.AFTERNOON
        parts = {
            "day": DayOff.WHOLE, "half": half, "morning": DayOff.MORNING, "afternoon": DayOff.AFTERNOON,
        }  # fmt: skip

        def holidays(day: date) -> DayOff:
            for change in changes:
                if day in change.added:
                    return DayOff.WHOLE
                if day in change.removed:
                    return DayOff.NONE
            for listed in lists:
                if listed.first <= day <= listed.last:
                    found = listed.days.get(day)
                    return parts[found.part] if found else DayOff.NONE
            return DayOff.WHOLE if place and day in public_holidays(place, day.year) else DayOff.NONE

        return holidays


PACKAGE = HolidayCalendars()
"""By the `holidays` package alone, without corrections."""
