"""The whole bot as an attacker finds it: raw HTTP in, everything it lets slip collected."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.http_exceptions import HttpProcessingError
from structlog.testing import capture_logs

from bot.teams import rate_limits
from personio_client.rate_limit import Pacer
from sandbox.personio.limits import Limiter
from tests.support.stage import Open, Stage, open_stage, stage

__all__ = ["Open", "open_stage", "stage"]

Json = dict[str, Any]
DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
JSON = {"Content-Type": "application/json"}


@dataclass
class LoggedTrouble:
    """What went wrong without anybody being told: defects in the log, exceptions that nobody caught."""

    logged: list[Any] = field(default_factory=list)
    uncaught: list[str] = field(default_factory=list)

    def found(self) -> list[str]:
        """Return every defect, as text."""
        defects = [e for e in self.logged if e["log_level"] in {"error", "critical"} or e.get("exc_info")]
        return [str(e) for e in defects if not _gone(e)] + self.uncaught


def _gone(entry: Any) -> bool:
    """Tell whether an error is about a card that is no more, which is what a made-up card id means."""
    return entry["event"] == "job dead" and entry["kind"] == "request.show" and entry["reason"] == "Gone"


class _Errors(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        if kind is None or not issubclass(kind, HttpProcessingError):  # aiohttp's word for HTTP that is none: a 400
            self._found.append(self.format(record))


@contextmanager
def watched() -> Iterator[LoggedTrouble]:
    """Collect the log, the standard library's errors and what reaches the event loop's last resort."""
    trouble = LoggedTrouble()
    loop = asyncio.get_running_loop()
    before, handler = loop.get_exception_handler(), _Errors(trouble.uncaught)
    loop.set_exception_handler(lambda _, context: trouble.uncaught.append(str(context)))
    logging.getLogger().addHandler(handler)
    try:
        with capture_logs() as trouble.logged:
            yield trouble
    finally:
        logging.getLogger().removeHandler(handler)
        loop.set_exception_handler(before)


@dataclass
class MessageEndpoint:
    """``POST /api/messages``, with any bytes."""

    url: str
    client: ClientSession

    async def post(self, activity: Json | bytes, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """Return status and JSON (None where there is no body)."""
        data = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        async with self.client.post(self.url, data=data, headers={**JSON, **(headers or {})}) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if "json" in answer.content_type else None


@asynccontextmanager
async def message_endpoint_of(bot_url: str) -> AsyncIterator[MessageEndpoint]:
    async with ClientSession() as client:
        yield MessageEndpoint(f"{bot_url}/api/messages", client)


@pytest.fixture
async def http_endpoint(stage: Stage) -> AsyncIterator[MessageEndpoint]:
    async with message_endpoint_of(stage.bot.url) as http_endpoint:
        yield http_endpoint


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lift the rate limits, Teams' and Personio's, which would turn thousands of answers into an hour."""
    for name in ("TENANT_MOST", "BULK_RATE", "THREAD_BURST", "THREAD_RATE"):
        monkeypatch.setattr(rate_limits, name, 1_000_000)
    monkeypatch.setattr(Pacer, "reserve", lambda *_: 0.0)
    monkeypatch.setattr(Limiter, "take", lambda *_: (True, {}))


@contextmanager
def recorded(stage: Stage) -> Iterator[list[Json]]:
    """Collect the activities that Teams sends to the bot."""
    people, sent = stage.demo.teams.people, []
    deliver = people.deliver

    async def record(activity: Json) -> Any:
        sent.append(copy.deepcopy(activity))
        return await deliver(activity)

    people.deliver = record  # type: ignore[method-assign]  # the tap lies where the wire leaves Teams
    try:
        yield sent
    finally:
        people.deliver = deliver  # type: ignore[method-assign]


def data_of(activity: Json) -> Any:
    """Return the card data that an activity carries, of an Execute or a Submit."""
    value = activity.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    return action.get("data") if isinstance(action, dict) else value


async def file_press(stage: Stage, user: Any = None, days: dict[str, str] | None = None, **how: Any) -> Json:
    """Return the activity of a press on *Aanvragen* that was never delivered; ``how`` as in ``Stage.press``."""
    await stage.review(days or DAYS, user)
    people, held = stage.demo.teams.people, []
    deliver = people.deliver

    async def hold(activity: Json) -> Any:
        held.append(copy.deepcopy(activity))
        return await deliver({**activity, "type": "event"})

    people.deliver = hold  # type: ignore[method-assign]  # the tap lies where the wire leaves Teams
    try:
        await stage.press("request.file", user=user, **how)
    finally:
        people.deliver = deliver  # type: ignore[method-assign]
    return held[0]


def press(stage: Stage, user: Any, verb: str, **data: Any) -> Json:
    """Return a press by ``user`` with any data at all."""
    activity = stage.demo.teams.envelope("invoke", user)
    action = {"type": "Action.Execute", "verb": verb, "data": {"verb": verb, **data}}
    return activity | {"name": "adaptiveCard/action", "replyToId": "1700000000000", "value": {"action": action}}


async def choices(stage: Stage, http_endpoint: MessageEndpoint, user: Any, query: str) -> list[Any]:
    """Return what the type-ahead for a substitute offers."""
    asked = {"queryText": query, "queryOptions": {"skip": 0, "top": 15}, "dataset": "substitutes", "data": DAYS}
    activity = stage.demo.teams.envelope("invoke", user) | {"name": "application/search", "value": asked}
    status, body = await http_endpoint.post(activity)
    assert (status, body["statusCode"]) == (200, 200)
    return list(body["value"]["results"])
