"""Brings a database to the newest revision when the bot starts.

Rule: under a lock, so that any number of processes may start at once; a database that is up to date costs two
small queries and not the import of Alembic (10 to 40 MB).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.store.database import Database, StoreError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"  # the newest file in migrations/versions; a test compares
_LOCK = 0x504E4F5445414D53  # any number that is ours alone among advisory locks


def revision(c: Connection) -> str | None:
    """Return the revision of the database, None before the first."""
    if not inspect(c).has_table("alembic_version"):
        return None
    found: str | None = c.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


async def migrate(database: Database) -> None:
    """Upgrade to :data:`HEAD`; raises :class:`StoreError` where a newer version of the bot was here."""
    if await database.read(revision) != HEAD:
        import alembic.command  # noqa: F401 - slow, so before the lock is taken

        await database.write(upgrade)


def upgrade(c: Connection) -> None:
    """Upgrade to the newest revision, within the caller's transaction, after everybody else who does the same."""
    from alembic import command
    from alembic.util import CommandError

    if c.dialect.name == "postgresql":  # SQLite's lock is BEGIN IMMEDIATE
        c.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    try:
        command.upgrade(_config(c), "head")
    except CommandError as error:
        raise StoreError(
            f"The database has revision {revision(c)}, unknown to this version of the bot: start the newer one."
        ) from error


def downgrade(c: Connection, to: str = "base") -> None:
    """Go back to an older revision, within the caller's transaction. Data of the newer tables is lost."""
    from alembic import command

    command.downgrade(_config(c), to)


def _config(c: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = c
    return config
