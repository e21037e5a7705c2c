"""Everything the sandbox knows at this moment.

One world per sandbox, no globals; only the workflow changes absences.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from aiohttp import web

from sandbox.company import Company, Employee, Unit
from sandbox.personio.absence_store import AbsenceStore
from sandbox.personio.behaviour import Switches
from sandbox.personio.call_log import Seen
from sandbox.personio.clock import Clock, stamp
from sandbox.personio.credentials import Credential, Registry
from sandbox.personio.faults import Faults
from sandbox.personio.holiday_book import HolidayBook
from sandbox.personio.limits import Limiter
from sandbox.personio.webhooks import Hub

LOG_LENGTH = 100_000
UnitRow = tuple[str, Unit, Unit | None]  # kind, unit, department above a team


class World:
    """The state of the sandbox: the company as it is now, switches, clock, credentials and log."""

    def __init__(
        self,
        company: Company,
        *,
        switches: Switches,
        credentials: Sequence[Credential],
        clock: Clock,
        monotonic: Callable[[], float],
        webhook_delays: Sequence[float],
    ) -> None:
        self.switches = switches
        self.clock = clock
        self.registry = Registry(tuple(credentials))
        self.limiter = Limiter(monotonic)
        self.faults = Faults()
        self.hub = Hub(clock, webhook_delays)
        self.requests: deque[Seen] = deque(maxlen=LOG_LENGTH)
        self.last_reads: dict[str, Any] = {}  # path -> body of the newest answer, for reads that lag behind
        self._traces = count(1)
        self._new_ids = count(1)
        self.load(company)

    def load(self, company: Company) -> None:
        """Start over with a company: its people and absences replace all there is."""
        self.company = company
        self.employees = dict(company.by_id)
        self.roll = sorted(self.employees)
        self.by_email = {employee.email: employee for employee in company.employees}
        self.types = {kind.id: kind for kind in company.types}
        self.unlisted_types: set[str] = set()  # taken away by the company; absences of them stay
        self.types_v1 = {kind.v1_id: kind for kind in company.types}
        self.absences = AbsenceStore(company.absences)
        self.holidays = HolidayBook()
        self._units: dict[tuple[str, int], UnitRow] = {}
        self.history: dict[str, list[tuple[str, str]]] = {}

    def units(self) -> dict[tuple[str, int], UnitRow]:
        """The departments and teams by kind and id, computed once after each change of people."""
        if not self._units:
            for employee in self.employees.values():
                self._units["department", employee.department.id] = ("department", employee.department, None)
                if employee.team:
                    self._units["team", employee.team.id] = ("team", employee.team, employee.department)
        return self._units

    def trace_id(self) -> str:
        return f"6311d371-0000-4000-8000-{next(self._traces):012d}"

    def new_absence_id(self) -> str:
        """Return a fresh absence id, the same in every run."""
        while (new := f"7d0c9b1e-0000-4000-8000-{next(self._new_ids):012d}") in self.absences:
            continue
        return new

    def change_employee(self, person: int, **changes: Any) -> Employee:
        """Change a person's record and tell the webhooks; raises KeyError for an unknown person."""
        old = self.employees[person]
        new = replace(old, **{"updated_at": self.clock.now(), **changes})
        self.employees[person] = new
        self._units.clear()
        self.by_email.pop(old.email, None)
        self.by_email[new.email] = new
        self.publish("person.updated", "person", str(person))
        self.publish("employment.updated", "employment", employment_id(person))
        return new

    def publish(self, event_name: str, kind: str, object_id: str) -> None:
        """Send an event to the webhooks that want it: its name, and the ``kind`` and id of the object."""
        key = kind.replace("_", "-") if self.switches.webhook_key == "hyphen" else kind
        self.hub.publish(
            {
                "company_id": str(self.company.id),
                "event_name": event_name,
                "occurred_at": stamp(self.clock.now()),
                "payload": {key: {"id": object_id}},
                "meta": {},
            }
        )


def employment_id(person: int) -> str:
    return f"0f0e0d0c-0000-4000-8000-{person:012d}"


WORLD = web.AppKey("world", World)


def world_of(request: web.Request) -> World:
    return request.app[WORLD]
