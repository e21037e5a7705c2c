from __future__ import annotations

import asyncio
import datetime as dt

import httpx
import pytest

from personio_client import (
    BadAnswer,
    NewAbsence,
    NotFound,
    PersonioClient,
    PersonioError,
    RateLimited,
    Refused,
    Unavailable,
)
from personio_client.transport import wait_for

TYPES = "GET /v2/absence-types"
CREATE = "POST /v2/absence-periods"
PATCH = "PATCH /v2/absence-periods/1"
DELETE = "DELETE /v2/webhooks/1"
DELETE_ABSENCE = "DELETE /v2/absence-periods/1"
NEW = NewAbsence(person_id="1", type_id="t", first_day=dt.date(2026, 12, 28), last_day=dt.date(2026, 12, 28))
PASSING = [429, 500, 502, 503, 504, httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")]


@pytest.mark.parametrize("trouble", PASSING, ids=str)
async def test_a_read_outlives_trouble_that_passes(client: PersonioClient, script, trouble) -> None:
    script.on(TYPES, trouble, trouble, trouble, {"_data": []})
    assert await client.absence_types() == []
    assert len(script.asked(TYPES)) == 4


@pytest.mark.parametrize("trouble", PASSING, ids=str)
async def test_a_read_gives_up_after_its_retries(client_of, script, trouble) -> None:
    script.on(TYPES, trouble)
    with pytest.raises((Unavailable, RateLimited)) as caught:
        await client_of(retries=2).absence_types()
    assert caught.value.definite
    assert len(script.asked(TYPES)) == 3


async def test_the_end_of_the_process_cuts_a_pause_between_two_tries_short(client_of, script) -> None:
    """The pauses are an hour long: waiting for one would hang."""
    script.on(TYPES, 503)
    client = client_of(wait_scale=3600.0)
    reading = asyncio.create_task(client.absence_types())
    while not script.asked(TYPES):  # noqa: ASYNC110 - the scripted server tells nobody
        await asyncio.sleep(0)
    client.end()
    with pytest.raises(Unavailable):
        await reading
    with pytest.raises(Unavailable):
        await client.absence_types()
    assert len(script.asked(TYPES)) == 2, "one try of each, none repeated"


@pytest.mark.parametrize(("status", "kind"), [(400, Refused), (403, PersonioError), (404, NotFound), (302, BadAnswer)])
async def test_what_will_not_pass_is_not_repeated(client: PersonioClient, script, status: int, kind) -> None:
    script.on(TYPES, status)
    with pytest.raises(kind):
        await client.absence_types()
    assert len(script.asked(TYPES)) == 1


@pytest.mark.parametrize("trouble", PASSING, ids=str)
@pytest.mark.parametrize("call", [CREATE, PATCH, DELETE_ABSENCE])
async def test_a_write_is_sent_once_whatever_happens(client: PersonioClient, script, call: str, trouble) -> None:
    """The deletion of an absence too: somebody may change it before the second try."""
    writes = {
        CREATE: lambda: client.create_absence(NEW),
        PATCH: lambda: client.update_absence("1", NEW),
        DELETE_ABSENCE: lambda: client.delete_absence("1"),
    }
    script.on(call, trouble)
    with pytest.raises((Unavailable, RateLimited)) as caught:
        await writes[call]()
    assert caught.value.definite is (trouble == 429 or isinstance(trouble, httpx.ConnectError))
    assert len(script.asked(call)) == 1


@pytest.mark.parametrize("trouble", PASSING, ids=str)
async def test_a_write_that_got_no_token_surely_did_nothing(client: PersonioClient, script, trouble) -> None:
    script.on("POST /v2/auth/token", trouble)
    with pytest.raises((Unavailable, RateLimited)) as caught:
        await client.create_absence(NEW)
    assert caught.value.definite
    assert script.asked(CREATE) == []


async def test_gone_after_an_unknown_outcome_means_deleted(client: PersonioClient, script) -> None:
    script.on(DELETE, 502, 404)
    await client.delete_webhook("1")
    assert len(script.asked(DELETE)) == 2


async def test_gone_at_once_or_after_a_429_means_it_was_not_there(client: PersonioClient, script) -> None:
    for answers in ([404], [429, 404], [httpx.ConnectError("x"), 404]):
        script.on(DELETE, *answers)
        with pytest.raises(NotFound):
            await client.delete_webhook("1")


async def test_a_token_endpoint_that_is_gone_does_not_mean_deleted(client: PersonioClient, script) -> None:
    script.on("POST /v2/auth/token", {"access_token": "papi-1"}, 404)
    script.on(DELETE, 502, 401)
    with pytest.raises(Unavailable):
        await client.delete_webhook("1")


async def test_a_delete_that_stays_unknown_is_not_definite(client: PersonioClient, script) -> None:
    script.on(DELETE, 503)
    with pytest.raises(Unavailable) as caught:
        await client.delete_webhook("1")
    assert not caught.value.definite


async def test_an_answer_that_never_ends_is_given_up(client_of, script) -> None:
    class Drip(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/token"):
                return script(request)
            await asyncio.Event().wait()
            raise AssertionError

    with pytest.raises(Unavailable) as caught:
        await client_of(transport=Drip(), timeout=0.01).create_absence(NEW)
    assert not caught.value.definite


async def test_an_unreadable_encoding_is_a_bad_answer(client: PersonioClient, script) -> None:
    class Garbled(httpx.AsyncByteStream):
        async def __aiter__(self):
            yield b"not gzip"

    script.on(TYPES, lambda _: httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Garbled()))
    with pytest.raises(BadAnswer):
        await client.absence_types()


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (RateLimited(), True),
        (Unavailable(), True),
        (BadAnswer(), False),
        (NotFound(), False),
        (ValueError(), False),
    ],
)
def test_only_what_may_pass_is_worth_another_try(error: Exception, wait: bool) -> None:
    assert wait_for(error) is wait


@pytest.mark.parametrize(("told", "wait"), [(0.0, 0.0), (7.0, 14.0), (60.0, 120.0), (61.0, False)])
def test_retry_after_is_honoured_unless_it_is_too_long(told: float, wait: float | bool) -> None:
    error = RateLimited()
    error.retry_after = told
    assert wait_for(error, scale=2) == wait


async def test_the_caller_learns_how_long_to_wait(client: PersonioClient, script) -> None:
    script.on(CREATE, httpx.Response(429, headers={"Retry-After": "17"}))
    with pytest.raises(RateLimited) as caught:
        await client.create_absence(NEW)
    assert caught.value.retry_after == 17
