"""The edge: what is no activity, what fails behind it, and what must not reach the log."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.core.events import Tell
from tests.support.connector import Connector
from tests.support.teams_bot import BrowserBot


async def test_a_feature_that_fails_never_is_a_500(built: BrowserBot, connector: Connector) -> None:
    built.reply = ValueError("Jan is ziek")
    with capture_logs() as logs:
        assert await built.post() == (200, None)
        assert connector.calls[0].body["text"] == "Something went wrong. Please try again."
        await built.post(built.activity(type="installationUpdate", action="add"))
    assert len(connector.calls) == 1
    logged = str(logs)
    assert "ValueError" in logged
    assert "ziek" not in logged


async def test_neither_names_nor_words_nor_tokens_are_logged(secured: BrowserBot) -> None:
    secured.reply = Tell("tot morgen")
    with capture_logs() as logs:
        await secured.post(secured.activity(text="ik ben ziek"))
        await secured.post(headers={"Authorization": "Bearer forged.token.here"})
    assert {"turn", "activity_refused"} <= {entry["event"] for entry in logs}
    logged = str(logs)
    for secret in ("Jan", "ziek", "morgen", "eyJ", "forged", "aad-jan", "a secret", "ours"):
        assert secret not in logged


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"data": b"{}", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"data": b"{}", "headers": {}}, 415),
        ({"data": b"", "headers": {"Content-Type": "application/json"}}, 400),
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"data": b"\xff\xfe\xff", "headers": {"Content-Type": "application/json"}}, 400),
        ({"data": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, 400),
        ({"data": b"9" * 10_000, "headers": {"Content-Type": "application/json"}}, 400),
        ({"data": b"nope", "headers": {"Content-Type": "application/json", "Content-Encoding": "gzip"}}, 415),
        ({"json": [], "headers": {}}, 400),
        ({"json": {}, "headers": {}}, 400),
        ({"json": {"type": 7}, "headers": {}}, 400),
        ({"json": {"type": "message", "text": "a" * 300_000}, "headers": {}}, 413),
    ],
    ids=str,
)
async def test_what_is_no_activity_is_told_so(built: BrowserBot, content: dict[str, Any], status: int) -> None:
    """Defect 5: the stock endpoint answers 500 to bad JSON, a missing content type and a list."""
    assert (await built.post(**content))[0] == status
