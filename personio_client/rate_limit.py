"""How fast we may ask, so that Personio never has to say 429.

Pure arithmetic on a clock that the caller reads; the server's own figures win over our estimates.
The figures come in ``x-ratelimit-*`` headers, one token bucket per path with ids replaced by ``{id}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Requests per second and burst, where the server has not told yet.
# https://developer.personio.de/changelog/rate-limits-on-get-employees-endpoint-may-6-2024
_KNOWN = {
    "/v2/persons": (30.0, 30.0),
    "/v1/company/employees": (5.0, 15.0),
    "/v2/auth/token": (2.5, 20.0),
    "/v1/auth": (1.0, 10.0),
}
_V1 = (30.0, 30.0)  # 2,000 a minute: https://developer.personio.de/v1.0/docs/tos-api-security-1
_DEFAULT = (10.0, 10.0)
_MARGIN = 0.9  # requests bunch up on their way: stay a little below the rate
_RESERVE = 0.2  # of the burst, left for those that bunch up right after it: a 429 costs everybody five seconds


@dataclass(slots=True)
class _Bucket:
    rate: float
    burst: float
    tokens: float
    at: float

    def refill(self, now: float) -> None:
        self.tokens = min(self.burst - self.reserve, self.tokens + max(0.0, now - self.at) * self.rate * _MARGIN)
        self.at = now

    @property
    def reserve(self) -> float:
        """The tokens that are never planned with."""
        return self.burst * _RESERVE


class Pacer:
    """The token buckets of one credential."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def reserve(self, path: str, now: float) -> float:
        """Take the next slot for ``path``; return the seconds to wait for it. ``now``: seconds of a monotonic clock."""
        bucket = self._bucket(path, now)
        bucket.refill(now)
        bucket.tokens -= 1
        return max(0.0, -bucket.tokens / (bucket.rate * _MARGIN))

    def learn(self, path: str, headers: Mapping[str, str], status: int, now: float) -> None:
        """Take over what an answer says about the bucket of ``path``."""
        bucket = self._bucket(path, now)
        bucket.refill(now)
        bucket.rate = _figure(headers, "x-ratelimit-replenish-rate") or bucket.rate
        bucket.burst = _figure(headers, "x-ratelimit-burst-capacity") or bucket.burst
        remaining = _figure(headers, "x-ratelimit-remaining")
        if status == 429:
            bucket.tokens = min(bucket.tokens, 0.0)
        elif remaining is not None:  # others use the same bucket: never believe more is left than the server says
            bucket.tokens = min(bucket.tokens, max(0.0, remaining - bucket.reserve))

    def _bucket(self, path: str, now: float) -> _Bucket:
        if path not in self._buckets:
            rate, burst = _KNOWN.get(path, _V1 if path.startswith("/v1/") else _DEFAULT)
            self._buckets[path] = _Bucket(rate, burst, burst, now)
        return self._buckets[path]


def _figure(headers: Mapping[str, str], name: str) -> float | None:
    value = headers.get(name, "")
    return float(value) if value.isascii() and value.isdecimal() and len(value) < 8 else None
