"""People's accounts and their requests: read, written, forgotten.

Rule: a request, its jobs and its audit entry are one transaction, so that a crash loses all or nothing.
Each function is part of a transaction that its caller opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, bindparam, delete, literal, select, update

from bot.events import Conversation
from bot.services import Account, NewJob, Request
from bot.store import audit, jobs
from bot.store.tables import account, insert_once, opt_out, request, subscription, time_in, type_rule, upsert
from bot.store.tables import audit as audit_table

_ACCOUNT = select(account).where(account.c.tenant_id == bindparam("tenant"), account.c.object_id == bindparam("object"))
_REQUEST = select(request).where(request.c.id == bindparam("request_id"))
_CHANGE = (
    update(request)
    .where(request.c.id == bindparam("request_id"), request.c.state == bindparam("expected"))
    .values(updated_at=time_in(literal(0.0)))
)
_FILED = select(request.c.personio_id).where(
    request.c.person_id == bindparam("person"), request.c.personio_id.is_not(None)
)
_RULES = select(type_rule.c.type_id, type_rule.c.rule)
_CHANGEABLE = [c.name for c in request.c if c.name not in {"id", "created_at", "updated_at"}]


def find_account(c: Connection, tenant_id: str, object_id: str) -> Account | None:
    """Return what is kept of a person."""
    row = c.execute(_ACCOUNT, {"tenant": tenant_id, "object": object_id}).mappings().one_or_none()
    if row is None:
        return None
    where = row["conversation"]
    return Account(**{**row, "conversation": Conversation(**where) if where else None})


def add_account(c: Connection, new: Account) -> bool:
    """Insert; False where the person is known."""
    return c.execute(insert_once(account, c.dialect.name), asdict(new)).rowcount == 1


def save_account(c: Connection, kept: Account) -> None:
    """Insert or replace."""
    c.execute(upsert(account, c.dialect.name), asdict(kept))


def find_request(c: Connection, request_id: UUID) -> Request | None:
    """Return a request."""
    row = c.execute(_REQUEST, {"request_id": request_id}).mappings().one_or_none()
    return None if row is None else Request(**{**row, "conversation": Conversation(**row["conversation"])})


def confirm(c: Connection, new: Request, job: NewJob, actor: str) -> bool:
    """Insert a request with its job and audit entry; False (and nothing stored) where its id is known."""
    insert = insert_once(request, c.dialect.name, "created_at", "updated_at")
    if c.execute(insert, {"id": new.id, **_values(new)}).rowcount != 1:
        return False
    jobs.enqueue(c, [job])
    audit.note(c, actor=actor, action="request.confirmed", subject=str(new.id), tenant_id=new.tenant_id)
    return True


def change(c: Connection, new: Request, expected: str, added: Sequence[NewJob], action: str | None) -> bool:
    """Replace a request in state ``expected``; False (and nothing stored) where it moved on."""
    if c.execute(_CHANGE, {"request_id": new.id, "expected": expected, **_values(new)}).rowcount != 1:
        return False
    jobs.enqueue(c, added)
    if action is not None:
        audit.note(c, actor="bot", action=action, subject=str(new.id), tenant_id=new.tenant_id)
    return True


def filed_ids(c: Connection, person_id: str) -> set[str]:
    """Return the Personio ids of what this person's requests became."""
    return set(c.execute(_FILED, {"person": person_id}).scalars())


def rules(c: Connection) -> dict[str, str]:
    """Return the substitute rule of each absence type that taught one."""
    return {row.type_id: row.rule for row in c.execute(_RULES)}


def learn_rule(c: Connection, type_id: str, rule: str) -> None:
    """Insert or replace."""
    c.execute(upsert(type_rule, c.dialect.name), {"type_id": type_id, "rule": rule})


def forget(c: Connection, ids: Sequence[str]) -> int:
    """Delete the accounts and requests of a person known by any of these ids; return the number of rows.

    Audit entries stay, under the actor ``forgotten``: that something was done remains, who did it does not.
    """
    known = set(ids)
    for table in (account, request):
        for row in c.execute(select(table.c.object_id, table.c.person_id).where(_of(table, ids))):
            known |= {value for value in row if value}
    gone = sum(c.execute(delete(table).where(_of(table, sorted(known)))).rowcount for table in (account, request))
    gone += c.execute(delete(opt_out).where(opt_out.c.person_id.in_(known))).rowcount
    c.execute(update(audit_table).where(audit_table.c.actor.in_(known)).values(actor="forgotten"))
    c.execute(update(subscription).where(subscription.c.configured_by.in_(known)).values(configured_by=None))
    if gone:
        audit.note(c, actor="operator", action="person.forgotten")
    return gone


def _of(table: Table, ids: Sequence[str]) -> Any:
    return table.c.object_id.in_(ids) | table.c.person_id.in_(ids)


def _values(new: Request) -> dict[str, Any]:
    """Return the columns that a change may touch. Pure."""
    values = {name: getattr(new, name) for name in _CHANGEABLE}
    return {**values, "conversation": asdict(new.conversation)}
