"""Absence types, in versions 2 and 1 of the API.

The rules of a type (substitute, half days) are in version 1 only, where the switch ``v1_type_rules`` says so.
Source: https://developer.personio.de/reference/get_v2-absence-types
"""

from __future__ import annotations

from aiohttp import web

from sandbox.company import Type
from sandbox.personio.errors import unknown_id
from sandbox.personio.middleware import need, need_v1
from sandbox.personio.paging import page, single
from sandbox.personio.routes.v1 import rows_asked
from sandbox.personio.serializers import type_body
from sandbox.personio.world import world_of

READ = "personio:absences:read"


def _key(kind: Type) -> int:
    return kind.v1_id


async def types(request: web.Request) -> web.Response:
    need(request, READ)
    world = world_of(request)
    rows = sorted((kind for kind in world.types.values() if kind.id not in world.unlisted_types), key=_key)
    return page(request, rows, _key, type_body, default=100, maximum=100)


async def one_type(request: web.Request) -> web.Response:
    need(request, READ)
    kind = world_of(request).types.get(request.match_info["id"])
    if kind is None:
        raise unknown_id()
    return single(request, dict(type_body(kind)))


def _rules(kind: Type) -> dict[str, object]:
    """Return what was taken out of the documentation in September 2024 and is still sent to some."""
    return {
        "substitute_option": "disabled" if kind.requires_substitute == "none" else kind.requires_substitute,
        "half_day_requests_enabled": kind.half_days_allowed,
        "certification_required": kind.certificate_required,
    }


async def time_off_types(request: web.Request) -> web.Response:
    """List the absence types the v1 way: the only place that tells whether approval is required."""
    need_v1(request, "absences:read")
    offset, limit = rows_asked(request, default=200, maximum=None)
    world = world_of(request)
    kinds = sorted(world.types.values(), key=_key)[offset : offset + limit]
    data = [
        {
            "type": "TimeOffType",
            "attributes": {
                "id": kind.v1_id,
                "id_v2": kind.id,
                "name": kind.name,
                "category": kind.category,
                "unit": kind.unit.lower(),
                "approval_required": kind.approval_required,
                **(_rules(kind) if world.switches.v1_type_rules == "present" else {}),
            },
        }
        for kind in kinds
    ]
    return web.json_response({"success": True, "data": data})


ROUTES = [
    web.get("/v2/absence-types", types),
    web.get("/v2/absence-types/{id}", one_type),
    web.get("/v1/company/time-off-types", time_off_types),
]
