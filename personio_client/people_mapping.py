"""People off the wire: the older API's labelled attributes, and the newer API's persons with employments.

Attributes are found by key or universal id, never by label (labels are localised); what the credential may
not read is silently missing, so everything but the id is optional.
https://github.com/personio/api-docs (personio-personnel-data-api-oa3.yaml)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from personio_client.models import Attribute, Balance, HolidayCalendar, Person, Unit, UnitKind, WorkSchedule
from personio_client.values import birthday as read_birthday
from personio_client.values import day, instant, minutes, number, ref, required_id, text, word

BIRTHDAY = "date_of_birth"
_BY_NAME = "name:"
_KINDS: tuple[UnitKind, ...] = ("department", "team", "office")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_person(row: Any, birthday_attribute: str | None = None) -> Person:
    """Return a person of the older API; raise ValueError where it has no id.

    The birthday is the attribute with universal id ``date_of_birth``, else the one with key ``birthday_attribute``.
    """
    found = _attributes(row)
    birthday = read_birthday(found.get(BIRTHDAY))
    if birthday is None and birthday_attribute:
        birthday = read_birthday(found.get(birthday_attribute))
    schedule = _attributes(found.get("work_schedule"))
    units = {kind: _units(found.get(kind)) for kind in _KINDS}
    read: dict[str, Any] = {
        "hire_date": day(found.get("hire_date")),
        "termination_date": day(found.get("termination_date")),
        **{kind: next(iter(several), None) for kind, several in units.items()},
        "holiday_calendar": _calendar(found.get("holiday_calendar")),
        "supervisor_id": text(_attributes(found.get("supervisor")).get("id")),
        "email": text(found.get("email")),
        "position": text(found.get("position")),
        "created_at": instant(found.get("created_at")),
    }
    words = {key: text(found.get(key)) for key in ("first_name", "last_name", "status")}
    asked_for = {BIRTHDAY: birthday} | read | words
    missing = [key for name, value in asked_for.items() if value is None and found.get(key := name.removesuffix("_id"))]
    return Person(
        id=required_id(found),
        first_name=words["first_name"] or "",
        last_name=words["last_name"] or "",
        status=word(words["status"]),
        birthday=birthday,
        work_schedule=_schedule(schedule),
        unreadable=(*missing, *(["work_schedule"] if _has_odd_hours(schedule) else [])),
        more_units=_further(units),
        **read,
    )


def read_person_v2(
    row: Any, employment: Mapping[str, Any], names: Mapping[str, str], birthday_attribute: str | None = None
) -> Person:
    """Return a person of the newer API with its employment; raise ValueError where it has no id.

    ``names`` are those of units by ``kind/id``. There is no work schedule and no holiday calendar in that API.
    """
    person_id = required_id(row)
    custom = {BIRTHDAY: None} | {
        key: attribute.get("value")
        for attribute in _dicts(row.get("custom_attributes"))
        for key in (text(attribute.get("id")), text(attribute.get("global_id")))
        if key
    }
    position, ending = employment.get("position"), employment.get("termination")
    units = {
        kind: [_named(kind, unit_id, names) for k, unit_id in unit_ids(employment) if k == kind] for kind in _KINDS
    }
    return Person(
        id=person_id,
        first_name=text(row.get("first_name")) or "",
        last_name=text(row.get("last_name")) or "",
        email=text(row.get("email")),
        status=word(employment.get("status")) or word(row.get("status")),
        position=text(position.get("title")) if isinstance(position, dict) else None,
        hire_date=day(employment.get("employment_start_date")),
        termination_date=day(ending.get("termination_date")) if isinstance(ending, dict) else None,
        birthday=read_birthday(custom[BIRTHDAY]) or read_birthday(custom.get(birthday_attribute or BIRTHDAY)),
        supervisor_id=ref(dict(employment), "supervisor"),
        department=next(iter(units["department"]), None),
        team=next(iter(units["team"]), None),
        office=next(iter(units["office"]), None),
        created_at=instant(row.get("created_at")),
        more_units=_further(units),
    )


def unit_ids(employment: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the units of an employment, each by kind (department, team, office) and id, those that count first."""
    units = [(word(unit.get("type")), _unit_id(unit)) for unit in _dicts(employment.get("org_units"))]
    office = employment.get("office")
    units += [("office", _unit_id(each)) for each in _dicts(office if isinstance(office, list) else [office])]
    return [(kind, unit_id) for kind, unit_id in dict.fromkeys(units) if unit_id]


def current_employment(employments: list[Any]) -> dict[str, Any]:
    """Return the employment that counts: the newest that is not inactive, else the newest, else an empty one."""
    rows = _dicts(employments)
    return next((row for row in rows if word(row.get("status")) != "inactive"), rows[0] if rows else {})


def read_attribute(row: Any) -> Attribute:
    """Return a readable attribute; raise ValueError where it has no key."""
    key = required_id(row, "key")
    options = row.get("options")
    return Attribute(
        key=key,
        label=text(row.get("label")) or "",
        type=word(row.get("type")),
        universal_id=text(row.get("universal_id")),
        options=tuple(filter(None, map(text, options))) if isinstance(options, list) else (),
    )


def read_balance(row: Any) -> Balance:
    """Return what is left of one type; raise ValueError where it has no id."""
    return Balance(
        id=required_id(row),
        name=text(row.get("name")) or "",
        category=word(row.get("category")),
        balance=number(row.get("balance")),
        available_balance=number(row.get("available_balance")),
    )


def _attributes(row: Any) -> dict[str, Any]:
    """Return the values of ``{type, attributes}`` by key and by universal id; a key wins over a universal id."""
    inner = row.get("attributes") if isinstance(row, dict) else None
    by_key: dict[str, Any] = {}
    by_universal_id: dict[str, Any] = {}
    for key, wrapped in inner.items() if isinstance(inner, dict) else ():
        labelled = isinstance(wrapped, dict) and "value" in wrapped
        by_key[key] = wrapped["value"] if labelled else wrapped
        if labelled and isinstance(universal_id := wrapped.get("universal_id"), str):
            by_universal_id[universal_id] = wrapped["value"]
    return by_universal_id | by_key


def _units(value: Any) -> list[Unit]:
    """Return the units of one kind, the main one first: an object, a name alone, or a list of those."""
    if isinstance(value, list):
        return list({unit.id: unit for each in value for unit in _units(each)}.values())
    found = _fields(value)
    unit_id = _unit_id(found)
    return [Unit(id=unit_id, name=text(found.get("name")) or "")] if unit_id else []


def _fields(value: Any) -> dict[str, Any]:
    """Return the fields of an object that comes wrapped, bare, or as its name alone."""
    if isinstance(value, str):
        return {"name": value}
    return _attributes(value) or (value if isinstance(value, dict) else {})


def _further(units: Mapping[UnitKind, Sequence[Unit]]) -> tuple[tuple[UnitKind, Unit], ...]:
    """Return all units but the first one of each kind."""
    return tuple((kind, unit) for kind, several in units.items() for unit in several[1:])


def _unit_id(found: Mapping[str, Any]) -> str | None:
    name = text(found.get("name"))
    return text(found.get("id")) or (f"{_BY_NAME}{name}" if name else None)


def _named(kind: str, unit_id: str, names: Mapping[str, str]) -> Unit:
    by_name = unit_id.removeprefix(_BY_NAME) if unit_id.startswith(_BY_NAME) else ""
    return Unit(id=unit_id, name=names.get(f"{kind}/{unit_id}", by_name))


def _calendar(value: Any) -> HolidayCalendar | None:
    found = _fields(value)
    calendar_id = _unit_id(found)
    if calendar_id is None:
        return None
    return HolidayCalendar(
        id=calendar_id,
        name=text(found.get("name")) or "",
        country=text(found.get("country")),
        state=text(found.get("state")),
    )


def _schedule(found: dict[str, Any]) -> WorkSchedule | None:
    if not any(weekday in found for weekday in _WEEK):
        return None
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (minutes(found.get(name)) for name in _WEEK)
    return WorkSchedule(
        name=text(found.get("name")) or "",
        valid_from=day(found.get("valid_from")),
        minutes=(monday, tuesday, wednesday, thursday, friday, saturday, sunday),
    )


def _has_odd_hours(schedule: Mapping[str, Any]) -> bool:
    """Tell whether a day's hours are there and are none that can be read; ``00:00`` and nothing are a day off."""
    given = [str(schedule.get(name) or "").strip() for name in _WEEK]
    return any(not minutes(hours) and re.search(r"[^0:.,h ]", hours) for hours in given)


def _dicts(rows: Any) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
