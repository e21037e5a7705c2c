"""The image's health check, word for word, against a bot that is there and one that is not."""

import asyncio
import os
import sys

from bot.house import running
from bot.settings import Settings
from tests.deploy.files import words_of


async def healthy(port: str) -> bool:
    program, *words = words_of("CMD")
    assert program == "python"
    # A proxy that is not there: the check must not ask it.
    env = {**os.environ, "PORT": port, "http_proxy": "http://127.0.0.1:9", "no_proxy": ""}
    process = await asyncio.create_subprocess_exec(sys.executable, *words, env=env, stderr=asyncio.subprocess.DEVNULL)
    return await process.wait() == 0


async def test_a_bot_that_is_there_is_healthy_and_one_that_stopped_is_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings(_env_file=None, app_id=None, database_url=f"sqlite:///{tmp_path / 'bot.db'}", port=0)
    async with running(settings) as bot:
        port = bot.url.rpartition(":")[2]
        assert await healthy(port)
    assert not await healthy(port)
