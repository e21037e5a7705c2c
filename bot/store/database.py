"""A database behind two words, ``read`` and ``write``: give it a function of a connection, get what it returns.

Rule: queries are plain functions on a SQLAlchemy Core connection, written once; how they get to run (a thread for
SQLite, an event loop for PostgreSQL) is decided here and known nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from bot.services import Clock

P = ParamSpec("P")
T = TypeVar("T")

Query = Callable[Concatenate[Connection, P], T]


class StoreError(Exception):
    """The database cannot be used; one sentence for the operator, never with the password."""


class Database(Protocol):
    """Runs queries."""

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query that changes nothing, without a write lock."""

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query as one transaction: committed when it returns, rolled back when it raises."""

    async def close(self) -> None:
        """Let go of every connection."""


async def open_database(url: str, *, clock: Clock) -> Database:
    """Connect to what ``url`` names; raises :class:`StoreError`. ``clock`` is SQLite's time, PostgreSQL has its own."""
    parsed = parse(url)
    if parsed.drivername == "sqlite":
        from bot.store.sqlite import SqliteDatabase

        return await SqliteDatabase.open(parsed, clock=clock)
    from bot.store.postgres import PostgresDatabase  # asyncpg and SQLAlchemy's asyncio: 10 MB that SQLite does not need

    return await PostgresDatabase.open(parsed)


async def open_database_to_read(url: str, *, clock: Clock) -> Database | None:
    """Connect as :func:`open_database` does, creating nothing; None where SQLite's file is not there yet."""
    parsed = parse(url)
    if parsed.drivername == "sqlite":
        from bot.store.sqlite import SqliteDatabase

        return await SqliteDatabase.open_to_read(parsed, clock=clock)
    from bot.store.postgres import PostgresDatabase  # see open_database

    return await PostgresDatabase.open(parsed)


def parse(url: str) -> URL:
    """Return the URL with drivername ``sqlite`` or ``postgresql``; raises :class:`StoreError`. Pure."""
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise StoreError(
            "DATABASE_URL cannot be read: write sqlite:///bot.db or postgresql://user:password@host/name."
        ) from None
    match parsed.drivername:
        case "sqlite" | "sqlite+aiosqlite" | "sqlite+pysqlite":
            if not parsed.database or parsed.database == ":memory:" or parsed.database.startswith("file:"):
                raise StoreError("DATABASE_URL needs a file for SQLite, for example sqlite:///bot.db.")
            return parsed.set(drivername="sqlite")
        case "postgresql" | "postgres" | "postgresql+asyncpg":
            query = {("sslmode" if name == "ssl" else name): value for name, value in parsed.query.items()}
            return parsed.set(drivername="postgresql", query=query)
    raise StoreError(
        f"DATABASE_URL begins with {parsed.drivername}://, but only sqlite:// and postgresql:// are known."
    )
