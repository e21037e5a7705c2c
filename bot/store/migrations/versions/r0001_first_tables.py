"""First tables: account, request, job, audit, type_rule."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "account",
        sa.Column("tenant_id", sa.String, nullable=False),
        sa.Column("object_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String),
        sa.Column("language", sa.String),
        sa.Column("locale", sa.String),
        sa.Column("last_type_id", sa.String),
        sa.Column("conversation", sa.JSON),
        sa.PrimaryKeyConstraint("tenant_id", "object_id", name="pk_account"),
    )
    op.create_index("ix_account_person_id", "account", ["person_id"])
    op.create_table(
        "request",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("tenant_id", sa.String, nullable=False),
        sa.Column("object_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("conversation", sa.JSON, nullable=False),
        sa.Column("card_id", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("status", sa.String),
        sa.Column("personio_id", sa.String),
        sa.Column("problem", sa.JSON),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
    )
    op.create_index("ix_request_person_id", "request", ["person_id"])
    op.create_table(
        "job",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("run_at", _INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("finished_at", _INSTANT),
        sa.Column("dead", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("key", name="uq_job_key"),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("finished_at IS NULL")
    op.create_index("ix_job_waiting", "job", ["run_at"], postgresql_where=waiting, sqlite_where=waiting)
    op.create_table(
        "audit",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("tenant_id", sa.String),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("subject", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "type_rule",
        sa.Column("type_id", sa.String, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("type_id", name="pk_type_rule"),
    )


def downgrade() -> None:
    for table in ("type_rule", "audit", "job", "request", "account"):
        op.drop_table(table)
