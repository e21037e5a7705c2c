"""What the bot proves itself with when it asks Microsoft for its own token.

Rule: exactly one way is configured. Keys and tokens on disk are read anew for each request, so that they may rotate;
nothing of them is kept, logged or shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msal
import requests
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from bot.teams.config import TeamsConfig

# What a managed identity's token must be for, to be exchanged for the bot's own:
# https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
EXCHANGE = "api://AzureADTokenExchange"
_CLOUDS = {"us": "USGov", "cn": "China"}  # top-level domain of Entra in sovereign clouds -> what follows EXCHANGE
SYSTEM = "system"  # instead of a client id: the identity of the machine itself
PATIENCE = 5.0  # seconds for one request

_KEY = re.compile(r"-----BEGIN ([A-Z ]*PRIVATE KEY)-----.+?-----END \1-----", re.DOTALL)
_CERTIFICATES = re.compile(
    r"-----BEGIN CERTIFICATE-----.+-----END CERTIFICATE-----", re.DOTALL
)  # and those that vouch for it


class NoCredential(Exception):
    """The credential cannot be read; the message says which, and nothing of it."""


def client_credential(config: TeamsConfig) -> Any:
    """Return what msal takes as ``client_credential``. Raises NoCredential."""
    if config.certificate:
        return _certificate(config.certificate)
    if config.federated_token_file:
        return {"client_assertion": _from_file(config.federated_token_file)}
    if config.managed_identity:
        return {"client_assertion": _from_identity(config.managed_identity, _exchange(config.token_address))}
    if config.app_password:
        return config.app_password
    raise NoCredential("no secret, certificate or identity for the app id")


def _certificate(path: Path) -> dict[str, str]:
    """Read a PEM file with private key and certificate; msal makes the SHA-256 thumbprint of it."""
    pem = _text(path, "the certificate")
    key, certificate = _KEY.search(pem), _CERTIFICATES.search(pem)
    if key is None or certificate is None:
        raise NoCredential("the certificate's file needs both the private key and the certificate, as PEM")
    _match(key[0].encode(), certificate[0].encode())
    return {"private_key": key[0], "public_certificate": certificate[0]}


def _match(key: bytes, certificate: bytes) -> None:
    """See that key and certificate can be read and belong together; raises NoCredential."""
    try:
        private = load_pem_private_key(key, password=None)
    except TypeError:
        raise NoCredential("the private key is locked with a passphrase, which nobody is there to type") from None
    except (ValueError, UnsupportedAlgorithm):
        raise NoCredential("the private key cannot be read: it is damaged or of an unknown kind") from None
    try:
        public = load_pem_x509_certificate(certificate).public_key()
    except (ValueError, UnsupportedAlgorithm):
        raise NoCredential("the certificate cannot be read: it is damaged or of an unknown kind") from None
    if not isinstance(private, RSAPrivateKey):
        raise NoCredential("the private key is no RSA key, which Microsoft asks for")
    if private.public_key() != public:
        raise NoCredential("the private key and the first certificate in the file do not belong together")


def _text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
    except ValueError:
        why = "it is not text"
    raise NoCredential(f"{what} cannot be read: {why}")


def _from_file(path: Path) -> Callable[[], str]:
    """Return who reads the token that Kubernetes renews in its file."""

    def read() -> str:
        return _text(path, "the federated token").strip()

    return read


def _exchange(token_address: str) -> str:
    """Return what the identity's token must be for, in the cloud of ``token_address``. Pure."""
    top = (urlsplit(token_address).hostname or "").rpartition(".")[2]
    return EXCHANGE + _CLOUDS.get(top, "")


def _from_identity(name: str, exchange: str) -> Callable[[], str]:
    """Return who asks the machine's identity service for a token to exchange."""
    identity = (
        msal.SystemAssignedManagedIdentity() if name == SYSTEM else msal.UserAssignedManagedIdentity(client_id=name)
    )
    client = msal.ManagedIdentityClient(identity, http_client=_Patient())

    def ask() -> str:
        answer = client.acquire_token_for_client(resource=exchange)
        if "access_token" not in answer:
            raise NoCredential(f"the managed identity gives no token: {answer.get('error', 'no answer')}")
        return str(answer["access_token"])

    return ask


class _Patient(requests.Session):
    """A session whose requests do not wait for ever, and go to the machine's identity service without any proxy.

    https://learn.microsoft.com/en-us/azure/virtual-machines/instance-metadata-service#proxies
    """

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False

    def request(self, *args: Any, **options: Any) -> requests.Response:
        return super().request(*args, **{"timeout": PATIENCE, **options})
