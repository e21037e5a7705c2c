"""A database as revision 0005's code made it, in SQL of its own: its work is done, its cards are pressed.

That code kept a withdrawal or a change among the requests, told apart by ``deed`` in its details.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from bot.bootstrap import run_app
from bot.core.clock import Clock
from bot.core.events import Conversation
from bot.store import migrate
from bot.store.connect import open_database
from sandbox.demo import TENANT, Demo
from tests.support.own_absences import filed, find, question
from tests.support.stage import MONDAY, Stage, Ticking, bot_settings, words

pytestmark = pytest.mark.timeout(180)

TABLES_THEN = """
CREATE TABLE account (tenant_id VARCHAR NOT NULL, object_id VARCHAR NOT NULL, person_id VARCHAR, language VARCHAR,
  locale VARCHAR, last_type_id VARCHAR, conversation JSON, time_zone VARCHAR, muted JSON DEFAULT '[]' NOT NULL,
  CONSTRAINT pk_account PRIMARY KEY (tenant_id, object_id));
CREATE INDEX ix_account_person_id ON account (person_id);
CREATE TABLE audit (id {key}, at {instant} NOT NULL, tenant_id VARCHAR, actor VARCHAR NOT NULL,
  action VARCHAR NOT NULL, subject VARCHAR);
CREATE INDEX ix_audit_at ON audit (at);
CREATE TABLE job (id {key}, kind VARCHAR NOT NULL, key VARCHAR NOT NULL, payload JSON NOT NULL, run_at {instant} NOT NULL,
  attempts INTEGER NOT NULL, claims INTEGER NOT NULL, created_at {instant} NOT NULL, finished_at {instant},
  dead BOOLEAN DEFAULT {false} NOT NULL, reason TEXT, repeats INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT uq_job_key UNIQUE (key));
CREATE INDEX ix_job_waiting ON job (run_at) WHERE finished_at IS NULL;
CREATE TABLE opt_out (tenant_id VARCHAR NOT NULL, person_id VARCHAR NOT NULL,
  CONSTRAINT pk_opt_out PRIMARY KEY (tenant_id, person_id));
CREATE TABLE post (subscription_id VARCHAR NOT NULL, local_date DATE NOT NULL, state VARCHAR NOT NULL,
  activity_id VARCHAR, facts_hash VARCHAR, edits INTEGER NOT NULL, reason VARCHAR, claimed_at {instant} NOT NULL,
  sent_at {instant}, CONSTRAINT pk_post PRIMARY KEY (subscription_id, local_date));
CREATE INDEX ix_post_local_date ON post (local_date);
CREATE TABLE request (id {uuid} NOT NULL, tenant_id VARCHAR NOT NULL, object_id VARCHAR NOT NULL,
  person_id VARCHAR NOT NULL, state VARCHAR NOT NULL, details JSON NOT NULL, conversation JSON NOT NULL,
  card_id VARCHAR, language VARCHAR NOT NULL, status VARCHAR, personio_id VARCHAR, problem JSON,
  created_at {instant} NOT NULL, updated_at {instant} NOT NULL, last_day DATE, revision INTEGER DEFAULT 0 NOT NULL,
  news INTEGER DEFAULT 0 NOT NULL, followed INTEGER DEFAULT 0 NOT NULL, looked_at {instant},
  CONSTRAINT pk_request PRIMARY KEY (id));
CREATE INDEX ix_request_personio_id ON request (personio_id);
CREATE INDEX ix_request_person_id ON request (person_id);
CREATE TABLE subscription (id VARCHAR NOT NULL, tenant_id VARCHAR NOT NULL, team_id VARCHAR NOT NULL,
  channel_id VARCHAR NOT NULL, service_url VARCHAR, language VARCHAR NOT NULL, time TIME NOT NULL,
  timezone VARCHAR NOT NULL, topics JSON NOT NULL, units JSON NOT NULL, show_absence_type BOOLEAN NOT NULL,
  days JSON NOT NULL, holidays VARCHAR, empty VARCHAR NOT NULL, weekly_outlook BOOLEAN NOT NULL, paused VARCHAR,
  next_at {instant}, configured_by VARCHAR, created_at {instant} NOT NULL, updated_at {instant} NOT NULL,
  CONSTRAINT pk_subscription PRIMARY KEY (id));
CREATE INDEX ix_subscription_next_at ON subscription (next_at);
CREATE TABLE task (request_id {uuid} NOT NULL, role VARCHAR NOT NULL, tenant_id VARCHAR NOT NULL,
  object_id VARCHAR NOT NULL, person_id VARCHAR NOT NULL, conversation JSON NOT NULL, card_id VARCHAR,
  state VARCHAR NOT NULL, reminders INTEGER NOT NULL, remind_at {instant}, created_at {instant} NOT NULL,
  CONSTRAINT pk_task PRIMARY KEY (request_id, role));
CREATE TABLE team (tenant_id VARCHAR NOT NULL, team_id VARCHAR NOT NULL, service_url VARCHAR NOT NULL, name VARCHAR,
  seen_at {instant} NOT NULL, CONSTRAINT pk_team PRIMARY KEY (tenant_id, team_id));
CREATE TABLE type_rule (type_id VARCHAR NOT NULL, rule VARCHAR NOT NULL,
  CONSTRAINT pk_type_rule PRIMARY KEY (type_id));
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('0005')
"""
SPELLINGS = {
    "sqlite": {
        "key": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
        "instant": "VARCHAR(32)",
        "uuid": "CHAR(32)",
        "false": "0",
    },
    "postgresql": {
        "key": "BIGSERIAL PRIMARY KEY",
        "instant": "TIMESTAMP WITH TIME ZONE",
        "uuid": "UUID",
        "false": "false",
    },
}
CREATE, CHANGE, WITHDRAW, TAKEN_BACK = (UUID(int=number) for number in (1, 2, 3, 4))
WHOLE = {"first_half": False, "last_half": False, "first_time": None, "last_time": None}
WORK = {"create": ("request.file", "file"), "change": ("absences.change", "change")}
WORK["withdraw"] = ("absences.withdraw", "withdraw")


def make_tables(c: Connection) -> None:
    for statement in TABLES_THEN.format(**SPELLINGS[c.dialect.name]).split(";"):
        c.execute(text(statement))


def insert(c: Connection, table: str, **values: Any) -> None:
    """Insert a row in plain SQL; what is no text or number is JSON."""
    sent = {name: json.dumps(value) if isinstance(value, dict) else value for name, value in values.items()}
    cast = c.dialect.name == "postgresql"
    spelt = (f"CAST(:{n} AS JSON)" if cast and isinstance(v, dict) else f":{n}" for n, v in values.items())
    c.execute(text(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(spelt)})"), sent)


def at(c: Connection, instant: datetime) -> Any:
    return instant if c.dialect.name == "postgresql" else instant.astimezone(UTC).isoformat(timespec="microseconds")


def insert_request(c: Connection, stage: Stage, chat: dict[str, Any], request_id: UUID, **more: Any) -> None:
    """Insert a row of ``request``, and the job that works on it where it waits."""
    now = at(c, MONDAY)
    identity = request_id if c.dialect.name == "postgresql" else request_id.hex
    own = {"id": identity, "tenant_id": TENANT, "object_id": stage.user.object_id, "person_id": str(stage.person.id)}
    row = own | {"conversation": chat, "language": "nl", "created_at": now, "updated_at": now} | more
    insert(c, "request", **row)
    if more["state"] == "waiting":
        kind, name = WORK[more["details"].get("deed", "create")]
        payload = {"request_id": str(request_id)}
        key = f"{name}:{request_id}"
        tried = {"run_at": now, "attempts": 0, "claims": 0, "created_at": now}
        insert(c, "job", kind=kind, key=key, payload=payload, **tried)


async def test_work_and_cards_of_an_older_database_are_gone_on_with(database_url: str, tmp_path: Path) -> None:
    clock: Clock = Ticking(MONDAY)
    async with Demo(today=date(2026, 11, 23), now=clock) as demo:
        async with run_app(bot_settings(demo.personio.url, tmp_path / "first.db"), now=clock) as bot:
            demo.play(bot.url)
            stage = Stage(demo, bot, clock)  # type: ignore[arg-type]  # a Clock of the tests
            to_change = await filed(stage, {"first_day": "2026-12-01", "last_day": "2026-12-04"})
            changed_card = stage.last().id
            to_withdraw = await filed(stage, {"first_day": "2026-12-08", "last_day": "2026-12-09"})
            withdrawn_card = stage.last().id
            unknown = await filed(stage, {"first_day": "2026-12-21", "last_day": "2026-12-22"})
            await question(stage, unknown)
            posted = stage.last()
            account = await bot.services.store.accounts.find(TENANT, stage.user.object_id)
            assert account is not None
            assert isinstance(account.conversation, Conversation)
            chat = asdict(account.conversation)
        type_id = to_change.type_id
        draft = {"type_id": type_id, "unit": "day", "first_half": "whole", "last_half": "whole"}

        def fill(c: Connection) -> None:
            make_tables(c)
            insert(
                c, "account", tenant_id=TENANT, object_id=stage.user.object_id, person_id=str(stage.person.id),
                locale="nl-NL", conversation=chat,
            )  # fmt: skip
            days = {"first_day": "2026-12-15", "last_day": "2026-12-16"}
            last_day = date(2026, 12, 16) if c.dialect.name == "postgresql" else "2026-12-16"
            asked = {"draft": draft | days, "viewer": "29:a", "zone": "Europe/Amsterdam", "tries": []}
            insert_request(c, stage, chat, CREATE, state="waiting", details=asked, last_day=last_day)
            before = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
            later = draft | {"first_day": "2026-12-02", "last_day": "2026-12-03", "changes": to_change.id}
            details = {"deed": "change", "absence_id": to_change.id, "type_id": type_id, "zone": None}
            details |= {"draft": later, "before": before | WHOLE}
            insert_request(c, stage, chat, CHANGE, state="waiting", details=details, card_id=changed_card)
            when = {"first_day": "2026-12-08", "last_day": "2026-12-09"} | WHOLE
            details = {"deed": "withdraw", "absence_id": to_withdraw.id, "type_id": type_id, "zone": None}
            details |= {"when": when, "proven": True}
            insert_request(c, stage, chat, WITHDRAW, state="waiting", details=details, card_id=withdrawn_card)
            details = {"deed": "withdraw", "absence_id": None, "type_id": type_id, "request_id": str(UUID(int=5))}
            insert_request(c, stage, chat, TAKEN_BACK, state="done", details=details)

        older = await open_database(database_url, clock=clock)
        await older.write(fill)
        await older.close()
        settings = bot_settings(demo.personio.url, tmp_path / "unused.db", database_url=database_url)
        async with run_app(settings, now=clock) as bot:
            demo.play(bot.url)
            stage, requests = Stage(demo, bot, clock), bot.services.store.requests  # type: ignore[arg-type]
            states = {CREATE: "filed", CHANGE: "done", WITHDRAW: "done", TAKEN_BACK: "done"}
            for key in (f"file:{CREATE}", f"change:{CHANGE}", f"withdraw:{WITHDRAW}"):
                assert await bot.services.outbox.settled(key, 30.0)
            stored = [await requests.find(request_id) for request_id in states]
            assert [each.state for each in stored if each] == list(states.values())
            assert [each.kind for each in stored if each] == ["create", "change", "withdraw", "withdraw"]
            now = stage.demo.personio.absences[to_change.id]
            assert (now.first_day, now.last_day) == (date(2026, 12, 2), date(2026, 12, 3))
            assert demo.personio.absences.get(to_withdraw.id) is None
            assert [each.id for each in await requests.of_owner(TENANT, stage.user.object_id)] == [CREATE]
            (told,) = (each for each in demo.teams.messages(stage.user) if each.id == withdrawn_card)
            await demo.teams.until(lambda: "Je afwezigheid is ingetrokken" in words(told.card_for(stage.user)))
            button = find(posted.card_for(stage.user), "absences.withdraw", sure="yes")
            answer = await demo.teams.people.execute(stage.user, posted, button)
            assert "ingetrokken" in words(answer.card)
            assert demo.personio.absences.get(unknown.id) is None
            pressed = await requests.find(UUID(button["data"]["errand_id"]))
            assert pressed is not None
            assert (pressed.kind, pressed.state) == ("withdraw", "done")
            assert "deed" not in pressed.details
            assert await bot.services.store._database.read(migrate.revision) == migrate.HEAD
