"""What a feature may use: protocols, and one frozen record of them handed down in a Turn.

Rule: features see these names only; who implements them is decided once, in app.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.directory import Directory
from bot.events import Conversation, Origin
from bot.postings import Subscriptions
from cards import Card
from cards.i18n import Translator
from cards.request import Problem
from personio_client import PersonioClient


class SendError(Exception):
    """A message did not go out. The tree is sorted by what the caller can do::

    SendError
    ├── Gone              the conversation, or the message in it, is no more: forget it
    ├── Blocked           the person or the admin does not want us: stop until they write again
    ├── NotAllowed        wrong app id, secret or permission: tell the operator
    ├── TooLarge          our card is too big: our defect
    └── TryLater          nothing was delivered for sure (429, 412, refused connection); ``retry_after`` seconds
        └── Unknown       perhaps delivered (time-out, 5xx)
    """

    def __init__(self, message: str, *, code: str | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class Gone(SendError):
    """The conversation or the message is no more."""


class Blocked(SendError):
    """The person, or an admin, does not want messages here."""


class NotAllowed(SendError):
    """Wrong credentials, permissions or service URL."""


class TooLarge(SendError):
    """The card is over the platform's limit."""


class TryLater(SendError):
    """Not delivered now; ``retry_after`` is in seconds, None where the platform did not say."""

    def __init__(
        self, message: str, *, code: str | None = None, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, code=code, status=status)
        self.retry_after = retry_after


class Unknown(TryLater):
    """Perhaps delivered, perhaps not."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a conversation as Teams knows it."""

    id: str
    object_id: str | None
    name: str
    email: str | None
    upn: str | None
    tenant_id: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Team:
    """A team in which the app is installed. ``id`` is Teams' own (``19:...``); ``name`` None: not asked yet."""

    tenant_id: str
    id: str
    service_url: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a team. ``name`` None: the general one, whose id is the team's and whose name each client has."""

    id: str
    name: str | None


class Messenger(Protocol):
    """Writes into conversations. Every call honours the platform's rate limits and raises SendError."""

    async def send(self, to: Conversation, card: Card) -> str | None:
        """Post a card; return its activity id, or None where Teams gave none (then it cannot be edited)."""

    async def say(self, to: Conversation, text: str) -> str | None:
        """Post plain text."""

    async def update(self, to: Conversation, activity_id: str, card: Card) -> None:
        """Put a card in place of a posted one. Repeating it is harmless."""

    async def delete(self, to: Conversation, activity_id: str) -> None:
        """Take a posted message away."""

    async def member(self, of: Conversation, member_id: str) -> Member | None:
        """Return one member (Teams id or object id), or None where Teams knows none."""

    async def team_name(self, team: Team) -> str:
        """Return what a team is called now; raises Gone where the app is not in it."""

    async def channels(self, team: Team) -> list[Channel]:
        """Return the channels of a team, as far as the app may see them."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is kept of somebody who uses the bot: ids, language and where to write. No name, no e-mail."""

    tenant_id: str
    object_id: str
    person_id: str | None = None
    language: str | None = None  # chosen by the person
    locale: str | None = None  # last seen from Teams
    last_type_id: str | None = None
    conversation: Conversation | None = None  # the personal chat


@dataclass(frozen=True, slots=True)
class Request:
    """A confirmed request for an absence, as stored.

    ``state``: ``waiting`` (to be filed), ``filed``, ``refused``. ``status`` is Personio's own word, in our spelling
    (cards.request.Status), once filed. ``details`` is what the cards need (JSON; schema owned by
    bot.features.request); the comment in it is dropped once Personio has it.
    """

    id: UUID
    tenant_id: str
    object_id: str
    person_id: str
    state: str
    details: dict[str, Any]
    conversation: Conversation
    card_id: str | None
    language: str
    status: str | None = None
    personio_id: str | None = None
    problem: dict[str, Any] | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to be done durably.

    ``kind`` names the handler, ``key`` makes it unique, ``payload`` is small JSON: ids only.
    """

    kind: str
    key: str
    payload: dict[str, Any]


class Store(Subscriptions, Protocol):
    """What is kept. Each method is one transaction."""

    async def teams(self, tenant_id: str) -> list[Team]:
        """Return the teams that have the app, as far as Teams has told, by name."""

    async def save_team(self, team: Team) -> None:
        """Keep it (insert or replace)."""

    async def forget_team(self, tenant_id: str, team_id: str) -> None:
        """Forget it: the app was removed there."""

    async def account(self, tenant_id: str, object_id: str) -> Account | None:
        """Return what is kept of a person."""

    async def add_account(self, account: Account) -> bool:
        """Keep somebody new; False where that person is known already (nothing changes then)."""

    async def save_account(self, account: Account) -> None:
        """Keep it (insert or replace)."""

    async def request(self, request_id: UUID) -> Request | None:
        """Return a confirmed request."""

    async def confirm_request(self, request: Request, job: NewJob, *, actor: str) -> bool:
        """Store a confirmed request, its job and the audit entry at once; False where that id is stored already."""

    async def enqueue(self, *new: NewJob) -> None:
        """Add jobs; those whose key is known are left alone."""

    async def change_request(
        self, request: Request, *, expected: str, jobs: Sequence[NewJob] = (), audit: str | None = None
    ) -> bool:
        """Replace a request whose state still is ``expected``, adding jobs at once; False where it moved on."""

    async def filed_ids(self, person_id: str) -> set[str]:
        """Return the Personio ids of the absences that requests of this person became."""

    async def substitute_rules(self) -> dict[str, str]:
        """Return absence type id -> ``none`` | ``required``, as far as Personio has taught."""

    async def learn_substitute_rule(self, type_id: str, rule: str) -> None:
        """Keep what Personio's answer taught about a type."""


class Outbox(Protocol):
    """What a feature may ask of the worker in this process."""

    def wake(self) -> None:
        """Look for due jobs now: one was just stored."""

    async def settled(self, key: str, timeout: float) -> bool:  # noqa: ASYNC109 - giving up is an answer here
        """Wait until this process has finished the job with that key; False after ``timeout`` seconds."""


Clock = Callable[[], datetime]  # aware, UTC


class Members(Protocol):
    """Who Teams says somebody is."""

    async def of(self, turn: Turn, object_id: str) -> Member | None:
        """Return Teams' record of the sender. Raises SendError."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a feature may use."""

    store: Store
    members: Members
    messenger: Messenger
    directory: Directory
    personio: PersonioClient
    outbox: Outbox
    clock: Clock
    default_language: str = "en"
    personio_web_url: str | None = None  # where people open Personio, for links; None: no links
    admins: frozenset[str] = frozenset()  # Entra object ids and e-mail addresses, case-folded
    app_id: str | None = None  # the bot's own registration, to be shown to admins
    tenant_id: str | None = None

    @property
    def subscriptions(self) -> Subscriptions:
        """What channels want; kept in the same store."""
        return self.store


@dataclass(frozen=True, slots=True)
class Turn:
    """One event on its way through: where it came from, in which language to answer, and the services."""

    services: Services
    origin: Origin
    account: Account
    t: Translator

    @property
    def today(self) -> date:
        """The day it is for the person who asks."""
        return self.services.clock().astimezone(zone(self.origin.time_zone)).date()


def zone(name: str | None) -> tzinfo:
    """Return the named time zone, UTC where it is unknown. Pure."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return UTC


class Refused(Exception):
    """The bot does not do what was asked; ``problem`` says why, as a message key."""

    def __init__(self, key: str, **params: str | int | date) -> None:
        super().__init__(key)
        self.problem = Problem(key, dict(params))
