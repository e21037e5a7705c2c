"""The nouns of a company, as Personio knows them.

Frozen records with plain values; days are inclusive on both ends, whatever a wire makes of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal
from uuid import NAMESPACE_DNS, UUID, uuid5

EmployeeStatus = Literal["onboarding", "active", "leave", "inactive"]
Status = Literal["SUBSTITUTE_REQUESTED", "PENDING", "APPROVED", "REJECTED", "DELETION_PENDING"]
SubstituteRule = Literal["none", "optional", "required"]
Category = str  # Personio's lower-case names, an open set
NEVER = datetime.max  # noqa: DTZ901  # absences are naive local times on Personio's wire
NAMESPACE = uuid5(NAMESPACE_DNS, "company.example.com")


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, a team or an office."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """A public holiday calendar: ISO ``country``, ``state`` by its name as Personio shows it.

    ``code`` is the state's code in ISO 3166-2, without the country.
    """

    id: int
    name: str
    country: str
    state: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A work schedule: hours from Monday to Sunday, 0 is a day off."""

    id: int
    name: str
    hours: tuple[float, float, float, float, float, float, float]

    @property
    def weekly(self) -> float:
        return sum(self.hours)


@dataclass(frozen=True, slots=True)
class Type:
    """An absence type. The fields from ``requires_substitute`` on are rules that no Personio endpoint shows."""

    id: str  # v2
    v1_id: int
    name: str
    category: Category
    unit: Literal["DAY", "HOUR"]
    requires_substitute: SubstituteRule = "none"
    half_days_allowed: bool = True
    certificate_required: bool = False
    valid_on_non_working_days: bool = False
    approval_required: bool = True
    entitlement: float | None = None  # per year for full-time, in ``unit``; None: no balance


@dataclass(frozen=True, slots=True)
class Employee:
    """One person. Office, team and calendar decide with whom and when; ``timezone`` is IANA."""

    id: int
    first_name: str
    last_name: str
    email: str
    gender: Literal["FEMALE", "MALE", "DIVERSE", "UNKNOWN"]
    status: EmployeeStatus
    position: str
    hire_date: date
    termination_date: date | None
    birthday: date | None
    office: Unit
    department: Unit
    team: Unit | None
    supervisor_id: int | None
    calendar: Calendar
    schedule: Schedule
    timezone: str
    updated_at: datetime
    entered_at: datetime | None = None  # into Personio; None: four weeks before the first day

    @property
    def created_at(self) -> datetime:
        first = datetime.combine(self.hire_date, time(8), tzinfo=UTC)
        return self.entered_at or first - timedelta(days=28)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence period. ``last_day`` None: open end. Times are set for hour types only, then on one day."""

    id: str
    v1_id: int
    employee_id: int
    type_id: str
    first_day: date
    last_day: date | None
    status: Status
    created_at: datetime
    updated_at: datetime
    from_midday: bool = False
    until_midday: bool = False
    start_time: time | None = None
    end_time: time | None = None
    comment: str | None = None
    substitute_id: int | None = None

    @property
    def starts(self) -> datetime:
        """Return the first absent moment, naive local time."""
        return datetime.combine(self.first_day, self.start_time or time(12 if self.from_midday else 0))

    @property
    def ends(self) -> datetime:
        """Return the first moment that is not absent any more, naive; ``NEVER`` for an open end."""
        if self.last_day is None:
            return NEVER
        if self.end_time is not None:
            return datetime.combine(self.last_day, self.end_time)
        midnight = datetime.combine(self.last_day, time())
        return midnight + timedelta(hours=12 if self.until_midday else 24)

    @property
    def counts(self) -> bool:
        """Tell whether the person really is away: approved, or deletion not yet decided."""
        return self.status in {"APPROVED", "DELETION_PENDING"}


@dataclass(frozen=True, slots=True)
class Personas:
    """The four people a demo is played with."""

    employee: Employee
    substitute: Employee
    approver: Employee
    admin: Employee


@dataclass(frozen=True)
class Company:
    """A whole company on one day.

    ``persona_ids``: employee, substitute, approver, admin. ``substitutes_stay``: who covers for somebody may not ask
    for an absence in that period.
    """

    id: int
    name: str
    today: date
    employees: tuple[Employee, ...]
    types: tuple[Type, ...]
    absences: tuple[Absence, ...]
    persona_ids: tuple[int, int, int, int]
    substitutes_stay: bool = False

    @cached_property
    def by_id(self) -> dict[int, Employee]:
        return {employee.id: employee for employee in self.employees}

    def type_named(self, name: str) -> Type:
        """Return the absence type of that name; raises StopIteration where there is none."""
        return next(kind for kind in self.types if kind.name == name)

    def entra_object_id(self, employee: Employee) -> UUID:
        """Return the object id that the person has in the company's invented Entra tenant."""
        return uuid5(NAMESPACE, f"entra/{self.id}/{employee.id}")


def personas(company: Company) -> Personas:
    """Return the people a demo is played with: all four are active and at work on the company's day."""
    return Personas(*(company.by_id[person] for person in company.persona_ids))
