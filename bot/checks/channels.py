"""Is the app in a team, and do the channels' daily updates go out?

Rule: from what the bot keeps; Teams is asked nothing. A database that cannot be opened is told elsewhere.
"""

from __future__ import annotations

from typing import Final

from bot.checks.finding import Finding, counted, ok, warning
from bot.checks.sight import Sight
from bot.store import StoreError
from bot.subscriptions import Subscription

_WHY: Final = {
    "channel_gone": ("the channel is gone", "Delete the update, or set it up for another channel (instellen, setup)."),
    "bot_removed": ("the app was removed there", "Add the app to the team again, then switch the update on."),
    "not_allowed": ("Teams does not let the bot post there", "Allow the bot to post there, then switch the update on."),
}
_UNKNOWN: Final = ("for a reason of its own", "Look at it in Teams (instellen, setup) and switch it on again.")


async def check(sight: Sight) -> list[Finding]:
    """Look at the teams and updates that are known."""
    try:
        store = (await sight.database()).store
    except StoreError:
        return []
    updates = await store.subscriptions()
    resting = [update for update in updates if update.paused]
    active = len(updates) - len(resting)
    found = [ok("teams.updates", f"{counted(active, 'daily update')} active."), *map(_paused, resting)]
    tenant = sight.settings.tenant_id
    if sight.settings.local or not tenant:
        return found
    teams = await store.teams(tenant)
    if teams:
        return [ok("teams.installed", f"The app is in {counted(len(teams), 'team')}."), *found]
    return [
        warning(
            "teams.no_team",
            "The app is in no team yet, as far as Teams has told: no channel can get a daily update.",
            "Add the app to a team in Teams (the team's menu, Manage team, Apps) while the bot is running.",
        ),
        *found,
    ]


def _paused(update: Subscription) -> Finding:
    if update.paused == "admin":
        return ok("teams.update_resting", f"An admin paused the update of {update.channel_id}.", about=update.id)
    why, way_out = _WHY.get(update.paused or "", _UNKNOWN)
    return warning(
        "teams.update_paused", f"The update of {update.channel_id} is paused: {why}.", way_out, about=update.id
    )
