"""The load generator: posts activities at a given concurrency and times each answer.

Rule: bodies are written before the clock starts; an answer that is not the one expected is a failure, not a turn.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp


@dataclass(slots=True)
class Load:
    """What came back: seconds in all, milliseconds per good answer, and how often which failure."""

    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return the milliseconds within which this share of the good answers came; nan where there is none."""
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else float("nan")


async def post(session: aiohttp.ClientSession, url: str, body: bytes) -> tuple[int, bytes]:
    """Post one activity; return status and body. Raises ClientError or TimeoutError."""
    async with session.post(url, data=body, headers={"Content-Type": "application/json"}) as answer:
        return answer.status, await answer.read()


async def drive(
    session: aiohttp.ClientSession, url: str, bodies: Sequence[bytes], *, concurrency: int, expects: bytes
) -> Load:
    """Post all ``bodies``, so many at a time; a good answer is 2xx and contains ``expects``."""
    load = Load()
    waiting = iter(bodies)

    async def worker() -> None:
        for body in waiting:
            began = time.perf_counter()
            try:
                status, answer = await post(session, url, body)
            except (aiohttp.ClientError, TimeoutError) as error:
                load.failures[type(error).__name__] += 1
                continue
            if status >= 300:
                load.failures[f"HTTP {status}"] += 1
            elif expects not in answer:
                load.failures["another answer"] += 1
            else:
                load.milliseconds.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(concurrency)))
    load.seconds = time.perf_counter() - began
    return load
