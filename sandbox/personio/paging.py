"""Pages of v2 lists: limits, opaque cursors bound to their filters, next links.

A cursor tells where to go on by the last row's key, so a list may change between two pages.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, TypeVar

from aiohttp import web

from sandbox.personio.errors import bad_value
from sandbox.personio.world import world_of

Row = TypeVar("Row")
Key = str | int | Sequence[Any]


def limit_of(request: web.Request, default: int, maximum: int) -> int:
    """Return the page size asked for; raises Problem 400 outside 1 to ``maximum``."""
    text = request.query.get("limit", str(default))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= maximum:
        raise bad_value("limit")
    return int(text)


def _filters(request: web.Request) -> str:
    asked = sorted((name, value) for name, value in request.query.items() if name not in {"cursor", "limit"})
    return sha256(json.dumps([request.path, asked]).encode()).hexdigest()[:16]


def _write(request: web.Request, after: Key) -> str:
    return urlsafe_b64encode(json.dumps([_filters(request), after]).encode()).decode().rstrip("=")


def _read(request: web.Request, text: str) -> Any:
    try:
        filters, after = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        raise bad_value("cursor") from None
    if filters != _filters(request):
        raise bad_value("cursor")
    return tuple(after) if isinstance(after, list) else after


def page(
    request: web.Request,
    rows: Sequence[Row],
    key: Callable[[Row], Key],
    show: Callable[[Row], dict[str, Any]],
    *,
    default: int,
    maximum: int,
) -> web.Response:
    """Return one page of rows sorted by ``key``; raises Problem 400 for a bad limit or cursor."""
    limit = limit_of(request, default, maximum)
    cursor = request.query.get("cursor")
    start = bisect_right(rows, _read(request, cursor), key=key) if cursor else 0
    chosen = rows[start : start + limit]
    links = {"self": {"href": _href(request, cursor)}}
    if start + limit < len(rows):
        links["next"] = {"href": _href(request, _write(request, key(chosen[-1])))}
    return web.json_response({"_data": [show(row) for row in chosen], "_meta": {"links": links}})


def _href(request: web.Request, cursor: str | None) -> str:
    query = [(name, value) for name, value in request.query.items() if name != "cursor"]
    url = request.rel_url.with_query([*query, ("cursor", cursor)] if cursor else query)
    if world_of(request).switches.next_link == "relative":
        return str(url)
    return str(request.url.origin().join(url))


def single(request: web.Request, body: dict[str, Any]) -> web.Response:
    """Return the answer that holds one object; inside ``_data`` where the switch ``single_get`` is ``wrapped``."""
    wrapped = world_of(request).switches.single_get == "wrapped"
    return web.json_response({"_data": body} if wrapped else body)


def created(request: web.Request, path: str, new_id: str) -> web.Response:
    """Return the answer to a create: the id and where to read it, no more."""
    href = str(request.url.origin()) + path
    return web.json_response({"id": new_id, "_meta": {"links": {"self": {"href": href}}}}, status=201)
