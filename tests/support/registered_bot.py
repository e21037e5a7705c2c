"""The whole bot with a registration of its own, whose credential Entra or Teams can refuse: real HTTP on loopback."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

import httpx
import pytest

from sandbox.demo import TENANT
from tests.support.connector import Answer, Connector
from tests.support.issuer import APP_ID, Issuer
from tests.support.office import Office, open_stage
from tests.support.plain_http import plain_http
from tests.support.stage import Open

__all__ = ["Refusal", "Registered", "open_stage"]

Refusal = Literal["entra", "teams"]
PATIENCE = 60  # seconds until a state that comes at once is given up
EXPIRED = {
    "error": "invalid_client",
    "error_description": "AADSTS7000222: The provided client secret keys for app are expired.",
}
LASTS = {
    "token_type": "Bearer",
    "expires_in": 300,
    "access_token": "ours",
}  # as long as a token that is renewed at once


@dataclass
class Registered(Office):
    """An office whose bot shows Teams a token that it gets from Entra."""

    entra: Connector

    @property
    def teams(self) -> Any:
        return self.stage.demo.teams

    def refuse(self, who: Refusal) -> None:
        """Have the bot's credential refused from now on."""
        if who == "entra":
            self.entra.token_answer = Answer(401, EXPIRED)
        else:
            self.teams.gate.token = lambda _token: False

    def mend(self) -> None:
        """Take the credential again."""
        self.entra.token_answer = Answer(200, LASTS)
        self.teams.gate.token = lambda token: token == "ours"

    async def later(self, **by: float) -> None:
        """Let time pass on the bot's clock, and have its worker look."""
        self.stage.clock.advance(**by)
        self.stage.bot.services.outbox.wake()

    def rows(self, kind: str) -> list[tuple[str | None, bool, bool]]:
        """Return reason, finished and dead of the jobs of a kind."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
            query = "SELECT reason, finished_at IS NOT NULL, dead FROM job WHERE kind = ? ORDER BY id"
            return [(reason, bool(over), bool(dead)) for reason, over, dead in db.execute(query, [kind])]

    async def held_up(self, *kinds: str) -> None:
        """Wait until the newest job of each kind has met the refusal; see that none was given up."""
        async with asyncio.timeout(PATIENCE):
            while not all((rows := self.rows(kind)) and (rows[-1][0] or rows[-1][1]) for kind in kinds):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert {kind: self.rows(kind)[-1][1:] for kind in kinds} == dict.fromkeys(kinds, (False, False))

    async def refused_times(self, times: int, *kinds: str) -> None:
        """Wait until the newest job of each kind has met the refusal so many times in a row."""
        query = "SELECT coalesce(reason, ''), repeats FROM job WHERE kind = ? ORDER BY id DESC LIMIT 1"

        def met(kind: str) -> bool:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as db:
                found = db.execute(query, [kind]).fetchone() or ("", 0)
            return bool(found[0] == "teams_refuses" and found[1] >= times)

        async with asyncio.timeout(PATIENCE):
            while not all(map(met, kinds)):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def all_done(self, *kinds: str) -> None:
        """Let time pass until the jobs of these kinds are done."""
        async with asyncio.timeout(PATIENCE):
            while not all(over for kind in kinds for _, over, _ in self.rows(kind)):
                await self.later(seconds=5)
                await asyncio.sleep(0.2)
        assert not [kind for kind in kinds for _, _, dead in self.rows(kind) if dead]

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(f"{self.stage.bot.url}{path}")


OpenRegistered = Callable[..., Awaitable[Registered]]


@pytest.fixture
async def open_registered(open_stage: Open, tmp_path: Any) -> AsyncIterator[OpenRegistered]:
    async with plain_http() as http, Issuer() as issuer, Connector() as entra:

        async def start(*names: str, **settings: Any) -> Registered:
            registration = {
                "app_id": APP_ID,
                "app_password": "a-secret",
                "tenant_id": TENANT,
                "token_url": entra.token_url,
                "openid_metadata": issuer.metadata_url,
                "service_hosts": ("127.0.0.1",),
            }
            stage = await open_stage(**registration, **settings)
            teams = stage.demo.teams
            teams.people.authorization = lambda activity: issuer.bearer(activity["serviceUrl"])
            office = Registered(stage, http, tmp_path / "bot.db", entra)
            office.mend()
            await office.install(*(names or ("employee", "approver")))
            return office

        yield start
