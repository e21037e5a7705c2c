"""Whether Teams takes the bot's credential, as the newest call has found."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bot.events import Conversation
from bot.failures import not_sent, passes
from bot.outbox import REFUSED, Again, Dead
from bot.services import Blocked, Gone, NotAllowed, SendError, TooLarge, TryLater, Unknown
from cards import Card
from tests.teams.conftest import TENANT, House
from tests.teams.connector import Answer, Connector
from tests.teams.issuer import APP_ID

CARD = Card({"type": "AdaptiveCard", "version": "1.5", "body": []}, "Leave")
CODED = Answer(403, {"error": {"code": "NotEnoughPermissions", "message": "text"}})


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (Answer(403, text="<html>no</html>"), "Teams answered 403"),
        (
            Answer(401, {"error": {"code": "BotNotRegistered", "message": "text"}}),
            "Teams answered 401 BotNotRegistered",
        ),
        (CODED, None),
        (Answer(403, {"error": {"code": "ConversationBlockedByUser", "message": "text"}}), None),
        (Answer(404), None),
        (Answer(201, {"id": "m1"}), None),
    ],
    ids=str,
)
async def test_only_a_refusal_of_the_bot_itself_counts(
    house: House, connector: Connector, answer: Answer, refusal: str | None
) -> None:
    there = Conversation(TENANT, "a:chat-1", connector.url, f"28:{APP_ID}", "personal")
    connector.answers.extend([answer] * (2 if answer.status == 401 else 1))  # one new token is worth a try
    with suppress(SendError):
        await house.teams.messenger.send(there, CARD)
    assert house.teams.refusal == refusal


@pytest.mark.parametrize(("answer", "ends"), [(Answer(201, {"id": "m"}), True), (CODED, True), (Answer(503), False)])
async def test_it_ends_with_a_call_that_is_let_in(
    house: House, connector: Connector, answer: Answer, ends: bool
) -> None:
    there = Conversation(TENANT, "a:chat-1", connector.url, f"28:{APP_ID}", "personal")
    for each in (Answer(403), answer):
        connector.answers.append(each)
        with suppress(SendError):
            await house.teams.messenger.send(there, CARD)
    assert (house.teams.refusal is None) == ends


async def test_an_address_that_we_do_not_allow_is_no_refusal_of_teams(house: House) -> None:
    with pytest.raises(NotAllowed) as caught:
        await house.teams.messenger.send(Conversation(TENANT, "a:1", "https://evil.example/", "28:b", "personal"), CARD)
    assert passes(caught.value), "the operator can allow it"
    assert house.teams.refusal is None


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (NotAllowed("no token", code="invalid_client"), Again(counted=False, reason=REFUSED)),
        (NotAllowed("no", status=403), Again(counted=False, reason=REFUSED)),
        (NotAllowed("no", status=403, code="NotEnoughPermissions"), Dead("NotAllowed")),
        (NotAllowed("no", status=403, code="SomethingNew"), Dead("NotAllowed")),
        (Gone("no", status=404), Dead("Gone")),
        (Blocked("no", status=403), Dead("Blocked")),
        (TooLarge("no", status=413), Dead("TooLarge")),
        (SendError("no", status=400), Dead("SendError")),
        (TryLater("busy", status=429, retry_after=7.0), Again(7.0, reason="TryLater")),
        (TryLater("busy", status=429), Again(30.0, reason="TryLater")),
        (Unknown("down", status=502), Again(30.0, reason="Unknown")),
    ],
    ids=str,
)
def test_how_a_try_ends_whose_message_did_not_go_out(error: SendError, outcome: Again | Dead) -> None:
    assert not_sent(error, not_now=30.0) == outcome
