"""An event loop that skips what it would only wait for: while nothing can happen, its clock moves on to the next timer.

A retry after fifteen seconds, or an answer that comes too late, takes a test no time. Everything keeps its order, and
a deadline still is as far away as its seconds. It is for tests whose clocks all follow :func:`time.monotonic`, which
goes on with the loop; a loop waits as usual until :func:`skip_waiting` is called in it. It also does so for as long
as something outside of it may be at work, whose time cannot be skipped: a thread, a child process, or a connection
with a server of another process. A thread of the store that has no query waits for nothing but the loop.
"""

from __future__ import annotations

import asyncio
import selectors
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

SETTLING = 0.005
"""Seconds for which nothing has to come over a connection of the loop's own before time is skipped; a tenth of what
would be skipped where that is less."""

_running = time.monotonic
_skipped = 0.0


def monotonic() -> float:
    """Return the seconds of the machine's monotonic clock, and those that were skipped."""
    return _running() + _skipped


def skip_waiting() -> None:
    """Have the running event loop skip waiting from now on."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, SkippingLoop)
    loop.skips = True


class SkippingLoop(asyncio.SelectorEventLoop):
    """The loop; see the module."""

    def __init__(self) -> None:
        self.skips = False
        self._in_threads = 0
        self._at_the_store: set[_Query] = set()
        self._idle: set[threading.Thread | None] = set()  # threads of the store, which wait for the next query
        self._pools: set[Any] = set()
        self._ports: set[int] = set()  # of servers in this loop
        self._is_connected_outside = False
        self._has_children = False
        self._threads_before = set(threading.enumerate())
        super().__init__(_SkippingSelector(self))

    def may_skip(self) -> bool:
        outside = self._in_threads or self._at_the_store or self._has_children or self._is_connected_outside
        return self.skips and not outside and not self._has_own_threads()

    def _has_own_threads(self) -> bool:
        idle = {thread for pool in self._pools for thread in pool._threads} | self._idle
        return any(thread not in self._threads_before and thread not in idle for thread in threading.enumerate())

    def run_in_executor(self, executor: Executor | None, func: Callable[..., Any], *args: Any) -> Any:  # type: ignore[override]
        future = super().run_in_executor(executor, func, *args)
        self._pools.add(executor or self._default_executor)  # type: ignore[attr-defined]
        self._in_threads += 1
        future.add_done_callback(self._out_of_thread)
        return future

    def _out_of_thread(self, _future: object) -> None:
        self._in_threads -= 1

    def watch(self, query: _Query, result: asyncio.Future[Any], thread: threading.Thread | None) -> None:
        """Skip nothing before a query of the store's has its result, or has ended where nobody waits for that."""
        self._idle.add(thread)
        self._at_the_store.add(query)
        query.ended = lambda: self._at_the_store.discard(query)
        result.add_done_callback(query.told)

    async def create_server(self, *arguments: Any, **options: Any) -> Any:
        server = await super().create_server(*arguments, **options)
        self._ports.update(each.getsockname()[1] for each in server.sockets)
        return server

    async def subprocess_exec(self, *arguments: Any, **options: Any) -> Any:
        self._has_children = True
        return await super().subprocess_exec(*arguments, **options)

    async def subprocess_shell(self, *arguments: Any, **options: Any) -> Any:
        self._has_children = True
        return await super().subprocess_shell(*arguments, **options)

    def _make_socket_transport(self, sock: socket.socket, *arguments: Any, **options: Any) -> Any:
        self._is_connected_outside |= not self._is_own(sock)
        return super()._make_socket_transport(sock, *arguments, **options)  # type: ignore[misc]

    def _is_own(self, sock: socket.socket) -> bool:
        """Whether one end of a connection is a server of this loop."""
        if sock.family not in (socket.AF_INET, socket.AF_INET6):
            return False
        try:
            return bool(self._ports & {sock.getsockname()[1], sock.getpeername()[1]})
        except OSError:  # it is gone again
            return True


class _SkippingSelector(selectors.DefaultSelector):
    def __init__(self, loop: SkippingLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None or timeout <= 0 or not self._loop.may_skip():
            return super().select(timeout)
        settling = min(SETTLING, timeout / 10)
        if ready := super().select(settling):
            return ready
        global _skipped  # noqa: PLW0603 - time is one for the whole process
        _skipped += timeout - settling
        return []


class _Query:
    """One piece of work for a thread of the store."""

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self._function, self._args = function, args
        self._is_under_way = False
        self.ended: Callable[[], None] = lambda: None

    def __call__(self) -> Any:
        self._is_under_way = True
        try:
            return self._function(*self._args)
        finally:
            self._is_under_way = False

    def told(self, result: asyncio.Future[Any]) -> None:
        """Take note in the loop that the result is there; what was cancelled may be under way still."""
        if result.cancelled() and self._is_under_way:
            result.get_loop().call_later(SETTLING, self.told, result)
        else:
            self.ended()


time.monotonic = monotonic  # before anything of ours takes the machine's clock for a default

from bot.store import sqlite  # noqa: E402


class _WatchedThread(sqlite._Thread):
    """A thread of the store, of which a loop that skips knows when it works."""

    def run(self, function: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        query, loop = _Query(function, args), asyncio.get_running_loop()
        result = super().run(query)
        if isinstance(loop, SkippingLoop):
            loop.watch(query, result, self._thread)
        return result


sqlite._Thread = _WatchedThread  # type: ignore[misc]
