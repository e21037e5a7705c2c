"""Names of departments, teams and offices, v2.

Lists are beta and do not exist without the header.
Source: https://developer.personio.de/reference/get_v2-org-units-id
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.company import Unit
from sandbox.personio.errors import bad_value, unknown_id
from sandbox.personio.middleware import need, need_beta
from sandbox.personio.paging import page, single
from sandbox.personio.world import UnitRow, world_of

READ = "personio:persons:read"


def _body(row: UnitRow) -> dict[str, Any]:
    kind, unit, above = row
    chain = [{"id": str(above.id), "type": "department", "name": above.name}] if above else []
    return {
        "id": str(unit.id),
        "type": kind,
        "name": unit.name,
        "abbreviation": None,
        "description": None,
        "parent_id": str(above.id) if above else None,
        "create_time": "2019-01-01T00:00:00Z",
        "resource_uri": f"/v2/org-units/{unit.id}?type={kind}",
        "parent_chain": chain,
    }


async def org_unit(request: web.Request) -> web.Response:
    """Show one department or team; the type must be said."""
    need(request, READ)
    kind, text = request.query.get("type", ""), request.match_info["id"]
    if kind not in {"department", "team"}:
        raise bad_value("type")
    row = world_of(request).units().get((kind, int(text))) if text.isascii() and text.isdigit() else None
    if row is None:
        raise unknown_id()
    return single(request, _body(row))


def _key(row: UnitRow) -> tuple[str, int]:
    return row[0], row[1].id


async def org_units(request: web.Request) -> web.Response:
    need_beta(request)
    need(request, READ)
    rows = sorted(world_of(request).units().values(), key=_key)
    return page(request, rows, _key, _body, default=100, maximum=100)


async def workplaces(request: web.Request) -> web.Response:
    """List offices (beta)."""
    need_beta(request)
    need(request, READ)
    offices = {employee.office.id: employee.office for employee in world_of(request).employees.values()}
    rows = [offices[number] for number in sorted(offices)]

    def show(unit: Unit) -> dict[str, Any]:
        return {"id": str(unit.id), "name": unit.name}

    return page(request, rows, lambda unit: unit.id, show, default=100, maximum=100)


ROUTES = [
    web.get("/v2/org-units", org_units),
    web.get("/v2/org-units/{id}", org_unit),
    web.get("/v2/workplaces", workplaces),
]
