"""The public keys that Teams signs its requests with.

Rule: fetched off the path of the event loop, kept 24 hours, one fetch at a time. An unknown key id causes a fetch at
once, so that a new key works at once, but only a few times in five minutes, so that made-up ids cause few.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import jwt
import structlog

from bot.services import Clock
from bot.teams.addresses import may_fetch
from bot.teams.flight import Flight

KEPT = 24 * 3600.0  # seconds
PAUSE = 300.0  # seconds
PATIENCE = 3.0  # seconds that an activity waits for a key that is not known
RENEWING = 1.0  # seconds that one waits for fresh keys where its own is known
REFETCHES = 3  # in one PAUSE, for unknown ids

log = structlog.get_logger(__name__)


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
                    await self._flight.join()
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
