"""Tokens: which one a request gets, how long it lasts, and that it is asked for once.

No I/O and no secret in sight. The caller brings the request for a token as a function.
https://developer.personio.de/v2.0/reference/authentication
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import SecretStr

from personio_client.errors import PersonioError

REFRESH_EARLY = 180.0  # seconds before a token's end
LIFETIME = 86_400.0  # seconds, where the answer does not say
LONGEST_LIFETIME = 366 * 86_400  # seconds; an answer with more does not say

Scheme = Literal["v2", "v1"]


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token and when to stop using it, in seconds of the caller's clock."""

    scheme: Scheme
    value: SecretStr
    stale_at: float


@dataclass(frozen=True, slots=True)
class Step:
    """One try of a request: with a token of ``scheme``, a new one where ``fresh``."""

    scheme: Scheme
    fresh: bool


def steps(path: str, *, v1_needs_own_token: bool) -> tuple[Step, ...]:
    """Return the tries that a request gets while it is refused.

    Once more with a fresh token; on a v1 path that still refuses a v2 token, with a token of ``/v1/auth``.
    """
    if not _v1(path):
        return Step("v2", fresh=False), Step("v2", fresh=True)
    if v1_needs_own_token:
        return Step("v1", fresh=False), Step("v1", fresh=True)
    return Step("v2", fresh=False), Step("v2", fresh=True), Step("v1", fresh=False)


def is_refusal(path: str, status: int) -> bool:
    """Say whether an answer may mean that the token is not taken: 401, and 403 on v1 paths."""
    return status == 401 or (status == 403 and _v1(path))


def read_token(scheme: Scheme, answer: Any, now: float) -> Token:
    """Return the token in the answer of the token endpoint; raise ValueError where there is none."""
    data = answer.get("data") if isinstance(answer, dict) and scheme == "v1" else answer
    data = data if isinstance(data, dict) else {}
    value = data.get("token" if scheme == "v1" else "access_token")
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or not value.strip():
        raise ValueError("no token")
    seconds = data.get("expires_in")
    lifetime = float(seconds) if isinstance(seconds, int) and 0 < seconds <= LONGEST_LIFETIME else LIFETIME
    return Token(scheme, SecretStr(value.strip()), now + lifetime - min(REFRESH_EARLY, lifetime / 2))


@dataclass(slots=True)
class _Slot:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    token: Token | None = None
    asked: int = 0
    failure: PersonioError | None = None


class Keyring:
    """The access tokens in use, one per kind. However many callers need a new one, it is requested once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.v1_needs_own_token = False
        self._clock = clock
        self._slots: dict[Scheme, _Slot] = {"v2": _Slot(), "v1": _Slot()}

    async def token(self, scheme: Scheme, ask: Callable[[], Awaitable[Token]], *, refused: Token | None) -> Token:
        """Return a token other than ``refused``, asking for one where none is good; raise what ``ask`` raises.

        Callers that waited for a question that failed share its failure: none of them asks again.
        """
        slot = self._slots[scheme]
        if good := self._good(slot, refused):
            return good
        asked = slot.asked
        async with slot.lock:
            if good := self._good(slot, refused):
                return good
            if slot.asked != asked and slot.failure is not None:
                raise copy.copy(slot.failure)
            try:
                slot.token, slot.failure = await ask(), None
            except PersonioError as failure:
                slot.failure = failure
                raise
            finally:
                slot.asked += 1
            return slot.token

    def _good(self, slot: _Slot, refused: Token | None) -> Token | None:
        token = slot.token
        return token if token and token is not refused and self._clock() < token.stale_at else None


def _v1(path: str) -> bool:
    return path.startswith("/v1/")
