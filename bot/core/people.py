"""What Personio's records say about a person's time: employed, at work, away, working elsewhere.

Requests, updates and answers all use these functions, so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from bot.core.holiday_regions import Region, calendar_region, office_countries, region
from bot.core.holidays import Adjustments, calendar_keys, holidays_of
from bot.core.subscriptions import UnitRef
from bot.core.working_time import Span, WorkingTime, until
from cards.people_list import NAMELESS
from personio_client.models import AbsencePeriod, AbsenceType, Person

AWAY = frozenset({"approved", "deletion_pending"})  # deletion pending: it still stands
OPEN = frozenset({"pending", "substitute_requested"})
_ELSEWHERE = "offsite_work"  # working elsewhere is no absence


def display_name(person: Person) -> str:
    return f"{person.first_name or ''} {person.last_name or ''}".strip() or NAMELESS


def has_name(person: Person) -> bool:
    return display_name(person) != NAMELESS


def units_of(person: Person) -> list[UnitRef]:
    """Return the units that somebody is in, departments first."""
    return [UnitRef(kind, unit.name, unit.id) for kind, unit in person.units]


def employed_on(person: Person, day: date) -> bool:
    """Tell whether somebody belongs to the company on a day, first and last day included.

    Dates decide, for a day in the past or ahead too; the status of the moment only where somebody left and Personio
    does not say when.
    """
    if person.hire_date and person.hire_date > day:
        return False
    if person.termination_date:
        return person.termination_date >= day
    return person.status != "inactive"


def holiday_region(person: Person) -> Region | None:
    """Return the region whose public holidays a person has, as far as known."""
    calendar = person.holiday_calendar
    return calendar_region(calendar.country, calendar.state, calendar.name) if calendar else None


def working_time(person: Person, adjustments: Adjustments | None = None) -> WorkingTime:
    """Return when a person works; Monday to Friday and no holidays where Personio does not say."""
    place, calendar = holiday_region(person), person.holiday_calendar
    known = WorkingTime()
    if place and calendar:
        keys = calendar_keys(calendar.id, calendar.name)
        known = WorkingTime(is_holiday=holidays_of(place, adjustments, calendar=keys))
    schedule = person.work_schedule
    return WorkingTime(schedule.minutes, known.is_holiday) if schedule and any(schedule.minutes) else known


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


def works_in_shifts(person: Person) -> bool:
    """Tell whether the schedule has no hours on any day: then nobody knows the working days."""
    return person.work_schedule is not None and not any(person.work_schedule.minutes)


def category(kind: AbsenceType | None) -> str:
    """Return a type's category in lower case, empty where unknown."""
    return (kind.category or "").casefold() if kind else ""


def is_approved(period: AbsencePeriod) -> bool:
    """Tell whether an absence is decided and not taken back."""
    return period.status in AWAY


def is_elsewhere(kind: AbsenceType | None) -> bool:
    """Tell whether a type is work in another place. An unknown type is an absence."""
    return category(kind) == _ELSEWHERE


def span(period: AbsencePeriod, kind: AbsenceType | None) -> Span:
    """Return when an absence is; its type says whether by days or by hours."""
    in_hours, ends_at, last_day = kind is not None and kind.unit == "hour", period.ends_at, period.last_day
    if in_hours and ends_at and ends_at.time() == time.min:
        last_day = until(period.first_day, ends_at.date(), time.min)
    return Span(
        first_day=period.first_day,
        last_day=last_day,
        first_half=period.first_half,
        last_half=period.last_half,
        first_time=period.starts_at.time() if in_hours and period.starts_at else None,
        last_time=ends_at.time() if in_hours and ends_at else None,
    )


def times_away(periods: Iterable[AbsencePeriod], types: Mapping[str, AbsenceType]) -> list[Span]:
    """Return when somebody is away for sure: absences that are approved, and not those spent working elsewhere."""
    kinds = ((period, types.get(period.type_id)) for period in periods if is_approved(period))
    return [span(period, kind) for period, kind in kinds if not is_elsewhere(kind)]
