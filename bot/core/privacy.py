"""What colleagues may see of somebody.

By construction: an absence loses its type here, before anything is decided about it. What is made of
an :class:`Away` cannot tell a holiday from sickness; the type's name rides along sealed until a channel that may name
it asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.core.people import is_elsewhere, span
from bot.core.subscriptions import Subscription
from bot.core.working_time import Span
from personio_client.models import AbsencePeriod, AbsenceType, Person


@dataclass(frozen=True, slots=True)
class Away:
    """An absence without its reason: when, and whether it is work in another place."""

    span: Span
    elsewhere: bool = False
    time_zone: str | None = None  # in which its clock times are meant
    _type_name: str = field(default="", repr=False, compare=False)


def without_reason(period: AbsencePeriod, kind: AbsenceType | None) -> Away:
    """Return an absence without its type and comment, as others may see it."""
    return Away(span(period, kind), is_elsewhere(kind), period.time_zone, kind.name.strip() if kind else "")


def type_shown(absences: Iterable[Away], subscription: Subscription) -> str | None:
    """Return the types' names, in alphabetical order, where the channel shows them."""
    if not subscription.show_absence_type:
        return None
    return ", ".join(sorted({away._type_name for away in absences if away._type_name})) or None


def may_celebrate(person_id: str, opted_out: frozenset[str]) -> bool:
    """Tell whether a birthday or an anniversary may be posted. Starting is no secret: nobody opts out of it."""
    return person_id not in opted_out


def concerns(subscription: Subscription, person: Person) -> bool:
    """Tell whether a channel's update may name somebody: one of its units is theirs, or it is for everybody."""
    if not subscription.units:
        return True
    return any(
        kind == unit.kind and (mine.id == unit.id or (mine.name or "").casefold() == (unit.name or "-").casefold())
        for unit in subscription.units
        for kind, mine in person.units
    )
