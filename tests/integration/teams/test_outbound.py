"""The messenger against a connector that behaves as Teams does on its bad days."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp.test_utils import unused_port

from bot.core.events import Conversation
from bot.core.messaging import (
    Blocked,
    Channel,
    EditForbidden,
    Gone,
    Member,
    NotAllowed,
    PassingRefusal,
    SendError,
    Team,
    TooLarge,
    TryLater,
    Unknown,
)
from bot.teams.rate_limits import TENANT_MOST, TENANT_WINDOW, THREAD_BURST, THREAD_RATE, Limits
from cards import Card
from tests.support.connector import HANG, RESET, Answer, Connector
from tests.support.issuer import APP_ID
from tests.support.teams_bot import TENANT, BrowserBot

CARD = Card(
    {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Verlof \u2600"}]}, "Leave"
)
BLOCKED = {"errorCode": 209, "message": '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "blocked"\r\n}'}


@pytest.fixture
def there(connector: Connector) -> Conversation:
    return Conversation(TENANT, "a:chat-1", connector.url, f"28:{APP_ID}", "personal")


@pytest.fixture
def failing(built: BrowserBot, connector: Connector, there: Conversation) -> Callable[..., Any]:
    """Return the error of a call that is answered so, and what was tried."""

    async def failing(*answers: Answer | str, update: bool = False) -> SendError:
        connector.answers.extend(answers)
        messenger = built.teams.messenger
        with pytest.raises(SendError) as caught:
            await (messenger.update(there, "m1", CARD) if update else messenger.send(there, CARD))
        return caught.value

    return failing


def error(code: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": "text"}}


async def test_a_card_is_posted_as_teams_wants_it(built: BrowserBot, connector: Connector, there: Conversation) -> None:
    """Defect 11: to ``/activities``, never to a made-up id below it."""
    assert await built.teams.messenger.send(there, CARD) == "posted-1"
    [call] = connector.calls
    assert (call.method, call.path) == ("POST", "/emea/v3/conversations/a%3Achat-1/activities")
    assert call.body == {
        "type": "message",
        "from": {"id": f"28:{APP_ID}"},
        "summary": "Leave",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD.content}],
    }
    assert "Authorization" not in call.headers


async def test_words_edits_and_deletions(built: BrowserBot, connector: Connector, there: Conversation) -> None:
    messenger = built.teams.messenger
    assert await messenger.say(there, "hoi") == "posted-1"
    connector.answers.extend([Answer(200, {"id": "m/1"}), Answer(200)])
    await messenger.update(there, "m/1", CARD)
    await messenger.delete(there, "m/1")
    assert [(call.method, call.path.rpartition("/")[2]) for call in connector.calls[1:]] == [
        ("PUT", "m%2F1"),
        ("DELETE", "m%2F1"),
    ]


@pytest.mark.parametrize(
    "answer",
    [Answer(202), Answer(202, {}), Answer(201, {"id": ""}), Answer(201, {"id": 7}), Answer(200, text="<html>")],
)
async def test_a_post_without_an_id_cannot_be_edited(
    built: BrowserBot, connector: Connector, there: Conversation, answer: Answer
) -> None:
    connector.answers.append(answer)
    assert await built.teams.messenger.send(there, CARD) is None


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (Answer(403, error("BotNotInConversationRoster")), Gone, "BotNotInConversationRoster"),
        (Answer(404, error("BotNotInConversationRoster")), Gone, "BotNotInConversationRoster"),
        (Answer(403, BLOCKED), Blocked, "MessageWritesBlocked"),
        (Answer(403, error("ConversationBlockedByUser")), Blocked, "ConversationBlockedByUser"),
        (Answer(403, error("BotDisabledByAdmin")), Blocked, "BotDisabledByAdmin"),
        (Answer(403, error("ForbiddenOperationException")), Blocked, "ForbiddenOperationException"),
        (Answer(403, error("NotEnoughPermissions")), NotAllowed, "NotEnoughPermissions"),
        (Answer(403, error("SomethingNew")), NotAllowed, "SomethingNew"),
        (Answer(403, text="<html>no</html>"), NotAllowed, None),
        (Answer(404), Gone, None),
        (Answer(413, error("MessageSizeTooBig")), TooLarge, "MessageSizeTooBig"),
        (Answer(413), TooLarge, None),
        (Answer(400, error("Bad Argument")), SendError, "Bad Argument"),
        (Answer(302, headers={"Location": "https://evil.example/"}), SendError, None),
        (Answer(500, error("ServiceError")), Unknown, "ServiceError"),
        (Answer(502, text="<html>Bad Gateway</html>"), Unknown, None),
        (Answer(503), Unknown, None),
    ],
    ids=str,
)
async def test_a_refusal_says_what_to_do(
    failing: Any, connector: Connector, answer: Answer, kind: type, code: str | None
) -> None:
    """Defect 8: an HTML 502 keeps its status. None of these is tried again, not even a 5xx: it may be delivered."""
    failure = await failing(answer)
    assert type(failure) is kind
    assert (failure.code, failure.status) == (code, answer.status)
    assert len(connector.calls) == 1


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize(
    "answer",
    [
        Answer(400, {"error": {"code": "BadArgument", "message": "Failed to decrypt conversation id"}}),
        Answer(403, {"error": {"code": "BadArgument", "message": "Failed to decrypt conversation id"}}),
        Answer(403, error("ServiceError")),
        Answer(404, error("ConversationNotFound")),
    ],
    ids=str,
)
async def test_a_refusal_that_passes_is_waited_out(
    built: BrowserBot, connector: Connector, there: Conversation, answer: Answer, update: bool
) -> None:
    connector.answers.append(answer)
    messenger = built.teams.messenger
    await (messenger.update(there, "m1", CARD) if update else messenger.send(there, CARD))
    assert len(connector.calls) == 2
    assert 0 < built.waits[0] < 1


async def test_what_passes_is_tried_no_longer_than_anything_else(failing: Any, built: BrowserBot) -> None:
    assert type(await failing(*[Answer(403, error("ServiceError"))] * 20)) is PassingRefusal
    assert sum(built.waits) < 8


async def test_a_conversation_that_is_not_found_twice_is_gone(failing: Any, connector: Connector) -> None:
    failure = await failing(*[Answer(404, error("ConversationNotFound"))] * 2)
    assert type(failure) is Gone
    assert failure.code == "ConversationNotFound"
    assert len(connector.calls) == 2


@pytest.mark.parametrize("answer", [Answer(403, {}), Answer(403, error("NotEnoughPermissions"))], ids=str)
async def test_an_edit_that_teams_forbids_says_so(failing: Any, answer: Answer) -> None:
    assert type(await failing(answer, update=True)) is EditForbidden


@pytest.mark.parametrize(
    "answers",
    [[Answer(403, {})] * 2, [Answer(403, error("BotNotRegistered"))], [Answer(403, {}), *[Answer(401)] * 2]],
    ids=["in the whole conversation", "by name", "and then its token"],
)
async def test_an_edit_that_is_refused_because_the_bot_is_does_not(failing: Any, answers: list[Answer]) -> None:
    """Nothing about the message stands against it: tried again without counting until the operator has mended it."""
    failure = await failing(*answers, update=True)
    assert type(failure) is NotAllowed
    assert failure.of_the_bot


async def test_an_edit_of_a_message_that_is_gone_says_so(failing: Any) -> None:
    assert type(await failing(Answer(404, error("ActivityNotFoundInConversation")), update=True)) is Gone


async def test_429_and_412_are_waited_out(built: BrowserBot, connector: Connector, there: Conversation) -> None:
    """Defect 9: the stock client never repeats a post."""
    connector.answers.extend(
        [Answer(429, headers={"Retry-After": "3"}), Answer(429), Answer(412, error("PreconditionFailed"))]
    )
    assert await built.teams.messenger.send(there, CARD) == "posted-4"
    assert built.waits[0] == 3.0
    assert 0 < built.waits[1] < built.waits[2] < 2


async def test_retry_after_may_be_a_date_or_nonsense(
    built: BrowserBot, connector: Connector, there: Conversation
) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=4), usegmt=True)
    connector.answers.extend([Answer(429, headers={"Retry-After": date}), Answer(429, headers={"Retry-After": "soon"})])
    await built.teams.messenger.send(there, CARD)
    assert 2 <= built.waits[0] <= 4
    assert built.waits[1] < 2


async def test_a_long_wait_is_the_callers(failing: Any, built: BrowserBot, connector: Connector) -> None:
    failure = await failing(Answer(429, headers={"Retry-After": "60"}))
    assert type(failure) is TryLater
    assert failure.retry_after == 60
    assert built.waits == []


async def test_retries_are_bounded(failing: Any, built: BrowserBot, connector: Connector) -> None:
    assert type(await failing(*[Answer(429)] * 20)) is TryLater
    assert len(connector.calls) <= 6
    assert sum(built.waits) < 8


@pytest.mark.parametrize("trouble", [HANG, RESET])
async def test_no_answer_to_a_post_is_an_unknown_outcome(failing: Any, connector: Connector, trouble: str) -> None:
    assert type(await failing(trouble)) is Unknown
    assert len(connector.calls) == 1


@pytest.mark.parametrize("trouble", [HANG, RESET, Answer(502, text="<html>"), Answer(503), Answer(504)], ids=str)
async def test_an_edit_is_repeated_after_an_unknown_outcome(
    built: BrowserBot, connector: Connector, there: Conversation, trouble: Any
) -> None:
    connector.answers.append(trouble)
    await built.teams.messenger.update(there, "m1", CARD)
    assert len(connector.calls) == 2


async def test_nobody_there_is_surely_not_delivered(built: BrowserBot, there: Conversation) -> None:
    nowhere = Conversation(TENANT, "a:1", f"http://127.0.0.1:{unused_port()}/", "28:b", "personal")
    with pytest.raises(TryLater) as caught:
        await built.teams.messenger.send(nowhere, CARD)
    assert type(caught.value) is TryLater


async def test_a_foreign_service_url_gets_nothing(built: BrowserBot, secured: BrowserBot, connector: Connector) -> None:
    for messenger in (built.teams.messenger, secured.teams.messenger):
        with pytest.raises(NotAllowed):
            await messenger.send(Conversation(TENANT, "a:1", "https://evil.example/", "28:b", "personal"), CARD)
    assert connector.token_calls == 0


async def test_a_member_is_found_by_either_id(built: BrowserBot, connector: Connector, there: Conversation) -> None:
    body = {
        "id": "29:x",
        "name": "Jan\u00a0J",
        "email": "j@x",
        "userPrincipalName": "u@x",
        "tenantId": "T",
        "userRole": "user",
    }
    for key in ("objectId", "aadObjectId"):
        connector.answers.append(Answer(200, {**body, key: "aad"}))
        assert await built.teams.messenger.member(there, "29:x") == Member(
            "29:x", "aad", "Jan\u00a0J", "j@x", "u@x", "T", "user"
        )
    assert connector.calls[0].path == "/emea/v3/conversations/a%3Achat-1/members/29%3Ax"


async def test_an_unknown_member_is_none_and_an_unknown_conversation_is_gone(
    built: BrowserBot, connector: Connector, there: Conversation
) -> None:
    connector.answers.extend(
        [Answer(404, error("MemberNotFound")), Answer(200, {}), *[Answer(404, error("ConversationNotFound"))] * 2]
    )
    assert await built.teams.messenger.member(there, "nobody") is None
    assert await built.teams.messenger.member(there, "nobody") is None
    with pytest.raises(Gone):
        await built.teams.messenger.member(there, "nobody")


@pytest.fixture
def frozen_limits(monkeypatch: pytest.MonkeyPatch) -> Limits:
    """A second that as good as never ends."""
    monkeypatch.setattr("bot.teams.rate_limits.TENANT_WINDOW", 1000.0)
    return Limits()


async def test_an_employees_answer_waits_for_one_of_a_thousand_updates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams.rate_limits.TENANT_MOST", 1)
    monkeypatch.setattr("bot.teams.rate_limits.TENANT_WINDOW", 0.005)
    limits, order = Limits(), []

    async def passes(name: str, *, bulk: bool) -> None:
        await limits.admit("t", None, 5, bulk=bulk)
        order.append(name)

    updates = [asyncio.create_task(passes("update", bulk=True)) for _ in range(20)]
    await asyncio.sleep(0)
    await passes("answer", bulk=False)
    assert order.index("answer") <= 2
    await asyncio.gather(*updates)


async def test_a_conversation_is_held_below_the_platforms_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.teams.rate_limits.THREAD_RATE", 0.001)
    limits = Limits()
    for _ in range(THREAD_BURST):
        await limits.admit("t", "thread", 1)
    with pytest.raises(TryLater):
        await limits.admit("t", "thread", 0.001)
    await limits.admit("t", "another thread", 1)
    await limits.admit("t", None, 1)


async def test_a_tenant_is_held_below_the_platforms_limit(frozen_limits: Limits) -> None:
    for number in range(TENANT_MOST):
        await frozen_limits.admit("t", f"thread {number}", 1)
    with pytest.raises(TryLater):
        await frozen_limits.admit("T", None, 0.001)
    await frozen_limits.admit("another", None, 1)


def test_the_limits_lie_below_the_platforms_in_every_window() -> None:
    for seconds, allowed in ((1, 7), (2, 8), (30, 60)):
        assert THREAD_BURST + seconds * THREAD_RATE < allowed
    assert TENANT_MOST < 50
    assert TENANT_WINDOW > 1


async def test_a_team_is_asked_for_its_name_and_channels(built: BrowserBot, connector: Connector) -> None:
    """The general channel has the team's id and no name; what cannot be read is left out."""
    team = Team("tenant-1", "19:t/1@thread.tacv2", connector.url)
    rows = [{"id": team.id, "name": None}, {"id": "19:c", "name": "Materials", "type": "standard"}, {"id": 7}, "x"]
    connector.answers.extend([Answer(200, {"id": team.id, "name": "Sales"}), Answer(200, {"conversations": rows})])
    assert await built.teams.messenger.team_name(team) == "Sales"
    assert await built.teams.messenger.channels(team) == [Channel(team.id, None), Channel("19:c", "Materials")]
    assert [call.path for call in connector.calls] == [
        "/emea/v3/teams/19%3At%2F1%40thread.tacv2",
        "/emea/v3/teams/19%3At%2F1%40thread.tacv2/conversations",
    ]


async def test_a_team_without_the_app_is_gone(built: BrowserBot, connector: Connector) -> None:
    connector.answers.append(Answer(403, error("BotNotInConversationRoster")))
    with pytest.raises(Gone):
        await built.teams.messenger.team_name(Team("tenant-1", "19:t", connector.url))
