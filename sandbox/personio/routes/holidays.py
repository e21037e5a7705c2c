"""``GET /v2/holidays``: the days off of up to 50 persons.

How its entries are spelled, and whether an account has it, nobody outside knows: switches.
Source: https://developer.personio.de/reference/listholidays
"""

from __future__ import annotations

import asyncio
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Any

from aiohttp import web

from sandbox.company import Employee
from sandbox.personio.behaviour import Switches
from sandbox.personio.errors import Problem, bad_value, missing_scope, unknown_route
from sandbox.personio.holiday_book import DayOff
from sandbox.personio.middleware import JUNK, need
from sandbox.personio.paging import limit_of
from sandbox.personio.routes.absence_types import READ
from sandbox.personio.world import World, world_of

SLOW = 0.3  # seconds
MOST = 50  # persons


def _day(request: web.Request, name: str) -> date:
    try:
        return date.fromisoformat(request.query[name])
    except (KeyError, ValueError):
        raise bad_value(name) from None


def _asked(request: web.Request) -> tuple[list[int], date, date, int]:
    """Return persons, first and last day and the row to begin with: in the filters, or in the cursor alone."""
    if cursor := request.query.get("cursor"):
        try:
            persons, first, last, start = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            return persons, date.fromisoformat(first), date.fromisoformat(last), int(start)
        except (ValueError, TypeError):
            raise bad_value("cursor") from None
    written = request.query.getall("person.id", [])
    if not 1 <= len(written) <= MOST or not all(each.isascii() and each.isdigit() for each in written):
        raise bad_value("person.id")
    return sorted({int(each) for each in written}), _day(request, "date.gte"), _day(request, "date.lte"), 0


def _in_range(world: World, first: date, last: date) -> None:
    """Insist on the range of the switch; raises Problem 422."""
    back, ahead = (2, 1) if world.switches.holiday_range == "narrow_422" else (10, 3)
    today = world.clock.now().date()
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    if first < today.replace(year=today.year - back, day=day) or last > today.replace(year=today.year + ahead, day=day):
        detail = f"The range must start at most {back} years ago and end at most {ahead} years ahead."
        raise Problem(422, "Unprocessable Entity", detail)


def _body(employee: Employee, found: DayOff, switches: Switches) -> dict[str, Any]:
    person, on = str(employee.id), found.date.isoformat()
    forms: dict[str, dict[str, Any]] = {
        "flag": {"half_day": found.half, "public_holiday": not found.company},
        "enum": {
            "duration": "HALF_DAY" if found.half else "FULL_DAY",
            "type": "COMPANY" if found.company else "PUBLIC",
        },
        "strange": {"duration": f"PART_{1 + found.half}"},
        "number": {"days": 0.5 if found.half else 1, "is_company_holiday": found.company},
    }
    said = forms[switches.holiday_fields]
    match switches.holiday_names:
        case "nested":
            return {"person": {"id": person}, "date": on, "name": found.name, **said}
        case "flat":
            return {"person_id": person, "holiday_date": on, "holiday_name": found.name, **said}
        case "camel":
            return {"personId": person, "day": on, "title": found.name, **{_camel(key): said[key] for key in said}}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


async def holidays(request: web.Request) -> web.Response:
    world = world_of(request)
    how = world.switches.holidays
    if how == "not_found":
        raise unknown_route(request.path)
    if how == "forbidden":
        raise missing_scope(world.switches.missing_scope)
    need(request, READ)
    limit = limit_of(request, 100, 100)
    persons, first, last, start = _asked(request)
    _in_range(world, first, last)
    if how == "garbage":
        return web.Response(text=JUNK, content_type="application/json")
    if how == "slow":
        await asyncio.sleep(SLOW)
    known = [world.employees[person] for person in persons if person in world.employees and how != "empty"]
    usual = world.switches.company_days
    rows = [(each, day) for each in known for day in world.holidays.between(each, first, last, usual)]
    links = {"self": {"href": _href(request, request.rel_url.query_string)}}
    if start + limit < len(rows):
        after = json.dumps([persons, first.isoformat(), last.isoformat(), start + limit]).encode()
        links["next"] = {"href": _href(request, f"cursor={urlsafe_b64encode(after).decode().rstrip('=')}")}
    data = [_body(each, day, world.switches) for each, day in rows[start : start + limit]]
    return web.json_response({"_data": data, "_meta": {"links": links}})


def _href(request: web.Request, query: str) -> str:
    path = f"{request.path}?{query}"
    return path if world_of(request).switches.next_link == "relative" else f"{request.url.origin()}{path}"


ROUTES = [web.get("/v2/holidays", holidays)]
