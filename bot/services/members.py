"""Teams' records of people, remembered for a short while and only in memory."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.core.events import Origin
from bot.core.messaging import Member, Messenger, SendError
from bot.core.records import Account

MEMBER_FRESH = timedelta(minutes=15)
_KEPT = 20_000


class Members:
    """The people of conversations, as Teams knows them; kept for :data:`MEMBER_FRESH`."""

    def __init__(self, messenger: Messenger, clock: Clock) -> None:
        self._messenger, self._clock = messenger, clock
        self._known: dict[tuple[str, str], tuple[datetime, Member]] = {}

    async def of(self, origin: Origin, account: Account) -> Member | None:
        """Return Teams' record of the sender of an event, whose account it is.

        Raises SendError where Teams does not answer.
        """
        key = (origin.conversation.tenant_id, account.object_id)
        now = self._clock()
        if (known := self._known.get(key)) and timedelta() <= now - known[0] < MEMBER_FRESH:
            return known[1]
        member = await self._look_up(origin, account)
        if member:
            self._known.pop(key, None)
            self._known[key] = (now, member)
            if len(self._known) > _KEPT:
                self._known.pop(next(iter(self._known)))
        return member

    def forget(self, object_ids: Collection[str]) -> None:
        """Drop these people; the ids are Entra object ids."""
        for key in [key for key in self._known if key[1] in object_ids]:
            del self._known[key]

    async def expire(self) -> None:
        """Drop what is older than :data:`MEMBER_FRESH`: what another process deleted is not kept here longer."""
        now = self._clock()
        for key in [key for key, (at, _) in self._known.items() if now - at >= MEMBER_FRESH]:
            del self._known[key]

    async def _look_up(self, origin: Origin, account: Account) -> Member | None:
        """Ask the roster of this chat, and where it has no answer, that of the person's own chat with the bot.

        The compose box is in chats that the bot is not in. An own chat is known only of who was found by a roster
        before; whatever it says now is judged as any other record. Raises SendError.
        """
        here, own = origin.conversation, account.conversation
        elsewhere = own if account.person_id and own and own.id != here.id else None
        try:
            member = await self._messenger.member(here, origin.sender.id)
        except SendError:
            if elsewhere is None:
                raise
            member = None
        if member is None and elsewhere is not None:
            return await self._messenger.member(elsewhere, origin.sender.id)
        return member
