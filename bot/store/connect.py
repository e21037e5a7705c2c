"""Connecting to the database that DATABASE_URL names."""

from __future__ import annotations

from bot.core.clock import Clock
from bot.store.database import Database
from bot.store.url import parse


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
