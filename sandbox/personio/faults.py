"""Failures on demand: the next call that fits, or a seeded share of all calls; and what somebody does in between.

What is done is done (``after_work``), what is not is not; the caller cannot tell, as in life.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, get_args

Kind = Literal[
    "404",  # as of a path that is not there, nothing done
    "429",
    "500",
    "502",
    "503",
    "504",
    "html_502",
    "garbage",  # 200 with something that is not JSON, nothing done
    "garbage_after_work",
    "timeout_before",  # never answers, nothing done
    "timeout_after_work",  # never answers, but it is done
    "reset",  # connection cut, nothing done
    "reset_after_work",  # connection cut, but it is done
    "stale",  # a read gets the answer that the one before it got
    "slow",
    "empty",  # 200 and a list without rows, nothing said of the ones that there are
    "short",  # 200 and a list that ends after the first third of its first page
]
KINDS: tuple[Kind, ...] = get_args(Kind)
FEWER: tuple[Kind, ...] = ("empty", "short")
BAD_LUCK: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind not in {"404", "stale", *FEWER})
"""What says nothing untrue."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure: which calls, what happens; ``seconds`` is the delay of ``slow``."""

    path_glob: str
    method: str
    kind: Kind
    seconds: float = 1.0

    def fits(self, method: str, path: str) -> bool:
        return self.method in {"*", method} and fnmatchcase(path, self.path_glob)


class Faults:
    """The failures planned for the next calls: queued ones, and a random share."""

    def __init__(self) -> None:
        self._next: list[Fault] = []
        self._rate = 0.0
        self._kinds: Sequence[Kind] = ()
        self._random = random.Random(0)
        self._acts: list[tuple[Fault, Callable[[], object]]] = []
        self.latency = 0.0

    def act_after(self, path_glob: str, method: str, act: Callable[[], object]) -> None:
        """Call ``act`` right after the next call that fits was handled, before it is answered."""
        self._acts.append((Fault(path_glob, method.upper(), "slow"), act))

    def done(self, method: str, path: str) -> None:
        for waiting in [each for each in self._acts if each[0].fits(method, path)]:
            self._acts.remove(waiting)
            waiting[1]()

    def fail_next(self, path_glob: str, method: str, kind: Kind | int, *, times: int = 1, seconds: float = 1.0) -> None:
        """Let the next ``times`` calls that fit fail; raises ValueError for an unknown kind."""
        word = str(kind)
        if word not in KINDS:
            raise ValueError(f"no kind {kind!r}: one of {', '.join(KINDS)}")
        self._next += [Fault(path_glob, method.upper(), word, seconds)] * times

    def at_random(self, rate: float, kinds: Sequence[Kind], seed: int) -> None:
        """Let a share of all calls fail, the same for the same seed and order of calls; rate 0 ends it."""
        self._rate, self._kinds, self._random = rate, tuple(kinds), random.Random(seed)

    def clear(self) -> None:
        self._next.clear()
        self._acts.clear()
        self._rate, self.latency = 0.0, 0.0

    @property
    def left(self) -> int:
        """How many of the queued failures have not hit a call yet."""
        return len(self._next)

    def due(self, method: str, path: str) -> Fault | None:
        """Return the failure planned for this call, and use it up; a random one where those are on; else None."""
        for fault in self._next:
            if fault.fits(method, path):
                self._next.remove(fault)
                return fault
        if self._rate and self._random.random() < self._rate:
            return Fault("*", "*", self._random.choice(self._kinds), seconds=0.2)
        return None
