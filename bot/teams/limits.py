"""How fast Teams lets us send.

Rule: our own limits lie below the platform's in every window, so that a 429 is an exception, not a habit. Bulk yields:
of a morning's thousand updates one waits for the tenant at a time, so that an employee's answer is next but one.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import nullcontext
from weakref import WeakValueDictionary

from aiolimiter import AsyncLimiter

from bot.services import TryLater

# https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
# Per app and tenant 50 in a second: a burst of 2, then 48 a second. A larger burst would be paid for with the rate.
TENANT_BURST, TENANT_RATE = 2, 48.0
# Per conversation 7 in 1 s, 8 in 2 s, 60 in 30 s: a burst of 4, then 1.8 a second.
THREAD_BURST, THREAD_RATE = 4, 1.8
MAX_KEPT = 5_000  # limiters; an idle one is full again long before it is dropped


class Limits:
    """Lets calls through, tenant by tenant and conversation by conversation."""

    def __init__(self) -> None:
        self._tenants: OrderedDict[str, AsyncLimiter] = OrderedDict()
        self._threads: OrderedDict[str, AsyncLimiter] = OrderedDict()
        self._bulk: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def admit(self, tenant_id: str, thread_id: str | None, within: float, *, bulk: bool = False) -> None:
        """Wait for a turn, at most ``within`` seconds, then raises TryLater. ``thread_id``: only for posts."""
        tenant = tenant_id.lower()
        try:
            async with asyncio.timeout(within):
                if thread_id is not None:  # the narrow one first: who waits there takes nobody's place
                    await _limiter(self._threads, thread_id, THREAD_BURST, THREAD_RATE).acquire()
                async with self._bulk.setdefault(tenant, asyncio.Lock()) if bulk else nullcontext():
                    await _limiter(self._tenants, tenant, TENANT_BURST, TENANT_RATE).acquire()
        except TimeoutError:
            raise TryLater("our own rate limit", retry_after=1.0) from None


def _limiter(kept: OrderedDict[str, AsyncLimiter], key: str, burst: int, rate: float) -> AsyncLimiter:
    limiter = kept.get(key)
    if limiter is None:
        limiter = kept[key] = AsyncLimiter(burst, burst / rate)
        if len(kept) > MAX_KEPT:
            kept.popitem(last=False)
    else:
        kept.move_to_end(key)
    return limiter
