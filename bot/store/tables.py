"""The tables, and the two things that PostgreSQL and SQLite say differently: instants and inserts.

No name, no e-mail. Why somebody is away is kept as the id of an absence type (``account.last_type_id``, and in
``request.details``): beside an id of that person it is a reason to anybody who can also read Personio's list of types;
and
as a comment, until Personio has it or a week after a refusal. Instants are UTC; "now" is always the database's, never
the caller's.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    Uuid,
    false,
    func,
    literal,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

if TYPE_CHECKING:
    from sqlalchemy.dialects.sqlite import Insert


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC: ``timestamptz`` on PostgreSQL, ISO text of one width (so that it sorts) on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(32) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return iso(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value) if dialect.name == "sqlite" else value.astimezone(UTC)


def iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


class time_in(FunctionElement[datetime]):  # noqa: N801 - reads as the SQL function it is
    """The SQL function for the database's time plus so many seconds. SQLite gets it from :mod:`bot.store.sqlite`."""

    name = "time_in"
    type = Instant()
    inherit_cache = True


@compiles(time_in, "sqlite")
def _time_in_sqlite(element: time_in, compiler: SQLCompiler, **options: Any) -> str:
    return f"time_in({compiler.process(element.clauses, **options)})"


@compiles(time_in, "postgresql")
def _time_in_postgresql(element: time_in, compiler: SQLCompiler, **options: Any) -> str:
    return f"(now() + make_interval(secs => {compiler.process(element.clauses, **options)}))"


_Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only what is called INTEGER

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(column_0_label)s",
    }
)

account = Table(
    "account",
    metadata,
    Column("tenant_id", String, primary_key=True),
    Column("object_id", String, primary_key=True),
    Column("person_id", String, index=True),
    Column("language", String),
    Column("locale", String),
    Column("last_type_id", String),
    Column("conversation", JSON(none_as_null=True)),
    Column("time_zone", String),
    Column("muted", JSON, nullable=False, server_default="[]"),
)

request = Table(
    "request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("object_id", String, nullable=False),
    Column("person_id", String, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("details", JSON, nullable=False),
    Column("conversation", JSON, nullable=False),
    Column("card_id", String),
    Column("language", String, nullable=False),
    Column("status", String),
    Column("personio_id", String, index=True),
    Column("problem", JSON(none_as_null=True)),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("last_day", Date),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("news", Integer, nullable=False, server_default="0"),
    Column("followed", Integer, nullable=False, server_default="0"),
    Column("looked_at", Instant),  # when it was last compared with Personio
    Column("kind", String),  # read as request_kind
)
request_kind = func.coalesce(request.c.kind, request.c.details["deed"].as_string(), "create").label("kind")
"""What a request asks for. A row of an older version, which may still run beside this one, says it in its details."""

task = Table(
    "task",
    metadata,
    Column("request_id", Uuid, primary_key=True),
    Column("role", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("object_id", String, nullable=False),
    Column("person_id", String, nullable=False),
    Column("conversation", JSON, nullable=False),
    Column("card_id", String),
    Column("state", String, nullable=False),
    Column("reminders", Integer, nullable=False),
    Column("remind_at", Instant),
    Column("created_at", Instant, nullable=False),
)

job = Table(
    "job",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False, unique=True),
    Column("payload", JSON, nullable=False),
    Column("run_at", Instant, nullable=False),  # visible from then on: schedule, Retry-After and lease in one
    Column("attempts", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("dead", Boolean, nullable=False, server_default=false()),
    Column("reason", Text),  # of the last try
    Column("repeats", Integer, nullable=False, server_default="0"),  # tries in a row that ended with that reason
    sqlite_autoincrement=True,  # an id that came back would let a late worker close somebody else's job
)
waiting = job.c.finished_at.is_(None)
# PostgreSQL is told in bot/store/postgres.py: told here, SQLite would import that dialect, too (2.3 MB).
waiting_index = Index("ix_job_waiting", job.c.run_at, sqlite_where=waiting)

audit = Table(
    "audit",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    Column("tenant_id", String),
    Column("actor", String, nullable=False),  # an id, "bot" or "operator"
    Column("action", String, nullable=False),
    Column("subject", String),
    sqlite_autoincrement=True,
)

type_rule = Table(
    "type_rule",
    metadata,
    Column("type_id", String, primary_key=True),
    Column("rule", String, nullable=False),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("team_id", String, nullable=False),
    Column("channel_id", String, nullable=False),
    Column("service_url", String),
    Column("language", String, nullable=False),
    Column("time", Time, nullable=False),
    Column("timezone", String, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("units", JSON, nullable=False),
    Column("show_absence_type", Boolean, nullable=False),
    Column("days", JSON, nullable=False),
    Column("holidays", String),
    Column("empty", String, nullable=False),
    Column("weekly_outlook", Boolean, nullable=False),
    Column("paused", String),
    Column("next_at", Instant, index=True),
    Column("configured_by", String),  # object id of the admin
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

post = Table(
    "post",
    metadata,
    Column("subscription_id", String, primary_key=True),  # outlives its subscription: see SubscriptionRepository.delete
    Column("local_date", Date, primary_key=True),
    Column("state", String, nullable=False),
    Column("activity_id", String),
    Column("facts_hash", String),
    Column("edits", Integer, nullable=False),
    Column("reason", String),
    Column("claimed_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Index("ix_post_local_date", "local_date"),
)

opt_out = Table(
    "opt_out",
    metadata,
    Column("tenant_id", String, primary_key=True),
    Column("person_id", String, primary_key=True),
)

team = Table(
    "team",
    metadata,
    Column("tenant_id", String, primary_key=True),
    Column("team_id", String, primary_key=True),
    Column("service_url", String, nullable=False),
    Column("name", String),
    Column("seen_at", Instant, nullable=False),
)


def database_time(c: Connection) -> datetime:
    """Return the time of the database."""
    return c.execute(select(time_in(literal(0.0)))).scalar_one()


@cache
def insert_once(table: Table, dialect: str, *instants: str) -> Insert:
    """Return the INSERT that does nothing where a unique value is taken; ``instants`` are columns set to now.

    Cached, because building a statement costs more than running it.
    """
    return _insert(table, dialect).values({name: time_in(literal(0.0)) for name in instants}).on_conflict_do_nothing()


@cache
def upsert(table: Table, dialect: str) -> Insert:
    """Return the INSERT that replaces the row with the same primary key."""
    insert = _insert(table, dialect)
    keys = list(table.primary_key.columns)
    return insert.on_conflict_do_update(
        index_elements=keys, set_={c.name: insert.excluded[c.name] for c in table.c if c not in set(keys)}
    )


def _insert(table: Table, dialect: str) -> Insert:
    """Return the dialect's own INSERT; both spell ON CONFLICT alike."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # 2 MB that SQLite does not need

        return cast("Insert", postgresql.insert(table))
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
