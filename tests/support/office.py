"""A request between an employee, their substitute and their approver: real HTTP, a clock that is moved by hand."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.core.jobs import Job
from bot.features import ROUTER
from sandbox.company import personas
from sandbox.teams import User
from tests.support.plain_http import plain_http
from tests.support.stage import Open, Stage, open_stage, words

__all__ = ["Office", "OpenOffice", "open_stage"]

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
PATIENCE = 60  # seconds until a state that comes at once is given up


@dataclass
class Office:
    """The stage with its cast, everybody with the app. The clock goes on, and can be moved."""

    stage: Stage
    http: httpx.AsyncClient
    database: Path

    @property
    def people(self) -> Any:
        return personas(self.stage.demo.company)

    def user(self, name: str) -> User:
        return self.stage.demo.teams.world.user(getattr(self.people, name).email)

    @property
    def store(self) -> Any:
        return self.stage.bot.services.store

    async def install(self, *names: str) -> None:
        for name in names:
            await self.stage.demo.teams.install(self.user(name))

    async def request(self, *, substitute: bool = True, days: dict[str, str] | None = None) -> Any:
        """Ask as the demo's employee; return the absence."""
        before = {each.id for each in self.stage.absences()}
        await self.stage.review(days or DAYS)
        chosen = {"substitute": str(self.people.substitute.id)} if substitute else {}
        await self.stage.press("Aanvragen", chosen)
        (absence,) = (each for each in self.stage.absences() if each.id not in before)
        return absence

    async def control(self, path: str, **body: Any) -> None:
        """Do what somebody does in Personio, and let Personio's hint arrive."""
        answer = await self.http.post(f"{self.stage.demo.personio.url}/_sandbox/{path}", json=body)
        assert answer.is_success, answer.text

    async def decide(self, absence: Any, event: str) -> None:
        """Press a button on the sandbox Personio's page."""
        url = f"{self.stage.demo.personio.url}/_sandbox/absences/{absence.id}/{event}"
        answer = await self.http.post(url, data={"back": f"/absences/{absence.id}"})
        assert answer.status_code == 303, answer.text
        await self.hint(absence)

    async def hint(self, absence: Any) -> None:
        await self.store.request_sync.add_news([absence.id])
        self.stage.bot.services.outbox.wake()

    async def stored(self, absence: Any) -> Any:
        return await self.store.requests.of_absence(absence.id)

    def cards(self, name: str) -> list[Any]:
        """Return the bot's messages about tasks in somebody's chat, oldest first, as Teams keeps them."""
        user = self.user(name)
        found = [m for m in self.stage.demo.teams.messages(user) if m.sender != user.id and m.card]
        return [m for m in found if "Welkom" not in words(m.card) and "Hoi" not in words(m.card)]

    def said(self, name: str) -> str:
        """Return what the newest of them says to everybody's client."""
        found = self.cards(name)
        return words(found[-1].card) if found else ""

    async def until(self, name: str, text: str) -> str:
        """Wait until the newest card says something, and return all that it says."""
        teams = self.stage.demo.teams
        try:
            await teams.until(lambda: text in self.said(name), seconds=PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{name} was not told {text!r} but: {self.said(name)}") from None
        return self.said(name)

    def jobs(self, kind: str) -> list[tuple[str, str | None, bool]]:
        """Return key, reason and whether it is finished of the jobs of a kind."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            rows = db.execute("SELECT key, reason, finished_at IS NOT NULL FROM job WHERE kind = ? ORDER BY id", [kind])
            return [(key, reason, bool(finished)) for key, reason, finished in rows]

    async def settled(self, kind: str, reason: str | None = None, *, count: int = 1) -> None:
        """Wait until there are that many jobs of a kind, the last finished, or with a ``reason`` put off."""

        def there() -> bool:
            found = self.jobs(kind)
            return len(found) >= count and (found[-1][1] == reason if reason else found[-1][2])

        async with asyncio.timeout(PATIENCE):
            while not there():  # noqa: ASYNC110 - the bot's own table tells nobody
                await asyncio.sleep(0.02)

    async def run(self, kind: str, **payload: Any) -> Any:
        """Run the handler of the newest job of a kind once more, as a second claim would."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            ((key, stored),) = db.execute(
                "SELECT key, payload FROM job WHERE kind = ? ORDER BY id DESC LIMIT 1", [kind]
            )
        job = Job(0, kind, key, {**json.loads(stored), **payload}, 2, 2, self.stage.clock())
        return await ROUTER.jobs[kind](self.stage.bot.services, job)

    async def read_people(self) -> None:
        """Let the bot see what changed about people in Personio."""
        await self.stage.bot.services.directory.people(fresher_than=timedelta(microseconds=1))

    async def away(self, name: str, first: date, last: date) -> None:
        """Enter an approved holiday in Personio, and let the bot read it."""
        person = getattr(self.people, name)
        pattern = next(
            each for each in self.stage.demo.company.absences if each.counts and each.last_day and not each.start_time
        )
        changes = {
            "employee_id": person.id,
            "first_day": first,
            "last_day": last,
            "from_midday": False,
            "until_midday": False,
        }
        known = {"id": str(uuid4()), "v1_id": 990000 + len(self.stage.demo.personio.absences), "status": "APPROVED"}
        self.stage.demo.personio.add_absence(replace(pattern, **known, **changes))

    def at(self, *moment: int) -> None:
        """Move the clock (UTC); it goes on from there."""
        clock: Any = self.stage.clock
        clock.advance(seconds=(datetime(*moment, tzinfo=UTC) - clock()).total_seconds())
        self.stage.bot.services.outbox.wake()


OpenOffice = Callable[..., Awaitable[Office]]


@pytest.fixture
async def open_office(open_stage: Open, tmp_path: Path) -> AsyncIterator[OpenOffice]:
    async with plain_http() as http:

        async def start(*names: str, **settings: Any) -> Office:
            office = Office(await open_stage(**settings), http, tmp_path / "bot.db")
            await office.install(*names)
            return office

        yield start


@pytest.fixture
async def office(open_office: OpenOffice) -> Office:
    return await open_office("employee", "substitute", "approver")
