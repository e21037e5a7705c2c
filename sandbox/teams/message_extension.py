"""The app's button in the compose box: look something up, put one of the cards found into a message.

A look-up goes to the bot from any chat, also from one that the app is not in; what is put into a message is the
writer's own, and the bot hears of it only in its own chat.
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
"""

from __future__ import annotations

from typing import Any, Final

from sandbox.teams.activity_json import Json
from sandbox.teams.conversations import CARD, Message
from sandbox.teams.people import Answer, People, thread_of
from sandbox.teams.world import Place, User

COMMAND: Final = "whosOut"  # as the app's manifest names them
PARAMETER: Final = "question"
COUNT: Final = 25  # what Teams asks for at once


class Composing:
    """What people do with the app's button in the compose box: search, and insert a result."""

    def __init__(self, people: People) -> None:
        self.people = people

    async def look_up(self, user: User, place: Place, text: str | None, *, skip: int = 0) -> Answer:
        """Open the search (``text`` None), or type into it; ``Answer.found`` are the cards to choose from."""
        said = {"name": "initialRun", "value": "true"} if text is None else {"name": PARAMETER, "value": text}
        value = {"commandId": COMMAND, "parameters": [said], "queryOptions": {"skip": skip, "count": COUNT}}
        return await self.people.deliver(self.query(user, place, value))

    def query(self, user: User, place: Place, value: Any) -> Json:
        activity = self.people.wire.envelope("invoke", user, place, self.people.chats.now())
        activity["channelData"] |= {"source": {"name": "compose"}}
        return activity | {"name": "composeExtension/query", "value": value}

    async def insert(self, user: User, place: Place, card: Json, text: str = "") -> Message:
        """Send a message with a card that was found."""
        chats = self.people.chats
        message_id = chats.new_id()
        here = thread_of(place, message_id)
        activity = self.people.wire.message(
            user, here, chats.now(), message_id=message_id, text=text, mention=False
        ) | {"attachments": [{"contentType": CARD, "content": card}]}
        message = await chats.post(here, user.id, activity, id=message_id)
        if place.team is None:
            await self.people.deliver(activity)
        return message
