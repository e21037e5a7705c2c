"""Without an app id nobody is checked, so nobody from elsewhere gets near."""

from __future__ import annotations

import json
import socket

import pytest

from sandbox.demo import TENANT
from tests.support.attacker import Open, message_endpoint_of
from tests.support.stage import Stage

pytestmark = pytest.mark.timeout(30)

ELSEWHERE = (
    "https://smba.trafficmanager.net/emea/", "http://10.0.0.1/", "http://169.254.169.254/latest/", "http://0.0.0.0/",
    "http://127.0.0.1.example.org/", "http://localhost.example.org/", "http://127.0.0.1@example.org/", "http://[::]/",
    "http://example.org/#127.0.0.1", "http://2130706433/", "http://0x7f.1/", "//127.0.0.1/", "file:///127.0.0.1", "", None, 1,
)  # fmt: skip


async def test_it_listens_on_this_machines_own_address_only_whatever_host_says(open_stage: Open) -> None:
    stage = await open_stage(host="0.0.0.0")
    address, port = stage.bot.url.removeprefix("http://").split(":")
    assert address == "127.0.0.1"
    with (
        pytest.raises(OSError, match=r"refused|unreachable|timed out"),
        socket.create_connection(("127.0.0.2", int(port)), 2),
    ):
        pass  # 127.0.0.2 reaches what listens on every address


async def test_a_service_url_elsewhere_is_refused_and_never_called(stage: Stage) -> None:
    async with message_endpoint_of(stage.bot.url) as http_endpoint:
        for url in ELSEWHERE:
            message = stage.demo.teams.envelope("message", stage.user) | {"text": "help", "serviceUrl": url}
            assert (await http_endpoint.post(message))[0] == 403, url
    assert stage.demo.teams.calls == []


async def test_the_service_url_is_used_verbatim_with_its_path(stage: Stage) -> None:
    await stage.say("help")
    assert {call.path.startswith(f"/emea/{TENANT}/v3/") for call in stage.demo.teams.calls} == {True}


async def test_another_tenant_than_the_configured_is_refused(open_stage: Open) -> None:
    stage = await open_stage(tenant_id=TENANT)
    async with message_endpoint_of(stage.bot.url) as http_endpoint:
        for tenant in ("00000000-0000-4000-8000-000000000009", "", None, TENANT + "0"):
            message = stage.demo.teams.envelope("message", stage.user) | {"text": "help"}
            message["channelData"] = {"tenant": {"id": tenant}}
            message["conversation"] |= {"tenantId": tenant}
            assert (await http_endpoint.post(message))[0] == 403, tenant
        assert stage.demo.teams.calls == []
        message = stage.demo.teams.envelope("message", stage.user) | {"text": "help"}
        message["channelData"] = {"tenant": {"id": TENANT.upper()}}
        assert (await http_endpoint.post(message))[0] == 200
    assert "type" in json.dumps(stage.card())


async def test_a_token_is_neither_needed_nor_judged(stage: Stage) -> None:
    async with message_endpoint_of(stage.bot.url) as http_endpoint:
        message = stage.demo.teams.envelope("message", stage.user) | {"text": "help"}
        assert (await http_endpoint.post(message, {"Authorization": "Bearer forged"}))[0] == 200
