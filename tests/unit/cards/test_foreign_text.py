"""Every card, with hostile text in whatever comes from outside: shown as text, in no place where a client renders it.

Every text of every view is taken to come from outside, unless its type is a Literal or it is listed here as ours.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

import cards
from bot.core.events import Choice, Composed, ExtensionResult, Offer, Origin, Pressed, Propose, Searched, Tell
from bot.teams import replies
from cards import Card
from cards import examples as every
from cards.actions import read_action
from cards.i18n import translator
from cards.problem import PROBLEMS, Problem
from cards.whos_out import WhosOutView, whos_out_card, whos_out_preview
from tests.support.card_rules import walk

EVIL = "evil.example"
HOSTILE = (
    f"[Klik](https://{EVIL})",
    f"<a href='https://{EVIL}'>Klik</a>",
    f"<https://{EVIL}>",
    f"**{EVIL}**",
    f"_{EVIL}_ `{EVIL}`",
    f"![x](https://{EVIL}/x.png)",
    f"[{EVIL}][1]\n\n[1]: https://{EVIL}",
    f"- {EVIL}",
    f"# {EVIL}\r\n> {EVIL}",
    f"\u202e{EVIL}",
    f"\u2067{EVIL}\u2069\u2069\u2068",
    f"אבג\u200f {EVIL}",
    f"\x00\x1b{EVIL}\u2028{EVIL}\ud800",
)
OURS = {
    "id", "absence_id", "person_id", "subscription_id", "viewer_ids", "personio_url",  # ids and addresses
    "key", "hint", "notes", "where", "paused", "language", "topics", "days", "start", "length", "muted",  # chosen by us
    "time_zone",  # a key of the zone data
    "value", "type_id", "first_day", "last_day",  # what an input sends back
}  # fmt: skip
RENDERED = {"TextBlock": ("text",), "FactSet": (), "Fact": ("title", "value")}  # as Teams documents it
SHOWN = {"text", "title", "label", "placeholder", "errorMessage", "speak", "fallbackText"}


def poisoned(value: Any, poison: str, name: str = "") -> Any:
    """Return a view, or a part of one, with hostile text in front of every text from outside."""
    if isinstance(value, Problem):
        params = {key: f"{poison}{each}" if isinstance(each, str) else each for key, each in value.params.items()}
        return replace(value, params=params)
    if is_dataclass(value) and not isinstance(value, type):
        hints = get_type_hints(type(value))
        outside = (each.name for each in fields(value) if each.name not in OURS and not chosen(hints[each.name]))
        return replace(value, **{each: poisoned(getattr(value, each), poison, each) for each in outside})
    if isinstance(value, BaseModel):  # what a card carries, of which it shows the comment
        typed = getattr(value, "comment", None)
        return value.model_copy(update={"comment": f"{poison}{typed}"}) if typed else value
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(each, str) for each in value) and pairs(name):
        return (value[0], f"{poison}{value[1]}")  # value and title of a choice
    if isinstance(value, list | tuple):
        return type(value)(poisoned(each, poison, name) for each in value)
    return f"{poison}{value}" if isinstance(value, str) and value not in PROBLEMS else value  # those are keys of texts


def chosen(hint: Any) -> bool:
    """Tell whether a field's type says that we choose its text."""
    return get_origin(hint) is Literal or any(chosen(each) for each in get_args(hint))


def pairs(name: str) -> bool:
    return name in {"types", "units", "holidays"}


def hostile_cards(monkeypatch: pytest.MonkeyPatch, poison: str) -> Iterator[tuple[str, Card]]:
    """Yield every example, made of hostile views."""
    for found in pkgutil.walk_packages(cards.__path__, "cards."):
        if not found.name.endswith("examples"):
            continue
        module = importlib.import_module(found.name)
        for name, make in list(vars(module).items()):
            if name.endswith("_card") and callable(make):
                monkeypatch.setattr(module, name, _with(make, poison))
    t = translator("nl")
    for name, make in every.examples():
        yield name, make(t)


def _with(make: Any, poison: str) -> Any:
    return lambda *given, **more: make(
        *(each if each is t_of(each) else poisoned(each, poison) for each in given), **more
    )


def t_of(each: Any) -> Any:
    return each if type(each).__name__ == "Translator" else None


def flaws(node: dict[str, Any]) -> Iterator[str]:
    """Yield what of an object of a card is rendered, or does more than show text."""
    kind = str(node.get("type", ""))
    for key in RENDERED.get(kind, ()):
        if EVIL in str(node.get(key, "")):
            yield f"{kind}.{key}: {node[key]!r}"
    if kind == "FactSet" and EVIL in str(node.get("facts")):
        yield f"FactSet: {node['facts']!r}"
    if kind == "Action.OpenUrl" and EVIL in node["url"]:
        yield f"url: {node['url']}"
    for choice in node.get("choices") or ():
        if re.search(r"\][(\[]|<\w", choice["title"]):
            yield f"choice: {choice['title']!r}"
    yield from (f"{key}: {node[key]!r}" for key in SHOWN & set(node) if not harmless(node[key]))


def harmless(text: Any) -> bool:
    """Tell whether a text stays on its line and turns no other text's direction."""
    if not isinstance(text, str):
        return True
    depth = 0
    for character in text:
        depth += {"\u2068": 1, "\u2069": -1}.get(character, 0)
        kind = unicodedata.bidirectional(character)
        turns = kind in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"} or (kind in {"R", "AL"} and not depth)
        if depth < 0 or turns or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
            return False
    return depth == 0


@pytest.mark.parametrize("poison", HOSTILE, ids=ascii)
def test_no_card_lets_a_client_do_anything_with_text_from_outside(monkeypatch: pytest.MonkeyPatch, poison: str) -> None:
    found, seen = {}, 0
    for name, card in hostile_cards(monkeypatch, poison):
        wrong = [flaw for node in walk(card.content) for flaw in flaws(node)]
        wrong += [] if harmless(card.summary) else [f"summary: {card.summary!r}"]
        found |= {name: wrong} if wrong else {}
        seen += EVIL in str(card.content)
    assert found == {}
    assert seen > 60  # what is never poisoned proves nothing


def test_a_hostile_name_is_read_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    poison = HOSTILE[0]
    for name, card in hostile_cards(monkeypatch, poison):
        if name in ("decision open", "cover open", "digest", "who is out today"):
            said = [node["text"] for node in walk(card.content) if node.get("type") == "TextRun"]
            assert any(poison in each for each in said), name


def test_no_card_has_its_own_words_taken_for_somebody_elses() -> None:
    """What the catalogs say needs no marks: every card is as it was where nothing hostile is in it."""
    for language in ("nl", "fr"):
        for name, make in every.examples():
            for node in walk(make(translator(language)).content):
                for key in SHOWN & set(node):
                    assert not set(str(node[key])) & set("\u2060\u2068\u2069"), (name, node[key])


@pytest.mark.parametrize("poison", HOSTILE, ids=ascii)
def test_what_is_on_no_card_is_plain_text_too(poison: str) -> None:
    """Type-aheads, notifications, answers to a press, and the list a card is picked from."""
    origin = Origin("1", None, None)  # type: ignore[arg-type]  # where it came from does not matter here
    day, t = importlib.import_module("datetime").date(2026, 11, 23), translator("nl")
    view = WhosOutView(day, day, f"{poison}Techniek", (), day)
    title, text = whos_out_preview(view, t)
    found = Propose([ExtensionResult(title, text, whos_out_card(view, t))])
    [attached] = replies.invoke_answer(Composed(origin, "whosOut", ""), found)["composeExtension"]["attachments"]
    offered = replies.invoke_answer(Searched(origin, "substitutes", "", {}), Offer([Choice(poison, "1")]))
    told = (
        *attached["preview"]["content"].values(),
        offered["value"]["results"][0]["title"],
        replies.invoke_answer(Pressed(origin, None, None), Tell(poison))["value"],
        replies.text_message(poison)["text"],
        replies.invoke_answer(Composed(origin, "whosOut", ""), Tell(poison))["composeExtension"]["text"],
    )
    assert all(harmless(each) for each in told), told
    assert not re.search(r"<\w|\]\(", "".join(told[:3])), told
    assert replies.text_message(poison)["textFormat"] == "plain"


def test_ids_and_typed_words_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    poison = HOSTILE[-2]
    kept = [
        read_action(node["data"], node.get("verb"))
        for name, card in hostile_cards(monkeypatch, poison)
        for node in walk(card.content)
        if name == "review" and node.get("type") == "Action.Execute"
    ]
    comments = [action.draft.comment for action in kept if hasattr(action, "draft")]
    assert comments
    assert all(each.startswith(poison) for each in comments)
