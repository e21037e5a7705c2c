"""People off the wire: the older API's labelled attributes, and the newer API's persons with employments.

Attributes are found by key or universal id, never by label (labels are localised); what the credential may
not read is silently missing, so everything but the id is optional.
https://github.com/personio/api-docs (personio-personnel-data-api-oa3.yaml)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from personio_client.models import Attribute, Balance, HolidayCalendar, Person, Unit, WorkSchedule
from personio_client.values import birthday as read_birthday
from personio_client.values import day, instant, minutes, number, ref, required_id, text, word

BIRTHDAY = "date_of_birth"
_BY_NAME = "name:"
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
    read = {
        "hire_date": day(found.get("hire_date")),
        "termination_date": day(found.get("termination_date")),
        "department": _unit(found.get("department")),
        "team": _unit(found.get("team")),
        "office": _unit(found.get("office")),
        "holiday_calendar": _calendar(_attributes(found.get("holiday_calendar"))),
    }
    missing = [key for key, value in ({BIRTHDAY: birthday} | read).items() if value is None and found.get(key)]
    return Person(
        id=required_id(found),
        first_name=text(found.get("first_name")) or "",
        last_name=text(found.get("last_name")) or "",
        email=text(found.get("email")),
        status=word(found.get("status")),
        position=text(found.get("position")),
        birthday=birthday,
        supervisor_id=text(_attributes(found.get("supervisor")).get("id")),
        work_schedule=_schedule(schedule),
        created_at=instant(found.get("created_at")),
        unreadable=(*missing, *(["work_schedule"] if _has_odd_hours(schedule) else [])),
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
        department=_named("department", employment, names),
        team=_named("team", employment, names),
        office=_named("office", employment, names),
        created_at=instant(row.get("created_at")),
    )


def unit_ids(employment: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of the units of an employment by kind: department, team, office."""
    units: dict[str, str | None] = {}
    for unit in _dicts(employment.get("org_units")):
        units.setdefault(word(unit.get("type")), _unit_id(unit))
    office = employment.get("office")
    units["office"] = _unit_id(office) if isinstance(office, dict) else None
    return {kind: unit_id for kind, unit_id in units.items() if unit_id}


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


def _unit(value: Any) -> Unit | None:
    """Return a unit that comes as an object, as its name alone, or as a list, of which the first one counts."""
    if isinstance(value, list):
        return next(filter(None, map(_unit, value)), None)
    found = (
        {"name": value} if isinstance(value, str) else _attributes(value) or (value if isinstance(value, dict) else {})
    )
    unit_id = _unit_id(found)
    return Unit(id=unit_id, name=text(found.get("name")) or "") if unit_id else None


def _unit_id(found: Mapping[str, Any]) -> str | None:
    name = text(found.get("name"))
    return text(found.get("id")) or (f"{_BY_NAME}{name}" if name else None)


def _named(kind: str, employment: Mapping[str, Any], names: Mapping[str, str]) -> Unit | None:
    unit_id = unit_ids(employment).get(kind)
    if unit_id is None:
        return None
    by_name = unit_id.removeprefix(_BY_NAME) if unit_id.startswith(_BY_NAME) else ""
    return Unit(id=unit_id, name=names.get(f"{kind}/{unit_id}", by_name))


def _calendar(found: dict[str, Any]) -> HolidayCalendar | None:
    calendar_id = text(found.get("id"))
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
