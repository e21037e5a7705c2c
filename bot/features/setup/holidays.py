"""Whose public holidays a channel can keep: those of Personio's holiday calendars.

Rule: pure. Only places whose holidays are known are offered; a name is as people know it, a value as the file has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from bot.people import where
from bot.subscriptions import UnitRef
from cards.i18n import Translator
from personio_client import Person


def regions_of(people: Iterable[Person], t: Translator) -> dict[str, str]:
    """Return the places of people's calendars: name (``DE-BY``) -> title, in alphabetical order of these. Pure."""
    found: dict[str, str] = {}
    for person in people:
        place = where(person)
        if person.status != "inactive" and place and place.known and place.name not in found:
            state = person.holiday_calendar.state if person.holiday_calendar and place.code else None
            found[place.name] = f"{t.country(place.country)} ({state})" if state else t.country(place.country)
    return dict(sorted(found.items(), key=lambda row: row[1].casefold()))


def usual(people: Collection[Person], units: Sequence[UnitRef]) -> str | None:
    """Return the place whose calendar most people of some units have, the whole company's without units. Pure."""
    ids = {(unit.kind, unit.id) for unit in units}
    found: Counter[str] = Counter()
    for person in people:
        place, own = (
            where(person),
            (("department", person.department), ("team", person.team), ("office", person.office)),
        )
        belongs = not ids or any(unit and (kind, unit.id) in ids for kind, unit in own)
        if belongs and person.status != "inactive" and place and place.known:
            found[place.name] += 1
    return min(found, key=lambda name: (-found[name], name), default=None)
