"""The teams that have the app, as far as Teams has told.

Names of teams, never of people.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, literal, select

from bot.core.messaging import Team
from bot.store.repository import Repository, reads, writes
from bot.store.tables import team, time_in, upsert

_OF_TENANT = (
    select(team.c.tenant_id, team.c.team_id, team.c.service_url, team.c.name)
    .where(team.c.tenant_id == bindparam("tenant"))
    .order_by(team.c.name, team.c.team_id)
)
_FORGET = delete(team).where(team.c.tenant_id == bindparam("tenant"), team.c.team_id == bindparam("this"))


class TeamRepository(Repository):
    """The teams that have the app."""

    @reads
    def of_tenant(self, c: Connection, tenant_id: str) -> list[Team]:
        """Return a tenant's teams, sorted by name."""
        return [Team(*row) for row in c.execute(_OF_TENANT, {"tenant": tenant_id})]

    @writes
    def save(self, c: Connection, seen: Team) -> None:
        """Insert or replace."""
        now = c.execute(select(time_in(literal(0.0)))).scalar_one()
        values = {"tenant_id": seen.tenant_id, "team_id": seen.id, "service_url": seen.service_url, "name": seen.name}
        c.execute(upsert(team, c.dialect.name), {**values, "seen_at": now})

    @writes
    def forget(self, c: Connection, tenant_id: str, team_id: str) -> None:
        """Delete a team, after the app was removed from it."""
        c.execute(_FORGET, {"tenant": tenant_id, "this": team_id})
