"""How fast Teams lets us send.

Our own limits lie below the platform's in every window, so that a 429 is an exception, not a habit. Bulk yields:
of a morning's thousand updates one waits for the tenant at a time, so that an employee's answer is next but one.
"""

from __future__ import annotations

import asyncio
from collections import deque
from functools import lru_cache

from aiolimiter import AsyncLimiter

from bot.core.messaging import TryLater

# https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
# Per app and tenant 50 in any second. A window uses that fully, also after a moment in which nothing was sent; a bucket
# would pay for each burst with its rate.
TENANT_MOST, TENANT_WINDOW = 49, 1.01
# Evenly, or the updates would use up each second at its start and answers wait for the rest of it.
BULK_BURST, BULK_RATE = 5, 49.0
# Per conversation 7 in 1 s, 8 in 2 s, 60 in 30 s: a burst of 4, then 1.8 a second.
THREAD_BURST, THREAD_RATE = 4, 1.8
MAX_KEPT = 5_000  # limiters; an idle one is full again long before it is dropped


class Limits:
    """Lets calls through, tenant by tenant and conversation by conversation."""

    def __init__(self) -> None:
        self._tenant = lru_cache(MAX_KEPT)(lambda _tenant_id: _Tenant())
        self._thread = lru_cache(MAX_KEPT)(lambda _id: AsyncLimiter(THREAD_BURST, THREAD_BURST / THREAD_RATE))

    async def admit(self, tenant_id: str, thread_id: str | None, within: float, *, bulk: bool = False) -> None:
        """Wait for a turn, at most ``within`` seconds, then raises TryLater. ``thread_id``: only for posts."""
        tenant = self._tenant(tenant_id.lower())
        try:
            async with asyncio.timeout(within):
                if thread_id is not None:  # the narrow one first: who waits there takes nobody's place
                    await self._thread(thread_id).acquire()
                await (tenant.acquire_for_bulk() if bulk else tenant.acquire())
        except TimeoutError:
            raise TryLater("our own rate limit", retry_after=1.0) from None


class _Tenant:
    """The newest calls in a tenant: never more than so many in any window."""

    def __init__(self) -> None:
        self._at: deque[float] = deque(maxlen=TENANT_MOST)
        self._next = asyncio.Lock()  # first come, first served
        self._bulk = asyncio.Lock()
        self._pace = AsyncLimiter(BULK_BURST, BULK_BURST / BULK_RATE)

    async def acquire(self) -> None:
        async with self._next:
            now = asyncio.get_running_loop().time
            if len(self._at) == TENANT_MOST:
                await asyncio.sleep(max(0.0, self._at[0] + TENANT_WINDOW - now()))
            self._at.append(now())

    async def acquire_for_bulk(self) -> None:
        async with self._bulk:
            await self._pace.acquire()
            await self.acquire()
