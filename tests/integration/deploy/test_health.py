"""The image's health check, word for word, against a bot that is there and one that is not."""

import asyncio
import os
import socket
import sys

import pytest

from bot.bootstrap import run_app
from bot.cli.health import addresses
from bot.settings.settings import Settings
from tests.support.deployment_files import ROOT, words_of

TENANT = "11111111-2222-3333-4444-555555555555"


async def healthy(port: str, host: str = "") -> bool:
    program, *words = words_of("CMD")
    assert program == "python"
    # A proxy that is not there: the check must not ask it.
    env = {
        **os.environ, "HOST": host, "PORT": port, "http_proxy": "http://127.0.0.1:9", "no_proxy": "",
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(sys.executable, *words, env=env, stderr=asyncio.subprocess.DEVNULL)
    return await process.wait() == 0


def ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


async def test_a_bot_that_is_there_is_healthy_and_one_that_stopped_is_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings(_env_file=None, app_id=None, database_url=f"sqlite:///{tmp_path / 'bot.db'}", port=0)
    async with run_app(settings) as bot:
        port = bot.url.rpartition(":")[2]
        assert await healthy(port)
        assert await healthy(port, "::")  # in local mode HOST is not listened to
        assert await healthy(f'"{port}"', '"0.0.0.0"')  # as docker run --env-file hands quotes on
    assert not await healthy("many")
    assert not await healthy(port)


@pytest.mark.parametrize("host", ["::", "::1", "127.0.0.1", "127.0.0.2", "localhost"])
async def test_a_bot_is_healthy_on_whatever_address_it_listens(tmp_path, monkeypatch, host):
    """With ``HOST=::`` the image was unhealthy for ever."""
    if ":" in host and not ipv6():
        pytest.skip("no IPv6 on this machine")
    monkeypatch.chdir(tmp_path)
    settings = Settings(
        _env_file=None, app_id="a", app_password="x", tenant_id=TENANT, host=host, port=0, openid_metadata="http://127.0.0.1:9",
        database_url=f"sqlite:///{tmp_path / 'bot.db'}",
    )  # fmt: skip
    async with run_app(settings) as bot:
        assert bot.url.startswith(f"http://[{host}]:" if ":" in host else f"http://{host}:")
        assert await healthy(bot.url.rpartition(":")[2], host)


def test_the_check_asks_no_address_twice_and_is_over_in_time():
    from bot.cli.health import TIMEOUT

    for host in ("", "0.0.0.0", "::", "::1", "127.0.0.1", "10.0.0.7"):
        asked = list(addresses(host))
        assert len(asked) == len(set(asked))
        assert len(asked) * TIMEOUT < 6


async def test_something_else_on_the_port_is_not_healthy():
    async def garbage(_reader, writer):
        writer.write(b"SSH-2.0-x\r\n")
        writer.close()

    server = await asyncio.start_server(garbage, "127.0.0.1", 0)
    async with server:
        assert not await healthy(str(server.sockets[0].getsockname()[1]))
