"""What a feature may use: one frozen record of services, handed down in a Turn.

Built once, in :mod:`bot.bootstrap`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import Protocol

from bot.core.clock import Clock
from bot.core.events import Origin
from bot.core.messaging import Messenger
from bot.core.records import Account
from bot.core.time_zones import named_zone
from bot.core.type_rules import Rules
from bot.services.learned_rules import LearnedRules
from bot.services.members import Members
from bot.services.personio_cache import Directory
from bot.services.recent_reads import RecentReads
from bot.store import Store
from cards.i18n import Translator
from cards.request import Problem
from personio_client import PersonioClient


class Outbox(Protocol):
    """What a feature may ask of the worker in this process."""

    def wake(self) -> None:
        """Have the worker look for due jobs now: one was just stored."""

    async def settled(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 - giving up is an answer here
        """Wait until this process has finished the job with that key, for ``timeout`` seconds; tell whether it has."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a feature may use: the store, Teams, Personio, the clock, and the settings that features need."""

    store: Store
    members: Members
    messenger: Messenger
    directory: Directory
    learned_rules: LearnedRules
    recent_reads: RecentReads
    personio: PersonioClient
    outbox: Outbox
    clock: Clock
    default_language: str = "en"
    personio_web_url: str | None = None  # where people open Personio, for links; None: no links
    admins: frozenset[str] = frozenset()  # Entra object ids and e-mail addresses, case-folded
    app_id: str | None = None  # the bot's own registration, to be shown to admins
    tenant_id: str | None = None
    own_rules: Rules = field(default_factory=dict)  # the company's, by name of an absence type
    sick_note_after: int = 0  # days of sickness after which a doctor's note is due; 0: never
    reminder_after: int = 2  # working days of whom a request waits for; 0: never
    has_credentials: bool = True  # for Personio; whether they are right only Personio knows


@dataclass(frozen=True, slots=True)
class Turn:
    """One event being handled: where it came from, whose account, the translator for the answer, and the services."""

    services: Services
    origin: Origin
    account: Account
    t: Translator

    @property
    def today(self) -> date:
        return self.services.clock().astimezone(time_zone(self.origin.time_zone)).date()


def time_zone(name: str | None) -> tzinfo:
    """Return the named time zone, UTC where it is unknown."""
    return named_zone(name) or UTC


class Refusal(Exception):
    """Raised where the bot does not do what was asked; ``problem`` says why, as a message key with parameters."""

    def __init__(self, key: str, **params: str | int | date) -> None:
        super().__init__(key)
        self.problem = Problem(key, dict(params))
