"""Persons and their employments, v2.

Attributes that the credential may not read are silently missing.
Source: https://developer.personio.de/reference/get_v2-persons
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from aiohttp import web

from sandbox.company import Employee
from sandbox.personio.credentials import BIRTHDAY
from sandbox.personio.errors import bad_value, unknown_id
from sandbox.personio.middleware import CREDENTIAL, need
from sandbox.personio.paging import page, single
from sandbox.personio.world import World, employment_id, world_of

READ = "personio:persons:read"
ACTIVE = {"active", "leave"}
EXACT = ("first_name", "last_name", "preferred_name", "email")


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
    body["profile_picture"] = (
        {"url": f"https://pictures.example/{employee.id}.png"} if "first_name" in allowed else None
    )
    body["created_at"] = employee.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    body["updated_at"] = employee.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return body


def employment_body(employee: Employee, allowed: frozenset[str]) -> dict[str, Any]:
    """Return a person's employment as far as the credential may read it."""
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
    body["created_at"] = employee.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    body["updated_at"] = employee.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return body


def _day(request: web.Request, name: str) -> date | None:
    text = request.query.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise bad_value(name) from None


def _asked(request: web.Request) -> Sequence[int]:
    world, query = world_of(request), request.query
    numbers: Sequence[int] = world.roll
    if "email" in query:
        numbers = [found.id] if (found := world.by_email.get(query["email"])) else []
    if "id" in query:
        wanted = {part for text in query.getall("id") for part in text.split(",")}
        numbers = [number for number in numbers if str(number) in wanted]
    tests = _tests(request)
    if not tests:
        return numbers
    return [number for number in numbers if all(test(world.employees[number]) for test in tests)]


def _tests(request: web.Request) -> list[Callable[[Employee], bool]]:
    query, tests = request.query, list[Callable[[Employee], bool]]()
    for name in EXACT:
        if name in query:
            field = "first_name" if name == "preferred_name" else name
            tests.append(partial(_is, field=field, value=query[name]))
    if "status" in query:
        active = query["status"].upper() == "ACTIVE"
        tests.append(lambda row: (row.status in ACTIVE) == active)
    for name in ("created_at", "updated_at"):
        after, before = _day(request, f"{name}.gt"), _day(request, f"{name}.lt")
        if after or before:
            tests.append(partial(_between, name=name, after=after, before=before))
    return tests


def _between(row: Employee, *, name: str, after: date | None, before: date | None) -> bool:
    day = (row.created_at if name == "created_at" else row.updated_at).date()
    return (after is None or day > after) and (before is None or day < before)


def _is(row: Employee, *, field: str, value: str) -> bool:
    return bool(getattr(row, field) == value)


def _same(number: int) -> int:
    return number


async def persons(request: web.Request) -> web.Response:
    """List persons."""
    need(request, READ)
    world, allowed = world_of(request), request[CREDENTIAL].attributes

    def show(number: int) -> dict[str, Any]:
        return person_body(world, world.employees[number], allowed)

    return page(request, _asked(request), _same, show, default=10, maximum=50)


async def one_person(request: web.Request) -> web.Response:
    need(request, READ)
    body = person_body(world_of(request), find_employee(request), request[CREDENTIAL].attributes)
    return single(request, body)


async def employments(request: web.Request) -> web.Response:
    need(request, READ)
    employee, allowed = find_employee(request), request[CREDENTIAL].attributes
    rows = [employee.id]
    return page(request, rows, _same, lambda _: employment_body(employee, allowed), default=10, maximum=50)


async def one_employment(request: web.Request) -> web.Response:
    need(request, READ)
    employee = find_employee(request)
    if request.match_info["employment"] != employment_id(employee.id):
        raise unknown_id()
    return single(request, employment_body(employee, request[CREDENTIAL].attributes))


ROUTES = [
    web.get("/v2/persons", persons),
    web.get("/v2/persons/{id}", one_person),
    web.get("/v2/persons/{id}/employments", employments),
    web.get("/v2/persons/{id}/employments/{employment}", one_employment),
]
