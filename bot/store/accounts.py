"""People's accounts: read and written.

Ids, language, time zone and where to write; no name, no e-mail.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from bot.core.events import Conversation
from bot.core.records import Account
from bot.store.repository import Repository, reads, writes
from bot.store.tables import account, insert_once, upsert

_BY_OBJECT = select(account).where(
    account.c.tenant_id == bindparam("tenant"), account.c.object_id == bindparam("object")
)
_BY_PERSON = select(account).where(
    account.c.tenant_id == bindparam("tenant"), account.c.person_id == bindparam("person")
)
_WITH_CHAT = (
    select(account.c.conversation)
    .where(account.c.tenant_id == bindparam("tenant"), account.c.conversation.is_not(None))
    .limit(1)
)


class AccountRepository(Repository):
    """What is kept of everybody who uses the bot."""

    @reads
    def find(self, c: Connection, tenant_id: str, object_id: str) -> Account | None:
        """Return the stored account of a person in Teams; None where there is none."""
        row = c.execute(_BY_OBJECT, {"tenant": tenant_id, "object": object_id}).one_or_none()
        return None if row is None else _read(row)

    @reads
    def of_person(self, c: Connection, tenant_id: str, person_id: str) -> Account | None:
        """Return the account of a person in Personio, as far as known; of several the one that can be written to."""
        found = [_read(row) for row in c.execute(_BY_PERSON, {"tenant": tenant_id, "person": person_id})]
        return next((each for each in found if each.conversation), found[0] if found else None)

    @writes
    def add(self, c: Connection, new: Account) -> bool:
        """Insert; False where that person is known already (nothing changes then)."""
        return c.execute(insert_once(account, c.dialect.name), _values(new)).rowcount == 1

    @writes
    def save(self, c: Connection, kept: Account) -> None:
        """Insert or replace."""
        c.execute(upsert(account, c.dialect.name), _values(kept))

    @reads
    def service_url(self, c: Connection, tenant_id: str) -> str | None:
        """Return a service URL that Teams has used for this tenant: that of some chat in it."""
        where: dict[str, Any] | None = c.execute(_WITH_CHAT, {"tenant": tenant_id}).scalar_one_or_none()
        return where["service_url"] if where else None


def _values(kept: Account) -> dict[str, Any]:
    return {**asdict(kept), "muted": list(kept.muted)}


def _read(row: Row[Any]) -> Account:
    values = dict(row._mapping)
    where = values["conversation"]
    return Account(
        **{**values, "conversation": Conversation(**where) if where else None, "muted": tuple(values["muted"])}
    )
