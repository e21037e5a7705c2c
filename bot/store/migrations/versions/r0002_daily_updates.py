"""Daily updates: subscription, post, opt_out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "subscription",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("tenant_id", sa.String, nullable=False),
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("service_url", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("time", sa.Time, nullable=False),
        sa.Column("timezone", sa.String, nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("units", sa.JSON, nullable=False),
        sa.Column("show_absence_type", sa.Boolean, nullable=False),
        sa.Column("days", sa.JSON, nullable=False),
        sa.Column("holidays", sa.String),
        sa.Column("empty", sa.String, nullable=False),
        sa.Column("weekly_outlook", sa.Boolean, nullable=False),
        sa.Column("paused", sa.String),
        sa.Column("next_at", _INSTANT),
        sa.Column("configured_by", sa.String),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
    )
    op.create_index("ix_subscription_next_at", "subscription", ["next_at"])
    op.create_table(
        "post",
        sa.Column("subscription_id", sa.String, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("activity_id", sa.String),
        sa.Column("facts_hash", sa.String),
        sa.Column("edits", sa.Integer, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("claimed_at", _INSTANT, nullable=False),
        sa.Column("sent_at", _INSTANT),
        sa.PrimaryKeyConstraint("subscription_id", "local_date", name="pk_post"),
    )
    op.create_index("ix_post_local_date", "post", ["local_date"])
    op.create_table(
        "opt_out",
        sa.Column("tenant_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "person_id", name="pk_opt_out"),
    )


def downgrade() -> None:
    for table in ("opt_out", "post", "subscription"):
        op.drop_table(table)
