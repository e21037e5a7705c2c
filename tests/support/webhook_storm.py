"""What makes a storm of webhooks, and how to see that it did no harm."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

import aiohttp

from bot.bootstrap import RunningApp, run_app
from bot.core.events import Conversation
from bot.core.jobs import work_job
from bot.core.records import AbsenceRequest
from bot.core.request_status import when
from bot.features import ROUTER
from bot.web.personio_webhook import PATH
from cards.actions import Draft
from cards.i18n import translator
from cards.request import stale_card
from sandbox.company import generate
from sandbox.demo import BOT, TENANT, Demo, _user
from sandbox.personio.request_body import When
from sandbox.personio.workflow import change, remove
from sandbox.teams import TeamsSandbox, World
from sandbox.teams.world import personal_id
from tests.support.connected_webhooks import TOKEN, until
from tests.support.stage import MONDAY, Ticking, bot_settings, words

TITLES = {
    "pending": "Je aanvraag wacht op goedkeuring",
    "approved": "Je aanvraag is goedgekeurd",
    "rejected": "Je aanvraag is afgewezen",
    "deletion_pending": "Je wilt deze afwezigheid intrekken",
    "withdrawn": "Deze afwezigheid is ingetrokken",
    "gone": "Deze afwezigheid staat niet meer in Personio",
}
TOLD = {  # the first words of a message: what it says happened
    "Je aanvraag is goedgekeurd": "APPROVED",
    "Je afwezigheid blijft staan": "APPROVED",
    "Je aanvraag is afgewezen": "REJECTED",
    "Je afwezigheid is in Personio gewijzigd": "moved",
    "Deze afwezigheid is ingetrokken": "removed",
    "Deze afwezigheid staat niet meer in Personio": "removed",
}
FAULTS = ("503", "429", "timeout_before", "reset", "502", "garbage")
AT_ONCE = 16


@dataclass
class Mine:
    """A request in the storm. ``happened`` counts what was done to it in Personio."""

    request_id: UUID
    person: Any
    user: Any
    first: date
    card_id: str = ""
    absence_id: str = ""
    ended: str | None = None  # its status when it was removed
    happened: Counter[str] = field(default_factory=Counter)


@dataclass
class Storm:
    demo: Demo
    bot: RunningApp
    http: aiohttp.ClientSession
    rng: random.Random
    requests: list[Mine] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    @property
    def store(self) -> Any:
        return self.bot.services.store

    async def file(self, many: int, people: int) -> None:
        """File requests of many people, each with a card in the person's chat."""
        employees = [each for each in self.demo.company.employees if each.status == "active"][:people]
        kind = self.demo.company.type_named("Vakantie").id
        for n in range(many):
            person = employees[n % len(employees)]
            first = date(2027, 1, 4) + timedelta(days=14 * (n // len(employees)))
            user = self.demo.teams.world.user(person.email)
            mine = Mine(uuid5(UUID(int=0), str(n)), person, user, first)
            chat = Conversation(TENANT, personal_id(BOT, user), self.demo.teams.service_url, BOT, "personal")
            mine.card_id = await self.bot.services.messenger.send(chat, stale_card(translator("nl"))) or ""
            draft = Draft(type_id=kind, first_day=first.isoformat(), last_day=(first + timedelta(days=3)).isoformat())
            request = AbsenceRequest(
                id=mine.request_id,
                tenant_id=TENANT,
                object_id=user.object_id,
                person_id=str(person.id),
                state="waiting",
                details={"draft": draft.model_dump(), "zone": "Europe/Amsterdam"},
                conversation=chat,
                card_id=mine.card_id,
                language="nl",
                created_at=self.bot.services.clock(),
            )
            assert await self.store.requests.confirm(request, work_job(request), actor=user.object_id)
            self.requests.append(mine)
        await self.idle()
        for mine in self.requests:
            stored = await self.store.requests.find(mine.request_id)
            assert stored.state == "filed", stored.problem
            mine.absence_id = stored.personio_id

    def happen(self, mine: Mine) -> bool:
        """Do something to an absence in Personio that somebody might do; False where nothing can be done."""
        world = self.demo.personio.world
        absence = world.absences.get(mine.absence_id)
        if absence is None or absence.status == "REJECTED":
            return False
        can: dict[str, tuple[str, ...]] = {
            "PENDING": ("approve", "approve", "reject", "move", "remove"),
            "APPROVED": ("ask", "ask", "move"),
            "DELETION_PENDING": ("refuse", "refuse", "refuse", "confirm"),
        }
        match self.rng.choice(can[absence.status]):
            case "approve":
                self.demo.personio.approve(absence.id)
            case "reject":
                self.demo.personio.reject(absence.id)
            case "ask":
                self.demo.personio.request_deletion(absence.id)
            case "refuse":
                self.demo.personio.refuse_deletion(absence.id)
            case "confirm":
                mine.ended = absence.status
                self.demo.personio.confirm_deletion(absence.id)
            case "remove":
                mine.ended = absence.status
                remove(world, absence)
            case "move":
                last = mine.first + timedelta(
                    days=self.rng.choice(
                        [d for d in (0, 1, 2, 3, 4) if mine.first + timedelta(days=d) != absence.last_day]
                    )
                )
                change(world, absence, When(mine.first, last), status=absence.status)
                mine.happened["moved"] += 1
                return True
        after = world.absences.get(mine.absence_id)
        mine.happened[after.status if after else "removed"] += 1
        return True

    async def blow(self, deliveries: int) -> None:
        """Let things happen and have them told: late, doubled, in any order, among forgeries and garbage."""
        pool: list[str] = []
        free = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for _ in range(deliveries):
                mine = self.rng.choice(self.requests)
                if self.rng.random() < 0.4 and self.happen(mine):
                    pool += [mine.absence_id] * self.rng.choice((1, 1, 2, 3))
                await free.acquire()
                task = group.create_task(self._deliver(pool))
                task.add_done_callback(lambda _: free.release())
        await asyncio.gather(*(self._post(event(each)) for each in set(pool)))

    async def _deliver(self, pool: list[str]) -> None:
        dice = self.rng.random()
        if dice < 0.05:
            forged = event(self.rng.choice(self.requests).absence_id)
            assert await self._post(forged, token="forged") in (401, 429)  # 429: too often
        elif dice < 0.1:
            assert await self._post(self.rng.choice([b"", b"{", b"[]", b"\x00\xff", b'{"event_name": null}'])) == 400
        else:
            known = pool.pop(self.rng.randrange(len(pool))) if pool else self.rng.choice(self.requests).absence_id
            assert await self._post(event(known)) == 204

    async def _post(self, body: bytes, token: str = TOKEN) -> int:
        async with self.http.post(self.bot.url + PATH, data=body, headers={"Authorization": token}) as answer:
            self.answers[answer.status] += 1
            return answer.status

    async def idle(self) -> None:
        async def nothing_waits() -> bool:
            due = await self.store.jobs.next_due(set(ROUTER.jobs) - {"approval.remind"})
            return due is None or due > 600

        await until(nothing_waits, within=900)

    def reads(self) -> int:
        """Return how often single absences were read."""
        prefix = "/v2/absence-periods/"
        return sum(
            each.method == "GET" and each.path.startswith(prefix) and not each.path.endswith("breakdowns")
            for each in self.demo.personio.requests
        )

    async def all_is_right(self) -> None:
        """Compare what is stored and shown with Personio, and count what was told."""
        for mine in self.requests:
            stored = await self.store.requests.find(mine.request_id)
            absence = self.demo.personio.absences.get(mine.absence_id)
            ended = "withdrawn" if mine.ended == "DELETION_PENDING" else "gone"
            # What was removed after its deletion was asked for may have been seen before or after that.
            expected = {absence.status.lower()} if absence else {ended, "gone", "withdrawn"}
            assert stored.status in expected, (stored.status, expected)
            if absence:
                assert (when(stored).first_day, when(stored).last_day) == (absence.first_day, absence.last_day)
            card = next(m for m in self.demo.teams.messages(mine.user) if m.id == mine.card_id)
            assert TITLES[stored.status] in words(card.card), (stored.status, words(card.card))
            if absence and absence.first_day != absence.last_day:
                assert f"{absence.last_day.day} januari" in words(card.card) or absence.last_day.month != 1
        told: Counter[tuple[UUID, str]] = Counter()
        by_day = {(mine.user.id, self._day(mine.first)): mine for mine in self.requests}
        for user in {mine.user.id: mine.user for mine in self.requests}.values():
            for message in self.demo.teams.messages(user):
                what = next((kind for title, kind in TOLD.items() if message.summary.startswith(f"{title}:")), None)
                if what is None:
                    continue
                (mine,) = (
                    m for (owner, day), m in by_day.items() if owner == user.id and day in message.summary.casefold()
                )
                told[mine.request_id, what] += 1
        for mine in self.requests:
            for what in set(TOLD.values()):
                assert told[mine.request_id, what] <= mine.happened[what], (what, mine)
        decided = [m for m in self.requests if m.happened["REJECTED"]]
        assert all(told[m.request_id, "REJECTED"] == 1 for m in decided)

    @staticmethod
    def _day(day: date) -> str:
        return translator("nl").day(day).rsplit(" ", 1)[0]


def event(absence_id: str) -> bytes:
    payload = {"absence_period": {"id": absence_id}}
    return json.dumps({"event_name": "absence-period.updated.status", "payload": payload}).encode()


@asynccontextmanager
async def storm(tmp_path: Any, people: int, seed: int) -> AsyncIterator[Storm]:
    clock = Ticking(MONDAY)
    company = replace(generate(people * 2 + 10, date(2026, 11, 23), seed), absences=())
    demo = Demo(company=company, now=clock)
    users = [_user(company, each, "") for each in company.employees]
    demo.teams = TeamsSandbox(World(users=users), tenant_id=TENANT, bot_id=BOT, now=clock)
    async with demo, aiohttp.ClientSession() as http:
        settings = bot_settings(
            demo.personio.url,
            tmp_path / "bot.db",
            tenant_id=TENANT,
            personio_webhook_token=TOKEN,
            personio_timeout=0.5,
        )
        async with run_app(settings, now=clock) as bot:
            demo.play(bot.url)
            yield Storm(demo, bot, http, random.Random(seed))
