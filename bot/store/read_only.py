"""The store as it is, for commands that only read.

Nothing is created and nothing is migrated, because an older version of the bot does not start on a database that
a newer one has migrated. A database that does not exist reads as empty; an older one is read as far as possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DBAPIError, ProgrammingError

from bot.core.clock import Clock
from bot.core.records import StoreError
from bot.store.connect import open_database_to_read
from bot.store.database import Database, P, Query, T
from bot.store.migrate import HEAD, UnknownRevision, revision, revision_is_known
from bot.store.store import Store

log = structlog.get_logger(__name__)


class OlderDatabase(StoreError):
    """The database lacks what this version of the bot reads."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The database is older than this version of the bot (revision {found}, not {HEAD}) and cannot be read as "
            "it is: start the bot once, which brings it up to date, or use the version that was here last."
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A database as it is found. ``revision`` None: it has no tables. ``database`` None: it is not there."""

    store: Store
    revision: str | None
    database: Database | None

    async def close(self) -> None:
        await self.store.close()
        if self.database is not None:
            await self.database.close()


async def open_to_read(url: str, *, clock: Clock) -> Kept:
    """Open what is there; raises :class:`StoreError`, and UnknownRevision where a newer version was here."""
    database = await open_database_to_read(url, clock=clock)
    try:
        found = await database.read(revision) if database else None
        if found is not None and not revision_is_known(found):
            raise UnknownRevision(found)
    except BaseException:
        if database:
            await database.close()
        raise
    if database is None or found is None:
        from bot.store.sqlite import SqliteDatabase  # lazy: PostgreSQL needs it here alone

        return Kept(Store(await SqliteDatabase.empty(clock=clock)), None, database)
    return Kept(Store(_ReadOnly(database, found)), found, database)


async def open_store_to_read(url: str, *, clock: Clock) -> Store:
    """Return a store for reading only, empty where there is no database; raises as :func:`open_to_read` does."""
    kept = await open_to_read(url, clock=clock)
    if kept.revision is None:
        log.warning("store.empty", message="There is nothing at DATABASE_URL yet: the answer is empty.")
        if kept.database is not None:
            await kept.database.close()
    return kept.store


class _ReadOnly:
    """A database that is read. Each method raises StoreError where it cannot."""

    def __init__(self, database: Database, found: str) -> None:
        self._database = database
        self._found = found
        self.has_clock = database.has_clock

    async def read(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query that changes nothing; raises OlderDatabase where an older one lacks what it needs."""
        with self._told():
            return await self._database.read(query, *args, **kwargs)

    async def write(self, query: Query[P, T], *args: P.args, **kwargs: P.kwargs) -> T:  # noqa: ARG002 - as Database has it
        raise StoreError("The database is open for reading alone.")

    async def check(self) -> None:
        await self._database.read(revision)

    async def close(self) -> None:
        await self._database.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, StoreError) as error:
            if self._found != HEAD and lacks_something(error):
                raise OlderDatabase(self._found) from error
            raise


def lacks_something(error: BaseException) -> bool:
    """Tell whether an error means that a table or a column is not there, in either database."""
    told = error.__cause__ if isinstance(error, StoreError) else error
    if isinstance(told, ProgrammingError):
        return True
    return isinstance(told, DBAPIError) and str(told.orig).startswith("no such ")
