"""What of botbuilder must never run, and what it must never be asked."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import pytest
from botbuilder.schema import Activity
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import JwtTokenValidation
from msrest import Serializer
from msrest.service_client import ServiceClient

from bot.core.events import Conversation, Show
from bot.teams.adapter import _Auth
from bot.teams.wire import json_body
from cards import Card
from tests.support.connector import Connector
from tests.support.issuer import Issuer
from tests.support.teams_bot import TENANT, BrowserBot

CARD = Card({"type": "AdaptiveCard", "version": "1.5", "body": []}, "A card")


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("stock code ran")

    for owner, name in (
        (ConnectorClient, "__init__"),
        (ServiceClient, "__init__"),
        (Serializer, "__init__"),
        (JwtTokenValidation, "authenticate_request"),
        (Activity, "serialize"),
        (Activity, "deserialize"),
    ):
        monkeypatch.setattr(owner, name, refuse)


@pytest.mark.usefixtures("forbidden")
async def test_no_stock_client_serialiser_or_validator_runs(secured: BrowserBot, connector: Connector) -> None:
    """Defects 1, 3, 5, 6, 7, 8, 9 and 16: their code is never reached, neither by messages nor by invokes."""
    secured.reply = Show(CARD, everywhere=True, also=[CARD])
    assert (await secured.post())[0] == 200
    assert (await secured.post(secured.press()))[1]["statusCode"] == 200
    assert (await secured.post(secured.activity(text=None, value={"verb": "help.show"}, replyToId="c")))[0] == 200
    await secured.settle()
    assert len(connector.calls) == 6


async def test_no_call_spells_the_tenant_as_botbuilder_does(built: BrowserBot, connector: Connector) -> None:
    """Defect 18: its bodies say ``tenantID``."""
    built.reply = Show(CARD)
    await built.post()
    there = Conversation(TENANT, "a:1", connector.url, "28:b", "personal")
    await built.teams.messenger.send(there, CARD)
    await built.teams.messenger.update(there, "1", CARD)
    assert len(connector.calls) == 3
    assert "tenantID" not in json.dumps([call.body for call in connector.calls])


async def test_keys_and_tokens_are_fetched_without_holding_up_the_loop(secured: BrowserBot, issuer: Issuer) -> None:
    """Defects 2 and 3: both servers run on this very loop; code that blocks it would never get its answer."""
    secured.reply = Show(CARD)
    assert (await secured.post())[0] == 200
    assert issuer.fetches == 1


async def test_nothing_gets_past_the_door() -> None:
    """Whoever hands botbuilder a bare header instead of what was let in is refused."""
    with pytest.raises(PermissionError):
        await _Auth().authenticate_request(Activity(), "Bearer x")
    with pytest.raises(PermissionError):
        await _Auth().authenticate_streaming_request("Bearer x", "msteams")
    with pytest.raises(PermissionError):
        _Auth().create_connector_factory(None)


def test_the_rest_of_the_house_runs_without_botbuilder() -> None:
    """The fence: events, services and cards load no SDK."""
    code = "import sys, bot.core.events, bot.services, cards; sys.exit(any(m.startswith(('botb', 'botf', 'msrest')) for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3]).returncode == 0


class Element(dict[str, Any]):
    """A part of a card of which one can tell whether anybody still has it."""


@pytest.mark.parametrize("pressed", [False, True])
async def test_nothing_of_a_card_is_left_to_the_garbage_collector(built: BrowserBot, pressed: bool) -> None:
    """Botbuilder's turn context refers to itself: what was sent in it would stay until a collection."""
    element = Element(type="TextBlock", text="Hallo")
    kept, built.reply = weakref.ref(element), Show(Card(CARD.content | {"body": [element]}, "A card"))
    gc.collect()
    gc.disable()
    try:
        assert (await built.post(built.press() if pressed else None))[0] == 200
        await built.settle()
        del element
        built.reply = None
        assert kept() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("text", ["plain", "één – 👋", "\ud800", 'a "quote" \\ \n \u2028'])
def test_whatever_is_sent_reads_back_as_it_was(text: str) -> None:
    body = {"text": text, "n": 1, "none": None, "list": [True, {text: 1.5}]}
    assert json.loads(json_body(body)) == body
