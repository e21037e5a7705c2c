"""The rules of absence types: whether a substitute is asked for, half days exist, and it can be requested here.

Personio's list of types does not promise to say so. Where sources disagree, the company's own file comes first, then
what Personio's answers to requests have taught, then its older API (v1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from personio_client.models import AbsenceType, TimeOffType

SubstituteRule = Literal["none", "optional", "required"]


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What is known of one absence type; None means not known.

    ``visible``: it can be requested here. ``certificate``: Personio may ask for one.
    """

    substitute: SubstituteRule | None = None
    half_days: bool | None = None
    visible: bool = True
    certificate: bool | None = None


Rules = Mapping[str, TypeRule]
"""By name of a type, case-folded, as the company's file has them; or by its id, once they are put together."""

_LEARNED: dict[str, SubstituteRule] = {"none": "none", "required": "required"}


def rules_of_types(
    types: Iterable[AbsenceType], *, own: Rules, learned: Mapping[str, str], older: Iterable[TimeOffType]
) -> dict[str, TypeRule]:
    """Return what is known of each type, by id."""
    old = {kind.id_v2: kind for kind in older if kind.id_v2}
    return {kind.id: _rule(kind, own, learned, old.get(kind.id)) for kind in types}


def _rule(kind: AbsenceType, own: Rules, learned: Mapping[str, str], older: TimeOffType | None) -> TypeRule:
    company = own.get(kind.name.strip().casefold(), TypeRule())
    half_days = company.half_days if company.half_days is not None else older.half_days if older else None
    substitute = company.substitute or _LEARNED.get(learned.get(kind.id, "")) or (older.substitute if older else None)
    return TypeRule(substitute, half_days, company.visible, older.certificate if older else None)
