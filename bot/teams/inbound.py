"""Who may come in: the token of every request, its service URL and its tenant.

Rule: nothing in an activity is believed before this let it pass. Whoever is refused learns only 401 or 403; why is
in the log. Even where our key server is down the answer is 401: nobody comes in unchecked.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import jwt
import structlog

from bot.services import Clock
from bot.teams.addresses import host_of, may_serve
from bot.teams.config import TeamsConfig
from bot.teams.reading import tenants_of
from bot.teams.signing import KeysError, SigningKeys

CHANNEL = "msteams"
LEEWAY = 300.0  # seconds that clocks may differ
LAST_INSTANT = 253_402_300_799  # the end of the year 9999, in seconds since 1970
REQUIRED = ["exp", "aud", "iss", "serviceurl"]
MAX_TOKEN = 16_000  # characters; Teams' are about 1,000
MAX_REMEMBERED = 1_000  # verified tokens

log = structlog.get_logger(__name__)


class Refused(Exception):
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

    async def knock(self, authorization: str) -> None:
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
                raise Refused(401, "the token is for another service URL")
            if token.endorsements is not None and CHANNEL not in token.endorsements:
                raise Refused(401, "the key is not endorsed for Teams")
            if activity.get("channelId", CHANNEL) != CHANNEL:
                raise Refused(401, "another channel")
        if not may_serve(service_url, local=self._config.local, hosts=self._config.service_hosts):
            # With an app id Teams itself has signed it, so an operator may want its host in TEAMS_SERVICE_HOSTS.
            host = None if self._config.local else host_of(service_url)
            raise Refused(403, f"service URL not allowed: {host}" if host else "service URL not allowed")
        tenant, named = self._config.tenant_id, tenants_of(activity)
        if len(named) > 1 or (tenant and named != {tenant.lower()}):
            raise Refused(403, "foreign tenant")
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
                raise Refused(401, "not signed as Teams signs")
            key = await self._keys.find(key_id)
            if key is None:
                raise Refused(401, "unknown key")
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
            raise Refused(401, "no keys to check with") from None
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as failure:
            raise Refused(401, type(failure).__name__) from None
        if not isinstance(claims["serviceurl"], str):
            raise Refused(401, "unusable service URL in the token")
        return _Token(claims, key.endorsements)


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not 0 < len(token) <= MAX_TOKEN or not token.isascii():
        raise Refused(401, "no token")
    return token


def _check_times(claims: dict[str, Any], now: float) -> None:
    """Refuse a token outside of its time, or with a time that is none; raises Refused.

    Instants are seconds since 1970: https://www.rfc-editor.org/rfc/rfc7519#section-2
    """
    expires, starts, issued = claims["exp"], claims.get("nbf", 0), claims.get("iat", 0)
    for instant in (expires, starts, issued):
        # The bounds also refuse infinity, NaN, and integers that are too large for a float.
        if isinstance(instant, bool) or not isinstance(instant, int | float) or not 0 <= instant <= LAST_INSTANT:
            raise Refused(401, "unusable times in the token")
    if now > expires + LEEWAY:
        raise Refused(401, "expired")
    if now < max(starts, issued) - LEEWAY:
        raise Refused(401, "not valid yet")
