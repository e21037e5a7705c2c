"""Our own token: asked for seldom, renewed in time, and told apart when it cannot be had."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.events import Conversation
from bot.services import NotAllowed, TryLater
from bot.teams import TeamsConfig
from tests.teams.conftest import TENANT, House
from tests.teams.connector import Answer, Connector
from tests.teams.issuer import APP_ID, Issuer


@pytest.fixture
def there(connector: Connector) -> Conversation:
    return Conversation(TENANT, "a:chat-1", connector.url, f"28:{APP_ID}", "personal")


def error(code: str) -> dict[str, dict[str, str]]:
    return {"error": {"code": code, "message": "text"}}


async def test_twenty_turns_ask_for_one_token_and_share_connections(secured: House, connector: Connector) -> None:
    """Defects 2 and 7: the stock client asks for one per turn, and connects per turn."""
    secured.reply = secured.reply or None

    async def turn(number: int) -> None:
        there = Conversation(TENANT, f"a:{number}", connector.url, "28:b", "personal")
        await secured.teams.messenger.say(there, "hoi")

    await asyncio.gather(*(turn(number) for number in range(10)))
    for number in range(10, 20):
        await turn(number)
    assert connector.token_calls == 1
    assert {call.headers["Authorization"] for call in connector.calls} == {"Bearer ours"}
    assert len(connector.peers) <= 10


async def test_a_token_is_renewed_before_it_expires(secured: House, connector: Connector, there: Conversation) -> None:
    for seconds, calls in ((0, 1), (3000, 1), (3400, 2)):  # it lasts an hour
        secured.ahead = timedelta(seconds=seconds)
        await secured.teams.messenger.say(there, "hoi")
        assert connector.token_calls == calls


async def test_a_refused_token_is_replaced_once(secured: House, connector: Connector, there: Conversation) -> None:
    connector.answers.append(Answer(401))
    assert await secured.teams.messenger.say(there, "hoi") == "posted-2"
    assert connector.token_calls == 2
    connector.answers.extend([Answer(401, error("BotNotRegistered"))] * 2)
    with pytest.raises(NotAllowed) as caught:
        await secured.teams.messenger.say(there, "hoi")
    assert caught.value.code == "BotNotRegistered"


async def test_a_wrong_secret_is_told_to_the_operator(
    secured: House, connector: Connector, there: Conversation
) -> None:
    connector.token_answer = Answer(
        401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid secret for T."}
    )
    with pytest.raises(NotAllowed, match="AADSTS7000215"):
        await secured.teams.messenger.say(there, "hoi")
    assert connector.calls == []


async def test_a_token_server_that_is_away_means_later(
    secured: House, connector: Connector, there: Conversation
) -> None:
    connector.token_answer = Answer(503, {"error": "temporarily_unavailable"})
    with pytest.raises(TryLater):
        await secured.teams.messenger.say(there, "hoi")
    assert connector.calls == []


async def test_without_a_password_nothing_is_sent(connector: Connector, issuer: Issuer, there: Conversation) -> None:
    config = TeamsConfig(app_id=APP_ID, tenant_id=TENANT, service_hosts=("127.0.0.1",), token_url=connector.token_url)
    async with House(config, service_url=connector.url, issuer=issuer) as house:
        with pytest.raises(NotAllowed):
            await house.teams.messenger.say(there, "hoi")
