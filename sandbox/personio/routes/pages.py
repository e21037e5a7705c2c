"""The pages a person opens in the sandbox's Personio.

Plain HTML; every button is a form that posts a control action and comes back.
"""

from __future__ import annotations

from aiohttp import web

from sandbox.company import Employee
from sandbox.personio.pages import absence_page, person_page, tasks_page
from sandbox.personio.world import world_of


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})


def _person(request: web.Request, text: str) -> Employee | None:
    return world_of(request).employees.get(int(text)) if text.isascii() and text.isdigit() else None


async def tasks(request: web.Request) -> web.Response:
    """Show open tasks, of everybody or of ``?person=ID``."""
    return _html(tasks_page(world_of(request), _person(request, request.query.get("person", ""))))


async def person(request: web.Request) -> web.Response:
    found = _person(request, request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound(text="Deze persoon bestaat niet.")
    return _html(person_page(world_of(request), found))


async def absence(request: web.Request) -> web.Response:
    """Show one absence, gone ones too as far as they are remembered."""
    world, absence_id = world_of(request), request.match_info["id"]
    if absence_id not in world.absences and absence_id not in world.history:
        raise web.HTTPNotFound(text="Deze afwezigheid bestaat niet.")
    return _html(absence_page(world, absence_id))


async def month(request: web.Request) -> web.Response:
    """Show what there is to decide about a person's absences, where Personio shows a month of them."""
    found = _person(request, request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound(text="Deze persoon bestaat niet.")
    return _html(person_page(world_of(request), found, decide=True))


ROUTES = [
    web.get("/time-off/employee/{id}/monthly", month),
    web.get("/", tasks),
    web.get("/people/{id}", person),
    web.get("/absences/{id}", absence),
]
