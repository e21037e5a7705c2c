"""People and messages as the chat page shows them.

The page gets nothing that it does not show.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.teams.conversations import CARD, Message
from sandbox.teams.world import User


def shown(message: Message) -> dict[str, Any]:
    """Return a message as the page shows it."""
    activity = message.activity
    attachments = activity.get("attachments") or ()
    return {
        "id": message.id,
        "chat": message.conversation,
        "thread": message.thread,
        "from": message.sender,
        "at": message.sent_at.isoformat(),
        "text": message.text,
        "plain": activity.get("textFormat") == "plain",
        "cards": [a.get("content") for a in attachments if a.get("contentType") == CARD],
        "suggestions": (activity.get("suggestedActions") or {}).get("actions") or [],
        "preview": preview(message),
        "edited": message.edited,
        "private": message.only_for is not None,
    }


def preview(message: Message) -> str:
    """Return what the list of chats says of a message."""
    # Without a summary Teams can only say that a card came.
    words = re.sub(r"</?at>|[*_`]|^\s*[-#]+\s", "", message.summary, flags=re.MULTILINE)
    return " ".join(words.split()) or ("Heeft een kaart gestuurd" if message.card is not None else "")


def person(user: User) -> dict[str, Any]:
    """Return a person as the page shows them."""
    return {
        "id": user.id,
        "key": user.name.split()[0].casefold(),
        "name": user.name,
        "note": user.note,
        "guest": user.guest,
        "locale": user.locale,
    }
