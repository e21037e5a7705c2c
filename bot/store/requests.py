"""Confirmed requests: stored, changed, found again.

A request, its jobs and its audit entry are one transaction, so that a crash loses all or nothing; a change made
from an older revision is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, delete, literal, or_, select, update

from bot.core.events import Conversation
from bot.core.records import AbsenceRequest, NewJob, StaleRevision
from bot.store.audit import add_audit_entry
from bot.store.forgetting import finish, is_over, to_be_stored
from bot.store.jobs import add_jobs, job_is_known
from bot.store.repository import Repository, reads, writes
from bot.store.tables import database_time, insert_once, request, request_kind, task, time_in

_COLUMNS = [*(column for column in request.c if column.name not in ("looked_at", "kind")), request_kind]
_BY_ID = select(*_COLUMNS).where(request.c.id == bindparam("request_id"))
_BY_ABSENCE = (
    select(*_COLUMNS).where(request.c.personio_id == bindparam("absence")).order_by(request.c.created_at.desc())
)
_BY_OWNER = (
    select(*_COLUMNS)
    .where(
        request_kind == "create",
        request.c.tenant_id == bindparam("tenant"),
        request.c.object_id == bindparam("object"),
    )
    .order_by(request.c.created_at.desc(), request.c.id)
    .limit(bindparam("most"))
)
_CHANGE = (
    update(request)
    .where(
        request.c.id == bindparam("request_id"),
        request.c.state == bindparam("expected"),
        request.c.revision == bindparam("known"),
    )
    .values(updated_at=time_in(literal(0.0)), revision=request.c.revision + 1)
)
_FILED = select(request.c.personio_id).where(
    request.c.person_id == bindparam("person"), request.c.personio_id.is_not(None)
)
_PROMISED = select(*_COLUMNS).where(
    request.c.state == "filed",
    request.c.status.in_(("pending", "approved", "deletion_pending")),
    request.c.last_day >= bindparam("since"),
)
_OLD = request.c.updated_at < time_in(bindparam("seconds"))
_OVER = or_(request.c.last_day.is_(None), request.c.last_day < bindparam("before"))
_KEPT_ASIDE = {"id", "created_at", "updated_at", "revision", "news", "followed", "looked_at"}
_KIND_BEFORE = "deed"  # where an older version, which may still run beside this one, has the kind of an operation
_CHANGEABLE = [column.name for column in request.c if column.name not in _KEPT_ASIDE]


class RequestRepository(Repository):
    """Confirmed requests for absences, and for changes and withdrawals of them."""

    @reads
    def find(self, c: Connection, request_id: UUID) -> AbsenceRequest | None:
        """Return a confirmed request."""
        row = c.execute(_BY_ID, {"request_id": request_id}).one_or_none()
        return None if row is None else _read(row)

    @reads
    def of_absence(self, c: Connection, absence_id: str) -> AbsenceRequest | None:
        """Return the request that became that absence in Personio."""
        row = c.execute(_BY_ABSENCE, {"absence": absence_id}).first()
        return None if row is None else _read(row)

    @reads
    def of_owner(self, c: Connection, tenant_id: str, object_id: str, *, limit: int = 50) -> list[AbsenceRequest]:
        """Return somebody's confirmed requests for absences, newest first."""
        return [_read(row) for row in c.execute(_BY_OWNER, {"tenant": tenant_id, "object": object_id, "most": limit})]

    @reads
    def filed_ids(self, c: Connection, person_id: str) -> set[str]:
        """Return the Personio ids of the absences that requests of this person became."""
        return set(c.execute(_FILED, {"person": person_id}).scalars())

    @reads
    def promised(self, c: Connection, since: date) -> list[AbsenceRequest]:
        """Return the filed requests, decided or waiting for it, that do not end before a day."""
        return [_read(row) for row in c.execute(_PROMISED, {"since": since})]

    @writes
    def confirm(
        self, c: Connection, new: AbsenceRequest, *jobs: NewJob, actor: str, audit: str = "request.confirmed"
    ) -> bool:
        """Insert a request with its jobs and an audit entry; False, with nothing stored, where its id is known.

        False as well where one of the jobs is known: its request may have been of somebody since forgotten.
        """
        if any(job_is_known(c, job.key) for job in jobs):
            return False
        insert = insert_once(request, c.dialect.name, "created_at", "updated_at")
        if c.execute(insert, {"id": new.id, "revision": 0, "news": 0, "followed": 0, **_values(new)}).rowcount != 1:
            return False
        add_jobs(c, jobs)
        add_audit_entry(c, actor=actor, action=audit, subject=str(new.id), tenant_id=new.tenant_id)
        return True

    @writes
    def change(
        self,
        c: Connection,
        new: AbsenceRequest,
        *,
        expected: str,
        jobs: Sequence[NewJob] = (),
        audit: str | Sequence[str] | None = None,
        actor: str = "bot",
    ) -> AbsenceRequest:
        """Replace a request whose state still is ``expected`` and whose revision is that of ``new``.

        The jobs are added at once, and an audit entry for each action of ``audit``. Returns the request as it is stored
        now. Raises StaleRevision where it has changed since it was read; nothing is stored then.
        """
        new = to_be_stored(new)
        mine = {"request_id": new.id, "expected": expected, "known": new.revision}
        if c.execute(_CHANGE, {**mine, **_values(new)}).rowcount != 1:
            raise StaleRevision
        add_jobs(c, jobs)
        for action in (audit,) if isinstance(audit, str) else audit or ():
            add_audit_entry(c, actor=actor, action=action, subject=str(new.id), tenant_id=new.tenant_id)
        stored = _read(c.execute(_BY_ID, {"request_id": new.id}).one())
        if is_over(new):
            finish(c, new)
        return stored


def purge_comments(c: Connection, older: timedelta) -> int:
    """Drop the comments of requests that were refused longer ago; return the number of rows."""
    comment = request.c.details["draft"]["comment"].as_string()
    settled = (request.c.state != "waiting", _OLD, comment.is_not(None))
    rows = c.execute(select(request.c.id, request.c.revision, request.c.details).where(*settled), _ago(older)).all()
    for row in rows:
        draft = {name: value for name, value in row.details["draft"].items() if name != "comment"}
        same = (request.c.id == row.id, request.c.revision == row.revision)
        c.execute(update(request).where(*same).values(details={**row.details, "draft": draft}))
    return len(rows)


def purge_requests(c: Connection, older: timedelta) -> int:
    """Delete requests that neither changed nor ended since, and who was told of them; return the number of rows."""
    now = database_time(c)
    since = {**_ago(older), "before": (now - older).date()}
    c.execute(delete(task).where(task.c.request_id.in_(select(request.c.id).where(_OLD, _OVER))), since)
    return c.execute(delete(request).where(_OLD, _OVER), since).rowcount


def _ago(older: timedelta) -> dict[str, Any]:
    return {"seconds": -older.total_seconds()}


def _read(row: Row[Any]) -> AbsenceRequest:
    values = dict(row._mapping)
    details = {name: value for name, value in values["details"].items() if name != _KIND_BEFORE}
    return AbsenceRequest(**{**values, "details": details, "conversation": Conversation(**values["conversation"])})


def _values(new: AbsenceRequest) -> dict[str, Any]:
    """Return the columns that a change may touch."""
    values = {name: getattr(new, name) for name in _CHANGEABLE}
    details = new.details if new.kind == "create" else new.details | {_KIND_BEFORE: new.kind}
    return {**values, "details": details, "conversation": asdict(new.conversation)}
