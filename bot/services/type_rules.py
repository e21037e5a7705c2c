"""The rules of absence types as far as they are known now: the company's file, Personio's answers, its older API."""

from __future__ import annotations

from bot.core.type_rules import TypeRule, rules_of_types
from bot.services.context import Services
from personio_client import AbsenceType


async def type_rules(services: Services) -> dict[str, TypeRule]:
    """Return what is known of each absence type, by id. Raises PersonioError where the types cannot be read."""
    types, learned = await services.directory.types(), await services.store.substitute_rules()
    older = services.directory.older_types()
    return rules_of_types(types.values(), own=services.own_rules, learned=learned, older=older)


async def offered_types(services: Services) -> dict[str, AbsenceType]:
    """Return the types that can be requested here, by id, in Personio's order. Raises PersonioError."""
    types, rules = await services.directory.types(), await type_rules(services)
    return {type_id: kind for type_id, kind in types.items() if rules[type_id].visible}
