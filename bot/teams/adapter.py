"""The seam with botbuilder: its activity, turn context and pipeline; nothing that it sends, signs or serialises.

Botbuilder's own connector, credentials, token checks and JSON never run (docs/decisions/0001 lists why). What
passes through it is an envelope; the JSON of an activity travels beside it, untouched.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount, InvokeResponse, ResourceResponse
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.core.addresses import segment
from bot.services.deadline import left_to_send
from bot.teams.activities import get_path, identifier, tenant_of
from bot.teams.connector import Outbound, posted_id

AUDIENCE = "https://api.botframework.com"
EXPECT_REPLIES = "expectReplies"


class TurnConnector:
    """What a turn can do in its own conversation: post, edit, answer an invoke."""

    def __init__(self, context: TurnContext, expected: list[dict[str, Any]] | None = None) -> None:
        """``expected`` collects the replies where they go into the answer; None: each is posted."""
        self._context = context
        self._expected = expected

    async def send(self, message: dict[str, Any]) -> str | None:
        """Post a message as a reply; return its id, or None where Teams gave none. Raises SendError."""
        if self._expected is not None:
            self._expected.append(self._addressed(message))
            return None
        posted = await self._context.send_activity(_Outgoing(message))
        return (posted.id or None) if posted else None

    async def update(self, activity_id: str, message: dict[str, Any]) -> None:
        """Put a message in place of a posted one. Raises SendError."""
        activity = _Outgoing(message)
        activity.id = activity_id
        await self._context.update_activity(activity)

    async def answer(self, body: dict[str, Any]) -> None:
        activity = _Outgoing({"type": "invokeResponse"})
        activity.value = InvokeResponse(status=200, body=body)
        await self._context.send_activity(activity)

    def _addressed(self, message: dict[str, Any]) -> dict[str, Any]:
        activity = TurnContext.apply_conversation_reference(
            _Outgoing(message), TurnContext.get_conversation_reference(self._context.activity)
        )
        return {**_dump(activity), "channelId": activity.channel_id, "serviceUrl": activity.service_url}


class Adapter:
    """Runs a turn through botbuilder's pipeline."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound
        self._adapter = CloudAdapter(_Auth())

    async def run(
        self, activity: dict[str, Any], claims: dict[str, Any], turn: Callable[[TurnConnector], Awaitable[None]]
    ) -> tuple[int, dict[str, Any] | None]:
        """Run ``turn`` for an activity that was let in; return HTTP status and body. Raises what ``turn`` raises.

        An invoke that ``turn`` does not answer is 501. Where the activity's ``deliveryMode`` is ``expectReplies``, the
        replies are in the body.
        https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
        """
        in_answer = activity.get("deliveryMode") == EXPECT_REPLIES and activity.get("type") != "invoke"
        expected: list[dict[str, Any]] | None = [] if in_answer else None

        async def logic(context: TurnContext) -> None:
            await turn(TurnConnector(context, expected))

        admitted = AuthenticateRequestResult()
        admitted.audience = AUDIENCE
        admitted.claims_identity = ClaimsIdentity(claims, True)
        admitted.connector_factory = _Factory(self._outbound, tenant_of(activity) or "")
        result = await self._adapter.process_activity(admitted, _envelope(activity), logic)
        if expected:
            return 200, {"activities": expected}
        if not result:
            return 200, None
        body, result.body = result.body, None  # not kept in the circle either: see _Conversations
        return int(result.status), body


class _Outgoing(Activity):  # type: ignore[misc]  # botbuilder has no types
    """An activity that carries its own JSON; botbuilder addresses it, but neither copies nor serialises a card."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__(type=body["type"])
        self.body = body

    def __deepcopy__(self, _: dict[int, Any]) -> _Outgoing:
        copied = _Outgoing.__new__(_Outgoing)
        copied.__dict__.update(self.__dict__)
        return copied


class _Auth(BotFrameworkAuthentication):  # type: ignore[misc]  # botbuilder has no types
    """Refuses whatever did not come through bot.teams.authentication."""

    async def authenticate_request(self, *_: Any) -> AuthenticateRequestResult:
        raise PermissionError("activities are let in by bot.teams.authentication")

    async def authenticate_streaming_request(self, *_: Any) -> AuthenticateRequestResult:
        raise PermissionError("streaming is not supported")

    def create_connector_factory(self, _: ClaimsIdentity) -> ConnectorFactory:
        raise PermissionError("unprompted messages are sent by bot.teams.messenger")

    async def create_user_token_client(self, _: ClaimsIdentity) -> None:
        """Have none: nobody signs in."""


class _Factory(ConnectorFactory):  # type: ignore[misc]  # botbuilder has no types
    def __init__(self, outbound: Outbound, tenant_id: str) -> None:
        self._outbound = outbound
        self._tenant_id = tenant_id

    async def create(self, service_url: str, _: str | None = None) -> SimpleNamespace:
        return SimpleNamespace(conversations=_Conversations(self._outbound, service_url, self._tenant_id))


class _Conversations:
    """The calls that a turn context makes of its connector.

    A reply is repeated after an unknown outcome: somebody waits for it, and twice is better than never.
    Botbuilder's turn context leaves a circle of references behind, with what was sent in it; so a card is taken out of
    its activity once it is sent, or the garbage collector would have to find each part of every card.
    """

    def __init__(self, outbound: Outbound, service_url: str, tenant_id: str) -> None:
        self._outbound = outbound
        self._service_url = service_url
        self._tenant_id = tenant_id

    async def send_to_conversation(self, conversation_id: str, activity: _Outgoing) -> ResourceResponse:
        return await self._call("POST", conversation_id, "", activity)

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: _Outgoing) -> ResourceResponse:
        return await self._call("POST", conversation_id, activity_id, activity)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: _Outgoing) -> ResourceResponse:
        return await self._call("PUT", conversation_id, activity_id, activity)

    async def _call(self, method: str, conversation_id: str, activity_id: str, activity: _Outgoing) -> ResourceResponse:
        path = ["conversations", segment(conversation_id), "activities"]
        if activity_id:
            path.append(segment(activity_id))
        body, activity.body = _dump(activity), {}
        answer = await self._outbound.call(
            method,
            self._service_url,
            *path,
            tenant_id=self._tenant_id,
            body=body,
            thread_id=conversation_id if method == "POST" else None,
            reply=method == "POST",
            within=left_to_send(),
        )
        return ResourceResponse(id=posted_id(answer))


def _envelope(activity: dict[str, Any]) -> Activity:
    """Return as much of an activity as botbuilder needs to run a turn and to address the replies."""
    return Activity(
        type=identifier(activity.get("type")),
        id=identifier(activity.get("id")),
        service_url=identifier(activity.get("serviceUrl")),
        channel_id="msteams",
        from_property=ChannelAccount(id=identifier(get_path(activity, "from", "id"))),
        recipient=ChannelAccount(id=identifier(get_path(activity, "recipient", "id"))),
        conversation=ConversationAccount(id=identifier(get_path(activity, "conversation", "id"))),
    )


def _dump(activity: _Outgoing) -> dict[str, Any]:
    """Return the JSON of an activity: its own, and the address that botbuilder gave it."""
    address = {
        "id": activity.id,
        "from": {"id": activity.from_property.id} if activity.from_property.id else None,
        "recipient": {"id": activity.recipient.id} if activity.recipient.id else None,
        "conversation": {"id": activity.conversation.id},
        "replyToId": activity.reply_to_id,
    }
    return {**{key: value for key, value in address.items() if value}, **activity.body}
