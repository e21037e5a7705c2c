"""The choices offered where it is not clear which person or unit is meant; pressing one asks about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.core.name_search import labels
from bot.core.subscriptions import UnitRef
from bot.features.whos_out.dates import Days
from bot.features.whos_out.day_parts import as_typed
from cards.actions import AskWhosOut
from cards.day_part import DayPart
from cards.i18n import Translator
from cards.whos_out_person import Meant
from personio_client import Person

_KINDS: Final = {"department": "attribute.department", "team": "attribute.team", "office": "attribute.office"}


def meant_people(
    people: Sequence[Person], days: Days, *, back: bool = False, part: DayPart | None = None
) -> list[Meant]:
    """Return a choice for each person: a name that tells them apart, and the question about them for the same days."""
    named = labels(people)
    asks = (
        AskWhosOut(person=each.id, **_on(days), back="yes" if back else None, part=as_typed(part)) for each in people
    )
    return [Meant(named[each.id], ask) for each, ask in zip(people, asks, strict=True)]


def meant_units(units: Sequence[UnitRef], days: Days, t: Translator, *, part: DayPart | None = None) -> list[Meant]:
    """Return a choice for each unit: its name with its kind, and the question about it for the same days."""
    return [
        Meant(f"{unit.name} ({t(_KINDS[unit.kind])})", AskWhosOut(unit=_value(unit), **_on(days), part=as_typed(part)))
        for unit in units
    ]


def unit_of(value: str | None, units: Iterable[UnitRef]) -> UnitRef | None:
    """Return the unit of a choice's value, None where it no longer exists."""
    return next((unit for unit in units if _value(unit) == value), None)


def _value(unit: UnitRef) -> str:
    return f"{unit.kind}:{unit.id or unit.name}"


def _on(days: Days) -> dict[str, str]:
    return {"first_day": days[0].isoformat(), "last_day": days[1].isoformat()}
