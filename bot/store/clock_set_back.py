"""What waits for a time, where that time is this machine's and its clock was set back.

Only for SQLite; PostgreSQL has one clock for all, its own. What is planned for a time of day may come up too
early by this: the scheduler reads the clock again before acting.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, literal, select, update

from bot.store.repository import Repository, reads, writes
from bot.store.tables import database_time, job, request, time_in

_now = time_in(literal(0.0))
_NEWEST = select(func.max(job.c.created_at), func.max(job.c.finished_at))
_JOBS = select(job.c.id, job.c.run_at, job.c.created_at, job.c.finished_at).where(
    (job.c.run_at > _now) | (job.c.created_at > _now) | (job.c.finished_at > _now)
)
_MOVE_JOB = (
    update(job)
    .where(job.c.id == bindparam("this"))
    .values(run_at=bindparam("due"), created_at=bindparam("stored"), finished_at=bindparam("ended"))
)
_LOOKED = select(request.c.id, request.c.looked_at).where(request.c.looked_at > _now)
_MOVE_LOOK = update(request).where(request.c.id == bindparam("this")).values(looked_at=bindparam("looked"))


class StoredTimes(Repository):
    """The times that this machine's clock gave to what is stored; nothing where the database has its own clock."""

    async def newest(self) -> datetime | None:
        """Return the newest time at which a job was stored or finished."""
        return None if self._database.has_clock else await self._newest()

    async def set_back(self, by: timedelta) -> int:
        """Move the times that lie ahead of the clock back as much as the clock was; return how many jobs waited."""
        return 0 if self._database.has_clock else await self._set_back(by)

    @reads
    def _newest(self, c: Connection) -> datetime | None:
        return max((at for at in c.execute(_NEWEST).one() if at is not None), default=None)

    @writes
    def _set_back(self, c: Connection, by: timedelta) -> int:
        now = database_time(c)

        def moved(at: datetime | None) -> datetime | None:
            return at - by if at is not None and at > now else at

        jobs = c.execute(_JOBS).all()
        rows = [
            {
                "this": each.id,
                "due": moved(each.run_at),
                "stored": moved(each.created_at),
                "ended": moved(each.finished_at),
            }
            for each in jobs
        ]
        if rows:
            c.execute(_MOVE_JOB, rows)
        if looks := [{"this": each.id, "looked": moved(each.looked_at)} for each in c.execute(_LOOKED)]:
            c.execute(_MOVE_LOOK, looks)
        return sum(each.finished_at is None and each.run_at > now for each in jobs)
