"""Telemetry events: units of work, external calls, counted events; and the correlation id that links work to its cause.

Backend-neutral: no metrics library is imported here. Kinds, operations and outcomes come from closed sets;
no id, no name and no text of anybody is ever told.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from dataclasses import dataclass
from pathlib import PurePath
from random import getrandbits
from time import perf_counter
from traceback import extract_tb
from typing import Literal, Protocol
from uuid import NAMESPACE_OID, uuid5

What = Literal["turn", "job", "webhook", "tick"]
System = Literal["teams", "personio"]
Happening = Literal[
    "digest.posted", "digest.edited", "digest.skipped", "digest.paused", "request.filed", "request.refused"
]


@dataclass(slots=True)
class TrackedWork:
    """A turn, a job, a webhook or a tick of the clock: ``kind``, ``outcome`` and ``seconds`` are known at its end.

    ``cause`` is the id (32 hexadecimal digits) that it shares with everything it causes; ``first``: it begins here. A
    tick has none: a morning's thousand updates are a thousand things.
    ``awaited``: somebody looks at a spinner.
    """

    what: What
    kind: str
    cause: str
    outcome: str = ""
    seconds: float = 0.0
    awaited: bool = False
    first: bool = True


@dataclass(frozen=True, slots=True)
class ExternalCall:
    """One exchange with another system. ``operation`` names the kind of call; ``status`` None: there was no answer.

    ``waited``: seconds before it, to stay below the limits. ``told_to_wait``: seconds that a 429 asked for.
    """

    system: System
    operation: str
    status: int | None
    seconds: float
    waited: float = 0.0
    told_to_wait: float = 0.0


class Telemetry(Protocol):
    """A receiver of telemetry. Called on the event loop; quick, and never raises."""

    def begins(self, act: TrackedWork) -> None:
        """Note that a piece of work begins; what happens until it ends belongs to it."""

    def ends(self, act: TrackedWork) -> None:
        """Note how an act ended; it still is current."""

    def called(self, call: ExternalCall) -> None:
        """Note a call that has ended; it belongs to the current work, where there is any."""

    def happened(self, what: Happening, why: str = "", seconds: float | None = None) -> None:
        """Note something worth counting; ``seconds`` is how late it was."""


class Watchers:
    """Several :class:`Telemetry` receivers as one; with none, events are dropped."""

    def __init__(self, *watches: Telemetry) -> None:
        self._watches = watches

    def begins(self, act: TrackedWork) -> None:
        for telemetry in self._watches:
            telemetry.begins(act)

    def ends(self, act: TrackedWork) -> None:
        """Tell every receiver, the last one first: what it opened lies inside what the earlier ones opened."""
        for telemetry in reversed(self._watches):
            telemetry.ends(act)

    def called(self, call: ExternalCall) -> None:
        for telemetry in self._watches:
            telemetry.called(call)

    def happened(self, what: Happening, why: str = "", seconds: float | None = None) -> None:
        for telemetry in self._watches:
            telemetry.happened(what, why, seconds)


UNWATCHED: Telemetry = Watchers()

_current: ContextVar[tuple[TrackedWork, Telemetry] | None] = ContextVar("act", default=None)


class track:  # noqa: N801 - a context manager reads as the word it is
    """Make a unit of work the current one while it lasts, and report it; one that raises ends as ``failed``."""

    __slots__ = ("_act", "_started", "_telemetry", "_token")

    def __init__(self, telemetry: Telemetry, act: TrackedWork) -> None:
        self._telemetry = telemetry
        self._act = act

    def __enter__(self) -> TrackedWork:
        self._token: Token[tuple[TrackedWork, Telemetry] | None] = _current.set((self._act, self._telemetry))
        self._started = perf_counter()
        self._telemetry.begins(self._act)
        return self._act

    def __exit__(self, kind: object, *_: object) -> None:
        act = self._act
        act.seconds = perf_counter() - self._started
        if kind is not None:
            act.outcome = "failed"
        self._telemetry.ends(act)
        _current.reset(self._token)


def current_work() -> TrackedWork | None:
    return found[0] if (found := _current.get()) else None


def correlation_id() -> str | None:
    """Return the correlation id of the current work; None where there is none, or it has no cause."""
    act = current_work()
    return act.cause or None if act else None


def new_cause() -> str:
    """Return an id for something new from outside. It is no secret, so it costs no call of the operating system."""
    return f"{getrandbits(128):032x}"


def cause_of(key: str) -> str:
    """Return the correlation id of a job that nothing else has caused; the same for each try."""
    return uuid5(NAMESPACE_OID, key).hex


def set_outcome(outcome: str) -> None:
    """Say how the current act ends; the last word counts."""
    if act := current_work():
        act.outcome = outcome


def count_event(what: Happening, why: str = "", seconds: float | None = None) -> None:
    """Count an event of the current work; ``seconds`` is how late it was."""
    if found := _current.get():
        found[1].happened(what, why, seconds)


def innermost_calls(error: BaseException, most: int = 1) -> list[str]:
    """Return file and line of the innermost calls of a failure, the outermost of them first.

    Its message and values may be personal, and stay out of the log.
    """
    frames = extract_tb(error.__traceback__)[-most:]
    return [f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in frames]


def raised_at(error: BaseException) -> str:
    """Return file and line of a failure."""
    return "".join(innermost_calls(error))
