"""PostgreSQL: a pool of asyncpg connections under SQLAlchemy's asyncio.

Rule: asyncpg reads the address itself, so that everything libpq knows (sslmode, a socket as host, PGPASSWORD,
search_path) works as an operator expects.
"""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # ships no types
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.database import P, Query, StoreError, T, passwords
from bot.store.tables import waiting, waiting_index

CONNECT = 10.0  # seconds to wait for a connection
COMMAND = 30.0  # seconds to wait for one statement

waiting_index.dialect_kwargs["postgresql_where"] = waiting  # here, because only PostgreSQL needs its dialect


class PostgresDatabase:
    """A pool of connections."""

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
                server_settings={"application_name": "personio-for-teams"},
            )

        try:
            await (await connect()).close()
        except (OSError, ValueError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
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
        async with self._reader.connect() as connection:
            return await connection.run_sync(query, *args, **kwargs)

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query as one transaction."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(query, *args, **kwargs)

    async def close(self) -> None:
        """Close the pool; connections in use are cut."""
        await asyncio.shield(self._engine.dispose())


def _reason(error: Exception, url: URL) -> str:
    """Return the server's word where there is one, else the kind of error; no password, however it is put. Pure."""
    if isinstance(error, asyncpg.PostgresError):
        text = (str(error).splitlines() or [""])[0].rstrip(".")
        secret = not text or any(password in text for password in passwords(url))
        return "it refused the connection" if secret else text
    if isinstance(error, OSError | TimeoutError):
        return "no answer from there"
    return f"the address or the server is not right ({type(error).__name__})"
