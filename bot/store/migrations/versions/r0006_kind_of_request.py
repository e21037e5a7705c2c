"""What a request asks for: to create an absence, or to change or withdraw one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column, with what older versions kept in the details."""
    op.add_column("request", sa.Column("kind", sa.String))
    request = sa.table("request", sa.column("kind", sa.String), sa.column("details", sa.JSON))
    op.execute(request.update().values(kind=sa.func.coalesce(request.c.details["deed"].as_string(), "create")))


def downgrade() -> None:
    op.drop_column("request", "kind")
