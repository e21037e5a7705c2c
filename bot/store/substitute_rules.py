"""Whether an absence type needs a substitute, as far as Personio's answers to requests have taught."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.store.repository import Repository, reads, writes
from bot.store.tables import type_rule, upsert

_RULES = select(type_rule.c.type_id, type_rule.c.rule)


class SubstituteRuleRepository(Repository):
    """What Personio's answers to requests have taught: for some absence types, whether a substitute may be named.

    A rule is ``none`` (not allowed) or ``required``; older rows may hold ``optional`` or ``comment``.
    """

    @reads
    def all(self, c: Connection) -> dict[str, str]:
        """Return absence type id -> rule."""
        return {row.type_id: row.rule for row in c.execute(_RULES)}

    @writes
    def learn(self, c: Connection, type_id: str, rule: str) -> None:
        """Insert or replace."""
        c.execute(upsert(type_rule, c.dialect.name), {"type_id": type_id, "rule": rule})
