"""Requests compared with Personio after they were filed: hints that there is news, looks, polls.

A thousand hints about one request are one look. The job that looks is known by how much was looked at before, so
while it waits, further hints find its key taken.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, literal, or_, select, update

from bot.core.jobs import POLL, follow_job, poll_job
from bot.store.jobs import add_jobs
from bot.store.repository import Repository, reads, writes
from bot.store.tables import job, request, time_in, waiting

_MOMENT = 300.0  # seconds; the same moment again after them is one that comes twice: the clock was set back
_AT_ONCE = 500  # ids in one statement: databases limit its parameters
_NEWS = (
    update(request)
    .where(request.c.personio_id.in_(bindparam("absences", expanding=True)))
    .values(news=request.c.news + 1)
    .returning(request.c.id, request.c.followed)
)
_FOLLOWED = (
    update(request)
    .where(request.c.id == bindparam("request_id"), request.c.followed < bindparam("upto"))
    .values(followed=bindparam("upto"), looked_at=time_in(literal(0.0)))
    .returning(request.c.news)
)
_OPEN = (
    select(request.c.personio_id)
    .where(
        request.c.state == "filed",
        request.c.personio_id.is_not(None),
        or_(request.c.status.is_(None), request.c.status.not_in(("rejected", "gone", "withdrawn"))),
        or_(request.c.last_day.is_(None), request.c.last_day >= bindparam("since")),
        or_(request.c.looked_at.is_(None), request.c.looked_at <= time_in(bindparam("rested"))),
    )
    .order_by(request.c.looked_at.asc().nulls_first(), request.c.id)
    .limit(bindparam("most"))
)
_LOOK = (
    update(request)
    .where(
        request.c.id == bindparam("request_id"),
        or_(request.c.looked_at.is_(None), request.c.looked_at <= time_in(bindparam("rested"))),
    )
    .values(looked_at=time_in(literal(0.0)))
)
_POLL_WAITS = select(job.c.id).where(waiting, job.c.kind == POLL).limit(1)
_LATELY = select(request.c.id).where(
    request.c.id == bindparam("request_id"),
    or_(request.c.looked_at > time_in(bindparam("within")), request.c.updated_at > time_in(bindparam("within"))),
)
_LAST_POLL = select(func.max(job.c.created_at)).where(job.c.kind == POLL, ~waiting, ~job.c.dead)
_FORGET_POLL = delete(job).where(
    job.c.key == bindparam("this_key"), ~waiting, ~job.c.dead, job.c.created_at < time_in(bindparam("old"))
)


class RequestSyncRepository(Repository):
    """How far each filed request was compared with Personio."""

    @writes
    def add_news(self, c: Connection, absence_ids: Collection[str]) -> int:
        """Note that Personio has news of these absences: one ``request.follow`` job for each that a request became.

        While that job waits, further news add none. Returns how many requests were found.
        """
        ids, found = list(dict.fromkeys(absence_ids)), 0
        for start in range(0, len(ids), _AT_ONCE):
            rows = c.execute(_NEWS, {"absences": ids[start : start + _AT_ONCE]}).all()
            add_jobs(c, [follow_job(row.id, row.followed) for row in rows])
            found += len(rows)
        return found

    @writes
    def mark_followed(self, c: Connection, request_id: UUID, upto: int) -> None:
        """Note that the first ``upto`` hints about a request were looked at; if there are more, add a job for them."""
        counted = c.execute(_FOLLOWED, {"request_id": request_id, "upto": upto}).scalar_one_or_none()
        if counted is not None and counted > upto:
            add_jobs(c, [follow_job(request_id, upto)])

    @writes
    def may_look(self, c: Connection, request_id: UUID, *, every: float) -> bool:
        """Note that a request is compared with Personio now, and return True.

        False, with nothing noted, where that was done within the last ``every`` seconds.
        """
        return c.execute(_LOOK, {"request_id": request_id, "rested": -every}).rowcount == 1

    @reads
    def looked_at(self, c: Connection, request_id: UUID, *, within: float) -> bool:
        """Tell whether a request was changed, or compared with Personio, within so many seconds."""
        return c.execute(_LATELY, {"request_id": request_id, "within": -within}).first() is not None

    @writes
    def add_poll_job(self, c: Connection, moment: str) -> bool:
        """Add the job that asks Personio what has changed since the last such job that succeeded, and return True.

        ``moment`` names the job, the same for all replicas. False where it had its job already, or another job waits.
        """
        if c.execute(_POLL_WAITS).first() is not None:
            return False
        last = c.execute(_LAST_POLL).scalar_one_or_none()
        new = poll_job(moment, last)
        c.execute(_FORGET_POLL, {"this_key": new.key, "old": -_MOMENT})
        add_jobs(c, [new])
        return c.execute(_POLL_WAITS).first() is not None

    @reads
    def open_absence_ids(
        self, c: Connection, *, ending_after: date, limit: int = 100, rested: float = 0.0
    ) -> list[str]:
        """Return the Personio ids of filed requests that may still change, those not looked at for longest first.

        ``ending_after``: absences that ended before that day are left alone. ``rested``: so are those looked at within
        so many seconds.
        """
        return list(c.execute(_OPEN, {"since": ending_after, "most": limit, "rested": -rested}).scalars())
