"""Settings that make no bot: wrong together, or wrong in a way that their type does not tell. Each with the way out.

No value is shown. What stands here keeps the bot from starting, and ``check`` finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from bot.core.addresses import may_fetch
from bot.settings.company_rules import UnreadableRules, read_company_rules
from bot.settings.settings import Settings

# https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols#endpoints - names that are no tenant
_NO_TENANT: Final = {"common", "organizations", "consumers"}
_VERSION: Final = re.compile(r"(?:^|/)v[0-9]+(?:/|$)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the code of the finding, the setting, one sentence what, and the way out."""

    code: str
    about: str
    message: str
    way_out: str


def faults(settings: Settings) -> Iterator[Fault]:
    """Return everything that keeps these settings from making a bot."""
    yield from registration_faults(settings)
    yield from port_faults(settings)
    yield from rules_file_faults(settings)
    if fault := personio_address_fault(settings.personio_base_url):
        yield fault


def rules_file_faults(settings: Settings) -> Iterator[Fault]:
    """Return what is wrong with the company's own rules: half of them would be worse than none."""
    try:
        read_company_rules(settings.rules_file)
    except UnreadableRules as error:
        yield Fault(
            "settings.rules_file",
            "RULES_FILE",
            f"The file that RULES_FILE names cannot be used: {error}.",
            "Correct the file, or leave RULES_FILE empty; docs/settings.md shows what is in it.",
        )


def registration_faults(settings: Settings) -> Iterator[Fault]:
    """Return what is wrong with the bot's registration at Microsoft."""
    if settings.app_id and not settings.tenant_id:
        yield Fault(
            "settings.tenant_missing",
            "MicrosoftAppTenantId",
            "MicrosoftAppId is set, but MicrosoftAppTenantId is not: the bot does not start.",
            "Put the Directory (tenant) ID of your Entra into MicrosoftAppTenantId: only its people may come in.",
        )
    if settings.app_id and settings.tenant_id and ("." in settings.tenant_id or settings.tenant_id in _NO_TENANT):
        yield Fault(
            "settings.tenant_form",
            "MicrosoftAppTenantId",
            "MicrosoftAppTenantId is a name, but Teams names the tenant by its id: every message would be refused.",
            "Copy the Directory (tenant) ID from Entra (Overview); it looks like 1b4e28ba-2fa1-41d2-883f-0016d3cca427.",
        )
    credentials = [name for name, value in credentials_of(settings).items() if value]
    if len(credentials) > 1:
        yield Fault(
            "settings.two_credentials",
            " ".join(credentials),
            f"{' and '.join(credentials)} are set, but the bot can prove itself with one of them only: it does not "
            "start.",
            "Keep the one that you use and empty the others. Kubernetes sets AZURE_FEDERATED_TOKEN_FILE by itself "
            "where workload identity is on for the pod.",
        )
    for name, address in (("BotOpenIdMetadata", settings.openid_metadata), ("TEAMS_TOKEN_URL", settings.token_url)):
        if address and not may_fetch(address):
            yield Fault(
                "settings.address_form",
                name,
                f"{name} is no address that keys or tokens may be fetched from.",
                "Leave it empty for Microsoft's. Elsewhere it begins with https:// and holds no user name, question "
                "mark or #.",
            )


def credentials_of(settings: Settings) -> dict[str, object]:
    """Return what the bot can prove itself with, by the names of the settings; empty values where not set."""
    return {
        "MicrosoftAppPassword": settings.app_password,
        "MicrosoftAppCertificate": settings.app_certificate,
        "AZURE_FEDERATED_TOKEN_FILE": settings.federated_token_file,
        "MicrosoftAppManagedIdentity": settings.managed_identity,
    }


def port_faults(settings: Settings) -> Iterator[Fault]:
    """Return the fault of METRICS_PORT being the same as PORT."""
    if settings.metrics_port and settings.metrics_port == settings.port:
        yield Fault(
            "settings.metrics_port",
            "METRICS_PORT",
            f"METRICS_PORT and PORT are both {settings.port}: the bot cannot listen on one port twice.",
            "Give METRICS_PORT another number, or 0 to have the metrics on PORT.",
        )


def personio_address_fault(address: str) -> Fault | None:
    """Return why PERSONIO_BASE_URL cannot be Personio's API, None where it can."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or any(letter.isspace() or not letter.isprintable() for letter in address):
        why = "is no address"
    elif parts.query or parts.fragment or "?" in address or "#" in address:
        why = "holds more than an address: a question mark or a #"
    elif _VERSION.search(parts.path):
        why = "ends in the version of the API, which the bot adds by itself"
    else:
        return None
    return Fault(
        "personio.address_wrong",
        "PERSONIO_BASE_URL",
        f"PERSONIO_BASE_URL {why}.",
        "Write it as https://api.personio.de, or leave it empty.",
    )
