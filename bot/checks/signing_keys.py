"""Can the keys be had with which Teams signs what it sends?

Rule: fetched and read by the code that serves Teams.
"""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp

from bot.checks.finding import Finding, ok, problem
from bot.checks.network import host_of
from bot.checks.sight import SOON, Sight
from bot.teams import Patience
from bot.teams.addresses import may_fetch
from bot.teams.outbound import Outbound
from bot.teams.signing import KeysError, SigningKeys

_LOST: Final = "every message from Teams is refused"


async def check(sight: Sight) -> list[Finding]:
    """Fetch the keys."""
    settings = sight.settings
    config = sight.registration()
    if config is None or not may_fetch(settings.openid_metadata):
        return []  # told already
    outbound = Outbound(config, sight.now, patience=Patience())
    host = host_of(settings.openid_metadata)
    try:
        async with asyncio.timeout(sight.patience * SOON):
            await SigningKeys(settings.openid_metadata, outbound.fetch, sight.now).find("")
    except (KeysError, TimeoutError) as error:
        cause = error.__cause__ if isinstance(error, KeysError) else error
        if isinstance(cause, aiohttp.ClientConnectionError | TimeoutError):
            return [
                problem(
                    "teams.keys_unreachable",
                    f"The keys of Teams' tokens cannot be fetched from {host}: {_LOST}.",
                    f"Let this machine through to {host}, port 443.",
                    about="BotOpenIdMetadata",
                )
            ]
        return [
            problem(
                "teams.keys_unreadable",
                f"What {host} answers holds no keys of Teams' tokens: {_LOST}.",
                "Leave BotOpenIdMetadata empty for Microsoft's, or correct it. A proxy may answer in its place.",
                about="BotOpenIdMetadata",
            )
        ]
    finally:
        await outbound.close()
    return [ok("teams.keys_readable", "The keys of Teams' tokens can be read.")]
