"""After a day in which everything was used, nobody's name, reason, address or secret is in the log or in the database.

Beside the ids, languages, zones and addresses of chats that docs/operations.md lists, a comment is kept, and only
while it waits for Personio.
"""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli.diagnostics import inspect
from bot.cli.diagnostics.environment import Environment
from bot.cli.webhooks import EVENTS
from bot.core.subscriptions import Subscription
from bot.features import digests
from bot.settings.settings import Settings
from bot.web.personio_webhook import PATH
from sandbox.company import personas
from sandbox.demo import TENANT
from sandbox.teams.card_inputs import find_action
from tests.security.test_privacy import COMMENT, SAID, SECRETS, _leaks, _rows, log
from tests.support.attacker import unlimited
from tests.support.connector import Connector
from tests.support.digest_scenario import EVERY_DAY
from tests.support.issuer import APP_ID, Issuer
from tests.support.own_absences import find, opened
from tests.support.plain_http import plain_http
from tests.support.stage import Open, Stage, bot_settings, inputs, open_stage

__all__ = ["log", "open_stage", "unlimited"]

TOKEN = "webhook-token-4711"
PATIENCE = 60.0
REASON = "want mijn knie wordt geopereerd"
pytestmark = pytest.mark.timeout(180)


@dataclass
class Day:
    """A day at work: the stage, where its database is, and what only it may know."""

    stage: Stage
    database: Path
    settings: Settings

    @property
    def secrets(self) -> list[str]:
        return [*SECRETS.values(), TOKEN, "eyJ", "Bearer "]

    def kept(self) -> str:
        return "\n".join(_rows(self.database))

    def found(self, text: str) -> list[str]:
        """Return what is private in a text."""
        addresses = [user.email for user in self.stage.demo.teams.world.users]
        loose = [*addresses, REASON, "geopereerd"]
        return (
            _leaks(text, self.stage)
            + [secret for secret in self.secrets if secret in text]
            + [each for each in loose if each.lower() in text.lower()]
        )

    def with_comment(self) -> set[str]:
        """Return the columns in which the comment is now."""
        found = set()
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                rows = db.execute(f'SELECT * FROM "{table}"')
                names = [column[0] for column in rows.description]
                found |= {f"{table}.{n}" for row in rows for n, v in zip(names, row, strict=True) if COMMENT in str(v)}
        return found

    async def until(self, holds: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - several parties work on it
                await asyncio.sleep(0.02)


@pytest.fixture
async def day(open_stage: Open, log: io.StringIO, unlimited: None, tmp_path: Path) -> AsyncIterator[Day]:
    async with Issuer() as issuer, Connector() as entra:
        entra.token_answer.json["access_token"] = SECRETS["token"]
        settings = {
            "app_id": APP_ID, "app_password": SECRETS["password"], "tenant_id": TENANT,
            "openid_metadata": issuer.metadata_url, "service_hosts": ("127.0.0.1",), "token_url": entra.token_url,
            "personio_webhook_token": TOKEN, "sick_note_after_days": 2,
        }  # fmt: skip
        stage = await open_stage(**settings)
        stage.demo.teams.people.authorization = lambda activity: issuer.bearer(activity["serviceUrl"])
        stage.demo.personio.hub.add(
            url=stage.bot.url + PATH, description="bot", status="ENABLED", auth_type="TOKEN", token=TOKEN,
            enabled_events=list(EVENTS),
        )  # fmt: skip
        known = bot_settings(stage.demo.personio.url, tmp_path / "bot.db", **settings)
        yield Day(stage, tmp_path / "bot.db", known)


async def test_a_day_with_everything_leaves_no_private_word(day: Day, log: io.StringIO) -> None:
    await requested_and_decided(day)
    await withdrawn_and_changed(day)
    await sick_and_better(day)
    await asked_and_looked_up(day)
    await told_in_a_channel(day)
    await strangers_at_the_door(day)
    findings = await inspect(Environment(day.settings), now=day.stage.clock)
    assert len(findings) > 8

    text, rows = log.getvalue(), day.kept()
    for event in ("app.listening", '"turn"', "connector_called", "digest.posted", "webhook.refused"):
        assert event in text, f"{event}: a log that is not written proves nothing"
    assert rows.count("request.filed") >= 3
    assert "absence.withdrawn" in rows
    assert day.found(text) == []
    assert day.found(rows) == []

    person = day.stage.person
    assert day.stage.user.object_id in rows
    assert (await day.stage.bot.services.store.forget(day.stage.user.object_id, str(person.id))).deleted > 3
    with closing(sqlite3.connect(f"file:{day.database}?mode=ro", uri=True)) as db:
        left = [
            row for table in ("account", "request", "task", "audit") for row in db.execute(f"SELECT * FROM {table}")
        ]
    assert day.stage.user.object_id not in repr(left)
    assert day.found(log.getvalue()) == []


async def requested_and_decided(day: Day) -> None:
    stage, cast = day.stage, personas(day.stage.demo.company)
    teams, personio = stage.demo.teams, stage.demo.personio
    for user in teams.world.users:
        await teams.install(user)
    await stage.say(f"volgende week dinsdag vrij {REASON}")
    personio.fail_next("/v2/absence-periods", "POST", "503", times=200)
    await stage.review({"first_day": "2026-12-01", "last_day": "2026-12-04", "comment": COMMENT})
    await teams.search(stage.user, stage.last(), "substitute", cast.substitute.first_name)
    await stage.press("request.file", {"substitute": str(cast.substitute.id)})
    assert day.with_comment() == {"request.details"}, "it waits for Personio"
    assert set(day.found(day.kept())) == {COMMENT, "Knieoperatie"}, "and nothing else does"
    personio.heal()
    stage.clock.advance(minutes=30)
    await day.until(stage.absences)
    await day.until(lambda: not day.with_comment())
    (absence,) = stage.absences()
    assert absence.comment == COMMENT
    substitute = teams.world.user(cast.substitute.email)
    await day.until(lambda: stage.person.first_name in str(teams.messages(substitute)[-1].activity))
    personio.accept(absence.id)
    approver = teams.world.user(cast.approver.email)
    await day.until(lambda: stage.person.first_name in str(teams.messages(approver)[-1].activity))
    personio.approve(absence.id)
    await day.until(lambda: "goedgekeurd" in str([m.activity for m in teams.messages(stage.user)]))


async def withdrawn_and_changed(day: Day) -> None:
    stage = day.stage
    before = {absence.id for absence in stage.absences()}
    await stage.review({"first_day": "2027-02-01", "last_day": "2027-02-02", "comment": COMMENT})
    await stage.press("request.file")
    await day.until(lambda: len(stage.absences()) > len(before))
    (absence,) = (each for each in stage.absences() if each.id not in before)
    await opened(stage, absence)
    await stage.press("Wijzigen")
    await stage.press("Volgende stap", {"first_day": "2027-02-02", "last_day": "2027-02-03"})
    await stage.press("Wijziging opslaan")
    await day.until(lambda: stage.demo.personio.absences[absence.id].last_day.isoformat() == "2027-02-03")
    await opened(stage, absence)
    button = find(stage.card(), "absences.withdraw") or find_action(stage.card(), "Intrekken")
    await stage.demo.teams.people.execute(stage.user, stage.last(), button)
    await stage.press("Ja, intrekken")
    await day.until(lambda: stage.demo.personio.absences.get(absence.id) is None)


async def sick_and_better(day: Day) -> None:
    stage = day.stage
    await stage.say("ik ben ziek")
    await stage.press("sick.report", inputs(stage.card()))
    stage.clock.advance(hours=24)
    await stage.say("ik ben weer beter")
    await stage.press("sick.recovered", {"last_day": "2026-11-23"})
    assert "Welkom terug" in stage.words()


async def asked_and_looked_up(day: Day) -> None:
    stage, cast = day.stage, personas(day.stage.demo.company)
    admin = stage.demo.teams.world.user(cast.admin.email)
    for words in ("hulp", "saldo", "wie is er afwezig?", f"wanneer is {cast.substitute.first_name} er weer?",
                  "wat zien collega's van mij?", "mijn afwezigheden", SAID, REASON):  # fmt: skip
        await stage.say(words)
    await stage.say("meldingen")
    await stage.press("notifications.save", {"reminder": "false"})
    await stage.say("taal")
    await stage.press("language.choose", {"language": "nl"})
    await stage.say("instellen", admin)
    await stage.demo.teams.look_up(stage.user, cast.substitute.first_name)


async def told_in_a_channel(day: Day) -> None:
    stage = day.stage
    team = stage.demo.teams.world.teams[0]
    await stage.demo.teams.install(team)
    channel = team.channels[1].id
    now = stage.clock()
    wanted = Subscription(
        id="update", tenant_id=TENANT, team_id=team.id, channel_id=channel, language="nl", days=EVERY_DAY, empty="post",
        service_url=stage.demo.teams.service_url, time=now.time().replace(second=0, microsecond=0), timezone="UTC",
        show_absence_type=True,
    )  # fmt: skip
    services = stage.bot.services
    await services.store.subscriptions.save(wanted, now - timedelta(minutes=1))
    await digests.tick(services)
    await day.until(lambda: any(message.card for message in stage.demo.teams.messages(channel)))
    stage.demo.personio.change_employee(stage.person.id, birthday=now.date().replace(year=1990))
    await services.directory.people(fresher_than=timedelta(microseconds=1))
    await digests.edits(services)
    await day.until(lambda: any(message.edited for message in stage.demo.teams.messages(channel)))


async def strangers_at_the_door(day: Day) -> None:
    stage = day.stage
    body = {"event_name": "absence-period.created", "payload": {"name": stage.person.name, "comment": COMMENT}}
    async with plain_http() as client:
        where = stage.bot.url + PATH
        assert (await client.post(where, json=body)).status_code == 401
        assert (await client.post(where, json=body, headers={"Authorization": COMMENT.split()[0]})).status_code == 401
        assert (await client.post(where, content=COMMENT, headers={"Authorization": TOKEN})).status_code == 400
        activity = stage.demo.teams.envelope("message", stage.user) | {"text": SAID}
        wrong = {"Authorization": f"Bearer eyJhbGciOiJub25lIn0.{json.dumps(SAID).encode().hex()}."}
        assert (await client.post(f"{stage.bot.url}/api/messages", json=activity, headers=wrong)).status_code == 401
