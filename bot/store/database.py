"""A database with two methods, ``read`` and ``write``, that run a function of a connection and return its result.

Queries are plain functions on a SQLAlchemy Core connection. How they run (in a thread for SQLite, on the event loop
for PostgreSQL) is decided here alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection

P = ParamSpec("P")
T = TypeVar("T")

Query = Callable[Concatenate[Connection, P], T]


class Database(Protocol):
    """Runs queries. Each method raises :class:`StoreError` where the database does not answer or accepts no writes.

    ``has_clock``: its time is that of its own server, not of this process.
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
