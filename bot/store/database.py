"""A database behind two words, ``read`` and ``write``: give it a function of a connection, get what it returns.

Rule: queries are plain functions on a SQLAlchemy Core connection, written once; how they get to run (a thread for
SQLite, an event loop for PostgreSQL) is decided here and known nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar
from urllib.parse import quote, unquote

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from bot.services import Clock, StoreError

__all__ = ["Database", "Query", "StoreError", "open_database", "parse"]

P = ParamSpec("P")
T = TypeVar("T")

Query = Callable[Concatenate[Connection, P], T]

_AT_SIGNS = (
    "DATABASE_URL cannot be read: it has more than one @, or one in the wrong place. Percent-encode user name and "
    "password in it: @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25."
)


class UnreadableUrl(StoreError):
    """DATABASE_URL is no address, or one that can be read in more than one way."""


class Database(Protocol):
    """Runs queries. Each method raises :class:`StoreError` where the database does not answer or takes nothing.

    ``has_clock``: its time is its own server's, not this process's.
    """

    has_clock: bool

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query that changes nothing, without a write lock."""

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query as one transaction: committed when it returns, rolled back when it raises."""

    async def check(self) -> None:
        """See whether it can be read and written."""

    async def close(self) -> None:
        """Let go of every connection, also where the server is silent."""


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
    """Return the URL with drivername ``sqlite`` or ``postgresql``; raises :class:`UnreadableUrl`. Pure.

    Of two ``@`` nobody knows which one ends the password, and a part of it would be taken for a host and shown.
    https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
    """
    text = url.strip()
    if text.count("@") > 1 and not text.startswith("sqlite"):
        raise UnreadableUrl(_AT_SIGNS)
    try:
        parsed = make_url(text)
    except (ArgumentError, ValueError):
        raise UnreadableUrl(
            "DATABASE_URL cannot be read: write sqlite:///bot.db or postgresql://user:password@host/name."
        ) from None
    if (parsed.port or 1) not in range(1, 65536) or "\0" in unquote(text):
        raise UnreadableUrl("DATABASE_URL cannot be read: its port is no number from 1 to 65535, or it holds a NUL.")
    match parsed.drivername:
        case "sqlite" | "sqlite+aiosqlite" | "sqlite+pysqlite":
            if not parsed.database or parsed.database == ":memory:" or parsed.database.startswith("file:"):
                raise UnreadableUrl("DATABASE_URL needs a file for SQLite, for example sqlite:///bot.db.")
            return parsed.set(drivername="sqlite")
        case "postgresql" | "postgres" | "postgresql+asyncpg":
            if parsed.username is None and "@" in text.partition("?")[0]:
                raise UnreadableUrl(_AT_SIGNS)
            query = {("sslmode" if name == "ssl" else name): value for name, value in parsed.query.items()}
            return parsed.set(drivername="postgresql", query=query)
    raise UnreadableUrl("DATABASE_URL must begin with sqlite:// or postgresql://; no other database is known.")


def passwords(url: URL) -> frozenset[str]:
    """Return the passwords that a parsed URL holds, as they are meant and as they are written. Pure."""
    meant = [url.password, *(url.query.get(name) for name in ("password", "sslpassword"))]
    found = {str(each) for each in meant if each}
    return frozenset(found | {quote(each, safe="") for each in found} | {quote(each, safe=" +") for each in found})
