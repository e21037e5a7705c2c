"""Everything that is kept, table by table, in SQLite or PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from types import TracebackType

from sqlalchemy import Connection

from bot.core.clock import Clock
from bot.core.records import Forgotten, StoreError
from bot.store.accounts import AccountRepository
from bot.store.audit import AuditRepository, purge_audit
from bot.store.clock_set_back import StoredTimes
from bot.store.connect import open_database
from bot.store.database import Database
from bot.store.forgetting import forget_person
from bot.store.jobs import JobRepository, purge_jobs
from bot.store.migrate import migrate
from bot.store.opt_outs import OptOutRepository
from bot.store.posts import PostRepository, purge_posts
from bot.store.repository import Repository, writes
from bot.store.request_sync import RequestSyncRepository
from bot.store.requests import RequestRepository, purge_comments, purge_requests
from bot.store.subscriptions import SubscriptionRepository
from bot.store.substitute_rules import SubstituteRuleRepository
from bot.store.tasks import TaskRepository
from bot.store.teams import TeamRepository


async def open_store(url: str, *, clock: Clock) -> Store:
    """Connect, migrate, return the store; raises :class:`StoreError` with a sentence for the operator.

    ``url``: ``sqlite:///bot.db`` or ``postgresql://user:password@host/name``, in SQLAlchemy's or libpq's spelling.
    """
    database = await open_database(url, clock=clock)
    try:
        await migrate(database)
    except BaseException:
        await database.close()
        raise
    return Store(database)


class Store(Repository):
    """The repositories of one database, and what concerns them all. Close it, or use ``async with``."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.accounts = AccountRepository(database)
        self.requests = RequestRepository(database)
        self.request_sync = RequestSyncRepository(database)
        self.tasks = TaskRepository(database)
        self.substitute_rules = SubstituteRuleRepository(database)
        self.subscriptions = SubscriptionRepository(database)
        self.posts = PostRepository(database)
        self.opt_outs = OptOutRepository(database)
        self.teams = TeamRepository(database)
        self.jobs = JobRepository(database)
        self.audit = AuditRepository(database)
        self.times = StoredTimes(database)

    async def __aenter__(self) -> Store:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()

    async def ping(self, *, within: float = 2.0) -> None:
        """Check that the database can be read and written; raises :class:`StoreError`, also where it takes too long.

        ``within``: seconds.
        """
        try:
            async with asyncio.timeout(within):
                await self._database.check()
        except StoreError:
            raise
        except Exception as error:  # whatever the driver says, it means the same
            raise StoreError(f"The database does not answer ({type(error).__name__}).") from error

    @writes
    def forget(self, c: Connection, *ids: str, actor: str = "operator", keep_opt_out: bool = False) -> Forgotten:
        """Delete what is kept of a person, known by Entra object id or Personio id; the audit says ``forgotten``.

        What Personio may have been asked for already is settled first. ``keep_opt_out``: their choice not to be
        celebrated stays. Raises ValueError for an id that is nobody's, such as ``bot``.
        """
        return forget_person(c, ids, actor, keep_opt_out)

    @writes
    def purge(
        self,
        c: Connection,
        *,
        jobs: timedelta,
        audit: timedelta,
        requests: timedelta | None = None,
        comments: timedelta | None = None,
    ) -> int:
        """Delete what is older than that; return how many rows went or changed. ``jobs`` goes for posts as well.

        A finished job keeps its key taken: the time is the window in which the same work is recognised. ``comments``:
        those of requests that were refused.
        """
        gone = purge_jobs(c, jobs) + purge_audit(c, audit) + purge_posts(c, jobs)
        gone += purge_requests(c, requests) if requests else 0
        return gone + (purge_comments(c, comments) if comments else 0)
