"""An activity as Teams sends it -> an Event in our words.

Rule: pure, and it never raises: whatever is missing, of another type or hostile is read as nothing. Works on the
JSON itself, because botbuilder's model loses the tenant, the trigger and the event type of an activity.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any, Literal

from bot.events import (
    Change,
    Changed,
    Conversation,
    Event,
    Ignored,
    Installed,
    Origin,
    Pressed,
    Removed,
    Said,
    Sender,
    is_between_people,
)
from bot.teams.invokes import MAX_TEXT, invoke
from bot.teams.values import MAX_ID, identifier, items, part, readable
from cards.actions import read_action

_CARD = "application/vnd.microsoft.card.adaptive"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_ZONE = re.compile(r"[A-Za-z0-9_+\-/]{1,64}")
_SCOPES: dict[str, Literal["personal", "team", "group"]] = {
    "personal": "personal",
    "channel": "team",
    "groupchat": "group",
}
# Samples and SDKs differ in casing and in which of these exist; "upgrade" keeps the app, so the place is still ours.
_INSTALLED = {"add", "add-upgrade", "upgrade"}
_REMOVED = {"remove", "remove-upgrade"}
_EDITED = "editmessage"
_TEAM_GONE = {"teamdeleted", "teamharddeleted"}
_CHANNEL_LEFT, _CHANNEL_JOINED = "channelmemberremoved", "channelmemberadded"
_CHANGES: dict[str, Change] = {
    "teamrenamed": "team_renamed",
    "teamrestored": "team_restored",
    "teamunarchived": "team_restored",
    "channeldeleted": "channel_deleted",
    "channelrestored": "channel_restored",
    "channelshared": "readers_added",
    _CHANNEL_JOINED: "readers_added",
}


def read(activity: dict[str, Any]) -> Event:
    """Return what an activity means; Ignored where it means nothing to us. Pure."""
    kind = identifier(activity.get("type")) or ""
    origin = _origin(activity)
    if origin is None:
        return Ignored(kind)
    match kind:
        case "message" | "messageUpdate":
            return (_message if kind == "message" else _edited)(activity, origin)
        case "invoke":
            return invoke(activity, origin) if _somebody(origin) else Ignored("invoke")
        case "installationUpdate":
            return _installation(activity, origin)
        case "conversationUpdate":
            return _membership(activity, origin)
    return Ignored(kind)


def tenant_of(activity: dict[str, Any]) -> str | None:
    """Return the tenant an activity says it comes from. Pure."""
    return next(iter(_tenants(activity)), None)


def tenants_of(activity: dict[str, Any]) -> set[str]:
    """Return every tenant that an activity names, in lower case: more than one is a contradiction. Pure."""
    return {tenant.lower() for tenant in _tenants(activity)}


def _tenants(activity: dict[str, Any]) -> list[str]:
    named = (part(activity, "channelData", "tenant", "id"), part(activity, "conversation", "tenantId"))
    return [tenant for tenant in map(identifier, named) if tenant]


def _origin(activity: dict[str, Any]) -> Origin | None:
    conversation = _conversation(activity)
    if conversation is None:
        return None
    client = next((item for item in items(activity.get("entities")) if item.get("type") == "clientInfo"), {})
    return Origin(
        activity_id=identifier(activity.get("id")) or "",
        conversation=conversation,
        sender=Sender(
            id=identifier(part(activity, "from", "id")) or "",
            object_id=identifier(part(activity, "from", "aadObjectId")),
            name=readable(part(activity, "from", "name"), MAX_ID),
        ),
        locale=_fitting(_LOCALE, activity.get("locale")) or _fitting(_LOCALE, client.get("locale")),
        time_zone=_fitting(_ZONE, client.get("timezone")) or _fitting(_ZONE, activity.get("localTimezone")),
        sent_at=_instant(activity.get("timestamp")),
    )


def _conversation(activity: dict[str, Any]) -> Conversation | None:
    conversation_id = identifier(part(activity, "conversation", "id"))
    service_url = identifier(activity.get("serviceUrl"))
    if conversation_id is None or service_url is None:
        return None
    data = activity.get("channelData")
    team_id = identifier(part(data, "team", "id"))
    scope = _scope(activity, conversation_id, team_id)
    channel_id = None
    if scope == "team":
        channel_id = (
            identifier(part(data, "channel", "id"))
            or identifier(part(data, "settings", "selectedChannel", "id"))
            or conversation_id.partition(";messageid=")[0]
        )
    return Conversation(
        tenant_id=tenant_of(activity) or "",
        id=conversation_id,
        service_url=service_url,
        bot_id=identifier(part(activity, "recipient", "id")) or "",
        scope=scope,
        team_id=team_id,
        channel_id=channel_id,
    )


def _scope(activity: dict[str, Any], conversation_id: str, team_id: str | None) -> Literal["personal", "team", "group"]:
    """Return who reads a conversation; it is personal only where nothing speaks against it. Pure.

    Threads with several people in them, channels and group chats alike, have ids such as ``19:...@thread.v2``; of the
    chat of two people Teams may say nothing but its id.
    """
    said = part(activity, "conversation", "conversationType")
    scope = _SCOPES.get(said.lower()) if isinstance(said, str) else None
    if scope in ("team", "group"):
        return scope
    is_shared = (
        part(activity, "conversation", "isGroup") is True
        or "@thread." in conversation_id
        or is_between_people(conversation_id, identifier(part(activity, "recipient", "id")) or "")
        or (isinstance(said, str) and scope is None)
    )
    if scope == "personal" and not is_shared:
        return scope
    if team_id:
        return "team"
    return "group" if is_shared else "personal"


def _message(activity: dict[str, Any], origin: Origin) -> Event:
    if not _somebody(origin):
        return Ignored("message")
    text = _text(activity)
    value = activity.get("value")
    if isinstance(value, dict):
        action = read_action(value)
        if action is not None or not text:
            return Pressed(origin, action, identifier(activity.get("replyToId")), in_place=False)
    if not text and any(each.get("contentType") == _CARD for each in items(activity.get("attachments"))):
        return Ignored("message")  # somebody put one of our cards into a message: that asks nothing
    return Said(origin, text)


def _edited(activity: dict[str, Any], origin: Origin) -> Event:
    """Read words that were changed in somebody's own chat as if they were said now; elsewhere they ask nothing anew."""
    said = (identifier(part(activity, "channelData", "eventType")) or "").lower()
    text = _text(activity)
    if said != _EDITED or not text or not _somebody(origin) or not origin.conversation.is_personal:
        return Ignored("messageUpdate")
    return Said(origin, text)


def _somebody(origin: Origin) -> bool:
    return bool(origin.sender.id or origin.sender.object_id)


def _text(activity: dict[str, Any]) -> str:
    """Return what was written: without the mention of the bot, markup and odd spaces."""
    text = readable(activity.get("text"), 4 * MAX_TEXT)
    bot = part(activity, "recipient", "id")
    for entity in items(activity.get("entities")):
        mention = entity.get("text")
        if entity.get("type") == "mention" and bot and part(entity, "mentioned", "id") == bot:
            text = text.replace(mention, " ") if isinstance(mention, str) and mention else text
    text = html.unescape(_TAG.sub(" ", text))
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()[:MAX_TEXT]


def _installation(activity: dict[str, Any], origin: Origin) -> Event:
    action = (identifier(activity.get("action")) or "").lower()
    if action in _INSTALLED:
        return Installed(origin)
    return Removed(origin) if action in _REMOVED else Ignored("installationUpdate")


def _membership(activity: dict[str, Any], origin: Origin) -> Event:
    bot, here = origin.conversation.bot_id, origin.conversation
    said = (identifier(part(activity, "channelData", "eventType")) or "").lower()
    # A shared or private channel has members of its own; everybody in a team is in its general one, whose id it has.
    of_channel = here.scope == "team" and here.channel_id not in (None, here.team_id)
    if bot and any(member.get("id") == bot for member in items(activity.get("membersAdded"))):
        return Changed(origin, "bot_joined_channel") if of_channel and said == _CHANNEL_JOINED else Installed(origin)
    if bot and any(member.get("id") == bot for member in items(activity.get("membersRemoved"))):
        return Changed(origin, "bot_left_channel") if of_channel and said == _CHANNEL_LEFT else Removed(origin)
    if said in _TEAM_GONE:
        return Removed(origin)
    if what := _CHANGES.get(said):
        return Changed(origin, what, readable(part(activity, "channelData", "team", "name"), MAX_ID) or None)
    return Ignored("conversationUpdate")


def _fitting(pattern: re.Pattern[str], value: Any) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None


def _instant(value: Any) -> datetime | None:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return instant if instant is not None and instant.tzinfo is not None else None
