"""Does Microsoft give the bot its own token, the one that it answers with?

Rule: asked as the bot asks, with a cache of its own; nothing is sent to Teams.
"""

from __future__ import annotations

import asyncio
from typing import Final

from bot.checks.finding import Finding, ok, problem
from bot.checks.network import host_of
from bot.checks.sight import SOON, Sight
from bot.house import teams_config
from bot.services import SendError, TryLater
from bot.teams.tokens import Tokens

# https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
_WAYS_OUT: Final = {
    "AADSTS7000215": "The secret is wrong: put the value of the client secret into MicrosoftAppPassword, not its ID.",
    "AADSTS7000222": "The secret has expired: make a new one in Entra (Certificates & secrets) and put it into "
    "MicrosoftAppPassword.",
    "AADSTS700016": "The app is not known in this tenant: compare MicrosoftAppId and MicrosoftAppTenantId with the app "
    "registration in Entra.",
    "AADSTS90002": "There is no such tenant: compare MicrosoftAppTenantId with the Directory (tenant) ID in Entra.",
    "AADSTS900023": "There is no such tenant: compare MicrosoftAppTenantId with the Directory (tenant) ID in Entra.",
}
_ANY: Final = (
    "Compare MicrosoftAppId, MicrosoftAppTenantId and the secret, certificate or identity with the app registration in "
    "Entra."
)


async def check(sight: Sight) -> list[Finding]:
    """Ask for a token. Says nothing where the settings do not make a registration, which is told already."""
    settings = sight.settings
    if settings.local or not settings.tenant_id or not settings.has_credential:
        return []
    config = teams_config(settings)
    try:
        async with asyncio.timeout(sight.patience * SOON):
            await Tokens(config, sight.now).token()
    except (TryLater, TimeoutError):
        host = host_of(config.token_address)
        return [
            problem(
                "teams.token_unreachable",
                f"{host} gives no token: it does not answer, or not as Microsoft does. The bot cannot answer anybody.",
                f"Let this machine through to {host}, port 443, or set HTTPS_PROXY. Check TEAMS_TOKEN_URL if you set "
                "it.",
                about=host,
            )
        ]
    except SendError as error:
        number = next((word for word in str(error).split() if word.startswith("AADSTS")), "")
        return [
            problem(
                "teams.bad_credentials",
                f"Microsoft refuses the bot's credentials ({number or error.code or 'no reason given'}): it cannot "
                "answer anybody.",
                _WAYS_OUT.get(number, _ANY),
                about="MicrosoftAppPassword",
            )
        ]
    return [ok("teams.token_given", "Microsoft takes the bot's credentials.")]
