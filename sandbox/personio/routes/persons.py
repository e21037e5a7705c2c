"""Persons and their employments, v2.

Rule: attributes that the credential may not read are silently missing.
Source: https://developer.personio.de/reference/get_v2-persons
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from aiohttp import web

from sandbox.company import Employee
from sandbox.personio.credentials import BIRTHDAY
from sandbox.personio.doorman import need
from sandbox.personio.errors import bad_value, unknown_id
from sandbox.personio.paging import page, single
from sandbox.personio.world import World, employment_id, world_of

READ = "personio:persons:read"
ACTIVE = {"active", "leave"}
EXACT = ("first_name", "last_name", "preferred_name", "email")


def created_at(employee: Employee) -> datetime:
    """Return when the record was made: four weeks before the first day. Pure."""
    return datetime.combine(employee.hire_date - timedelta(days=28), time(8))


def find_employee(request: web.Request) -> Employee:
    """Return the employee of the path; raises Problem 404."""
    text = request.match_info["id"]
    found = world_of(request).employees.get(int(text)) if text.isascii() and text.isdigit() else None
    if found is None:
        raise unknown_id()
    return found


def person_body(world: World, employee: Employee, allowed: frozenset[str]) -> dict[str, Any]:
    """Return a person as far as the credential may read it."""
    body: dict[str, Any] = {"id": str(employee.id)}
    body |= {
        name: getattr(employee, name) for name in ("email", "first_name", "last_name", "gender") if name in allowed
    }
    if "first_name" in allowed:
        body["preferred_name"] = employee.first_name
    if "status" in allowed:
        body["status"] = "ACTIVE" if employee.status in ACTIVE else "INACTIVE"
    custom = []
    if BIRTHDAY in allowed:
        global_id = "date_of_birth" if world.switches.birthday_global_id == "date_of_birth" else None
        born = employee.birthday and employee.birthday.isoformat()
        custom.append({"id": BIRTHDAY, "type": "date", "global_id": global_id, "label": None, "value": born})
    body["custom_attributes"] = custom
    body["employments"] = [{"id": employment_id(employee.id)}]
    body["created_at"] = created_at(employee).strftime("%Y-%m-%dT%H:%M:%SZ")
    body["updated_at"] = employee.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return body


def employment_body(employee: Employee, allowed: frozenset[str]) -> dict[str, Any]:
    """Return a person's employment as far as the credential may read it. Pure."""
    fields: dict[str, tuple[str, Any]] = {
        "position": ("position", {"title": employee.position}),
        "status": ("status", employee.status.upper()),
        "employment_start_date": ("hire_date", employee.hire_date.isoformat()),
        "weekly_working_hours": ("weekly_working_hours", employee.schedule.weekly),
        "supervisor": ("supervisor", {"id": str(employee.supervisor_id)} if employee.supervisor_id else None),
        "office": ("office", {"id": str(employee.office.id)}),
    }
    body: dict[str, Any] = {"id": employment_id(employee.id), "person": {"id": str(employee.id)}, "type": "INTERNAL"}
    body |= {name: value for name, (attribute, value) in fields.items() if attribute in allowed}
    units = [("department", employee.department), ("team", employee.team)]
    body["org_units"] = [{"type": kind, "id": str(unit.id)} for kind, unit in units if unit and kind in allowed]
    if "termination_date" in allowed:
        ended = employee.termination_date and employee.termination_date.isoformat()
        body["termination"] = dict.fromkeys(("termination_date", "last_working_day"), ended)
        body["termination"] |= dict.fromkeys(("terminated_at", "type", "reason"))
        body["employment_end_date"] = ended
    body |= {"contract_end_date": None, "probation_end_date": None, "job": None, "cost_centers": []}
    body |= {"full_time_weekly_working_hours": 40.0, "legal_entity": {"id": "1"}}
    body["created_at"] = created_at(employee).strftime("%Y-%m-%dT%H:%M:%SZ")
    body["updated_at"] = employee.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return body


def _day(request: web.Request, name: str) -> date | None:
    text = request.query.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise bad_value(name) from None


def _asked(request: web.Request) -> list[Employee]:
    world, query = world_of(request), request.query
    rows: Iterable[Employee] = (world.employees[number] for number in world.roll)
    if "email" in query:
        rows = [found] if (found := world.by_email.get(query["email"])) else []
    if "id" in query:
        wanted = {part for text in query.getall("id") for part in text.split(",")}
        rows = [row for row in rows if str(row.id) in wanted]
    for name in EXACT:
        if name in query:
            field = "first_name" if name == "preferred_name" else name
            rows = [row for row in rows if getattr(row, field) == query[name]]
    if "status" in query:
        active = query["status"].upper() == "ACTIVE"
        rows = [row for row in rows if (row.status in ACTIVE) == active]
    for name in ("created_at", "updated_at"):
        after, before = _day(request, f"{name}.gt"), _day(request, f"{name}.lt")
        if after or before:
            rows = [row for row in rows if _between(row, name, after, before)]
    return rows if isinstance(rows, list) else list(rows)


def _between(row: Employee, name: str, after: date | None, before: date | None) -> bool:
    day = (created_at(row) if name == "created_at" else row.updated_at).date()
    return (after is None or day > after) and (before is None or day < before)


def _id(employee: Employee) -> int:
    return employee.id


async def persons(request: web.Request) -> web.Response:
    """List persons."""
    need(request, READ)
    world, allowed = world_of(request), request["credential"].attributes
    rows = _asked(request)
    return page(request, rows, _id, lambda row: person_body(world, row, allowed), default=10, maximum=50)


async def one_person(request: web.Request) -> web.Response:
    """Show one person."""
    need(request, READ)
    body = person_body(world_of(request), find_employee(request), request["credential"].attributes)
    return single(request, body)


async def employments(request: web.Request) -> web.Response:
    """List a person's employments: there is one."""
    need(request, READ)
    allowed = request["credential"].attributes
    return page(
        request, [find_employee(request)], _id, lambda row: employment_body(row, allowed), default=10, maximum=50
    )


async def one_employment(request: web.Request) -> web.Response:
    """Show one employment."""
    need(request, READ)
    employee = find_employee(request)
    if request.match_info["employment"] != employment_id(employee.id):
        raise unknown_id()
    return single(request, employment_body(employee, request["credential"].attributes))


ROUTES = [
    web.get("/v2/persons", persons),
    web.get("/v2/persons/{id}", one_person),
    web.get("/v2/persons/{id}/employments", employments),
    web.get("/v2/persons/{id}/employments/{employment}", one_employment),
]
