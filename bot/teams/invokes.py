"""An invoke as Teams sends it -> an Event: what waits for its answer on the same line.

Rule: pure, and it never raises; an invoke that INVOKES does not list is unknown, which is 501.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.events import Composed, Event, Ignored, Origin, Pressed, Searched
from bot.teams.values import count, identifier, items, part, readable
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
    """Return what an invoke of somebody means. Pure."""
    name = identifier(activity.get("name")) or ""
    value = activity.get("value")
    if name == ACTION:
        return _pressed(activity, origin, value)
    if name == SEARCH:
        return _searched(origin, value)
    return _composed(origin, value) if name == COMPOSE else Ignored(name)


def _pressed(activity: dict[str, Any], origin: Origin, value: Any) -> Event:
    action = part(value, "action")
    data, verb = part(action, "data"), part(action, "verb")
    known = read_action({} if data is None else data, verb if isinstance(verb, str) else None)
    return Pressed(origin, known, identifier(activity.get("replyToId")))


def _searched(origin: Origin, value: Any) -> Event:
    dataset, others = identifier(part(value, "dataset")), part(value, "data")
    if dataset is None:
        return Ignored(SEARCH)
    return Searched(
        origin,
        dataset=dataset,
        query=readable(part(value, "queryText"), MAX_QUERY),
        data=dict(_texts(others)) if isinstance(others, dict) else {},
        skip=count(part(value, "queryOptions", "skip"), 0, 10_000),
        top=count(part(value, "queryOptions", "top"), MAX_CHOICES, MAX_CHOICES),
    )


def _composed(origin: Origin, value: Any) -> Event:
    """Read a query of the compose box; before anything is typed, Teams sends the parameter ``initialRun``.

    Documented for search commands, tried nowhere but here, hence read with patience:
    https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
    """
    command = identifier(part(value, "commandId"))
    if command is None:
        return Ignored(COMPOSE)
    typed = (row.get("value") for row in items(part(value, "parameters")) if row.get("name") != _INITIAL)
    return Composed(
        origin,
        command=command,
        text=next((readable(text, MAX_QUERY).strip() for text in typed if isinstance(text, str)), ""),
        skip=count(part(value, "queryOptions", "skip"), 0, 10_000),
        most=count(part(value, "queryOptions", "count"), MAX_FINDINGS, MAX_FINDINGS) or MAX_FINDINGS,
    )


def _texts(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return (
        (key, readable(value, MAX_TEXT)) for key, value in data.items() if isinstance(value, str) and identifier(key)
    )
