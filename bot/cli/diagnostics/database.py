"""Can the database be opened, and is it the one of this version?

It is only read: nothing is created and nothing migrated, so that a check changes nothing. Whether the bot may create
and migrate is found by asking the database for its rights.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from bot.cli.diagnostics.finding import Finding, ok, problem_finding, warning
from bot.cli.diagnostics.probes import Probes
from bot.store import StoreError
from bot.store.database import Database
from bot.store.migrate import HEAD, UnknownRevision
from bot.store.tables import metadata
from bot.store.url import UnreadableUrl, parse

_NO_WRITING: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


async def check_database(sight: Probes) -> list[Finding]:
    """Open it and look at where it lies."""
    url = sight.settings.database_url.get_secret_value()
    try:
        kept = await sight.database()
    except UnknownRevision as error:
        return [_newer(error)]
    except StoreError as error:
        return [_read_only(url) or _unusable(error)]
    found = [_state(kept.revision), *_file(url)]
    if refused := _read_only(url):
        found.append(refused)
    if kept.database is not None:
        found += await _rights(kept.database, kept.revision)
    return found


def _state(revision: str | None) -> Finding:
    """Return how far the database is."""
    if revision is None:
        return ok("database.empty", "There is nothing in the database yet: the bot makes its tables when it starts.")
    if revision != HEAD:
        return warning(
            "database.older",
            f"The database is at revision {revision}, this version's is {HEAD}. Starting the bot brings it up to date, "
            "and then the older version does not start any more.",
            "Make a backup, then start the bot.",
        )
    return ok("database.ready", f"The database is up to date (revision {HEAD}).")


async def _rights(database: Database, revision: str | None) -> list[Finding]:
    """Look for what will keep the bot from making, changing or writing its tables."""
    if revision == HEAD and (missing := await database.read(_missing)):
        return [
            problem_finding(
                "database.not_migrated",
                f"The tables are not those of revision {HEAD}: {missing} is missing.",
                "Restore a backup. No version of the bot leaves a database half changed.",
            )
        ]
    if await database.read(_takes_no_writing):
        return [
            problem_finding(
                "database.read_only",
                "The server takes no changes: it is a replica, or set to read only.",
                "Put the server that may be written into DATABASE_URL.",
                about="DATABASE_URL",
            )
        ]
    if revision != HEAD and (lacking := await database.read(_lacking_right)):
        return [
            problem_finding(
                "database.not_migrated",
                f"The bot will not be able to make or change its tables when it starts: {lacking}.",
                "Make the database's user the owner of the tables and let it create in the schema (GRANT CREATE ON "
                "SCHEMA ... TO ...).",
            )
        ]
    return []


def _missing(c: Connection) -> str:
    """Return a table or a column that is not there, "" where all are."""
    there = inspect(c)
    for table in metadata.sorted_tables:
        if not there.has_table(table.name):
            return table.name
        columns = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                return f"{table.name}.{column.name}"
    return ""


def _takes_no_writing(c: Connection) -> bool:
    return c.dialect.name == "postgresql" and c.execute(text("SHOW transaction_read_only")).scalar_one() == "on"


def _lacking_right(c: Connection) -> str:
    """Return which right PostgreSQL's user lacks, "" where none.

    https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-ACCESS
    """
    if c.dialect.name != "postgresql":
        return ""
    if not c.execute(text("SELECT has_schema_privilege(current_schema(), 'CREATE')")).scalar():  # NULL: no schema
        return "its user may not create tables"
    owned_by_others = text(
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ANY(:ours) "
        "AND NOT pg_has_role(tableowner, 'USAGE')"
    )
    others = c.execute(owned_by_others, {"ours": list(metadata.tables)}).scalar_one()
    return "its tables belong to another user" if others else ""


def _file(url: str) -> Iterator[Finding]:
    """Look at the file of SQLite."""
    if (path := _path(url)) is None:
        return
    yield ok("database.sqlite", "SQLite is for one process; more replicas need postgresql:// in DATABASE_URL.")
    if path.exists() and path.stat().st_mode & 0o077:
        yield warning(
            "database.open_to_others",
            f"Other users of this machine can get at the database file {path}.",
            f"Take their rights away: chmod 600 {path}",
            about=str(path),
        )


def _read_only(url: str) -> Finding | None:
    """Return that SQLite's file, or the folder that it is to be made in, may not be written to."""
    path = _path(url)
    why = path and _no_writing(path)
    if not why:
        return None
    return problem_finding(
        "database.read_only",
        f"The database file {path} cannot be written: {why}.",
        "Put the file into a folder that the bot's user may write to, with the folder itself: SQLite keeps two more "
        "files beside it.",
        about="DATABASE_URL",
    )


def _no_writing(path: Path) -> str:
    """Return why a file, or the folder it is in, may not be written to; "" where it may, or is not there."""
    try:
        os.close(os.open(path, os.O_RDWR))  # opened and closed: nothing of it is changed
    except FileNotFoundError:
        pass
    except OSError as error:
        return (error.strerror or type(error).__name__) if error.errno in _NO_WRITING else ""
    folder = path.parent
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        return f"nothing can be put into {folder}"
    return ""


def _path(url: str) -> Path | None:
    """Return SQLite's file, None where it is another database or no address."""
    try:
        found = parse(url)
    except StoreError:
        return None
    return Path(found.database or "") if found.drivername == "sqlite" else None


def _newer(error: StoreError) -> Finding:
    return problem_finding(
        "database.newer",
        str(error),
        "Start the version of the bot that was here last, or a newer one. Nothing was changed.",
    )


def _unusable(error: StoreError) -> Finding:
    if isinstance(error, UnreadableUrl):
        return problem_finding(
            "database.address",
            str(error),
            "Write sqlite:///bot.db or postgresql://user:password@host/name, user name and password percent-encoded.",
            about="DATABASE_URL",
        )
    return problem_finding(
        "database.unusable",
        str(error),
        "Check DATABASE_URL. SQLite: the folder must be there and the file must be a database. PostgreSQL: server, "
        "user, password and the database's name.",
        about="DATABASE_URL",
    )
