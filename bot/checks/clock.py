"""Does this machine's clock go right?

Rule: compared with the time that Personio's answer carries, which is exact to a second.
"""

from __future__ import annotations

from typing import Final

from bot.checks.finding import Finding, ok, problem, warning
from bot.checks.sight import Sight

TOLERATED: Final = 60.0  # seconds
TOO_MUCH: Final = 300.0  # seconds: what Teams' tokens are allowed to differ


async def check(sight: Sight) -> list[Finding]:
    """Compare our time with Personio's; says nothing where Personio does not answer, which is told already."""
    line = await sight.line()
    if not line.up:
        return []
    if line.theirs is None or line.ours is None:
        return [
            warning(
                "clock.unknown",
                "The clock could not be compared: the answer from Personio's address carries no time.",
                "Compare it by hand. A proxy may have answered in Personio's place.",
            )
        ]
    seconds = (line.ours - line.theirs).total_seconds()
    if abs(seconds) <= TOLERATED:
        return [ok("clock.right", "This machine's clock agrees with Personio's.")]
    told = problem if abs(seconds) > TOO_MUCH else warning
    minutes = max(1, round(abs(seconds) / 60))
    return [
        told(
            "clock.wrong",
            f"This machine's clock is {minutes} min {'ahead' if seconds > 0 else 'behind'}: updates come at the wrong "
            "time, and above 5 min every message from Teams is refused.",
            "Switch on time synchronisation (NTP), for example with timedatectl set-ntp true.",
        )
    ]
