"""Who wants no posts about their birthday and anniversary."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select

from bot.store.repository import Repository, reads, writes
from bot.store.tables import insert_once, opt_out

_OPTED_OUT = select(opt_out.c.person_id).where(opt_out.c.tenant_id == bindparam("tenant"))
_OPT_IN = delete(opt_out).where(opt_out.c.tenant_id == bindparam("tenant"), opt_out.c.person_id == bindparam("person"))


class OptOutRepository(Repository):
    """The people, by their id in Personio, who want no such posts."""

    @reads
    def of_tenant(self, c: Connection, tenant_id: str) -> frozenset[str]:
        """Return their Personio ids."""
        return frozenset(c.execute(_OPTED_OUT, {"tenant": tenant_id}).scalars())

    @writes
    def record(self, c: Connection, tenant_id: str, person_id: str, *, out: bool = True) -> None:
        """Note that somebody wants none, or wants them again."""
        if out:
            c.execute(insert_once(opt_out, c.dialect.name), {"tenant_id": tenant_id, "person_id": person_id})
        else:
            c.execute(_OPT_IN, {"tenant": tenant_id, "person": person_id})
