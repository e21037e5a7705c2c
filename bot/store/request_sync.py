"""The life of requests after they were filed: news from Personio, and who was told.

A thousand hints about one request are one look. The job that looks is known by how much was looked at before, so
while it waits, further hints find its key taken. Each function is part of a transaction that its caller opened.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, bindparam, delete, exists, func, literal, or_, select, update

from bot.core.events import Conversation
from bot.core.jobs import POLL, follow_job, poll_job
from bot.core.records import Task
from bot.store import jobs
from bot.store.tables import account, job, request, task, time_in, upsert, waiting

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
_TOLD = (
    select(account.c.object_id)
    .where(
        account.c.tenant_id == bindparam("tenant"),
        account.c.object_id == bindparam("object"),
        exists().where(request.c.id == bindparam("request_id")),
    )
    .with_for_update(read=True, key_share=True)
)
_FORGET_POLL = delete(job).where(
    job.c.key == bindparam("this_key"), ~waiting, ~job.c.dead, job.c.created_at < time_in(bindparam("old"))
)
_TASKS = select(task).where(task.c.request_id == bindparam("request_id")).order_by(task.c.role)
_TASK = select(task).where(and_(task.c.request_id == bindparam("request_id"), task.c.role == bindparam("role")))


def news(c: Connection, absence_ids: Collection[str]) -> int:
    """Count a hint for each request among these absences and have it looked at; return how many there were."""
    ids, found = list(dict.fromkeys(absence_ids)), 0
    for start in range(0, len(ids), _AT_ONCE):
        rows = c.execute(_NEWS, {"absences": ids[start : start + _AT_ONCE]}).all()
        jobs.enqueue(c, [follow_job(row.id, row.followed) for row in rows])
        found += len(rows)
    return found


def followed(c: Connection, request_id: UUID, upto: int) -> None:
    """Note that so many hints were looked at; for later ones there is a job of their own."""
    counted = c.execute(_FOLLOWED, {"request_id": request_id, "upto": upto}).scalar_one_or_none()
    if counted is not None and counted > upto:
        jobs.enqueue(c, [follow_job(request_id, upto)])


def may_look(c: Connection, request_id: UUID, every: float) -> bool:
    """Take the look; False where somebody has looked within ``every`` seconds."""
    return c.execute(_LOOK, {"request_id": request_id, "rested": -every}).rowcount == 1


def looked_at(c: Connection, request_id: UUID, within: float) -> bool:
    """Tell whether a request was changed, or compared with Personio, within so many seconds."""
    return c.execute(_LATELY, {"request_id": request_id, "within": -within}).first() is not None


def add_poll_job(c: Connection, moment: str) -> bool:
    """Add the next poll with the moment of the last one that succeeded; False where one waits or ``moment`` had one."""
    if c.execute(_POLL_WAITS).first() is not None:
        return False
    last = c.execute(_LAST_POLL).scalar_one_or_none()
    new = poll_job(moment, last)
    c.execute(_FORGET_POLL, {"this_key": new.key, "old": -_MOMENT})
    jobs.enqueue(c, [new])
    return c.execute(_POLL_WAITS).first() is not None


def open_absence_ids(c: Connection, ending_after: date, limit: int, rested: float) -> list[str]:
    """Return the absences that may still change, those not looked at for longest first."""
    return list(c.execute(_OPEN, {"since": ending_after, "most": limit, "rested": -rested}).scalars())


def find_task(c: Connection, request_id: UUID, role: str) -> Task | None:
    """Return what one substitute or approver was told."""
    row = c.execute(_TASK, {"request_id": request_id, "role": role}).one_or_none()
    return None if row is None else _read(row)


def tasks(c: Connection, request_id: UUID) -> list[Task]:
    return [_read(row) for row in c.execute(_TASKS, {"request_id": request_id})]


def save_task(c: Connection, kept: Task) -> None:
    """Insert or replace; nothing where the person or the owner of the request was forgotten meanwhile."""
    known = {"tenant": kept.tenant_id, "object": kept.object_id, "request_id": kept.request_id}
    if c.execute(_TOLD, known).first() is None:
        return
    now = c.execute(select(time_in(literal(0.0)))).scalar_one()
    values = {**asdict(kept), "created_at": kept.created_at or now}
    c.execute(upsert(task, c.dialect.name), values)


def _read(row: Row[Any]) -> Task:
    values = dict(row._mapping)
    return Task(**{**values, "conversation": Conversation(**values["conversation"])})
