"""Parsing DATABASE_URL: with a message that says what is wrong with it, and the passwords that it holds."""

from __future__ import annotations

from urllib.parse import quote, unquote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.core.records import StoreError

_AT_SIGNS = (
    "DATABASE_URL cannot be read: it has more than one @, or one in the wrong place. Percent-encode user name and "
    "password in it: @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25."
)


class UnreadableUrl(StoreError):
    """DATABASE_URL is no address, or one that can be read in more than one way."""


def parse(url: str) -> URL:
    """Return the URL with drivername ``sqlite`` or ``postgresql``; raises :class:`UnreadableUrl`.

    Of two ``@`` nobody knows which one ends the password, and a part of it would be taken for a host and shown.
    https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
    """
    text = url.strip()
    if text.count("@") > 1 and not text.startswith("sqlite"):
        raise UnreadableUrl(_AT_SIGNS)
    try:
        parsed = make_url(text)
    except (ArgumentError, ValueError):
        raise UnreadableUrl(
            "DATABASE_URL cannot be read: write sqlite:///bot.db or postgresql://user:password@host/name."
        ) from None
    if (parsed.port or 1) not in range(1, 65536) or "\0" in unquote(text):
        raise UnreadableUrl("DATABASE_URL cannot be read: its port is no number from 1 to 65535, or it holds a NUL.")
    match parsed.drivername:
        case "sqlite" | "sqlite+aiosqlite" | "sqlite+pysqlite":
            if not parsed.database or parsed.database == ":memory:" or parsed.database.startswith("file:"):
                raise UnreadableUrl("DATABASE_URL needs a file for SQLite, for example sqlite:///bot.db.")
            return parsed.set(drivername="sqlite")
        case "postgresql" | "postgres" | "postgresql+asyncpg":
            if parsed.username is None and "@" in text.partition("?")[0]:
                raise UnreadableUrl(_AT_SIGNS)
            query = {("sslmode" if name == "ssl" else name): value for name, value in parsed.query.items()}
            return parsed.set(drivername="postgresql", query=query)
    raise UnreadableUrl("DATABASE_URL must begin with sqlite:// or postgresql://; no other database is known.")


def passwords(url: URL) -> frozenset[str]:
    """Return the passwords that a parsed URL holds, as they are meant and as they are written."""
    meant = [url.password, *(url.query.get(name) for name in ("password", "sslpassword"))]
    found = {str(each) for each in meant if each}
    return frozenset(found | {quote(each, safe="") for each in found} | {quote(each, safe=" +") for each in found})
