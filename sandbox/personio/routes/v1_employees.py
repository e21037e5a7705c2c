"""The directory: ``GET /v1/company/employees`` and its attributes.

Every value sits in its wrapper; labels are in Dutch because they are localised.
Source: https://github.com/personio/api-docs personio-personnel-data-api-oa3.yaml
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.company import Employee, Schedule
from sandbox.company.model import Calendar, Unit
from sandbox.personio.behaviour import Switches
from sandbox.personio.credentials import ATTRIBUTES, BIRTHDAY, SHIRT
from sandbox.personio.errors import V1Error
from sandbox.personio.middleware import CREDENTIAL, need_v1
from sandbox.personio.routes.v1 import echo, invalid, rows_asked
from sandbox.personio.world import World, world_of

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHIRTS = ("S", "M", "L", "XL")
LABELS = {
    "id": "ID",
    "first_name": "Voornaam",
    "last_name": "Achternaam",
    "email": "E-mail",
    "gender": "Geslacht",
    "status": "Status",
    "position": "Functie",
    "hire_date": "Datum van indiensttreding",
    "termination_date": "Datum van uitdiensttreding",
    "department": "Afdeling",
    "team": "Team",
    "office": "Vestiging",
    "supervisor": "Leidinggevende",
    "created_at": "Aangemaakt op",
    "weekly_working_hours": "Uren per week",
    "work_schedule": "Werkschema",
    "holiday_calendar": "Feestdagen",
    BIRTHDAY: "Geboortedatum",
    SHIRT: "Shirtmaat",
}
DATES = ("created_at", "hire_date", "termination_date", BIRTHDAY)
KINDS = {"id": "integer", SHIRT: "list"} | dict.fromkeys(DATES, "date")
UNIVERSAL = {BIRTHDAY: "date_of_birth", SHIRT: None}
SHORT_REGIONS = {"NW": "NRW"}  # the usual abbreviation where it is not the ISO code


def _wrapped(key: str, value: object) -> dict[str, Any]:
    kind = KINDS.get(key, "standard")
    return {"label": LABELS[key], "value": value, "type": kind, "universal_id": UNIVERSAL.get(key, key)}


def _nested(kind: str, **attributes: object) -> dict[str, Any]:
    return {"type": kind, "attributes": attributes}


def _hours(hours: float, switches: Switches) -> str:
    return f"{hours:.2f}h" if switches.v1_values == "as_seen" else f"{int(hours):02d}:{round(hours % 1 * 60):02d}"


def _unit(kind: str, unit: Unit, switches: Switches) -> object:
    """Return a unit; as seen, a department is a list, a team has a name alone, and an office is its name."""
    documented = _nested(kind.capitalize(), id=unit.id, name=unit.name)
    if switches.v1_values == "documented":
        return documented
    return {"department": [documented], "team": _nested("Team", name=unit.name), "office": unit.name}[kind]


def _schedule(schedule: Schedule, switches: Switches) -> dict[str, Any]:
    hours = {day: _hours(hours, switches) for day, hours in zip(DAYS, schedule.hours, strict=True)}
    return _nested("WorkSchedule", id=schedule.id, name=schedule.name, valid_from=None, **hours)


def _calendar(calendar: Calendar, switches: Switches) -> dict[str, Any]:
    """Return a holiday calendar in one of the forms that recordings of the real API show."""
    country, state = {
        "names": (calendar.country, calendar.state),
        "short": (calendar.country, SHORT_REGIONS.get(calendar.code or "", calendar.code)),
        "calendar_name_only": (None, None),
    }[switches.calendar_fields]
    return _nested("HolidayCalendar", id=calendar.id, name=calendar.name, country=country, state=state)


def _value(employee: Employee, key: str, switches: Switches) -> object:  # noqa: PLR0911  # a table in the form of a match
    match key:
        case "hire_date" | "termination_date":
            day = getattr(employee, key)
            zone = ZoneInfo(employee.timezone)
            return day and datetime(day.year, day.month, day.day, tzinfo=zone).isoformat()
        case "office" | "department" | "team":
            unit = getattr(employee, key)
            return unit and _unit(key, unit, switches)
        case "supervisor":
            above = employee.supervisor_id
            return above and _nested("Employee", id=_wrapped("id", above))
        case "holiday_calendar":
            return _calendar(employee.calendar, switches)
        case "work_schedule":
            return _schedule(employee.schedule, switches)
        case "weekly_working_hours":
            return f"{employee.schedule.weekly:g}"
        case "created_at":
            return employee.created_at.isoformat()
        case "gender":
            return employee.gender.lower()
        case _ if key == BIRTHDAY:
            form = "%d.%m.%Y" if switches.v1_values == "as_seen" else "%Y-%m-%d"
            return employee.birthday and employee.birthday.strftime(form)
        case _ if key == SHIRT:
            return SHIRTS[employee.id % len(SHIRTS)]
    return getattr(employee, key)


def employee_body(employee: Employee, keys: Sequence[str], switches: Switches) -> dict[str, Any]:
    """Return an employee with these attributes; the id always comes."""
    attributes = {key: _wrapped(key, _value(employee, key, switches)) for key in ("id", *keys)}
    return {"type": "Employee", "attributes": attributes}


def _keys(request: web.Request) -> list[str]:
    allowed = request[CREDENTIAL].attributes
    asked = {part for name in ("attributes[]", "attributes") for part in request.query.getall(name, [])}
    return [key for key in ATTRIBUTES if key in allowed and (not asked or key in asked)]


async def employees(request: web.Request) -> web.Response:
    """List employees, by rows."""
    need_v1(request, "employees:read")
    world = world_of(request)
    offset, limit = rows_asked(request, default=50, maximum=100)
    since = _since(request)
    if since:
        numbers: Sequence[int] = [number for number in world.roll if world.employees[number].updated_at >= since]
    elif "email" in request.query:
        found = world.by_email.get(request.query["email"])
        numbers = [found.id] if found else []
    else:
        numbers = world.roll
    total = len(numbers)
    if since and world.switches.updated_since_paging == "ignored":
        offset, limit = 0, max(total, 1)
    keys = _keys(request)
    rows = numbers[offset : offset + limit]
    body = {
        "success": True,
        "metadata": {
            "total_elements": total,
            "current_page": offset // limit,
            "total_pages": -(-total // limit),
        },
        "offset": offset,
        "limit": limit,
        "data": [employee_body(world.employees[number], keys, world.switches) for number in rows],
    }
    return echo(request, web.json_response(body))


def _since(request: web.Request) -> datetime | None:
    text = request.query.get("updated_since")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid(updated_since="must be a date") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def known_employee(world: World, text: str) -> Employee:
    """Return an employee by the text of an id; raises V1Error 404 with the vendor's own message."""
    found = world.employees.get(int(text)) if text.isascii() and text.isdigit() else None
    if found is None:
        raise V1Error(404, "Es ist ein Problem aufgetreten ")
    return found


async def one_employee(request: web.Request) -> web.Response:
    need_v1(request, "employees:read")
    world = world_of(request)
    body = employee_body(known_employee(world, request.match_info["id"]), _keys(request), world.switches)
    return echo(request, web.json_response({"success": True, "data": body}))


async def attributes(request: web.Request) -> web.Response:
    """Answer with the attributes of employees that the credential may read."""
    credential = need_v1(request, "employees:read")
    data = [
        {
            "key": key,
            "label": LABELS[key],
            "type": KINDS.get(key, "standard"),
            "universal_id": UNIVERSAL.get(key, key),
            "options": list(SHIRTS) if key == SHIRT else [],
        }
        for key in ATTRIBUTES
        if key in credential.attributes
    ]
    return web.json_response({"success": True, "data": data})


ROUTES = [
    web.get("/v1/company/employees", employees),
    web.get("/v1/company/employees/attributes", attributes),
    web.get("/v1/company/employees/custom-attributes", attributes),
    web.get("/v1/company/employees/{id}", one_employee),
]
