"""Checks where each calendar's holidays come from: Personio's own list, or the `holidays` package.

Which of them counts is no setting: the list is new, and not in every account.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.cli.diagnostics.finding import Finding, ok, warning
from bot.cli.diagnostics.probes import Probes
from bot.services.personio_holidays import PersonioHolidays
from personio_client import PersonioError

_SHOWN: Final = 5
_LACKS: Final = "Half days and the company's own days off are not among them"
_ADD: Final = "Add whole days off with HOLIDAYS_ADDED meanwhile."


async def check_holidays(sight: Probes) -> list[Finding]:
    """Read the holidays as the bot does, and say whose count for which calendar."""
    if not await sight.let_in():
        return []
    try:
        people, directory = await sight.people(), await sight.holidays()
    except PersonioError:  # told by the look at people
        return []
    names = {key: calendar.name or key for key, calendar in people.calendars.items()}
    by_source: dict[str, list[str]] = {"personio": [], "package": []}
    for key, source in directory.holiday_sources().items():
        by_source[source].append(names[key])
    found = []
    if by_source["personio"]:
        found.append(ok("personio.holidays", f"Personio's own holidays count for {_listed(by_source['personio'])}."))
    if by_source["package"] or not directory.holidays.from_personio:
        found.append(_by_package(directory.listed_holidays, _listed(by_source["package"]) or "everybody"))
    return [
        *found,
        *(
            warning(
                "personio.holiday_unclear",
                f"A holiday in Personio says {said}, which the bot does not understand.",
                "Where it says how much of the day is free, the whole day counts. Tell us what it means.",
                about=said,
            )
            for said in sorted(sight.personio.not_understood)
        ),
    ]


def _by_package(reading: PersonioHolidays, whom: str) -> Finding:
    instead = f"the public holidays of the holidays package count for {whom}. {_LACKS}."
    match reading.why:
        case "not_found":
            return ok(
                "personio.holidays_by_package", f"This account does not have Personio's list of holidays: {instead}"
            )
        case "not_allowed":
            return warning(
                "personio.holidays_not_allowed",
                f"The credential may not read Personio's list of holidays: {instead}",
                f"Give the API credential the right personio:absences:read in Personio. {_ADD}",
            )
        case "unreadable":
            return warning(
                "personio.holidays_unreadable",
                f"The bot does not understand Personio's list of holidays: {instead}",
                f"Tell us, with the version of the bot. {_ADD}",
            )
        case "empty" | None:
            return warning(
                "personio.holidays_missing",
                f"Personio lists no holidays of {whom}: {instead}",
                f"Look at these calendars in Personio. {_ADD}",
            )
    status = f", status {reading.error.status}" if reading.error and reading.error.status else ""
    told = f" ({type(reading.error).__name__}{status})" if reading.error else " in time"
    return warning(
        "personio.holidays_not_read",
        f"Personio did not tell its list of holidays{told}: {instead}",
        "Run the check again in a minute; the bot asks again by itself.",
    )


def _listed(names: Sequence[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return f"{', '.join(shown[:_SHOWN])}{more}"
