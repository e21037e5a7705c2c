"""Confirmed requests: stored, changed, found again.

A request, its jobs and its audit entry are one transaction, so that a crash loses all or nothing; a change made
from an older revision is refused. Each function is part of a transaction that its caller opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, delete, literal, or_, select, update

from bot.core.events import Conversation
from bot.core.records import AbsenceRequest, NewJob
from bot.store import audit, forgetting, jobs
from bot.store.tables import insert_once, request, task, time_in, type_rule, upsert

_COLUMNS = [column for column in request.c if column.name != "looked_at"]
_BY_ID = select(*_COLUMNS).where(request.c.id == bindparam("request_id"))
_BY_ABSENCE = (
    select(*_COLUMNS).where(request.c.personio_id == bindparam("absence")).order_by(request.c.created_at.desc())
)
_BY_OWNER = (
    select(*_COLUMNS)
    .where(request.c.tenant_id == bindparam("tenant"), request.c.object_id == bindparam("object"))
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
_RULES = select(type_rule.c.type_id, type_rule.c.rule)
_OLD = request.c.updated_at < time_in(bindparam("seconds"))
_OVER = or_(request.c.last_day.is_(None), request.c.last_day < bindparam("before"))
_KEPT_ASIDE = {"id", "created_at", "updated_at", "revision", "news", "followed", "looked_at"}
_CHANGEABLE = [column.name for column in request.c if column.name not in _KEPT_ASIDE]


def find_request(c: Connection, request_id: UUID) -> AbsenceRequest | None:
    row = c.execute(_BY_ID, {"request_id": request_id}).one_or_none()
    return None if row is None else _read(row)


def of_absence(c: Connection, absence_id: str) -> AbsenceRequest | None:
    row = c.execute(_BY_ABSENCE, {"absence": absence_id}).first()
    return None if row is None else _read(row)


def of_owner(c: Connection, tenant_id: str, object_id: str, limit: int) -> list[AbsenceRequest]:
    return [_read(row) for row in c.execute(_BY_OWNER, {"tenant": tenant_id, "object": object_id, "most": limit})]


def insert_request(c: Connection, new: AbsenceRequest, added: Sequence[NewJob], actor: str, action: str) -> bool:
    """Insert a request with its jobs and audit entry; False (and nothing stored) where its id is known.

    A job of a request whose owner was forgotten may still be known: nobody would do it a second time.
    """
    if any(jobs.job_is_known(c, job.key) for job in added):
        return False
    insert = insert_once(request, c.dialect.name, "created_at", "updated_at")
    if c.execute(insert, {"id": new.id, "revision": 0, "news": 0, "followed": 0, **_values(new)}).rowcount != 1:
        return False
    jobs.enqueue(c, added)
    audit.add_audit_entry(c, actor=actor, action=action, subject=str(new.id), tenant_id=new.tenant_id)
    return True


def update_request(
    c: Connection, new: AbsenceRequest, expected: str, added: Sequence[NewJob], noted: tuple[str, Sequence[str]]
) -> AbsenceRequest | None:
    """Replace a request in state ``expected`` at its revision; None (and nothing stored) where it moved on.

    ``noted``: who did what, each thing an entry of its own in the audit trail.
    """
    new = forgetting.to_be_stored(new)
    mine = {"request_id": new.id, "expected": expected, "known": new.revision}
    if c.execute(_CHANGE, {**mine, **_values(new)}).rowcount != 1:
        return None
    jobs.enqueue(c, added)
    actor, actions = noted
    for action in actions:
        audit.add_audit_entry(c, actor=actor, action=action, subject=str(new.id), tenant_id=new.tenant_id)
    stored = find_request(c, new.id)
    if forgetting.is_over(new):
        forgetting.finish(c, new)
    return stored


def filed_ids(c: Connection, person_id: str) -> set[str]:
    """Return the Personio ids of what this person's requests became."""
    return set(c.execute(_FILED, {"person": person_id}).scalars())


def promised(c: Connection, since: date) -> list[AbsenceRequest]:
    """Return the filed requests, decided or waiting for it, that do not end before a day."""
    return [_read(row) for row in c.execute(_PROMISED, {"since": since})]


def learned_rules(c: Connection) -> dict[str, str]:
    """Return the substitute rule of each absence type that taught one."""
    return {row.type_id: row.rule for row in c.execute(_RULES)}


def learn_rule(c: Connection, type_id: str, rule: str) -> None:
    c.execute(upsert(type_rule, c.dialect.name), {"type_id": type_id, "rule": rule})


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
    now = c.execute(select(time_in(literal(0.0)))).scalar_one()
    since = {**_ago(older), "before": (now - older).date()}
    c.execute(delete(task).where(task.c.request_id.in_(select(request.c.id).where(_OLD, _OVER))), since)
    return c.execute(delete(request).where(_OLD, _OVER), since).rowcount


def _ago(older: timedelta) -> dict[str, Any]:
    return {"seconds": -older.total_seconds()}


def _read(row: Row[Any]) -> AbsenceRequest:
    values = dict(row._mapping)
    return AbsenceRequest(**{**values, "conversation": Conversation(**values["conversation"])})


def _values(new: AbsenceRequest) -> dict[str, Any]:
    values = {name: getattr(new, name) for name in _CHANGEABLE}
    return {**values, "conversation": asdict(new.conversation)}
