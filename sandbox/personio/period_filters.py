"""The filters of the list of absence periods.

Date filters match what overlaps the range, or literally, as the switch says; both look at the dates on the wire.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aiohttp import web

from sandbox.company import Absence
from sandbox.personio.behaviour import Switches
from sandbox.personio.errors import bad_value
from sandbox.personio.serializers import end_of, start_of
from sandbox.personio.world import World, world_of

DATES = tuple(
    f"{field}.{bound}" for field in ("starts_from.date_time", "ends_at.date_time") for bound in ("gte", "lte")
)
CHANGES = ("updated_at.gte", "updated_at.lte")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; None where nothing is. ``changed`` bounds are UTC, the others naive."""

    ids: tuple[str, ...] | None
    persons: tuple[str, ...] | None
    types: tuple[str, ...] | None
    start_from: datetime | None
    start_to: datetime | None
    end_from: datetime | None
    end_to: datetime | None
    changed_from: datetime | None
    changed_to: datetime | None


def read_filters(request: web.Request) -> Filters:
    """Return the filters of a request; unknown names are ignored; raises Problem 400 for an unreadable date."""
    z_allowed = world_of(request).switches.filter_z == "accepted"
    dates = [_moment(request, name, z_allowed) for name in DATES]
    changes = [moment and moment.replace(tzinfo=UTC) for moment in (_moment(request, n, z_allowed) for n in CHANGES)]
    return Filters(_ids(request, "id"), _ids(request, "person.id"), _ids(request, "absence_type.id"), *dates, *changes)


def _ids(request: web.Request, name: str) -> tuple[str, ...] | None:
    found = tuple(part for text in request.query.getall(name, []) for part in text.split(",") if part)
    return found or None


def _moment(request: web.Request, name: str, z_allowed: bool) -> datetime | None:
    text = request.query.get(name)
    if text is None:
        return None
    naive = text[:-1] if text.endswith("Z") and z_allowed else text
    try:
        moment = datetime.fromisoformat(naive)
    except ValueError:
        raise bad_value(name) from None
    if moment.tzinfo or "T" not in naive or not 1900 <= moment.year <= 9000:
        raise bad_value(name)
    return moment


def select(world: World, asked: Filters) -> list[Absence]:
    question = (asked, str(world.switches))
    return world.absences.answer(question, lambda: [row for row in _near(world, asked) if _fits(world, row, asked)])


def _near(world: World, asked: Filters) -> Iterable[Absence]:
    absences = world.absences
    if asked.ids is not None:
        return [row for row in map(absences.get, dict.fromkeys(asked.ids)) if row]
    if asked.persons is not None:
        numbers = {int(person) for person in asked.persons if person.isascii() and person.isdigit()}
        return [row for number in numbers for row in absences.of(number)]
    if asked.changed_from is not None:
        return absences.changed_since(asked.changed_from)
    lower, upper = _range(asked)
    day = timedelta(days=1)
    return absences.between(lower and lower.date() - day, upper and upper.date() + day)


def _range(asked: Filters) -> tuple[datetime | None, datetime | None]:
    lowers = [bound for bound in (asked.start_from, asked.end_from) if bound]
    uppers = [bound for bound in (asked.start_to, asked.end_to) if bound]
    return max(lowers, default=None), min(uppers, default=None)


def _fits(world: World, row: Absence, asked: Filters) -> bool:
    switches = world.switches
    return (
        (row.status != "REJECTED" or switches.rejected_listed == "listed")
        and (asked.ids is None or row.id in asked.ids)
        and (asked.persons is None or str(row.employee_id) in asked.persons)
        and (asked.types is None or row.type_id in asked.types)
        and _inside(row.updated_at, asked.changed_from, asked.changed_to)
        and _dates_fit(row, asked, switches)
    )


def _dates_fit(row: Absence, asked: Filters, switches: Switches) -> bool:
    end = end_of(row, switches)
    if end is None:
        if (asked.end_from or asked.end_to) and switches.open_end_filter == "excluded":
            return False
        end = row.ends
    start = start_of(row)
    if switches.date_filter == "literal":
        return _inside(start, asked.start_from, asked.start_to) and _inside(end, asked.end_from, asked.end_to)
    lower, upper = _range(asked)
    return (upper is None or start <= upper) and (lower is None or end >= lower)


def _inside(moment: datetime, lower: datetime | None, upper: datetime | None) -> bool:
    return (lower is None or moment >= lower) and (upper is None or moment <= upper)
