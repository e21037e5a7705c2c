"""A flood without a valid token: answered cheaply, unread, and at the cost of nobody who has one."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot.core.throttle import OFTEN
from tests.security.test_tokens_over_http import STRANGER, Guarded, guarded
from tests.support.attacker import JSON

__all__ = ["guarded"]

pytestmark = pytest.mark.timeout(120)

WEBHOOK_TOKEN = "a-long-random-text-0123456789"
EVENT = {"event_name": "absence-period.updated.status", "payload": {"absence_period": {"id": "42"}}}


async def garbage(guarded: Guarded, times: int, authorization: str | None = None) -> list[int]:
    return [(await guarded.post(authorization))[0] for _ in range(times)]


async def test_a_flood_of_garbage_is_told_to_wait_and_fills_no_log(guarded: Guarded) -> None:
    with capture_logs() as lines:
        statuses = await garbage(guarded, OFTEN + 40)
    assert set(statuses[: OFTEN - 1]) == {401}
    assert statuses.count(429) >= 20
    assert len([line for line in lines if line["event"] == "activity_refused"]) == statuses.count(401)
    async with guarded.http_endpoint.client.post(guarded.http_endpoint.url, data=b"{}", headers=JSON) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "1")


async def test_whoever_has_a_valid_token_is_let_in_through_the_same_address(guarded: Guarded) -> None:
    forged = f"Bearer {guarded.issuer.token(guarded.service_url, key=STRANGER)}"
    for authorization in (None, "Bearer x", forged):
        assert set(await garbage(guarded, OFTEN, authorization)) <= {401, 429}
        fresh = guarded.issuer.bearer(guarded.service_url)  # never seen before
        assert (await guarded.post(fresh))[0] == 200
        assert (await guarded.post(fresh))[0] == 200
    assert (await garbage(guarded, 1)) == [429]


async def test_what_only_the_holder_of_a_token_gets_wrong_is_never_counted(guarded: Guarded) -> None:
    bearer = {"Authorization": guarded.issuer.bearer(guarded.service_url)}
    for _ in range(OFTEN + 5):
        assert (await guarded.http_endpoint.post(b"{", bearer))[0] == 400
    assert await garbage(guarded, 1) == [401]


async def test_both_doors_count_together_and_personio_is_never_kept_out(open_stage) -> None:
    stage = await open_stage(personio_webhook_token=WEBHOOK_TOKEN)
    async with ClientSession() as client:

        async def authenticate(token: str) -> int:
            async with client.post(
                f"{stage.bot.url}/webhooks/personio", json=EVENT, headers={"Authorization": token}
            ) as answer:
                return answer.status

        statuses = [await authenticate("wrong") for _ in range(OFTEN + 20)]
        assert statuses[0] == 401
        assert statuses[-1] == 429
        assert await authenticate(WEBHOOK_TOKEN) == 204


async def test_the_body_of_a_stranger_is_never_waited_for(guarded: Guarded) -> None:
    """Who brings no valid token gets the answer before the first byte of the body: nothing of it is in memory."""
    host = guarded.stage.bot.url.removeprefix("http://")
    forged = guarded.issuer.token(guarded.service_url, key=STRANGER)
    for path in ("/api/messages",):
        reader, writer = await asyncio.open_connection(*host.split(":"))
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {forged}\r\nContent-Length: 200000\r\n\r\n"
        writer.write(head.encode())
        assert (await reader.readline()).split()[1] == b"401"
        writer.close()
