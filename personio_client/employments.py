"""The directory by the newer API: persons, each with the employment that counts, and the names of units.

Rule: the same :class:`Person` as by the older API, so that a directory can change sides by one word.
https://developer.personio.de/changelog/person-employment-v2-apis-ga-announcement
"""

from __future__ import annotations

import asyncio
from typing import Any

from personio_client.errors import NotAllowed, NotFound, PersonioError
from personio_client.people_wire import current, read_person_v2, units_of
from personio_client.reading import Reader
from personio_client.values import is_id, required_id, text

AT_ONCE = 5  # requests; the pace of each path is kept by the transport


async def people_with_employments(reader: Reader, birthday_attribute: str | None) -> list:
    """Return all persons. Costs one request per person, and one per unit for its name."""
