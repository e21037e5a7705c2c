"""What happened, and what the bot answers, in our own words.

No SDK type and no raw activity gets past :mod:`bot.teams`; it is turned into one of these first.
Events are past participles, replies are what is shown. All are immutable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cards import Card
from cards.actions import Action


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where to write: everything the connector needs to post into a conversation later.

    ``service_url`` is used verbatim with its path prefix; ids are Teams' own strings.
    """

    tenant_id: str
    id: str
    service_url: str
    bot_id: str
    scope: Literal["personal", "team", "group"]
    team_id: str | None = None
    channel_id: str | None = None

    @property
    def is_personal(self) -> bool:
        """Whether it is one person's own chat with the bot, which nobody else can read."""
        return self.scope == "personal" and not is_between_people(self.id, self.bot_id)


def is_between_people(conversation_id: str, bot_id: str) -> bool:
    """Tell whether a conversation is the chat of two people, neither of whom is the bot.

    Its id names both: ``19:<object id>_<object id>@unq.gbl.spaces``, an app id in place of one where a bot is in it.
    Teams says nothing else about such a chat (https://github.com/microsoft/botbuilder-dotnet/issues/3019), or that it
    is a group (https://github.com/microsoft/botframework-sdk/issues/6697).
    """
    both, _, where = conversation_id.casefold().partition("@")
    bot = bot_id.casefold().rpartition(":")[2]
    return where.startswith("unq.") and not (bot and bot in both.removeprefix("19:").split("_"))


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote or pressed, from the verified activity: Teams id (``29:...``) and Entra object id."""

    id: str
    object_id: str | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What every event has: the activity it came in, where, from whom, in which language."""

    activity_id: str
    conversation: Conversation
    sender: Sender
    locale: str | None = None  # BCP 47 as Teams sends it, for example "nl-NL"
    time_zone: str | None = None  # IANA, from clientInfo
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody wrote a message. ``text`` has no mention of the bot and no markup."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button on a card.

    ``action`` is None where the card's data could not be read: a stale or hostile card.
    ``card_id`` is the activity id of the message that holds the card.
    ``in_place`` is true for Action.Execute (the answer replaces the card), false for its Submit fallback.
    """

    origin: Origin
    action: Action | None
    card_id: str | None
    in_place: bool = True


@dataclass(frozen=True, slots=True)
class Searched:
    """Somebody types in a type-ahead field. ``data`` are the other inputs of that card, untrusted."""

    origin: Origin
    dataset: str
    query: str
    data: dict[str, str]
    skip: int = 0
    top: int = 15


@dataclass(frozen=True, slots=True)
class Composed:
    """Somebody looks something up to put it into a message of their own; ``text`` is what was typed so far.

    ``origin.conversation`` is where they write: any chat at all, of which the bot may not be a member. ``most``: how
    many findings are wanted after the first ``skip``.
    """

    origin: Origin
    command: str
    text: str
    skip: int = 0
    most: int = 25


@dataclass(frozen=True, slots=True)
class Installed:
    """The app was added for a person, a team or a group chat (Teams may tell it twice)."""

    origin: Origin


@dataclass(frozen=True, slots=True)
class Removed:
    """The app was removed from a person, a team or a group chat."""

    origin: Origin


Change = Literal[
    "team_renamed",
    "team_restored",
    "channel_deleted",
    "channel_restored",
    "bot_left_channel",  # the team may have it still
    "bot_joined_channel",
    "readers_added",  # to a channel: a person, or a team that it is shared with
]


@dataclass(frozen=True, slots=True)
class Changed:
    """Something became of a team or of the channel that the origin names. ``name``: the team's, where Teams says it."""

    origin: Origin
    what: Change
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """An activity that means nothing to us. Answered with 200, as Teams asks."""

    kind: str


Event = Said | Pressed | Searched | Composed | Installed | Removed | Changed | Ignored


@dataclass(frozen=True, slots=True)
class Show:
    """Answer with a card: a new message to words, in place of the pressed card to a press.

    ``everywhere``: also PUT the card into its message in a personal chat, so that another device and a later visit
    show the step that was reached. False where work of its own keeps the message true (a receipt, what came of a
    withdrawal), for the answer to a card that asks how it stands, and for what only says why a press did nothing.
    ``gives_way``: what a job has put into the message since the press is newer and stays.
    ``also``: cards sent as further messages.
    """

    card: Card
    everywhere: bool = True
    also: Sequence[Card] = ()
    gives_way: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """Answer with one short sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a type-ahead answer."""

    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Answer a type-ahead."""

    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class ExtensionResult:
    """A card that may be put into a message; ``title`` and ``text`` are what the list shows of it."""

    title: str
    text: str
    card: Card


@dataclass(frozen=True, slots=True)
class Propose:
    """Answer a look-up from the compose box."""

    findings: Sequence[ExtensionResult]


Reply = Show | Tell | Offer | Propose | None
