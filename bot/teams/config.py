"""The bot's registration with Microsoft, and the addresses at which Teams may be.

The defaults trust Teams' own hosts only; without an app id the bot is in local mode and talks to loopback only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

# https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
OPENID_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"

# Hosts that may receive our token: the default list of Microsoft's Agents SDK. A dot in front: the subdomains as well.
# Not so below trafficmanager.net, a domain in which every customer of Azure can have names.
SERVICE_HOSTS = ("smba.trafficmanager.net", ".teams.microsoft.com", ".teams.microsoft.us", ".botframework.com")

APP_TYPES = ("SingleTenant", "MultiTenant")


@dataclass(frozen=True)
class TeamsConfig:
    """The bot's registration (names of the Bot Framework) and its limits.

    ``service_hosts``: hosts that may receive messages, with their subdomains where a dot is in front; a loopback host
    is taken only where it is listed here. ``token_issuer``: who signs the tokens that Teams brings.
    ``token_url`` replaces the address that issues our own tokens, ``token_scope`` is what they are for.
    Raises ValueError where it contradicts itself.
    """

    app_id: str | None = None
    app_password: str | None = field(default=None, repr=False)
    certificate: Path | None = None  # PEM with private key and certificate
    federated_token_file: Path | None = None  # a token that Kubernetes renews (workload identity)
    managed_identity: str | None = None  # client id of an Azure identity that the app trusts, or "system"
    app_type: str = "SingleTenant"
    tenant_id: str | None = None
    openid_metadata: str = OPENID_METADATA
    token_issuer: str = ISSUER
    token_scope: str = SCOPE
    service_hosts: tuple[str, ...] = SERVICE_HOSTS
    token_url: str | None = None

    def __post_init__(self) -> None:
        if self.app_type not in APP_TYPES:
            raise ValueError(f"app type must be one of {', '.join(APP_TYPES)}")
        if (
            self.app_id and not self.tenant_id
        ):  # an administrator of another tenant can give anybody any e-mail address there
            raise ValueError("MicrosoftAppId needs MicrosoftAppTenantId: the one tenant whose people may come in")
        ways = (self.app_password, self.certificate, self.federated_token_file, self.managed_identity)
        if sum(way is not None for way in ways) > 1:
            raise ValueError(
                "only one of MicrosoftAppPassword, MicrosoftAppCertificate, AZURE_FEDERATED_TOKEN_FILE and "
                "MicrosoftAppManagedIdentity may be set"
            )

    @property
    def local(self) -> bool:
        """Whether this is local mode: no app id, no tokens, loopback only."""
        return not self.app_id

    @property
    def has_credential(self) -> bool:
        """Whether there is something to ask for a token with."""
        return bool(self.app_password or self.certificate or self.federated_token_file or self.managed_identity)

    @property
    def token_address(self) -> str:
        """The URL that gives out the bot's own access tokens.

        https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
        """
        tenant = self.tenant_id if self.app_type == "SingleTenant" else "botframework.com"
        return self.token_url or f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
