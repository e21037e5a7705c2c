"""Checks of Teams: the bot's own token, Teams' signing keys, and whether the channels' updates go out.

The token is asked for as the bot asks for it; nothing is sent to Teams. Teams and channels are read from the bot's
database.
"""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp

from bot.cli.diagnostics.finding import Finding, counted, ok, problem_finding, warning
from bot.cli.diagnostics.probes import SOON, Probes, shown_host
from bot.core.addresses import may_fetch
from bot.core.messaging import SendError, TryLater
from bot.core.subscriptions import Subscription
from bot.store import StoreError
from bot.teams import TeamsConfig, Timeouts
from bot.teams.access_token import NoCredential, Tokens
from bot.teams.authentication import KeysError, SigningKeys
from bot.teams.connector import Outbound

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


async def check_registration(sight: Probes) -> list[Finding]:
    """Ask for a token. Says nothing where the settings do not make a registration, which is told already."""
    config = sight.registration()
    if config is None or not config.has_credential or not may_fetch(config.token_address):
        return []
    try:
        async with asyncio.timeout(sight.patience * SOON):
            await Tokens(config, sight.now).token()
    except (TryLater, TimeoutError):
        host = shown_host(config.token_address)
        return [
            problem_finding(
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
            problem_finding(
                "teams.bad_credentials",
                f"Microsoft refuses the bot's credentials ({number or error.code or 'no reason given'}): it cannot "
                "answer anybody.",
                _WAYS_OUT.get(number, _ANY),
                about=_setting(config),
            )
        ]
    return [ok("teams.token_given", "Microsoft takes the bot's credentials.")]


def _unusable(config: TeamsConfig, error: NoCredential) -> Finding:
    """Return that there is nothing to show to Microsoft."""
    name = _setting(config)
    return problem_finding(
        "teams.credential_unusable",
        f"{name}: {error}. Microsoft was not asked; the bot cannot answer anybody.",
        _USABLE[name],
        about=name,
    )


def _setting(config: TeamsConfig) -> str:
    """Return the name of the setting that holds the credential."""
    if config.certificate:
        return "MicrosoftAppCertificate"
    if config.federated_token_file:
        return "AZURE_FEDERATED_TOKEN_FILE"
    return "MicrosoftAppManagedIdentity" if config.managed_identity else "MicrosoftAppPassword"


_WHY: Final = {
    "channel_gone": ("the channel is gone", "Delete the update, or set it up for another channel (instellen, setup)."),
    "bot_removed": ("the app was removed there", "Add the app to the team again, then switch the update on."),
    "not_allowed": ("Teams does not let the bot post there", "Allow the bot to post there, then switch the update on."),
}
_UNKNOWN: Final = ("for a reason of its own", "Look at it in Teams (instellen, setup) and switch it on again.")


async def check_channels(sight: Probes) -> list[Finding]:
    """Look at the teams and updates that are known."""
    try:
        store = (await sight.database()).store
    except StoreError:
        return []
    updates = await store.subscriptions.all()
    resting = [update for update in updates if update.paused]
    active = len(updates) - len(resting)
    found = [ok("teams.updates", f"{counted(active, 'daily update')} active."), *map(_paused, resting)]
    tenant = sight.settings.tenant_id
    if sight.settings.local or not tenant:
        return found
    teams = await store.teams.of_tenant(tenant)
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


_LOST: Final = "every message from Teams is refused"


async def check_signing_keys(sight: Probes) -> list[Finding]:
    """Fetch the keys."""
    settings = sight.settings
    config = sight.registration()
    if config is None or not may_fetch(settings.openid_metadata):
        return []  # told already
    outbound = Outbound(config, sight.now, patience=Timeouts())
    host = shown_host(settings.openid_metadata)
    try:
        async with asyncio.timeout(sight.patience * SOON):
            await SigningKeys(settings.openid_metadata, outbound.fetch, sight.now).find("")
    except (KeysError, TimeoutError) as error:
        cause = error.__cause__ if isinstance(error, KeysError) else error
        if isinstance(cause, aiohttp.ClientConnectionError | TimeoutError):
            return [
                problem_finding(
                    "teams.keys_unreachable",
                    f"The keys of Teams' tokens cannot be fetched from {host}: {_LOST}.",
                    f"Let this machine through to {host}, port 443.",
                    about="BotOpenIdMetadata",
                )
            ]
        return [
            problem_finding(
                "teams.keys_unreadable",
                f"What {host} answers holds no keys of Teams' tokens: {_LOST}.",
                "Leave BotOpenIdMetadata empty for Microsoft's, or correct it. A proxy may answer in its place.",
                about="BotOpenIdMetadata",
            )
        ]
    finally:
        await outbound.close()
    return [ok("teams.keys_readable", "The keys of Teams' tokens can be read.")]
