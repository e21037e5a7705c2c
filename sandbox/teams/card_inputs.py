"""How Teams reads a card's inputs when a button is pressed.

Values travel as strings and empty ones not at all; inputs without an id do not travel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

_CHILDREN = ("body", "items", "columns", "rows", "cells", "actions", "inlines", "images")
_PRESSABLE = {"Action.Execute", "Action.Submit"}


class Unsendable(ValueError):
    """Teams would not send this: a required input is empty, or a chosen value is no choice."""


def _walk(node: Any, shown: tuple[int, ...] = ()) -> Iterator[tuple[Json, tuple[int, ...]]]:
    # `shown` names the ShowCards around a node: their inputs only travel with their own buttons.
    if not isinstance(node, dict):
        return
    yield node, shown
    for name in _CHILDREN:
        for child in node.get(name) or ():
            yield from _walk(child, shown)
    yield from _walk(node.get("selectAction"), shown)
    yield from _walk(node.get("inlineAction"), shown)
    if node.get("type") == "Action.ShowCard":
        yield from _walk(node.get("card"), (*shown, id(node)))


def elements(card: Json) -> list[Json]:
    """Return every element and action of a card, in reading order."""
    return [node for node, _ in _walk(card)]


def find_action(card: Json, key: str) -> Json:
    """Return the button with this title, verb or id. Raises LookupError naming the buttons there are."""
    actions = [n for n in elements(card) if n.get("type") in _PRESSABLE]
    for action in actions:
        data = action.get("data")
        inner = data.get("verb") if isinstance(data, dict) else None
        if key in (action.get("title"), action.get("verb"), action.get("id"), inner):
            return action
    raise LookupError(f"no button {key!r}; there are {[a.get('title') or a.get('verb') for a in actions]}")


def input_of(card: Json, input_id: str) -> Json:
    """Return the input with this id. Raises LookupError naming the inputs there are."""
    inputs = {n["id"]: n for n in elements(card) if str(n.get("type", "")).startswith("Input.") and n.get("id")}
    if input_id not in inputs:
        raise LookupError(f"no input {input_id!r}; there are {list(inputs)}")
    return inputs[input_id]


def collect(
    card: Json, action: Json, typed: Mapping[str, str | None], *, check: bool = True, fallback: Json | None = None
) -> Any:
    """Return the data that pressing ``action`` sends, the card's values overlaid with what was ``typed``.

    ``fallback`` is sent in the action's stead. ``check`` refuses what Teams' own form would (Unsendable).
    Raises LookupError for an input that is not there.
    """
    sent = fallback or action
    data = sent.get("data")
    if sent.get("associatedInputs") == "none" or isinstance(data, str):
        return data if data is not None else {}
    around = next((shown for node, shown in _walk(card) if node is action), ())
    inputs = {
        node["id"]: node
        for node, shown in _walk(card)
        if str(node.get("type", "")).startswith("Input.") and node.get("id") and set(shown) <= set(around)
    }
    for name in typed:
        if name not in inputs:
            raise LookupError(f"no input {name!r}; there are {list(inputs)}")
    values = {name: _value(node) for name, node in inputs.items()} | {k: v or "" for k, v in typed.items()}
    if check:
        for name, node in inputs.items():
            _check(node, values[name])
    return {**(data or {}), **{name: value for name, value in values.items() if value != ""}}


def _value(node: Json) -> str:
    value = node.get("value")
    if node["type"] == "Input.Toggle":
        return str(value if value is not None else node.get("valueOff", "false"))
    return "" if value is None else str(value)


def _check(node: Json, value: str) -> None:
    if node.get("isRequired") and value == "":
        raise Unsendable(node.get("errorMessage") or f"{node['id']} is required")
    if node["type"] != "Input.ChoiceSet" or not value or node.get("choices.data"):
        return
    offered = node.get("choices") or ()
    choices = {choice.get("value") for choice in offered}
    titles = {choice.get("title") for choice in offered}  # which some clients send back in place of values
    chosen = value.split(",") if node.get("isMultiSelect") else [value]
    if not choices.union(titles).issuperset(chosen):
        raise Unsendable(f"{value!r} is no choice of {node['id']}: {sorted(map(str, choices))}")
