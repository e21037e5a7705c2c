"""What v1 routes have in common: offsets, and the token that the answer repeats in a header.

Bodies are wrapped in ``success`` and ``data``. An offset counts rows, but pages in the list of time-offs.
"""

from __future__ import annotations

from aiohttp import web

from sandbox.personio.errors import V1Error
from sandbox.personio.middleware import TOKEN
from sandbox.personio.world import world_of

INVALID = "The given data failed to pass validation."


def invalid(**fields: str) -> V1Error:
    """Return the 422 of v1 with what is wrong per field."""
    return V1Error(422, INVALID, 0, {name: [text] for name, text in fields.items()})


def number(request: web.Request, name: str, default: int) -> int:
    """Return a query parameter as a number of 0 or more; raises V1Error 422."""
    text = request.query.get(name, str(default))
    if not text.isascii() or not text.isdigit():
        raise invalid(**{name: "must be an integer"})
    return int(text)


def rows_asked(request: web.Request, *, default: int, maximum: int | None) -> tuple[int, int]:
    """Return offset and limit; a limit over the maximum is clamped or refused, as the switch says."""
    limit = number(request, "limit", default)
    if maximum is not None and limit > maximum:
        if world_of(request).switches.v1_limit_over == "400":
            raise V1Error(400, "The limit may not be greater than 100.")
        limit = maximum
    return number(request, "offset", 0), max(limit, 1)


def echo(request: web.Request, response: web.Response) -> web.Response:
    """Repeat the request's token in a header of the answer, where the switch ``token_echo`` is on."""
    if world_of(request).switches.token_echo == "on":  # noqa: S105  # a switch, not a secret
        response.headers["Authorization"] = f"Bearer {request[TOKEN].value}"
    return response
