"""The region whose public holidays a person has: that of their holiday calendar, or else their office's country."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.holiday_regions import Region, calendar_region, office_countries, region
from personio_client.models import Person


def holiday_region(person: Person) -> Region | None:
    """Return the region whose public holidays a person has, as far as known."""
    calendar = person.holiday_calendar
    return calendar_region(calendar.country, calendar.state, calendar.name) if calendar else None


def without_country(person: Person) -> bool:
    """Tell whether a person has a holiday calendar, but one that names no known country."""
    place = holiday_region(person)
    return place is not None and not place.known and not region(place.country, None).known


def with_office_countries(people: Sequence[Person]) -> list[Person]:
    """Return people, with a country filled in where their holiday calendar names none that is known.

    It is the country of their office, which Personio does not tell: the one that the calendars of the others who work
    there agree on. Where they do not agree, nothing is filled in.
    """
    unread = {person.id for person in people if without_country(person)}
    if not unread:
        return list(people)
    known = ((p.office.id, place) for p in people if p.office and p.id not in unread and (place := holiday_region(p)))
    offices = office_countries(known)
    return [_in_country(p, offices.get(p.office.id)) if p.id in unread and p.office else p for p in people]


def _in_country(person: Person, country: str | None) -> Person:
    calendar = person.holiday_calendar
    if calendar is None or country is None:
        return person
    return person.model_copy(update={"holiday_calendar": calendar.model_copy(update={"country": country})})
