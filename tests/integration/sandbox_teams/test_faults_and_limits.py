from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.teams import TeamsSandbox
from sandbox.teams.limits import GLOBAL, WRITES, Limits
from tests.support.plain_http import plain_http

HELLO = {"type": "message", "text": "Hoi"}


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("429", 429, "Throttled"),
        ("412", 412, "PreconditionFailed"),
        ("403", 403, "BotNotInConversationRoster"),
        ("BotDisabledByAdmin", 403, "BotDisabledByAdmin"),
        ("ForbiddenOperationException", 403, "ForbiddenOperationException"),
        ("404", 404, "ActivityNotFoundInConversation"),
        ("ConversationNotFound", 404, "ConversationNotFound"),
        ("503", 503, "ServiceError"),
        ("500", 500, "ServiceError"),
        ("undecryptable", 400, "BadArgument"),
        ("403_undecryptable", 403, "BadArgument"),
        ("403_service_error", 403, "ServiceError"),
    ],
)
async def test_a_fault_hits_one_request_with_the_platforms_body(wire, teams, cast, kind, status, code):
    teams.fail_next(kind)
    chat = teams.conversation(cast.emma)
    failed = await wire.send(chat, HELLO)
    assert (failed.status_code, failed.json()["error"]["code"]) == (status, code)
    assert (await wire.send(chat, HELLO)).status_code == 201
    assert len(teams.messages(cast.emma)) == 1
    assert [call.status for call in teams.calls] == [status, 201]


async def test_a_blocked_chat_answers_in_its_other_shape(wire, teams, cast):
    teams.fail_next("MessageWritesBlocked")
    response = await wire.send(teams.conversation(cast.emma), HELLO)
    assert response.status_code == 403
    assert response.json()["errorCode"] == 209
    assert '"subCode": "MessageWritesBlocked"' in response.json()["message"]


async def test_a_throttled_request_says_when_to_come_back_or_not(wire, teams, cast):
    teams.fail_next("429")
    teams.fail_next("429_no_retry_after")
    first, second = [await wire.send(teams.conversation(cast.emma), HELLO) for _ in range(2)]
    assert first.headers["Retry-After"] == "1"
    assert second.status_code == 429
    assert "Retry-After" not in second.headers


async def test_a_bad_gateway_answers_in_html(wire, teams, cast):
    teams.fail_next("html_502")
    response = await wire.send(teams.conversation(cast.emma), HELLO)
    assert response.status_code == 502
    assert response.headers["Content-Type"].startswith("text/html")


async def test_a_404_may_not_say_what_is_missing(wire, teams, cast):
    teams.fail_next("404_no_code")
    answer = await wire.send(teams.conversation(cast.emma), HELLO)
    assert answer.status_code == 404
    assert "error" not in answer.json()


@pytest.mark.parametrize(("kind", "delivered"), [("reset", 0), ("reset_after", 1)])
async def test_a_reset_line_drops_the_request_or_only_its_answer(wire, teams, cast, kind, delivered):
    teams.fail_next(kind)
    with pytest.raises(httpx.TransportError):
        await wire.send(teams.conversation(cast.emma), HELLO)
    assert len(teams.messages(cast.emma)) == delivered
    assert teams.calls[0].status == 0


@pytest.mark.parametrize(("kind", "delivered"), [("hang", 0), ("hang_after", 1)])
async def test_a_hanging_request_lasts_until_the_caller_gives_up(wire, teams, cast, kind, delivered):
    teams.fail_next(kind)
    wire.http.timeout = 0.05
    with pytest.raises(httpx.ReadTimeout):
        await wire.send(teams.conversation(cast.emma), HELLO)
    assert len(teams.messages(cast.emma)) == delivered


async def test_a_fault_can_wait_for_one_operation_in_one_place(wire, teams, cast):
    teams.fail_next("503", operation="update", where=cast.emma)
    chat = teams.conversation(cast.emma)
    sent = (await wire.send(chat, HELLO)).json()["id"]
    assert (await wire.send(cast.updates.id, HELLO)).status_code == 201
    assert (await wire.update(chat, sent, HELLO)).status_code == 503
    assert (await wire.update(chat, sent, HELLO)).status_code == 200


async def test_an_unknown_fault_is_refused(teams):
    with pytest.raises(ValueError, match="unknown fault"):
        teams.fail_next("418")


async def test_the_eighth_message_in_a_second_is_throttled(cast, clock):
    async with (
        TeamsSandbox(cast.world, tenant_id="t", bot_id="28:app", limits=True, now=clock) as teams,
        plain_http() as http,
    ):
        chat, other = (
            f"{teams.service_url}v3/conversations/{teams.conversation(user)}/activities"
            for user in (cast.emma, cast.bram)
        )
        statuses = [(await http.post(chat, json=HELLO)).status_code for _ in range(8)]
        assert statuses == [201] * 7 + [429]
        assert (await http.post(other, json=HELLO)).status_code == 201
        clock.advance(1)
        assert (await http.post(chat, json=HELLO)).status_code == 201  # the 8th of two seconds
        refused = await http.post(chat, json=HELLO)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
        clock.advance(1)
        assert (await http.post(chat, json=HELLO)).status_code == 201


async def test_fifty_requests_a_second_are_all_there_is(clock):
    limits = Limits(clock)
    assert [limits.charge("send", str(number)) for number in range(50)] == [None] * 50
    assert limits.charge("send", "another") == pytest.approx(1)
    assert limits.charge("update", "another") == pytest.approx(1)
    clock.advance(1)
    assert limits.charge("update", "another") is None


async def test_a_split_message_costs_its_parts(clock):
    limits = Limits(clock)
    assert limits.charge("send", "chat", units=6) is None
    assert limits.charge("send", "chat", units=2) is not None


@given(st.lists(st.floats(min_value=0, max_value=5), max_size=60))
def test_no_window_ever_holds_more_than_it_may(pauses):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    limits = Limits(lambda: now)
    passed: list[datetime] = []
    for pause in pauses:
        now += timedelta(seconds=pause)
        if limits.charge("send", "chat") is None:
            passed.append(now)
    for allowed, seconds in (*WRITES, *GLOBAL):
        for end in passed:
            inside = [at for at in passed if end.timestamp() - seconds < at.timestamp() <= end.timestamp()]
            assert len(inside) <= allowed


async def test_a_502_after_the_work_leaves_the_message_in_the_chat(wire, teams, cast):
    teams.fail_next("502_after")
    assert (await wire.send(teams.conversation(cast.emma), HELLO)).status_code == 502
    assert len(teams.messages(cast.emma)) == 1
    assert [(call.status, call.done, call.fault) for call in teams.calls] == [(502, True, "502_after")]


async def test_a_share_of_requests_fails_by_chance_the_same_each_time_and_only_where_it_is_meant_to(wire, teams, cast):
    chat, seen = teams.conversation(cast.emma), []
    for _ in range(2):
        teams.gate.faults.at_random(0.5, ["429"], 7, where=chat[:2])
        seen.append([(await wire.send(chat, HELLO)).status_code for _ in range(12)])
    assert seen[0] == seen[1]
    assert set(seen[0]) == {201, 429}
    teams.gate.faults.at_random(1.0, ["429"], 7, where="19:")
    assert (await wire.send(chat, HELLO)).status_code == 201
    with pytest.raises(ValueError, match="unknown fault"):
        teams.gate.faults.at_random(0.5, ["418"], 7)
