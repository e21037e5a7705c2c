"""One Chromium for all journeys; a bot and windows for each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio

pytest.importorskip("playwright.async_api", reason="pip install playwright, or make e2e")

from playwright.async_api import Browser

from tests.support.browser_bot import BrowserBot, open_house
from tests.support.browser_chat import CHROMIUM, Chat, chromium, looking

Look = Callable[..., Awaitable[Chat]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def built(tmp_path, request) -> AsyncIterator[BrowserBot]:
    """The demo, started; the test's module may name ``STRANGERS`` and want it ``ALIVE``."""
    module = request.module
    async with open_house(tmp_path, getattr(module, "STRANGERS", ()), alive=getattr(module, "ALIVE", False)) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser, built) -> AsyncIterator[Look]:
    """Open a window on the chat of a person."""
    async with AsyncExitStack() as windows:

        async def look(person: str = "sanne", **how: Any) -> Chat:
            return await windows.enter_async_context(looking(browser, built, person, **how))

        yield look


@pytest_asyncio.fixture(loop_scope="session")
async def chat(look) -> Chat:
    """Sanne's chat on her desktop."""
    return await look()
