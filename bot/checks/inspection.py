"""All checks, side by side.

Rule: a check that takes too long or breaks is a finding itself; no secret of the settings leaves this room, whatever
a message was made of.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.checks import (
    absences,
    attributes,
    channels,
    clock,
    credentials,
    database,
    jobs,
    listening,
    people,
    registration,
    settings,
    signing_keys,
    tracing,
    webhook,
)
from bot.checks.environment import Environment, secrets, secrets_beside
from bot.checks.finding import Finding, problem, warning
from bot.checks.sight import Sight
from bot.directory import Pause, short_pause
from bot.house import utc_now
from bot.services import Clock
from bot.store.reading import OlderDatabase

PATIENCE: Final = 10.0  # seconds for each check

Check = Callable[[Sight], Awaitable[Sequence[Finding]]]
CHECKS: Final[dict[str, Check]] = {
    "the settings": settings.check,
    "the address to listen on": listening.check,
    "Personio's credentials": credentials.check,
    "the attributes of employees": attributes.check,
    "absences": absences.check,
    "people": people.check,
    "the clock": clock.check,
    "the database": database.check,
    "the jobs": jobs.check,
    "the bot's registration": registration.check,
    "the keys of Teams' tokens": signing_keys.check,
    "teams and channels": channels.check,
    "the webhook": webhook.check,
    "the traces": tracing.check,
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
    async with Sight(environment.settings, now=now, patience=patience, pause=pause) as sight:
        found = await asyncio.gather(*(_bounded(name, check, sight, patience) for name, check in checks.items()))
    hidden = secrets(environment.settings) | secrets_beside(os.environ)
    return [_masked(each, hidden) for each in (*environment.findings, *(one for several in found for one in several))]


async def _bounded(name: str, check: Check, sight: Sight, patience: float) -> Sequence[Finding]:
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
            problem(
                "check.failed",
                f"Looking at {name} failed by a defect of the bot ({type(error).__name__}).",
                "The other findings stand. Report it to whoever maintains the bot, with the output of --logs.",
                about=name,
            )
        ]


def _masked(found: Finding, hidden: Iterable[str]) -> Finding:
    """Return a finding without any secret. Pure."""
    about, message, way_out = found.about, found.message, found.way_out
    for secret in sorted(hidden, key=len, reverse=True):
        about, message, way_out = (text.replace(secret, _MASK) for text in (about, message, way_out))
    return replace(found, about=about, message=message, way_out=way_out)
