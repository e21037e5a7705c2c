"""Checks every request from Teams: its token with Teams' signing keys, its service URL and its tenant.

Nothing in an activity is believed before. A refusal says only 401 or 403, the log says why; without keys the answer is
401. Keys are kept for 24 hours and fetched one at a time. An unknown key id causes a fetch at once, but only a few
times in five minutes, so that invented ids cause few.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import jwt
import structlog

from bot.core.addresses import host_of, may_fetch, may_serve
from bot.core.clock import Clock
from bot.services.single_flight import Flight
from bot.teams.activities import tenants_of
from bot.teams.config import TeamsConfig

KEPT = 24 * 3600.0  # seconds
PAUSE = 300.0  # seconds
PATIENCE = 3.0  # seconds that an activity waits for a key that is not known
RENEWING = 1.0  # seconds that one waits for fresh keys where its own is known
REFETCHES = 3  # in one PAUSE, for unknown ids


class KeysError(Exception):
    """The keys cannot be had now."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and the channels it may speak for (None where the issuer does not say)."""

    key: jwt.PyJWK
    endorsements: tuple[str, ...] | None


class SigningKeys:
    """Finds a key by its id, fetching as seldom as possible.

    https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
    """

    def __init__(self, metadata_url: str, fetch: Callable[[str], Awaitable[Any]], clock: Clock) -> None:
        self._metadata_url = metadata_url
        self._fetch = fetch
        self._clock = clock
        self._keys: dict[str, SigningKey] = {}
        self._refresh_at = 0.0
        self._refetched: deque[float] = deque(maxlen=REFETCHES)
        self._flight = Flight(self._load)

    async def find(self, key_id: str) -> SigningKey | None:
        """Return the key with that id, or None; raises KeysError where none could ever be fetched."""
        now = self._clock().timestamp()
        if now >= self._refresh_at or (key_id not in self._keys and self._may_refetch(now)):
            try:
                async with asyncio.timeout(RENEWING if key_id in self._keys else PATIENCE):
                    await self._flight()
            except (KeysError, TimeoutError) as failure:
                if not self._keys:
                    # A TimeoutError's own cause is the cancellation that it made: that says nothing.
                    raise KeysError from failure.__cause__ if isinstance(failure, KeysError) else failure
                # Old keys serve until the issuer answers again: Teams announces new ones long before it uses them.
                self._refresh_at = now + PAUSE
        return self._keys.get(key_id)

    def _may_refetch(self, now: float) -> bool:
        if len(self._refetched) == REFETCHES and 0 <= now - self._refetched[0] < PAUSE:  # less: the clock was set back
            return False
        self._refetched.append(now)
        return True

    async def _load(self) -> None:
        try:
            metadata = await self._fetch(self._metadata_url)
            jwks_uri = metadata["jwks_uri"]
            if not may_fetch(jwks_uri):
                raise KeysError("the address of the keys is not https")
            keys = dict(_usable((await self._fetch(jwks_uri))["keys"]))
            if not keys:
                raise KeysError("no usable key")
        except Exception as failure:  # a server we do not control may fail in any way; all mean the same
            log.warning("signing_keys_unavailable", error=type(failure).__name__)
            raise KeysError from failure
        self._keys = keys
        self._refresh_at = self._clock().timestamp() + KEPT
        log.info("signing_keys_fetched", keys=len(keys))


def _usable(entries: Any) -> list[tuple[str, SigningKey]]:
    """Return the RSA keys of a key set, by id; what is not one is left out."""
    found = []
    for entry in entries:
        if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
            continue
        listed = entry.get("endorsements")
        endorsements = tuple(str(each) for each in listed) if isinstance(listed, list) else None
        try:
            found.append((entry["kid"], SigningKey(jwt.PyJWK(entry, "RS256"), endorsements)))
        except (jwt.PyJWTError, ValueError, TypeError, KeyError):
            continue
    return found


CHANNEL = "msteams"
LEEWAY = 300.0  # seconds that clocks may differ
LAST_INSTANT = 253_402_300_799  # the end of the year 9999, in seconds since 1970
REQUIRED = ["exp", "aud", "iss", "serviceurl"]
MAX_TOKEN = 16_000  # characters; Teams' are about 1,000
MAX_REMEMBERED = 1_000  # verified tokens

log = structlog.get_logger(__name__)


class RequestRejected(Exception):
    """A request that may not come in: ``status`` is the answer, ``reason`` is for the log only."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Token:
    """What is kept of a token whose signature was verified."""

    claims: dict[str, Any]
    endorsements: tuple[str, ...] | None


class Inbound:
    """Decides whether an activity may come in.

    https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
    """

    def __init__(self, config: TeamsConfig, keys: SigningKeys, clock: Clock) -> None:
        self._config = config
        self._keys = keys
        self._clock = clock
        self._verified: OrderedDict[bytes, _Token] = OrderedDict()

    async def authenticate(self, authorization: str) -> None:
        """Refuse, before anything is read, who brings no valid token for us; raises Refused."""
        if not self._config.local:
            await self._token(_bearer(authorization))

    async def admit(self, authorization: str, activity: dict[str, Any]) -> dict[str, Any]:
        """Return the claims behind an activity (none in local mode); raises Refused."""
        claims: dict[str, Any] = {}
        service_url = activity.get("serviceUrl")
        if not self._config.local:
            token = await self._token(_bearer(authorization))
            claims = token.claims
            if claims["serviceurl"] != service_url:
                raise RequestRejected(401, "the token is for another service URL")
            if token.endorsements is not None and CHANNEL not in token.endorsements:
                raise RequestRejected(401, "the key is not endorsed for Teams")
            if activity.get("channelId", CHANNEL) != CHANNEL:
                raise RequestRejected(401, "another channel")
        if not may_serve(service_url, local=self._config.local, hosts=self._config.service_hosts):
            # With an app id Teams itself has signed it, so an operator may want its host in TEAMS_SERVICE_HOSTS.
            host = None if self._config.local else host_of(service_url)
            raise RequestRejected(403, f"service URL not allowed: {host}" if host else "service URL not allowed")
        tenant, named = self._config.tenant_id, tenants_of(activity)
        if len(named) > 1 or (tenant and named != {tenant.lower()}):
            raise RequestRejected(403, "foreign tenant")
        return claims

    async def _token(self, encoded: str) -> _Token:
        # The same token comes with every activity of an hour; its signature is worth verifying once.
        digest = hashlib.sha256(encoded.encode()).digest()
        token = self._verified.get(digest)
        if token is None:
            token = await self._verify(encoded)
            self._verified[digest] = token
            if len(self._verified) > MAX_REMEMBERED:
                self._verified.popitem(last=False)
        _check_times(token.claims, self._clock().timestamp())
        return token

    async def _verify(self, encoded: str) -> _Token:
        try:
            header = jwt.get_unverified_header(encoded)
            key_id = header.get("kid")
            if header.get("alg") != "RS256" or not isinstance(key_id, str):
                raise RequestRejected(401, "not signed as Teams signs")
            key = await self._keys.find(key_id)
            if key is None:
                raise RequestRejected(401, "unknown key")
            claims = jwt.decode(
                encoded,
                key.key,
                algorithms=["RS256"],
                audience=self._config.app_id,
                issuer=self._config.token_issuer,
                # Times are checked by _check_times at every use, because a verified token is remembered.
                options={
                    "require": REQUIRED,
                    "strict_aud": True,
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except KeysError:
            raise RequestRejected(401, "no keys to check with") from None
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as failure:
            raise RequestRejected(401, type(failure).__name__) from None
        if not isinstance(claims["serviceurl"], str):
            raise RequestRejected(401, "unusable service URL in the token")
        return _Token(claims, key.endorsements)


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not 0 < len(token) <= MAX_TOKEN or not token.isascii():
        raise RequestRejected(401, "no token")
    return token


def _check_times(claims: dict[str, Any], now: float) -> None:
    """Refuse a token outside of its time, or with a time that is none; raises Refused.

    Instants are seconds since 1970: https://www.rfc-editor.org/rfc/rfc7519#section-2
    """
    expires, starts, issued = claims["exp"], claims.get("nbf", 0), claims.get("iat", 0)
    for instant in (expires, starts, issued):
        # The bounds also refuse infinity, NaN, and integers that are too large for a float.
        if isinstance(instant, bool) or not isinstance(instant, int | float) or not 0 <= instant <= LAST_INSTANT:
            raise RequestRejected(401, "unusable times in the token")
    if now > expires + LEEWAY:
        raise RequestRejected(401, "expired")
    if now < max(starts, issued) - LEEWAY:
        raise RequestRejected(401, "not valid yet")
