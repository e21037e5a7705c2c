"""Reads the body of a create or change of an absence period.

First the shape (400), then what it says (422), in the order Personio checks.
Source: https://developer.personio.de/v2.0/reference/post_v2-absence-periods
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from aiohttp import web

from sandbox.company import Type
from sandbox.personio.behaviour import Switches
from sandbox.personio.errors import Problem, invalid_json
from sandbox.personio.world import World

HALVES = ("FIRST_HALF", "SECOND_HALF")
COMMENT_MAX = 2000


@dataclass(frozen=True, slots=True)
class Boundary:
    """``starts_from`` or ``ends_at`` as sent."""

    text: str
    half: str | None


@dataclass(frozen=True, slots=True)
class When:
    """A period in the sandbox's terms: days inclusive."""

    first_day: date
    last_day: date | None
    from_midday: bool = False
    until_midday: bool = False
    start_time: time | None = None
    end_time: time | None = None


async def json_object(request: web.Request) -> dict[str, Any]:
    """Return the body; raises Problem 400 where it is no JSON object."""
    try:
        body = json.loads(await request.read())
    except ValueError:
        raise invalid_json("The request body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise invalid_json("The request body must be an object.")
    return body


def object_id(body: dict[str, Any], name: str) -> str:
    """Return the id of a required reference; raises Problem 400."""
    reference = body.get(name)
    if not isinstance(reference, dict) or not isinstance(reference.get("id"), str):
        raise invalid_json(f"{name} must be an object with an id.")
    return str(reference["id"])


def boundary(body: dict[str, Any], name: str, *, null_type: str) -> Boundary | None:
    """Return a boundary or None where it is null; raises Problem 400 for another shape."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("date_time"), str):
        raise invalid_json(f"{name} must be an object with a date_time.")
    half = value.get("type")
    if half not in (None, *HALVES) or (half is None and "type" in value and null_type == "reject_400"):
        raise invalid_json(f"{name}.type must be one of {', '.join(HALVES)}.")
    return Boundary(value["date_time"], half)


def comment_of(body: dict[str, Any]) -> str | None:
    """Return the comment; raises Problem 400 for no text."""
    comment = body.get("comment")
    if comment is not None and not isinstance(comment, str):
        raise invalid_json("comment must be a string.")
    return comment


def substitute_of(body: dict[str, Any], switches: Switches) -> str | None:
    """Return the substitute's id; raises Problem 400 for the wrong shape. What the right shape is, a switch says."""
    value = body.get("substitute")
    if value is None or switches.substitute_shape == "other_ignored":
        return None
    if switches.substitute_shape == "other_400":
        return object_id(value if isinstance(value, dict) else {}, "person")
    return object_id(body, "substitute")


def unprocessable(world: World, detail: str) -> Problem:
    """Return the 422 for a request that is well formed but contradicts the rules (``detail`` says how)."""
    return refusal(world, 422, "Unprocessable absence period request", detail)


def refusal(world: World, status: int, title: str, detail: str) -> Problem:
    """Return a 409 or 422 with its documented title, or a generic one where the switch says so."""
    generic = {409: "Conflict", 422: "Unprocessable Entity"}[status]
    return Problem(status, title if world.switches.error_titles == "documented" else generic, detail)


def when_of(world: World, kind: Type, start: Boundary, end: Boundary | None) -> When:
    """Return the period meant; raises Problem 400 or 422."""
    return _hours(world, start, end) if kind.unit == "HOUR" else _days(world, kind, start, end)


def _naive(world: World, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise unprocessable(world, "date_time is not a date and time.") from None
    if moment.tzinfo or "T" not in text:
        raise unprocessable(world, "date_time must be a local date and time without offset.")
    if not 1900 <= moment.year <= 2200:
        raise unprocessable(world, "date_time is out of range.")
    return moment


def _days(world: World, kind: Type, start: Boundary, end: Boundary | None) -> When:
    switches = world.switches
    if switches.null_type == "reject_400" and (start.half is None or (end and end.half is None)):
        raise invalid_json("type is required for absence types in days.")
    first = _naive(world, start.text).date()
    last = _naive(world, end.text).date() if end else None
    if last and switches.end_write == "exclusive":
        last -= timedelta(days=1)
    from_midday = start.half == "SECOND_HALF"
    until_midday = end is not None and end.half == "FIRST_HALF"
    if last and (last < first or (last == first and from_midday and until_midday)):
        raise unprocessable(world, "The absence period ends before it starts.")
    if (from_midday or until_midday) and not kind.half_days_allowed:
        raise unprocessable(world, "Half days are not allowed for this absence type.")
    return When(first, last, from_midday, until_midday)


def _hours(world: World, start: Boundary, end: Boundary | None) -> When:
    if end is None or start.half or end.half:
        raise unprocessable(world, "Absence types in hours need a start and an end time and no half days.")
    first, last = _naive(world, start.text), _naive(world, end.text)
    if last <= first:
        raise unprocessable(world, "The absence period ends before it starts.")
    if first.date() != last.date() and world.switches.hours_over_days == "rejected_422":
        raise unprocessable(world, "The absence period must start and end on the same day.")
    return When(first.date(), last.date(), start_time=first.time(), end_time=last.time())
