"""How long a turn may take, and each wait in it: one deadline, counted from the arrival of its activity, for all.

Pure but for the clock. A wait inside a turn asks here for what is left, so that something nice to know never
takes the time in which the person has to be answered. Outside of a turn (a job, a command) there is no deadline.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

import structlog

from personio_client import PersonioError

log = structlog.get_logger(__name__)

T = TypeVar("T")

INVOKE = 4.4  # seconds to the answer of a press, a search or a look-up: Teams shows an error after about five
REPLY = 5.0  # seconds until there is something to say to a message
SENT = 7.5  # seconds until it is in the chat; people are promised eight
RESERVE = 0.6  # seconds that a wait inside a turn leaves for what comes after it: the store, and the card
ANSWER_WAIT = 4.0  # seconds for what the reply is about
WORKER_WAIT = 3.0  # seconds for the worker, before a press says that it will be done
ROSTER_WAIT = 3.0  # seconds for Teams' roster
AFTER_ROSTER = 2.0  # seconds of a turn that are left for the rest where the roster is silent
FACT_WAIT = 2.5  # seconds for each fact of Personio


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a reply must be ready, and by when it must have been sent; both in seconds of the event loop's clock."""

    reply: float
    sent: float


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


class answering:  # noqa: N801 - a context manager reads as the word it is
    """Set the deadline of a turn; ``arrived``: when its activity came, in seconds of the event loop's clock.

    ``invoke``: it is an invoke, whose reply is the HTTP answer.
    """

    __slots__ = ("_deadline", "_token")

    def __init__(self, arrived: float, *, invoke: bool) -> None:
        reply = arrived + (INVOKE if invoke else REPLY)
        self._deadline = Deadline(reply, reply if invoke else arrived + SENT)

    def __enter__(self) -> None:
        self._token = _current.set(self._deadline)

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)


def reply_by() -> float | None:
    """Return when this turn must have its reply (the event loop's time), None outside of a turn."""
    return None if (deadline := _current.get()) is None else deadline.reply


def seconds_left(most: float, *, reserve: float = RESERVE) -> float:
    """Return for how many seconds this turn may wait for something, at most ``most``; never less than 0."""
    if (deadline := _current.get()) is None:
        return most
    return max(0.0, min(most, deadline.reply - reserve - asyncio.get_running_loop().time()))


def within(most: float, *, reserve: float = RESERVE) -> asyncio.Timeout:
    """Return a time-out for something that this turn waits for."""
    return asyncio.timeout(seconds_left(most, reserve=reserve))


async def optional(asked: Awaitable[T], event: str, *, most: float = FACT_WAIT) -> T | None:
    """Return Personio's answer, or None where none comes within ``most`` seconds, which is logged as ``event``."""
    try:
        async with within(most):
            return await asked
    except (PersonioError, TimeoutError) as error:
        log.info(event, error=type(error).__name__, trace_id=getattr(error, "trace_id", None))
        return None


def left_to_send() -> float:
    """Return for how many seconds this turn may still try to send its reply; without a deadline endlessly."""
    if (deadline := _current.get()) is None:
        return math.inf
    return max(0.0, deadline.sent - asyncio.get_running_loop().time())
