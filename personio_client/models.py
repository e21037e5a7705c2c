"""What Personio knows, in our words.

No wire name gets in here. Records are frozen; days are inclusive; times of absences are naive local wall times,
as Personio means them; instants are aware. Text that Personio did not give is empty or None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

MAX_COMMENT = 2_000  # characters


class _Record(BaseModel):
    # Validation errors end up in logs: they must not quote comments.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class AbsenceType(_Record):
    """A kind of absence. ``unit`` says whether it is taken in days or hours; ``category`` is an open word."""

    id: str
    name: str = ""
    category: str = ""
    unit: Literal["day", "hour"] = "day"


class TimeOffType(_Record):
    """The older API's view of an absence type: ``id`` there, ``id_v2`` of the :class:`AbsenceType`.

    ``substitute``, ``half_days`` and ``certificate`` are rules that the vendor says it took out in
    September 2024, and still sends to some; None where they are missing.
    """

    id: str
    id_v2: str | None = None
    name: str = ""
    category: str = ""
    unit: Literal["day", "hour"] | None = None
    approval_required: bool | None = None
    substitute: Literal["none", "optional", "required"] | None = None
    half_days: bool | None = None
    certificate: bool | None = None


class NewAbsence(_Record):
    """An absence to ask for. Raises ValueError (pydantic's) where it cannot be one.

    Day types: ``first_half`` starts at midday, ``last_half`` ends at midday; on a single day that is the afternoon or
    the morning, never both; ``last_day`` None is an open end. Hour types: both days and both times.
    """

    person_id: str
    type_id: str
    unit: Literal["day", "hour"] = "day"
    first_day: dt.date
    last_day: dt.date | None
    first_half: bool = False
    last_half: bool = False
    first_time: dt.time | None = None
    last_time: dt.time | None = None
    comment: str | None = Field(default=None, max_length=MAX_COMMENT, repr=False)
    substitute_id: str | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("the last day is before the first")
        if self.unit == "day":
            if self.first_time or self.last_time:
                raise ValueError("a day type has no times")
            if self.first_half and self.last_half and self.first_day == self.last_day:
                raise ValueError("both halves of a single day")
            if self.last_half and self.last_day is None:
                raise ValueError("an open end has no half")
            return self
        if self.last_day is None or self.first_time is None or self.last_time is None:
            raise ValueError("an hour type has both days and both times")
        if self.first_half or self.last_half:
            raise ValueError("an hour type has no halves")
        if (self.last_day, self.last_time) <= (self.first_day, self.first_time):
            raise ValueError("the end is not after the start")
        return self


class DayAmount(_Record):
    """How much of one day an absence takes: 0 on a day off. ``unit`` is ``day`` or ``hour``, or a new word."""

    date: dt.date
    value: Decimal
    unit: str = "day"


class AbsencePeriod(_Record):
    """An absence. ``status`` is an open word: ``pending``, ``approved``, ``substitute_requested``, ``rejected``, ...

    ``first_half``: starts at midday; ``last_half``: ends at midday (a morning only, where both days are one).
    ``last_day`` (None: open end) is worked out of ``ends_at``, which Personio sends as the midnight after the last day.
    It can be a day early where a tenant's end means otherwise: :meth:`settled` corrects it by the daily amounts.
    ``unreadable``: keys of what is there and could not be understood; a half is taken for a whole day then.
    """

    id: str
    person_id: str = ""
    type_id: str = ""
    first_day: dt.date
    last_day: dt.date | None = None
    first_half: bool = False
    last_half: bool = False
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    time_zone: str | None = None
    comment: str | None = Field(default=None, repr=False)
    status: str = ""
    substitute_id: str | None = None
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None
    unreadable: tuple[str, ...] = ()

    def settled(self, amounts: Iterable[DayAmount]) -> AbsencePeriod:
        """Return the period with its last day moved to the last day that ``amounts`` count, if that is later."""
        counted = [amount.date for amount in amounts if amount.value > 0]
        if self.last_day is None or not counted or max(counted) <= self.last_day:
            return self
        return self.model_copy(update={"last_day": max(counted)})


UnitKind = Literal["department", "team", "office"]


class Unit(_Record):
    """A department, team or office. One of which only the name is known has ``name:`` and that as its id."""

    id: str
    name: str = ""


class HolidayCalendar(_Record):
    """A public holiday calendar: Personio gives country and region by name, never the dates."""

    id: str
    name: str = ""
    country: str | None = None
    state: str | None = None


DayPart = Literal["day", "half", "morning", "afternoon"]


class Holiday(_Record):
    """A day off of a person, public or the company's own (``company``; None where Personio does not say).

    ``part`` of the day that is free: *half* where it is not said which, the whole day where nothing that is understood
    says how much. ``unreadable``: what is there and could not be understood.
    """

    person_id: str
    date: dt.date
    name: str = ""
    part: DayPart = "day"
    company: bool | None = None
    unreadable: tuple[str, ...] = ()


class WorkSchedule(_Record):
    """Working time in minutes per weekday, Monday first; 0 is a day off."""

    name: str = ""
    valid_from: dt.date | None = None
    minutes: tuple[int, int, int, int, int, int, int]


class Person(_Record):
    """An employee, as far as the credential may read. ``status``: onboarding, active, leave, inactive (open).

    ``unreadable``: keys of attributes whose value is there and could not be understood. ``more_units``: further
    departments, teams and offices, by kind, where Personio gives several.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str | None = None
    status: str = ""
    position: str | None = None
    hire_date: dt.date | None = None
    termination_date: dt.date | None = None
    birthday: dt.date | None = None
    supervisor_id: str | None = None
    department: Unit | None = None
    team: Unit | None = None
    office: Unit | None = None
    holiday_calendar: HolidayCalendar | None = None
    work_schedule: WorkSchedule | None = None
    created_at: dt.datetime | None = None
    unreadable: tuple[str, ...] = ()
    more_units: tuple[tuple[UnitKind, Unit], ...] = ()

    @property
    def units(self) -> tuple[tuple[UnitKind, Unit], ...]:
        """All units that the person is in, each with its kind."""
        own: tuple[tuple[UnitKind, Unit | None], ...]
        own = (("department", self.department), ("team", self.team), ("office", self.office))
        return (*((kind, unit) for kind, unit in own if unit), *self.more_units)


class Attribute(_Record):
    """An attribute of employees that the credential may read. ``label`` is localised: match on the others."""

    key: str
    label: str = ""
    type: str = ""
    universal_id: str | None = None
    options: tuple[str, ...] = ()


class Balance(_Record):
    """What is left of an absence type (the older API's ``id``): up to today, and with planned absences deducted."""

    id: str
    name: str = ""
    category: str = ""
    balance: Decimal | None = None
    available_balance: Decimal | None = None


class Webhook(_Record):
    """A subscription to Personio's events."""

    id: str
    url: str = ""
    description: str = ""
    enabled: bool = False
    events: tuple[str, ...] = ()


class WebhookEvent(_Record):
    """Something happened in Personio; fetch it by its id to learn what. The same event may come more than once."""

    name: str
    absence_id: str | None = None
    person_id: str | None = None
    company_id: str | None = None
    occurred_at: dt.datetime | None = None
