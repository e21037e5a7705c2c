"""Our own token: asked for seldom, renewed in time, and told apart when it cannot be had."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.events import Conversation
from bot.core.messaging import NotAllowed, TryLater
from bot.teams import TeamsConfig, access_token
from tests.support.connector import Answer, Connector
from tests.support.issuer import APP_ID, Issuer
from tests.support.teams_bot import TENANT, BrowserBot


@pytest.fixture
def there(connector: Connector) -> Conversation:
    return Conversation(TENANT, "a:chat-1", connector.url, f"28:{APP_ID}", "personal")


def error(code: str) -> dict[str, dict[str, str]]:
    return {"error": {"code": code, "message": "text"}}


async def test_twenty_turns_ask_for_one_token_and_share_connections(secured: BrowserBot, connector: Connector) -> None:
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


async def test_a_token_is_renewed_before_it_expires(
    secured: BrowserBot, connector: Connector, there: Conversation
) -> None:
    for seconds, calls in ((0, 1), (3000, 1), (3400, 2)):  # it lasts an hour
        secured.ahead = timedelta(seconds=seconds)
        await secured.teams.messenger.say(there, "hoi")
        assert connector.token_calls == calls


async def test_a_refused_token_is_replaced_once(secured: BrowserBot, connector: Connector, there: Conversation) -> None:
    connector.answers.append(Answer(401))
    assert await secured.teams.messenger.say(there, "hoi") == "posted-2"
    assert connector.token_calls == 2
    connector.answers.extend([Answer(401, error("BotNotRegistered"))] * 2)
    with pytest.raises(NotAllowed) as caught:
        await secured.teams.messenger.say(there, "hoi")
    assert caught.value.code == "BotNotRegistered"


async def test_a_wrong_secret_is_told_to_the_operator(
    secured: BrowserBot, connector: Connector, there: Conversation
) -> None:
    connector.token_answer = Answer(
        401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid secret for T."}
    )
    with pytest.raises(NotAllowed, match="AADSTS7000215"):
        await secured.teams.messenger.say(there, "hoi")
    assert connector.calls == []


async def test_a_token_server_that_is_away_means_later(
    secured: BrowserBot, connector: Connector, there: Conversation
) -> None:
    connector.token_answer = Answer(503, {"error": "temporarily_unavailable"})
    with pytest.raises(TryLater):
        await secured.teams.messenger.say(there, "hoi")
    assert connector.calls == []


async def test_an_answer_that_drips_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte begins requests' time-out anew; the thread that waits for them keeps nobody, not even the end."""
    monkeypatch.setattr(access_token, "GIVEN_UP", 0.3)
    over = asyncio.Event()

    async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n")
        while not over.is_set():
            writer.write(b" ")
            await asyncio.sleep(0.02)  # shorter than any time-out
        writer.close()

    async with await asyncio.start_server(drip, "127.0.0.1", 0) as server:
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/token"
        config = TeamsConfig(app_id=APP_ID, tenant_id=TENANT, app_password="x", token_url=address)
        own = access_token.Tokens(config, lambda: datetime.now(UTC))
        for _ in range(2):
            with pytest.raises(TryLater, match="in time"):
                await own.token()
        waiting = [thread for thread in threading.enumerate() if thread.name == "token"]
        assert len(waiting) == 2
        assert all(thread.daemon for thread in waiting)
        over.set()


async def test_without_a_password_nothing_is_sent(connector: Connector, issuer: Issuer, there: Conversation) -> None:
    config = TeamsConfig(app_id=APP_ID, tenant_id=TENANT, service_hosts=("127.0.0.1",), token_url=connector.token_url)
    async with BrowserBot(config, service_url=connector.url, issuer=issuer) as built:
        with pytest.raises(NotAllowed):
            await built.teams.messenger.say(there, "hoi")
