"""Do jobs wait because Teams refuses the bot, and were any given up?

Findings hold kinds, reasons and numbers; whose work it is stays in the database.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from bot.cli.diagnostics.finding import Finding, counted, ok, problem_finding, warning
from bot.cli.diagnostics.probes import Probes
from bot.services.failures import EDIT_REFUSED
from bot.store import StoreError

_NOTHING_TO_MEND: Final = {
    "Gone",
    "Blocked",
    "message gone",
    "channel_gone",
    "bot_removed",
    "perhaps delivered",
    EDIT_REFUSED,
}
"""Reasons, or their first words, that waking does not help: whom it was for is not there, or may have it."""


async def check_jobs(sight: Probes) -> list[Finding]:
    """Return findings about messages that Teams refuses and jobs that were given up.

    Empty where the database cannot be read: another check reports that.
    """
    try:
        store = (await sight.database()).store
        waiting, given_up = await store.jobs.refused(), await store.jobs.dead()
    except StoreError:
        return []
    found = []
    if waiting:
        found.append(
            problem_finding(
                "teams.refuses",
                f"{counted(waiting, 'message')} could not be sent because Teams refused the bot's credential, and "
                "will be sent when it takes it.",
                "Mend the credential: a finding teams.bad_credentials says how. Without one, it may be mended "
                "already (they go out within five minutes then), or the Azure Bot resource is gone or belongs to "
                "another app id.",
            )
        )
    dead = [each for each in given_up if not _NOTHING_TO_MEND & {each.reason, (each.reason or "").partition(" ")[0]}]
    if dead:
        counts = Counter(f"{each.kind} ({each.reason or 'no reason'})" for each in dead)
        named = ", ".join(f"{name}: {number}" for name, number in sorted(counts.items()))
        found.append(
            warning(
                "database.dead_jobs",
                f"{counted(len(dead), 'job')} given up: {named}.",
                "See them: app.py jobs dead. When the reason is mended, have them tried again: app.py jobs wake --all",
            )
        )
    else:
        found.append(ok("database.no_dead_jobs", "No job was given up that could be mended."))
    return found
