"""Channels, a Personio and a Teams of plain values around a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.core.events import Conversation
from bot.core.subscriptions import Subscription
from bot.features.digests import preview_all, run_due_jobs, store_subscription
from bot.services.context import Services
from bot.services.learned_rules import LearnedRules
from bot.services.members import Members
from bot.services.personio_cache import Directory
from bot.services.recent_reads import RecentReads
from bot.store import Store, open_store
from personio_client import AbsencePeriod, AbsenceType, Person, Unavailable
from tests.support.fakes import Clock, Source

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # nine in Amsterdam
TODAY = date(2026, 11, 23)
CHANNEL = Subscription(
    id="s1", tenant_id="tenant-1", team_id="19:t", channel_id="19:c", language="nl", timezone="Europe/Amsterdam"
)


@dataclass
class Channels:
    """Teams: what is in which channel. ``faults`` are raised by the next calls; ``lost`` delivers, then raises."""

    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: list[tuple[str, Any]] = field(default_factory=list)
    puts: list[str] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    lost: list[Exception] = field(default_factory=list)

    async def send(self, to: Conversation, card: Any, *, before: Any = None) -> str | None:
        if before is not None:
            await before()
        self._fail()
        if to.scope == "personal":
            self.said.append((to.id, card))
            return "said"
        activity_id = f"m{len(self.posts) + 1}"
        self.posts[activity_id] = {"channel": to.id, "card": card, "to": to}
        if self.lost:
            raise self.lost.pop(0)
        return activity_id

    async def update(self, to: Conversation, activity_id: str, card: Any) -> None:
        self._fail()
        self.puts.append(activity_id)
        self.posts[activity_id]["card"] = card

    async def team_name(self, team: Any) -> str:
        return "Nederland"

    async def channels(self, team: Any) -> list[Any]:
        return []

    def _fail(self) -> None:
        if self.faults:
            raise self.faults.pop(0)


@dataclass
class Personio(Source):
    """Personio, as a digest reads it: absences by their dates, open ends only where asked for them."""

    async def absences(self, *, person_id=None, first_day=None, last_day=None, updated_since=None):
        if updated_since:
            self._called("changed")
            return list(self.absent)
        self._called("absences")
        return [p for p in self.absent if p.last_day and p.first_day <= last_day and p.last_day >= first_day]

    async def open_ended_absences(self, *, until):
        self._called("open_ended")
        return [p for p in self.absent if p.last_day is None and p.first_day <= until]


@dataclass
class Stage:
    """One bot's services, and hands on everything around them."""

    store: Store
    clock: Clock
    personio: Personio
    teams: Channels
    services: Services

    async def subscribe(self, *subscriptions: Subscription, by: str | None = None) -> None:
        for each in subscriptions or (CHANNEL,):
            await store_subscription(
                self.store.subscriptions, each, None, now=self.clock.now - timedelta(hours=1), by=by
            )

    def serve(self, **changed: Any) -> None:
        """Put other services in place of some."""
        self.services = replace(self.services, **changed)

    async def run(self) -> int:
        """Do everything that is due."""
        return await run_due_jobs(self.services)

    async def preview(self) -> dict[str, Any]:
        """Return what would be posted today, of the first subscription."""
        return (await preview_all(self.services, TODAY))[0]

    def names(self) -> list[Any]:
        """Return what the cards in the channels say, in the order they were posted."""
        return [str(post["card"].content) for post in self.teams.posts.values()]


Open = Callable[..., Awaitable[Stage]]


@pytest.fixture
async def open_stage(tmp_path) -> AsyncIterator[Open]:
    stores = []

    async def start(url: str | None = None, clock: Clock | None = None) -> Stage:
        clock = clock or Clock(MONDAY)
        store = await open_store(url or f"sqlite:///{tmp_path / 'bot.db'}", clock=clock)
        stores.append(store)
        personio, teams = Personio(everybody=list(PEOPLE), types=list(TYPES)), Channels()
        services = Services(
            store=store,
            members=Members(teams, clock),  # type: ignore[arg-type]  # what a digest asks of Teams
            directory=Directory(personio, now=clock),
            learned_rules=LearnedRules(store.substitute_rules, clock),
            recent_reads=RecentReads(lambda: 0),
            personio=personio,  # type: ignore[arg-type]  # what a digest asks of Personio
            messenger=teams,  # type: ignore[arg-type]
            outbox=SimpleNamespace(wake=lambda: None),  # type: ignore[arg-type]
            clock=clock,
        )
        return Stage(store, clock, personio, teams, services)

    yield start
    for store in stores:
        await store.close()


@pytest.fixture
async def stage(open_stage: Open) -> Stage:
    return await open_stage()


TYPES = [AbsenceType(id="holiday", name="Vakantie", unit="day"), AbsenceType(id="sick", name="Ziekte", unit="day")]


def person(person_id: str, name: str, **values: Any) -> Person:
    first, _, last = name.partition(" ")
    known = {"status": "active", "hire_date": date(2020, 2, 3)} | values
    return Person(id=person_id, first_name=first, last_name=last, **known)


def absence(person_id: str, first: date, last: date | None, **values: Any) -> AbsencePeriod:
    known = {"id": f"a-{person_id}-{first}", "type_id": "holiday", "status": "approved"} | values
    return AbsencePeriod(
        person_id=person_id, first_day=first, last_day=last, starts_at=datetime.combine(first, datetime.min.time()), **known
    )  # fmt: skip


PEOPLE = [person("1", "Anna Bakker"), person("2", "Bram de Wit"), person("3", "Carla Post")]
__all__ = ["CHANNEL", "MONDAY", "TODAY", "Stage", "Unavailable", "absence", "person"]
