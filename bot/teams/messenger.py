"""The Messenger that features and the worker use: unprompted messages, edits, members.

A post is never repeated after an unknown outcome; the caller decides, because it may have been seen.
"""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from bot.core.addresses import segment
from bot.core.events import Conversation
from bot.core.messaging import Channel, EditForbidden, Gone, Member, NotAllowed, SendError, Team
from bot.services.identity import is_guest
from bot.teams.activities import MAX_ID, clean_text, identifier
from bot.teams.connector import Outbound, posted_id
from bot.teams.replies import card_message, text_message
from cards import Card

_PAGES = 5
_EDITS = 1_000  # messages whose last edit is remembered, for the seconds that a turn takes


class TeamsMessenger:
    """Writes into conversations through Teams' connector; implements :class:`bot.core.messaging.Messenger`."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound
        self._edits: OrderedDict[tuple[str, str], float] = OrderedDict()  # when a message was edited last

    async def send(
        self, to: Conversation, card: Card, *, before: Callable[[], Awaitable[None]] | None = None
    ) -> str | None:
        """Post a card; return its activity id, or None where Teams gave none. Raises SendError.

        ``before`` is awaited right before it leaves; what it raises ends the call, and nothing is sent.
        """
        return await self._post(to, card_message(card), before)

    async def send_reply(self, to: Conversation, card: Card) -> None:
        """Post a card that somebody waits for and no job sends again. Raises SendError."""
        await self._post(to, card_message(card), reply=True)

    async def say(self, to: Conversation, text: str) -> str | None:
        return await self._post(to, text_message(text))

    async def update(self, to: Conversation, activity_id: str, card: Card) -> None:
        """Put a card in place of a posted one. Raises SendError."""
        self._edits[to.id, activity_id] = asyncio.get_running_loop().time()
        self._edits.move_to_end((to.id, activity_id))
        if len(self._edits) > _EDITS:
            self._edits.popitem(last=False)
        await self.show_reply(to, activity_id, card)

    def updated_since(self, to: Conversation, activity_id: str, moment: float) -> bool:
        """Tell whether :meth:`update` was called for a message after a moment (the event loop's time)."""
        return self._edits.get((to.id, activity_id), -math.inf) >= moment

    async def show_reply(self, to: Conversation, activity_id: str, card: Card) -> None:
        """Put the reply to a press in place of the card that was pressed. Raises SendError."""
        body = {"id": activity_id, **card_message(card)}
        try:
            await self._outbound.call(
                "PUT", to.service_url, *_activity(to, activity_id), tenant_id=to.tenant_id, body=body, bulk=_bulk(to)
            )
        except NotAllowed as error:
            if error.status != 403 or error.says_so or (error.of_the_bot and await self._refused_here(to)):
                raise
            raise EditForbidden(str(error), code=error.code, status=error.status) from None

    async def _refused_here(self, to: Conversation) -> bool:
        """Tell whether the bot may not even read in a conversation: then a 403 is not about the message alone.

        Teams gives the same bare 403 for a message that somebody deleted and for a credential that it refuses.
        """
        path = ("conversations", segment(to.id), "pagedmembers?pageSize=50")
        try:
            await self._outbound.call("GET", to.service_url, *path, tenant_id=to.tenant_id, bulk=_bulk(to))
        except SendError as error:
            return isinstance(error, NotAllowed) and error.of_the_bot
        return False

    async def delete(self, to: Conversation, activity_id: str) -> None:
        """Delete a posted message. Raises SendError."""
        await self._outbound.call("DELETE", to.service_url, *_activity(to, activity_id), tenant_id=to.tenant_id)

    async def member(self, of: Conversation, member_id: str) -> Member | None:
        """Return one member by Teams id or object id, or None where Teams knows none. Raises SendError.

        https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context
        """
        path = ("conversations", segment(of.id), "members", segment(member_id))
        try:
            found = await self._outbound.call("GET", of.service_url, *path, tenant_id=of.tenant_id)
        except Gone as gone:
            if gone.code in {"ConversationNotFound", "BotNotInConversationRoster"}:
                raise
            return None
        return _member(found)

    async def team_name(self, team: Team) -> str:
        """Return what a team is called now. Raises SendError; Gone where the app is not in it.

        https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context
        """
        found = await self._outbound.call("GET", team.service_url, *_team(team), tenant_id=team.tenant_id)
        return clean_text(found.get("name"), MAX_ID)

    async def channels(self, team: Team) -> list[Channel]:
        """Return the channels of a team; the general one has no name. Raises SendError.

        https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context
        """
        path = (*_team(team), "conversations")
        found = await self._outbound.call("GET", team.service_url, *path, tenant_id=team.tenant_id)
        rows = found.get("conversations")
        return list(_channels(rows)) if isinstance(rows, list) else []

    async def outsiders(self, of: Conversation) -> int:
        """Return how many members of a channel are guests or of another tenant. Raises SendError.

        Looks at 2,500 members at most: large teams are their organisation's own.
        https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context
        """
        found, token = 0, ""
        for _ in range(_PAGES):
            query = f"pagedmembers?pageSize=500{f'&continuationToken={segment(token)}' if token else ''}"
            path = ("conversations", segment(of.id), query)
            page = await self._outbound.call("GET", of.service_url, *path, tenant_id=of.tenant_id)
            rows = page.get("members")
            members = [_member(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
            found += sum(is_guest(member, of.tenant_id) for member in members if member)
            token = identifier(page.get("continuationToken")) or ""
            if not token:
                break
        return found

    async def _post(
        self,
        to: Conversation,
        message: dict[str, Any],
        before: Callable[[], Awaitable[None]] | None = None,
        *,
        reply: bool = False,
    ) -> str | None:
        body = {"from": {"id": to.bot_id}, **message} if to.bot_id else message
        answer = await self._outbound.call(
            "POST",
            to.service_url,
            "conversations",
            segment(to.id),
            "activities",
            tenant_id=to.tenant_id,
            body=body,
            thread_id=to.id,
            repeat=False,
            bulk=_bulk(to),
            reply=reply,
            before=before,
        )
        return posted_id(answer)


def _bulk(to: Conversation) -> bool:
    """Tell whether nobody waits: what comes unprompted into a channel is an update of many."""
    return to.scope == "team"


def _activity(where: Conversation, activity_id: str) -> tuple[str, ...]:
    return ("conversations", segment(where.id), "activities", segment(activity_id))


def _team(team: Team) -> tuple[str, str]:
    return ("teams", segment(team.id))


def _channels(rows: list[Any]) -> Iterator[Channel]:
    for row in rows:
        if isinstance(row, dict) and (channel_id := identifier(row.get("id"))):
            yield Channel(channel_id, clean_text(row.get("name"), MAX_ID) or None)


def _member(found: dict[str, Any]) -> Member | None:
    member_id = identifier(found.get("id"))
    if member_id is None:
        return None
    return Member(
        id=member_id,
        object_id=identifier(found.get("aadObjectId")) or identifier(found.get("objectId")),
        name=clean_text(found.get("name"), MAX_ID) or _full_name(found),
        email=identifier(found.get("email")),
        upn=identifier(found.get("userPrincipalName")),
        tenant_id=identifier(found.get("tenantId")),
        role=identifier(found.get("userRole")),
    )


def _full_name(found: dict[str, Any]) -> str:
    return f"{clean_text(found.get('givenName'), MAX_ID)} {clean_text(found.get('surname'), MAX_ID)}".strip()
