"""Control actions under ``/_sandbox/``: people's decisions, clock, switches, failures, seed.

What a person or time would do to the real Personio; no product code may call it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from aiohttp import web

from sandbox.company import demo_company, generate, personas
from sandbox.personio import workflow
from sandbox.personio.behaviour import Switches
from sandbox.personio.clock import stamp
from sandbox.personio.credentials import Credential
from sandbox.personio.errors import Problem
from sandbox.personio.holiday_book import DayOff
from sandbox.personio.request_body import When
from sandbox.personio.world import World, world_of

PREFIX = "/_sandbox"
DATES = {"hire_date", "termination_date", "birthday"}
CHANGEABLE = {"first_name", "last_name", "email", "status", "position", "supervisor_id", *DATES}


async def asked(request: web.Request) -> dict[str, Any]:
    """Return the JSON object in a request's body, empty where there is no body; raises HTTP 400."""
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is needed")
    return body


def _state(world: World) -> dict[str, Any]:
    return {
        "now": stamp(world.clock.now()),
        "company": world.company.name,
        "people": len(world.employees),
        "absences": len(world.absences),
        "personas": {name: person["id"] for name, person in asdict(personas(world.company)).items()},
        "switches": asdict(world.switches),
    }


async def state(request: web.Request) -> web.Response:
    return web.json_response(_state(world_of(request)))


async def clock(request: web.Request) -> web.Response:
    """Turn the clock: ``now`` (ISO, aware), ``advance`` (seconds) or ``reset``."""
    world, body = world_of(request), await asked(request)
    try:
        if "now" in body:
            moment = datetime.fromisoformat(body["now"])
            world.clock.put(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        elif "advance" in body:
            world.clock.advance(timedelta(seconds=float(body["advance"])))
        else:
            world.clock.reset()
    except (TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    return web.json_response(_state(world))


async def switches(request: web.Request) -> web.Response:
    """Set the given switches: the others stay (PATCH), or go back to their defaults (PUT)."""
    world, body = world_of(request), await asked(request)
    try:
        world.switches = (Switches() if request.method == "PUT" else world.switches).changed(**body)
    except ValueError as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    return web.json_response(asdict(world.switches))


async def reset(request: web.Request) -> web.Response:
    """Start over: the demo company, or ``people`` generated ones with ``seed``, on ``today``."""
    world, body = world_of(request), await asked(request)
    try:
        today = date.fromisoformat(body["today"]) if "today" in body else world.clock.now().date()
        people = int(body.get("people", 0))
        world.load(generate(people, today, int(body.get("seed", 1))) if people else demo_company(today))
    except (TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    world.faults.clear()
    return web.json_response(_state(world))


async def decide(request: web.Request) -> web.StreamResponse:
    """Do to an absence what ``event`` in the address says, such as accept or approve; answers with its new status.

    404 for an unknown event or absence, 409 where its status forbids it. A form of the page is redirected back.
    """
    world, absence_id = world_of(request), request.match_info["id"]
    back = str((await request.post()).get("back", ""))
    event = request.match_info["event"]
    if event not in workflow.MOVES:
        raise web.HTTPNotFound(text=f"one of {', '.join(workflow.MOVES)}")
    problem: web.HTTPException | None = None
    try:
        workflow.move(world, absence_id, event)
    except KeyError:
        problem = web.HTTPNotFound(text="no such absence")
    except workflow.WrongState as error:
        problem = web.HTTPConflict(text=str(error))
    if back.startswith("/") and not back.startswith(("//", "/\\")):
        raise web.HTTPSeeOther(back)  # somebody else was faster: the page shows how it stands
    if problem:
        raise problem
    found = world.absences.get(absence_id)
    return web.json_response({"id": absence_id, "status": found.status if found else None})


async def times(request: web.Request) -> web.Response:
    """Change when an absence is, as an admin does in Personio; the approval stays."""
    world, body = world_of(request), await asked(request)
    absence = world.absences.get(request.match_info["id"])
    if absence is None:
        raise web.HTTPNotFound(text="no such absence")
    try:
        when = When(
            first_day=date.fromisoformat(body["first_day"]),
            last_day=date.fromisoformat(body["last_day"]) if body.get("last_day") else None,
            from_midday=bool(body.get("from_midday")),
            until_midday=bool(body.get("until_midday")),
            start_time=time.fromisoformat(body["start_time"]) if body.get("start_time") else None,
            end_time=time.fromisoformat(body["end_time"]) if body.get("end_time") else None,
        )
        changed = workflow.change(world, absence, when, status=absence.status)
    except (KeyError, TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    except Problem as error:
        raise web.HTTPConflict(text=error.entry["detail"]) from None
    return web.json_response({"id": changed.id, "status": changed.status})


async def employee(request: web.Request) -> web.Response:
    """Change a person's record."""
    world, body = world_of(request), await asked(request)
    number = request.match_info["id"]
    if not number.isdigit() or int(number) not in world.employees:
        raise web.HTTPNotFound(text="no such person")
    if not set(body) <= CHANGEABLE:
        raise web.HTTPBadRequest(text=f"one of {', '.join(sorted(CHANGEABLE))}")
    try:
        dates = {name: date.fromisoformat(body[name]) for name in DATES & set(body) if body[name]}
    except (TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    world.change_employee(int(number), **{**body, **dates})
    return web.json_response({"id": int(number)})


async def holiday(request: web.Request) -> web.Response:
    """Enter a day off: ``date``, ``name``, and where wanted ``half``, ``calendar`` and ``office`` (ids)."""
    world, body = world_of(request), await asked(request)
    try:
        world.holidays.own.append(DayOff(**{**body, "date": date.fromisoformat(body["date"])}))
    except (KeyError, TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    return web.Response(status=204)


async def credential(request: web.Request) -> web.Response:
    """Add a credential or change its secret, scopes, v1_scopes or attributes."""
    world, body = world_of(request), await asked(request)
    name = request.match_info["id"]
    known = world.registry.credentials.get(name, Credential(name))
    names = {field.name for field in fields(Credential)} - {"client_id"}
    if not set(body) <= names:
        raise web.HTTPBadRequest(text=f"one of {', '.join(sorted(names))}")
    values: dict[str, Any] = {
        key: frozenset(value) if isinstance(value, list) else value for key, value in body.items()
    }
    world.registry.credentials[name] = replace(known, **values)
    return web.json_response({"client_id": name})


async def expire(request: web.Request) -> web.Response:
    world_of(request).registry.revoke_all()
    return web.Response(status=204)


ROUTES = [
    web.get(f"{PREFIX}/state", state),
    web.post(f"{PREFIX}/clock", clock),
    web.patch(f"{PREFIX}/switches", switches),
    web.put(f"{PREFIX}/switches", switches),
    web.post(f"{PREFIX}/reset", reset),
    web.post(f"{PREFIX}/absences/{{id}}/times", times),
    web.post(f"{PREFIX}/absences/{{id}}/{{event}}", decide),
    web.patch(f"{PREFIX}/employees/{{id}}", employee),
    web.post(f"{PREFIX}/holidays", holiday),
    web.put(f"{PREFIX}/credentials/{{id}}", credential),
    web.post(f"{PREFIX}/tokens/expire", expire),
]
