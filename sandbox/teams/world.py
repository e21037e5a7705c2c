"""Who and what there is: people, teams with channels, and the commands the app's manifest lists.

Plain values, made by the caller; nothing here changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person with a Teams account. ``note`` is the role shown on the page, ``tenant_id`` None: the sandbox's own."""

    id: str
    object_id: str
    name: str
    email: str
    upn: str
    locale: str = "nl-NL"
    time_zone: str = "Europe/Amsterdam"
    note: str = ""
    guest: bool = False
    tenant_id: str | None = None

    def answers_to(self, key: str) -> bool:
        """Return whether ``key`` is an id, address, name or first name of this person."""
        names = (self.id, self.object_id, self.email, self.upn, self.name, self.name.split()[0])
        return key.casefold() in {name.casefold() for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel of a team. The General channel has the team's own id.

    ``members`` are user ids, empty: those of the team. ``listed`` False: Teams leaves it out when asked for channels.
    """

    id: str
    name: str
    kind: Literal["standard", "private", "shared"] = "standard"
    members: Sequence[str] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team. ``members`` are user ids; empty means everybody who is no guest."""

    id: str
    name: str
    aad_group_id: str
    channels: Sequence[Channel]
    members: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A chat of several people, or of a meeting. ``members`` are user ids; empty means everybody who is no guest."""

    id: str
    name: str
    members: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of the manifest's command list."""

    title: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything there is. ``commands`` are keyed by language, as in ``nl``."""

    users: Sequence[User]
    teams: Sequence[Team] = ()
    groups: Sequence[Group] = ()
    bot_name: str = "Personio"
    commands: Mapping[str, Sequence[Command]] = field(default_factory=dict)

    def user(self, key: str) -> User:
        """Return the person with this id, object id, address or (first) name. Raises KeyError."""
        for user in self.users:
            if user.answers_to(key):
                return user
        raise KeyError(key)

    def members(self, of: Team | Group) -> list[User]:
        return [u for u in self.users if (u.id in of.members if of.members else not u.guest)]

    def commands_for(self, user: User) -> Sequence[Command]:
        """Return the commands in the person's language, else in English."""
        return self.commands.get(user.locale.split("-")[0], self.commands.get("en", ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a conversation is: a personal chat (``user``), a group chat, or a channel of a team, perhaps a thread."""

    id: str
    thread: str | None = None
    user: User | None = None
    team: Team | None = None
    channel: Channel | None = None
    group: Group | None = None

    @property
    def conversation_id(self) -> str:
        """The id on the wire, with ``;messageid=`` for a thread."""
        return f"{self.id};messageid={self.thread}" if self.thread else self.id


def personal_id(bot_id: str, user: User) -> str:
    """Return the id of the chat between the bot and a person; the same for the same two."""
    return "a:1" + hashlib.sha256(f"{bot_id}|{user.id}".encode()).hexdigest()[:40]


def places(world: World, bot_id: str) -> dict[str, Place]:
    """Return every conversation there is, by its id: personal chats with the bot, channels and group chats."""
    personal = [Place(id=personal_id(bot_id, user), user=user) for user in world.users]
    channels = [Place(id=c.id, team=team, channel=c) for team in world.teams for c in team.channels]
    groups = [Place(id=group.id, group=group) for group in world.groups]
    return {place.id: place for place in personal + channels + groups}
