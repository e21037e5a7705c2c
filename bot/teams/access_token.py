"""The bot's own access token, and the credential that it is asked for with.

msal is created once and runs in a thread, because it blocks; the token is kept until five minutes before it expires.
Exactly one kind of credential is configured. Keys and tokens on disk are read for each request, so that they may
rotate. Local mode has no token.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msal
import requests
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from bot.core.addresses import is_loopback
from bot.core.clock import Clock
from bot.core.messaging import NotAllowed, SendError, TryLater
from bot.core.telemetry import UNWATCHED, ExternalCall, Telemetry
from bot.services.single_flight import Flight
from bot.teams.config import TeamsConfig

# What a managed identity's token must be for, to be exchanged for the bot's own:
# https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
EXCHANGE = "api://AzureADTokenExchange"
_CLOUDS = {"us": "USGov", "cn": "China"}  # top-level domain of Entra in sovereign clouds -> what follows EXCHANGE
SYSTEM = "system"  # instead of a client id: the identity of the machine itself

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
    if path.exists() and not (path.is_file() or path.is_dir()):  # reading a pipe may never end
        raise NoCredential(f"{what} cannot be read: it is no file")
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
    """Return what the identity's token must be for, in the cloud of ``token_address``."""
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


EARLY = 300.0  # seconds before its end at which a token is renewed
LONGEST = 7 * 24 * 3600.0  # seconds; Entra's last an hour, or a day
PATIENCE = 5.0  # seconds for the token request, from one byte to the next
GIVEN_UP = 12.0  # seconds for all of it, an identity's own token included; an answer may drip without end

T = TypeVar("T")


class Tokens:
    """Provides the bot's token, asking for a new one as seldom as possible."""

    def __init__(self, config: TeamsConfig, clock: Clock, telemetry: Telemetry = UNWATCHED) -> None:
        self._config = config
        self._clock = clock
        self._telemetry = telemetry
        self._token: str | None = None
        self._until = 0.0
        self._client: Any = None
        self._flight = Flight(self._renew)

    async def token(self) -> str | None:
        """Return a valid token, None in local mode; raises NotAllowed (credentials) or TryLater (no answer)."""
        if self._config.local:
            return None
        if self._token is None or self._clock().timestamp() >= self._until:
            return await self._flight()
        return self._token

    def forget(self) -> None:
        self._token = None

    async def _renew(self) -> str:
        started, status = perf_counter(), None
        try:
            token = await self._new()
            status = 200
            return token
        except NotAllowed:
            status = 401  # whatever Entra's number is, or that there is nothing to show
            raise
        finally:
            self._telemetry.called(ExternalCall("teams", "token", status, perf_counter() - started))

    async def _new(self) -> str:
        if not self._config.has_credential:
            raise NotAllowed("no secret, certificate or identity for the app id", code="invalid_client")
        try:
            async with asyncio.timeout(GIVEN_UP):
                answer = await _in_a_thread(self._ask)
        except NoCredential as failure:
            raise NotAllowed(str(failure), code="invalid_client") from failure  # it holds nothing of the credential
        except TimeoutError:
            self._client = None  # the thread still has it
            raise TryLater("no token in time") from None
        except Exception as failure:  # msal raises anything where an answer is not as Entra's; all mean the same
            raise TryLater(f"no token: {type(failure).__name__}") from None
        if "access_token" not in answer:
            raise _refusal(answer)
        self._token = str(answer["access_token"])
        self._until = self._clock().timestamp() + _lifetime(answer.get("expires_in")) - EARLY
        return self._token

    def _ask(self) -> dict[str, Any]:
        if self._client is None:
            self._client = msal.ConfidentialClientApplication(
                self._config.app_id,
                client_credential=client_credential(self._config),
                authority="https://login.microsoftonline.com/" + (self._config.tenant_id or "botframework.com"),
                instance_discovery=False,
                http_client=_Wire(self._config.token_address),
            )
        self._client.remove_tokens_for_client()  # one cache is enough; msal's would return what Teams refused
        answer: dict[str, Any] = self._client.acquire_token_for_client([self._config.token_scope])
        return answer


async def _in_a_thread(call: Callable[[], T]) -> T:
    """Return what a call returns, made in a thread that the end of the process does not wait for.

    asyncio.to_thread has few threads, and the process would not end before the last of them does.
    """
    loop = asyncio.get_running_loop()
    made: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if made.done():
            return  # given up meanwhile
        if error is not None:
            made.set_exception(error)
        else:
            made.set_result(result)  # type: ignore[arg-type]  # None only where the call returns it

    def work() -> None:
        result, failure = None, None
        try:
            result = call()
        except Exception as error:  # whatever it is, it is the caller's
            failure = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=work, name="token", daemon=True).start()
    return await made


def _lifetime(seconds: object) -> float:
    """Return how long a token lasts, in seconds; 0 where the answer does not say in a usable way."""
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdecimal() and len(seconds) < 10:
        seconds = int(seconds)
    return float(seconds) if isinstance(seconds, int | float) and 0 < seconds <= LONGEST else 0.0


def _refusal(answer: dict[str, Any]) -> SendError:
    code = str(answer.get("error", ""))
    # error_description names tenant and app; the AADSTS number in it is what an operator searches for.
    number = next((word.rstrip(":") for word in str(answer.get("error_description", "")).split()[:1]), "")
    if code in {"temporarily_unavailable", "server_error"}:
        return TryLater(f"no token: {code}", code=code)
    return NotAllowed(f"no token: {code} {number}".strip(), code=code or None)


class _Wire:
    """What msal talks through: the token address is known, so discovery is answered here, and nothing waits long.

    Proxies of the environment are honoured, but not for an address of this machine.
    """

    def __init__(self, token_address: str) -> None:
        self._session = requests.Session()
        self._session.trust_env = not is_loopback(urlsplit(token_address).hostname or "")
        self._token_address = token_address

    def get(self, url: str, **_: Any) -> Any:
        """Answer discovery from what is known."""
        parts = urlsplit(url)
        here = f"https://{parts.netloc}{parts.path}"
        return _Discovered(
            {
                "issuer": here,
                "authorization_endpoint": here,
                # The audience of what a certificate signs; msal wants https. Where requests go is decided in post.
                # https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials#claims-payload
                "token_endpoint": "https://" + self._token_address.partition("://")[2],
            }
        )

    def post(self, _url: str, **options: Any) -> Any:
        """Ask for a token."""
        return self._session.post(
            self._token_address,
            data=options.get("data"),
            headers=options.get("headers"),
            timeout=PATIENCE,
            allow_redirects=False,
        )

    def close(self) -> None:
        self._session.close()


class _Discovered:
    """A discovery document in the shape of a response."""

    status_code = 200

    def __init__(self, document: dict[str, str]) -> None:
        self.text = json.dumps(document)
        self.headers: dict[str, str] = {}
