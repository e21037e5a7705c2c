"""People's accounts: read and written.

Ids, language, time zone and where to write; no name, no e-mail. Each function is part of a transaction that its
caller opened.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from bot.core.events import Conversation
from bot.core.records import Account
from bot.store.tables import account, insert_once, upsert

_BY_OBJECT = select(account).where(
    account.c.tenant_id == bindparam("tenant"), account.c.object_id == bindparam("object")
)
_BY_PERSON = select(account).where(
    account.c.tenant_id == bindparam("tenant"), account.c.person_id == bindparam("person")
)


def find_account(c: Connection, tenant_id: str, object_id: str) -> Account | None:
    row = c.execute(_BY_OBJECT, {"tenant": tenant_id, "object": object_id}).one_or_none()
    return None if row is None else _read(row)


def of_person(c: Connection, tenant_id: str, person_id: str) -> Account | None:
    """Return the account of a person in Personio; of several the one that can be written to."""
    found = [_read(row) for row in c.execute(_BY_PERSON, {"tenant": tenant_id, "person": person_id})]
    return next((each for each in found if each.conversation), found[0] if found else None)


def add_account(c: Connection, new: Account) -> bool:
    return c.execute(insert_once(account, c.dialect.name), _values(new)).rowcount == 1


def save_account(c: Connection, kept: Account) -> None:
    c.execute(upsert(account, c.dialect.name), _values(kept))


def _values(kept: Account) -> dict[str, Any]:
    return {**asdict(kept), "muted": list(kept.muted)}


def _read(row: Row[Any]) -> Account:
    values = dict(row._mapping)
    where = values["conversation"]
    return Account(
        **{**values, "conversation": Conversation(**where) if where else None, "muted": tuple(values["muted"])}
    )
