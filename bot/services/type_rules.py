"""The rules of absence types as far as they are known now: the company's file, Personio's answers, its older API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.absence_request import InvalidDraft, RequestedAbsence, validate_draft
from bot.core.type_rules import TypeRule, rules_of_types
from bot.services.context import Services, Turn
from cards.form_data import Draft
from cards.problem import Problem
from personio_client import AbsenceType


async def type_rules(services: Services) -> dict[str, TypeRule]:
    """Return what is known of each absence type, by id. Raises PersonioError where the types cannot be read."""
    return await _rules(services, await services.directory.types())


async def _rules(services: Services, types: Mapping[str, AbsenceType]) -> dict[str, TypeRule]:
    learned, older = await services.learned_rules.all(), services.directory.older_types()
    return rules_of_types(types.values(), own=services.own_rules, learned=learned, older=older)


@dataclass(frozen=True, slots=True)
class Offers:
    """The types that can be requested here, by id, in Personio's order; and what is known of every type."""

    types: dict[str, AbsenceType]
    rules: Mapping[str, TypeRule]

    def half_days(self, type_id: str | None) -> bool:
        """Tell whether half days are offered for a type: unless it is known to have none."""
        rule = self.rules.get(type_id or "")
        return rule is None or rule.half_days is not False


async def read_offers(services: Services) -> Offers:
    """Return what can be requested here. Raises PersonioError."""
    types = await services.directory.types()
    rules = await _rules(services, types)
    return Offers({type_id: kind for type_id, kind in types.items() if rules[type_id].visible}, rules)


async def offered_types(services: Services) -> dict[str, AbsenceType]:
    """Return the types that can be requested here, by id, in Personio's order. Raises PersonioError."""
    return (await read_offers(services)).types


async def has_half_days(services: Services, type_id: str | None) -> bool:
    """Tell whether half days are offered for a type: unless it is known to have none. Raises PersonioError."""
    return Offers({}, await type_rules(services)).half_days(type_id)


async def judge_draft(turn: Turn, draft: Draft, types: Mapping[str, AbsenceType]) -> RequestedAbsence | InvalidDraft:
    """Turn a draft into a requested absence of one of ``types``, or say what is wrong with it, by its type's rules too.

    Where a type has no half days, the draft that comes back has none. Raises PersonioError.
    """
    judged = validate_draft(draft, types, turn.today)
    if isinstance(judged, InvalidDraft) or not (judged.span.first_half or judged.span.last_half):
        return judged
    if await has_half_days(turn.services, judged.type_id):
        return judged
    whole = draft.model_copy(update={"first_half": "whole", "last_half": "whole"})
    return InvalidDraft(Problem("form.no_half_days", {"type": judged.type_name}), whole)
