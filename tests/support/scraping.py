"""The whole bot, and what an operator sees of it: metrics over HTTP, and the log."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Any

import pytest
import structlog
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.observability import exposition
from bot.observability.logs import log_to_stderr
from tests.support.databases import database_url, postgres
from tests.support.stage import Open, Stage, open_stage, stage

__all__ = ["Open", "Stage", "database_url", "open_stage", "postgres", "stage"]

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
PATIENCE = 60.0  # seconds until a state that comes at once is given up


@dataclass
class Scrape:
    """What one scrape said."""

    samples: list[Any]

    def __call__(self, name: str, **labels: str) -> float:
        """Return the sum of the samples of this name with these labels."""
        return sum(s.value for s in self.samples if s.name == name and labels.items() <= s.labels.items())

    def names(self) -> set[str]:
        return {sample.name for sample in self.samples}


def parsed(text: str) -> Scrape:
    return Scrape([sample for family in text_string_to_metric_families(text) for sample in family.samples])


async def scrape(url: str) -> Scrape:
    async with ClientSession() as client, client.get(f"{url}/metrics") as answer:
        assert answer.status == 200
        return parsed(await answer.text())


async def scraped(stage: Stage, holds: Callable[[Scrape], Any]) -> Scrape:
    """Scrape until it holds."""
    started = monotonic()
    while True:
        seen = await scrape(stage.bot.inside_url)
        if holds(seen):
            return seen
        assert monotonic() - started < PATIENCE, sorted((s.name, s.labels, s.value) for s in seen.samples if s.value)
        await asyncio.sleep(0.05)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the database at every scrape: nobody wants to wait for what is kept for some seconds."""
    monkeypatch.setattr(exposition, "FRESH", 0.0)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Log as an operator does who looks for something: everything, to standard error."""
    root, stderr = logging.getLogger(), sys.stderr
    handlers, level = root.handlers[:], root.level
    sys.stderr = text = io.StringIO()
    try:
        log_to_stderr("debug")
        yield text
    finally:
        sys.stderr = stderr
        structlog.reset_defaults()
        root.handlers[:] = handlers
        root.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    """Return the log's lines; each must be one JSON object."""
    return [json.loads(line) for line in log.getvalue().splitlines()]
