"""Balances of absence types, v1.

Rule: ``balance`` counts what was taken up to today, ``available_balance`` also what is planned; no unit is said.
Source: https://github.com/personio/api-docs personio-personnel-data-api-oa3.yaml
"""

from __future__ import annotations

from aiohttp import web

from sandbox.company import Employee, Type
from sandbox.personio.daily_amounts import days_of
from sandbox.personio.middleware import need_v1
from sandbox.personio.routes.v1_employees import known_employee
from sandbox.personio.world import World, world_of


def balance_of(world: World, employee: Employee, kind: Type) -> tuple[float, float]:
    """Return balance and available balance of the current year, in the unit of the type."""
    today = world.clock.now().date()
    share = min(1.0, employee.schedule.weekly / 40)
    if employee.hire_date.year == today.year:
        share *= (13 - employee.hire_date.month) / 12
    entitled = (kind.entitlement or 0.0) * share
    taken = planned = 0.0
    for absence in world.absences.of(employee.id):
        if absence.type_id != kind.id or absence.status == "REJECTED":
            continue
        for day, value in days_of(world, absence):
            if day.year == today.year:
                past = day <= today and absence.counts
                taken, planned = (taken + value, planned) if past else (taken, planned + value)
    return round(entitled - taken, 2), round(entitled - taken - planned, 2)


async def balance(request: web.Request) -> web.Response:
    """Answer with the balance of an employee for each absence type that has an entitlement."""
    need_v1(request, "absences:read")
    world = world_of(request)
    employee = known_employee(world, request.match_info["id"])
    data = []
    for kind in world.types.values():
        if kind.entitlement is not None:
            left, available = balance_of(world, employee, kind)
            entry = {"id": kind.v1_id, "name": kind.name, "category": kind.category}
            data.append({**entry, "balance": left, "available_balance": available})
    return web.json_response({"success": True, "data": data})


ROUTES = [web.get("/v1/company/employees/{id}/absences/balance", balance)]
