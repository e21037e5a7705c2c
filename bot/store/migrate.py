"""Brings a database to the newest revision when the bot starts.

Under a lock, so that any number of processes may start at once. A database that is new or up to date does
without Alembic, whose import costs 10 MB for good: a new one gets the tables as they are now, which a test compares
with what the migrations make.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.core.records import StoreError
from bot.store.database import Database
from bot.store.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0006"  # the newest file in migrations/versions; a test compares
VERSIONS = Path(__file__).parent / "migrations" / "versions"
_LOCK = 0x504E4F5445414D53  # any number that is ours alone among advisory locks


class UnknownRevision(StoreError):
    """The database has a revision that this version does not know: a newer version of the bot was used with it."""

    def __init__(self, found: str | None) -> None:
        super().__init__(f"The database has revision {found}, unknown to this version of the bot: start the newer one.")


def revision_is_known(found: str) -> bool:
    """Tell whether a database's revision is one of this version's migrations, by the names of their files."""
    return found.isalnum() and any(VERSIONS.glob(f"r{found}_*.py"))


def revision(c: Connection) -> str | None:
    """Return the revision of the database, None before the first."""
    if not inspect(c).has_table("alembic_version"):
        return None
    found: str | None = c.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


async def migrate(database: Database) -> None:
    """Upgrade to :data:`HEAD`; raises :class:`StoreError` where a newer version of the bot was here."""
    found = await database.read(revision)
    if found is None:
        await database.write(create)
    elif found != HEAD:
        import alembic.command  # noqa: F401 - slow, so before the lock is taken

        await database.write(upgrade)


def create(c: Connection) -> None:
    """Create the tables of a new database, at the newest revision; upgrade where somebody was faster."""
    _lock(c)
    if (found := revision(c)) is not None:
        if found != HEAD:
            upgrade(c)
        return
    metadata.create_all(c)
    c.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    c.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def upgrade(c: Connection) -> None:
    """Upgrade to the newest revision, within the caller's transaction, after everybody else who does the same."""
    from alembic import command
    from alembic.util import CommandError

    _lock(c)
    try:
        command.upgrade(_config(c), "head")
    except CommandError as error:
        raise UnknownRevision(revision(c)) from error


def _lock(c: Connection) -> None:
    if c.dialect.name == "postgresql":  # SQLite's lock is BEGIN IMMEDIATE
        c.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


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
