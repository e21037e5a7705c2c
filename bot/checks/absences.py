"""Does Personio let us read absence types, absences and balances?

Rule: reads only. Whether absences may be written shows in writing alone, and that is said instead of guessed.
"""

from __future__ import annotations

import asyncio

from bot.checks.finding import Finding, counted, ok, warning
from bot.checks.once import Once
from bot.checks.reading import not_read
from bot.checks.sight import Sight
from personio_client import AbsencePeriod, AbsenceType, NotAllowed, PersonioError, TimeOffType


async def check(sight: Sight) -> list[Finding]:
    """Read all types, the absences of today, and what balances are joined by."""
    if not await sight.let_in():
        return []
    findings = await asyncio.gather(_types(sight.types), _absences(sight.absences), _balances(sight.old_types))
    return [*findings, _writing()]


async def _types(read: Once[list[AbsenceType]]) -> Finding:
    try:
        types = await read()
    except PersonioError as error:
        return not_read(error, "the absence types")
    if not types:
        return warning(
            "personio.no_types",
            "Personio has no absence types: there is nothing that anybody could request.",
            "Make absence types in Personio (Settings, Absence), or check that this is the right account.",
        )
    return ok("personio.types", f"{counted(len(types), 'absence type')} can be read.")


async def _absences(read: Once[list[AbsencePeriod]]) -> Finding:
    try:
        await read()
    except PersonioError as error:
        return not_read(error, "who is absent")
    return ok("personio.absences", "Absences can be read.")


async def _balances(read: Once[list[TimeOffType]]) -> Finding:
    try:
        await read()
    except NotAllowed:
        return warning(
            "personio.balances_missing",
            "Balances cannot be read: cards do not say how many days somebody has left.",
            "Give the API credential the right to read absences in Personio's older API (v1), too.",
            about="absences:read",
        )
    except PersonioError as error:
        return warning(
            "personio.balances_unknown",
            f"Personio did not tell about balances ({type(error).__name__}): cards may lack how many days are left.",
            "Requests work without. Run the check again in a minute.",
        )
    return ok("personio.balances", "Balances can be read.")


def _writing() -> Finding:
    return ok(
        "personio.write_unproven",
        "Filing absences needs the right personio:absences:write, which cannot be proven without filing one: "
        "request a day in Teams and withdraw it.",
        about="personio:absences:write",
    )
