"""Who may call: credentials with scopes and attribute whitelist, and the tokens they got.

Tokens live 24 hours of the sandbox's clock; a v1 token opens v1 only.
Source: https://developer.personio.de/v2.0/reference/authentication
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Literal

LIFETIME = timedelta(hours=24)
V2_SCOPES = frozenset(
    f"personio:{area}:{right}" for area in ("absences", "persons", "webhooks") for right in ("read", "write")
)
V1_SCOPES = frozenset({"employees:read", "absences:read", "absences:write"})
BIRTHDAY, SHIRT = "dynamic_180883", "dynamic_2"
ATTRIBUTES = (
    "first_name last_name email gender status position hire_date termination_date office department team supervisor "
    f"created_at weekly_working_hours work_schedule holiday_calendar {BIRTHDAY} {SHIRT}"
).split()


@dataclass(frozen=True, slots=True)
class Credential:
    """One pair of id and secret, and what it may do; everything unless told otherwise."""

    client_id: str = "demo-client"
    secret: str = "demo-secret"  # noqa: S105  # invented, loopback only
    scopes: frozenset[str] = V2_SCOPES
    v1_scopes: frozenset[str] = V1_SCOPES
    attributes: frozenset[str] = frozenset(ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class Token:
    """An issued token."""

    value: str
    version: Literal["v1", "v2"]
    client_id: str
    scopes: frozenset[str]
    expires_at: datetime


class Registry:
    """The API credentials, and the tokens given out for them."""

    def __init__(self, credentials: tuple[Credential, ...]) -> None:
        self.credentials = {credential.client_id: credential for credential in credentials}
        self._tokens: dict[str, Token] = {}
        self._number = count(1)

    def check(self, client_id: str, secret: str) -> Credential | None:
        """Return the credential, or None where id or secret are wrong."""
        found = self.credentials.get(client_id)
        return found if found and found.secret == secret else None

    def issue(
        self, credential: Credential, version: Literal["v1", "v2"], scopes: frozenset[str], now: datetime
    ) -> Token:
        value = f"papi-{credential.client_id}-{version}-{next(self._number):06d}"
        token = Token(value, version, credential.client_id, scopes, now + LIFETIME)
        self._tokens[value] = token
        return token

    def find(self, value: str, now: datetime) -> Token | None:
        """Return a token that is known and not expired."""
        token = self._tokens.get(value)
        return token if token and now < token.expires_at and token.client_id in self.credentials else None

    def revoke_all(self) -> None:
        self._tokens.clear()
