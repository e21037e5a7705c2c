"""Arbitrary activities over HTTP: never a 5xx but 501."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings

from bot.core.events import Tell
from bot.teams import TeamsConfig
from tests.integration.teams.test_reading import HOSTILE
from tests.support.connector import Connector
from tests.support.teams_bot import BrowserBot


def test_no_activity_makes_a_server_error() -> None:
    with asyncio.Runner() as runner:
        connector = Connector()
        runner.run(connector.__aenter__())
        built = BrowserBot(TeamsConfig(), service_url=connector.url)
        built.reply = Tell("hoi")
        runner.run(built.__aenter__())

        @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(HOSTILE)
        def fuzz(hostile: dict[str, Any]) -> None:
            status, _ = runner.run(built.post({**hostile, "serviceUrl": connector.url}))
            assert status in {200, 501} or status < 500

        try:
            fuzz()
        finally:
            runner.run(built.__aexit__())
            runner.run(connector.__aexit__())
