"""Does Microsoft give the bot its own token, the one that it answers with?

Rule: asked as the bot asks, with a cache of its own; nothing is sent to Teams.
"""

from __future__ import annotations

import asyncio
from typing import Final

from bot.checks.finding import Finding, ok, problem
from bot.checks.network import host_of
from bot.checks.sight import SOON, Sight
from bot.services import SendError, TryLater
from bot.teams import TeamsConfig
from bot.teams.addresses import may_fetch
from bot.teams.credentials import NoCredential
from bot.teams.tokens import Tokens

# https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes
_WAYS_OUT: Final = {
    "AADSTS7000215": "The secret is wrong: put the value of the client secret into MicrosoftAppPassword, not its ID.",
    "AADSTS7000222": "The secret has expired: make a new one in Entra (Certificates & secrets) and put it into "
    "MicrosoftAppPassword.",
    "AADSTS700016": "The app is not known in this tenant: compare MicrosoftAppId and MicrosoftAppTenantId with the app "
    "registration in Entra.",
    "AADSTS700027": "The certificate is not the one in the app registration, or has expired: upload the one that the "
    "bot has in Entra (Certificates & secrets).",
    "AADSTS90002": "There is no such tenant: compare MicrosoftAppTenantId with the Directory (tenant) ID in Entra.",
    "AADSTS900023": "There is no such tenant: compare MicrosoftAppTenantId with the Directory (tenant) ID in Entra.",
}
_ANY: Final = (
    "Compare MicrosoftAppId, MicrosoftAppTenantId and the secret, certificate or identity with the app registration in "
    "Entra."
)
_USABLE: Final = {
    "MicrosoftAppCertificate": "Give the path of a PEM file with the private key, without a passphrase, and its "
    "certificate, readable by the bot's user; upload the certificate alone in Entra (Certificates & secrets).",
    "AZURE_FEDERATED_TOKEN_FILE": "Kubernetes makes the file where workload identity is on for the pod and its service "
    "account; take the variable away where it is not.",
    "MicrosoftAppManagedIdentity": "Assign the identity to this machine or app in Azure and write its client id, or: "
    "system. It works in Azure alone.",
    "MicrosoftAppPassword": "Put the value of a client secret into MicrosoftAppPassword.",
}


async def check(sight: Sight) -> list[Finding]:
    """Ask for a token. Says nothing where the settings do not make a registration, which is told already."""
    config = sight.registration()
    if config is None or not config.has_credential or not may_fetch(config.token_address):
        return []
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
        if isinstance(error.__cause__, NoCredential):
            return [_unusable(config, error.__cause__)]
        number = next((word for word in str(error).split() if word.startswith("AADSTS")), "")
        return [
            problem(
                "teams.bad_credentials",
                f"Microsoft refuses the bot's credentials ({number or error.code or 'no reason given'}): it cannot "
                "answer anybody.",
                _WAYS_OUT.get(number, _ANY),
                about=_setting(config),
            )
        ]
    return [ok("teams.token_given", "Microsoft takes the bot's credentials.")]


def _unusable(config: TeamsConfig, error: NoCredential) -> Finding:
    """Return that there is nothing to show to Microsoft. Pure."""
    name = _setting(config)
    return problem(
        "teams.credential_unusable",
        f"{name}: {error}. Microsoft was not asked; the bot cannot answer anybody.",
        _USABLE[name],
        about=name,
    )


def _setting(config: TeamsConfig) -> str:
    """Return the name of the setting that holds the credential. Pure."""
    if config.certificate:
        return "MicrosoftAppCertificate"
    if config.federated_token_file:
        return "AZURE_FEDERATED_TOKEN_FILE"
    return "MicrosoftAppManagedIdentity" if config.managed_identity else "MicrosoftAppPassword"
