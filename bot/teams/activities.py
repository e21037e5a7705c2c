"""Reads an activity of Teams into an event.

Nothing raises: whatever is missing, of another type or hostile is read as nothing. It works on the JSON itself, because
botbuilder's model loses the tenant, the trigger and the event type. An invoke that ``INVOKES`` does not list is
unknown, which is answered with 501.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, Literal

from bot.core.events import (
    Change,
    Changed,
    Composed,
    Conversation,
    Event,
    Ignored,
    Installed,
    Origin,
    Pressed,
    Removed,
    Said,
    Searched,
    Sender,
    is_between_people,
)
from cards.actions import read_action

ACTION: Final = "adaptiveCard/action"
SEARCH: Final = "application/search"
COMPOSE: Final = "composeExtension/query"
INVOKES: Final = frozenset({ACTION, SEARCH, COMPOSE})

MAX_QUERY = 200
MAX_TEXT = 5_000  # characters of an input that are read
MAX_CHOICES = 15  # Teams shows no more
MAX_FINDINGS = 25  # what Teams asks for at once
_INITIAL = "initialRun"


def invoke(activity: dict[str, Any], origin: Origin) -> Event:
    """Return the event of an invoke; Ignored for a kind that the bot does not handle."""
    name = identifier(activity.get("name")) or ""
    value = activity.get("value")
    if name == ACTION:
        return _pressed(activity, origin, value)
    if name == SEARCH:
        return _searched(origin, value)
    return _composed(origin, value) if name == COMPOSE else Ignored(name)


def _pressed(activity: dict[str, Any], origin: Origin, value: Any) -> Event:
    action = get_path(value, "action")
    data, verb = get_path(action, "data"), get_path(action, "verb")
    known = read_action({} if data is None else data, verb if isinstance(verb, str) else None)
    return Pressed(origin, known, identifier(activity.get("replyToId")))


def _searched(origin: Origin, value: Any) -> Event:
    dataset, others = identifier(get_path(value, "dataset")), get_path(value, "data")
    if dataset is None:
        return Ignored(SEARCH)
    return Searched(
        origin,
        dataset=dataset,
        query=clean_text(get_path(value, "queryText"), MAX_QUERY),
        data=dict(_texts(others)) if isinstance(others, dict) else {},
        skip=count(get_path(value, "queryOptions", "skip"), 0, 10_000),
        top=count(get_path(value, "queryOptions", "top"), MAX_CHOICES, MAX_CHOICES),
    )


def _composed(origin: Origin, value: Any) -> Event:
    """Read a query of the compose box; before anything is typed, Teams sends the parameter ``initialRun``.

    Documented for search commands, tried nowhere but here, hence read with patience:
    https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
    """
    command = identifier(get_path(value, "commandId"))
    if command is None:
        return Ignored(COMPOSE)
    typed = (row.get("value") for row in items(get_path(value, "parameters")) if row.get("name") != _INITIAL)
    return Composed(
        origin,
        command=command,
        text=next((clean_text(text, MAX_QUERY).strip() for text in typed if isinstance(text, str)), ""),
        skip=count(get_path(value, "queryOptions", "skip"), 0, 10_000),
        most=count(get_path(value, "queryOptions", "count"), MAX_FINDINGS, MAX_FINDINGS) or MAX_FINDINGS,
    )


def _texts(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return (
        (key, clean_text(value, MAX_TEXT)) for key, value in data.items() if isinstance(value, str) and identifier(key)
    )


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


def read_activity(activity: dict[str, Any]) -> Event:
    """Return the event in an activity; :class:`Ignored` where the bot has no use for it."""
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
    """Return the tenant an activity says it comes from."""
    return next(iter(_tenants(activity)), None)


def tenants_of(activity: dict[str, Any]) -> set[str]:
    """Return every tenant that an activity names, in lower case: more than one is a contradiction."""
    return {tenant.lower() for tenant in _tenants(activity)}


def _tenants(activity: dict[str, Any]) -> list[str]:
    named = (get_path(activity, "channelData", "tenant", "id"), get_path(activity, "conversation", "tenantId"))
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
            id=identifier(get_path(activity, "from", "id")) or "",
            object_id=identifier(get_path(activity, "from", "aadObjectId")),
            name=clean_text(get_path(activity, "from", "name"), MAX_ID),
        ),
        locale=_fitting(_LOCALE, activity.get("locale")) or _fitting(_LOCALE, client.get("locale")),
        time_zone=_fitting(_ZONE, client.get("timezone")) or _fitting(_ZONE, activity.get("localTimezone")),
        sent_at=_instant(activity.get("timestamp")),
    )


def _conversation(activity: dict[str, Any]) -> Conversation | None:
    conversation_id = identifier(get_path(activity, "conversation", "id"))
    service_url = identifier(activity.get("serviceUrl"))
    if conversation_id is None or service_url is None:
        return None
    data = activity.get("channelData")
    team_id = identifier(get_path(data, "team", "id"))
    scope = _scope(activity, conversation_id, team_id)
    channel_id = None
    if scope == "team":
        channel_id = (
            identifier(get_path(data, "channel", "id"))
            or identifier(get_path(data, "settings", "selectedChannel", "id"))
            or conversation_id.partition(";messageid=")[0]
        )
    return Conversation(
        tenant_id=tenant_of(activity) or "",
        id=conversation_id,
        service_url=service_url,
        bot_id=identifier(get_path(activity, "recipient", "id")) or "",
        scope=scope,
        team_id=team_id,
        channel_id=channel_id,
    )


def _scope(activity: dict[str, Any], conversation_id: str, team_id: str | None) -> Literal["personal", "team", "group"]:
    """Return who reads a conversation; it is personal only where nothing speaks against it.

    Threads with several people in them, channels and group chats alike, have ids such as ``19:...@thread.v2``; of the
    chat of two people Teams may say nothing but its id.
    """
    said = get_path(activity, "conversation", "conversationType")
    scope = _SCOPES.get(said.lower()) if isinstance(said, str) else None
    if scope in ("team", "group"):
        return scope
    is_shared = (
        get_path(activity, "conversation", "isGroup") is True
        or "@thread." in conversation_id
        or is_between_people(conversation_id, identifier(get_path(activity, "recipient", "id")) or "")
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
    said = (identifier(get_path(activity, "channelData", "eventType")) or "").lower()
    text = _text(activity)
    if said != _EDITED or not text or not _somebody(origin) or not origin.conversation.is_personal:
        return Ignored("messageUpdate")
    return Said(origin, text)


def _somebody(origin: Origin) -> bool:
    return bool(origin.sender.id or origin.sender.object_id)


def _text(activity: dict[str, Any]) -> str:
    """Return what was written: without the mention of the bot, markup and odd spaces."""
    text = clean_text(activity.get("text"), 4 * MAX_TEXT)
    bot = get_path(activity, "recipient", "id")
    for entity in items(activity.get("entities")):
        mention = entity.get("text")
        if entity.get("type") == "mention" and bot and get_path(entity, "mentioned", "id") == bot:
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
    said = (identifier(get_path(activity, "channelData", "eventType")) or "").lower()
    # A shared or private channel has members of its own; everybody in a team is in its general one, whose id it has.
    of_channel = here.scope == "team" and here.channel_id not in (None, here.team_id)
    if bot and any(member.get("id") == bot for member in items(activity.get("membersAdded"))):
        return Changed(origin, "bot_joined_channel") if of_channel and said == _CHANNEL_JOINED else Installed(origin)
    if bot and any(member.get("id") == bot for member in items(activity.get("membersRemoved"))):
        return Changed(origin, "bot_left_channel") if of_channel and said == _CHANNEL_LEFT else Removed(origin)
    if said in _TEAM_GONE:
        return Removed(origin)
    if what := _CHANGES.get(said):
        return Changed(origin, what, clean_text(get_path(activity, "channelData", "team", "name"), MAX_ID) or None)
    return Ignored("conversationUpdate")


def _fitting(pattern: re.Pattern[str], value: Any) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None


def _instant(value: Any) -> datetime | None:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return instant if instant is not None and instant.tzinfo is not None else None


MAX_ID = 1_000  # characters; Teams' longest ids are about 200


def identifier(value: Any) -> str | None:
    """Return an id or a name; None where it is not text, is empty or too long, or cannot be printed."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID:
        return None
    return value if value.isprintable() else None


def get_path(value: Any, *path: str) -> Any:
    """Return what lies at ``path`` inside JSON, or None."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def clean_text(value: Any, most: int) -> str:
    """Return a text as it may be stored and sent: without lone surrogates and NUL, which JSON may carry."""
    return value[:most].encode("utf-8", "replace").decode("utf-8").replace("\0", "") if isinstance(value, str) else ""


def items(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, nothing of anything else."""
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def count(value: Any, default: int, most: int) -> int:
    """Return a number that is not below zero, at most ``most``; ``default`` where it is none."""
    return min(value, most) if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default
