"""Whether Teams takes the bot's credential, as the newest call has found."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from bot.core.events import Conversation
from bot.core.jobs import REFUSED, Again, Dead, Job
from bot.core.messaging import (
    Blocked,
    EditForbidden,
    Gone,
    NotAllowed,
    PassingRefusal,
    SendError,
    TooLarge,
    TryLater,
    Unknown,
)
from bot.services.failures import not_sent, passes
from cards import Card
from tests.support.connector import Answer, Connector
from tests.support.issuer import APP_ID
from tests.support.teams_bot import TENANT, BrowserBot

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
    built: BrowserBot, connector: Connector, answer: Answer, refusal: str | None
) -> None:
    there = Conversation(TENANT, "a:chat-1", connector.url, f"28:{APP_ID}", "personal")
    connector.answers.extend([answer] * (2 if answer.status == 401 else 1))  # one new token is worth a try
    with suppress(SendError):
        await built.teams.messenger.send(there, CARD)
    assert built.teams.refusal == refusal


@pytest.mark.parametrize(("answer", "ends"), [(Answer(201, {"id": "m"}), True), (CODED, True), (Answer(503), False)])
async def test_it_ends_with_a_call_that_is_let_in(
    built: BrowserBot, connector: Connector, answer: Answer, ends: bool
) -> None:
    there = Conversation(TENANT, "a:chat-1", connector.url, f"28:{APP_ID}", "personal")
    for each in (Answer(403), answer):
        connector.answers.append(each)
        with suppress(SendError):
            await built.teams.messenger.send(there, CARD)
    assert (built.teams.refusal is None) == ends


async def test_an_address_that_we_do_not_allow_is_no_refusal_of_teams(built: BrowserBot) -> None:
    with pytest.raises(NotAllowed) as caught:
        await built.teams.messenger.send(Conversation(TENANT, "a:1", "https://evil.example/", "28:b", "personal"), CARD)
    assert passes(caught.value), "the operator can allow it"
    assert built.teams.refusal is None


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (NotAllowed("no token", code="invalid_client"), Again(counted=False, reason=REFUSED)),
        (NotAllowed("no", status=403), Again(counted=False, reason=REFUSED)),
        (NotAllowed("no", status=403, code="NotEnoughPermissions"), Dead("NotAllowed 403 NotEnoughPermissions")),
        (NotAllowed("no", status=403, code="SomethingNew"), Dead("NotAllowed 403 SomethingNew")),
        (Gone("no", status=404), Again(60.0, reason="not_found")),
        (Gone("no", status=404, code="ConversationNotFound"), Again(60.0, reason="not_found")),
        (Gone("no", status=404, code="BotNotInConversationRoster"), Dead("Gone 404 BotNotInConversationRoster")),
        (Blocked("no", status=403), Dead("Blocked 403")),
        (TooLarge("no", status=413), Dead("TooLarge 413")),
        (SendError("no", status=400), Again(60.0, reason="refused_unexplained")),
        (SendError("no", status=302), Again(60.0, reason="refused_unexplained")),
        (SendError("no", status=400, code="BadSyntax"), Dead("SendError 400 BadSyntax")),
        (SendError("an id is not usable in an address"), Dead("SendError")),
        (PassingRefusal("no", status=403, code="ServiceError"), Again(reason="refused_for_now")),
        (EditForbidden("no", status=403), Again(60.0, counted=False, reason="edit_refused")),
        (TryLater("busy", status=429, retry_after=7.0), Again(7.0, reason="TryLater")),
        (TryLater("busy", status=429), Again(30.0, reason="TryLater")),
        (Unknown("down", status=502), Again(30.0, reason="Unknown")),
    ],
    ids=str,
)
def test_how_a_try_ends_whose_message_did_not_go_out(error: SendError, outcome: Again | Dead) -> None:
    assert not_sent(error, tried(), not_now=30.0) == outcome


@pytest.mark.parametrize(
    ("error", "reason", "times", "dead"),
    [
        (Gone("no", status=404), "not_found", 5, "Gone 404"),
        (Gone("no", status=404, code="ConversationNotFound"), "not_found", 2, "Gone 404 ConversationNotFound"),
        (PassingRefusal("no", status=400, code="BadArgument"), "refused_for_now", 10, "PassingRefusal 400 BadArgument"),
        (EditForbidden("no", status=403), "edit_refused", 5, "edit_refused"),
        (SendError("no", status=400), "refused_unexplained", 5, "SendError 400"),
    ],
    ids=str,
)
def test_what_may_pass_is_given_up_by_count(error: SendError, reason: str, times: int, dead: str) -> None:
    assert isinstance(not_sent(error, tried(reason, times - 2)), Again)
    assert not_sent(error, tried(reason, times - 1)) == Dead(dead)
    assert isinstance(not_sent(error, tried("Unknown", times)), Again), "other failures do not count"


def tried(reason: str | None = None, times: int = 0) -> Job:
    """Return a job whose last tries ended so."""
    return Job(1, "kind", "key", {}, 1, 1, datetime(2026, 11, 23, tzinfo=UTC), reason=reason, repeats=times)
