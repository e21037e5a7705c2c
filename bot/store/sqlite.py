"""SQLite: one thread that reads, one thread that writes, one connection each.

A query runs wholly in its thread. Handing each statement to a thread and back (aiosqlite) costs five to seven
times the processor time of a confirmed request; the figures are in docs/decisions. A database that is opened to be read
has no thread that writes, and nothing is created.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from datetime import timedelta
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.core.clock import Clock
from bot.core.records import StoreError
from bot.store.database import P, Query, T
from bot.store.tables import iso, metadata

BUSY = 5.0  # seconds to wait for another process that writes; nobody who asks is kept waiting for longer
CLOSING = 2.0  # seconds that the end waits for a query under way


class SqliteDatabase:
    """A file, read by one thread and written by another; WAL, so that neither waits for the other."""

    has_clock = False

    def __init__(self, path: Path, clock: Clock) -> None:
        self._writer = _Lane(partial(_connect, path, clock, writes=True), "store-writer")
        self._reader = _Lane(partial(_connect, path, clock, writes=False), "store-reader")

    @classmethod
    async def open(cls, url: URL, *, clock: Clock) -> SqliteDatabase:
        """Open the file, or create it readable by its owner only; raises :class:`StoreError`."""
        path = Path(url.database or "")
        database = cls(path, clock)
        try:
            await asyncio.to_thread(_create, path)
            await database._writer.start()
            await database._reader.start()
        except (OSError, sqlite3.Error, SQLAlchemyError) as error:
            await database.close()
            cause = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
            raise StoreError(f"The database file {path} cannot be used: {cause}.") from error
        return database

    @classmethod
    async def open_to_read(cls, url: URL, *, clock: Clock) -> SqliteDatabase | None:
        """Open the file for reading alone; None where there is none yet. Raises :class:`StoreError`."""
        path = Path(url.database or "")
        database = cls(path, clock)
        try:
            if not await asyncio.to_thread(_is_there, path):
                return None
            database._reader = _Lane(partial(_connect_to_read, path, clock), "store-reader")
            await database._reader.start()
        except (OSError, sqlite3.Error, SQLAlchemyError) as error:
            await database.close()
            cause = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
            raise StoreError(f"The database file {path} cannot be used: {cause}.") from error
        return database

    @classmethod
    async def empty(cls, *, clock: Clock) -> SqliteDatabase:
        """Return a database in memory with all tables and no rows, for reading alone."""
        database = cls(Path(), clock)
        database._reader = _Lane(partial(_connect_to_nothing, clock), "store-reader")
        await database._reader.start()
        return database

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._reader.run(partial(query, **kwargs), *args)

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query between BEGIN IMMEDIATE and COMMIT."""
        return await self._writer.run(partial(query, **kwargs), *args)

    async def check(self) -> None:
        """Read, and write a page to the file: a disk that is full is found here, not by the first who confirms."""
        await self.read(_see)
        await self.write(_touch)

    async def close(self) -> None:
        await self._reader.stop()
        await self._writer.stop()


class _Lane:
    """One thread with one connection."""

    def __init__(self, connect: Callable[[], Connection], name: str) -> None:
        self._connect = connect
        self._thread = _Thread(name)
        self._connection: Connection | None = None

    async def start(self) -> None:
        self._connection = await self._thread.run(self._connect)

    async def run(self, query: Callable[..., T], *args: Any) -> T:
        if self._connection is None:
            raise StoreError("The database does not answer: it is closed.")
        context = copy_context()  # a job that is stored remembers what caused it
        return await self._thread.run(context.run, _transact, self._connection, query, args)

    async def stop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            closing = self._thread.run(connection.close)
            await asyncio.wait([closing], timeout=CLOSING)  # behind a query that waits for a lock or the disk
        self._thread.end()


class _Thread:
    """A thread that does one thing after the other for an event loop.

    An executor of the standard library does the same at twice the price: it keeps a second future beside the loop's.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._thread: Thread | None = None
        self._ended = False
        self._work: SimpleQueue[_Work | None] = SimpleQueue()

    def run(self, function: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        """Return what the function will return, or raise. What is cancelled before it begins is not done."""
        if self._ended:
            raise RuntimeError("the thread has ended")
        if self._thread is None:
            self._thread = Thread(target=self._go_on, name=self._name, daemon=True)  # what hangs holds up no end
            self._thread.start()
        loop = asyncio.get_running_loop()
        result: asyncio.Future[T] = loop.create_future()
        self._work.put((loop, result, function, args))
        return result

    def end(self) -> None:
        """Let it end after what it is at; what has not begun is not done."""
        self._ended = True
        with suppress(Empty):
            while work := self._work.get_nowait():
                work[1].cancel()
        self._work.put(None)

    def _go_on(self) -> None:
        while work := self._work.get():
            _carry_out(*work)
            del work  # or its result would live until the next


_Work = tuple[asyncio.AbstractEventLoop, "asyncio.Future[Any]", Callable[..., Any], tuple[Any, ...]]


def _carry_out(
    loop: asyncio.AbstractEventLoop, result: asyncio.Future[Any], function: Callable[..., Any], args: tuple[Any, ...]
) -> None:
    if result.cancelled():
        return
    value: Any = None
    failure: BaseException | None = None
    try:
        value = function(*args)
    except BaseException as error:  # who awaits it gets it
        failure = error
    with suppress(RuntimeError):  # the loop is closed: nobody awaits it any more
        loop.call_soon_threadsafe(_tell, result, value, failure)


def _tell(result: asyncio.Future[Any], value: Any, failure: BaseException | None) -> None:
    if result.done():  # cancelled meanwhile
        return
    if failure is not None:
        result.set_exception(failure)
    else:
        result.set_result(value)


def _transact(connection: Connection, query: Callable[..., T], args: tuple[Any, ...]) -> T:
    try:
        with connection.begin():
            return query(connection, *args)
    except DatabaseError as error:  # the parent of all that the driver raises, so look which one
        if type(error) not in (DatabaseError, OperationalError):
            raise
        raise StoreError(f"The database cannot be used: {error.orig}.") from error


def _see(c: Connection) -> None:
    c.execute(text("SELECT 1"))


def _touch(c: Connection) -> None:
    """Write the file's first page as it is: 4 KB and one fsync, and nothing in a table."""
    version = c.exec_driver_sql("PRAGMA user_version").scalar_one()
    c.exec_driver_sql(f"PRAGMA user_version = {version:d}")  # written even where it is the same


def _create(path: Path) -> None:
    """Create the file with mode 0600; its -wal and -shm take after it."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _connect(path: Path, clock: Clock, *, writes: bool) -> Connection:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        hide_parameters=True,  # values must not reach a log through an error's text
        connect_args={"isolation_level": None, "timeout": BUSY},  # None: the driver begins nothing by itself
    )

    @event.listens_for(engine, "connect")
    def prepare(db: sqlite3.Connection, _record: object) -> None:
        _know_the_time(db, clock)
        if writes:
            _use_wal(db)
        db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, in a stolen file as well
        db.execute("PRAGMA synchronous = FULL")  # a confirmed request survives a power cut, too
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")

    if writes:

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            # a deferred transaction that reads first and writes later fails at once when another process wrote between
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine.connect()


def _is_there(path: Path) -> bool:
    """Tell whether there is a file; raises OSError where the bot could not make one either."""
    if path.exists():
        return True
    path.parent.stat()
    return False


def _connect_to_read(path: Path, clock: Clock) -> Connection:
    """Connect to a file that is there, and leave every byte of it as it is.

    "ro" alone would leave an empty -wal behind where there was none; "rw" would move into the file what a crash has
    left in -wal. https://www.sqlite.org/wal.html#read_only_databases
    """
    mode = "ro" if path.with_name(f"{path.name}-wal").exists() else "rw"
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    engine = _reading_engine(lambda: sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY), clock)
    connection = engine.connect()
    try:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")  # the file is opened by now: is it a database?
        connection.rollback()
    except SQLAlchemyError:
        connection.close()
        raise
    return connection


def _connect_to_nothing(clock: Clock) -> Connection:
    engine = _reading_engine(lambda: sqlite3.connect(":memory:", isolation_level=None), clock)
    connection = engine.connect()
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    metadata.create_all(connection)
    connection.commit()
    connection.exec_driver_sql("PRAGMA query_only = ON")
    connection.rollback()
    return connection


def _reading_engine(connect: Callable[[], sqlite3.Connection], clock: Clock) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(db: sqlite3.Connection, _record: object) -> None:
        _know_the_time(db, clock)
        db.execute("PRAGMA query_only = ON")

    return engine


def _know_the_time(db: sqlite3.Connection, clock: Clock) -> None:
    db.create_function("time_in", 1, lambda seconds: iso(clock() + timedelta(seconds=seconds)))


def _use_wal(db: sqlite3.Connection) -> None:
    """Switch to write-ahead logging. SQLite does not wait for another process that switches too, so ask again."""
    until = time.monotonic() + BUSY
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)  # in the lane's own thread
        else:
            return
