"""A company at work while its bots are replaced: people who file, a Personio that tells, channels that are due.

Rule: what is true is read where no bot can be wrong about it: absences in the sandbox's Personio, posts in its Teams,
answers where Teams reads them.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from bot.cli.webhooks import EVENTS
from bot.core.subscriptions import Subscription
from bot.store import Store, open_store
from bot.store.tables import post
from bot.web.personio_webhook import PATH
from sandbox.company import Employee, generate
from sandbox.demo import BOT, TENANT, world
from sandbox.personio import PersonioSandbox
from sandbox.teams import TeamsSandbox, User
from sandbox.teams.card_inputs import collect, find_action
from tests.support.bot_process import BotProcess
from tests.support.digest_scenario import EVERY_DAY, _teams, nine_o_clock
from tests.support.people import plain, user_of, working_days
from tests.support.proxy import Proxy

ASK = "afwezigheid aanvragen"
TOKEN = "a-token-that-nobody-guesses"
PATIENCE = 60.0  # seconds for what is under way to come to its end, leases of 20 s and a busy machine included
QUOTA = 10_000  # calls a second: what is tested is not Personio's limit


class LoadScenario:
    """Everything around the bots. ``writers`` people file all the time, ``channels`` are due one after the other."""

    def __init__(
        self, url: str, folder: Path, *, channels: int, every: float, writers: int = 8, replicas: int = 2
    ) -> None:
        self.zone, self.now = nine_o_clock()
        self.company = generate(240, self.now.date())
        self.personio = PersonioSandbox(self.company, webhook_delays=(0.2, 0.5, 1.0, 2.0, 5.0))
        self.personio.switches = self.personio.switches.changed(burst=QUOTA)
        self.people = [each for each in self.company.employees if plain(each)][:writers]
        self.channels = [f"19:channel-{number}@thread.tacv2" for number in range(channels)]
        self.users = {each.id: user_of(self.company.entra_object_id(each), each) for each in self.people}
        staged = replace(world(self.company, {}), users=list(self.users.values()), teams=_teams(self.channels))
        self.teams = TeamsSandbox(staged, tenant_id=TENANT, bot_id=BOT)
        self.known = {absence.id for absence in self.company.absences}
        self.turns: Counter[str] = Counter()
        self.errors: list[str] = []  # what people would see as "the app cannot be reached"
        self.sentences: Counter[str] = Counter()  # what they were told instead of what they wanted
        self.confirmed: list[tuple[int, date]] = []
        self.approved: set[str] = set()
        self.store: Store
        self.proxy: Proxy
        self.bots: list[BotProcess] = []
        self._every, self._wanted, self._url, self._folder = every, replicas, url, folder
        self._stack = AsyncExitStack()
        self._busy: list[asyncio.Task[None]] = []
        self._closing_time = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.personio)
        await self._stack.enter_async_context(self.teams)
        self.store = await self._stack.enter_async_context(await open_store(self._url, clock=lambda: datetime.now(UTC)))
        environment = {
            "DATABASE_URL": self._url,
            "PERSONIO_CLIENT_ID": "demo-client",
            "PERSONIO_CLIENT_SECRET": "demo-secret",
            "PERSONIO_BASE_URL": self.personio.url,
            "PERSONIO_WEBHOOK_TOKEN": TOKEN,
            "LOG_LEVEL": "warning",
        }
        self.bots = [BotProcess(environment, log=self._folder / f"bot-{n}.log") for n in range(self._wanted)]
        self._stack.push_async_callback(self._kill)
        await asyncio.gather(*(bot.start() for bot in self.bots))
        self.proxy = await self._stack.enter_async_context(Proxy([bot.url for bot in self.bots]))
        self.teams.bot_url = f"{self.proxy.url}/api/messages"
        self.personio.hub.add(
            url=self.proxy.url + PATH, description="bot", status="ENABLED", auth_type="TOKEN", token=TOKEN,
            enabled_events=list(EVENTS),
        )  # fmt: skip
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)
        await self._stack.aclose()

    async def _kill(self) -> None:
        for bot in self.bots:
            if bot.pid is not None:
                await bot.kill()

    async def open(self) -> None:
        """Begin the day: the channels are due one after the other, people write, the supervisor approves."""
        start = datetime.now(UTC)
        for number, channel in enumerate(self.channels):
            wanted = Subscription(
                id=channel, tenant_id=TENANT, team_id=f"19:team-{number // 100}@thread.tacv2", channel_id=channel,
                service_url=self.teams.service_url, language="nl", time=self.now.time(), timezone=self.zone,
                topics=("birthdays",), days=EVERY_DAY, empty="post",
            )  # fmt: skip
            await self.store.subscriptions.save(wanted, start + timedelta(seconds=self._every * number))
        days = list(working_days(self.company.today))
        self._busy = [asyncio.create_task(self._approves())]
        self._busy += [asyncio.create_task(self._works(each, days)) for each in self.people]

    async def restart(self, bot: BotProcess) -> None:
        """Replace a replica: SIGTERM, its end, its successor, until that is ready."""
        assert await bot.stop() == 0, "a clean end"
        await bot.start()

    async def close(self) -> None:
        """End the day: nobody begins anything more; what is under way comes to its end."""
        self._closing_time.set()
        approving, *writing = self._busy
        await asyncio.gather(*writing)
        await self.until(lambda: len(self.approved) >= len(self.filed()) >= len(self.confirmed))
        await self.personio.settle()
        approving.cancel()
        self._busy = writing  # who was cancelled is no failure to look for
        await self.until(lambda: all(self.teams.messages(channel) for channel in self.channels))
        end = time.monotonic() + PATIENCE
        while left := await self._unsettled():
            assert time.monotonic() < end, f"{left} left: {self.story()}"
            await asyncio.sleep(0.2)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a state. Raises AssertionError with the story so far."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.story()
            await asyncio.sleep(0.05)
            for task in [each for each in self._busy if each.done()]:
                task.result()  # who fell over does not do what is waited for

    def story(self) -> str:
        """Return what happened, in figures."""
        posts, filed, seen = self.posts(), self.filed(), self.proxy.seen
        deliveries = Counter(delivery.status for delivery in self.personio.hub.deliveries)
        return (
            f"{dict(self.turns)}, confirmed {len(self.confirmed)}, filed {filed.total()} (twice: "
            f"{sum(each > 1 for each in filed.values())}), approved {len(self.approved)}, channels {len(posts)}: "
            f"lost {sum(each == 0 for each in posts.values())}, twice {sum(each > 1 for each in posts.values())}; "
            f"errors {self.errors}, sentences {dict(self.sentences)}, webhooks {dict(deliveries)}; proxy: passed "
            f"{seen.passed}, refused and tried again {seen.refused}, cut {seen.cut}, 5xx {Counter(seen.errors)}, "
            f"readyz 503 {seen.unready}"
        )

    async def _unsettled(self) -> int:
        """Return how many posts and requests the database does not know the end of."""
        requests = [await self.store.requests.of_absence(absence) for absence in self.approved]
        query = post.select().where(post.c.state == "sent")
        sent = await self.store._database.read(lambda c: len(c.execute(query).all()))
        return (
            len(self.channels)
            - sent
            + sum(each is None or (each.status or "").casefold() != "approved" for each in requests)
        )

    async def sending(self) -> set[str]:
        """Return the channels whose post was under way and is not written down as posted."""
        query = post.select().with_only_columns(post.c.subscription_id).where(post.c.state == "sending")
        return set(await self.store._database.read(lambda c: list(c.execute(query).scalars())))

    def filed(self) -> Counter[tuple[int, date]]:
        """Return what Personio has of today: person and first day, how often."""
        return Counter((a.employee_id, a.first_day) for a in list(self.personio.absences) if a.id not in self.known)

    def posts(self) -> Counter[str]:
        """Return how many messages each channel has."""
        return Counter({channel: len(self.teams.messages(channel)) for channel in self.channels})

    async def _approves(self) -> None:
        while True:
            await asyncio.sleep(0.1)
            for absence in [a for a in list(self.personio.absences) if a.id not in self.known | self.approved]:
                self.personio.approve(absence.id)
                self.approved.add(absence.id)

    async def _works(self, person: Employee, days: Sequence[date]) -> None:
        user = self.users[person.id]
        for number, day in enumerate(days):
            if self._closing_time.is_set():
                return
            await self._files(person, user, day)
            if number % 3 == 0:
                self._heard(await self.teams.say(user, "saldo"), "saldo")
            if number % 3 == 1:
                self._heard(await self.teams.say(user, "wie is er vandaag vrij"), "whosout")

    async def _files(self, person: Employee, user: User, day: date) -> None:
        answer = await self.teams.say(user, ASK)
        if not self._heard(answer, "request.review"):
            return
        form = next(m for m in reversed(answer.messages) if "request.review" in json.dumps(m.card))
        inputs = {"first_day": day.isoformat(), "last_day": day.isoformat()}
        answer = await self.teams.press(user, form, "request.review", inputs)
        if not self._pressed(answer, "request.file"):
            return
        action = find_action(answer.card, "request.file")
        sent = {**action, "data": collect(answer.card, action, {})}
        while True:  # as somebody does who was told to try again: the same button, so the same request
            answer = await self.teams.people.execute(user, form, sent)
            if self._pressed(answer, "request.refresh"):
                self.confirmed.append((person.id, day))
                return
            await asyncio.sleep(0.2)

    def _heard(self, answer: Any, wanted: str) -> bool:
        """Note a message's answer; tell whether it was what was wanted."""
        self.turns["messages"] += 1
        cards = [json.dumps(message.card) for message in answer.messages if message.card]
        if answer.status not in {200, 201, 202} or not answer.messages:
            self.errors.append(f"a message: {answer.status} {answer.body!r:.200}")
        elif not any(wanted in card for card in cards) and wanted.startswith("request."):
            self.sentences[f"{wanted}: {answer.messages[-1].summary:.120}"] += 1
        else:
            return True
        return False

    def _pressed(self, answer: Any, wanted: str) -> bool:
        """Note an invoke's answer; tell whether it was the card that was wanted."""
        self.turns["presses"] += 1
        if answer.status != 200 or not isinstance(answer.body, dict) or answer.body.get("statusCode") != 200:
            self.errors.append(f"a press: {answer.status} {answer.body!r:.200}")
        elif wanted not in json.dumps(answer.card):
            self.sentences[f"{wanted}: {_words(answer)[:160]}"] += 1
        else:
            return True
        return False


def _words(answer: Any) -> str:
    texts = [str(part.get("text")) for part in (answer.card or {}).get("body", ()) if isinstance(part, dict)]
    return answer.toast or answer.error or " | ".join(texts)
