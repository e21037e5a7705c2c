"""What was said: the messages of every conversation, and who hears of a change.

A message keeps the bot's activity as it came; what one person's screen shows instead is kept beside it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.teams.world import Place, User, World, places

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(slots=True, kw_only=True)
class Message:
    """A message. ``thread`` is the id of the channel post it answers; ``views`` are cards that only one person sees."""

    id: str
    conversation: str
    sender: str
    activity: dict[str, Any]
    sent_at: datetime
    thread: str | None = None
    only_for: str | None = None
    split: bool = False  # Teams made several messages of one activity: it cannot be updated
    edited: bool = False
    deleted: bool = False
    views: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return str(self.activity.get("text") or "")

    @property
    def summary(self) -> str:
        return str(self.activity.get("summary") or self.text)

    @property
    def card(self) -> dict[str, Any] | None:
        for attachment in self.activity.get("attachments") or ():
            if attachment.get("contentType") == CARD:
                content = attachment.get("content")
                return content if isinstance(content, dict) else None
        return None

    def card_for(self, user: User) -> dict[str, Any] | None:
        """Return the card as this person sees it, after what they pressed."""
        return self.views.get(user.id, self.card)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened in a chat: ``kind`` is ``message``, ``update``, ``delete`` or ``typing``."""

    kind: str
    message: Message


class Chats:
    """All conversations of a world. ``now``: the clock of message ids and times."""

    def __init__(self, world: World, bot_id: str, now: Callable[[], datetime]) -> None:
        self.world, self.bot_id, self.now = world, bot_id, now
        self.places = places(world, bot_id)
        self._messages: dict[str, dict[str, Message]] = {place: {} for place in self.places}
        self._read: defaultdict[tuple[str, str], str] = defaultdict(str)
        self._last_id = 0
        self._listeners: set[asyncio.Queue[Change]] = set()
        self._changed = asyncio.Condition()

    def place(self, conversation: str) -> Place | None:
        """Return where a conversation id is; a thread where it says ``;messageid=``."""
        base, _, thread = conversation.partition(";messageid=")
        known = self.places.get(base)
        if known is None or known.team is None or not thread:
            return known
        return Place(id=base, thread=thread, user=known.user, team=known.team, channel=known.channel)

    def members(self, place: Place) -> list[User]:
        """Return who is in a conversation."""
        if place.channel is not None and place.channel.members:
            return [user for user in self.world.users if user.id in place.channel.members]
        if place.team is not None:
            return self.world.members(place.team)
        if place.group is not None:
            return self.world.members(place.group)
        return [place.user] if place.user else []

    def new_id(self) -> str:
        """Return an id as Teams gives them: milliseconds since 1970, never twice."""
        self._last_id = max(self._last_id + 1, int(self.now().timestamp() * 1000))
        return str(self._last_id)

    async def post(self, place: Place, sender: str, activity: dict[str, Any], **known: Any) -> Message:
        """Store a message and notify all listeners; return it."""
        message = Message(
            id=known.pop("id", None) or self.new_id(),
            conversation=place.id,
            sender=sender,
            activity=activity,
            sent_at=self.now(),
            thread=place.thread,
            **known,
        )
        if message.thread == message.id:  # a channel post is its own thread on the wire
            message.thread = None
        self._messages[place.id][message.id] = message
        await self.tell("message", message)
        return message

    def find(self, place: Place, message_id: str) -> Message | None:
        message = self._messages[place.id].get(message_id)
        return None if message is None or message.deleted else message

    def messages(self, conversation: str) -> list[Message]:
        """Return what was said, oldest first; of one thread where the id names one. Raises KeyError."""
        place = self.place(conversation)
        if place is None:
            raise KeyError(conversation)
        found = [m for m in self._messages[place.id].values() if not m.deleted]
        return [m for m in found if place.thread in (m.id, m.thread)] if place.thread else found

    def unread(self, place: Place, user: User) -> int:
        """Return how many messages of others a person has not seen."""
        seen = self._read[user.id, place.id]
        return sum(m.sender != user.id and int(m.id) > int(seen or 0) for m in self.messages(place.id))

    def read(self, place: Place, user: User) -> None:
        self._read[user.id, place.id] = str(self._last_id)

    async def tell(self, kind: str, message: Message) -> None:
        """Tell every listener, and wake who waits in :meth:`until`."""
        for queue in self._listeners:
            queue.put_nowait(Change(kind, message))
        async with self._changed:
            self._changed.notify_all()

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Change]]:
        """Within this context, give the queue that gets every change from now on."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    async def until(self, holds: Callable[[], Any]) -> Any:
        """Wait until ``holds`` returns something true, and return that."""
        async with self._changed:
            return await self._changed.wait_for(holds)
