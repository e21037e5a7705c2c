"""A company whose absences others make, a bot that files, withdraws and changes, and hands that break things.

The presses, jobs and pages are the product's own, over HTTP with the sandbox Personio; only Teams is a stand-in, and
time stands still between the steps.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from bot.core.events import Conversation, Origin, Pressed, Sender
from bot.core.jobs import Again, backoff
from bot.core.messaging import Member
from bot.features import ROUTER
from bot.services.context import Services
from bot.services.learned_rules import LearnedRules
from bot.services.members import Members
from bot.services.personio_cache import Directory
from bot.services.recent_reads import RecentReads
from bot.services.router import Dispatcher
from bot.store import Store, open_store
from cards.actions import ChangeAbsence, FileRequest, ReviewChange, SaveChange, WithdrawAbsence
from personio_client import PersonioClient
from sandbox.company import Absence, demo_company, personas
from sandbox.personio import PersonioSandbox
from sandbox.personio.behaviour import Switches
from sandbox.personio.credentials import V2_SCOPES, Credential
from sandbox.personio.errors import Problem
from sandbox.personio.workflow import WrongState
from tests.support.fakes import TENANT, Clock
from tests.support.own_absences import find

PERIODS = "/v2/absence-periods"
SPACE = UUID("7d7d24a4-6f2e-4a52-9f4f-0f3a1a1b6cb0")
WORK = frozenset({"request.file", "absences.withdraw", "absences.change"})
DECEMBER = [(1, 3), (1, 4), (8, 10), (9, 11), (14, 16), (21, 22), (28, 30)]
FAULTS = ["503", "429", "reset", "reset_after_work", "garbage_after_work"]


class Chat:
    """Teams, as far as the bot needs it here: it knows its member, and takes every card."""

    def __init__(self, email: str) -> None:
        self._member = Member("29:a", "obj-a", "Anna", email, email, TENANT, "user")

    async def member(self, _of: Conversation, _member_id: str) -> Member:
        return self._member

    async def send(self, *_: Any) -> str:
        return "1"

    async def update(self, *_: Any) -> None:
        return None


@dataclass
class World:
    """One employee, what they asked for, and what is others' in Personio: that must stay as it is."""

    personio: PersonioSandbox
    store: Store
    services: Services
    clock: Clock
    ids: Any
    theirs: dict[str, Absence] = field(default_factory=dict)
    requests: list[tuple[UUID, int]] = field(default_factory=list)
    questions: list[WithdrawAbsence | SaveChange] = field(default_factory=list)
    at_start: set[str] = field(default_factory=set)

    def begin(self, skew: int, switches: Switches) -> None:
        """Start over with the company as it was; ``skew``: seconds that Personio's clock is ahead."""
        self.personio.world.load(demo_company(date(2026, 11, 23)))
        self.mend()
        self.personio.heal()
        self.personio.switches = switches
        self.personio.clock.reset()
        self.personio.clock.advance(timedelta(seconds=skew))
        self.theirs = {each.id: each for each in self.personio.absences}
        self.at_start = set(self.theirs)
        self.requests, self.questions = [], []

    @property
    def person(self) -> Any:
        return personas(self.personio.company).employee

    @property
    def new(self) -> list[Absence]:
        """Return what came into Personio since the start, earliest first."""
        return [each for each in self.personio.absences.of(self.person.id) if each.id not in self.at_start]

    def made_for(self, number: int) -> list[Absence]:
        """Return what the bot has made of a request."""
        by_bot = [each for each in self.new if each.id.startswith("7d0c9b1e")]
        return [each for each in by_bot if each.comment == comment(number)]

    async def press(self, action: Any) -> Any:
        """Press as the employee does; return the card's content."""
        chat = Conversation(TENANT, "a:1", "http://127.0.0.1/", "28:bot", "personal")
        origin = Origin("1", chat, Sender("29:a", "obj-a"), locale="nl", time_zone="Europe/Amsterdam")
        reply = await Dispatcher(ROUTER, self.services)(Pressed(origin, action, "card-1"))
        return reply.card.content

    async def file(self, span: int) -> None:
        """*Aanvragen*."""
        number = len(self.requests)
        self.requests.append((uuid5(SPACE, str(next(self.ids))), span))
        first, last = DECEMBER[span]
        kind = self.personio.company.type_named("Vakantie")
        draft = {"type_id": kind.id, "first_day": f"2026-12-{first:02}", "last_day": f"2026-12-{last:02}"}
        data = {"request_id": self.requests[-1][0], "draft": {**draft, "comment": comment(number)}}
        await self.press(FileRequest.model_validate(data))

    async def withdraw_waiting(self, which: int) -> None:
        """*Ja, intrekken* of a request that waits, as far as its owner knows."""
        if self.requests:
            request_id, _ = self.requests[which % len(self.requests)]
            data = {"request_id": request_id, "sure": "yes", "errand_id": uuid5(SPACE, str(next(self.ids)))}
            await self.press(WithdrawAbsence.model_validate(data))

    async def ask(self, which: int, deed: str, span: int) -> None:
        """Get to the last question before an absence is withdrawn or changed; it is pressed later."""
        if not self.new:
            return
        absence = self.new[which % len(self.new)]
        verb = "absences.withdraw" if deed == "withdraw" else "absences.save"
        if deed == "withdraw":
            card = await self.press(WithdrawAbsence(absence_id=absence.id))
        else:
            card = await self._review(absence, span)
        if action := find(card, verb):
            kind = WithdrawAbsence if deed == "withdraw" else SaveChange
            question = kind.model_validate(action["data"])
            if deed == "change" or question.sure == "yes":
                self.questions.append(question)

    async def _review(self, absence: Absence, span: int) -> Any:
        form = await self.press(ChangeAbsence(absence_id=absence.id))
        action = find(form, "absences.review")
        if action is None:
            return form
        first, last = DECEMBER[span]
        typed = {"first_day": f"2026-12-{first:02}", "last_day": f"2026-12-{last:02}", "comment": absence.comment}
        return await self.press(ReviewChange.model_validate(action["data"] | typed))

    async def answer(self, which: int) -> None:
        """Press what was asked some time ago. What still is as it was shown, its owner may take away or move."""
        if not self.questions:
            return
        question = self.questions.pop(which % len(self.questions))
        absence_id = question.absence_id if isinstance(question, WithdrawAbsence) else question.draft.changes
        seen = question.seen if isinstance(question, WithdrawAbsence) else question.draft.seen
        now = self.personio.absences.get(absence_id or "")
        if now and seen == shown(now):
            self.theirs.pop(now.id, None)
        await self.press(question)

    def by_hand(self, span: int, twin: int | None, same_comment: bool, status: str, age: int) -> None:
        """Enter an absence by hand, ``age`` seconds ago.

        ``twin``: with the days of that request, and its comment where ``same_comment``. An undecided one with both made
        a moment ago cannot be told from our own by anybody, so there is none.
        """
        said: str | None = "door HR"
        if twin is not None and self.requests:
            number = twin % len(self.requests)
            span, said = self.requests[number][1], comment(number) if same_comment else said
            status = status if age > 3600 or not same_comment else "APPROVED"
        first, last = DECEMBER[span]
        made = self.personio.clock.now() - timedelta(seconds=age)
        model = self.personio.company.absences[0]
        absence = replace(
            model,
            id=str(uuid5(SPACE, f"by hand {next(self.ids)}")),
            v1_id=self.personio.absences.next_v1_id(),
            employee_id=self.person.id,
            type_id=self.personio.company.type_named("Vakantie").id,
            first_day=date(2026, 12, first),
            last_day=date(2026, 12, last),
            status=status,
            created_at=made,
            updated_at=made,
            from_midday=False,
            until_midday=False,
            comment=said,
            substitute_id=None,
        )
        if not any(other.starts < absence.ends and absence.starts < other.ends for other in self.new):
            self.theirs[absence.id] = self.personio.add_absence(absence)

    def act(self, which: int, what: str) -> None:
        """Have HR move or decide an absence of the employee's: from then on it is HR's."""
        if not self.new:
            return
        absence = self.new[which % len(self.new)]
        self.pass_time(2)
        try:
            match what:
                case "approve":
                    now = self.personio.approve(absence.id)
                case "reject":
                    now = self.personio.reject(absence.id)
                case _:
                    day = timedelta(days=1)
                    now = self.personio.change_times(absence.id, absence.first_day + day, absence.last_day + day)
        except (WrongState, Problem):
            return
        self.theirs[now.id] = now

    def pass_time(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    def break_credential(self) -> None:
        self.personio.set_credential(Credential(scopes=V2_SCOPES - {"personio:absences:write"}))
        self.personio.expire_tokens()

    def mend(self) -> None:
        self.personio.set_credential(Credential())
        self.personio.expire_tokens()

    async def work(self, seconds: float = 0.0) -> None:
        """Let time pass, and run the jobs that are due then, each once."""
        self.pass_time(seconds)
        for job in await self.store.jobs.claim(WORK, 100):
            outcome = await ROUTER.jobs[job.kind](self.services, job)
            if isinstance(outcome, Again) and outcome.after is None:
                outcome = replace(outcome, after=backoff(job.attempts, jitter=0.0))
            await self.store.jobs.settle(job, outcome)

    async def finish(self) -> int:
        """Mend everything and work until nothing waits; return how many rounds that took."""
        self.mend()
        self.personio.heal()
        for rounds in count():
            if await self.store.jobs.next_due(WORK) is None or rounds > 60:
                return rounds
            await self.work(120.0)
        raise AssertionError


class Outbox:
    """Runs the due jobs once while a press waits for them."""

    def __init__(self) -> None:
        self.world: World | None = None

    def wake(self) -> None:
        return None

    async def settled(self, _key: str, _timeout: float) -> bool:
        assert self.world is not None
        await self.world.work()
        return True


def comment(number: int) -> str:
    return f"aanvraag {number}"


def shown(absence: Absence) -> str:
    """Return days, halves and status of an absence as a card carries them."""
    assert absence.last_day is not None
    ends = absence.last_day + timedelta(days=1)
    return f"{absence.first_day}T00:00/{ends}T00:00/ww/{absence.status.lower()}"


@asynccontextmanager
async def world_at(database: str) -> AsyncIterator[World]:
    """Open the sandbox, a store and the services once; each example begins anew in them."""
    clock, seconds, outbox = Clock(), count(), Outbox()
    personio = PersonioSandbox(demo_company(clock.now.date()), now=clock, monotonic=lambda: float(next(seconds)))
    async with personio, await open_store(database, clock=clock) as store:
        client = PersonioClient(
            "demo-client", "demo-secret", base_url=personio.url, timeout=5.0, retries=0, wait_scale=0
        )
        directory = Directory(client, now=clock)
        try:
            chat = Chat(personas(personio.company).employee.email)
            services = Services(
                store=store,
                members=Members(chat, clock),
                messenger=chat,
                directory=directory,
                learned_rules=LearnedRules(store.substitute_rules, clock),
                recent_reads=RecentReads(lambda: client.writes),
                personio=client,
                outbox=outbox,
                clock=clock,
                default_language="nl",
            )
            outbox.world = World(personio, store, services, clock, count())
            yield outbox.world
        finally:
            await directory.close()
            await client.aclose()
