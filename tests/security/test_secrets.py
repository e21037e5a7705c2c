"""Health, metrics and settings reveal nothing secret, and nothing of people."""

from __future__ import annotations

import re

from aiohttp import ClientSession

from bot.bootstrap import run_app
from bot.settings.settings import Settings

PASSWORD = "database-password-of-ours"


async def test_health_and_metrics_name_nobody_and_no_secret(tmp_path):
    settings = Settings(
        _env_file=None, app_id=None, database_url=f"sqlite:///{tmp_path / 'bot.db'}", port=0,
        personio_client_id="client-of-ours", personio_client_secret="secret-of-ours",
        personio_base_url="http://127.0.0.1:9", personio_webhook_token="token-of-ours",
    )  # fmt: skip
    async with run_app(settings) as bot, ClientSession() as client:
        for path in ("/healthz", "/readyz", "/metrics"):
            async with client.get(bot.url + path) as answer:
                text = await answer.text()
            assert answer.status == 200
            assert "of-ours" not in text
            assert str(tmp_path) not in text
            assert not re.search(r"[\w.]+@[\w.]+", text)  # an address of anybody


def test_no_secret_is_shown_by_the_settings():
    settings = Settings(
        _env_file=None, app_id="a", app_password="secret-of-ours", tenant_id="t",
        personio_client_secret="secret-of-ours", personio_webhook_token="secret-of-ours",
    )  # fmt: skip
    assert "secret-of-ours" not in f"{settings!r} {settings} {settings.model_dump(mode='json')}"
