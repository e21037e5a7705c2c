"""Writing to people and channels, seen from outside Teams: who is there, what can be done, how it fails.

No word of the Bot Framework; :mod:`bot.teams` implements it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.core.events import Conversation
from cards import Card


class SendError(Exception):
    """A message did not go out. The tree is sorted by what the caller can do::

    SendError
    ├── Gone              the conversation, or the message in it, is no more: forget it
    ├── Blocked           the person or the admin does not want us: stop until they write again
    ├── NotAllowed        wrong app id, secret or permission: tell the operator
    │   └── EditForbidden   a posted message may not be changed: perhaps somebody deleted it
    ├── TooLarge          our card is too big: our defect
    └── TryLater          nothing was delivered for sure (429, 412, refused connection); ``retry_after`` seconds
        ├── PassingRefusal  a refusal that Teams is known to take back
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


_ABOUT_THE_BOT = frozenset({"BotNotRegistered", "InvalidBotApiHost"})


class NotAllowed(SendError):
    """Wrong credentials, permissions or service URL."""

    @property
    def of_the_bot(self) -> bool:
        """Whether the bot itself is refused, not this conversation: the same passes once the operator has mended it.

        True for a token that Entra does not give (no ``status``), for any 401, and for a 403 that gives no code.
        """
        return self.code is None or self.says_so

    @property
    def says_so(self) -> bool:
        """Whether Teams names the bot itself as what it refuses."""
        return self.status in (None, 401) or self.code in _ABOUT_THE_BOT


class EditForbidden(NotAllowed):
    """A posted message may not be edited: somebody has deleted it, or the bot has no right to."""


class TooLarge(SendError):
    """The card is over the platform's limit."""


class TryLater(SendError):
    """Not delivered now; ``retry_after`` is in seconds, None where the platform did not say."""

    def __init__(
        self, message: str, *, code: str | None = None, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, code=code, status=status)
        self.retry_after = retry_after


class PassingRefusal(TryLater):
    """Refused with an error code that Teams is known to take back: a little later the same message is usually taken."""


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

    async def send(
        self, to: Conversation, card: Card, *, before: Callable[[], Awaitable[None]] | None = None
    ) -> str | None:
        """Post a card; return its activity id, or None where Teams gave none (then it cannot be edited).

        ``before`` is awaited right before it leaves, after every wait for limits and tokens; where it raises, nothing
        is sent.
        """

    async def say(self, to: Conversation, text: str) -> str | None:
        """Post plain text."""

    async def update(self, to: Conversation, activity_id: str, card: Card) -> None:
        """Put a card in place of a posted one. Repeating it is harmless."""

    async def delete(self, to: Conversation, activity_id: str) -> None:
        """Delete a posted message."""

    async def member(self, of: Conversation, member_id: str) -> Member | None:
        """Return one member (Teams id or object id), or None where Teams knows none."""

    async def team_name(self, team: Team) -> str:
        """Return what a team is called now; raises Gone where the app is not in it."""

    async def channels(self, team: Team) -> list[Channel]:
        """Return the channels of a team, as far as the app may see them."""

    async def outsiders(self, of: Conversation) -> int:
        """Return how many members of a channel are from outside, of its first few thousand."""
