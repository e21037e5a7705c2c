"""All checks, side by side.

A check that takes too long or breaks is a finding itself; no secret of the settings is in a finding, whatever
a message was made of.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.bootstrap import utc_now
from bot.cli.diagnostics import company, database, holidays, http, jobs, personio, settings, teams, tracing
from bot.cli.diagnostics.environment import Environment, secrets, secrets_beside
from bot.cli.diagnostics.finding import Finding, problem_finding, warning
from bot.cli.diagnostics.probes import Probes
from bot.core.clock import Clock
from bot.services.cached_value import Pause, short_pause
from bot.store.read_only import OlderDatabase

PATIENCE: Final = 10.0  # seconds for each check

Check = Callable[[Probes], Awaitable[Sequence[Finding]]]
CHECKS: Final[dict[str, Check]] = {
    "the settings": settings.check_settings,
    "the address to listen on": http.check_address,
    "Personio's credentials": personio.check_credentials,
    "the attributes of employees": personio.check_attributes,
    "absences": personio.check_absences,
    "people": company.check_people,
    "holidays": holidays.check_holidays,
    "the clock": company.check_clock,
    "the database": database.check_database,
    "the jobs": jobs.check_jobs,
    "the bot's registration": teams.check_registration,
    "the keys of Teams' tokens": teams.check_signing_keys,
    "teams and channels": teams.check_channels,
    "the webhook": http.check_webhook,
    "the traces": tracing.check_tracing,
}
_MASK: Final = "***"


async def inspect(
    environment: Environment,
    *,
    now: Clock = utc_now,
    patience: float = PATIENCE,
    checks: dict[str, Check] = CHECKS,
    pause: Pause = short_pause,
) -> list[Finding]:
    """Return all findings. ``patience`` is what each check may take, in seconds; raises nothing.

    ``pause``: what is awaited before a doubtful list is read again.
    """
    async with Probes(environment.settings, now=now, patience=patience, pause=pause) as sight:
        found = await asyncio.gather(*(_bounded(name, check, sight, patience) for name, check in checks.items()))
    hidden = secrets(environment.settings) | secrets_beside(os.environ)
    return [_masked(each, hidden) for each in (*environment.findings, *(one for several in found for one in several))]


async def _bounded(name: str, check: Check, sight: Probes, patience: float) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(patience):
            return await check(sight)
    except TimeoutError:
        return [
            warning(
                "check.timed_out",
                f"Looking at {name} took longer than {patience:g} seconds and was given up.",
                "Run the check again with more time, for example --seconds 60.",
                about=name,
            )
        ]
    except OlderDatabase:
        return []  # told by the look at the database
    except Exception as error:  # a defect of ours must not hide what the other checks found
        return [
            problem_finding(
                "check.failed",
                f"Looking at {name} failed by a defect of the bot ({type(error).__name__}).",
                "The other findings stand. Report it to whoever maintains the bot, with the output of --logs.",
                about=name,
            )
        ]


def _masked(found: Finding, hidden: Iterable[str]) -> Finding:
    about, message, way_out = found.about, found.message, found.way_out
    for secret in sorted(hidden, key=len, reverse=True):
        about, message, way_out = (text.replace(secret, _MASK) for text in (about, message, way_out))
    return replace(found, about=about, message=message, way_out=way_out)
