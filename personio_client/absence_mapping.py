"""Absences between the wire and our words, both ways.

All that is known, and guessed, about Personio's dates is here and nowhere else.
https://developer.personio.de/v2.0/reference/post_v2-absence-periods
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal

from personio_client.models import AbsencePeriod, AbsenceType, DayAmount, NewAbsence, TimeOffType
from personio_client.values import Unreadable, day, instant, number, ref, required_id, text, wall_time, word

EndWrite = Literal["inclusive", "exclusive"]

_FIRST_HALF = "FIRST_HALF"
_SECOND_HALF = "SECOND_HALF"
_HALVES = frozenset({_FIRST_HALF.lower(), _SECOND_HALF.lower()})
_MIDNIGHT = dt.time()

_SUBSTITUTES: dict[str, Literal["none", "optional", "required"]] = {
    "disabled": "none", "optional": "optional", "required": "required",
}  # fmt: skip


def last_day(ends_at: dt.datetime | None, starts_at: dt.datetime) -> dt.date | None:
    """Return the last day of an absence that reads ``ends_at``; None is an open end. Raise ValueError.

    Personio sends the midnight after the last day; a time of the day, or the midnight of the first day, is that day.
    """
    if ends_at is None:
        return None
    if ends_at.date() < starts_at.date():
        raise Unreadable("ends before it starts")
    if ends_at.time() == _MIDNIGHT and ends_at.date() > starts_at.date():
        return ends_at.date() - dt.timedelta(days=1)
    return ends_at.date()


def read_absence(row: Any) -> AbsencePeriod:
    """Return an absence period; raise ValueError where it has no id or no start."""
    absence_id = required_id(row)
    start, end = row.get("starts_from"), row.get("ends_at")
    start = start if isinstance(start, dict) else {"date_time": start}
    end = end if isinstance(end, dict) else {"date_time": end}
    starts_at = wall_time(start.get("date_time"))
    ends_at = wall_time(end["date_time"]) if end.get("date_time") else None
    if ends_at and _is_plain_day(end.get("date_time")):
        ends_at += dt.timedelta(days=1)
    approval = row.get("approval")
    return AbsencePeriod(
        id=absence_id,
        person_id=ref(row, "person") or "",
        type_id=ref(row, "absence_type") or "",
        first_day=starts_at.date(),
        last_day=last_day(ends_at, starts_at),
        first_half=word(start.get("type")) == _SECOND_HALF.lower(),
        last_half=ends_at is not None and word(end.get("type")) == _FIRST_HALF.lower(),
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=text(row.get("timezone_id")),
        comment=text(row.get("comment")),
        status=word(approval.get("status")) if isinstance(approval, dict) else word(approval),
        substitute_id=ref(row, "substitute"),
        created_at=instant(row.get("created_at")),
        updated_at=instant(row.get("updated_at")),
        unreadable=tuple(_unread(row, start, end)),
    )


def _unread(row: dict[str, Any], start: dict[str, Any], end: dict[str, Any]) -> Iterator[str]:
    """Return the keys of what an absence says and nobody here understands."""
    for key, boundary in (("starts_from", start), ("ends_at", end)):
        if boundary.get("type") and word(boundary["type"]) not in _HALVES:
            yield f"{key}.type"
    for key, read in (("timezone_id", text), ("created_at", instant), ("updated_at", instant)):
        if row.get(key) and read(row[key]) is None:
            yield key


def _is_plain_day(value: Any) -> bool:
    """Say whether an end is a date without a time: then it is the last day itself, not the midnight after it."""
    return isinstance(value, str) and len(value.strip()) == len("2026-12-31") and day(value.strip()) is not None


def write_absence(new: NewAbsence, end_write: EndWrite) -> dict[str, Any]:
    """Return the body that asks for an absence; nothing in it is null."""
    body: dict[str, Any] = {"person": {"id": new.person_id}, "absence_type": {"id": new.type_id}}
    body |= write_change(new, end_write)
    if new.substitute_id:
        body["substitute"] = {"id": new.substitute_id}
    return body


def write_change(new: NewAbsence, end_write: EndWrite) -> dict[str, Any]:
    """Return the part of it that can be changed later: both ends and the comment.

    ``end_write`` exclusive sends the day after the last one. A single half day says the same half at both ends.
    """
    single = new.first_day == new.last_day
    start_half = _SECOND_HALF if new.first_half else _FIRST_HALF
    end_half = _FIRST_HALF if new.last_half else _SECOND_HALF
    if single and new.first_half:
        end_half = _SECOND_HALF
    if single and new.last_half:
        start_half = _FIRST_HALF
    body: dict[str, Any] = {"starts_from": _boundary(new.first_day, new.first_time, start_half)}
    if new.last_day is not None:
        shift = dt.timedelta(days=1 if end_write == "exclusive" and new.unit == "day" else 0)
        body["ends_at"] = _boundary(new.last_day + shift, new.last_time, end_half)
    if new.comment:
        body["comment"] = new.comment
    return body


def overlap_query(
    person_id: str | None, first_day: dt.date | None, last_day: dt.date | None, updated_since: dt.datetime | None
) -> list[tuple[str, str]]:
    """Return the query parameters that filter absences by person, by days they touch, and by when they changed.

    They start on ``last_day`` or earlier and end on ``first_day`` or later. Each argument may be None, for no such
    filter. Raises ValueError for a naive ``updated_since``.
    """
    query: list[tuple[str, str]] = []
    if person_id is not None:
        query.append(("person.id", person_id))
    if last_day is not None:
        query.append(("starts_from.date_time.lte", f"{last_day.isoformat()}T23:59:59"))
    if first_day is not None:
        query.append(("ends_at.date_time.gte", f"{first_day.isoformat()}T00:00:00"))
    if updated_since is not None:
        if updated_since.tzinfo is None:
            raise ValueError("updated_since must be aware")
        # Naive UTC: a Z is taken on this list but answered with 400 on its neighbours.
        query.append(("updated_at.gte", updated_since.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")))
    return query


def touches(period: AbsencePeriod, first_day: dt.date | None, last_day: dt.date | None) -> bool:
    """Say whether an absence has a day in a range; a missing bound is no bound."""
    if last_day is not None and period.first_day > last_day:
        return False
    return first_day is None or period.last_day is None or period.last_day >= first_day


def read_amount(row: Any) -> DayAmount:
    """Return one row of a breakdown; raise ValueError where it has no date or value. Minutes become hours."""
    on = day(row.get("date")) if isinstance(row, dict) else None
    amount = row.get("effective_duration") if isinstance(row, dict) else None
    value = number(amount.get("value")) if isinstance(amount, dict) else None
    if on is None or value is None or not isinstance(amount, dict):
        raise Unreadable("no amount")
    unit = word(amount.get("unit")).removesuffix("s") or "day"
    return (
        DayAmount(date=on, value=value / 60, unit="hour")
        if unit == "minute"
        else DayAmount(date=on, value=value, unit=unit)
    )


def summed(amounts: Iterable[DayAmount]) -> list[DayAmount]:
    """Return one amount per date and unit, in order of the dates."""
    totals: dict[tuple[dt.date, str], Decimal] = {}
    for amount in amounts:
        key = amount.date, amount.unit
        totals[key] = totals.get(key, Decimal(0)) + amount.value
    return [DayAmount(date=on, value=value, unit=unit) for (on, unit), value in sorted(totals.items())]


def read_type(row: Any) -> AbsenceType:
    """Return an absence type; raise ValueError where it has no id or an unknown unit."""
    type_id = required_id(row)
    unit = _unit(row.get("unit"))
    if unit is None and row.get("unit") is not None:
        raise Unreadable("unknown unit")
    return AbsenceType(
        id=type_id, name=text(row.get("name")) or "", category=word(row.get("category")), unit=unit or "day"
    )


def read_time_off_type(row: Any) -> TimeOffType:
    """Return the older API's absence type; raise ValueError where it has no id."""
    inner = row.get("attributes") if isinstance(row, dict) else None
    row = inner if isinstance(inner, dict) else row
    approval = row.get("approval_required") if isinstance(row, dict) else None
    halves = row.get("half_day_requests_enabled") if isinstance(row, dict) else None
    certificate = row.get("certification_required") if isinstance(row, dict) else None
    return TimeOffType(
        id=required_id(row),
        id_v2=text(row.get("id_v2")),
        name=text(row.get("name")) or "",
        category=word(row.get("category")),
        unit=_unit(row.get("unit")),
        approval_required=approval if isinstance(approval, bool) else None,
        substitute=_SUBSTITUTES.get(word(row.get("substitute_option"))),
        half_days=halves if isinstance(halves, bool) else None,
        certificate=certificate if isinstance(certificate, bool) else None,
    )


def _unit(value: Any) -> Literal["day", "hour"] | None:
    unit = word(value).removesuffix("s")
    return "day" if unit == "day" else "hour" if unit == "hour" else None


def _boundary(on: dt.date, at: dt.time | None, half: str) -> dict[str, str]:
    if at is not None:
        return {"date_time": dt.datetime.combine(on, at.replace(tzinfo=None)).isoformat(timespec="seconds")}
    return {"date_time": f"{on.isoformat()}T00:00:00", "type": half}
