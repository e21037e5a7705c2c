"""Can the database be opened, and is it the one of this version?

Rule: opened as the bot opens it, so a new one gets its tables and an older one its migrations, under the lock, and
that is said.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.checks.finding import Finding, ok, problem, warning
from bot.checks.sight import NotMigrated, Opened, Sight
from bot.store import StoreError
from bot.store.database import UnreadableUrl, parse
from bot.store.migrate import HEAD

_NO_WRITING: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


async def check(sight: Sight) -> list[Finding]:
    """Open it and look at where it lies."""
    try:
        opened = await sight.database()
    except NotMigrated as error:
        return [_not_migrated(error.__cause__)]
    except StoreError as error:
        return [_unusable(error)]
    return [_state(opened), *_file(sight.settings.database_url.get_secret_value())]


def _state(opened: Opened) -> Finding:
    if opened.before is None:
        return ok("database.created", f"The database was empty and has its tables now (revision {HEAD}).")
    if opened.before != HEAD:
        return ok("database.migrated", f"The database was at revision {opened.before} and is at {HEAD} now.")
    return ok("database.ready", f"The database is up to date (revision {HEAD}).")


def _file(url: str) -> Iterator[Finding]:
    """Look at the file of SQLite."""
    found = parse(url)
    if found.drivername != "sqlite":
        return
    path = Path(found.database or "")
    yield ok("database.sqlite", "SQLite is for one process; more replicas need postgresql:// in DATABASE_URL.")
    if path.stat().st_mode & 0o077:
        yield warning(
            "database.open_to_others",
            f"Other users of this machine can get at the database file {path}.",
            f"Take their rights away: chmod 600 {path}",
            about=str(path),
        )


def _not_migrated(error: BaseException | None) -> Finding:
    if isinstance(error, StoreError):
        return problem(
            "database.newer",
            str(error),
            "Start the version of the bot that was here last, or a newer one. Nothing was changed.",
        )
    return problem(
        "database.not_migrated",
        f"The tables could not be brought up to date ({type(error).__name__}).",
        "Nothing was changed. Let the database's user make and change tables; --logs says more.",
    )


def _unusable(error: StoreError) -> Finding:
    if isinstance(error, UnreadableUrl):
        return problem(
            "database.address",
            str(error),
            "Write sqlite:///bot.db or postgresql://user:password@host/name, user name and password percent-encoded.",
            about="DATABASE_URL",
        )
    cause = getattr(error.__cause__, "orig", None) or error.__cause__
    if getattr(cause, "errno", None) in _NO_WRITING or "readonly" in str(cause):
        return problem(
            "database.read_only",
            str(error),
            "Put the file into a folder that the bot's user may write to, with the folder itself: SQLite keeps two "
            "more files beside it.",
            about="DATABASE_URL",
        )
    return problem(
        "database.unusable",
        str(error),
        "Check DATABASE_URL. SQLite: the folder must be there and the file must be a database. PostgreSQL: server, "
        "user, password and the database's name.",
        about="DATABASE_URL",
    )
