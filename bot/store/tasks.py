"""Which substitute or approver was told about whose request."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, bindparam, exists, literal, select

from bot.core.events import Conversation
from bot.core.records import Task
from bot.store.repository import Repository, reads, writes
from bot.store.tables import account, request, task, time_in, upsert

_TOLD = (
    select(account.c.object_id)
    .where(
        account.c.tenant_id == bindparam("tenant"),
        account.c.object_id == bindparam("object"),
        exists().where(request.c.id == bindparam("request_id")),
    )
    .with_for_update(read=True, key_share=True)
)
_TASKS = select(task).where(task.c.request_id == bindparam("request_id")).order_by(task.c.role)
_TASK = select(task).where(and_(task.c.request_id == bindparam("request_id"), task.c.role == bindparam("role")))


class TaskRepository(Repository):
    """The tasks of substitutes and approvers: who was told about which request."""

    @reads
    def find(self, c: Connection, request_id: UUID, role: str) -> Task | None:
        """Return what that substitute or approver was told."""
        row = c.execute(_TASK, {"request_id": request_id, "role": role}).one_or_none()
        return None if row is None else _read(row)

    @reads
    def of_request(self, c: Connection, request_id: UUID) -> list[Task]:
        """Return who was told about a request."""
        return [_read(row) for row in c.execute(_TASKS, {"request_id": request_id})]

    @writes
    def save(self, c: Connection, kept: Task) -> None:
        """Insert or replace; nothing where the person or the owner of the request was forgotten meanwhile."""
        known = {"tenant": kept.tenant_id, "object": kept.object_id, "request_id": kept.request_id}
        if c.execute(_TOLD, known).first() is None:
            return
        now = c.execute(select(time_in(literal(0.0)))).scalar_one()
        c.execute(upsert(task, c.dialect.name), {**asdict(kept), "created_at": kept.created_at or now})


def _read(row: Row[Any]) -> Task:
    values = dict(row._mapping)
    return Task(**{**values, "conversation": Conversation(**values["conversation"])})
