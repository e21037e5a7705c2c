"""The departments, teams and offices that an update can be about, as a card names them: ``kind:id``.

Rule: pure. A unit that is not in Personio any more keeps its value as long as its update names it: dropping it would
tell the channel about the whole company.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.subscriptions import UnitRef
from cards.i18n import Translator
from personio_client import Person

Units = Mapping[str, UnitRef]
"""Value -> the unit."""


def units_of(people: Iterable[Person]) -> Units:
    """Return the units that people are in, by value. Pure."""
    found: dict[str, UnitRef] = {}
    for person in people:
        if person.status != "inactive":
            for unit in _units(person):
                found.setdefault(value(unit), unit)
    return found


def value(unit: UnitRef) -> str:
    """Return how a card names a unit. Pure."""
    return f"{unit.kind}:{unit.id or unit.name}".replace(",", " ")  # Teams puts commas between chosen values


def title(unit: UnitRef, t: Translator) -> str:
    """Return what a unit is called, and which kind it is. Pure."""
    return f"{unit.name or unit.id} ({t(_KINDS[unit.kind])})"


def current(unit: UnitRef, known: Units) -> UnitRef:
    """Return a unit as Personio has it now: found by id, else by name; as it is where it is gone. Pure."""
    if unit.id:
        return known.get(value(unit), unit)
    name = (unit.name or "").casefold()
    same = (each for each in known.values() if each.kind == unit.kind and (each.name or "").casefold() == name)
    return next(same, unit)


def choices(known: Units, chosen: Sequence[str], kept: Sequence[UnitRef], t: Translator) -> list[tuple[str, str]]:
    """Return (value, title) of every unit, those of the update among them. Pure."""
    offered = {value(unit): unit for unit in kept} | dict(known)
    rows = [(each, title(unit, t)) for each, unit in offered.items()]
    return sorted(rows, key=lambda row: (row[0] not in chosen, row[1].casefold()))


def _units(person: Person) -> Iterable[UnitRef]:
    if person.department:
        yield UnitRef("department", person.department.name, person.department.id)
    if person.team:
        yield UnitRef("team", person.team.name, person.team.id)
    if person.office:
        yield UnitRef("office", person.office.name, person.office.id)


_KINDS = {"department": "attribute.department", "team": "attribute.team", "office": "attribute.office"}
