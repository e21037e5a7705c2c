"""Absence periods of v2, day and hour types alike, and their breakdowns.

What may be unknown is a switch; checks run in Personio's order.
Source: https://developer.personio.de/v2.0/reference/post_v2-absence-periods
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.company import Absence, Employee, Type
from sandbox.personio import workflow
from sandbox.personio.absence_store import order
from sandbox.personio.daily_amounts import days_of
from sandbox.personio.errors import invalid_json, unknown_id
from sandbox.personio.middleware import need
from sandbox.personio.paging import created, page, single
from sandbox.personio.period_filters import read_filters, select
from sandbox.personio.request_body import (
    COMMENT_MAX,
    Boundary,
    When,
    boundary,
    comment_of,
    json_object,
    object_id,
    refusal,
    substitute_of,
    unprocessable,
    when_of,
)
from sandbox.personio.serializers import end_of, period_body, start_of
from sandbox.personio.world import World, world_of

READ, WRITE = "personio:absences:read", "personio:absences:write"
PATH = "/v2/absence-periods"


async def periods(request: web.Request) -> web.Response:
    need(request, READ)
    world = world_of(request)
    rows = select(world, read_filters(request))
    return page(request, rows, order, lambda row: period_body(world, row, listed=True), default=100, maximum=100)


def _found(request: web.Request) -> Absence:
    absence = world_of(request).absences.get(request.match_info["id"])
    if absence is None:
        raise unknown_id()
    return absence


async def one_period(request: web.Request) -> web.Response:
    need(request, READ)
    return single(request, period_body(world_of(request), _found(request), listed=False))


async def breakdowns(request: web.Request) -> web.Response:
    """List what falls on each day."""
    need(request, READ)
    world, absence = world_of(request), _found(request)
    rows = [(day.isoformat(), value) for day, value in days_of(world, absence)]
    if world.switches.breakdown_off_days == "omitted":
        rows = [row for row in rows if row[1]]
    if world.switches.breakdown_pending == "empty" and not absence.counts:
        rows = []
    unit = world.types[absence.type_id].unit

    def show(row: tuple[str, float]) -> dict[str, Any]:
        value = int(row[1]) if row[1].is_integer() else row[1]
        return {"date": row[0], "effective_duration": {"unit": unit, "value": value}}

    return page(request, rows, lambda row: row[0], show, default=28, maximum=28)


def _skips(request: web.Request) -> bool:
    return request.query.get("skip_approval", "false").lower() == "true"


async def create(request: web.Request) -> web.Response:
    """File a period."""
    need(request, WRITE)
    world, body = world_of(request), await json_object(request)
    switches = world.switches
    person, kind_id = object_id(body, "person"), object_id(body, "absence_type")
    start = boundary(body, "starts_from", null_type=switches.null_type)
    end = boundary(body, "ends_at", null_type=switches.null_type)
    if start is None:
        raise invalid_json("starts_from is required.")
    comment, substitute = comment_of(body), substitute_of(body, switches)
    employee, kind = _known(world, person, kind_id)
    when = when_of(world, kind, start, end)
    new = workflow.NewPeriod(employee, kind, when, comment, substitute, _skips(request))
    absence = workflow.create(world, new)
    return created(request, f"{PATH}/{absence.id}", absence.id)


def _known(world: World, person: str, kind_id: str) -> tuple[Employee, Type]:
    employee = world.employees.get(int(person)) if person.isascii() and person.isdigit() else None
    kind = world.types.get(kind_id)
    if employee is None:
        raise unprocessable(world, "The person does not exist.")
    if kind is None:
        raise unprocessable(world, "The absence type does not exist.")
    return employee, kind


async def patch(request: web.Request) -> web.Response:
    """Change times, comment or substitute of a period."""
    need(request, WRITE)
    world, absence, body = world_of(request), _found(request), await json_object(request)
    if absence.status in {"REJECTED", "DELETION_PENDING"}:
        raise unprocessable(world, "The absence period cannot be changed any more.")
    others: dict[str, Any] = {}
    if "comment" in body:
        comment = comment_of(body)
        if comment and len(comment) > COMMENT_MAX:
            raise unprocessable(world, f"The comment is longer than {COMMENT_MAX} characters.")
        if world.switches.patch_comment == "applied":
            others["comment"] = comment
    if "substitute" in body:
        others |= _new_substitute(world, body)
    if _skips(request) and absence.status == "PENDING":
        others["status"] = "APPROVED"
    workflow.change(world, absence, _new_times(world, absence, body), **others)
    return web.Response(status=204)


def _new_substitute(world: World, body: dict[str, Any]) -> dict[str, Any]:
    if world.switches.substitute_patch == "rejected_422":
        raise refusal(world, 422, "Substitute not allowed", "The substitute cannot be changed.")
    text = substitute_of(body, world.switches)
    if world.switches.substitute_patch == "ignored":
        return {}
    known = text is None or (text.isascii() and text.isdigit() and int(text) in world.employees)
    if not known:
        raise refusal(world, 409, "Substitute is invalid", "This person cannot substitute in this period.")
    return {"substitute_id": text and int(text)}


def _new_times(world: World, absence: Absence, body: dict[str, Any]) -> When | None:
    if "starts_from" not in body and "ends_at" not in body:
        return None
    start = boundary(body, "starts_from", null_type="reject_400")  # on PATCH a null type always is refused
    end = boundary(body, "ends_at", null_type="reject_400")
    if "starts_from" in body and start is None:
        raise invalid_json("starts_from must not be null.")
    kind = world.types[absence.type_id]
    if start is None:
        start = Boundary(start_of(absence).isoformat(), _half(absence, absence.from_midday, "SECOND_HALF"))
    if "ends_at" not in body:
        end = _kept_end(world, absence)
    return when_of(world, kind, start, end)


def _kept_end(world: World, absence: Absence) -> Boundary | None:
    """Return the end as it would have to be written to stay what it is."""
    if absence.last_day is None:
        return None
    if absence.end_time:
        moment = end_of(absence, world.switches)
        return Boundary(moment.isoformat() if moment else "", None)
    written = absence.last_day.toordinal() + (world.switches.end_write == "exclusive")
    day = type(absence.last_day).fromordinal(written)
    return Boundary(f"{day.isoformat()}T00:00:00", _half(absence, absence.until_midday, "FIRST_HALF"))


def _half(absence: Absence, half: bool, name: str) -> str | None:
    other = "SECOND_HALF" if name == "FIRST_HALF" else "FIRST_HALF"
    return None if absence.start_time else name if half else other


async def delete(request: web.Request) -> web.Response:
    need(request, WRITE)
    workflow.delete(world_of(request), _found(request))
    return web.Response(status=204)


ROUTES = [
    web.get(PATH, periods),
    web.post(PATH, create),
    web.get(f"{PATH}/{{id}}", one_period),
    web.patch(f"{PATH}/{{id}}", patch),
    web.delete(f"{PATH}/{{id}}", delete),
    web.get(f"{PATH}/{{id}}/breakdowns", breakdowns),
]
