"""What people do in Teams: write, press, search, install; and what they then see of the bot's answer.

An action goes to the bot as Teams sends it and nowhere else; the answer changes only what that person sees.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from sandbox.teams.activity_json import Json, Line
from sandbox.teams.card_inputs import collect, find_action, input_of
from sandbox.teams.conversations import Chats, Message
from sandbox.teams.world import Place, Team, User

PATIENCE = 15.0  # seconds until Teams gives up: "Unable to reach app"
SHOWN = 15  # options of a type-ahead
UNREACHABLE = "De app is niet bereikbaar. Probeer het later opnieuw."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the bot answered. ``status`` is HTTP's, 0 where nothing came; ``messages`` were posted meanwhile.

    ``found``: what a look-up from the compose box proposes, each a card with its preview.
    """

    status: int
    body: Any = None
    card: Json | None = None
    toast: str | None = None
    error: str | None = None
    choices: list[dict[str, str]] = field(default_factory=list)
    found: list[Json] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


class People:
    """Acts for every person of the chat: sends the bot their messages and presses, and returns its answer.

    ``authorization`` returns the header that signs an activity, None for no header.
    """

    def __init__(self, chats: Chats, authorization: Callable[[Json], str | None] | None, patience: float) -> None:
        self.chats, self.authorization, self.patience = chats, authorization, patience
        self.bot_url: str | None = None
        self.line: Line | None = None
        self.session: aiohttp.ClientSession | None = None

    @property
    def wire(self) -> Line:
        """The line to the bot. Raises RuntimeError before the start."""
        if self.line is None:
            raise RuntimeError("the sandbox is not started")
        return self.line

    async def deliver(self, activity: Json) -> Answer:
        """Post an activity to the bot as it is and return the plain answer. Raises RuntimeError without a bot."""
        if self.bot_url is None or self.session is None:
            raise RuntimeError("no bot to deliver to: set bot_url and start the sandbox")
        headers = {
            "x-ms-conversation-id": str(activity.get("conversation", {}).get("id", "")),
            "x-ms-tenant-id": str(activity.get("channelData", {}).get("tenant", {}).get("id", "")),
        }
        if self.authorization and (value := self.authorization(activity)) is not None:
            headers["Authorization"] = value
        timeout = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self.session.post(self.bot_url, json=activity, headers=headers, timeout=timeout) as response:
                return read_answer(response.status, await response.text())
        except (TimeoutError, aiohttp.ClientError):
            return Answer(status=0, error=UNREACHABLE)

    async def write(self, user: User, place: Place, text: str, *, mention: bool = True) -> Answer:
        """Write a message. Where others read it, Teams tells the bot nothing without a mention of it."""
        before = self._last(place)
        message_id = self.chats.new_id()
        shared = place.user is None
        here = thread_of(place, message_id)
        activity = self.wire.message(
            user, here, self.chats.now(), message_id=message_id, text=text, mention=shared and mention
        )
        await self.chats.post(here, user.id, activity, id=message_id)
        answer = Answer(status=200) if shared and not mention else await self.deliver(activity)
        return self._with_news(answer, place, before, message_id)

    async def execute(self, user: User, message: Message, action: Mapping[str, Any]) -> Answer:
        """Send an Action.Execute whose ``data`` holds the inputs; a card in the answer is only this person's."""
        place = self._place(message)
        before = self._last(place)
        sent = self.wire.execute(
            user, thread_of(place, message.thread or message.id), self.chats.now(), card_id=message.id, action=action
        )
        answer = await self.deliver(sent)
        if answer.card is not None:
            message.views[user.id] = answer.card
        return self._with_news(answer, place, before)

    async def submit(self, user: User, message: Message, data: Any) -> Answer:
        """Send an Action.Submit: a value, or the words its ``msteams`` asks for."""
        place = self._place(message)
        here = thread_of(place, message.thread or message.id)
        asked = (data.get("msteams") if isinstance(data, dict) else None) or {}
        if asked.get("type") == "imBack":
            return await self.write(user, here, str(asked.get("value", "")))
        before, message_id = self._last(place), self.chats.new_id()
        value = {key: v for key, v in data.items() if key != "msteams"} if isinstance(data, dict) else data
        activity = self.wire.submit(
            user, here, self.chats.now(), message_id=message_id, card_id=message.id, value=value
        )
        if asked.get("type") == "messageBack":
            activity["text"] = str(asked.get("text", ""))
            if asked.get("displayText"):
                shown = {**activity, "text": str(asked["displayText"])}
                await self.chats.post(here, user.id, shown, id=message_id)
        return self._with_news(await self.deliver(activity), place, before, message_id)

    async def press(
        self,
        user: User,
        message: Message,
        button: str,
        inputs: Mapping[str, str | None],
        *,
        check: bool,
        as_submit: bool,
    ) -> Answer:
        """Press the button with this title or verb on the card as this person sees it."""
        card = _card(user, message)
        action = find_action(card, button)
        fallback = action.get("fallback") if as_submit else None
        sent = fallback if isinstance(fallback, dict) else action
        data = collect(card, action, inputs, check=check, fallback=sent)
        if sent["type"] == "Action.Submit":
            return await self.submit(user, message, data)
        return await self.execute(user, message, {**sent, "data": data})

    async def refresh(self, user: User, message: Message) -> Answer:
        """Ask for the card anew, as Teams does when it comes into view. Raises LookupError where it has no refresh."""
        action = (_card(user, message).get("refresh") or {}).get("action")
        if not action:
            raise LookupError("the card has no refresh")
        return await self.execute(user, message, {**action, "trigger": "automatic"})

    async def search(
        self, user: User, message: Message, input_id: str, query: str, inputs: Mapping[str, str | None]
    ) -> Answer:
        """Type into a type-ahead field."""
        card = _card(user, message)
        data_query = input_of(card, input_id).get("choices.data") or {}
        linked = data_query.get("associatedInputs") == "auto"
        data = collect(card, {"type": "Action.Submit"}, inputs, check=False) if linked else None
        asked = {"text": query, "dataset": data_query.get("dataset", ""), "data": data}
        return await self.find(user, message, asked)

    async def find(self, user: User, message: Message, query: Mapping[str, Any]) -> Answer:
        """Send a card's type-ahead query to the bot; ``query`` has ``text``, ``dataset`` and ``data``."""
        here = thread_of(self._place(message), message.thread or message.id)
        return await self.deliver(self.wire.search(user, here, self.chats.now(), card_id=message.id, query=query))

    async def tell_installed(self, user: User, place: Place, action: str) -> list[Answer]:
        """Send the events of an installation or removal."""
        return [await self.deliver(a) for a in self.wire.installed(user, place, self.chats.now(), action=action)]

    async def tell_team(self, user: User, team: Team, event: str, extra: Mapping[str, Any]) -> Answer:
        return await self.deliver(self.wire.team_event(user, team, self.chats.now(), event=event, extra=extra))

    def _place(self, message: Message) -> Place:
        return self.chats.places[message.conversation]

    def _last(self, place: Place) -> int:
        return max((int(m.id) for m in self.chats.messages(place.id)), default=0)

    def _with_news(self, answer: Answer, place: Place, before: int, own: str = "") -> Answer:
        posted = self.chats.messages(place.id)
        answer.messages.extend(m for m in posted if int(m.id) > before and m.id != own)
        return answer


def thread_of(place: Place, root: str) -> Place:
    """Return the thread of a channel message with the id ``root``; other chats have none, and stay as they are."""
    if place.team is None or place.thread:
        return place
    return Place(id=place.id, thread=root, team=place.team, channel=place.channel)


def read_answer(status: int, text: str) -> Answer:
    """Return what Teams makes of an HTTP answer to an activity."""
    try:
        body = json.loads(text) if text else None
    except ValueError:
        body = text
    if not 200 <= status < 300:
        return Answer(status=status, body=body, error=UNREACHABLE)
    if not isinstance(body, dict) or "statusCode" not in body:
        return _found(status, body)
    kind, value = str(body.get("type", "")), body.get("value")
    if kind == "application/vnd.microsoft.card.adaptive" and isinstance(value, dict):
        return Answer(status=status, body=body, card=value)
    if kind == "application/vnd.microsoft.activity.message":
        return Answer(status=status, body=body, toast=str(value))
    if kind == "application/vnd.microsoft.search.searchResponse" and isinstance(value, dict):
        return Answer(status=status, body=body, choices=list(value.get("results") or ())[:SHOWN])
    message = value.get("message") if isinstance(value, dict) else None
    return Answer(status=status, body=body, error=str(message or UNREACHABLE))


def _found(status: int, body: Any) -> Answer:
    """Return what Teams makes of an answer that is no action's: what a look-up found, or a sentence in its place."""
    result = body.get("composeExtension") if isinstance(body, dict) else None
    if not isinstance(result, dict):
        return Answer(status=status, body=body)
    if result.get("type") == "message":
        return Answer(status=status, body=body, toast=str(result.get("text")))
    return Answer(status=status, body=body, found=list(result.get("attachments") or ()))


def _card(user: User, message: Message) -> Json:
    card = message.card_for(user)
    if card is None:
        raise LookupError(f"message {message.id} has no card")
    return card
