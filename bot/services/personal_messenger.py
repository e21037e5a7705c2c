"""A Messenger for personal data: it writes into personal chats and nowhere else.

The conversation is checked right before each message. What may not be written is left out, and logged without its
text; reading is not restricted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from bot.core.events import Conversation
from bot.core.messaging import Channel, Member, Messenger, Team
from cards import Card

log = structlog.get_logger(__name__)


class PersonalMessenger:
    """Passes on what is for a personal chat (bot.core.messaging.Messenger); does nothing in a channel or group chat."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def send(
        self, to: Conversation, card: Card, *, before: Callable[[], Awaitable[None]] | None = None
    ) -> str | None:
        """Post a card and return its activity id; None without one, and where ``to`` is no personal chat.

        Raises SendError, and what ``before`` raises.
        """
        return await self._messenger.send(to, card, before=before) if _is_personal(to, "send") else None

    async def say(self, to: Conversation, text: str) -> str | None:
        return await self._messenger.say(to, text) if _is_personal(to, "say") else None

    async def update(self, to: Conversation, activity_id: str, card: Card) -> None:
        """Put a card in place of a posted one; nothing where ``to`` is no personal chat. Raises SendError."""
        if _is_personal(to, "update"):
            await self._messenger.update(to, activity_id, card)

    async def delete(self, to: Conversation, activity_id: str) -> None:
        """Delete a posted message; nothing where ``to`` is no personal chat. Raises SendError."""
        if _is_personal(to, "delete"):
            await self._messenger.delete(to, activity_id)

    async def member(self, of: Conversation, member_id: str) -> Member | None:
        return await self._messenger.member(of, member_id)

    async def team_name(self, team: Team) -> str:
        """Return what a team is called now. Raises SendError."""
        return await self._messenger.team_name(team)

    async def channels(self, team: Team) -> list[Channel]:
        """Return the channels of a team. Raises SendError."""
        return await self._messenger.channels(team)

    async def outsiders(self, of: Conversation) -> int:
        """Return how many members of a channel are from outside. Raises SendError."""
        return await self._messenger.outsiders(of)


def _is_personal(to: Conversation, operation: str) -> bool:
    if to.is_personal:
        return True
    log.warning("message.not_for_others", operation=operation, scope=to.scope)
    return False
