"""The store: every method of :class:`bot.services.context.Store` and :class:`bot.core.jobs.Jobs`, each one transaction.

Nothing is decided here; a method picks ``read`` or ``write`` and names the query.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection

from bot.core.clock import Clock
from bot.core.jobs import LEASE, Backlog, DeadJob, Job, Outcome
from bot.core.messaging import Team
from bot.core.records import AbsenceRequest, Account, Forgotten, NewJob, StoreError, Task
from bot.core.subscriptions import Advance, Claimed, Post, State, Subscription
from bot.store import accounts, audit, clock_set_back, forgetting, jobs, request_sync, requests, subscriptions, teams
from bot.store.audit import AuditEntry
from bot.store.connect import open_database
from bot.store.database import Database
from bot.store.migrate import migrate


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


class Store:
    """What is kept, in SQLite or PostgreSQL. Close it, or use ``async with``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def __aenter__(self) -> Store:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._database.close()

    async def ping(self, *, within: float = 2.0) -> None:
        """See whether the database can be read and written; raises :class:`StoreError` where not ``within`` seconds."""
        try:
            async with asyncio.timeout(within):
                await self._database.check()
        except StoreError:
            raise
        except Exception as error:  # whatever the driver says, it means the same
            raise StoreError(f"The database does not answer ({type(error).__name__}).") from error

    async def account(self, tenant_id: str, object_id: str) -> Account | None:
        """Return what is kept of a person."""
        return await self._database.read(accounts.find_account, tenant_id, object_id)

    async def add_account(self, account: Account) -> bool:
        """Keep somebody new; False where that person is known already (nothing changes then)."""
        return await self._database.write(accounts.add_account, account)

    async def save_account(self, account: Account) -> None:
        """Keep it (insert or replace)."""
        await self._database.write(accounts.save_account, account)

    async def request(self, request_id: UUID) -> AbsenceRequest | None:
        """Return a confirmed request."""
        return await self._database.read(requests.find_request, request_id)

    async def confirm_request(
        self, request: AbsenceRequest, *jobs: NewJob, actor: str, audit: str = "request.confirmed"
    ) -> bool:
        """Store a confirmed request, its jobs and the audit entry at once; False where that id is stored already."""
        return await self._database.write(requests.insert_request, request, jobs, actor, audit)

    async def change_request(
        self,
        request: AbsenceRequest,
        *,
        expected: str,
        jobs: Sequence[NewJob] = (),
        audit: str | Sequence[str] | None = None,
        actor: str = "bot",
    ) -> AbsenceRequest | None:
        """Replace a request whose state still is ``expected`` and whose revision is that of ``request``.

        The jobs and the audit entries are added at once. Returns it as it is stored now, None (and nothing changed)
        where it moved on.
        """
        actions = (audit,) if isinstance(audit, str) else tuple(audit or ())
        return await self._database.write(requests.update_request, request, expected, jobs, (actor, actions))

    async def requests_of(self, tenant_id: str, object_id: str, *, limit: int = 50) -> list[AbsenceRequest]:
        """Return somebody's confirmed requests, newest first."""
        return await self._database.read(requests.of_owner, tenant_id, object_id, limit)

    async def request_of_absence(self, absence_id: str) -> AbsenceRequest | None:
        """Return the request that became that absence in Personio."""
        return await self._database.read(requests.of_absence, absence_id)

    async def news(self, absence_ids: Collection[str]) -> int:
        """Note that Personio has news of these absences: one ``request.follow`` job for each that a request became.

        While that job waits, further news add none. Returns how many requests were found.
        """
        return await self._database.write(request_sync.news, absence_ids)

    async def followed(self, request_id: UUID, upto: int) -> None:
        """Note that the first ``upto`` news of a request were looked at; later ones get a job of their own."""
        await self._database.write(request_sync.followed, request_id, upto)

    async def may_look(self, request_id: UUID, *, every: float) -> bool:
        """Take the look at a request; False where somebody has looked within ``every`` seconds."""
        return await self._database.write(request_sync.may_look, request_id, every)

    async def looked_at(self, request_id: UUID, *, within: float) -> bool:
        """Tell whether a request was changed, or compared with Personio, within so many seconds."""
        return await self._database.read(request_sync.looked_at, request_id, within)

    async def ask_poll(self, moment: str) -> bool:
        """Add the job that asks Personio what is new; False where one waits already, or that moment had its own."""
        return await self._database.write(request_sync.add_poll_job, moment)

    async def open_absence_ids(self, *, ending_after: date, limit: int = 100, rested: float = 0.0) -> list[str]:
        """Return the Personio ids of filed requests that may still change, those not looked at for longest first.

        ``ending_after``: absences that ended before that day are left alone. ``rested``: so are those looked at within
        so many seconds.
        """
        return await self._database.read(request_sync.open_absence_ids, ending_after, limit, rested)

    async def account_of(self, tenant_id: str, person_id: str) -> Account | None:
        """Return the account of a person in Personio who uses the bot, as far as known."""
        return await self._database.read(accounts.of_person, tenant_id, person_id)

    async def task(self, request_id: UUID, role: str) -> Task | None:
        """Return what that substitute or approver was told."""
        return await self._database.read(request_sync.find_task, request_id, role)

    async def tasks(self, request_id: UUID) -> list[Task]:
        """Return who was told about a request."""
        return await self._database.read(request_sync.tasks, request_id)

    async def save_task(self, task: Task) -> None:
        """Keep it (insert or replace)."""
        await self._database.write(request_sync.save_task, task)

    async def filed_ids(self, person_id: str) -> set[str]:
        """Return the Personio ids of the absences that requests of this person became."""
        return await self._database.read(requests.filed_ids, person_id)

    async def promised(self, since: date) -> list[AbsenceRequest]:
        """Return the filed requests, decided or waiting for it, that do not end before a day."""
        return await self._database.read(requests.promised, since)

    async def substitute_rules(self) -> dict[str, str]:
        """Return absence type id -> ``none`` | ``optional`` | ``required`` | ``comment``, as far as known."""
        return await self._database.read(requests.learned_rules)

    async def learn_substitute_rule(self, type_id: str, rule: str) -> None:
        """Keep what Personio's answer taught about a type."""
        await self._database.write(requests.learn_rule, type_id, rule)

    async def subscriptions(self) -> list[Subscription]:
        """Return all, paused ones too, in the order they were made."""
        return await self._database.read(subscriptions.everyone)

    async def subscription(self, subscription_id: str) -> Subscription | None:
        """Return one."""
        return await self._database.read(subscriptions.find_subscription, subscription_id)

    async def save_subscription(
        self, subscription: Subscription, next_at: datetime | None, *, by: str | None = None
    ) -> None:
        """Insert or replace. ``next_at`` None leaves a known one's; ``by``: the admin's object id, None: as before."""
        await self._database.write(subscriptions.save_subscription, subscription, next_at, by)

    async def replace_subscriptions(
        self, kept: Sequence[tuple[Subscription, datetime | None]], *, delete: Collection[str] = ()
    ) -> None:
        """Insert or replace each with its ``next_at`` (None: as it was), and forget those ids; all of it or nothing."""
        await self._database.write(subscriptions.replace_all, kept, delete)

    async def delete_subscription(self, subscription_id: str, *, by: str | None = None) -> bool:
        """Forget one; its posts are remembered for a while, so that the same id posts nothing twice."""
        return await self._database.write(subscriptions.remove, subscription_id, by)

    async def pause(self, subscription_id: str, reason: str, *, by: str = "bot") -> bool:
        """Pause one; False where it rests already or is gone."""
        return await self._database.write(subscriptions.pause, subscription_id, reason, by)

    async def configured_by(self, subscription_id: str) -> str | None:
        """Return the Entra object id of the admin who set it up, as far as known."""
        return await self._database.read(subscriptions.configured_by, subscription_id)

    async def service_url(self, tenant_id: str) -> str | None:
        """Return a service URL that Teams has used for this tenant."""
        return await self._database.read(subscriptions.service_url, tenant_id)

    async def claim_due(self, advance: Advance, *, now: datetime | None = None, limit: int = 200) -> list[Claimed]:
        """Deal with due subscriptions: post row and job, next time; each goes to one caller. None: the store's now."""
        if not await self._database.read(subscriptions.is_due, now):  # an idle tick takes no write lock
            return []
        return await self._database.write(subscriptions.claim_due, advance, now, limit)

    async def post(self, subscription_id: str, day: date) -> Post | None:
        """Return what is known of a day's post."""
        return await self._database.read(subscriptions.find_post, subscription_id, day)

    async def record_post(
        self, post: Post, *, fence: tuple[int, int] | None = None, was: State | Literal["any"] | None = "any"
    ) -> bool:
        """Insert or replace; with the ``fence`` of a job only while that is held, and then for another lease.

        ``was``: only while what is stored is in that state, None: while nothing is. False, and nothing changed, where
        the job has passed on or the state is another.
        """
        return await self._database.write(subscriptions.record_post, post, fence, was)

    async def sent_posts(self, since: date) -> list[Post]:
        """Return the posts of that local day and later that can be edited."""
        return await self._database.read(subscriptions.sent_posts, since)

    async def ask_edit(self, post: Post, facts: str) -> None:
        """Add the job that brings a sent post up to date; once until that edit is recorded.

        ``facts``: the hash of what it is to show. Where the job was given up, it is tried anew for other facts alone.
        """
        await self._database.write(subscriptions.ask_edit, post, facts)

    async def opted_out(self, tenant_id: str) -> frozenset[str]:
        """Return the Personio ids of those who want no posts about their birthday and anniversary."""
        return await self._database.read(subscriptions.opted_out, tenant_id)

    async def opt_out(self, tenant_id: str, person_id: str, *, out: bool = True) -> None:
        """Note that somebody wants none, or wants them again."""
        await self._database.write(subscriptions.set_opt_out, tenant_id, person_id, out)

    async def teams(self, tenant_id: str) -> list[Team]:
        """Return the teams that have the app, as far as Teams has told, by name."""
        return await self._database.read(teams.of_tenant, tenant_id)

    async def save_team(self, team: Team) -> None:
        """Keep it (insert or replace)."""
        await self._database.write(teams.save_team, team)

    async def forget_team(self, tenant_id: str, team_id: str) -> None:
        """Forget it: the app was removed there."""
        await self._database.write(teams.forget_team, tenant_id, team_id)

    async def forget(self, *ids: str, actor: str = "operator", keep_opt_out: bool = False) -> Forgotten:
        """Delete what is kept of a person, known by Entra object id or Personio id; the audit says ``forgotten``.

        What Personio may have been asked for already is settled first. Raises ValueError for ``bot`` or ``operator``.
        """
        return await self._database.write(forgetting.forget_person, ids, actor, keep_opt_out)

    async def audit_entries(self, *, after: int = 0, limit: int = 1000) -> list[AuditEntry]:
        """Return audit entries in order, from behind the one with id ``after``."""
        return await self._database.read(audit.list_audit_entries, after, limit)

    async def enqueue(self, *new: NewJob) -> None:
        """Add jobs on their own. One whose key is known is the same work, and left as it is."""
        await self._database.write(jobs.enqueue, new)

    async def jobs_under(self, kind: str, prefix: str) -> list[NewJob]:
        """Return the jobs of a kind whose key begins so, in the order in which they were stored.

        Finished ones too, for as long as they are kept.
        """
        return await self._database.read(jobs.under, kind, prefix)

    async def claim(self, kinds: Collection[str], limit: int, *, lease: float = LEASE) -> list[Job]:
        """Take up to ``limit`` due jobs of these kinds for ``lease`` seconds; nobody else gets them meanwhile."""
        return await self._database.write(jobs.claim, kinds, limit, lease)

    async def extend(self, held: Sequence[Job], *, lease: float = LEASE) -> set[int]:
        """Keep claimed jobs for ``lease`` seconds from now; return the ids of those that still are the caller's."""
        return await self._database.write(jobs.extend, held, lease)

    async def hold(self, fence: tuple[int, int]) -> bool:
        """Keep a claimed job for another lease from now; False where it has passed on. See
        :mod:`bot.services.fence`."""
        return await self._database.write(jobs.hold, fence)

    async def settle(self, job: Job, outcome: Outcome) -> bool:
        """Close a claimed job, or put it back; False where somebody else has claimed it since."""
        return await self._database.write(jobs.settle_job, job, outcome)

    async def next_due(self, kinds: Collection[str]) -> float | None:
        """Return the seconds until the next job of these kinds is due (0 or less: now), or None without any."""
        return await self._database.read(jobs.next_due, kinds)

    async def newest(self) -> datetime | None:
        """Return the newest time at which a job was stored or finished, None where the database has its own clock."""
        return None if self._database.has_clock else await self._database.read(clock_set_back.newest)

    async def set_back(self, by: timedelta) -> int:
        """Bring what waits forward, because this machine's clock was set back; return how many jobs waited.

        Nothing where the database has its own clock.
        """
        return 0 if self._database.has_clock else await self._database.write(clock_set_back.set_back, by)

    async def backlog(self) -> list[Backlog]:
        """Return how each kind of job stands; reads all that wait and all that are kept."""
        return await self._database.read(jobs.backlog)

    async def refused_jobs(self) -> int:
        """Return how many jobs wait because Teams refuses the bot's credential."""
        return await self._database.read(jobs.refused)

    async def dead_jobs(self) -> list[DeadJob]:
        """Return the jobs that were given up, the oldest first."""
        return await self._database.read(jobs.dead)

    async def wake_jobs(self, job_id: int | None = None) -> list[int]:
        """Have a dead job, or all of them, tried again as if for the first time; return their ids."""
        return await self._database.write(jobs.wake, job_id)

    async def purge(
        self,
        *,
        jobs: timedelta,
        audit: timedelta,
        requests: timedelta | None = None,
        comments: timedelta | None = None,
    ) -> int:
        """Delete what is older than that; return how many rows went or changed. ``jobs`` goes for posts as well.

        ``comments``: those of requests that were refused.
        """
        return await self._database.write(_purge, jobs, audit, requests, comments)


def _purge(
    c: Connection, finished: timedelta, noted: timedelta, asked: timedelta | None, commented: timedelta | None
) -> int:
    gone = jobs.purge_jobs(c, finished) + audit.purge_audit(c, noted) + subscriptions.purge_posts(c, finished)
    gone += requests.purge_requests(c, asked) if asked else 0
    return gone + (requests.purge_comments(c, commented) if commented else 0)
