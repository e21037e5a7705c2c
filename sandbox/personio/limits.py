"""Token buckets, one per endpoint and credential, with Personio's own rates where they are known.

Buckets run on their own monotonic clock, because a frozen wall clock would never refill them.
Source: https://developer.personio.de/changelog/rate-limits-on-get-employees-endpoint-may-6-2024
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

RATES: dict[str, tuple[float, int]] = {  # endpoint -> tokens per second, capacity
    "/v2/auth/token": (2.5, 150),
    "/v1/auth": (1.0, 60),
    "/v2/persons": (30.0, 30),
    "/v1/company/employees": (5.0, 15),
}
V1 = (2000 / 60, 2000)
V2 = (10.0, 10)


@dataclass(slots=True)
class Bucket:
    """How many calls are left, and since when."""

    rate: float
    capacity: int
    tokens: float
    at: float

    def take(self, now: float) -> bool:
        """Take one token; False where there is none."""
        self.tokens = min(float(self.capacity), self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True

    def headers(self) -> dict[str, str]:
        """Return the headers a v2 answer carries."""
        return {
            "x-ratelimit-replenish-rate": f"{self.rate:g}",
            "x-ratelimit-burst-capacity": str(self.capacity),
            "x-ratelimit-requested-tokens": "1",
            "x-ratelimit-remaining": str(int(self.tokens)),
        }


class Limiter:
    """All buckets."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, str, int | None], Bucket] = {}

    def bucket(self, endpoint: str, caller: str, burst: int | None) -> Bucket:
        """Return the bucket of an endpoint (path with ids as ``{id}``); ``burst`` replaces the known rate."""
        key = (endpoint, caller, burst)
        if key not in self._buckets:
            rate, capacity = RATES.get(endpoint, V2 if endpoint.startswith("/v2") else V1)
            if burst is not None:
                rate, capacity = float(burst), burst
            self._buckets[key] = Bucket(rate, capacity, float(capacity), self._clock())
        return self._buckets[key]

    def take(self, endpoint: str, caller: str, burst: int | None) -> tuple[bool, dict[str, str]]:
        """Take a token from the caller's bucket of an endpoint; tell whether there was one, and the headers to send."""
        bucket = self.bucket(endpoint, caller, burst)
        allowed = bucket.take(self._clock())
        return allowed, bucket.headers()
