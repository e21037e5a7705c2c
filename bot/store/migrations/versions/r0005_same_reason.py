"""How many tries of a job in a row ended with the same reason."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("job", sa.Column("repeats", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("job", "repeats")
