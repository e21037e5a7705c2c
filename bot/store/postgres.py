"""PostgreSQL: a pool of asyncpg connections under SQLAlchemy's asyncio.

Asyncpg reads the address itself, so that everything libpq knows (sslmode, a socket as host, PGPASSWORD,
search_path) works as an operator expects. Letting go of a connection never waits for the server: a query that is
cancelled or late ends at once, whatever the server does.
"""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # ships no types
from sqlalchemy import URL, Connection, text
from sqlalchemy import exc as sql
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.core.records import StoreError
from bot.store.database import P, Query, T
from bot.store.tables import waiting, waiting_index
from bot.store.url import passwords

CONNECT = 10.0  # seconds to wait for a connection
COMMAND = 30.0  # seconds to wait for one statement

waiting_index.dialect_kwargs["postgresql_where"] = waiting  # here, because only PostgreSQL needs its dialect


_DEFECTS = (sql.ProgrammingError, sql.IntegrityError, sql.DataError, sql.NotSupportedError)  # ours, not the server's
_AWAY = (
    sql.DBAPIError, sql.TimeoutError,  # in a query; no connection is free
    OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError,  # while connecting
)  # fmt: skip


class _Link(asyncpg.Connection):  # type: ignore[misc]  # asyncpg ships no types
    """A connection that is cut, not closed: a server that hangs answers no goodbye.

    asyncpg asks the server to cancel a query over a second connection, and SQLAlchemy waits two seconds for a clean
    end before it gives up: with a server that is stopped, each of them keeps the one who waits. PostgreSQL itself
    ends the session, and rolls back what was open, when it sees that the other side is gone.
    """

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109 - asyncpg's signature
        """Cut the connection; a goodbye is sent, not waited for."""
        self.terminate()

    async def _cancel(self, waiter: asyncio.Future[None], *_: object) -> None:
        """Cut the connection in place of asking for the running query to be cancelled (asyncpg's own hook)."""
        self.terminate()
        if not waiter.done():
            waiter.set_result(None)


class PostgresDatabase:
    """A pool of connections."""

    has_clock = True

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(isolation_level="AUTOCOMMIT")  # saves BEGIN and ROLLBACK; same pool

    @classmethod
    async def open(cls, url: URL) -> PostgresDatabase:
        """Connect once, to know that it works; raises :class:`StoreError`."""
        dsn = url.render_as_string(hide_password=False)

        async def connect() -> Any:
            return await asyncpg.connect(
                dsn,
                timeout=CONNECT,
                command_timeout=COMMAND,
                connection_class=_Link,
                server_settings={"application_name": "personio-for-teams"},
            )

        try:
            await (await connect()).close()
        except (
            OSError, ValueError, OverflowError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError
        ) as error:  # fmt: skip
            raise StoreError(f"The database of DATABASE_URL cannot be used: {_reason(error, url)}.") from None
        engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=connect,
            pool_size=10,
            max_overflow=0,
            pool_timeout=CONNECT,
            pool_pre_ping=True,  # a press must not fail because the server was restarted overnight
            hide_parameters=True,  # values must not reach a log through an error's text
        )
        return cls(engine)

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query, each statement on its own."""
        try:
            async with self._reader.connect() as connection:
                return await connection.run_sync(query, *args, **kwargs)
        except _DEFECTS:
            raise
        except _AWAY as error:
            raise StoreError(f"The database does not answer ({_kind(error)}).") from error

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query as one transaction. Whether a commit without an answer was made, only a later read tells."""
        try:
            async with self._engine.begin() as connection:
                return await connection.run_sync(query, *args, **kwargs)
        except _DEFECTS:
            raise
        except _AWAY as error:
            raise StoreError(f"The database does not answer ({_kind(error)}).") from error

    async def check(self) -> None:
        """Raise StoreError where the database does not answer, or is read-only, as a replica is that took over."""
        if await self.read(_read_only):
            raise StoreError("The database is read-only.")

    async def close(self) -> None:
        await asyncio.shield(self._engine.dispose())


def _read_only(c: Connection) -> bool:
    return str(c.execute(text("SHOW transaction_read_only")).scalar_one()) == "on"


def _kind(error: Exception) -> str:
    """Return the driver's word for an error: its class, never its text."""
    cause = getattr(error, "orig", None) or error
    return type(cause.__cause__ or cause).__name__


def _name(url: URL) -> str:
    """Return host, port and database: what an operator recognises, nothing secret."""
    host = url.host or url.query.get("host") or "localhost"
    return f"{host}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def _reason(error: Exception, url: URL) -> str:
    """Return the server's word where there is one, else the kind of error; no password, however it is put."""
    if isinstance(error, asyncpg.PostgresError):
        text = (str(error).splitlines() or [""])[0].rstrip(".")
        secret = not text or any(password in text for password in passwords(url))
        return "it refused the connection" if secret else text
    if isinstance(error, OSError | TimeoutError):
        return "no answer from there"
    return f"the address or the server is not right ({type(error).__name__})"
