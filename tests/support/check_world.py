"""Everything an operator can get wrong, on loopback: settings, a Personio, a Microsoft, a database."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field, SecretStr

from bot.bootstrap import utc_now
from bot.cli.diagnostics import PATIENCE, Finding, inspect
from bot.cli.diagnostics.environment import Environment, read_environment
from bot.cli.diagnostics.runner import CHECKS, Check
from bot.settings.settings import Settings
from bot.store import Store, open_store
from sandbox.personio import Credential, PersonioSandbox
from tests.support.connector import Connector
from tests.support.databases import database_url, postgres
from tests.support.issuer import APP_ID, Issuer

__all__ = ["database_url", "postgres"]

TENANT = "11111111-2222-3333-4444-555555555555"
DOMAIN = "leave.example.com"


class WithWebhook(Settings):
    """The settings with a webhook's token."""

    personio_webhook_token: SecretStr | None = Field(None, alias="PERSONIO_WEBHOOK_TOKEN")


class World:
    """A machine on which all is well until a test spoils it."""

    def __init__(self, folder: Path, personio: PersonioSandbox, stack: AsyncExitStack) -> None:
        self.folder, self.personio, self._stack = folder, personio, stack
        self.credential = Credential()
        self.pauses = 0

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'bot.db'}"

    def settings(self, kind: type[Settings] = Settings, **changes: Any) -> Settings:
        values = {
            "_env_file": None,
            "personio_client_id": self.credential.client_id,
            "personio_client_secret": self.credential.secret,
            "personio_base_url": self.personio.url,
            "personio_web_url": self.personio.url,
            "database_url": self.database_url,
            "bot_domain": DOMAIN,
            "admins": ("admin@example.com",),
            "port": 0,
        }
        return kind(**(values | changes))

    async def look(
        self,
        *only: str,
        now: Callable[[], datetime] = utc_now,
        patience: float = PATIENCE,
        kind: type[Settings] = Settings,
        **changes: Any,
    ) -> list[Finding]:
        """Return what the checks find; all of them, or ``only`` some by name."""
        checks = {name: check for name, check in CHECKS.items() if not only or name in only}
        assert len(checks) == (len(only) or len(CHECKS))
        return await self.inspect(checks, now=now, patience=patience, settings=self.settings(kind, **changes))

    async def inspect(
        self,
        checks: dict[str, Check],
        *,
        now: Callable[[], datetime] = utc_now,
        patience: float = PATIENCE,
        settings: Settings | None = None,
    ) -> list[Finding]:
        settings = settings or self.settings()
        return await inspect(Environment(settings), now=now, patience=patience, checks=checks, pause=self._pause)

    async def _pause(self) -> None:
        self.pauses += 1

    def allow(self, **changes: Any) -> None:
        """Change what the credential may do."""
        self.credential = Credential(**changes)
        self.personio.set_credential(self.credential)

    async def registered(self, **changes: Any) -> dict[str, Any]:
        """Return settings of a bot with an app id, and a Microsoft on loopback that knows it."""
        self.issuer = await self._stack.enter_async_context(Issuer())
        self.microsoft = await self._stack.enter_async_context(Connector())
        return {
            "app_id": APP_ID,
            "app_password": "the bot's password",
            "tenant_id": TENANT,
            "openid_metadata": self.issuer.metadata_url,
            "token_url": self.microsoft.token_url,
            "service_hosts": ("127.0.0.1",),
        } | changes

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        async with await open_store(self.database_url, clock=utc_now) as store:
            yield store

    async def server(self, answer: bytes | None) -> str:
        """Start something that gives everybody this answer (None: never any); return its address."""
        ended = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(1)
            if answer is None:
                await ended.wait()
            else:
                writer.write(answer)
                await writer.drain()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        self._stack.callback(server.close)
        self._stack.callback(ended.set)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def named(findings: list[Finding], code: str) -> list[Finding]:
    """Return the findings with a code."""
    return [found for found in findings if found.code == code]


def environment() -> list[Finding]:
    """Return what is found while the settings are read."""
    return list(read_environment().findings)


def secret(world: World, patch: pytest.MonkeyPatch, name: str) -> Path:
    """Return the path of a secret's file in a folder that SECRETS_DIR names."""
    folder = world.folder / "secrets"
    folder.mkdir(exist_ok=True)
    patch.setenv("SECRETS_DIR", str(folder))
    return folder / name


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        ours = {field.alias.casefold() for field in WithWebhook.model_fields.values()} | {"secrets_dir"}
        if name.casefold() in ours or name.startswith("OTEL_"):
            monkeypatch.delenv(name)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        yield World(tmp_path, await stack.enter_async_context(PersonioSandbox()), stack)


Scenario = Callable[[World, pytest.MonkeyPatch], Awaitable[list[Finding]]]
