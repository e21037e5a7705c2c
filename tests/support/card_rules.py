"""What every card must keep: the schema, Teams' limits, accessibility, discretion."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft6Validator

from cards import Card
from cards.actions import read_action
from cards.i18n import Translator, translator

Json = dict[str, Any]

BUDGET = 25_000  # bytes of UTF-8; ours. Teams refuses above about 100 KB
_TEAMS_ONLY = {"msteams", "roundedCorners", "choices.data"}  # extensions that the 1.5 schema does not know
_FREE = {"text", "title", "label", "placeholder", "errorMessage", "speak", "fallbackText", "lang"}
"""What the schema takes any text for."""
_SHOWN = {"text", "title", "value", "label", "placeholder", "errorMessage"}


@pytest.fixture(scope="session")
def schema() -> Draft6Validator:
    return Draft6Validator(json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text()))


@pytest.fixture(params=["nl", "en", "de", "fr", "es", "it", "pt"])
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param)


@pytest.fixture(scope="session")
def nl() -> Translator:
    return translator("nl")


def walk(node: Any) -> Iterator[Json]:
    """Yield every object of a card, data of actions left out."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key != "data":
                yield from walk(value)
    elif isinstance(node, list):
        for each in node:
            yield from walk(each)


def plain(node: Any) -> Any:
    """Return a card without what Teams adds to the schema."""
    if isinstance(node, list):
        return [plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: plain(value) for key, value in node.items() if key not in _TEAMS_ONLY}
    return kept | {"style": "compact"} if kept.get("style") == "filtered" else kept


def shape(node: Any) -> Any:
    """Return a card without the texts that the schema takes as they are: mostly the same one in every language."""
    if isinstance(node, list):
        return [shape(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: "" if key in _FREE and isinstance(value, str) else shape(value) for key, value in node.items()}


@pytest.fixture(scope="session")
def breaches(schema: Draft6Validator) -> Callable[[Json], list[str]]:
    """What the schema says against a card; one of a shape that was right before is right."""
    right: set[str] = set()

    def find(content: Json) -> list[str]:
        card = plain(content)
        known = json.dumps(shape(card), sort_keys=True)
        if known in right:
            return []
        found = [f"{error.json_path}: {error.message[:200]}" for error in schema.iter_errors(card)]
        if not found:
            right.add(known)
        return found

    return find


@pytest.fixture(scope="session")
def elements() -> Callable[[Card], list[Json]]:
    return lambda card: list(walk(card.content))


@pytest.fixture(scope="session")
def words() -> Callable[[Card], str]:
    """All that a person may read on a card, a line each."""

    def read(card: Card) -> str:
        found = (each[key] for each in walk(card.content) for key in _SHOWN if isinstance(each.get(key), str))
        return "\n".join(found)

    return read


@pytest.fixture(scope="session")
def inputs() -> Callable[[Card], dict[str, Json]]:
    return lambda card: {
        each["id"]: each for each in walk(card.content) if str(each.get("type", "")).startswith("Input.")
    }


@pytest.fixture(scope="session")
def pressed() -> Callable[..., Any]:
    """The action that the bot reads when somebody presses a button, with what they filled in."""

    def press(card: Card, title: str, **filled: str) -> Any:
        button = next(each for each in walk(card.content) if each.get("title") == title and "verb" in each)
        shown = {
            each["id"]: each.get("value")
            for each in walk(card.content)
            if str(each.get("type", "")).startswith("Input.")
        }
        sent = shown | filled if button["associatedInputs"] == "auto" else {}
        return read_action({**button["data"], **{key: value for key, value in sent.items() if value}}, button["verb"])

    return press


@pytest.fixture(scope="session")
def flaws(breaches: Callable[[Json], list[str]]) -> Callable[..., list[str]]:
    """Every rule that a card breaks, as sentences."""

    def find(card: Card, *, budget: int = BUDGET, secrets: tuple[str, ...] = ()) -> list[str]:
        content = card.content
        found = breaches(content)
        size = len(json.dumps(content, ensure_ascii=False).encode())
        if size > budget:
            found.append(f"{size} bytes")
        if content["version"] != "1.5" or content["msteams"] != {"width": "full"} or not content["lang"]:
            found.append("version, width or language")
        aloud = (card.summary, content["speak"], content["fallbackText"])
        if not all(aloud) or any(secret in said for secret in secrets for said in aloud):
            found.append(f"summary {aloud}")
        for each in walk(content):
            found += _flaws_of(each)
        return found

    return find


def _flaws_of(each: Json) -> Iterator[str]:
    kind = each.get("type", "")
    if kind.startswith("Input.") and not each.get("label"):
        yield f"{each['id']} has no label"
    if each.get("isRequired") and not each.get("errorMessage"):
        yield f"{each['id']} is required and does not say so"
    if kind == "TextBlock" and not each.get("wrap"):
        yield f"does not wrap: {each['text']}"
    if kind == "ActionSet" and not 0 < len(each["actions"]) <= 6:
        yield f"{len(each['actions'])} actions"
    if kind in ("Badge", "Icon", "Carousel") and "fallback" not in each:
        yield f"{kind} without a fallback"
    if kind == "Action.Execute" and each.get("title"):
        spare = each["fallback"]
        if spare["type"] != "Action.Submit" or spare["data"] != each["data"] or each["data"]["verb"] != each["verb"]:
            yield f"{each['title']} has no equal fallback"
        if spare["associatedInputs"] != each["associatedInputs"]:
            yield f"{each['title']} and its fallback send different inputs"
    if kind == "Action.Execute" and read_action(each["data"]) is None and "request_id" not in each["data"]:
        yield f"{each['verb']} cannot be read"
