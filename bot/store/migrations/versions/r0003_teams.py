"""Teams that have the app: team."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    """Create it."""
    op.create_table(
        "team",
        sa.Column("tenant_id", sa.String, nullable=False),
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("service_url", sa.String, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("seen_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "team_id", name="pk_team"),
    )


def downgrade() -> None:
    op.drop_table("team")
