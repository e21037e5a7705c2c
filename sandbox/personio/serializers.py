"""Absence periods as v2 of the API shows them.

What is not known about how the real API shows them is decided by a switch, and only here.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sandbox.company import Absence, Type
from sandbox.personio.behaviour import Switches
from sandbox.personio.clock import stamp
from sandbox.personio.world import World


def start_of(absence: Absence) -> datetime:
    """Return ``starts_from.date_time``: midnight for day types, half or not."""
    return datetime.combine(absence.first_day, absence.start_time or time())


def end_of(absence: Absence, switches: Switches) -> datetime | None:
    """Return ``ends_at.date_time``, None for an open end."""
    if absence.last_day is None:
        return None
    if absence.end_time is not None:
        return datetime.combine(absence.last_day, absence.end_time)
    midnight = datetime.combine(absence.last_day, time())
    if absence.until_midday and switches.half_end_read != "next_midnight":
        return midnight + timedelta(hours=12 if switches.half_end_read == "same_day_noon" else 0)
    return midnight + timedelta(days=1 if switches.end_read == "exclusive" else 0)


def status_of(absence: Absence, switches: Switches) -> str:
    return switches.extra_status if absence.status == "PENDING" and switches.extra_status else absence.status


def _boundary(moment: datetime, half: str | None, switches: Switches) -> dict[str, str]:
    text = moment.isoformat(timespec="milliseconds" if switches.ms == "millis" else "seconds")
    return {"date_time": text} | ({"type": half} if half else {})


def period_body(world: World, absence: Absence, *, listed: bool) -> dict[str, Any]:
    """Return a period as GET shows it, alone or in a list."""
    switches, day_type = world.switches, absence.start_time is None
    end = end_of(absence, switches)
    first = ("SECOND_HALF" if absence.from_midday else "FIRST_HALF") if day_type else None
    last = ("FIRST_HALF" if absence.until_midday else "SECOND_HALF") if day_type else None
    body: dict[str, Any] = {
        "id": absence.id,
        "person": {"id": str(absence.employee_id)},
        "absence_type": {"id": absence.type_id},
        "starts_from": _boundary(start_of(absence), first, switches),
        "ends_at": _boundary(end, last, switches) if end else None,
        "timezone_id": world.employees[absence.employee_id].timezone,
        "comment": absence.comment,
        "approval": {"status": status_of(absence, switches)},
    }
    if switches.timestamps == "sent":
        body |= {"created_at": stamp(absence.created_at), "updated_at": stamp(absence.updated_at)}
    shown = switches.substitute_read == "get_and_list" or (switches.substitute_read == "get" and not listed)
    if shown:
        body["substitute"] = {"id": str(absence.substitute_id)} if absence.substitute_id else None
    return body


def type_body(kind: Type) -> dict[str, str]:
    """Return an absence type: these four fields and no more."""
    return {"id": kind.id, "name": kind.name, "category": kind.category.upper(), "unit": kind.unit}
