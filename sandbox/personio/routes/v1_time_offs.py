"""Time-offs of v1: day types only, and only periods fully inside the asked window.

Approval is skipped unless the caller says ``skip_approval=false``; that is the vendor's default.
Source: https://github.com/personio/api-docs personio-personnel-data-api-oa3.yaml
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.company import Absence
from sandbox.personio import workflow
from sandbox.personio.daily_amounts import days_of
from sandbox.personio.errors import Problem, V1Error
from sandbox.personio.middleware import need_v1
from sandbox.personio.request_body import When, json_object
from sandbox.personio.routes.auth import FORM
from sandbox.personio.routes.v1 import echo, invalid, number, rows_asked
from sandbox.personio.routes.v1_employees import employee_body, known_employee
from sandbox.personio.world import World, world_of

BOTH_HALVES = "Invalid absence day. Reason: Both half day start and half day end are true for a single-day period"
SHOWN = ("first_name", "last_name", "email")
TRUE, FALSE = {"1", "true", "True"}, {"0", "false", "False"}


def _instant(day: date, zone: str) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S%z")


def _body(world: World, absence: Absence) -> dict[str, Any]:
    employee, kind = world.employees[absence.employee_id], world.types[absence.type_id]
    last = absence.last_day
    kind_body = {"id": kind.v1_id, "name": kind.name, "category": kind.category}
    attributes = {
        "id": absence.v1_id,
        "id_v2": absence.id,
        "status": "approved" if absence.counts else "pending",
        "comment": absence.comment or "",
        "start_date": _instant(absence.first_day, employee.timezone),
        "end_date": _instant(last, employee.timezone) if last else None,
        "days_count": sum(value for _, value in days_of(world, absence)),
        "half_day_start": absence.from_midday,
        "half_day_end": absence.until_midday,
        "time_off_type": {"type": "TimeOffType", "attributes": kind_body},
        "employee": employee_body(employee, SHOWN, world.switches),
        "certificate": {"status": "not-required"},
        "created_by": "API",
        "created_at": absence.created_at.isoformat(timespec="seconds"),
        "updated_at": absence.updated_at.isoformat(timespec="seconds"),
    }
    return {"type": "TimeOffPeriod", "attributes": attributes}


def _day(text: object, name: str) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise invalid(**{name: "must be a date"}) from None


def _shown(absence: Absence) -> bool:
    return absence.start_time is None and absence.status != "REJECTED"


async def time_offs(request: web.Request) -> web.Response:
    """List absences that lie wholly between ``start_date`` and ``end_date``."""
    need_v1(request, "absences:read")
    world, query = world_of(request), request.query
    lower = _day(query["start_date"], "start_date") if "start_date" in query else date.min
    upper = _day(query["end_date"], "end_date") if "end_date" in query else date.max
    people = frozenset(query.getall("employees[]", []))
    rows = [
        row
        for row in world.absences.answer(("v1", lower, upper), lambda: world.absences.between(None, None))
        if _shown(row)
        and lower <= row.first_day
        and (row.last_day or date.max) <= upper
        and (not people or str(row.employee_id) in people)
    ]
    _, limit = rows_asked(request, default=200, maximum=200)
    current = max(number(request, "offset", 1), 1)  # a page, not a row
    chosen = rows[(current - 1) * limit : current * limit]
    pages = -(-len(rows) // limit)
    metadata = {"total_elements": len(rows), "current_page": current, "total_pages": pages}
    data = [_body(world, row) for row in chosen]
    body = {"success": True, "metadata": metadata, "offset": current, "limit": limit, "data": data}
    return echo(request, web.json_response(body))


def _flag(asked: dict[str, Any], name: str, default: bool | None = None) -> bool:
    text = str(asked.get(name, "" if default is None else default)).strip()
    if text in TRUE | FALSE:
        return text in TRUE
    raise invalid(**{name: "must be true or false"})


async def _asked(request: web.Request) -> dict[str, Any]:
    try:
        return dict(await request.post()) if request.content_type == FORM else await json_object(request)
    except Problem:
        raise invalid(body="must be a form or a JSON object") from None


async def create(request: web.Request) -> web.Response:
    """File a period of a day type."""
    need_v1(request, "absences:write")
    world = world_of(request)
    asked = await _asked(request)
    employee = known_employee(world, str(asked.get("employee_id", "")))
    number_of_kind = str(asked.get("time_off_type_id", ""))
    kind = world.types_v1.get(int(number_of_kind)) if number_of_kind.isdecimal() else None
    if kind is None:
        raise V1Error(404, "Time-off type not found.", 0)
    first, last = _day(asked.get("start_date"), "start_date"), _day(asked.get("end_date"), "end_date")
    from_midday, until_midday = _flag(asked, "half_day_start"), _flag(asked, "half_day_end")
    if first == last and from_midday and until_midday:
        raise V1Error(400, BOTH_HALVES)
    if kind.unit == "HOUR" or last < first:
        raise V1Error(400, "Error when trying to insert absence period")
    when = When(first, last, from_midday, until_midday)
    skip = _flag(asked, "skip_approval", True)
    try:
        new = workflow.NewPeriod(employee, kind, when, str(asked.get("comment") or "") or None, None, skip)
        absence = workflow.create(world, new)
    except Problem:
        raise V1Error(400, "Error when trying to insert absence period") from None
    return echo(request, web.json_response({"success": True, "data": _body(world, absence)}))


def _found(request: web.Request) -> Absence:
    text = request.match_info["id"]
    absence = world_of(request).absences.numbered(int(text)) if text.isascii() and text.isdigit() else None
    if absence is None:
        raise V1Error(404, "The absence period was not found.")
    return absence


async def one(request: web.Request) -> web.Response:
    need_v1(request, "absences:read")
    return echo(request, web.json_response({"success": True, "data": _body(world_of(request), _found(request))}))


async def delete(request: web.Request) -> web.Response:
    need_v1(request, "absences:write")
    workflow.remove(world_of(request), _found(request))
    message = {"message": "The absence period was deleted."}
    return echo(request, web.json_response({"success": True, "data": message}))


ROUTES = [
    web.get("/v1/company/time-offs", time_offs),
    web.post("/v1/company/time-offs", create),
    web.get("/v1/company/time-offs/{id}", one),
    web.delete("/v1/company/time-offs/{id}", delete),
]
