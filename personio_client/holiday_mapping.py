"""Holidays off the wire: public and company days off, whole and half, of each person.

The vendor tells what an entry says, not how its fields are called: "the date, the name, whether it covers the full day
or half of it, and whether it is a public holiday or one defined by the company". So every plausible name and form is
read, and what is not understood is named in ``unreadable``.
https://developer.personio.de/reference/listholidays
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from personio_client.models import DayPart, Holiday
from personio_client.values import Unreadable, day, number, text

PERSONS_AT_ONCE = 50
YEARS_BACK, YEARS_AHEAD = 2, 1
"""The narrower of the ranges that the vendor's texts name (reference and spec; the changelog says 10 and 3)."""

_ONE_DAY = dt.timedelta(days=1)
_LONGEST = 60  # characters of a field's name, or of a word of an enum
_PERSON = ("person", "person_id", "employee", "employee_id")
_DATE = ("date", "day", "holiday_date", "on", "starts_on", "start_date", "from")
_NAME = ("name", "title", "holiday_name", "label", "description")
_HALF_FLAGS = ("half_day", "is_half_day", "half", "is_half")
_WHOLE_FLAGS = ("full_day", "is_full_day", "whole_day", "is_whole_day", "all_day", "is_all_day")
_FLAGS: tuple[tuple[tuple[str, ...], DayPart, DayPart], ...] = (
    (_HALF_FLAGS, "half", "day"),
    (_WHOLE_FLAGS, "day", "half"),
)
_PARTS = (
    "duration", "type", "day_type", "duration_type", "day_part", "part", "portion", "coverage", "extent", "scope",
    "length", "value", "amount", "fraction", "days", "effective_duration", "kind",
)  # fmt: skip
_COMPANY_FLAGS = ("company", "is_company", "company_holiday", "is_company_holiday", "custom", "is_custom")
_PUBLIC_FLAGS = ("public", "is_public", "public_holiday", "is_public_holiday")
_KINDS = ("type", "kind", "category", "holiday_type", "source", "classification", "origin")

_PART_WORDS: dict[str, DayPart] = {
    "full": "day", "full_day": "day", "fullday": "day", "whole": "day", "whole_day": "day", "all_day": "day",
    "day": "day", "one_day": "day",
    "half": "half", "half_day": "half", "halfday": "half",
    "morning": "morning", "am": "morning", "first_half": "morning", "half_day_morning": "morning",
    "morning_half": "morning", "half_day_am": "morning",
    "afternoon": "afternoon", "pm": "afternoon", "second_half": "afternoon", "half_day_afternoon": "afternoon",
    "afternoon_half": "afternoon", "half_day_pm": "afternoon",
}  # fmt: skip
_KIND_WORDS = {
    "public": False, "public_holiday": False, "statutory": False, "national": False, "bank": False,
    "bank_holiday": False, "regional": False, "official": False,
    "company": True, "company_holiday": True, "custom": True, "company_defined": True, "internal": True,
}  # fmt: skip
_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


def holiday_range(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day that may be asked for, a day inside the range: Personio's today may be another."""
    return _in_year(today, today.year - YEARS_BACK) + _ONE_DAY, _in_year(today, today.year + YEARS_AHEAD) - _ONE_DAY


def _in_year(on: dt.date, year: int) -> dt.date:
    return on.replace(year=year, day=28 if (on.month, on.day) == (2, 29) else on.day)


def holidays_query(person_ids: Sequence[str], first_day: dt.date, last_day: dt.date) -> list[tuple[str, str]]:
    """Return the filters, all of which the first page needs; cursors carry them on."""
    persons = [("person.id", person_id) for person_id in person_ids]
    return [*persons, ("date.gte", first_day.isoformat()), ("date.lte", last_day.isoformat())]


def read_holiday(row: Any) -> Holiday:
    """Return a holiday of a person; raise ValueError where it has no person or no date."""
    if not isinstance(row, dict):
        raise Unreadable("no object")
    fields = {_snake(str(key)[:_LONGEST]): value for key, value in row.items() if value is not None}
    person_id = next(filter(None, (_id(fields.get(key)) for key in _PERSON)), None)
    on = next(filter(None, (day(fields.get(key)) for key in _DATE)), None)
    if person_id is None or on is None:
        raise Unreadable("no person or no date")
    part, of_part = _part(fields)
    company, of_kind = _company(fields)
    unreadable = [f"{key}={_shown(fields[key])}" for key in dict.fromkeys((*of_part, *of_kind)) if key in fields]
    if part is None and not unreadable:
        unreadable = ["whole or half"]  # nothing says it
    return Holiday(
        person_id=person_id,
        date=on,
        name=next(filter(None, (_name(fields.get(key)) for key in _NAME)), ""),
        part=part or "day",
        company=company,
        unreadable=tuple(unreadable),
    )


def _part(fields: dict[str, Any]) -> tuple[DayPart | None, list[str]]:
    """Return which part of the day is free, and the keys that were to say it and are not understood.

    The most telling answer counts: *afternoon* more than *half*.
    """
    found: list[DayPart] = []
    strange: list[str] = []
    for keys, if_true, if_false in _FLAGS:
        for key in filter(fields.__contains__, keys):
            flag = _flag(fields[key])
            part = _part_of(fields[key]) if flag is None else if_true if flag else if_false
            if part is not None:
                found.append(part)
            else:
                strange.append(key)
    for key in filter(fields.__contains__, _PARTS):
        if (part := _part_of(fields[key])) is not None:
            found.append(part)
        elif key not in _KINDS or _kind_of(fields[key]) is None:
            strange.append(key)
    halves = [part for part in found if part != "day"]
    if halves:
        return next((part for part in halves if part != "half"), "half"), []
    return ("day", []) if found else (None, strange)


def _part_of(value: Any) -> DayPart | None:
    """Return the part of the day that a word, a share of a day or an amount such as ``{"value": 0.5}`` means."""
    if isinstance(value, dict):
        unit = _words(value.get("unit")).removesuffix("s") or "day"
        inner = value.get("value", value.get("amount", value.get("type")))
        return _part_of(inner) if unit == "day" and not isinstance(inner, dict) else None
    if not isinstance(value, bool) and (share := number(value)) is not None:
        share = share / 100 if share in {50, 100} else share
        return "day" if share == 1 else "half" if share == Decimal("0.5") else None
    return _PART_WORDS.get(_words(value))


def _company(fields: dict[str, Any]) -> tuple[bool | None, list[str]]:
    """Return whether it is the company's own day, and the keys that were to say it and are not understood."""
    for keys, meant in ((_COMPANY_FLAGS, True), (_PUBLIC_FLAGS, False)):
        for key in filter(fields.__contains__, keys):
            if (flag := _flag(fields[key])) is not None:
                return flag is meant, []
    for key in filter(fields.__contains__, _KINDS):
        if (known := _kind_of(fields[key])) is not None:
            return known, []
    return None, [key for key in _KINDS if key in fields and _part_of(fields[key]) is None]


def _kind_of(value: Any) -> bool | None:
    return _KIND_WORDS.get(_words(value))


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    written = _words(value) if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    return True if written in _YES else False if written in _NO else None


def _id(value: Any) -> str | None:
    return text(value.get("id")) if isinstance(value, dict) else text(value)


def _name(value: Any) -> str | None:
    """Return a name, also the first of several languages (``{"en": "Christmas Day"}``)."""
    if isinstance(value, dict):
        return next((found for each in value.values() if (found := _name(each))), None)
    return text(value) if isinstance(value, str) else None


def _words(value: Any) -> str:
    """Return an open enum in lower case, its words apart by one underscore: *HALF_DAY*, *Half day*, *halfDay*."""
    return _snake(value.strip()[:_LONGEST]) if isinstance(value, str) else ""


@lru_cache(maxsize=256)  # the same few words in thousands of rows
def _snake(value: str) -> str:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", value)
    return "_".join(re.split(r"[^a-z0-9]+", apart.casefold())).strip("_")


def _shown(value: Any) -> str:
    """Return a value of an enum for the log, the form alone of anything else."""
    written = str(value).strip() if isinstance(value, str | int | float | Decimal) else ""
    return written if re.fullmatch(r"[A-Za-z0-9_. -]{1,30}", written) else type(value).__name__


def unknown_values(read: Sequence[Holiday]) -> Iterator[str]:
    """Return what was not understood, each once."""
    yield from dict.fromkeys(said for each in read for said in each.unreadable)
