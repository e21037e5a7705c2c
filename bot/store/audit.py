"""Who did what when: listed for export, and purged after a set time.

An entry holds ids only, and is written in the same transaction as the change that it records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, literal, select

from bot.store.repository import Repository, reads
from bot.store.tables import audit, time_in


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """``actor`` (an id, ``bot`` or ``operator``) did ``action`` to ``subject`` (a request's id, for example)."""

    id: int
    at: datetime
    tenant_id: str | None
    actor: str
    action: str
    subject: str | None


_NOTE = insert(audit).values(at=time_in(literal(0.0)))
_LIST = (
    select(audit.c.id, audit.c.at, audit.c.tenant_id, audit.c.actor, audit.c.action, audit.c.subject)
    .where(audit.c.id > bindparam("after"))
    .order_by(audit.c.id)
    .limit(bindparam("most"))
)
_PURGE = delete(audit).where(audit.c.at < time_in(bindparam("seconds")))


class AuditRepository(Repository):
    """The audit trail, for export."""

    @reads
    def entries(self, c: Connection, *, after: int = 0, limit: int = 1000) -> list[AuditEntry]:
        """Return up to ``limit`` entries after the one with id ``after``, by ascending id."""
        return [AuditEntry(*row) for row in c.execute(_LIST, {"after": after, "most": limit})]


def add_audit_entry(
    c: Connection, *, actor: str, action: str, subject: str | None = None, tenant_id: str | None = None
) -> None:
    """Add an entry."""
    c.execute(_NOTE, {"tenant_id": tenant_id, "actor": actor, "action": action, "subject": subject})


def purge_audit(c: Connection, older: timedelta) -> int:
    """Delete entries that are older than ``older``; return the number of rows."""
    return c.execute(_PURGE, {"seconds": -older.total_seconds()}).rowcount
