from __future__ import annotations

import asyncio
import logging
from urllib.parse import parse_qs

import httpx
import pytest

from personio_client import BadCredentials, NewAbsence, NotAllowed, PersonioClient, PersonioError, Unavailable
from personio_client.auth import Keyring, Token, read_token, steps

TYPES = "GET /v2/absence-types"
ATTRIBUTES = "GET /v1/company/employees/attributes"
TOKEN = "POST /v2/auth/token"
EMPTY = {"_data": []}


async def test_the_token_is_asked_for_by_form_and_kept(client: PersonioClient, script, secret: str) -> None:
    script.on(TYPES, EMPTY)
    await client.absence_types()
    await client.absence_types()
    (asked,) = script.asked(TOKEN)
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(asked.content.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["client-id"],
        "client_secret": [secret],
    }
    assert "authorization" not in asked.headers


async def test_twenty_callers_at_once_ask_for_one_token(client: PersonioClient, script) -> None:
    script.on(TYPES, EMPTY)
    await asyncio.gather(*[client.absence_types() for _ in range(20)])
    assert script.tokens == 1
    assert len(script.asked(TYPES)) == 20


async def test_twenty_refused_callers_ask_for_one_new_token(client: PersonioClient, script) -> None:
    def only_the_second(request: httpx.Request) -> httpx.Response:
        good = request.headers["authorization"] == "Bearer papi-2"
        return httpx.Response(200, json=EMPTY) if good else httpx.Response(401)

    script.on(TYPES, only_the_second)
    await asyncio.gather(*[client.absence_types() for _ in range(20)])
    assert script.tokens == 2


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def token(value: str, now: float, lifetime: int = 86400) -> Token:
    return read_token("v2", {"access_token": value, "expires_in": lifetime}, now)


@pytest.mark.parametrize("lifetime", [10**400, -1, 0, None, "soon", [], 1e308], ids=range(7))
def test_a_lifetime_that_is_none_counts_as_a_day(lifetime: object) -> None:
    answer = {"access_token": "papi", "expires_in": lifetime}
    assert read_token("v2", answer, 1000.0).stale_at == 1000.0 + 86_400 - 180


async def test_a_token_is_renewed_three_minutes_before_its_end() -> None:
    clock, asked = Clock(), []
    keyring = Keyring(clock)

    async def ask() -> Token:
        asked.append(clock.now)
        return token("papi", clock.now)

    for wait in (0.0, 86_400 - 181.0, 2.0):
        clock.now += wait
        await keyring.token("v2", ask, refused=None)
    assert asked == [1000.0, 1000.0 + 86_400 - 179]


async def test_those_who_waited_share_a_failure_and_the_next_tries_again() -> None:
    keyring, asked = Keyring(Clock()), []
    failing = asyncio.Event()

    async def ask() -> Token:
        asked.append(1)
        await failing.wait()
        raise Unavailable("down")

    waiting = [asyncio.create_task(keyring.token("v2", ask, refused=None)) for _ in range(5)]
    await asyncio.sleep(0)
    failing.set()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results] == [Unavailable] * 5
    assert len(asked) == 1

    async def succeed() -> Token:
        return token("papi", 1000.0)

    assert (await keyring.token("v2", succeed, refused=None)).value.get_secret_value() == "papi"


async def test_a_caller_that_gives_up_does_not_take_the_others_along() -> None:
    keyring, started = Keyring(Clock()), asyncio.Event()

    async def hang() -> Token:
        started.set()
        await asyncio.Event().wait()
        raise AssertionError

    async def succeed() -> Token:
        return token("papi", 1000.0)

    first = asyncio.create_task(keyring.token("v2", hang, refused=None))
    await started.wait()
    second = asyncio.create_task(keyring.token("v2", succeed, refused=None))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).value.get_secret_value() == "papi"


async def test_bad_credentials_say_so_once_and_are_not_repeated(client: PersonioClient, script, sample) -> None:
    script.on(TOKEN, httpx.Response(400, json=sample("bad_credentials")))
    with pytest.raises(BadCredentials) as caught:
        await client.absence_types()
    assert (caught.value.title, caught.value.trace_id) == ("invalid_client", "6311d371-0000-0000-0000-000000000001")
    assert len(script.requests) == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"access_token": 5}', b'{"access_token": "a\\nb"}', b"<html>"])
async def test_a_token_that_is_none_is_a_bad_answer(client: PersonioClient, script, body: bytes) -> None:
    script.on(TOKEN, httpx.Response(200, content=body))
    with pytest.raises(PersonioError, match=r"no token|not JSON"):
        await client.absence_types()


async def test_a_refused_token_is_renewed_once_for_writes_too(client: PersonioClient, script) -> None:
    script.on("PATCH /v2/webhooks/1", 401, 204)
    await client.update_webhook("1", enabled=True)
    assert script.tokens == 2


async def test_a_refusal_that_lasts_is_a_missing_right(client: PersonioClient, script) -> None:
    script.on(TYPES, 401)
    with pytest.raises(NotAllowed) as caught:
        await client.absence_types()
    assert caught.value.right == "personio:absences:read"
    assert len(script.asked(TYPES)) == 2


async def test_a_forbidden_v2_path_is_not_asked_twice(client: PersonioClient, script) -> None:
    script.on(TYPES, 403)
    with pytest.raises(NotAllowed):
        await client.absence_types()
    assert (len(script.asked(TYPES)), script.tokens) == (1, 1)


def takes_only(value: str):
    def answer(request: httpx.Request) -> httpx.Response:
        good = request.headers["authorization"] == f"Bearer {value}"
        return httpx.Response(200, json={"success": True, "data": []}) if good else httpx.Response(403)

    return answer


async def test_a_v1_path_that_wants_its_own_token_gets_it_and_that_is_remembered(
    client: PersonioClient, script, sample
) -> None:
    script.on(ATTRIBUTES, takes_only("papi-abc..."))
    script.on("POST /v1/auth", sample("token_v1"))
    script.on(TYPES, EMPTY)
    await client.attributes()
    await client.attributes()
    await client.absence_types()
    assert len(script.asked("POST /v1/auth")) == 1
    assert len(script.asked(ATTRIBUTES)) == 4  # twice in vain, then the right one, then the right one at once
    assert script.asked("POST /v1/auth")[0].url.query == b""
    assert script.asked(TYPES)[0].headers["authorization"].startswith("Bearer papi-2")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_where_the_older_token_is_no_more_the_refusal_stands(client: PersonioClient, script, status: int) -> None:
    script.on(ATTRIBUTES, 403)
    script.on("POST /v1/auth", status)
    with pytest.raises(NotAllowed) as caught:
        await client.attributes()
    assert caught.value.operation == ATTRIBUTES
    assert caught.value.right == "employees:read"


async def test_an_older_token_that_is_refused_too_is_not_remembered(client: PersonioClient, script, sample) -> None:
    script.on(ATTRIBUTES, 403)
    script.on("POST /v1/auth", sample("token_v1"))
    for _ in range(2):
        with pytest.raises(NotAllowed):
            await client.attributes()
    assert script.asked(ATTRIBUTES)[-3].headers["authorization"].startswith("Bearer papi-2")


def test_a_request_gets_one_fresh_token_and_v1_one_of_its_own() -> None:
    assert [(step.scheme, step.fresh) for step in steps("/v2/x", v1_needs_own_token=True)] == [
        ("v2", False),
        ("v2", True),
    ]
    assert [(step.scheme, step.fresh) for step in steps("/v1/x", v1_needs_own_token=False)] == [
        ("v2", False),
        ("v2", True),
        ("v1", False),
    ]
    assert [(step.scheme, step.fresh) for step in steps("/v1/x", v1_needs_own_token=True)] == [
        ("v1", False),
        ("v1", True),
    ]


async def test_no_secret_gets_into_a_message_a_repr_or_a_log(client_of, script, sample, secret: str, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    script.on(TYPES, 500, httpx.ConnectError("no route"), 401, httpx.Response(200, content=b"<html>"))
    script.on("POST /v2/absence-periods", 401, httpx.ReadTimeout("slow"))
    client = client_of()
    seen = [
        repr(client),
        repr(client._transport),
        repr(vars(client._transport)),
        repr(vars(client._transport._keyring)),
    ]
    with pytest.raises(ValueError, match="NewAbsence") as invalid:
        NewAbsence(person_id="1", type_id="t", first_day="2026-12-28", last_day="2026-12-27", comment="private")
    new = NewAbsence(person_id="1", type_id="t", first_day="2026-12-28", last_day=None, comment="private")
    for call in (client.absence_types, lambda: client.create_absence(new)):
        with pytest.raises(PersonioError) as caught:
            await call()
        seen += [
            str(caught.value),
            repr(caught.value),
            repr(vars(caught.value)),
            caught.getrepr(style="native", chain=True),
        ]
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
    seen += [repr(vars(client._transport._keyring)), str(invalid.value), repr(new), caplog.text]
    seen = [str(text) for text in seen]
    assert not [text for text in seen if secret in text or "papi-" in text or "private" in text]
