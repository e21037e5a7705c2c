"""Nine o'clock, and Personio answers once with an empty list, or with a part of it: no update is skipped for that."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from app import main
from bot.bootstrap import App, build_app
from bot.features.digests import edits, import_yaml, preview_all, run_due_jobs
from bot.services.personio_cache import PEOPLE_FRESH
from sandbox.demo import TENANT, Demo
from sandbox.personio import Credential
from sandbox.personio.call_log import Seen
from sandbox.personio.credentials import V2_SCOPES
from sandbox.personio.routes.absence_periods import READ
from tests.support.stage import MONDAY, Ticking, bot_settings

FILE = """
- team_id: "{team}"
  channel_id: "{channel}"
  service_url: {service_url}
  language: nl
  time: "09:00"
  timezone: Europe/Amsterdam
"""

PEOPLE, TYPES, PERIODS = "/v1/company/employees", "/v2/absence-types", "/v2/absence-periods"


@dataclass
class DigestScenario:
    """A channel whose update of nine o'clock is due, and bots that know nothing yet. ``pauses``: those of a command."""

    demo: Demo
    clock: Ticking
    database: Path
    pauses: list[None] = field(default_factory=list)

    @property
    def channel(self) -> Any:
        return self.demo.teams.world.teams[0].channels[1]

    @property
    def messages(self) -> list[Any]:
        return list(self.demo.teams.messages(self.channel))

    @asynccontextmanager
    async def bot(self, **how: Any) -> AsyncIterator[App]:
        async with build_app(bot_settings(self.demo.personio.url, self.database), now=self.clock, **how) as built:
            yield built

    async def pause(self) -> None:
        self.pauses.append(None)

    async def state(self, built: App) -> tuple[str, str | None]:
        [subscription] = await built.store.subscriptions.all()
        post = await built.store.posts.find(subscription.id, MONDAY.date())
        assert post is not None
        return post.state, post.reason


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[DigestScenario]:
    clock = Ticking(MONDAY)
    async with Demo(today=date(2026, 11, 23), now=clock) as demo:
        morning = DigestScenario(demo, clock, tmp_path / "bot.db")
        text = FILE.format(
            team=demo.teams.world.teams[0].id,
            channel=morning.channel.id,
            service_url=demo.teams.service_url,
        )
        async with morning.bot() as built:
            await import_yaml(built.store.subscriptions, text, tenant_id=TENANT, now=clock() - timedelta(hours=3))
        yield morning


async def until_posted(morning: DigestScenario, built: App) -> list[Any]:
    await run_due_jobs(built.services)
    return list(await morning.demo.teams.until(lambda: morning.messages))


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("what", [PEOPLE, TYPES])
async def test_an_empty_list_at_nine_skips_nothing(morning: DigestScenario, what: str, times: int) -> None:
    morning.demo.personio.fail_next(what, "GET", "empty", times=times)
    async with morning.bot() as built:
        for _ in range(times):
            await run_due_jobs(built.services)
            assert (await morning.state(built))[0] == "claimed"
            morning.clock.now += timedelta(seconds=10)
        assert len(await until_posted(morning, built)) == 1
        assert (await morning.state(built))[0] == "sent"


async def test_a_first_list_that_came_too_short_skips_nothing(morning: DigestScenario) -> None:
    today = MONDAY.date()
    away = {a.employee_id for a in morning.demo.personio.absences if a.first_day <= today <= (a.last_day or today)}
    morning.demo.personio.world.roll.sort(key=lambda number: number in away)  # cut short, it has nobody who is away
    morning.demo.personio.fail_next(PEOPLE, "GET", "short")
    async with morning.bot() as built:
        [subscription] = await built.store.subscriptions.all()
        await built.store.subscriptions.save(replace(subscription, topics=frozenset({"absences"})), None)
        assert len(await until_posted(morning, built)) == 1
        assert await morning.state(built) == ("sent", None)


async def test_a_company_of_nobody_has_nothing_to_say_once_that_was_read_twice(morning: DigestScenario) -> None:
    morning.demo.personio.fail_next(PEOPLE, "GET", "empty", times=9)
    async with morning.bot() as built:
        for _ in range(3):
            await run_due_jobs(built.services)
            states = (await morning.state(built))[0]
            assert states == "claimed"
            morning.clock.now += timedelta(seconds=11)
        await run_due_jobs(built.services)
        assert await morning.state(built) == ("skipped", "nothing")
    assert morning.messages == []


@pytest.mark.parametrize("kind", ["empty", "short"])
async def test_a_posted_card_is_not_emptied_by_a_list_that_lost_its_people(morning: DigestScenario, kind: Any) -> None:
    async with morning.bot() as built:
        await until_posted(morning, built)
        morning.clock.now += PEOPLE_FRESH
        morning.demo.personio.fail_next(PEOPLE, "GET", kind)
        assert await edits(built.services) == 0
        morning.clock.now += timedelta(seconds=11)
        assert await edits(built.services) == 0


@pytest.mark.parametrize("what", [PEOPLE, TYPES])
async def test_a_command_that_runs_once_reads_again_before_it_ends(morning: DigestScenario, what: str) -> None:
    async with morning.bot(pause=morning.pause) as built:
        [before] = await preview_all(built.services, MONDAY.date())
    morning.demo.personio.fail_next(what, "GET", "empty")
    async with morning.bot(pause=morning.pause) as built:
        assert await preview_all(built.services, MONDAY.date()) == [before]
    assert len(morning.pauses) == 1
    morning.demo.personio.fail_next(what, "GET", "empty")
    async with morning.bot(pause=morning.pause) as built:
        assert len(await until_posted(morning, built)) == 1
    assert len(morning.pauses) == 2


async def test_the_command_itself_reads_again(morning: DigestScenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(morning.database.parent)
    morning.demo.personio.fail_next(PEOPLE, "GET", "empty")
    environment = {
        "PERSONIO_CLIENT_ID": "demo-client",
        "PERSONIO_CLIENT_SECRET": "demo-secret",
        "PERSONIO_BASE_URL": morning.demo.personio.url,
        "DATABASE_URL": f"sqlite:///{morning.database}",
        "LOG_LEVEL": "error",
    }
    command = ["digests", "preview", "--date", MONDAY.date().isoformat(), "--json"]
    told = await asyncio.to_thread(CliRunner().invoke, main, command, env=environment)
    assert told.exit_code == 0, told.output
    [shown] = json.loads(told.stdout)
    assert shown["posted"]


async def test_a_scan_for_open_ends_that_failed_is_made_again_soon(morning: DigestScenario) -> None:
    today = MONDAY.date()
    scanned = []
    async with morning.bot() as built:
        directory, requests = built.services.directory, morning.demo.personio
        await until_posted(morning, built)
        for minutes, fails in ((31, True), (0.5, False), (0.6, False), (5, False), (27, False)):
            morning.clock.now += timedelta(minutes=minutes)
            await directory.people(fresher_than=PEOPLE_FRESH)
            await directory.absences(today - timedelta(days=1), today + timedelta(days=66))
            before = len(requests.requests)
            if fails:
                requests.set_credential(Credential(scopes=V2_SCOPES - {READ}))
                requests.expire_tokens()
            await edits(built.services)
            requests.set_credential(Credential())
            requests.expire_tokens()
            scanned.append(any(_is_scan(seen) for seen in requests.requests[before:]))
    assert scanned == [True, False, False, True, False], "at the second look after a minute"


def _is_scan(seen: Seen) -> bool:
    return seen.path == PERIODS and "ends_at" not in seen.query and "updated_at" not in seen.query
