"""People's accounts: read, written, forgotten.

Rule: ids, language, time zone and where to write; no name, no e-mail. Each function is part of a transaction that its
caller opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, select, update

from bot.events import Conversation
from bot.services import Account
from bot.store import audit
from bot.store.tables import account, insert_once, opt_out, request, subscription, task, upsert
from bot.store.tables import audit as audit_table

_BY_OBJECT = select(account).where(
    account.c.tenant_id == bindparam("tenant"), account.c.object_id == bindparam("object")
)
_BY_PERSON = select(account).where(
    account.c.tenant_id == bindparam("tenant"), account.c.person_id == bindparam("person")
)


def find(c: Connection, tenant_id: str, object_id: str) -> Account | None:
    """Return what is kept of a person in Teams."""
    row = c.execute(_BY_OBJECT, {"tenant": tenant_id, "object": object_id}).one_or_none()
    return None if row is None else _read(row)


def of_person(c: Connection, tenant_id: str, person_id: str) -> Account | None:
    """Return the account of a person in Personio; of several the one that can be written to."""
    found = [_read(row) for row in c.execute(_BY_PERSON, {"tenant": tenant_id, "person": person_id})]
    return next((each for each in found if each.conversation), found[0] if found else None)


def add(c: Connection, new: Account) -> bool:
    """Insert; False where the person is known."""
    return c.execute(insert_once(account, c.dialect.name), _values(new)).rowcount == 1


def save(c: Connection, kept: Account) -> None:
    """Insert or replace."""
    c.execute(upsert(account, c.dialect.name), _values(kept))


def forget(c: Connection, ids: Sequence[str], actor: str, keep_opt_out: bool) -> int:
    """Delete the accounts, requests and tasks of a person known by any of these ids; return the number of rows.

    Audit entries stay, under the actor ``forgotten``: that something was done remains, who did it does not.
    """
    known = set(ids)
    for table in (account, request):
        for row in c.execute(select(table.c.object_id, table.c.person_id).where(_of(table, ids))):
            known |= {value for value in row if value}
    everything = sorted(known)
    theirs = select(request.c.id).where(_of(request, everything))
    gone = c.execute(delete(task).where(_of(task, everything) | task.c.request_id.in_(theirs))).rowcount
    gone += sum(c.execute(delete(table).where(_of(table, everything))).rowcount for table in (account, request))
    if not keep_opt_out:
        gone += c.execute(delete(opt_out).where(opt_out.c.person_id.in_(known))).rowcount
    c.execute(update(audit_table).where(audit_table.c.actor.in_(known)).values(actor="forgotten"))
    c.execute(update(subscription).where(subscription.c.configured_by.in_(known)).values(configured_by=None))
    if gone:
        audit.note(c, actor="forgotten" if actor in known else actor, action="person.forgotten")
    return gone


def _of(table: Table, ids: Sequence[str]) -> Any:
    return table.c.object_id.in_(ids) | table.c.person_id.in_(ids)


def _values(kept: Account) -> dict[str, Any]:
    return {**asdict(kept), "muted": list(kept.muted)}


def _read(row: Row[Any]) -> Account:
    values = dict(row._mapping)
    where = values["conversation"]
    return Account(
        **{**values, "conversation": Conversation(**where) if where else None, "muted": tuple(values["muted"])}
    )
