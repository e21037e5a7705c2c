"""The life of a request: task; what is followed of a request; when and of what a person wants to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    """Create and add."""
    op.add_column("account", sa.Column("time_zone", sa.String))
    op.add_column("account", sa.Column("muted", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("request", sa.Column("last_day", sa.Date))
    for name in ("revision", "news", "followed"):
        op.add_column("request", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    op.add_column("request", sa.Column("looked_at", _INSTANT))
    op.create_index("ix_request_personio_id", "request", ["personio_id"])
    op.create_table(
        "task",
        sa.Column("request_id", sa.Uuid, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("tenant_id", sa.String, nullable=False),
        sa.Column("object_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("conversation", sa.JSON, nullable=False),
        sa.Column("card_id", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reminders", sa.Integer, nullable=False),
        sa.Column("remind_at", _INSTANT),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("request_id", "role", name="pk_task"),
    )


def downgrade() -> None:
    """Drop."""
    op.drop_table("task")
    op.drop_index("ix_request_personio_id", "request")
    for name in ("looked_at", "followed", "news", "revision", "last_day"):
        op.drop_column("request", name)
    for name in ("muted", "time_zone"):
        op.drop_column("account", name)
