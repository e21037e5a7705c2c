"""The directory by the newer API: persons, each with the employment that counts, and the names of units.

The same :class:`Person` as by the older API, so that a directory can change sides by one word.
https://developer.personio.de/changelog/person-employment-v2-apis-ga-announcement
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

from personio_client.errors import NotAllowed, NotFound, PersonioError
from personio_client.list_reader import Reader
from personio_client.models import Person
from personio_client.people_mapping import current_employment, read_person_v2, unit_ids
from personio_client.values import required_id, text

AT_ONCE = 5  # requests; the pace of each path is kept by the transport

K = TypeVar("K")
V = TypeVar("V")


async def people_with_employments(reader: Reader, birthday_attribute: str | None) -> list[Person]:
    """Return all persons. Costs one request per person, and one per unit for its name."""
    persons = {required_id(row): row for row in await reader.cursor_list("/v2/persons", _row, limit=50)}
    jobs = await _each(persons, lambda person_id: _employment(reader, person_id))
    units = {(kind, unit_id) for job in jobs.values() for kind, unit_id in unit_ids(job) if kind != "office"}
    names = await _each(units, lambda unit: _unit_name(reader, *unit))
    known = {f"{kind}/{unit_id}": name for (kind, unit_id), name in names.items()} | await _office_names(reader)
    return reader.readable(
        list(persons), lambda key: read_person_v2(persons[key], jobs[key], known, birthday_attribute), "/v2/persons"
    )


async def _employment(reader: Reader, person_id: str) -> dict[str, Any]:
    try:
        return current_employment(
            await reader.cursor_list("/v2/persons/{id}/employments", _row, ids=(person_id,), limit=50)
        )
    except NotFound:
        return {}


async def _unit_name(reader: Reader, kind: str, unit_id: str) -> str:
    """Names are for display: without them the ids still do."""
    try:
        return await reader.one("/v2/org-units/{id}", _name, unit_id, query=[("type", kind)])
    except (NotFound, NotAllowed):
        return ""


async def _office_names(reader: Reader) -> dict[str, str]:
    try:
        rows = await reader.cursor_list("/v2/workplaces", _row, beta=True)
    except (NotFound, NotAllowed):
        return {}
    return {f"office/{required_id(row)}": _name(row) for row in rows}


async def _each(keys: Iterable[K], get: Callable[[K], Awaitable[V]]) -> dict[K, V]:
    """Return ``get`` of every key, a few at once; the first error ends the others."""
    slots = asyncio.Semaphore(AT_ONCE)
    found: dict[K, V] = {}

    async def one(key: K) -> None:
        async with slots:
            found[key] = await get(key)

    try:
        async with asyncio.TaskGroup() as group:
            for key in keys:
                group.create_task(one(key))
    except* PersonioError as errors:
        failure = next(error for error in errors.exceptions if isinstance(error, PersonioError))
    else:
        return found
    raise failure


def _row(row: Any) -> dict[str, Any]:
    required_id(row)
    return dict(row)


def _name(row: dict[str, Any]) -> str:
    return text(row.get("name")) or ""
