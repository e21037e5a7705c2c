"""A Reply in our words -> JSON as Teams wants it.

Text and card never share an activity, nor do two cards: Teams would split it and give no id, and what
has no id cannot be edited. An answer to an invoke says how it went in its body; the HTTP status is always 200. What is
not on a card (which sees to that itself) is made plain here.
"""

from __future__ import annotations

from typing import Any

from bot.core.events import Composed, Event, ExtensionResult, Offer, Pressed, Propose, Reply, Searched, Show, Tell
from bot.teams.activities import COMPOSE
from cards import Card
from cards.plain_text import inert, one_line

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "application/vnd.microsoft.activity.message"
SEARCH = "application/vnd.microsoft.search.searchResponse"
ERROR = "application/vnd.microsoft.error"
THUMBNAIL = "application/vnd.microsoft.card.thumbnail"

# The last resort, where not even the router could answer; every other sentence comes translated from cards/.
SORRY = Tell("Something went wrong. Please try again.")
UNREADABLE = "This cannot be read."


def card_message(card: Card) -> dict[str, Any]:
    """Return a message that is one card; its summary is what notifications say."""
    return {
        "type": "message",
        "summary": card.summary,
        "attachments": [{"contentType": CARD, "content": card.content}],
    }


def text_message(text: str) -> dict[str, Any]:
    return {"type": "message", "textFormat": "plain", "text": one_line(text)}


def messages(reply: Reply) -> list[dict[str, Any]]:
    """Return the messages that a reply is when it is posted, one per card."""
    match reply:
        case Show(card=card, also=also):
            return [card_message(each) for each in (card, *also)]
        case Tell(text=text):
            return [text_message(text)]
    return []


def invoke_answer(event: Event, reply: Reply) -> dict[str, Any]:
    """Return the body that answers an invoke; a reply that does not fit the event is answered as if there were none.

    https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model
    """
    match event, reply:
        case Pressed(), Show(card=card):
            return _body(200, CARD, card.content)
        case Pressed(), Tell(text=text):
            return _body(200, MESSAGE, one_line(text))
        case Pressed(), _:
            return _body(200, MESSAGE, "")
        case Searched(), _:
            rows = reply.choices if isinstance(reply, Offer) else ()
            return _body(200, SEARCH, {"results": [{"title": inert(row.title), "value": row.value} for row in rows]})
        case Composed(), _:
            return _composed(reply)
    return malformed()


def malformed(name: str | None = None) -> dict[str, Any]:
    """Return the body that answers an invoke that cannot be read; ``name`` is the invoke's."""
    if name == COMPOSE:
        return _composed(Tell(UNREADABLE))
    return _body(400, ERROR, {"code": "BadRequest", "message": UNREADABLE})


def _composed(reply: Reply) -> dict[str, Any]:
    """Return the answer to a look-up from the compose box: a list, or a sentence in its place.

    Documented for search commands, tried on no live Teams:
    https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
    """
    if isinstance(reply, Tell):
        return {"composeExtension": {"type": "message", "text": one_line(reply.text)}}
    found = [_finding(each) for each in reply.findings] if isinstance(reply, Propose) else []
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": found}}


def _finding(found: ExtensionResult) -> dict[str, Any]:
    """Return a card and its preview, whose texts may be read as HTML.

    https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-format
    """
    preview = {"contentType": THUMBNAIL, "content": {"title": inert(found.title), "text": inert(found.text)}}
    return {"contentType": CARD, "content": found.card.content, "preview": preview}


def _body(status: int, kind: str, value: Any) -> dict[str, Any]:
    return {"statusCode": status, "type": kind, "value": value}
