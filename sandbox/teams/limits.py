"""The platform's rate limits, as sliding windows.

Figures are the vendor's, "for estimation": https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime

Windows = tuple[tuple[int, float], ...]  # (requests, seconds)

WRITES: Windows = ((7, 1), (8, 2), (60, 30), (1800, 3600))
READS: Windows = ((14, 1), (16, 2), (120, 30), (3600, 3600))
GLOBAL: Windows = ((50, 1),)
PER_CONVERSATION: dict[str, tuple[str, Windows]] = {
    "send": ("send", WRITES),
    "create": ("create", WRITES),
    "member": ("members", READS),
    "members": ("members", READS),
    "channels": ("conversations", READS),
    "team": ("conversations", READS),
}


class Limits:
    """Counts what was let through. ``now`` is the sandbox's clock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._seen: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def charge(self, operation: str, conversation: str, units: int = 1) -> float | None:
        """Count ``units`` requests and return None.

        Where they exceed a limit, count none of them and return the seconds to wait.
        """
        at = self._now().timestamp()
        meters = [(self._seen["*", "*"], GLOBAL)]
        if operation in PER_CONVERSATION:
            family, windows = PER_CONVERSATION[operation]
            meters.append((self._seen[family, conversation], windows))
        waits = [wait for seen, windows in meters if (wait := _wait(seen, windows, at, units)) > 0]
        if waits:
            return max(waits)
        for seen, _ in meters:
            seen.extend([at] * units)
        return None


def _wait(seen: deque[float], windows: Windows, at: float, units: int) -> float:
    longest = max(seconds for _, seconds in windows)
    while seen and seen[0] <= at - longest:
        seen.popleft()
    wait = 0.0
    for allowed, seconds in windows:
        inside = [t for t in seen if t > at - seconds]
        excess = len(inside) + units - allowed
        if excess > 0:
            # The window frees when its oldest `excess` requests have left it.
            freeing = inside[min(excess, len(inside)) - 1] if inside else at
            wait = max(wait, freeing + seconds - at)
    return wait
